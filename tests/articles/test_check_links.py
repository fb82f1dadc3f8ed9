"""Links that lead out: which there are, when one is broken, and what the command and the desk say of it."""

import json
import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from articles.management.commands import check_links as command
from articles.models import Article, LinkCheck
from articles.reports.link_checks import (
    Outcome,
    check_links,
    forget_others,
    note_answer,
    outward_links,
    still_to_check,
)
from articles.reports.web_address import Answer, Unreachable
from resources.models import Contact
from tests.factories import make_article, make_content, make_organization, make_published, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2030, 5, 17)
LINKS = '<p>Look <a href="https://page.example/a?b=1&amp;c=2">there</a> and <a href="/tags/">here</a>.</p>'


def linked(text=LINKS):
    """A working copy whose last section ends with the links."""
    content = make_content()
    *others, last = content.sections
    make_article()  # For the organization that the content names.
    return Article().apply(replace(content, sections=(*others, replace(last, body=last.body + text))))


def answering(**problems):
    """Stands in for the web: a status or an Unreachable for each host, 200 for all others."""

    def ask(address):
        answer = problems.get(address.split("/")[2].split(".")[0], 200)
        if isinstance(answer, Exception):
            raise answer
        return Answer(answer, address)

    return ask


class TestOutwardLinks:
    def test_those_of_live_texts_their_sources_and_organizations_that_readers_see(self):
        edition = make_published(linked())
        linked(LINKS.replace("page.example", "draft.example"))
        shown, hidden = make_organization(), make_organization(is_listed=False)
        for organization, host in ((shown, "shown"), (hidden, "hidden")):
            Contact.objects.create(organization=organization, kind="web", value=f"https://{host}.example/")
        links = outward_links()
        article = {"kind": "article", "pk": edition.article_id, "name": edition.title}
        assert links["https://page.example/a?b=1&c=2"] == [article]
        assert links["https://shown.example/"] == [
            {"kind": "organization", "pk": shown.pk, "name": shown.name}
        ]
        assert any(place["kind"] == "source" for places in links.values() for place in places)
        assert not any("draft." in address or "hidden." in address or address[0] == "/" for address in links)

    def test_one_address_on_two_pages_is_asked_once(self):
        make_published(linked())
        make_published(linked(LINKS + LINKS))
        assert len(outward_links()["https://page.example/a?b=1&c=2"]) == 2


class TestBroken:
    def failed(self, *days, problem="The page is gone."):
        for day in days:
            outcome = Outcome(problem, fails=bool(problem))
            note_answer("https://page.example/", outcome, [], TODAY + timedelta(days=day))
        return LinkCheck.objects.broken().exists()

    def test_one_bad_day_breaks_no_link(self):
        assert not self.failed(0)

    def test_two_checks_on_one_day_are_one(self):
        assert not self.failed(0, 0)

    def test_two_days_do(self):
        assert self.failed(0, 3)
        row = LinkCheck.objects.get()
        assert (row.failed_since, row.checked_on) == (TODAY, TODAY + timedelta(days=3))

    def test_an_answer_mends_it(self):
        self.failed(0, 1)
        assert not self.failed(2, problem="")
        assert LinkCheck.objects.get().failed_since is None


class TestChecking:
    @pytest.mark.parametrize(
        ("answer", "problem"),
        [
            (200, ""),
            (404, "The page is gone."), (410, "The page is gone."),
            (500, "The server answers with error 500."),
            (Unreachable("There is no such host."), "There is no such host."),
        ],
    )  # fmt: skip
    def test_what_is_a_problem(self, answer, problem):
        [row] = check_links({"https://page.example/": []}, answering(page=answer), TODAY, pause=0)
        assert (row.problem, row.failed_days) == (problem, 1 if problem else 0)

    @pytest.mark.parametrize("status", [401, 403, 429, 503])
    def test_a_server_that_turns_robots_away_is_a_warning(self, status):
        [row] = check_links({"https://page.example/": []}, answering(page=status), TODAY, pause=0)
        assert f"turns robots away, with {status}" in row.problem
        assert [*LinkCheck.objects.warned()] == [row]
        assert row.failed_days == 0

    def test_every_address_of_every_host_is_noted_with_its_places(self):
        links = {f"https://{host}.example/{page}": [{"kind": "article", "pk": page, "name": host}]
                 for host in ("a", "b") for page in (1, 2)}  # fmt: skip
        list(check_links(links, answering(b=404), TODAY, pause=0))
        assert {row.address: row.places for row in LinkCheck.objects.all()} == links
        assert set(LinkCheck.objects.exclude(problem="").values_list("address", flat=True)) == {
            "https://b.example/1", "https://b.example/2",
        }  # fmt: skip

    def test_an_answer_is_noted_before_its_host_has_given_the_next(self):
        asked = threading.Event()

        def ask(address):
            if address.endswith("/b"):
                assert asked.wait(20)
            return Answer(200, address)

        rows = check_links({f"https://one.example/{name}": [] for name in "ab"}, ask, TODAY, pause=0)
        assert next(rows).address == "https://one.example/a"
        asked.set()
        assert [row.address for row in rows] == ["https://one.example/b"]

    def test_what_ends_a_check_is_not_hidden(self):
        def ask(address):
            raise RuntimeError("a fault of ours")

        with pytest.raises(RuntimeError, match="a fault of ours"):
            list(check_links({"https://one.example/": []}, ask, TODAY, pause=0))

    def test_a_link_that_stands_nowhere_is_forgotten(self):
        list(check_links({"https://old.example/": [], "https://new.example/": []}, answering(), TODAY, 0))
        forget_others({"https://new.example/": []})
        assert [row.address for row in LinkCheck.objects.all()] == ["https://new.example/"]

    def test_one_that_was_stopped_goes_on_where_it_was(self):
        links = {f"https://{host}.example/": [] for host in ("a", "b")}
        list(check_links({"https://a.example/": []}, answering(), TODAY, pause=0))
        assert still_to_check(links, TODAY) == {"https://b.example/": []}
        assert still_to_check(links, TODAY + timedelta(days=1)) == links


class TestCommand:
    @pytest.fixture
    def web(self, monkeypatch):
        """Sets what the web answers."""

        def web(**problems):
            monkeypatch.setattr(command, "ask", lambda address, agent: answering(**problems)(address))

        make_published(linked())
        return web

    def test_a_dry_run_asks_and_stores_nothing(self, web, capsys):
        web(page=AssertionError("asked"))
        call_command("check_links", "--dry-run")
        assert "https://page.example/a?b=1&c=2  (" in capsys.readouterr().out
        assert not LinkCheck.objects.exists()

    def test_it_ends_well_where_all_links_answer(self, web, capsys):
        web()
        call_command("check_links", "--pause=0")
        told = f"Links checked: {LinkCheck.objects.count()}. Broken: 0."
        assert told in capsys.readouterr().out
        call_command("check_links", "--pause=0")
        assert "Links checked: 0. Broken: 0." in capsys.readouterr().out
        call_command("check_links", "--pause=0", "--again")
        assert told in capsys.readouterr().out

    def test_it_ends_with_an_error_where_one_is_broken(self, web, capsys):
        web(page=404)
        call_command("check_links", "--pause=0")
        LinkCheck.objects.update(checked_on=TODAY - timedelta(days=9999))
        with pytest.raises(CommandError, match="broken: 1"):
            call_command("check_links", "--pause=0", "--json")
        told = capsys.readouterr().out
        [row] = json.loads(told[told.index("[") :])
        assert (row["address"], row["failed_days"]) == ("https://page.example/a?b=1&c=2", 2)


def test_the_desk_lists_broken_links_with_the_pages_they_stand_on(client):
    edition = make_published(linked())
    list(check_links(outward_links(), answering(page=404), TODAY, pause=0))
    list(check_links(outward_links(), answering(page=404), TODAY + timedelta(days=1), pause=0))
    client.force_login(make_user("writer"))
    page = client.get(reverse("admin:articles_linkcheck_changelist"), {"broken": "1"}).content.decode()
    assert "https://page.example/a?b=1&amp;c=2" in page
    assert f'href="/admin/articles/article/{edition.article_id}/change/">{edition.title}</a>' in page
    assert "doi.org" not in page
