"""Proves that the editions are what was signed and published, whatever was done to the database."""

from collections.abc import Callable, Iterator

from django.db.models import Exists, F, Max, OuterRef, Q

from articles.content import ArticleContent, json_digest, unknown_fields
from articles.models import (
    Act,
    CitedSource,
    Edition,
    LiveEdition,
    PlacedSurvey,
    SearchDocument,
    SignOff,
    TaggedEdition,
)
from articles.publishing.list_counts import kept_counts, true_counts
from articles.publishing.live_row import differing
from articles.publishing.other_names import are_right
from articles.publishing.placed_surveys import rows_are_right
from articles.reports.fault import Fault
from articles.reports.page_audit import page_faults
from articles.text.person_names import is_same_name

CHUNK = 50  # editions in memory at a time


def faults(progress: Callable[[int], object] = lambda done: None) -> Iterator[Fault]:
    """Every fault, in constant memory; none if all editions stand as they were published. `progress` gets the
    number of editions that were looked at."""
    yield from _edition_faults(progress)
    yield from _lost_editions()
    yield from _pointer_faults()
    yield from _index_faults()
    yield from _list_faults()


def _edition_faults(progress: Callable[[int], object]) -> Iterator[Fault]:
    article, number = None, 0
    for done, edition in enumerate(_editions().iterator(chunk_size=CHUNK), 1):
        number = number + 1 if edition.article_id == article else 1
        article = edition.article_id
        sentences = [*_text_faults(edition), *_sign_off_faults(edition), *page_faults(edition)]
        if edition.number != number:
            sentences.append(f"Edition {number} is missing.")
            number = edition.number
        for sentence in sentences:
            yield Fault(sentence, edition.slug, edition.number)
        progress(done)


def _editions():
    lines = Act.objects.filter(article=OuterRef("article"))
    return (
        Edition.objects.select_related("sign_off")
        .annotate(
            is_logged=Exists(
                lines.filter(verb=Act.Verb.PUBLISH, digest=OuterRef("digest"), at=OuterRef("published_at"))
            ),
            reviewer_wrote=Exists(
                lines.filter(
                    Q(actor=OuterRef("sign_off__user")) | Q(actor=OuterRef("sign_off__carries__user")),
                    verb__in=Act.WRITING,
                    at__lte=OuterRef("published_at"),
                )
            ),
        )
        .order_by("article", "number")
    )


def _text_faults(edition: Edition) -> Iterator[str]:
    if json_digest(edition.content) != edition.digest:
        yield "The text is not the one that was published."
    if unknown := list(unknown_fields(ArticleContent, edition.content)):
        yield f"A newer release wrote it; this one can't show {', '.join(unknown)}."
    if json_digest(edition.rendered) != edition.rendered_digest:
        yield "The page is not the one that was drawn."
    for name in ("title", "slug", "language", "summary"):
        if getattr(edition, name) != edition.content.get(name):
            yield f"The {name} is not that of the text."
    if not edition.is_logged:
        yield "The log does not know of its publication."


def _sign_off_faults(edition: Edition) -> Iterator[str]:
    given = edition.sign_off
    if given.article_id != edition.article_id or given.digest != edition.digest:
        yield "The sign-off is of another text."
    if json_digest(given.content) != given.digest:
        yield "The text of the sign-off is not the one that was signed."
    if given.verdict != SignOff.Verdict.APPROVED:
        yield "The sign-off isn't an approval."
    authors = edition.content.get("authors", [])
    name = given.reviewer.get("name", "")
    if any(
        author["key"] == given.reviewer.get("key") or is_same_name(author["name"], name) for author in authors
    ):
        yield "The reviewer is an author."
    elif edition.reviewer_wrote:
        yield "The reviewer wrote or edited the text."


def _lost_editions() -> Iterator[Fault]:
    """Editions at the end of the numbers, that only the log still records."""
    of_line = {"article": OuterRef("article"), "digest": OuterRef("digest"), "published_at": OuterRef("at")}
    lines = Act.objects.filter(verb=Act.Verb.PUBLISH).exclude(Exists(Edition.objects.filter(**of_line)))
    for line in lines.select_related("article").iterator(chunk_size=CHUNK):
        yield Fault("The log records an edition that is missing.", line.article.slug, line.detail["edition"])


def _pointer_faults() -> Iterator[Fault]:
    newest = Max("article__editions__number")
    wrong = LiveEdition.objects.annotate(newest=newest).exclude(
        article=F("edition__article"), slug=F("edition__slug"), edition__number=F("newest")
    )
    for live in wrong.select_related("edition").defer("edition__content", "edition__rendered"):
        yield Fault("Readers do not see the newest edition.", live.edition.slug, live.edition.number)
    newer = Edition.objects.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
    shown = Edition.objects.live().filter(withdrawals__isnull=False)
    hidden = Edition.objects.filter(~Exists(newer), live__isnull=True, withdrawals__isnull=True)
    for slug, number in shown.values_list("slug", "number"):
        yield Fault("Readers see it, though it was withdrawn.", slug, number)
    for slug, number in hidden.values_list("slug", "number"):
        yield Fault("Readers don't see it, though nobody withdrew it.", slug, number)


def _index_faults() -> Iterator[Fault]:
    for model in (TaggedEdition, PlacedSurvey, CitedSource, SearchDocument):
        rows = model.objects.filter(edition__live__isnull=True)
        for slug, number in rows.values_list("edition__slug", "edition__number").distinct():
            yield Fault("Readers can find it, though it is not live.", slug, number)
    yield from _survey_faults()
    for slug, number in (
        Edition.objects.live().filter(search_document__isnull=True).values_list("slug", "number")
    ):
        yield Fault("It is live, but search doesn't find it.", slug, number)


def _survey_faults() -> Iterator[Fault]:
    seen = set()
    rows = PlacedSurvey.objects.order_by_age().values_list(
        "key", "list_language", "is_newest", "is_listed", "edition__slug", "edition__number"
    )
    for key, language, is_newest, is_listed, slug, number in rows:
        if is_newest == (key in seen):
            yield Fault(f"The page of the survey table {key} shows another edition's copy.", slug, number)
        if is_listed == ((key, language) in seen):
            yield Fault(f"A list shows another edition's copy of the survey table {key}.", slug, number)
        seen |= {key, (key, language)}


def _list_faults() -> Iterator[Fault]:
    """What lists say of live editions otherwise than the editions, and lists that are counted wrongly."""
    rows = LiveEdition.objects.select_related("edition__sign_off__carries").defer("edition__rendered")
    rows = rows.prefetch_related("other_names", "edition__placed_surveys")
    for live in rows.order_by("pk").iterator(chunk_size=CHUNK):
        # Which edition it is, and at which address, is said above.
        if names := sorted(set(differing(live)) - {"edition", "slug"}):
            yield Fault(
                f"Lists show another {', '.join(names)} than its edition gives.", live.slug, live.number
            )
        if not are_right(live):
            yield Fault("A to Z has it under other names than its edition gives.", live.slug, live.number)
        if not rows_are_right(live):
            yield Fault("The list of survey tables says otherwise than its edition.", live.slug, live.number)
    true, kept = true_counts(), kept_counts()
    for each in sorted({*true, *kept}):
        if true.get(each) != kept.get(each):
            kind, language, key = each
            yield Fault(f"The pages of {kind} {key} ({language}) are counted wrongly.", "", 0)
