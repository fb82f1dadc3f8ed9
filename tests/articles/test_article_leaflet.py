"""/articles/<slug>/leaflet/: what a reader takes along on paper."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import LiveEdition
from articles.publishing import withdraw
from tests.factories import make_organization, make_published, make_user


@pytest.fixture(scope="class")
def edition(rows_of_class):
    def make():
        for number, country in enumerate(["ES", "ES", "ES", "ES", "GB"]):
            phone = {"kind": "phone", "value": f"+34 900 000 00{number}", "hours": "at night"}
            make_organization(f"phone-{number}", country=country, contacts=[phone], topics=["all"])
        make_organization(
            "directory", help=["directory"], contacts=[{"kind": "web", "value": "https://d.example/"}]
        )
        return make_published(title="Reading pages")

    return rows_of_class(make)


def shown(client, edition, query=""):
    response = client.get(f"/articles/{edition.slug}/leaflet/{query}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
class TestLeaflet:
    def test_it_says_what_the_edition_says_and_how_to_check_it(self, client, edition):
        html = shown(client, edition)
        for words in (
            "<h1>Reading pages</h1>",
            "This page shows what a finished page looks like.",
            "You may find a mistake early.",
            "<sup>[1]</sup>",
            edition.check_code,
            "not a substitute for a talk with a person who knows",
            edition.sign_off.reviewer["name"],
        ):
            assert words in html
        assert f"/check/{edition.check_code}/" in html
        assert "<svg" in html
        assert 'content="noindex"' in html

    def test_the_page_leads_to_it(self, client, edition):
        assert (
            f'href="/articles/{edition.slug}/leaflet/"'
            in client.get(edition.get_absolute_url()).content.decode()
        )

    def test_it_names_three_numbers_of_the_readers_country(self, client, edition):
        html = shown(client, edition, "?country=ES")
        assert html.count('class="phone"') == 3
        assert "+34 900 000 004" not in html
        assert "at night" in html

    def test_where_no_number_is_known_it_names_who_knows_more(self, client, edition):
        html = shown(client, edition, "?country=CO")
        assert "We don&#x27;t have a number to call in Colombia" in html
        assert 'href="https://d.example/"' in html
        assert 'class="phone"' not in html

    def test_large_print_is_kept_when_a_country_is_chosen(self, client, edition):
        html = shown(client, edition, "?country=ES&size=large")
        assert 'class="leaflet large"' in html
        assert '<input type="hidden" name="size" value="large">' in html
        assert f'href="/articles/{edition.slug}/leaflet/?country=ES"' in html
        assert f'href="/articles/{edition.slug}/leaflet.pdf?country=ES&amp;size=large"' in html

    @pytest.mark.parametrize("query", ["?country=XX", "?size=huge", "?country=%00&size=%3Cscript%3E"])
    def test_what_is_no_choice_asks_nothing(self, client, edition, query):
        assert shown(client, edition, query) == shown(client, edition)

    def test_it_says_what_readers_must_know_first(self, client, edition):
        LiveEdition.objects.update(notice="A source was\nretracted & more.")
        assert "A source was<br>retracted &amp; more." in shown(client, edition)
        later = timezone.now() + timedelta(days=4000)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(timezone, "localdate", lambda *_: later.date())
            assert "<strong>Overdue for review</strong>" in shown(client, edition)

    def test_it_is_gone_with_its_article(self, client, edition):
        withdraw(edition.article, make_user("publisher"), reason="It is wrong.")
        response = client.get(f"/articles/{edition.slug}/leaflet/")
        assert response.status_code == 410
        assert "You may find a mistake early." not in response.content.decode()

    def test_what_was_never_published_is_not_found(self, client, edition):
        assert client.get("/articles/nothing/leaflet/").status_code == 404
