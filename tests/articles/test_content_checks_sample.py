"""The findings on a scraped text, line by line."""

from collections import Counter

import pytest

from articles.content_checks import Finding, KnownOrganization, check_scraped
from articles.content_checks.facts import Facts
from articles.content_checks.page import same_title
from articles.importing.scraped import parse_scraped, to_content
from tests.scraped_text import NOWHERE, PAPER_BOAT, incoming_findings, is_found, name

EXPECTED = """\
1 promotional: Lowest Price
23 unnamed-trials: Clinical trials ... ongoing
27 broken-sentence: and the website
27 link-missing: consult reputable sources
31 over-claim hype: crucial role
44 related-unresolved: Stories of Cats
44 related-off-topic: Cats
48 promotional: Buy two bottles of pills
50 unnamed-source generic: has shown effectiveness
50 unnamed-source attributed: According to studies
50 journal-uncited: Journal of Invented Folds
50 over-claim efficacy: improving overall survival
54 unnamed-source attributed: results from studies published in ... suggest
54 journal-uncited: The Harbour Letter
54 broken-sentence: the The
54 over-claim hype: Promising
57 missing-heading: two empty lines before
57 over-claim hype: cornerstone
57 over-claim hype: providing hope
65 over-claim hype: critical role
65 over-claim efficacy: improves overall survival
65 unnamed-source generic: has shown promise
68 missing-heading: two empty lines before
70 unnamed-source attributed: According to a study
70 journal-uncited: Annals of Heavy Books
72 related-unresolved: Pressing Flowers
76 unnamed-source attributed: Research published in ... highlights
76 journal-uncited: Annals of Heavy Books
79 promotional: Free delivery
81 missing-heading: two empty lines before
81 over-claim hype: revolutionary
81 over-claim hype: promising
81 unnamed-source generic: studies have shown
85 unnamed-source attributed: According to a survey
85 unsupported-statistic: 60%
87 survey-incomplete: source, sample size, dates, question
93 survey-total: Adults: 95%
103 survey-incomplete: source
108 over-claim hype: cutting-edge
109 active-content: <script
115 unnamed-source generic: Research has suggested
115 over-claim efficacy: ability to heal
116 unnamed-source generic: studies have shown
116 over-claim efficacy: support the immune system
117 unnamed-source generic: has been linked to
118 related-unresolved: Understanding Glue
118 related-off-topic: Miracle
122 link-missing: Visit their website
122 broken-sentence: and the Drying Section
128 organization-no-url: Paper Boat Society
130 link-missing: Explore their website
138 organization-no-url: Local Support Groups
138 organization-generic: Local Support Groups
140 broken-sentence: like and
None metadata-missing reviewer: reviewer
None metadata-missing review date: review date
None metadata-missing disclaimer: disclaimer""".splitlines()


@pytest.fixture(scope="module")
def found() -> list[Finding]:
    return incoming_findings(PAPER_BOAT)


class TestSample:
    @pytest.mark.parametrize("line", EXPECTED)
    def test_each_of_the_list_is_found_with_its_words(self, found, line):
        assert is_found(line, found)

    def test_nothing_else_is_found(self, found):
        expected = Counter(line.partition(": ")[0] for line in EXPECTED)
        assert Counter(map(name, found)) == expected

    def test_a_sentence_that_says_where_it_comes_from_is_left_alone(self, found):
        assert [each.rule for each in found if each.line == 68] == ["missing-heading"]

    def test_a_warning_against_buying_is_left_alone(self, found):
        assert 46 not in {each.line for each in found}

    def test_the_sections_are_those_of_the_lines(self, found):
        sections = {each.line: each.section for each in found}
        assert sections[23] == "Ways of Mending"
        assert sections[54] == "What Comes After"
        assert sections[57] == ""
        assert sections[87] == "What Sailors Said When Somebody Asked Them"
        assert sections[128] == "Organizations for people with a creased boat"

    def test_the_standards_find_what_the_page_does_not_say(self):
        scraped = parse_scraped(PAPER_BOAT.read_bytes())
        findings = check_scraped(scraped, to_content(scraped), NOWHERE)
        rules = {each.rule for each in findings}
        assert {"aim-missing", "funding-missing", "no-treatment-missing", "questions-missing"} <= rules

    def test_known_organizations_and_articles_answer_their_findings(self, found):
        titles = {same_title(each.trigger) for each in found if each.rule == "related-unresolved"}
        facts = Facts(
            NOWHERE.today,
            titles=frozenset(titles),
            organizations=(KnownOrganization("Society of Boats", "pbos", "PBOS", has_web_page=True),),
        )
        again = Counter(each.rule for each in incoming_findings(PAPER_BOAT, facts))
        assert again["related-unresolved"] == 0
        assert again["organization-no-url"] == 1
