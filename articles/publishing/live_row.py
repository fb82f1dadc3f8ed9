"""What follows from an edition for the row by which lists show it."""

from datetime import datetime

from django.conf import settings
from django.db.models import Max, Min, Q

from articles.models import Edition, LiveEdition
from articles.text.title_order import letter_of, title_key
from cancerinfo.web.languages import language_of_lists

# Raised when a value of an edition gives another row than before.
RULES = 1


def version() -> str:
    """By which rules rows are made: another text after a change of these, or of the site's languages."""
    return " ".join([str(RULES), *(code for code, _name in settings.LANGUAGES)])


def live_row(edition: Edition) -> dict:
    """The fields of LiveEdition that follow from the edition and those before it."""
    first_published_at, changed_at = _days(edition)
    review = edition.review
    return {
        "edition": edition,
        "slug": edition.slug,
        "is_demonstration": edition.is_demonstration,
        "is_in_question": review.is_disowned,
        "number": edition.number,
        "digest": edition.digest,
        "change": edition.change,
        "note": edition.note,
        "check_code": edition.check_code,
        "title": edition.title,
        "summary": edition.summary,
        "language": edition.language,
        "list_language": language_of_lists(edition.language),
        "codes": "".join(f"\n{code}\n" for code in edition.content.get("codes", [])),
        "category_id": edition.category_id,
        "reviewed_on": edition.reviewed_on,
        "next_review_on": edition.next_review_on,
        "reviewer_name": review.reviewer.get("name", ""),
        "signed_at": review.signed_at,
        "published_at": edition.published_at,
        "first_published_at": first_published_at,
        "changed_at": changed_at,
        "letter": letter_of(edition.title),
        "title_key": title_key(edition.title, edition.article_id),
        "review_key": review_key(edition),
        "version": version(),
    }


def _days(edition: Edition) -> tuple[datetime, datetime]:
    """When the article was first published, and when its newest edition that isn't a minor change was."""
    if edition.number == 1:
        return edition.published_at, edition.published_at
    until = Edition.objects.filter(article=edition.article_id, number__lte=edition.number).aggregate(
        first=Min("published_at"), changed=Max("published_at", filter=~Q(change=Edition.Change.MINOR))
    )
    return until["first"], until["changed"] or edition.published_at


def review_key(edition: Edition) -> bytes:
    """Bytes that sort editions by the day of their review, then by their publication."""
    published_at = int(edition.published_at.timestamp() * 1_000_000)
    numbers = (edition.reviewed_on.toordinal(), published_at, edition.article_id)
    return b"".join(number.to_bytes(8, "big") for number in numbers)


def differing(live: LiveEdition) -> dict:
    """The fields of a live edition's row that aren't what the edition gives, each with what it should be."""
    right = live_row(live.edition)
    return {name: value for name, value in right.items() if _plain(getattr(live, name)) != value}


def _plain(value: object) -> object:
    """Bytes as PostgreSQL's driver doesn't give them."""
    return bytes(value) if isinstance(value, memoryview) else value
