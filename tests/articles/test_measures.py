"""The outline, the word count, the reading level and the glossary's words, of saved and of typed texts."""

import pytest
from django.urls import reverse

from articles.content import SectionContent
from articles.content_checks.reading_level import flesch_kincaid_grade
from articles.rendering.terms import GlossaryTerm
from articles.reports.measures import measure
from tests.articles.test_admin_article import opened
from tests.factories import make_article, make_content, make_term, make_user

SECTIONS = (
    SectionContent("One", 2, body="<p>The cat sat [@source-1]. It slept.</p><p>[survey:poll]</p>"),
    SectionContent("Under it", 3, body="<ul><li>Biopsies help</li></ul>"),
    SectionContent("Empty", 2),
)
TERM = GlossaryTerm("biopsy", "Biopsy", "A test.", ("biopsies",))


class TestMeasure:
    def test_words_are_counted_by_section_without_citations_and_tables(self):
        found = measure(make_content(sections=SECTIONS), [], frozenset())
        assert [(each.heading, each.level, each.words) for each in found.sections] == [
            ("One", 2, 5),
            ("Under it", 3, 2),
            ("Empty", 2, 0),
        ]
        assert found.words == 7

    def test_the_grade_is_that_of_the_checks(self):
        words = frozenset({"biopsies"})
        texts = ["The cat sat. It slept.", "Biopsies help"]
        found = measure(make_content(sections=SECTIONS), [], words)
        assert found.grade == pytest.approx(flesch_kincaid_grade(texts, words))

    @pytest.mark.parametrize("fields", [{"sections": ()}, {"language": "es"}])
    def test_there_is_none_for_no_text_and_for_other_languages(self, fields):
        assert measure(make_content(**fields), [], frozenset()).grade is None

    def test_terms_are_named_once(self):
        other = GlossaryTerm("dose", "Dose", "How much.")
        assert measure(make_content(sections=SECTIONS), [TERM, other], frozenset()).terms == ("Biopsy",)


@pytest.mark.django_db
class TestThePanel:
    @pytest.fixture
    def panel(self, client):
        client.force_login(make_user("writer"))

        def panel(article, **changes):
            url = reverse("admin:articles_article_checks", args=[article.pk])
            return client.post(url, opened(client, article) | changes).content.decode()

        return panel

    def test_it_is_drawn_from_what_is_typed(self, panel):
        make_term(name="Marrow")
        article = make_article(sections=make_content().sections[:1])
        typed = {"sections-0-heading": "Typed <b>now", "sections-0-body": "<p>Marrow is soft.</p>"}
        html = panel(article, **typed)
        assert ">3 words, grade " in html
        assert "Typed &lt;b&gt;now</a> <small>3<" in html
        assert "by the glossary: Marrow." in html

    def test_an_empty_text_has_no_grade(self, panel):
        html = panel(make_article(sections=()))
        assert "<summary>0 words</summary>" in html
        assert "No glossary words are used." in html
