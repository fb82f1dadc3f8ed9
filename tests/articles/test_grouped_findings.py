"""Findings are few on the desk: by what there is to do, what the page lacks first."""

from articles.content_checks import RULES, Finding
from articles.working_copy.findings import ArticleFinding
from articles.working_copy.grouping import TOGETHER, grouped


def found(rule, section_index=None, advice="Cite it."):
    return ArticleFinding(Finding(rule, RULES[rule].severity, advice, section_index=section_index))


def test_findings_of_one_rule_are_one_thing_to_do_and_what_lacks_comes_first():
    items = [
        found("heading-needed", 0, "Give it one."),
        *(found("unnamed-source", i) for i in range(12)),
        found("aim-missing"),
        found("summary-missing", advice="Write two sentences."),
    ]
    groups = grouped(items)
    assert [(group.words, group.advice, len(group.items)) for group in groups] == [
        ("2 things to write that the page lacks", "", 2),
        ("", "", 1),
        ("12 sentences lean on studies that nobody can look up", "Cite it.", 12),
    ]
    assert sorted(item.finding.rule for group in groups for item in group.items) == sorted(
        item.finding.rule for item in items
    )


def test_the_words_are_of_rules_that_exist():
    assert TOGETHER.keys() <= RULES.keys()
