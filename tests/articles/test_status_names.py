"""What must be known of a page stands in its name, wherever it is printed: each state in each output."""

import json
import re
from datetime import timedelta
from functools import cache, partial
from html import unescape

import pytest
from django.utils import timezone

from articles import publishing
from articles.content import SurveyColumn
from articles.models import ExpertLetter, Source
from articles.publishing.planned_related import decide
from articles.publishing.published_experts import disown
from articles.publishing.retractions import status_changed
from articles.text.days import day_words
from tests.acting import confirm, give_verdict, make_invitation, rewrite, shown
from tests.factories import (
    make_article,
    make_contributor,
    make_published,
    make_signed,
    make_survey,
    make_user,
)

pytestmark = pytest.mark.django_db

TITLE = "Tulip therapy"
# "name": the name with its state. "-": the page isn't there, and its title isn't either.
TABLE = """
                     | overdue | retracted | in question | demonstration | withdrawn | old
page h1              | name    | name      | name        | name          | name      | name
print                | name    | name      | name        | name          | name      | name
title                | name    | name      | name        | name          | name      | name
og:title             | name    | name      | name        | name          | name      | name
breadcrumb           | name    | name      | name        | name          | name      |
description          | state   | state     | state       | state         | state     | state
JSON-LD              | name    | name      | name        | name          | -         | -
Articles A to Z      | name    | name      | name        | name          | -         | -
home                 | name    | name      | name        | name          | -         | -
topic                | name    | name      | name        | name          | -         | -
category             | name    | name      | name        | name          | -         | -
search               | name    | name      | name        | name          | -         | -
related              | name    | name      | name        | name          | -         | -
see also             | name    | name      | name        | name          | -         | -
compare              | name    | name      | name        | name          | -         | -
history              | name    | name      | name        | name          | name      | -
report form          | name    | name      | name        | name          | name      | -
check of a printout  | name    | name      | name        | name          | name      | name
feed                 | name    | name      | name        | name          | -         | -
feed of reviews      | name    | name      | name        | name          | -         | -
feed of its own      | name    |           |             |               | name      |
sitemap              | address | address   | address     | address       | -         | -
API list             | name    | name      | name        | name          | -         | -
API of withdrawn     | -       | -         | -           | -             | name      | -
API record           | name    | name      | name        | name          | name      | -
"""
STATES = {
    "overdue": "Overdue for review",
    "retracted": "Relies on a retracted source",
    "in question": "Review in question",
    "demonstration": "Demonstration",
    "withdrawn": "Withdrawn",
    "old": "Old edition",
}


def column(state):
    """The outputs of a page in that state that the table asks, each with what it says."""
    first, *lines = [line.split("|") for line in TABLE.strip("\n").splitlines()]
    place = [name.strip() for name in first].index(state)
    return {line[0].strip(): line[place].strip() for line in lines if line[place].strip()}


def is_said(said, state, text):
    """Whether the piece of an output says of the state what the table asks."""
    if said == "name":
        return f"{STATES[state]}: {TITLE}" in text
    if said == "state":
        return text.startswith(("We took this page down", f"{STATES[state]}: "))
    return PAGE in text if said == "address" else TITLE not in text


def make_in(state):
    """The edition of a page in that state, with another page that leads to it; of "old" the first edition."""
    now = timezone.now() - timedelta(days=2000) if state == "overdue" else None
    article = make_article(
        TITLE,
        slug="tulip",
        by=make_user("writer"),
        tags=("bulbs",),
        category="Flowers",
        is_demonstration=state == "demonstration",
    )
    edition = (
        publish_reviewed_outside(article) if state == "in question" else make_published(article, now=now)
    )
    make_companion(article)
    if state == "retracted":
        retract(edition.content["sources"][0]["key"])
    elif state == "in question":
        disown(ExpertLetter.objects.get())
    elif state == "withdrawn":
        publishing.withdraw(article, make_user("publisher"), reason="It was wrong.")
    elif state == "old":
        make_published(rewrite(article, title="Another name", main_message="The page says more."))
    return edition


def publish_reviewed_outside(article):
    confirm(give_verdict(make_invitation(article)))
    return publishing.publish(article, make_user("publisher"))


def make_companion(article):
    """A page whose readers are led to the article, by its writer and by a publisher."""
    companion = make_article("Companion", slug="companion")
    companion.see_also.create(target=article, title=TITLE, order=0)
    companion = make_published(companion)
    decide(companion.article, article, "pin", make_user("publisher"))


def retract(key):
    source = Source.objects.get(key=key)
    source.retraction_status = "retracted"
    source.save()
    status_changed(source, "")


def inside(pattern, text):
    return " ".join(re.findall(pattern, text, re.DOTALL))


def printed(html):
    """The words of the page's head that the style for paper doesn't hide."""
    return inside(r"<h1>(.*?)</h1>", re.sub(r"<(\w+)[^>]*noprint.*?</\1>", "", html, flags=re.DOTALL))


def meta(name):
    return lambda html: inside(rf'<meta (?:name|property)="{name}" content="(.*?)"', html)


def graph(html):
    return inside(r'"MedicalWebPage".*?"name":(".*?"),', html)


def list_under(heading):
    return lambda html: inside(rf'<p id="{heading}">.*?</ul>', html)


WHOLE = str
PAGE = "/articles/tulip/"
# Where each output is, and the piece of the answer that says the name.
OUTPUTS = {
    "page h1": (PAGE, lambda html: inside(r"<h1>(.*?)</h1>", html)),
    "print": (PAGE, printed),
    "title": (PAGE, lambda html: inside(r"<title>(.*?)</title>", html)),
    "og:title": (PAGE, meta("og:title")),
    "breadcrumb": (PAGE, lambda html: inside(r'<li aria-current="page">(.*?)</li>', html)),
    "description": (PAGE, meta("description")),
    "JSON-LD": (PAGE, graph),
    "Articles A to Z": ("/articles/", WHOLE),
    "home": ("/", WHOLE),
    "topic": ("/tags/bulbs/", WHOLE),
    "category": ("/categories/flowers/", WHOLE),
    "search": ("/search/?q=tulip", lambda html: inside(r'class="hit">(.*?)</h2>', html)),
    "related": ("/articles/companion/", list_under("related")),
    "see also": ("/articles/companion/", list_under("related")),
    "compare": ("/compare/?a=tulip&b=companion", lambda html: inside(r"<h3>.*?</h3>", html)),
    "history": ("/articles/tulip/history/", lambda html: inside(r"<title>.*?</title>", html)),
    "report form": ("/articles/tulip/report/", WHOLE),
    "feed": ("/feed/", lambda xml: inside(r"<entry.*?<title>(.*?)</title>", xml)),
    "feed of reviews": ("/feed/reviewed/", lambda xml: inside(r"<entry.*?<title>(.*?)</title>", xml)),
    "sitemap": ("/sitemap-articles.xml", WHOLE),
    "API list": ("/api/articles/", WHOLE),
    "API of withdrawn": ("/api/articles/?withdrawn=1", WHOLE),
    "API record": ("/api/articles/tulip/", lambda text: f'"{json.loads(text).get("title")}"'),
}


def output_of(shown_at, output, state, edition):
    """The piece of the output in which the name stands, without markup; "" for a page that isn't there.
    `shown_at` gives the HTML of an address."""
    if output == "check of a printout":
        address, piece = f"/check/{edition.check_code}/", WHOLE
    elif output == "feed of its own":
        address, piece = f"/feed/{state}/", lambda xml: inside(r"<entry.*?<title>(.*?)</title>", xml)
    else:
        address, piece = OUTPUTS[output]
    if state == "old" and address == PAGE:
        address = "/articles/tulip/editions/1/"
    return unescape(piece(shown_at(address)))


class TestPages:
    @pytest.mark.parametrize("state", STATES)
    def test_each_output_says_the_state(self, client, state):
        edition = make_in(state)
        shown_at = cache(partial(shown, client))
        texts = {output: output_of(shown_at, output, state, edition) for output in column(state)}
        assert texts
        assert [
            output for output, said in column(state).items() if not is_said(said, state, texts[output])
        ] == []

    def test_a_name_costs_no_query(self, client, django_assert_max_num_queries):
        def count(address):
            with django_assert_max_num_queries(40) as counted:
                client.get(address)
            return len(counted)

        make_in("demonstration")
        few = {
            address: count(address)
            for address in ("/", "/articles/", "/articles/companion/", "/search/?q=tulip")
        }
        for i in range(4):
            make_published(title=f"Tulip {i}", tags=("bulbs",), is_demonstration=True)
        for address, number in few.items():
            assert count(address) <= number + 1, address


class TestRetractedSource:
    """Its own title says so: in the list of sources, to machines, and in what reference managers read."""

    @pytest.fixture(scope="class")
    def edition(self, rows_of_class):
        edition = rows_of_class(lambda: make_published(slug="tulip", surveys=[make_survey("tulip-poll")]))
        rows_of_class(lambda: retract(edition.content["sources"][0]["key"]))
        return edition

    @pytest.mark.parametrize(
        ("address", "words"),
        [
            (PAGE, "<strong>Retracted:</strong> Tester T. Title of"),
            (PAGE, '"name":"Retracted: Title of'),
            ("/articles/tulip/editions/1/", "<strong>Retracted:</strong> Tester T. Title of"),
            ("/surveys/tulip-poll/", "<strong>Retracted:</strong> Tester T. Title of"),
            ("/surveys/tulip-poll/", '"name":"Retracted: Title of'),
            ("/surveys/tulip-poll/data.csv", "source retracted"),
            ("/api/articles/tulip/", '"title": "Retracted: Title of'),
            ("/api/articles/tulip/sources.json", '"title": "Retracted: Title of'),
            ("/api/articles/tulip/sources.ris", "TI  - Retracted: Title of"),
        ],
    )
    def test_each_output_says_so(self, client, edition, address, words):
        assert words in client.get(address).content.decode()

    def test_a_reinstated_one_has_its_own_title_again(self, client, edition):
        source = Source.objects.get()
        source.retraction_status = ""
        source.save()
        status_changed(source, "retracted")
        assert "Retracted:" not in client.get(PAGE).content.decode()


class TestUnverifiedTable:
    @pytest.fixture(scope="class")
    def table(self, rows_of_class):
        columns = (SurveyColumn("Tests", "percent"),)
        survey = make_survey("tulip-poll", title=TITLE, columns=columns, verified=False, show_unverified=True)
        return rows_of_class(lambda: make_published(slug="tulip", surveys=[survey]))

    @pytest.mark.parametrize(
        ("address", "words"),
        [
            ("/surveys/", f"Unverified: {TITLE}"),
            ("/surveys/tulip-poll/", f"<h1>Unverified: {TITLE}</h1>"),
            ("/surveys/tulip-poll/", f"<title>Unverified: {TITLE}"),
            ("/surveys/tulip-poll/", f'<meta property="og:title" content="Unverified: {TITLE}">'),
            ("/surveys/tulip-poll/", '<meta name="robots" content="noindex">'),
            ("/surveys/tulip-poll/data.csv", "unverified"),
            ("/api/surveys/", f'"title": "Unverified: {TITLE}"'),
            (PAGE, f"Unverified: {TITLE}"),
        ],
    )
    def test_each_output_says_so(self, client, table, address, words):
        assert words in client.get(address).content.decode()

    @pytest.mark.parametrize("address", ["/surveys/tulip-poll/", PAGE])
    def test_no_bars_are_drawn_of_it_and_no_dataset(self, client, table, address):
        html = client.get(address).content.decode()
        assert 'class="hundred' not in html
        assert '"Dataset"' not in html

    def test_it_is_in_no_sitemap(self, client, table):
        assert "tulip-poll" not in client.get("/sitemap-surveys.xml").content.decode()


class TestDemonstration:
    """No clinician stands behind it, whether its text says so or the role of its reviewer."""

    @pytest.fixture(params=["text", "role"])
    def edition(self, request):
        reviewer = make_user("reviewer")
        make_contributor(reviewer, name="Role of a reviewer", is_demonstration=request.param == "role")
        article = make_article(TITLE, slug="tulip", is_demonstration=request.param == "text")
        make_signed(article, by=reviewer)
        return publishing.publish(article, make_user("publisher"))

    def test_the_page_says_who_checked_it(self, client, edition):
        html = client.get(PAGE).content.decode()
        assert "written and checked by the makers of the software, not by a clinician" in html
        for claim in ("Last reviewed", "Reviewed by", "Based on evidence", "reviewedBy", "lastReviewed"):
            assert claim not in html

    def test_lists_and_feeds_claim_no_review(self, client, edition):
        for address in ("/articles/", "/search/?q=tulip", "/feed/reviewed/"):
            text = shown(client, address)
            assert "not by a clinician" in text, address
            assert "Reviewed by" not in text, address
            assert f"Reviewed {day_words(edition.reviewed_on)}" not in text, address

    def test_the_api_claims_none(self, client, edition):
        for address in ("/api/articles/tulip/", "/api/articles/"):
            found = client.get(address).json()
            found = found.get("results", [found])[0]
            assert (found["review_state"], found["reviewed_on"]) == ("demonstration", None), address
            assert found.get("reviewer", {}) == {}, address

    def test_its_history_claims_none(self, client, edition):
        assert "Reviewed by" not in client.get("/articles/tulip/history/").content.decode()

    def test_a_comparison_claims_none(self, client, edition):
        make_published(slug="companion")
        html = client.get("/compare/?a=tulip&b=companion").content.decode()
        assert html.count("Last reviewed") == 1
