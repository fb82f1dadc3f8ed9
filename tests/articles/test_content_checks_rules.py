"""Each rule has a text that trips it and a text that does not; and the registry keeps its promises."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from articles.content import ArticleContent, SectionContent, SurveyColumn, SurveyRow
from articles.content_checks import (
    RULES,
    Facts,
    Finding,
    KnownOrganization,
    check_content,
    check_scraped,
    words_with,
)
from articles.content_checks.by_construction import GUARANTEES
from articles.content_checks.catalogue import catalogue
from articles.content_checks.decision_aids import CRITERIA
from articles.content_checks.page import page_of_content
from articles.content_checks.registry import refusing, rule, run
from articles.importing.scraped import parse_scraped, to_content
from tests.articles.rule_examples import EXAMPLES, Example, with_table
from tests.checked_content import CHECKED, with_section

ROOT = Path(__file__).parents[2]
FACTS = Facts(
    today=date(2026, 11, 23),
    reviewer="Reviewer (demonstration role)",
    reviewer_interests="None",
    reviewed_on=date(2026, 11, 2),
    evidence_on=date(2026, 10, 1),
    organizations=(
        KnownOrganization("Help Desk", "help-desk", "", has_web_page=True),
        KnownOrganization("Online Support Groups", "groups", "", has_web_page=True),
    ),
    source_states={"retracted-2020": "retracted", "corrected-2020": "corrected"},
    terms=frozenset({"defined term", "draft term"}),
    undefined_terms=frozenset({"draft term"}),
)


def findings(example: Example) -> list[Finding]:
    if isinstance(example, bytes):
        scraped = parse_scraped(example)
        return check_scraped(scraped, to_content(scraped), FACTS)
    facts = replace(FACTS, evidence_on=date(2024, 1, 1)) if "old evidence" in str(example) else FACTS
    facts = replace(facts, has_contact="without contact" not in str(example))
    if isinstance(example, str):
        return check_content(with_section(SectionContent("What comes next", body=example)), facts)
    return check_content(example, facts)


class TestExamples:
    def test_every_rule_has_them(self):
        assert sorted(EXAMPLES) == sorted(RULES)

    @pytest.mark.parametrize("name", sorted(RULES))
    def test_one_text_trips_the_rule_and_the_other_does_not(self, name):
        trips, passes = EXAMPLES[name]
        assert name in {found.rule for found in findings(trips)}
        assert name not in {found.rule for found in findings(passes)}

    def test_a_good_text_gives_no_finding_at_all(self):
        assert check_content(CHECKED, FACTS) == []

    def test_a_text_without_an_author_is_told_whom_to_name(self):
        (found,) = [
            each for each in check_content(replace(CHECKED, authors=()), FACTS) if each.kind == "author"
        ]
        assert found.rule == "metadata-missing"
        assert found.advice == "Name who wrote it."

    def test_an_empty_content_breaks_no_rule_of_the_program(self):
        assert "no-sections" in {found.rule for found in check_content(ArticleContent("", ""), FACTS)}


class TestLocalRules:
    """What is remembered of a section is what its rules find in it on any page."""

    def test_parts_give_what_the_whole_page_gives(self):
        bodies = [each for pair in EXAMPLES.values() for each in pair if isinstance(each, str)]
        contents = [each for pair in EXAMPLES.values() for each in pair if isinstance(each, ArticleContent)]
        sections = tuple(SectionContent(f"Part {i}", body=body) for i, body in enumerate(bodies))
        assert len(sections) > 40
        for content in [*contents, replace(CHECKED, sections=CHECKED.sections + sections)]:
            at_once = run(page_of_content(content), FACTS)
            assert [check_content(content, FACTS), check_content(content, FACTS)] == [at_once, at_once]

    def test_other_words_and_another_place_give_other_findings(self):
        text = with_section(SectionContent("What comes next", body="<p>It is a gamechanger.</p>"))
        words = replace(FACTS, words=words_with([("hype", "gamechanger")]))
        assert [check_content(text, FACTS), len(check_content(text, words))] == [[], 1]
        moved = replace(text, sections=(SectionContent("First", body="<p>So it is.</p>"), *text.sections))
        before, after = (found.section_index for each in (text, moved) for found in check_content(each, words)
                         if found.rule == "over-claim")  # fmt: skip
        assert after == before + 1


class TestHiddenLetters:
    @pytest.mark.parametrize(
        "body", ["<p>Do \u202enot stop.</p>", "<p>Do n&#8203;ot</p>", "<p>On.\U000e0073</p>"]
    )
    def test_they_are_found_in_a_section(self, body):
        (found,) = [each for each in findings(body) if each.rule == "hidden-letters"]
        assert (found.severity, found.section) == ("error", "What comes next")

    def test_they_are_named_as_they_cannot_be_seen(self):
        (found,) = [
            each
            for each in check_content(replace(CHECKED, summary="A\u2060b"), FACTS)
            if each.rule == "hidden-letters"
        ]
        assert found.trigger == "U+2060 WORD JOINER"


class TestSurveyTotal:
    @pytest.mark.parametrize(
        ("rows", "total"),
        [
            ((("Yes", "60%*"), ("No", "40%†"), ("Total", "100%")), None),
            ((("Yes", "60%*"), ("No", "30%")), "90%"),
            ((("Yes", "60%"), ("No", "<1 %"), ("Others", "10-20%")), None),
        ],
    )
    def test_marks_and_a_row_of_totals_dont_disturb_it(self, rows, total):
        answers = tuple(SurveyRow(label, (value,)) for label, value in rows)
        found = [f for f in check_content(with_table(rows=answers), FACTS) if f.rule == "survey-total"]
        assert [f.trigger.rpartition(": ")[2] for f in found] == ([total] if total else [])


class TestValuesOfATable:
    @pytest.mark.parametrize(
        ("unit", "right", "wrong"),
        [
            (
                "percent",
                ["60", "60 %*", "<1%", "10-20%", "about 7", "", "–", "n/a"],
                ["six", "60 of 100", "72%%"],
            ),
            ("count", ["1,204", "88†", "not reported"], ["72 %", "many"]),
            ("number", ["-3.5", "12,5", "±2"], ["72%", "high"]),
            ("months", ["12.0", "36–40", "not reached"], ["a year"]),
            ("interval", ["48.1-89.1", "31-54 (90 %)", "n/a"], ["48.1", "89-48"]),
            ("text", ["whatever 72%"], []),
        ],
    )
    def test_each_is_of_its_columns_unit(self, unit, right, wrong):
        rows = tuple(SurveyRow(f"row {i}", (value,)) for i, value in enumerate(right + wrong))
        content = with_table(columns=(SurveyColumn("Share", unit),), rows=rows)
        found = [f for f in check_content(content, FACTS) if f.rule == "survey-value"]
        assert [f.trigger for f in found] == wrong


class TestBrokenTokens:
    @pytest.mark.parametrize(
        "body",
        [
            "<p>As shown [@zzz</p><p>and ]</p>",
            "<p>[@</p>",
            "<p>[@]</p>",
            "<p>[ @example-2024]</p>",
            "<p>[@example-2024, page 3]</p>",
            "<p>[@example-2024; example-2025]</p>",
            "<p>@example-2024]</p>",
            "<p>&#91;@zzz</p>",
            "<p>[<em>@example-2024</em>]</p>",
            "<p>[@example<br>-2024]</p>",
            "<p>[survey:</p>",
            "<p>[survey:]</p>",
            "<p>[survey: answers]</p>",
            "<p>[survey:two words]</p>",
            "<p>[Survey:answers]</p>",
            "<p>[sur<strong>vey:ans</strong>wers]</p>",
            "<p>survey:answers]</p>",
        ],
    )
    def test_a_token_that_is_not_whole_stops_the_publication(self, body):
        (found,) = [each for each in findings(body) if each.rule == "token-broken"]
        assert (found.severity, found.section) == ("error", "What comes next")

    @pytest.mark.parametrize(
        "body",
        [
            "<p>Write to help@example.org [or call].</p>",
            "<p>Our survey: nobody [of 3] knew.</p>",
            "<p>[@example-2024; @example-2025] and [survey:answers]</p>",
            "<p>Follow @example for more.</p>",
        ],
    )
    def test_what_is_no_token_is_none(self, body):
        assert not [each for each in findings(body) if each.rule == "token-broken"]

    @pytest.mark.parametrize("name", ["title", "main_message", "summary", "aim", "funding"])
    def test_no_token_stands_where_none_is_read(self, name):
        found = check_content(replace(CHECKED, **{name: "See [@example-2024]."}), FACTS)
        assert [each.kind for each in found if each.rule == "token-broken"] == [name.replace("_", " ")]

    def test_a_cell_of_a_survey_table_may_cite_and_nothing_else(self):
        for value, count in (("60% [@example-2024]", 0), ("60% [@example-2024", 1), ("60% [survey:x]", 1)):
            content = with_table(rows=(SurveyRow("Well", (value,)),))
            assert [each.rule for each in check_content(content, FACTS)].count("token-broken") == count


class TestRegistry:
    def test_a_publication_is_checked_by_what_can_refuse_it_and_by_what_was_waived(self):
        chosen = refusing({"over-claim"})
        assert {each.name for each in RULES.values() if each.severity == "error"} | {"over-claim"} == {
            each.name for each in chosen
        }

    def test_a_finding_has_the_severity_and_the_advice_of_its_rule(self):
        (found,) = check_content(replace(CHECKED, aim=""), FACTS)
        assert (found.rule, found.severity) == ("aim-missing", "error")
        assert found.advice == RULES["aim-missing"].advice

    def test_a_second_rule_of_the_same_name_is_refused(self):
        with pytest.raises(ValueError, match="already a rule aim-missing"):
            rule("aim-missing", "error", tests="", advice="")(lambda page, facts: iter(()))

    @pytest.mark.parametrize("name", sorted(RULES))
    def test_a_rule_says_what_it_tests_what_to_do_and_where_it_comes_from(self, name):
        found = RULES[name]
        assert found.tests.endswith((".", "…"))
        assert found.advice.endswith(".")
        assert found.clauses

    def test_findings_stand_in_the_order_of_the_text(self):
        body = "<p>It is revolutionary, you say.</p>"
        first = SectionContent("First", body=body)
        found = check_content(replace(CHECKED, aim="", sections=(first, *CHECKED.sections, first)), FACTS)
        places = [each.section_index for each in found]
        assert places[-1] is None
        assert places[:-1] == sorted(places[:-1])

    def test_a_sentence_is_the_same_finding_wherever_it_stands_and_another_one_with_other_words(self):
        bodies = [
            "<p>Some 12% were ill. It is over.</p>",
            "<p>Words before it. <em>Some</em> 12% were&nbsp;ill!</p>",
            "<p>Some 1.2% were ill.</p>",
            "<p>Some &lt;12% were ill.</p>",
        ]
        sections = tuple(SectionContent(f"Heading {i}", body=body) for i, body in enumerate(bodies))
        found = check_content(replace(CHECKED, sections=CHECKED.sections + sections), FACTS)
        first, same, *others = [each.fingerprint for each in found if each.rule == "unsupported-statistic"]
        assert first == same
        assert len({first, *others}) == 3


class TestDocs:
    def test_the_page_of_the_rules_is_current(self):
        page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
        assert page == catalogue(), "Run: python manage.py check_content --rules > docs/checks.md"

    def test_what_is_guaranteed_has_a_place(self):
        assert [each.place for each in GUARANTEES if not (ROOT / each.place).is_file()] == []

    def test_what_meets_a_criterion_of_decision_aids_exists(self):
        named = {name for each in CRITERIA for name in re.findall(r"`([\w-]+)`", each.where)}
        assert named <= RULES.keys()
