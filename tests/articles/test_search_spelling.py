"""What search takes for a misspelling, what it asks about, and what it must leave alone."""

from pathlib import Path
from string import ascii_lowercase

import pytest
from django.urls import reverse
from django.utils.translation import override

from articles.models import SearchMiss, SearchWord, Source, WrittenWord
from articles.search import search
from articles.search.drugs import FILES, drug_names
from articles.search.opposites import are_opposites
from articles.search.parsing import parse
from articles.search.word_counts import EVERY
from articles.search.words import fold, skeleton, split, stem
from tests.factories import make_article, make_organization, make_published, make_term

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).parents[1] / "samples"


def pairs(name):
    """What a reader types, and a word of a page, of each pair of a file."""
    text = (SAMPLES / name).read_text("utf-8")
    return [pair.split() for line in text.splitlines() for pair in line.split("|")]


def write_index(*words):
    """The words of pages, without the pages."""
    SearchWord.objects.bulk_create(
        SearchWord(stem=word, shown=word, documents=1) for word in {EVERY, *(stem(word) for word in words)}
    )
    WrittenWord.objects.bulk_create(
        WrittenWord(word=word, documents=1, head=word[:2], tail=word[-2:], skeleton=skeleton(word))
        for word in set(words)
    )


def answers(text):
    """The words that a query is replaced by or asked about."""
    query = parse(text)
    return set(split(" ".join([query.understood, *query.offers])))


def answers_among(typed, *words):
    """The words that a query is replaced by or asked about on a site whose pages have these words alone."""
    for kind in (SearchWord, WrittenWord):
        kind.objects.all().delete()
    write_index(*words)
    return answers(typed)


class TestWhatIsNeverSwapped:
    def test_a_right_word_is_not_answered_with_another(self):
        """Opposite terms, terms that look alike, and drugs that do."""
        swapped = [pair for pair in pairs("words-never-swapped.txt") if answers_among(*pair)]
        assert swapped == []

    @pytest.mark.parametrize("typed", ["ASAT", "CAIS", "SRSS", "b12a", "her3", "braf600"])
    def test_an_abbreviation_and_a_word_with_digits_are_left_alone(self, typed):
        write_index("tsat", "cause", "srs", "b12", "her2", "braf")
        assert answers(typed) == set()

    @pytest.mark.parametrize(("typed", "other"), [("Ocella", "cell"), ("Certican", "cervical")])
    def test_a_brand_that_nobody_told_us_is_not_taken_for_a_word_two_edits_away(self, typed, other):
        write_index(other)
        assert answers(typed) == set()

    def test_a_word_of_the_glossary_a_tag_an_organization_or_a_source_is_right(self):
        make_term(name="plasmodesmin", synonyms=[("Hushabool", "brand")])
        make_organization(name="Quorvia Trust")
        Source.objects.create(key="a", title="A trial of Zorbitane in mice")
        write_index("plasmodesmas", "hushabook", "quorvial", "zorbitine")
        for word in ("plasmodesmin", "hushabool", "Quorvia", "zorbitane"):
            assert answers(word) == set()

    def test_a_name_that_visitors_may_not_see_is_right_but_not_offered(self):
        make_organization(name="Quorvia Trust", is_listed=False)
        write_index("quorvial")
        assert answers("Quorvia") == set()
        assert answers("Quorvja") == set()

    @pytest.mark.parametrize(
        ("one", "other"),
        [("xyzomab", "xyzumab"), ("xorotinib", "xolotinib"), ("hypoxyzia", "hyperxyzia"),
         ("xyzemia", "xyzuria"), ("xyzaemia", "xyzuria"), ("axyzic", "xyzic"), ("antexyz", "antixyz"),
         ("postxyz", "prexyz"), ("dysxyz", "axyz"), ("adxyz", "abxyz"), ("subxyz", "supraxyz")],
    )  # fmt: skip
    def test_the_rule_holds_for_words_on_no_list(self, one, other):
        assert are_opposites(one, other)
        assert are_opposites(other, one)

    @pytest.mark.parametrize(
        ("one", "other"), [("abdomen", "adbomen"), ("anemia", "anemai"), ("tumor", "tumer")]
    )
    def test_a_slip_of_the_pen_is_no_opposite(self, one, other):
        assert not are_opposites(one, other)


class TestWhatIsFixed:
    def test_a_misspelling_is_fixed_or_asked_about(self):
        left = {
            typed: right
            for typed, right in pairs("misspellings.txt")
            if stem(typed) != stem(right) and right not in answers_among(typed, right)
        }
        assert left == {}

    def test_the_query_keeps_its_other_words_as_they_were_typed(self):
        write_index("melanoma", "skin")
        assert parse("Is MELONOMA a Skin cancer?").understood == "Is melanoma a Skin cancer?"

    def test_a_name_of_the_glossary_is_found_without_a_page_that_says_it(self):
        make_term(name="trastuzumab", synonyms=[("Herceptin", "brand")])
        edition = make_published(title="Trastuzumab")
        results = search("herceptn")
        assert results.understood == "Herceptin"
        assert [hit.live.edition for hit in results.hits] == [edition]

    @pytest.mark.parametrize(("typed", "right"), [("quorvja", "quorvia"), ("silnce", "silence")])
    def test_the_words_of_organizations_and_tags_are_known(self, typed, right):
        make_organization(name="Quorvia Trust")
        make_published(tags=("Silence",))
        assert answers(typed) == {right}

    def test_a_drug_that_may_be_new_is_asked_about_and_not_replaced(self):
        write_index("pembrolizumab")
        query = parse("pembrolizmab")
        assert (query.understood, query.offers) == ("", ("pembrolizumab",))

    def test_what_is_broken_just_where_opposites_differ_is_asked_about(self):
        write_index("hypertension", "hypotension")
        query = parse("hyprtension")
        assert query.understood == ""
        assert set(query.offers) == {"hypertension", "hypotension"}
        WrittenWord.objects.filter(word="hypertension").delete()
        assert parse("hyprtension").understood == ""

    def test_a_word_of_another_language_of_the_site_is_asked_about(self):
        write_index("syndrome")
        assert (parse("sindrome").understood, parse("sindrome").offers) == ("", ("syndrome",))
        with override("es"):
            assert answers("sindrome") == set()

    def test_of_several_words_the_rarest_does_not_win(self):
        write_index("thyroid", "thymoid")
        WrittenWord.objects.filter(word="thyroid").update(documents=500)
        query = parse("thyoid")
        assert (query.understood, query.offers) == ("", ("thyroid", "thymoid"))

    @pytest.mark.parametrize(
        ("typed", "words", "offers"),
        [
            ("surgary", ("surgery", "sugary"), ("surgery", "sugary")),
            ("beratoma", ("teratoma",), ("teratoma",)),
            # By ear; what begins otherwise is sure only if nothing else sounds like it.
            ("sirosis", ("xerosis", "cirrhosis"), ("xerosis", "cirrhosis")),
            ("reedeation", ("radiation",), ("radiation",)),
        ],
    )
    def test_what_may_be_another_word_is_asked_about(self, typed, words, offers):
        write_index(*words)
        query = parse(typed)
        assert (query.understood, query.offers) == ("", offers)

    def test_two_words_in_one_are_taken_apart(self):
        write_index("side", "effects")
        assert parse("sideeffects of it").understood == "side effects of it"

    def test_of_many_unknown_words_only_the_first_are_looked_at(self, django_assert_max_num_queries):
        write_index("melanoma")
        with django_assert_max_num_queries(40):
            assert parse("melonoma " + " ".join(f"zq{letter}xvvk" for letter in ascii_lowercase)).understood

    def test_with_exact_nothing_is_guessed(self):
        write_index("melanoma")
        query = parse("melonoma", exact=True)
        assert (query.understood, query.offers, query.concepts) == ("", (), ())


class TestDrugNames:
    @pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
    def test_the_list_is_in_order_and_of_folded_words(self, file):
        names = file.read_text("utf-8").split()
        assert names == sorted(set(names))
        assert all(name == fold(name) and name.isalpha() for name in names)
        assert drug_names() >= set(names)


class TestThePage:
    @pytest.fixture(autouse=True)
    def page(self):
        return make_published(make_article("Melanoma explained", tags=("skin",)))

    def shown(self, client, **query):
        return client.get(reverse("search"), query).content.decode()

    def test_a_replaced_word_is_told_with_a_way_back(self, client):
        html = self.shown(client, q="melonoma")
        assert "Showing results for <strong>melanoma</strong>." in html
        assert '<a class="line" href="?q=melonoma&amp;exact=1">Search for “melonoma” instead</a>' in html
        assert "Melanoma explained" in html

    def test_the_way_back_searches_for_what_was_typed(self, client):
        html = self.shown(client, q="melonoma", exact=1)
        assert "Nothing found for “melonoma”" in html
        assert "Melanoma explained" not in html
        assert "Showing results" not in html

    def test_exact_stays_when_topics_are_chosen(self, client):
        assert '<a href="?q=melanoma&amp;exact=1&amp;tag=skin">' in self.shown(client, q="melanoma", exact=1)

    def test_an_unsure_word_is_asked_about_above_that_nothing_was_found(self, client):
        make_published(title="Pembrolizumab")
        html = self.shown(client, q="pembrolizmab")
        asked = 'Did you mean <a class="line" href="?q=pembrolizumab">pembrolizumab</a>?'
        assert html.index(asked) < html.index("Nothing found for “pembrolizmab”")

    def test_the_opposite_disease_is_no_answer(self, client):
        make_published(title="Hypercortisolism")
        html = self.shown(client, q="Hypocortisolism")
        assert "Nothing found for “Hypocortisolism”" in html
        assert "Hypercortisolism" not in html

    def test_hostile_text_is_escaped(self, client):
        html = self.shown(client, q='melonoma <script>alert("1")</script>')
        assert "<script>alert" not in html

    def test_a_search_for_exactly_the_misspelling_is_no_miss(self, client):
        self.shown(client, q="melonoma", exact=1)
        assert not SearchMiss.objects.exists()
