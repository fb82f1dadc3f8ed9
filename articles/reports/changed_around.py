"""What changed around a live page since it was published: records that its text rests on, or that it shows.

Readers see the edition as it was signed, and beside it what was approved since. Editors decide whether the
page needs a new edition. Retracted sources and dates are told by `needs_review`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.content import ArticleContent, OrganizationContent
from articles.content.records import lines
from articles.editions.changes import Change, changes_between, compared
from articles.models import (
    ApprovedText,
    ArticleOrganization,
    Contributor,
    Edition,
    Figure,
    LiveRecord,
    SeeAlso,
    SignOff,
    Source,
    Status,
    StoredStanding,
    SurveyTable,
    Withdrawal,
)
from articles.models.stored_standing import renew_standings
from articles.rendering import GlossaryTerm
from articles.rendering.glossary import load_terms
from resources.models import Organization

# Kinds of records whose approved texts a page shows: as they are now, or as they were on its day.
SHOWN = ("organization", "contacts", "contributor")


@dataclass(frozen=True)
class ChangedPage:
    """A live edition, and what differs between the day of its publication and now."""

    edition: Edition
    changes: tuple[Change, ...]

    @property
    def address(self) -> str:
        """Where editors read what has changed."""
        return f"{reverse('admin:articles_article_changed_around')}?article={self.edition.article_id}"


def changed_pages(article: int | None = None) -> list[ChangedPage]:
    """The live editions around which something has changed, the oldest first; with `article` only its own.

    About 20 queries; texts are read only of pages with an edited working copy or another record, and pages
    are asked for only if a record that they may show doesn't read as it always did.
    """
    renew_standings(timezone.localdate())
    live = Edition.objects.live().order_by("published_at", "pk")
    live = live.filter(article=article) if article else live
    terms = {term.slug: term for term in load_terms()}
    shown = _Approved((*SHOWN, "term"))
    found: dict[int, list[Change]] = {}
    for part in (
        _definitions(live, terms, shown),
        _records_of_texts(live),
        _reviewers(live, shown),
        _organizations(live, shown),
        _see_also(live),
    ):
        for pk, changes in part:
            found.setdefault(pk, []).extend(changes)
    editions = live.filter(pk__in=[pk for pk, changes in found.items() if changes])
    rows = editions.defer("content", "rendered").select_related("article")
    return [ChangedPage(edition, tuple(found[edition.pk])) for edition in rows]


def _definitions(
    live: QuerySet[Edition], terms: Mapping[str, GlossaryTerm], shown: "_Approved"
) -> Iterator[tuple[int, list[Change]]]:
    """Terms that the glossary now explains otherwise. A sign-off kept those that were drawn; where it is too
    old for that, the page has them."""
    if shown.moved("term"):
        for pk, drawn in live.filter(sign_off__terms__isnull=False).values_list("pk", "sign_off__terms"):
            yield pk, [*_term_changes(drawn, terms)]
    without = SignOff.objects.filter(terms__isnull=True).order_by()
    old = live.filter(sign_off__in=without.values("pk")).order_by().values_list("pk", "rendered")
    for pk, drawn in old.iterator(chunk_size=100):
        yield pk, [*_term_changes({term["slug"]: term for term in drawn["terms"]}, terms)]


def _term_changes(drawn: Mapping[str, dict], terms: Mapping[str, GlossaryTerm]) -> Iterator[Change]:
    for slug, term in sorted(drawn.items()):
        now = terms.get(slug)
        before, after = _explained(term["name"], term["definition"]), ""
        if now:
            after = _explained(now.name, now.definition)
        if before != after:
            kind = "changed" if now else "removed"
            yield Change(
                _("Definition of “%(name)s”") % {"name": term["name"]}, kind, compared(before, after)
            )


def _explained(name: str, definition: str) -> str:
    return f"{name}: {definition}"


def _records_of_texts(live: QuerySet[Edition]) -> Iterator[tuple[int, list[Change]]]:
    """Sources, survey tables, authors and organizations' names. Where the working copy is the text of the
    edition, none of them has changed."""
    edited = list(live.filter(article__in=_edited()).defer("rendered"))
    contents = {edition.pk: edition.article_content() for edition in edited}
    records = _Records.of(contents.values())
    for pk, content in contents.items():
        yield pk, list(changes_between(content, records.renew(content)))


def _edited() -> QuerySet[StoredStanding]:
    """The articles whose working copy is another text than their live edition."""
    others = [status for status in Status if status != Status.PUBLISHED]
    return StoredStanding.objects.filter(status__in=others, next_review_on__isnull=False).values("pk")


@dataclass(frozen=True)
class _Records:
    """The records that texts rest on, as they are now, by key."""

    sources: dict
    tables: dict
    figures: dict
    people: dict
    organizations: dict

    @classmethod
    def of(cls, contents: Iterable[ArticleContent]) -> "_Records":
        contents = list(contents)
        tables = SurveyTable.objects.select_related("source").prefetch_related("columns", "rows")
        return cls(
            _by_key(Source.objects, (each.key for text in contents for each in text.sources)),
            _by_key(tables, (each.key for text in contents for each in text.survey_tables)),
            _by_key(Figure.objects, (each.key for text in contents for each in text.figures)),
            _by_key(Contributor.objects, (each.key for text in contents for each in text.authors)),
            {
                row.slug: OrganizationContent(row.slug, row.name)
                for row in Organization.objects.filter(
                    slug__in=[each.slug for text in contents for each in text.organizations]
                )
            },
        )

    def renew(self, content: ArticleContent) -> ArticleContent:
        """The content with its records as they are now; deleted ones are missing."""
        return replace(
            content,
            sources=_now(self.sources, (each.key for each in content.sources)),
            survey_tables=_now(self.tables, (each.key for each in content.survey_tables)),
            figures=_now(self.figures, (each.key for each in content.figures)),
            authors=_now(self.people, (each.key for each in content.authors)),
            organizations=_now(self.organizations, (each.slug for each in content.organizations)),
        )


def _by_key(rows, keys: Iterable[str]) -> dict:
    return {row.key: row.content() for row in rows.filter(key__in=set(keys))}


def _now(records: Mapping, keys: Iterable[str]) -> tuple:
    return tuple(records[key] for key in keys if key in records)


def _reviewers(live: QuerySet[Edition], shown: "_Approved") -> Iterator[tuple[int, list[Change]]]:
    """The person behind the sign-off: what was approved of them since."""
    moved = shown.moved("contributor")
    if not moved:
        return
    reviewed = live.annotate(reviewer=Coalesce("sign_off__carries__contributor", "sign_off__contributor"))
    rows = reviewed.filter(reviewer__in=moved).values_list("pk", "reviewer", "published_at")
    for pk, reviewer, at in rows:
        yield pk, [*shown.changes("contributor", reviewer, at, _("Reviewer"))]


def _organizations(live: QuerySet[Edition], shown: "_Approved") -> Iterator[tuple[int, list[Change]]]:
    """Organizations and their contacts, which readers see as they are approved now."""
    moved = Organization.objects.filter(pk__in=shown.moved("organization") | shown.moved("contacts"))
    rows = {row.slug: row for row in moved}
    if not rows:
        return
    # An unedited working copy names the organizations of its edition.
    naming = ArticleOrganization.objects.filter(organization__in=rows.values()).values("article")
    pages = live.filter(Q(article__in=naming) | Q(article__in=_edited()))
    for pk, at, content in pages.values_list("pk", "published_at", "content").iterator():
        changes: list[Change] = []
        named = content.get("organizations", ())
        for row in (rows[each["slug"]] for each in named if each["slug"] in rows):
            changes += shown.changes(
                "organization", row.pk, at, _("Organization %(name)s") % {"name": row.name}
            )
            changes += shown.changes("contacts", row.pk, at, _("Contacts of %(name)s") % {"name": row.name})
        yield pk, changes


class _Approved:
    """What readers were shown of records, and when: of those that were approved again or that they see no
    more. Around the others nothing can have changed, so their texts aren't read."""

    def __init__(self, kinds: Iterable[str]):
        approved = ApprovedText.objects.filter(kind__in=kinds).order_by("number")
        self.live = set(LiveRecord.objects.filter(kind__in=kinds).values_list("text", flat=True))
        numbers: dict[tuple[str, int], list[int]] = {}
        for pk, kind, record in approved.values_list("pk", "kind", "record"):
            numbers.setdefault((kind, record), []).append(pk)
        others = [pks for pks in numbers.values() if len(pks) > 1 or self.live.isdisjoint(pks)]
        self.texts: dict[tuple[str, int], list[ApprovedText]] = {}
        for text in approved.filter(pk__in=[pk for pks in others for pk in pks]):
            self.texts.setdefault((text.kind, text.record), []).append(text)

    def moved(self, kind: str) -> set[int]:
        """The records of a kind that ever read otherwise, or that readers see no more: only around these can
        anything have changed."""
        return {record for (each, record), texts in self.texts.items() if each == kind and self._moved(texts)}

    def _moved(self, texts: list[ApprovedText]) -> bool:
        if not any(text.pk in self.live for text in texts):
            return True
        return len(texts) > 1 and (texts[0].kind == "term" or len({_words(text) for text in texts}) > 1)

    def changes(self, kind: str, record: int, since: datetime, label: str) -> Iterator[Change]:
        """The change from what was approved then to what readers see now, if there is one."""
        texts = self.texts.get((kind, record), [])
        then = [text for text in texts if text.approved_at <= since][-1:]
        now = [text for text in texts if text.pk in self.live]
        before, after = " ".join(map(_words, then)), " ".join(map(_words, now))
        if then and before != after:
            yield Change(label, "changed" if now else "removed", compared(before, after))


def _words(text: ApprovedText) -> str:
    """What it says. That a contact was checked again is no change of it."""
    told = (line for line in lines(text.value) if " checked " not in line.place)
    return " ".join(f"{line.place}: {line.text}" for line in told)


def _see_also(live: QuerySet[Edition]) -> Iterator[tuple[int, list[Change]]]:
    """Pages that it tells readers to see also, and that were withdrawn."""
    gone = Withdrawal.objects.filter(article__live=None).order_by("withdrawn_at")
    withdrawn_at = dict(gone.values_list("article", "withdrawn_at"))
    links = SeeAlso.objects.filter(article__live__edition__in=live.order_by().values("pk"))
    for pk, at, title, target in links.filter(target__in=withdrawn_at).values_list(
        "article__live__edition", "article__live__edition__published_at", "title", "target"
    ):
        if withdrawn_at[target] > at:
            yield pk, [Change(_("See also “%(title)s”: it was withdrawn") % {"title": title}, "removed")]
