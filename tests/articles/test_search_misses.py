"""Searches that found nothing: what is noted for editors, and what is not because it may be personal."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from articles.models import SearchMiss
from articles.search import misses, note_miss
from tests.factories import make_published, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2030, 5, 17)


def noted():
    return list(SearchMiss.objects.order_by("pk").values_list("words", "count"))


class TestNoting:
    def test_the_same_words_are_counted_together(self):
        note_miss("Proton  Therapy", TODAY - timedelta(days=3))
        note_miss("proton therapy ", TODAY)
        miss = SearchMiss.objects.get()
        assert (miss.words, miss.count) == ("proton therapy", 2)
        assert (miss.first_on, miss.last_on) == (TODAY - timedelta(days=3), TODAY)

    @pytest.mark.parametrize(
        "words",
        ["anna@example.org", "call 0171 55 55", "www.example.org/x", "https://example.org", "1234", "..",
         "ab", "x" * 101, "one two three four five six seven eight nine", "nul\x00byte"],
    )  # fmt: skip
    def test_what_may_be_personal_or_is_no_word_is_not_noted(self, words):
        note_miss(words, TODAY)
        assert noted() == []

    def test_a_robot_fills_neither_the_day_nor_the_table(self, monkeypatch):
        monkeypatch.setattr(misses, "MOST_NEW_A_DAY", 2)
        monkeypatch.setattr(misses, "MOST_ROWS", 3)
        for words in ("one", "two", "three"):
            note_miss(f"{words} word", TODAY)
        for day in range(1, 4):
            note_miss(f"word of day {day}", TODAY + timedelta(days=day))
        assert [words for words, count in noted()] == ["one word", "two word", "word of day 1"]
        note_miss("one word", TODAY)
        assert noted()[0] == ("one word", 2)

    def test_what_nobody_looked_for_again_is_forgotten(self):
        note_miss("long ago", TODAY - timedelta(days=366))
        note_miss("last year", TODAY - timedelta(days=365))
        note_miss("today", TODAY)
        assert [words for words, count in noted()] == ["last year", "today"]


class TestThePage:
    def test_a_search_without_results_is_noted(self, client):
        client.get(reverse("search"), {"q": "Xylophone"})
        assert noted() == [("xylophone", 1)]

    def test_one_that_was_answered_as_another_is_with_how_often_that_was_taken_back(self, client):
        make_published(title="Melanoma")
        for query in ({"q": "melonoma"}, {"q": "Melonoma", "exact": "1"}, {"q": "melanoma", "exact": "1"}):
            client.get(reverse("search"), query)
        counted = SearchMiss.objects.values_list("words", "answered_as", "count", "taken_back")
        assert list(counted) == [("melonoma", "melanoma", 1, 1)]

    def test_one_with_results_or_within_a_topic_is_not(self, client):
        make_published(title="Radiation")
        client.get(reverse("search"), {"q": "radiation"})
        client.get(reverse("search"), {"q": "xylophone", "tag": "no-such"})
        client.get(reverse("search"))
        assert noted() == []


class TestTheList:
    def test_editors_see_it_and_can_search_now(self, client):
        note_miss("proton therapy", TODAY)
        client.force_login(make_user("writer"))
        page = client.get(reverse("admin:articles_searchmiss_changelist")).content.decode()
        assert 'href="/search/?q=proton+therapy"' in page
        assert "delete_selected" not in page

    def test_they_see_what_it_was_answered_as(self, client):
        note_miss("melonoma", TODAY, "melanoma")
        note_miss("proton therapy", TODAY)
        client.force_login(make_user("writer"))
        address = reverse("admin:articles_searchmiss_changelist")
        answered, empty = (
            client.get(address, {"answered_as__isempty": value}).content.decode() for value in (0, 1)
        )
        assert ["melanoma" in answered, "proton therapy" in answered] == [True, False]
        assert ["melonoma" in empty, "found nothing" in empty] == [False, True]

    def test_a_publisher_throws_away_what_is_done(self, client):
        note_miss("proton therapy", TODAY)
        client.force_login(make_user("publisher"))
        chosen = {"action": "delete_selected", "_selected_action": SearchMiss.objects.get().pk, "post": "yes"}
        client.post(reverse("admin:articles_searchmiss_changelist"), chosen)
        assert noted() == []


def test_a_card_of_the_address_repeats_nobodys_words(client, db):
    page = client.get("/search/?q=Stop+your+treatment").content.decode()
    assert '<meta property="og:title" content="Search">' in page
