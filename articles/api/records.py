"""What the API says of an edition, an organization, a survey table and a term."""

from datetime import date
from html import unescape

from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import override

from articles.content import FigureContent, encode
from articles.content.records import TermText
from articles.exporting.csl import source_to_csl
from articles.models import Edition, LiveEdition, PlacedSurvey, Withdrawal
from articles.search import SearchHit
from cancerinfo.web.languages import labels_in
from resources.directory import ListedOrganization

from .chain import proof_of

WAIVER = ("rule", "tests", "trigger", "reason", "who", "until", "sentence", "since")
CURRENT, OVERDUE, IN_QUESTION, WITHDRAWN = "current", "overdue", "in question", "withdrawn"
# Checked by the makers of the software, not by a clinician.
DEMONSTRATION = "demonstration"


def address(name: str, *arguments: object) -> str:
    """The full address of a page of this site."""
    return settings.SITE_URL + reverse(name, args=arguments)


def edition_summary(live: LiveEdition, category: str | None, today: date) -> dict:
    """A live edition as a list shows it, `category` by name. `review_state` tells whether a copy may be kept
    as it is."""
    return {
        "slug": live.slug,
        "title": live.name,
        "url": address("article_detail", live.slug),
        "api_url": address("api_article_detail", live.slug),
        "language": live.language,
        "summary": live.summary,
        "category": category or "",
        "edition": live.number,
        "digest": live.digest,
        "change": live.change,
        "published_at": live.published_at.isoformat(),
        "reviewed_on": None if live.is_demonstration else live.reviewed_on.isoformat(),
        "next_review_on": live.next_review_on.isoformat(),
        "review_state": review_state(live, today),
    }


def hit_record(hit: SearchHit, today: date) -> dict:
    """An article that a search found. `excerpt` is plain text, from where it says what was asked for."""
    summary = edition_summary(hit.live, hit.live.category_name, today)
    return {**summary, "excerpt": unescape(strip_tags(hit.snippet.text))}


def review_state(live: LiveEdition, today: date) -> str:
    if live.is_demonstration:
        return DEMONSTRATION
    if live.is_in_question:
        return IN_QUESTION
    return OVERDUE if live.next_review_on < today else CURRENT


def edition_record(edition: Edition, today: date) -> dict:
    """The whole edition: its text as it was signed (its SHA-256 is `digest`), reviewer, licence, sources,
    and `waivers`: each rule that the text does not meet, with who accepted that, why and until when, and each
    sentence that a check misread, with who says so, why and since when.

    A review that is in question has no `reviewer`, and `notice` says so in the language of the text. A
    demonstration, which no clinician reviewed, has none either."""
    content = edition.article_content()
    with labels_in(edition.language):
        question = edition.question
    return {
        **edition_summary(edition.live, edition.category_name, today),
        "notice": " ".join(filter(None, [question, edition.live.notice])),
        "change_note": edition.note,
        "licence": content.licence,
        "reviewer": {} if question or edition.live.is_demonstration else edition.sign_off.reviewer,
        "published_by_reviewer": edition.is_published_by_reviewer,
        "evidence_on": edition.evidence_on.isoformat() if edition.evidence_on else None,
        "waivers": [_waiver_record(each) for each in edition.waivers],
        "content": edition.content,
        "pictures": [picture_record(figure) for figure in content.figures if figure.files],
        "sources": [source_to_csl(source, edition.live.retracted_sources) for source in content.sources],
        "proof": proof_of(edition),
    }


def _waiver_record(waiver: dict) -> dict:
    """A waiver of Edition.waivers; what it has none of is empty, its days null."""
    told = {"sentence": "", "since": "", **waiver}
    days = {name: told[name] or None for name in ("until", "since")}
    return {name: told[name] for name in WAIVER} | days


def picture_record(figure: FigureContent) -> dict:
    """Where the picture of a figure of the text is; its words stand in the text."""
    first = figure.files[0]
    digest, _dot, ending = first.name.partition(".")
    return {
        "figure": figure.key,
        "url": address("picture", digest, ending),
        "media_type": first.media_type,
        "width": first.width,
        "height": first.height,
    }


def withdrawal_record(withdrawal: Withdrawal) -> dict:
    """A withdrawn article: copies of it must be taken down."""
    successor = withdrawal.successor and getattr(withdrawal.successor, "live", None)
    return {
        "slug": withdrawal.edition.slug,
        "title": withdrawal.name,
        "url": address("article_detail", withdrawal.edition.slug),
        "edition": withdrawal.edition.number,
        "review_state": WITHDRAWN,
        "withdrawn_at": withdrawal.withdrawn_at.isoformat(),
        "cause": withdrawal.cause,
        "reason": _reason(withdrawal),
        "successor": address("article_detail", successor.slug) if successor else None,
    }


def _reason(withdrawal: Withdrawal) -> str:
    """What readers of the page are told, in its language."""
    with override(withdrawal.edition.language):
        return withdrawal.told


def organization_record(organization: ListedOrganization) -> dict:
    text = organization.text
    return {
        "slug": text.slug,
        "name": text.name,
        "abbreviation": text.abbreviation,
        "url": address("organization_detail", text.slug),
        "kind": text.kind,
        "country": text.country,
        "languages": text.languages,
        "help": text.help,
        "services": text.services,
        "topics": text.topics,
        "description": text.description,
        "contacts": [
            {
                "kind": contact.kind,
                "value": contact.value,
                "international": contact.international,
                "hours": contact.hours,
                "cost": contact.cost,
                "callers": contact.callers,
                "checked_on": contact.checked_on or None,
            }
            for contact in organization.contacts
        ],
    }


def survey_record(placed: PlacedSurvey) -> dict:
    """A survey table as the edition that it stands in has it, with that edition's address. An unverified one
    says so in its title."""
    tables = {table["key"]: table for table in placed.edition.content["survey_tables"]}
    return {
        "url": address("survey_detail", placed.key),
        "article": address("article_detail", placed.edition.slug),
        **tables[placed.key],
        "title": placed.name,
        "unverified": placed.is_unverified,
    }


def term_record(term: TermText) -> dict:
    return {
        "slug": term.slug,
        "name": term.name,
        "url": f"{address('glossary')}#{term.slug}",
        "kind": term.kind,
        "definition": term.definition,
        "synonyms": encode(term.synonyms),
        "codes": list(term.codes),
    }
