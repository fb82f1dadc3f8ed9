"""Saves the texts that an import reads: as drafts, each once. Nothing is published here.

A text is known by its identity: the id of its collection, its address, or its title. When it comes again it
makes nothing new, and what an editor has changed since isn't overwritten.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePath
from typing import BinaryIO

from django.contrib.auth.models import User
from django.db import DataError, IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.content import ArticleContent, ContentError
from articles.content_checks import Finding, check_scraped
from articles.content_checks.page import same_title
from articles.importing.formats import read_texts
from articles.importing.pages.beside import FilesBeside
from articles.importing.pages.table import Mapped
from articles.importing.scraped import ScrapedArticle
from articles.importing.scraped_content import moved
from articles.importing.texts import BadRecord, ImportedText, PageReport
from articles.intake.named_records import log_new_records, newest_records
from articles.intake.page_records import keep_pictures, with_known_sources
from articles.intake.records import CREATED, KEPT, UNCHANGED, UPDATED
from articles.intake.scraped_records import (
    free_name,
    own_table_keys,
    rewrite_tables,
    stored_organizations,
    taken_table_keys,
)
from articles.models import Act, Article, ImportRecord, Source
from articles.models.chain import written_together
from articles.models.turns import Turn, wait_for
from articles.publishing import left_out
from articles.publishing.retractions import catch_up
from articles.working_copy.applying import apply_contents
from articles.working_copy.findings import house_facts
from articles.working_copy.limits import refuse_long_texts, refuse_too_much
from articles.working_copy.see_also import resolve_see_also

FAILED, LEFT_OUT = "failed", "left out"
BATCH = 200
MAX_IDENTITY = 500
BYLINE = ("author", "reviewer", "published", "updated", "reviewed")
EDITED = gettext_lazy(
    "An editor has changed the working copy since the last import; the new text didn't overwrite it."
)
ANOTHER_ORIGIN = gettext_lazy("An article that no import made has this address; it wasn't overwritten.")
IN_THE_TRASH = gettext_lazy("The article is in the trash; the new text didn't overwrite it.")


@dataclass(frozen=True)
class Incoming:
    """A text on its way in. `place` names it to people; `file_name` is kept in the import record. `left_out`
    says which struck-out or hidden text was not taken."""

    place: str
    file_name: str
    identity: str
    content: ArticleContent
    scraped: ScrapedArticle | None = None
    left_out: str = ""
    findings: tuple[Finding, ...] = ()
    page: PageReport | None = None

    @cached_property
    def digest(self) -> str:
        """Of the content as the import made it."""
        return self.content.digest()

    def to_dict(self) -> dict:
        """What was read, as JSON tells it."""
        return (self.scraped or self.content).to_dict()


@dataclass(frozen=True)
class Outcome:
    """What became of a text: created, updated, unchanged, kept, left out or failed. `note` says why.
    `incoming` is the text as it was read; None if it could not be read."""

    place: str
    result: str
    slug: str = ""
    note: str = ""
    incoming: Incoming | None = None


def incoming(file_name: str, text: ImportedText) -> Incoming:
    """A text that a reader gave, on its way in."""
    return Incoming(
        text.place,
        file_name,
        _short(text.identity),
        text.content,
        text.scraped,
        text.left_out,
        page=text.page,
    )


def _short(identity: str) -> str:
    if len(identity) <= MAX_IDENTITY:
        return identity
    return f"sha256:{sha256(identity.encode('utf-8')).hexdigest()}"


def import_text(
    name: str,
    data: bytes | BinaryIO,
    by: User | None = None,
    now: datetime | None = None,
    mapping: Mapped | None = None,
) -> Iterator[Outcome]:
    """Imports the texts of one file as drafts: its name, its bytes, and whose work it is.

    The format follows from the table of formats; `mapping` names the columns of a table. What can't be read
    fails with a sentence.
    """
    return import_texts([(name, BytesIO(data) if isinstance(data, bytes) else data)], by, now, mapping)


def import_texts(
    files: Iterable[tuple[str, BinaryIO]],
    by: User | None = None,
    now: datetime | None = None,
    mapping: Mapped | None = None,
    roots: Sequence[Path] = (),
) -> Iterator[Outcome]:
    """The same of many files, one after the other. Their texts may point to each other. With `roots` the
    names are paths, and pictures that lie in these folders are brought in with the pages that show them."""
    return save_imports(_texts_of(files, mapping, roots), by, now)


def _texts_of(
    files: Iterable[tuple[str, BinaryIO]], mapping: Mapped | None, roots: Sequence[Path]
) -> Iterator[Incoming | BadRecord]:
    for name, stream in files:
        beside = FilesBeside(Path(name).parent, roots) if roots else None
        for found in read_texts(name, stream, mapping, beside):
            yield found if isinstance(found, BadRecord) else incoming(PurePath(name).name, found)


def save_imports(
    texts: Iterable[Incoming | BadRecord], by: User | None = None, now: datetime | None = None
) -> Iterator[Outcome]:
    """Saves texts as drafts, about 200 a transaction, and yields what became of each, in order.

    A text that can't be saved fails alone. At the end see-also links that wait for an article of their
    title find it. Give all texts of a run to one call.
    """
    intake = _Intake(by, now or timezone.now())
    batches = _batches(texts)
    batch = next(batches, None)
    while batch:
        following = next(batches, None)
        bad, good = [], []
        for text in batch:
            (bad if isinstance(text, BadRecord) else good).append(text)
        yield from (
            Outcome(text.place, FAILED if text.is_fault else LEFT_OUT, note=text.reason) for text in bad
        )
        yield from intake.save(good, is_last=following is None)
        batch = following


def _batches(texts: Iterable[Incoming | BadRecord]) -> Iterator[list[Incoming | BadRecord]]:
    """Texts in batches. A text that comes twice comes in two of them, so that the second meets the first."""
    batch: dict[object, Incoming | BadRecord] = {}
    for text in texts:
        key = text if isinstance(text, BadRecord) else text.identity
        if len(batch) == BATCH or key in batch:
            yield list(batch.values())
            batch = {}
        batch[key] = text
    if batch:
        yield list(batch.values())


@dataclass
class _Plan:
    """What is to become of a text, and the article that it concerns."""

    text: Incoming
    result: str
    article: Article | None = None
    note: str = ""
    content: ArticleContent | None = None

    @property
    def is_to_save(self) -> bool:
        return self.result in (CREATED, UPDATED)

    def outcome(self) -> Outcome:
        said = str(self.text.page) if self.text.page else self.text.left_out
        note = self.note or (said if self.is_to_save else "")
        slug = self.article.slug if self.article else ""
        return Outcome(self.text.place, self.result, slug, note, self.text)


@dataclass
class _Intake:
    """One run of saving."""

    by: User | None
    now: datetime
    has_news: bool = False

    @cached_property
    def facts(self):
        return house_facts(with_titles=True)

    def save(self, batch: Sequence[Incoming], is_last: bool) -> list[Outcome]:
        """Saves a batch, all or nothing; if the database refuses a text, each of them by itself."""
        try:
            with written_together():
                # Of two that planned at once, the later could take a free address for a text that is there.
                wait_for(Turn.IMPORT)
                return self._save(batch, is_last)
        except (DataError, IntegrityError) as error:
            if len(batch) == 1:
                note = (_("The database refused it: %(error)s") % {"error": error}).strip()
                return [Outcome(batch[0].place, FAILED, note=note, incoming=batch[0])]
        return [
            outcome
            for i, text in enumerate(batch)
            for outcome in self.save([text], is_last and i == len(batch) - 1)
        ]

    def _save(self, batch: Sequence[Incoming], is_last: bool) -> list[Outcome]:
        batch = self._with_findings(batch)
        plans = _plans(batch)
        saved = [plan for plan in plans if plan.is_to_save]
        if saved:
            self._write(saved)
        keys = {source.key for plan in saved for source in plan.content.sources}
        catch_up(Source.objects.filter(key__in=keys), self.by)
        self.has_news = self.has_news or bool(saved)
        if is_last and self.has_news:
            resolve_see_also(self.now)
        return [plan.outcome() for plan in plans]

    def _write(self, plans: Sequence[_Plan]):
        known = newest_records()
        _prepare(plans)
        apply_contents([(plan.article, plan.content) for plan in plans])
        log_new_records(known, self.by, self.now)
        for plan in plans:
            if plan.text.page:
                keep_pictures(plan.text.page)
        self._record(plans)
        self._log(plans)

    def _with_findings(self, batch: Sequence[Incoming]) -> list[Incoming]:
        """The scraped texts of a batch checked; they may point to each other."""
        if not any(text.scraped for text in batch):
            return list(batch)
        titles = self.facts.titles | {same_title(text.content.title) for text in batch}
        facts = replace(self.facts, titles=titles)
        return [
            replace(text, findings=tuple(check_scraped(text.scraped, text.content, facts)))
            if text.scraped
            else text
            for text in batch
        ]

    def _record(self, plans: Sequence[_Plan]):
        records = ImportRecord.objects.bulk_create(
            [_record(plan, self.now) for plan in plans],
            update_conflicts=True,
            unique_fields=["identity"],
            update_fields=[
                "article", "file_name", "digest", "working_digest", "byline", "old_addresses", "dropped",
                "findings",
                "imported_at",
            ],
        )  # fmt: skip
        left_out.keep(
            (record, plan.text.scraped)
            for record, plan in zip(records, plans, strict=True)
            if plan.text.scraped
        )

    def _log(self, plans: Sequence[_Plan]):
        Act.objects.bulk_create(
            Act(
                article=plan.article,
                verb=Act.Verb.IMPORT,
                actor=self.by,
                at=self.now,
                digest=plan.article.digest,
                detail={"result": plan.result, "file": plan.text.file_name},
            )
            for plan in plans
        )


def _plans(batch: Sequence[Incoming]) -> list[_Plan]:
    records = (
        ImportRecord.objects.filter(identity__in=[text.identity for text in batch])
        .defer("dropped", "findings")
        .select_related("article")
        .select_for_update(of=("self", "article"))
    )
    by_identity = {record.identity: record for record in records}
    taken = {
        article.slug: article
        for article in Article.objects.filter(slug__in=[text.content.slug for text in batch])
    }
    return [_plan(text, by_identity.get(text.identity), taken.get(text.content.slug)) for text in batch]


def _plan(text: Incoming, record: ImportRecord | None, namesake: Article | None) -> _Plan:
    """`record` tells that the text came before; `namesake` is the article that has its slug."""
    try:
        refuse_long_texts(text.content)
        refuse_too_much(text.content)
    except ContentError as error:
        return _Plan(text, FAILED, note=str(error))
    if record is None:
        if namesake is None or text.identity != f"slug:{namesake.slug}":
            return _Plan(text, CREATED, Article())
        # An article of this site that was written to a file and comes back.
        is_same = namesake.digest == text.digest
        return _Plan(text, UNCHANGED if is_same else KEPT, namesake, "" if is_same else ANOTHER_ORIGIN)
    if record.digest == text.digest:
        return _Plan(text, UNCHANGED, record.article)
    if record.article.trashed_at:
        return _Plan(text, KEPT, record.article, IN_THE_TRASH)
    if record.article.digest != record.working_digest:
        return _Plan(text, KEPT, record.article, EDITED)
    return _Plan(text, UPDATED, record.article)


def _prepare(plans: Sequence[_Plan]):
    """Gives each text the address and the records under which it will be saved."""
    taken = _slugs_like([plan.text.content.slug for plan in plans if plan.result == CREATED])
    pages = [plan for plan in plans if plan.text.page]
    for plan, content in zip(pages, with_known_sources([each.text.content for each in pages]), strict=True):
        plan.content = content
    for plan in plans:
        content, is_new = plan.content or plan.text.content, plan.result == CREATED
        slug = free_name(content.slug, taken) if is_new else plan.article.slug
        if plan.text.scraped is None:
            # Of a content that stays the same object the digest is known.
            plan.content = content if content.slug == slug else replace(content, slug=slug)
            continue
        own = set() if is_new else own_table_keys(plan.article)
        keys = taken_table_keys(slug) - own if content.survey_tables else set()
        content = moved(content, slug, keys)
        rewrite_tables(content, own)
        organizations = stored_organizations(plan.text.scraped.organizations)
        plan.content = replace(content, organizations=organizations)


def _slugs_like(slugs: Sequence[str]) -> set[str]:
    """The slugs in use that are one of these, or one of these with a number after it."""
    taken = set(Article.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    for slug in list(taken):
        taken.update(Article.objects.filter(slug__startswith=f"{slug}-").values_list("slug", flat=True))
    return taken


def _record(plan: _Plan, now: datetime) -> ImportRecord:
    text, page = plan.text, plan.text.page
    told = text.scraped.to_dict() if text.scraped else page.to_dict() if page else {}
    return ImportRecord(
        identity=text.identity,
        article=plan.article,
        file_name=text.file_name[:300],
        digest=text.digest,
        working_digest=plan.article.digest,
        byline={name: told[name] for name in BYLINE if told.get(name)},
        old_addresses=list(page.old_addresses) if page else [],
        dropped=told.get("dropped", []),
        findings=[vars(finding) for finding in text.findings],
        imported_at=now,
    )
