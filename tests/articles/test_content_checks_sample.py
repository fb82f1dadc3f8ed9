"""The findings on the seed text, line by line, where the text is at hand."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from articles.content_checks import RULES, Facts, Finding, KnownOrganization, check_scraped
from articles.content_checks.page import same_title
from articles.content_checks.standards import INTAKE
from articles.importing.scraped import parse_scraped

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "scraped-article.txt"
pytestmark = pytest.mark.skipif(not SAMPLE.is_file(), reason="the seed text is not at hand")

EXPECTED = """\
1 promotional: Make an order for drugs
23 unnamed-trials: Clinical trials are ongoing
27 broken-sentence: and the website
27 link-missing: consult reputable sources
31 over-claim hype: crucial role
55 related-unresolved: Success Stories
55 related-off-topic: Success Stories
63 over-claim hype: crucial role
75 unnamed-source generic: has shown effectiveness
75 over-claim efficacy: improving overall survival
75 unnamed-source attributed: According to studies
75 journal-uncited: New England Journal of Medicine
75 over-claim efficacy: significant impact
83 unnamed-trials: Ongoing ... clinical trials
83 unnamed-source attributed: results from studies published in ... indicate
83 journal-uncited: The Lancet
83 broken-sentence: the The
83 over-claim hype: Promising
86 missing-heading: two empty lines before
86 over-claim hype: cornerstone
86 over-claim hype: promising
86 over-claim hype: providing hope
90 over-claim hype: critical role
90 over-claim efficacy: improve overall survival
93 missing-heading: two empty lines before
93 unnamed-source generic: have shown promise
95 unnamed-source attributed: According to a study
95 journal-uncited: Journal of Clinical Oncology
97 related-unresolved: Radiation Treatment for Stomach Cancer
103 unnamed-source attributed: Research published in ... highlights
103 journal-uncited: Journal of Clinical Oncology
106 missing-heading: two empty lines before
106 over-claim hype: revolutionary
106 over-claim hype: promising
106 unnamed-source generic: studies have shown
108 unnamed-source attributed: According to a clinical trial
110 over-claim hype: full potential
114 over-claim hype: innovative
114 over-claim hype: harnesses the power
114 over-claim hype: promising
114 unnamed-source generic: has shown promising
121 unnamed-trials: currently evaluating
121 unnamed-source generic: results suggest
125 unnamed-source generic: studies have demonstrated
125 unnamed-source attributed: study published in ... reported
125 journal-uncited: Journal of Clinical Oncology
125 over-claim efficacy: longer survival
127 unnamed-source attributed: study published in ... highlighted
127 journal-uncited: Cancer Immunology Research
131 over-claim hype: great promise
133 unnamed-source attributed: According to a survey
133 unsupported-statistic: 60%
135 survey-incomplete: source, sample size, dates, question
141 over-claim hype: cutting-edge
147 unnamed-source generic: Research has suggested
148 over-claim efficacy: ability to heal
149 over-claim efficacy: support the immune system
149 over-claim efficacy: anti-cancer properties
149 unnamed-source generic: studies have shown
150 unnamed-source generic: has been linked to
151 unnamed-source generic: Studies have shown
152 related-unresolved: Palladia
152 related-off-topic: Palladia
156 link-missing: visit reputable sources
156 broken-sentence: and the Treatment Section
162 organization-no-url: National Cancer Institute
164 link-missing: Visit their website
166 organization-no-url: American Cancer Society
168 link-missing: Explore their website
170 organization-no-url: Breast Cancer Research Foundation
172 link-missing: visiting their website
174 organization-no-url: Brain Tumor Foundation
176 link-missing: Access their website
178 organization-no-url: Online Support Communities
178 organization-generic: Online Support Communities
180 broken-sentence: like and
None metadata-missing author: author
None metadata-missing reviewer: reviewer
None metadata-missing date: date
None metadata-missing review date: review date
None metadata-missing references: references
None metadata-missing disclaimer: disclaimer""".splitlines()


@pytest.fixture(scope="module")
def found() -> list[Finding]:
    """The findings of the rules for incoming texts; the standards' rules have their own tests."""
    findings = check_scraped(parse_scraped(SAMPLE.read_bytes()), Facts(date(2026, 11, 23)))
    return [each for each in findings if INTAKE in RULES[each.rule].clauses]


def name(finding: Finding) -> str:
    return f"{finding.line} {finding.rule} {finding.kind}".strip()


class TestSample:
    def test_it_gives_82_findings(self, found):
        assert len(found) == len(EXPECTED) == 82

    @pytest.mark.parametrize("line", EXPECTED)
    def test_each_of_the_list_is_found_with_its_words(self, found, line):
        wanted, _, words = line.partition(": ")
        triggers = [each.trigger for each in found if name(each) == wanted]
        assert any(all(part in trigger for part in words.split(" ... ")) for trigger in triggers)

    def test_nothing_else_is_found(self, found):
        expected = Counter(line.partition(": ")[0] for line in EXPECTED)
        assert Counter(map(name, found)) == expected

    def test_the_sections_are_those_of_the_lines(self, found):
        sections = {each.line: each.section for each in found}
        assert sections[23] == "Treatment Options"
        assert sections[55] == "Outcomes and Complications"
        assert sections[86] == ""
        assert sections[135] == "Challenges and Future Directions"
        assert sections[166].startswith("Resources for patients")

    def test_the_standards_find_what_the_page_does_not_say(self):
        findings = check_scraped(parse_scraped(SAMPLE.read_bytes()), Facts(date(2026, 11, 23)))
        rules = {each.rule for each in findings}
        assert {"aim-missing", "funding-missing", "no-treatment-missing", "questions-missing"} <= rules

    def test_known_organizations_and_articles_answer_their_findings(self, found):
        titles = {same_title(each.trigger) for each in found if each.rule == "related-unresolved"}
        facts = Facts(
            date(2026, 11, 23),
            titles=frozenset(titles),
            organizations=(KnownOrganization("US NCI", "nci", "NCI", has_web_page=True),),
        )
        again = Counter(each.rule for each in check_scraped(parse_scraped(SAMPLE.read_bytes()), facts))
        assert again["related-unresolved"] == 0
        assert again["organization-no-url"] == 4
