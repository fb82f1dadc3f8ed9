"""Loads the demonstration by the same acts that bring, check and publish any other text."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles import publishing
from articles.importing.csl import read_sources
from articles.importing.figures import read_figures
from articles.importing.formats import read_texts
from articles.importing.glossary import read_terms
from articles.importing.organizations import read_organizations
from articles.importing.records import Records
from articles.importing.surveys import read_survey_tables
from articles.importing.texts import BadRecord, ImportedText
from articles.intake.articles import FAILED, incoming, save_imports
from articles.intake.figures import save_figure
from articles.intake.fixed_pages import propose_fixed_pages
from articles.intake.organizations import save_organization, save_terms
from articles.intake.records import (
    CREATED,
    KEPT,
    UNCHANGED,
    UPDATED,
    RecordsReport,
    save_each,
    save_survey_table,
)
from articles.intake.sources import save_source
from articles.models import Article, ImportRecord

from .approving import approve_records, note_seen_contacts
from .people import People, link_writer, make_people, taken_usernames
from .translating import propose_synonyms, propose_translations

DATA = Path(__file__).parent
# It has open findings on purpose, so that an editor sees them at work.
DRAFT = "example-for-editors"
COMMENT = "A demonstration of a sign-off. No clinician has read this text."


def _each(save: Callable[..., str]) -> Callable[..., RecordsReport]:
    return lambda records, by: save_each(records, partial(save, by=by))


def _save_organizations(records: Records, by: User) -> RecordsReport:
    report = save_each(records, partial(save_organization, by=by))
    note_seen_contacts([record.slug for _place, record in records.values], by)
    return report


READERS: dict[str, tuple[Callable[[bytes], Records], Callable[..., RecordsReport]]] = {
    "references.json": (read_sources, _each(save_source)),
    "organizations.json": (read_organizations, _save_organizations),
    "glossary.json": (read_terms, lambda records, by: save_terms(records, by=by)),
    "surveys.json": (read_survey_tables, _each(save_survey_table)),
    "figures.json": (partial(read_figures, folder=DATA / "pictures"), _each(save_figure)),
}


class DemoRefused(Exception):
    """The demonstration can't be loaded here; nothing was changed. The message says why."""


@dataclass
class DemoReport:
    """`records` says by file what became of its records, `articles` by slug what became of the article;
    `published` holds the slugs of the articles that got an edition."""

    records: dict[str, RecordsReport] = field(default_factory=dict)
    articles: dict[str, str] = field(default_factory=dict)
    published: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        counts = Counter(self.articles.values())
        names = [CREATED, UPDATED, UNCHANGED, *([KEPT] if counts[KEPT] else [])]
        articles = ", ".join(f"{counts[name]} {name}" for name in names)
        return [
            *(f"{name}: {report}" for name, report in self.records.items()),
            f"articles: {articles}; {len(self.published)} published",
        ]


def demo_articles() -> list[ImportedText]:
    """The articles of the demonstration, in the order of their files. Raises DemoRefused for a bad file."""
    paths = sorted(DATA.glob("articles/*.json"))
    read = [each for path in paths for each in read_texts(path.name, BytesIO(path.read_bytes()))]
    if bad := [str(each) for each in read if isinstance(each, BadRecord)]:
        raise DemoRefused(" ".join(bad))
    return read


def is_loaded() -> bool:
    """Whether this site has the demonstration already, or had it once and keeps a part of it."""
    identities = [article.identity for article in demo_articles()]
    return ImportRecord.objects.filter(identity__in=identities).exists()


@transaction.atomic
def load_demo(now: datetime | None = None) -> DemoReport:
    """Loads the demonstration, all or nothing; what is there already stays as it is.

    Raises DemoRefused on a site with articles or users of its own, and if a text is refused.
    """
    if not is_loaded():
        _refuse_foreign_site()
    now, report = now or timezone.now(), DemoReport()
    people = make_people()
    for name in READERS:
        report.records[name] = _import_records(name, people)
    propose_fixed_pages(people.writer)
    propose_translations(people)
    approve_records(people, now)
    _import_articles(people, report, now)
    return report


def _refuse_foreign_site():
    if Article.objects.exists():
        raise DemoRefused("This site has articles of its own. Load the demonstration into an empty database.")
    if names := taken_usernames():
        raise DemoRefused(f"This site has a user {names[0]} of its own.")


def _import_records(name: str, people: People) -> RecordsReport:
    read, save = READERS[name]
    report = save(read((DATA / name).read_bytes()), by=people.writer)
    if report.problems:
        raise DemoRefused(f"{name}: {' '.join(report.problems)}")
    return report


def _import_articles(people: People, report: DemoReport, now: datetime):
    """Imports the articles as drafts of the writer, and publishes those that are new or have a new text."""
    texts = [incoming(article.place, article) for article in demo_articles()]
    for outcome in list(save_imports(texts, people.writer, now)):
        if outcome.result == FAILED:
            raise DemoRefused(f"{outcome.place}: {outcome.note}")
        report.articles[outcome.slug] = outcome.result
        if outcome.result in (CREATED, UPDATED) and outcome.slug != DRAFT:
            report.published.append(outcome.slug)
    link_writer(people)
    propose_translations(people)
    propose_synonyms(people)
    approve_records(people, now)
    for article in Article.objects.filter(slug__in=report.published).order_by("slug"):
        article.owner = people.writer
        article.save(update_fields=["owner"])
        _publish(article, people, now)


def _publish(article: Article, people: People, now: datetime):
    page = publishing.reviewed_page(article, today=timezone.localdate(now))
    try:
        publishing.submit(article, people.writer, reviewer=people.reviewer, seen_digest=page.text, now=now)
        publishing.sign_off(article, people.reviewer, comment=COMMENT, seen=page, now=now)
        publishing.publish(article, people.publisher, seen=page, now=now)
    except publishing.ActRefused as refused:
        raise DemoRefused(f"{article.slug}: {' '.join(refused.reasons)}") from refused
