"""Words as search compares them, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import ArticleContent, SectionContent
from articles.content.plain_text import plain_text
from articles.search.document import all_stems, names_of, weight_in, words_of
from articles.search.page_words import PageWords
from articles.search.snippet import Asked, snippet
from articles.search.words import distance, fold, skeleton, split, stem, stems, telling_stems


class TestStem:
    @pytest.mark.parametrize(
        "words",
        [
            ("treatment", "treatments"),
            ("leukaemia", "leukemia", "leukemias"),
            ("tumour", "tumors", "tumor"),
            ("oesophagus", "esophagus"),
            ("biopsy", "biopsies"),
            ("dose", "doses"),
            ("screening", "screen", "screened", "screens"),
            ("stopping", "stopped", "stop"),
        ],
    )
    def test_forms_of_a_word_have_one_stem(self, words):
        assert len({stem(word) for word in words}) == 1

    @pytest.mark.parametrize("word", ["ms", "virus", "diagnosis", "press", "her2", "sted", "b12s"])
    def test_what_is_no_ending_stays(self, word):
        assert stem(word) == word

    @given(st.text())
    def test_words_hold_letters_and_digits_only(self, text):
        assert all(word and all(letter.isalnum() for letter in word) for word in stems(text))

    @pytest.mark.parametrize("text", ["CAFÉ", "cafe\u0301", "ＣＡＦＥ"])
    def test_one_word_has_one_form_however_it_is_written(self, text):
        assert fold(text) == "cafe"


class TestSplit:
    def test_it_leaves_out_accents_case_and_possessives(self):
        assert split("Ménière's DISEASE (Hodgkin’s) non-small_cell") == [
            "meniere", "disease", "hodgkin", "non", "small", "cell",
        ]  # fmt: skip

    def test_stop_words_stay_if_there_is_nothing_else(self):
        assert telling_stems(split("What is the drug?")) == ["drug"]
        assert telling_stems(split("The Who")) == ["the", "who"]

    def test_spanish_has_stop_words_and_plurals_too(self):
        assert telling_stems(split("¿Qué es la radioterapia para los tumores?")) == ["radioterapia", "tumor"]
        assert stem("convulsiones") == stem("convulsion")

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("HER2阳性乳腺癌", ["her2", "阳", "阳性", "性", "性乳", "乳", "乳腺", "腺", "腺癌", "癌"]),
            ("がん 治療", ["かん", "治", "治療", "療"]),
            ("มะเร็งปอด", ["มะ", "ะเ", "เร", "รง", "งป", "ปอ", "อด"]),
            ("유방암", ["유방", "방암"]),
            ("癌", ["癌"]),
        ],
    )
    def test_without_spaces_between_words_letters_go_in_pairs(self, text, words):
        assert split(text) == words

    def test_a_body_loses_tags_citations_and_places(self):
        body = "<p>Rest &amp; care [@a; @b].</p><p>[survey:x]</p>"
        assert plain_text(body).split() == ["Rest", "&", "care", "."]


class TestDistance:
    @pytest.mark.parametrize(
        ("one", "other", "edits"),
        [("melanoma", "melanoma", 0), ("mellanoma", "melanoma", 1), ("melnaoma", "melanoma", 1),
         ("tomoxifin", "tamoxifen", 2), ("cat", "horse", 3), ("abc", "abcdef", 3)],
    )  # fmt: skip
    def test_it_counts_edits_up_to_a_limit(self, one, other, edits):
        assert distance(one, other, 2) == edits

    @given(st.text("abc", max_size=6), st.text("abc", max_size=6))
    def test_it_is_the_same_both_ways(self, one, other):
        assert distance(one, other, 9) == distance(other, one, 9)

    @pytest.mark.parametrize(("one", "other"), [("tamoxifen", "tomoxifin"), ("fosfate", "phosphate")])
    def test_words_that_sound_alike_share_a_skeleton(self, one, other):
        assert skeleton(one) == skeleton(other)


class TestDocument:
    content = ArticleContent(
        "Sleeping well",
        "sleeping-well",
        tags=("rest",),
        aliases=("Good sleep",),
        sections=(SectionContent("Noise", body=f"<p>{'No more noise. ' * 30}A quiet room.</p>"),),
    )

    def test_names_have_a_line_each(self):
        assert names_of(PageWords.of(self.content)) == " sleep well \n good sleep "

    def test_a_word_of_the_title_counts_more_than_one_of_the_body(self):
        words = words_of(PageWords.of(self.content))
        weights = [weight_in(words, word) for word in ("sleep", "quiet", "rest", "absent")]
        assert weights == sorted(weights, reverse=True)
        assert 1 > weights[0] > weights[2] > weights[3] == 0
        assert all_stems(words) >= {"sleep", "well", "good", "nois", "quiet", "room", "rest"}


class TestSnippet:
    content = ArticleContent(
        "T",
        "t",
        summary="What this is.",
        sections=(
            SectionContent("A", body=f"<p>{'Nothing here. ' * 40}</p>"),
            SectionContent(
                "B", body=f"<p>{'Before it. ' * 20}Rooms &lt;b&gt; &amp; sleep. {'After it. ' * 40}</p>"
            ),
        ),
    )

    def test_it_shows_the_words_in_their_place_and_marks_them(self):
        text = snippet(self.content, Asked({"room", "sleep"})).text
        assert "<mark>Rooms</mark> &lt;b&gt; &amp; <mark>sleep</mark>." in text
        assert text.startswith("… ")
        assert text.endswith(" …")
        assert len(text) < 400

    def test_it_shows_the_place_with_the_most_different_words(self):
        body = f"<p>{'Rooms. ' * 3_000} Rooms and sleep. {'Rooms. ' * 3_000}</p>"
        text = snippet(
            ArticleContent("T", "t", sections=(SectionContent("A", body=body),)), Asked({"room", "sleep"})
        ).text
        assert "<mark>sleep</mark>" in text

    @pytest.mark.parametrize(
        ("text", "asked", "marked"),
        [
            (
                "这是一种肺癌的治疗方法。" * 30 + "化疗后要休息。" + "其他。" * 90,
                "化疗",
                "<mark>化疗</mark>后",
            ),
            ("ไม่มีอะไร" * 40 + "มะเร็งปอดคือ" + "อื่นๆ" * 60, "มะเร็งปอด", "<mark>มะเร็งปอด</mark>คือ"),
        ],
        ids=["Chinese", "Thai"],
    )
    def test_it_marks_words_that_no_space_stands_between(self, text, asked, marked):
        content = ArticleContent("T", "t", sections=(SectionContent("A", body=f"<p>{text}</p>"),))
        shown = snippet(content, Asked(stems(asked))).text
        assert marked in shown
        assert 200 < len(shown) < 400

    def test_it_keeps_the_items_of_a_list_and_the_marks_of_sentences_apart(self):
        items = "<li>a fit</li><li>a <a href='/x/'>headache</a>.</li><li>sleep</li>"
        body = f"<ul>{items}</ul><p>Rest [@a]. Eat.</p>"
        content = ArticleContent("T", "t", sections=(SectionContent("A", body=body),))
        text = "a <mark>fit</mark>; a headache. sleep Rest. Eat."
        assert snippet(content, Asked({"fit"})).text == text

    def test_it_says_in_which_section_that_is(self):
        found = snippet(self.content, Asked({"room", "sleep"}))
        assert (found.heading, found.anchor) == ("B", "b")
        assert snippet(self.content, Asked({"absent"})).anchor == ""

    def test_of_sections_with_one_heading_it_names_none(self):
        sections = [SectionContent("Risks", body="<p>One.</p>"), SectionContent("risks", body="<p>Two.</p>")]
        found = snippet(ArticleContent("T", "t", sections=tuple(sections)), Asked({"two"}))
        assert (found.heading, found.anchor) == ("", "")

    def test_without_the_words_it_shows_the_summary(self):
        assert snippet(self.content, Asked({"absent"})).text == "What this is."

    def test_a_page_without_text_has_none(self):
        assert snippet(ArticleContent("T", "t"), Asked({"absent"})).text == ""

    @given(st.text(), st.sets(st.text(max_size=5), max_size=3))
    def test_no_text_gets_through_unescaped(self, text, asked):
        found = snippet(ArticleContent("T", "t", summary=text), Asked(asked | set(stems(text)[:2]))).text
        assert "<" not in found.replace("<mark>", "").replace("</mark>", "")
