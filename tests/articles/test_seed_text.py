"""A second opinion: the text that the project began with, where it lies beside the checkout.

The same is tested without it, on a text of our own, in test_scraped_sample and test_content_checks_sample.
"""

from collections import Counter

import pytest

from articles.importing.scraped import parse_scraped
from tests.scraped_text import SEED, incoming_findings, is_found, items_of, name, shape, told

pytestmark = pytest.mark.skipif(not SEED.is_file(), reason="a second opinion; it needs the seed text")

# Level, line of the first word, paragraphs, items of each list, survey tables.
SECTIONS = [
    (2, 6, 1, [], 0), (3, 10, 1, [], 0), (3, 14, 1, [], 0), (3, 18, 2, [4], 0), (2, 29, 1, [], 0),
    (3, 33, 1, [3], 0), (3, 41, 2, [3], 0), (3, 51, 3, [], 0), (2, 61, 1, [], 0), (3, 65, 1, [3], 0),
    (3, 73, 1, [], 0), (3, 77, 1, [], 0), (3, 81, 1, [], 0), (3, 86, 1, [], 0), (2, 88, 1, [], 0),
    (3, 93, 2, [], 0), (3, 99, 2, [], 0), (3, 106, 3, [], 0), (2, 112, 1, [], 0), (3, 116, 1, [2], 0),
    (3, 123, 2, [], 0), (3, 129, 3, [], 1), (2, 143, 3, [5], 0), (2, 158, 2, [], 0),
]  # fmt: skip

FINDINGS = """\
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


def test_its_sections_and_headings_are_those_of_its_lines():
    lines = SEED.read_text("utf-8").split("\n")
    article = parse_scraped(SEED.read_bytes())
    assert shape(article) == SECTIONS
    assert article.missing_headings == (86, 93, 106)
    for section in article.sections:
        assert section.heading == ("" if section.line in (86, 93, 106) else lines[section.line - 1])


def test_what_it_tells_of_itself_is_read():
    lines, article = SEED.read_text("utf-8").split("\n"), told(SEED)
    assert (article["title"], article["category"], article["tags"]) == (lines[3], "Cancer", [])
    assert {article[name] for name in ("author", "reviewer", "published", "updated", "reviewed")} == {None}
    assert article["dropped"] == [{"line": 1, "reason": "promotional"}, {"line": 2, "reason": "promotional"}]


def test_its_lists_links_table_and_organizations_are_read():
    article, items = parse_scraped(SEED.read_bytes()), items_of(told(SEED))
    assert (len(items), {item["depth"] for item in items}) == (20, {0})
    assert sum(item["label"] is not None for item in items) == 17
    lines = SEED.read_text("utf-8").replace("\xa0", " ").split("\n")
    assert [(line, title) for line, title, _ in article.related_lines] == [
        (line, lines[line - 1].removeprefix("See also").strip()) for line in (55, 97, 152)
    ]
    (survey,) = article.surveys
    assert article.survey_lines == ((135, 0),)
    assert {survey.source, survey.sample_size, survey.fielded, survey.question} == {None}
    assert survey.columns == ("Outcome", "Percentage of Oncologists")
    assert [(row.values, row.numbers) for row in survey.rows] == [
        (("60%",), (60.0,)),
        (("25%",), (25.0,)),
        (("15%",), (15.0,)),
    ]
    assert [line for line, _ in article.organization_lines] == [162, 166, 170, 174, 178]
    assert [each.abbreviation for each in article.organizations] == ["NCI", "ACS", "BCRF", None, None]
    assert {each.url for each in article.organizations} == {None}
    last = [passage for passage in article.passages if passage.line == 181]
    assert [(passage.kind, passage.section_index) for passage in last] == [("paragraph", 23)]


def test_it_has_each_finding_of_the_list_and_no_other():
    found = incoming_findings(SEED)
    assert [line for line in FINDINGS if not is_found(line, found)] == []
    assert Counter(map(name, found)) == Counter(line.partition(": ")[0] for line in FINDINGS)
    assert len(found) == 82
