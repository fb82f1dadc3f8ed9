"""Glossary terms in running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import ArticleContent, SectionContent
from articles.rendering import GlossaryTerm, render_article
from articles.rendering.glossary import load_terms
from articles.rendering.terms import TermFinder
from tests.factories import make_term

TERMS = [
    GlossaryTerm("scan", "scan", "A picture.", ()),
    GlossaryTerm("brain-scan", "brain scan", "A picture of the brain.", ("MRI", "T-Scan 2")),
    GlossaryTerm("all", "acute test", "A test.", ("ALL",)),
    GlossaryTerm("r-and-d", "R&D", "Work.", ()),
]


def found(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], slug) for start, end, slug in TermFinder(TERMS).find(text)]


def page(*bodies: str):
    sections = tuple(SectionContent(body=body) for body in bodies)
    return render_article(ArticleContent("T", "t", sections=sections), TERMS)


def marked(*bodies: str) -> list[int]:
    return [section.html.count('class="term"') for section in page(*bodies).sections]


class TestFinding:
    @pytest.mark.parametrize(
        ("text", "slug"),
        [
            ("scan", "scan"), ("Scan", "scan"), ("SCANS", "scan"), ("brain scan", "brain-scan"),
            ("Brain-scan", "brain-scan"), ("brain\u00a0 scans", "brain-scan"), ("MRI", "brain-scan"),
            ("MRIs", "brain-scan"), ("T-Scan 2", "brain-scan"), ("R&D", "r-and-d"), ("ALL", "all"),
        ],
    )  # fmt: skip
    def test_it_finds_names_as_whole_words(self, text, slug):
        assert found(f"A {text}, here.") == [(text, slug)]

    @pytest.mark.parametrize(
        "text", ["scanner", "mri", "all", "All", "non-scan", "scan-free", "rescan", "brain, acute", "R D"]
    )
    def test_it_finds_nothing_in_other_words(self, text):
        assert found(f"The {text} is it.") == []

    def test_the_longest_name_wins(self):
        assert found("scan, brain scan scan") == [
            ("scan", "scan"), ("brain scan", "brain-scan"), ("scan", "scan"),
        ]  # fmt: skip

    @given(st.text(st.sampled_from("scan brASLMI&RD-2 ")))
    def test_finds_stand_in_order_and_never_overlap(self, text):
        places = [place for start, end, _ in TermFinder(TERMS).find(text) for place in (start, end)]
        assert places == sorted(places)


class TestMarking:
    def test_a_term_links_to_its_definition_on_the_page(self):
        result = page("<p>A brain scan.</p>")
        assert result.sections[0].html == '<p>A <a class="term" href="#term-brain-scan">brain scan</a>.</p>'
        assert [(term.anchor, term.definition) for term in result.terms] == [
            ("term-brain-scan", "A picture of the brain.")
        ]

    def test_it_is_marked_once_a_section_by_whichever_name(self):
        assert marked("<p>MRI, brain scan.</p><p>MRI</p>", "<p>brain scan</p>") == [1, 1]

    def test_a_definition_is_given_once_a_page(self):
        assert len(page("<p>MRI</p>", "<p>brain scan</p>").terms) == 1

    @pytest.mark.parametrize(
        "html",
        [
            '<p><a href="https://www.example.org/">scan</a></p>',
            "<h4>scan</h4>",
            "<table><caption>scan</caption><tbody><tr><th>scan</th></tr></tbody></table>",
            "<p>[@scan]</p>",
        ],
    )
    def test_links_headings_headers_and_citations_are_left_alone(self, html):
        assert marked(html) == [0]
        assert marked(f"{html}<p>scan</p>") == [1]

    def test_a_name_with_an_ampersand_is_found(self):
        assert 'href="#term-r-and-d">R&amp;D</a>' in page("<p>R&amp;D</p>").sections[0].html


@pytest.mark.django_db
class TestLoadTerms:
    def test_it_loads_listed_terms_with_their_synonyms_in_one_query(self, django_assert_num_queries):
        make_term(is_listed=False)
        for i in range(5):
            make_term(f"t{i}", name=f"t{i}", definition="Said.", synonyms=[(f"s{i}", "lay")])
        with django_assert_num_queries(1):
            terms = load_terms()
        assert terms[0] == GlossaryTerm("t0", "t0", "Said.", ("s0",))
        assert len(terms) == 5
