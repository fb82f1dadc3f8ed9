"""What readers mark in a query: words in quotes, and words with a minus."""

import pytest

from articles.search import search
from articles.search.signs import read_signs
from tests.acting import shown
from tests.factories import make_article, make_published


class TestReading:
    @pytest.mark.parametrize(
        ("text", "rest", "phrases", "left_out"),
        [
            ('"clear margins" surgery', '"clear margins" surgery', ("clear margins",), ()),
            ("“Clear  margins” or «side effects»", "“Clear margins” or «side effects»",
             ("Clear margins", "side effects"), ()),
            ("cancer -breast", "cancer", (), ("breast",)),
            ("-side-effects lung", "lung", (), ("side-effects",)),
            # No sign: one word in quotes, half a quote, a hyphen, a dash, a figure, nothing else, a list.
            ('"surgery" "clear margins', '"surgery" "clear margins', (), ()),
            ("x-ray - or CT -5", "x-ray - or CT -5", (), ()),
            ("-breast", "-breast", (), ()),
            ("I have -pain -fever -rash", "I have -pain -fever -rash", (), ()),
        ],
    )  # fmt: skip
    def test_signs_are_told_from_what_only_looks_like_them(self, text, rest, phrases, left_out):
        signs = read_signs(text)
        assert (signs.text, signs.phrases, signs.left_out) == (rest, phrases, left_out)

    def test_a_phrase_stands_in_one_text_in_any_letters_and_marks(self):
        signs = read_signs('"clear margins"')
        assert signs.is_said_in(["No.", "With clear\n(margins)."])
        assert not signs.is_said_in(["Clear the margins.", "Clear", "margins"])


def publish_rooms():
    make_published(make_article("Quiet rooms", summary="They have thick walls."))
    make_published(make_article("Rooms that are quiet", summary="They have no walls, and thick carpets."))


@pytest.mark.django_db
class TestSearching:
    @pytest.fixture(autouse=True, scope="class")
    def rooms(self, rows_of_class):
        rows_of_class(publish_rooms)

    def found(self, text):
        return {hit.live.title for hit in search(text).hits}

    def test_words_in_quotes_are_found_word_for_word(self):
        assert self.found("thick walls") == {"Quiet rooms", "Rooms that are quiet"}
        assert (
            self.found('"thick walls"') == self.found('rooms "Thick walls" "quiet rooms"') == {"Quiet rooms"}
        )

    def test_the_phrase_is_what_is_shown_of_the_page(self):
        (hit,) = search('rooms "thick walls"').hits
        assert hit.snippet.text.startswith("They have <mark>thick</mark> <mark>walls</mark>.")

    def test_what_no_page_says_so_is_told_and_its_words_are_found(self, client):
        html = shown(client, '/search/?q="walls thick"')
        assert "No page says “walls thick” word for word." in html
        assert "Rooms that are quiet" in html

    def test_a_word_with_a_minus_leaves_pages_out(self, client):
        assert self.found("rooms -carpet") == {"Quiet rooms"}
        html = shown(client, '/search/?q="quiet rooms" -carpets')
        assert "Only pages that say “quiet rooms” word for word." in html
        assert "Without pages that say “carpets”." in html

    def test_a_misspelling_is_replaced_beside_them(self):
        assert search('"quiiet rooms" -carpets').understood == '"quiet rooms" -carpets'

    def test_hostile_text_in_quotes_is_escaped(self, client):
        html = shown(client, '/search/?q="quiet <script>x</script>" -<script>')
        assert "<script>x" not in html
