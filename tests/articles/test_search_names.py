"""The names that the search field offers while somebody types."""

import pytest

from articles.search import names
from tests.factories import make_published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="class")
def rows(rows_of_class):
    def make_rows():
        make_published(title="Quiet rooms", aliases=("Ätherische Kammer",))
        make_published(title="Rooms for sleepers")
        make_published(title="Habitaciones tranquilas", language="es")
        return make_published(title="Quiet rooms at night")

    return rows_of_class(make_rows)


def offered(client, text, path="/search/names/"):
    return [(each["name"], each["page"]) for each in client.get(path, {"q": text}).json()]


class TestNames:
    @pytest.mark.parametrize("text", ["qu", "QUIET", "  quiet ro", "quiet, rooms"])
    def test_that_begin_so_come_from_a_to_z(self, client, text):
        assert offered(client, text) == [("Quiet rooms", ""), ("Quiet rooms at night", "")]

    def test_other_names_lead_to_the_page_and_say_its_title(self, client):
        assert offered(client, "athe") == [("Ätherische Kammer", "Quiet rooms")]

    def test_words_within_a_name_follow_those_that_begin_it(self, client):
        found = ["Rooms for sleepers", "Quiet rooms at night", "Quiet rooms"]
        assert [name for name, _ in offered(client, "room")] == found
        assert offered(client, "for sleeper") == [("Rooms for sleepers", "")]

    def test_each_language_has_its_own(self, client):
        assert offered(client, "habit") == []
        assert offered(client, "habit", "/es/search/names/") == [("Habitaciones tranquilas", "")]

    @pytest.mark.parametrize(
        "text", ["", "q", "xyzzy", "''", '" *', "a\x00b", "%", "\\", "(((", "日", "x" * 500]
    )
    def test_odd_texts_find_nothing(self, client, text):
        assert offered(client, text) == []

    def test_there_are_few_and_the_cost_is_steady(self, client, monkeypatch, django_assert_num_queries):
        monkeypatch.setattr(names, "MOST", 2)
        with django_assert_num_queries(2):
            assert len(names.pages_named("quiet", "en")) == 2

    def test_each_leads_to_its_page(self, client):
        (_, night) = client.get("/search/names/?q=quiet").json()
        assert client.get(night["address"]).status_code == 200
