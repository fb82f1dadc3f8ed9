"""Score cards and reading levels, without a database."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content_checks import RULES, Facts, Finding, check_content
from articles.content_checks.reading_level import count_syllables, flesch_kincaid_grade
from articles.content_checks.score_card import ITEMS, score_card
from tests.checked_content import CHECKED

SIGNED = Facts(date(2026, 11, 23), reviewer="R", reviewer_interests="None", reviewed_on=date(2026, 11, 2))


def finding(rule: str, kind: str = "") -> Finding:
    return Finding(rule, RULES[rule].severity, "", kind=kind)


def score(card, key: str):
    return next(each for each in card.scores if each.standard.key == key)


class TestScoreCard:
    def test_a_text_without_findings_has_full_scores(self):
        card = score_card([])
        assert [(each.met, len(each.items)) for each in card.scores] == [(4, 4), (13, 13), (11, 11)]
        assert [each.percent for each in card.scores] == [100, 100, 100]
        assert card.failed_rules == ()

    def test_jama_counts_its_four_benchmarks(self):
        content = replace(CHECKED, authors=(), funding="")
        card = score_card(check_content(content, SIGNED))
        assert [item.name for item in score(card, "jama").items if not item.is_met] == [
            "Authorship",
            "Disclosure",
        ]
        assert score(card, "jama").met == 2

    def test_an_unsigned_text_is_not_current(self):
        findings = check_content(CHECKED, Facts(SIGNED.today))
        assert score(score_card(findings), "jama").met == 3

    def test_discern_asks_about_treatment_in_texts_for_patients_only(self):
        assert len(score(score_card([]), "discern").items) == 13
        assert len(score(score_card([], audience="professionals"), "discern").items) == 5
        assert len(score(score_card([], "condition"), "discern").items) == 5

    def test_without_a_main_message_the_index_gives_no_point_for_its_place_either(self):
        card = score_card([finding("main-message-missing")])
        assert score(card, "cdc-index").met == 8
        assert score(card, "cdc-index").percent == 73

    @given(st.lists(st.sampled_from(sorted(RULES)), max_size=6))
    def test_no_failed_rule_is_hidden(self, names):
        assert set(score_card([finding(name) for name in names]).failed_rules) == set(names)

    @pytest.mark.parametrize("named", sorted({name for _, _, rules in ITEMS for name in rules}))
    def test_the_items_count_rules_that_exist(self, named):
        rule, _, kind = named.partition(":")
        card = score_card([finding(rule, kind)])
        assert any(not item.is_met for each in card.scores for item in each.items)


class TestReadingLevel:
    @pytest.mark.parametrize(
        ("word", "count"),
        [
            ("the", 1), ("table", 2), ("make", 1), ("wanted", 2), ("helped", 1), ("boxes", 2), ("nurse", 1),
            ("radiotherapy", 5), ("surgery", 3), ("people", 2), ("x", 1),
        ],
    )  # fmt: skip
    def test_syllables_are_counted(self, word, count):
        assert count_syllables(word) == count

    def test_the_formula_is_the_one_published(self):
        texts = ["The cat sat on the mat."]
        assert flesch_kincaid_grade(texts) == pytest.approx(0.39 * 6 + 11.8 * 6 / 6 - 15.59)

    def test_nothing_to_read_has_no_grade(self):
        assert flesch_kincaid_grade([]) == 0.0

    def test_words_of_the_glossary_are_no_burden(self):
        texts = ["You have stereotactic radiosurgery and two gastrectomies."]
        known = frozenset({"stereotactic radiosurgery", "gastrectomies"})
        assert flesch_kincaid_grade(texts, known) < flesch_kincaid_grade(texts) - 5

    @given(st.text(max_size=80))
    def test_any_text_has_a_grade(self, text):
        assert flesch_kincaid_grade([text]) < 10_000
