"""The open history of a page, its old editions, and the code on a printout."""

import re

import pytest

from articles import publishing
from articles.models import Edition
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db


def make_second(edition, note="Told more.", change=""):
    article = edition.article
    section = article.sections.get(order=0)
    section.body = "<p>Quite different words stand here now.</p>"
    section.save()
    return make_published(article, note=note, change=change)


class TestArticleHistory:
    def test_it_lists_every_edition_with_its_reviewer_and_what_changed(self, client):
        first = make_published()
        second = make_second(first)
        page = client.get(f"/articles/{first.slug}/history/").content.decode()
        assert "Told more." in page
        assert first.sign_off.reviewer["name"] in page
        assert second.sign_off.reviewer["name"] in page

    def test_it_compares_two_editions_word_by_word(self, client):
        first = make_published()
        make_second(first)
        page = client.get(f"/articles/{first.slug}/history/?from=2&to=1").content.decode()
        assert "From edition 1 to edition 2" in page
        assert "Quite different words" in page
        assert "<del>" in page

    @pytest.mark.parametrize("query", ["from=1&to=9", "from=x&to=1", "from=1", "from=1&to=²"])
    def test_an_edition_that_never_was_is_not_found(self, client, query):
        edition = make_published()
        assert client.get(f"/articles/{edition.slug}/history/?{query}").status_code == 404

    def test_a_draft_has_no_history(self, client):
        assert client.get(f"/articles/{make_article().slug}/history/").status_code == 404

    def test_it_rejects_post(self, client):
        assert client.post(f"/articles/{make_published().slug}/history/").status_code == 405

    def test_it_costs_the_same_for_two_editions_as_for_four(self, client, django_assert_num_queries):
        edition = make_published()
        address = f"/articles/{edition.slug}/history/"
        with django_assert_num_queries(3):
            client.get(address)
        make_second(edition)
        with django_assert_num_queries(3):
            client.get(address)


class TestEditionDetail:
    def test_an_old_edition_stays_under_a_banner(self, client):
        first = make_published(title="Old words in the title")
        make_second(first)
        response = client.get(f"/articles/{first.slug}/editions/1/")
        page = response.content.decode()
        assert "A newer edition has taken its place" in page
        assert '<meta name="robots" content="noindex">' in page
        assert f'href="/articles/{first.slug}/"' in page
        assert "This page helps to test the site" in page

    def test_an_old_address_leads_on(self, client):
        first = make_published()
        article = first.article
        article.slug = "moved-here"
        article.save()
        make_published(article)
        response = client.get(f"/articles/{first.slug}/editions/1/")
        assert response.headers["Location"] == "/articles/moved-here/editions/1/"

    @pytest.mark.parametrize("number", ["2", "0", "99999999999999999999999"])
    def test_a_number_that_never_was_is_not_found(self, client, number):
        assert client.get(f"/articles/{make_published().slug}/editions/{number}/").status_code == 404

    def test_the_text_of_a_withdrawn_article_is_gone(self, client):
        edition = make_published()
        publishing.withdraw(edition.article, make_user("publisher"), cause="error")
        for address in (f"/articles/{edition.slug}/editions/1/", f"/articles/{edition.slug}/history/"):
            response = client.get(address)
            assert response.status_code == 410
            assert b"We found a mistake in it." in response.content
            assert b"This page helps to test the site" not in response.content


class TestCheck:
    def test_the_code_of_the_live_edition_is_current(self, client):
        edition = make_published()
        assert b"Current." in client.get(f"/check/{edition.check_code}/").content

    def test_after_a_major_change_it_says_what_changed(self, client):
        first = make_published()
        make_second(first)
        page = client.get(f"/check/{first.check_code}/").content.decode()
        assert "Out of date." in page
        assert "Told more." in page

    def test_after_a_withdrawal_it_warns(self, client):
        edition = make_published()
        publishing.withdraw(edition.article, make_user("publisher"), cause="error")
        assert b"Withdrawn: do not use." in client.get(f"/check/{edition.check_code}/").content

    def test_an_unknown_code_is_not_found(self, client):
        assert client.get("/check/BBBBBBBB/").status_code == 404

    def test_words_in_the_address_are_not_repeated_as_a_code(self, client):
        page = client.get("/check/STOPCHEMOTHERAPYNOW/").content.decode()
        address = "/check/STOPCHEMOTHERAPYNOW/"
        assert "STOPCHEMO" not in re.sub(rf"(?:http://[^/\"]+)?(?:/\w\w)?{address}", "", page)

    def test_a_code_may_be_typed_in_any_way(self, client):
        code = make_published().check_code
        typed = f"{code[:4].lower()}-{code[4:]}"
        assert client.get(f"/check/?code={typed}").headers["Location"] == f"/check/{code}/"

    def test_no_two_editions_share_a_code(self):
        codes = {make_published().check_code for _ in range(3)}
        assert len(codes) == Edition.objects.count() == 3
