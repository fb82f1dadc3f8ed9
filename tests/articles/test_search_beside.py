"""What a search leads to beside the pages that say its words, and where none does."""

import pytest

from articles.models import LiveEdition, Phrase
from articles.public.shortcuts import shortcuts
from articles.search import search
from tests.acting import shown
from tests.factories import make_organization, make_published, make_term

pytestmark = pytest.mark.django_db


class TestShortAnswers:
    @pytest.fixture(autouse=True, scope="class")
    def rows(self, rows_of_class):
        rows_of_class(self.make_rows)

    def make_rows(self):
        make_term(name="leptomeningeal disease", definition="Cancer in the lining of the brain.")
        make_published(title="Drugs", tags=("Chemotherapy",))
        make_organization("aecc", name="Asociación Española", country="ES", help=["phone"], languages=["es"])
        make_organization("fund", name="Fund of Friends", country="GB", help=["money"])
        make_organization("macmillan", name="Macmillan Cancer Support", country="GB")

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("leptomeningeal", "Cancer in the lining of the brain."),
            ("quimio", '<a class="line" href="/tags/chemotherapy/">Chemotherapy</a>'),
            ("macmillan", '<a href="/organizations/macmillan/">'),
            ("helpline spain", '<a href="/organizations/aecc/">'),
            ("línea de ayuda España", '<a href="/organizations/aecc/">'),
            ("financial help", '<a href="/organizations/fund/">'),
            ("help with money in the UK", '<a href="/organizations/fund/">'),
        ],
    )
    def test_tell_what_the_words_name(self, client, query, found):
        assert found in shown(client, f"/search/?q={query}")

    def test_of_a_word_that_is_known_are_not_what_begins_like_it(self, client):
        make_term(name="chemoradiotherapy", definition="Two treatments at once.")
        assert "Two treatments at once." not in shown(client, "/search/?q=chemo")
        assert "Two treatments at once." in shown(client, "/search/?q=chemorad")

    @pytest.mark.parametrize("query", ["cancer", "helpline mars", "macmillan unicorns", "the"])
    def test_say_nothing_of_what_only_a_part_of_the_words_names(self, client, query):
        assert "Short answers" not in shown(client, f"/search/?q={query}")


class TestShortcuts:
    @pytest.fixture(autouse=True, scope="class")
    def rows(self, rows_of_class):
        rows_of_class(lambda: [make_published(title=title) for title in ("Zorbitane", "Zorbitane by mouth")])

    def test_lead_from_the_first_hit_to_harm_questions_and_paper(self, client):
        first = shown(client, "/search/?q=zorbitane").split('<li class="hit">')[1]
        address = first.split('<a href="')[1].split('"')[0]
        assert f'<a href="{address}#what-may-go-wrong">What may go wrong</a>' in first
        assert f'<a href="{address}#questions-you-can-ask">Questions you can ask</a>' in first
        assert f'<a href="{address}leaflet/">Print a leaflet</a>' in first
        assert "/compare/" not in first

    @pytest.mark.parametrize(
        "words", ["compare zorbitane", "zorbitane or zorbitane by mouth", "¿qué es mejor?"]
    )
    def test_compare_the_first_two_for_who_chooses(self, words):
        found = list(LiveEdition.objects.order_by("edition"))
        into, (first, second) = shortcuts(found, words), found
        assert (into.other, into.comparison) == (second, f"/compare/?a={first.slug}&b={second.slug}")
        assert shortcuts(found[:1], words).other is None


class TestTheNearestPages:
    def test_are_those_with_words_that_begin_like_the_one_that_nobody_has(self, client):
        edition = make_published(title="Zorbitane explained")
        results = search("zorbi")
        assert (results.total, [hit.live.edition for hit in results.nearest]) == (0, [edition])
        html = shown(client, "/search/?q=zorbi")
        assert html.index("Nothing found for “zorbi”") < html.index("These pages come nearest:")
        assert html.index("These pages come nearest:") < html.index("Zorbitane explained")

    def test_are_those_of_what_we_ask_back(self):
        edition = make_published(title="Pembrolizumab")
        assert [hit.live.edition for hit in search("pembrolizmab").nearest] == [edition]
        assert search("pembrolizmab", exact=True).nearest == ()

    def test_are_none_for_the_opposite_disease(self):
        make_published(title="Hypercortisolism")
        assert search("hypocortisolism").nearest == ()


class TestASearchOfSomebodyAfraidToDie:
    def test_has_a_card_with_numbers_before_any_result(self, client):
        make_published(title="Cells that will die")
        phone = {"kind": "phone", "value": "900 100", "international": "+34900100036"}
        make_organization("anna", name="Anna", country="ES", contacts=[phone], topics=["all"])
        html = shown(client, "/search/?q=Will I die?")
        assert html.index("You can talk to somebody about this") < html.index("tel:+34900100036")
        assert html.index("tel:+34900100036") < html.index("Cells that will")
        assert "Talk to somebody now" not in html

    def test_is_known_by_words_that_editors_add(self, client):
        Phrase.objects.create(list="fear", text="my last days")
        assert "You can talk to somebody about this" in shown(client, "/search/?q=My last days")


class TestWordsOfWhatIsAsked:
    def test_lead_to_what_they_belong_to_where_no_page_has_them(self):
        edition = make_published(title="Complementary medicine explained")
        assert [hit.live.edition for hit in search("curcumin").nearest] == [edition]

    def test_are_not_looked_for_one_by_one_in_other_ways_to_say_it(self):
        make_published(title="No drug and no food has so much energy")
        assert search("fatigue").total == 0


class TestAPageForSomethingElse:
    def test_stands_behind_another_unless_it_was_asked_for(self):
        make_published(title="Zorb cancer screening")
        make_published(title="Zorb cancer explanation")
        titles = [[hit.live.title for hit in search(text).hits] for text in ("zorb cancer", "zorb screening")]
        assert [found[0] for found in titles] == ["Zorb cancer explanation", "Zorb cancer screening"]
