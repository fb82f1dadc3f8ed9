"""Invariant 1: no public address shows text that is not in a live edition.

Drafts and others that readers must not see carry a secret word, with another ending in every field. Every
public address of the URL conf is asked, for every article, and no answer may hold one of those words.
"""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from itertools import product

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django.utils.http import urlencode
from pypdf import PdfReader

from articles.content import (
    ContributorContent,
    OrganizationContent,
    PersonName,
    SectionContent,
    SeeAlsoContent,
    SourceContent,
    SurveyColumn,
    SurveyRow,
    SurveyTableContent,
)
from articles.models import Article, Contributor, Edition, Source, Tag
from articles.models import SurveyRow as StoredRow
from articles.publishing import (
    comment,
    link_token,
    revoke,
    schedule,
    submit,
    trash,
    waive,
    withdraw,
)
from articles.working_copy.findings import article_findings
from resources.models import Organization, Term
from tests.acting import make_invitation
from tests.factories import (
    make_article,
    make_content,
    make_fixed_pages,
    make_published,
    make_signed,
    make_survey,
    make_user,
)

pytestmark = pytest.mark.django_db
SECRET = re.compile(r"qsecret[a-z0-9]+", re.IGNORECASE)


def secret_content(name, **fields):
    """A content with a secret word in every field of text, each word with the name of its place."""
    word = f"qsecret{name}".__add__
    content = make_content(
        title=f"Page {word('title')}",
        slug=f"page-{word('slug')}",
        language="en",
        main_message=f"It says {word('message')}.",
        summary=f"It says {word('summary')}.",
        aim=f"It says {word('aim')}.",
        category=f"Category {word('category')}",
        tags=(f"tag {word('tag')}",),
        aliases=(word("alias"),),
        authors=(
            ContributorContent(f"c-{name}", *(word(part) for part in ("name", "cred", "aff", "interest"))),
        ),
        sections=(
            SectionContent(
                f"Heading {word('heading')}", 2, "risks", body=f"<p>{word('body')} [@{name}-source].</p>"
            ),
            SectionContent("Poll", 2, "other", body=f"<p>[survey:{name}-poll]</p>"),
        ),
        see_also=(SeeAlsoContent(word("seealso")),),
        organizations=(OrganizationContent(f"org-{word('org')}", f"Organization {word('orgname')}"),),
        disclaimer=word("disclaimer"),
        funding=word("funding"),
        licence=word("licence"),
        source_url=f"https://example.org/{word('url')}",
    )
    source = SourceContent(
        f"{name}-source",
        word("sourcetitle"),
        authors=(PersonName(word("sourceauthor")),),
        container_title=word("journal"),
        issued="2025",
    )
    return replace(content, sources=(source,), survey_tables=(_secret_table(name, word),), **fields)


def _secret_table(name, word):
    return SurveyTableContent(
        f"{name}-poll",
        word("polltitle"),
        columns=(SurveyColumn(word("column"), "count"),),
        rows=(SurveyRow(word("row"), (word("cell"),)),),
        question=word("question"),
        population=word("population"),
        sample_size=100,
        fielded="2026-01",
        note=word("note"),
        source=f"{name}-source",
        show_unverified=True,
    )


def make_draft():
    article = Article().apply(secret_content("draft"))
    submit(article, make_user("writer"), note="qsecretrequest")
    comment(article, make_user("reviewer"), text="qsecretcomment", section=article.sections.first())
    finding = next(each.finding for each in article_findings(article) if not each.why_never_waived)
    until = timezone.localdate() + timedelta(days=9)
    waive(
        article,
        make_user("publisher"),
        finding=finding,
        reason="A qsecretwaiver that nobody is told about.",
        until=until,
    )
    token = link_token(make_invitation(article))
    revoke(article.invitations.get(), make_user("publisher"))
    return f"/review/{token}/"


def make_trashed():
    trash(Article().apply(secret_content("trash")), make_user("publisher"))


def make_changed():
    """A live page whose working copy says something else by now, at another address."""
    edition = make_published(title="Changed page", slug="changed-page", surveys=(make_survey("shared-poll"),))
    edition.article.apply(secret_content("changed"))


def make_scheduled():
    article = make_article()
    content = replace(article.content(), title="Page qsecretscheduled", summary="It says qsecretlater.")
    article.apply(content)
    make_signed(article)
    due = timezone.now() + timedelta(days=9)
    schedule(article, make_user("publisher"), due_at=due, reason="qsecretschedulenote")


def make_withdrawn():
    """Its title and the reason stay public; what it said does not."""
    edition = make_published(
        title="Withdrawn page",
        slug="withdrawn-page",
        main_message="It said qsecretgonemessage.",
        summary="It said qsecretgonesummary.",
        tags=("qsecretgonetag",),
        surveys=(make_survey("gone-poll", title="qsecretgonepoll"),),
        aliases=("qsecretgonealias",),
    )
    withdraw(edition.article, edition.published_by, reason="The evidence changed.")


def change_shared_records():
    """After publication: editions keep the records as they were."""
    StoredRow.objects.filter(table__key="shared-poll").update(label="qsecretlaterlabel")
    Contributor.objects.update(affiliation="qsecretlateraffiliation")
    Source.objects.update(container_title="qsecretlaterjournal")


def make_unlisted():
    Organization.objects.create(slug="unlisted", name="Organization qsecretunlisted", kind="charity")
    Term.objects.create(slug="unlisted", name="qsecretterm", definition="qsecretdefinition.")
    Term.objects.create(slug="undefined", name="qsecretundefined", is_listed=True)
    Tag.objects.create(name="qsecretunused", slug="unused")


def make_site():
    """A site with one page that readers see, and everything that they must not see."""
    shown = make_published(title="Shown page", slug="shown-page", tags=("shown",))
    make_draft()
    make_trashed()
    make_changed()
    make_scheduled()
    make_withdrawn()
    make_unlisted()
    change_shared_records()
    make_fixed_pages()
    return shown


@pytest.fixture(scope="class")
def site(rows_of_class):
    return rows_of_class(make_site)


def public_routes(resolver=None, prefix=""):
    """Every route of the URL conf outside of the admin, with its parameters."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith("admin/"):
            continue
        if isinstance(pattern, URLResolver):
            yield from public_routes(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route


def values():
    """For each parameter of a route everything that somebody could guess."""
    slugs = {
        *Article.objects.values_list("slug", flat=True),
        *Edition.objects.values_list("slug", flat=True),
        *Tag.objects.values_list("slug", flat=True),
        *Article.objects.values_list("category__slug", flat=True),
        *Organization.objects.values_list("slug", flat=True),
        "unlisted",
    }
    return {
        "slug": sorted(filter(None, slugs)),
        "key": ["draft-poll", "trash-poll", "changed-poll", "gone-poll", "shared-poll"],
        "number": ["1", "2"],
        "code": list(Edition.objects.values_list("check_code", flat=True)),
        "token": ["1", "x:y:z"],
        "section": ["articles", "tags", "surveys", "organizations", "categories", "pages"],
        "format": ["csv", "json"],
        "digest": ["5f" * 32],
        "ending": ["svg"],
    }


QUERIES = {
    "articles/": ["order=reviewed", "page=2"],
    "search/": [urlencode({"q": text}) for text in ("qsecret", "page", "gone-poll", "It says")],
    "api/search/": [urlencode({"q": text}) for text in ("qsecret", "page", "It says")],
    "infobutton/": [
        urlencode({"mainSearchCriteria.v.dn": title}) for title in ("Shown page", "Changed page")
    ],
    "organizations/": ["country=GB", "help=phone", "phone=1", "q=qsecret"],
    "compare/": [
        f"a=shown-page&b={slug}" for slug in ("page-qsecretdraftslug", "changed-page", "withdrawn-page")
    ],
    "api/articles/": ["withdrawn=1", "page=1"],
    "articles/<uslug:slug>/history/": ["from=1&to=2"],
    "articles/<uslug:slug>/leaflet/": ["country=GB"],
}


def addresses():
    guesses = values()
    for route in public_routes():
        names = re.findall(r"<(?:\w+:)?(\w+)>", route)
        for chosen in product(*(guesses[name] for name in names)):
            address = "/" + route
            for value in chosen:
                address = re.sub(r"<[^>]+>", value, address, count=1)
            yield address
            yield from (f"{address}?{query}" for query in QUERIES.get(route, []))


def _words(body):
    """The text of an answer; of a PDF what it shows, and what it says of itself; of a picture what it says of
    itself."""
    if body.startswith(b"\x89PNG"):
        return body.decode("latin-1")
    if not body.startswith(b"%PDF"):
        return body.decode()
    reader = PdfReader(BytesIO(body))
    return "\n".join([*(page.extract_text() for page in reader.pages), *map(str, reader.metadata.values())])


def leaks_in(response, address):
    """The secret words of an answer, apart from those that the address itself holds."""
    body = b"".join(response) if response.streaming else response.content
    text = _words(body) + "".join(f"{name}: {value}\n" for name, value in response.items())
    asked = {word.casefold() for word in SECRET.findall(address)}
    return {word.casefold() for word in SECRET.findall(text)} - asked


class Walked:
    """What a visitor met at every public address."""

    def __init__(self):
        client = Client(raise_request_exception=False)
        self.statuses, self.leaks = {}, {}
        for address in addresses():
            response = client.get(address, headers={"accept": "text/html"})
            self.statuses[address] = response.status_code
            if found := leaks_in(response, address):
                self.leaks[address] = found


class TestLeaks:
    @pytest.fixture(scope="class")
    def walked(self, rows_of_class, site):
        return rows_of_class(Walked)

    def test_no_public_address_shows_what_is_not_in_a_live_edition(self, walked):
        assert walked.leaks == {}
        assert [address for address, status in walked.statuses.items() if status >= 500] == []
        assert {200, 404, 410} <= set(walked.statuses.values())

    def test_staff_see_no_more_than_readers(self, site):
        client = Client(raise_request_exception=False)
        client.force_login(make_user("superuser"))
        leaks = {}
        for address in addresses():
            if found := leaks_in(client.get(address), address):
                leaks[address] = found
        assert leaks == {}

    def test_readers_do_see_what_is_live(self, site):
        client = Client()
        for address in ("/articles/shown-page/", "/articles/", "/search/?q=shown", "/sitemap-articles.xml"):
            body = client.get(address).content.decode()
            assert "shown-page" in body, address
        assert "Changed page" in client.get("/articles/changed-page/").content.decode()
        assert client.get("/articles/withdrawn-page/").status_code == 410

    def test_an_expert_sees_the_text_of_the_link_and_nothing_of_others(self, client, site):
        article = make_article(title="To be read")
        token = link_token(make_invitation(article))
        response = client.get(f"/review/{token}/")
        assert "To be read" in response.content.decode()
        assert leaks_in(response, "") == set()

    def test_the_walk_finds_what_it_looks_for(self, site):
        """A secret word that is published, in every field, is seen on every kind of page."""
        edition = make_published(title="Page qsecretlive", slug="live", summary="It says qsecretlivesummary.")
        client = Client()
        found = {address for address in addresses() if leaks_in(client.get(address), address)}
        assert {"/", "/articles/", "/articles/live/", "/api/articles/", "/feed/", "/tags/testing/",
                "/search/?q=page", "/articles/live/history/", "/articles/live/editions/1/",
                f"/check/{edition.check_code}/"} <= found  # fmt: skip

    def test_the_walk_reaches_every_route(self, walked):
        reached = {
            get_resolver().resolve(address.split("?")[0]).route
            for address, status in walked.statuses.items()
            if status == 200
        }
        # An expert's pages need a signed link: see test_expert_review, test_not_my_review. A picture needs a
        # file: see test_figures. The last answers what the API doesn't know, with 404.
        assert set(public_routes()) - reached == {
            "review/<str:token>/",
            "review/not-mine/<str:token>/",
            r"api/^.*(?:/|\.json|\.ris)$",
            "pictures/<slug:digest>.<slug:ending>",
        }


class TestAddressesThatStayForEver:
    """Old editions, the history, the code on a printout, the API, an expert's link."""

    ADDRESSES = (
        "/articles/{slug}/history/",
        "/articles/{slug}/history/?from=1&to=2",
        "/articles/{slug}/editions/1/",
        "/articles/{slug}/editions/2/",
        "/api/articles/{slug}/",
        "/api/articles/{slug}/sources.json",
        "/api/articles/{slug}/sources.ris",
    )

    def make_two_editions(self):
        edition = make_published(title="Two editions", main_message="It said qsecretfirst.")
        article = edition.article
        article.apply(replace(article.content(), main_message="It says qsecretsecond."))
        return make_published(article, note="Told more.")

    def test_old_editions_of_a_live_article_are_public(self, client):
        slug = self.make_two_editions().slug
        assert "qsecretfirst" in client.get(f"/articles/{slug}/editions/1/").content.decode()
        assert "qsecretfirst" in client.get(f"/articles/{slug}/history/?from=1&to=2").content.decode()

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_those_of_a_withdrawn_one_are_gone_and_tell_nothing(self, client, address):
        edition = self.make_two_editions()
        withdraw(edition.article, edition.published_by, reason="The evidence changed.")
        response = client.get(address.format(slug=edition.slug))
        assert response.status_code == 410
        assert leaks_in(response, address) == set()

    def test_the_code_of_a_withdrawn_printout_tells_nothing_of_its_text(self, client):
        edition = self.make_two_editions()
        withdraw(edition.article, edition.published_by, reason="The evidence changed.")
        for each in edition.article.editions.all():
            assert leaks_in(client.get(f"/check/{each.check_code}/"), "") == set()

    def test_a_link_that_was_taken_back_shows_nothing_more(self, client):
        response = client.get(make_draft())
        assert response.status_code in {403, 404, 410}
        assert leaks_in(response, "") == set()
