"""Stored pages: which of them is out of date after what. A page that shows a change is made anew after it."""

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.content import SeeAlsoContent
from articles.models import Category, Edition, Generation, LiveEdition, Source, Tag, raising
from articles.public import followed, pages
from articles.publishing import retractions
from articles.reports.chain_audit import chain_faults
from cancerinfo.web.public_pages import FOLLOWS
from resources.models import Organization, Term
from tests.acting import redefine, rewrite
from tests.cancerinfo.test_public_pages import PAGES
from tests.factories import (
    approve_organization,
    make_approved,
    make_article,
    make_published,
    make_user,
)

QUERIES = ["/search/?q=page", "/api/search/?q=page", "/api/articles/?withdrawn=1", "/compare/?with={article}"]
DATA = ["/api/", "/api/articles/", "/api/articles/{article}/", "/api/organizations/", "/api/surveys/",
        "/api/glossary/", "/api/openapi.json", "/api/articles/{article}/sources.json",
        "/api/articles/{article}/sources.ris", "/api/organizations/helpers/",
        "/api/surveys/reading/"]  # fmt: skip
# A name with a dot behind it is of a column's table, or an alias.
TABLE = re.compile(r'(?:FROM|JOIN|,) "(\w+)"(?!\.)')


def test_every_page_follows_something_or_says_why_it_is_not_stored():
    named = {page.name for page in pages.PAGES}
    assert set(followed.FOLLOWS) | set(followed.NOT_STORED) == named
    assert not set(followed.FOLLOWS) & set(followed.NOT_STORED)


def test_the_database_has_every_trigger(db):
    assert raising.missing(connection) == []


def test_a_trigger_that_is_lost_is_a_fault_of_the_record(db):
    name, _event, table = next(raising.triggers())
    with connection.cursor() as cursor:
        for statement in raising.dropping(connection.vendor, name, table):
            cursor.execute(statement)
    assert f"The database has lost the trigger {name}." in [str(fault) for fault in chain_faults()]


STORED = [page for page in (*PAGES, *DATA, *QUERIES) if "record" not in page]


class TestTables:
    @pytest.mark.parametrize("page", sorted(STORED))
    def test_every_one_that_a_page_reads_is_watched_or_never_changes_alone(
        self, client, db, public_site, page
    ):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page.format(article=public_site.slug)).status_code == 200
        read = {table for query in queries for table in TABLE.findall(query["sql"])}
        assert read - set(raising.WATCHED) - set(raising.WRITTEN_WITH) == set()


class SeenSite:
    """Every stored page as Django makes it, with what it follows and where the clock stood before."""

    def __init__(self, client, addresses):
        self.client = client
        as_in_another_transaction()
        self.made_at = number_of("")
        self.pages = {address: self.open(address) for address in addresses}

    def open(self, address):
        response = self.client.get(address)
        return (response.status_code, response.content), response.wsgi_request.META.get(FOLLOWS, set())

    def outdated(self):
        return {
            address
            for address, (_, follows) in self.pages.items()
            if any(number_of(name) > self.made_at for name in follows)
        }

    def changed(self):
        return {address for address, (body, _) in self.pages.items() if self.open(address)[0] != body}


def as_in_another_transaction():
    """On PostgreSQL the clock goes on once a transaction, and a test is one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('cancerinfo.ticked', '', true)")


def number_of(name):
    return Generation.objects.filter(name=name).values_list("number", flat=True).first() or 0


def publish_again(edition):
    rewrite(edition.article, title="A new title of the page")
    make_published(edition.article, change="major", note="The page has a new title.")


def correct_telephone(edition):
    organization = Organization.objects.get(slug="helpers")
    organization.contacts.update(value="+44 800 111 111")
    publishing.record_changed(organization, make_user("writer"))
    approve_organization(organization)


def describe(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    publishing.record_changed(row, make_user("publisher"))
    make_approved(row)


def retract(edition):
    source = Source.objects.get(key=edition.article_content().sources[0].key)
    source.retraction_status = "retracted"
    source.save()
    retractions.status_changed(source, before="", by=make_user("publisher"))


# What somebody does, and pages that nothing of it is seen on, which stay.
CHANGES = {
    "an edition": (publish_again, ["/glossary/", "/articles/{other}/", "/about/"]),
    "an article": (lambda edition: make_published(), ["/glossary/", "/organizations/"]),
    "a withdrawal": (
        lambda edition: publishing.withdraw(edition.article, make_user("publisher")),
        ["/glossary/", "/articles/{other}/history/"],
    ),
    "a definition": (
        lambda edition: redefine(Term.objects.get(slug="reader")),
        ["/", "/articles/", "/articles/{article}/", "/tags/"],
    ),
    "a telephone number": (correct_telephone, ["/glossary/", "/articles/", "/tags/"]),
    "a topic": (
        lambda edition: describe(Tag.objects.get(slug="testing"), name="Tests", description="All tests."),
        ["/glossary/", "/organizations/", "/articles/{article}/history/"],
    ),
    "a category": (
        lambda edition: describe(Category.objects.get(slug="tests"), name="Trying", description="Tries."),
        ["/glossary/", "/organizations/"],
    ),
    "a retraction": (retract, ["/articles/{other}/history/", "/organizations/"]),
    "a draft": (lambda edition: make_article(by=make_user("writer")), ["/", "/articles/{article}/"]),
    "an edit": (
        lambda edition: rewrite(edition.article, make_user("writer"), title="A draft"),
        ["/", "/articles/", "/articles/{article}/", "/organizations/", "/glossary/", "/search/?q=page"],
    ),
}


OTHERS = {
    "a review in question": lambda edition: LiveEdition.objects.filter(edition=edition).update(
        is_in_question=True
    ),
    "another title": publish_again,
    "a withdrawal": lambda edition: publishing.withdraw(edition.article, make_user("publisher")),
}


def test_a_page_that_names_another_is_out_of_date_when_what_it_says_of_it_changes(client, db):
    named = make_published(title="Named", language="de")
    say = make_published(title="Says to see also", see_also=(SeeAlsoContent("Other", named.slug),))
    translation = make_published(title="Una prueba", language="es", translation_of=named.slug)
    gone = make_published(title="Gone")
    publishing.withdraw(gone.article, make_user("publisher"), successor=named.article)
    named_on = {f"/articles/{each.slug}/" for each in (say, translation)}
    for name, act in OTHERS.items():
        with transaction.atomic():
            seen = SeenSite(client, [*named_on, f"/articles/{gone.slug}/"])
            act(named)
            assert (name, seen.changed() - seen.outdated()) == (name, set())
            assert (name, named_on) == (name, seen.changed() & named_on)
            transaction.set_rollback(True)


class TestAChange:
    @pytest.fixture(scope="class")
    def names(self, rows_of_class, public_site):
        other = rows_of_class(lambda: make_published(title="Something else", tags=("else",)))
        return {"article": public_site.slug, "other": other.slug}

    @pytest.fixture(scope="class")
    def seen(self, rows_of_class, names):
        """The pages as they are before each change."""
        return rows_of_class(lambda: SeenSite(Client(), [page.format(**names) for page in STORED]))

    @pytest.mark.parametrize("change", CHANGES)
    def test_a_page_that_shows_it_is_out_of_date_after_it(self, db, public_site, names, seen, change):
        act, spared = CHANGES[change]
        act(Edition.objects.get(pk=public_site.pk))
        outdated = seen.outdated()
        assert seen.changed() - outdated == set()
        assert outdated & {page.format(**names) for page in spared} == set()
