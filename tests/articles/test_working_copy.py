"""Round trips between ArticleContent and the working copy."""

from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.content import (
    ArticleContent,
    ContentError,
    ContributorContent,
    OrganizationContent,
    PersonName,
    SectionContent,
    SeeAlsoContent,
    SourceContent,
    SurveyColumn,
    SurveyRow,
    SurveyTableContent,
)
from articles.models import Article, Source
from articles.working_copy.applying import apply_contents

# The database may refuse NUL and lone surrogates; from_dict refuses them with a sentence.
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
keys = st.from_regex(r"[a-z]{1,6}-[0-9]{1,3}", fullmatch=True)
names = st.text(st.sampled_from("abcdé xyz"), min_size=1, max_size=12).map(str.strip).filter(bool)


def unique_names():
    return st.lists(names, max_size=3, unique_by=str.casefold).map(lambda found: tuple(sorted(found)))


@st.composite
def contents(draw):
    """Contents in which every source is cited and every survey table placed, as the importers make them."""
    source_keys = draw(st.lists(keys, max_size=3, unique=True))
    table_keys = draw(st.lists(keys, max_size=2, unique=True))
    bodies = [f"<p>Cited [@{key}].</p>" for key in source_keys]
    bodies += [f"<p>[survey:{key}]</p>" for key in table_keys]
    bodies += ["<p>Plain &lt;words&gt;, 5 &amp; more.</p>"] * draw(st.integers(0, 2))
    sections = tuple(
        SectionContent(draw(words), draw(st.sampled_from([2, 3])), "risks", body=body) for body in bodies
    )
    sources = tuple(
        SourceContent(key, draw(words), authors=(PersonName("Lin", "N"),), issued="2020")
        for key in source_keys
    )
    tables = tuple(
        SurveyTableContent(
            key,
            draw(words),
            columns=(SurveyColumn(draw(words), "count"),),
            rows=(SurveyRow(draw(words), (draw(words),)),),
            sample_size=draw(st.none() | st.integers(0, 9999)),
        )
        for key in table_keys
    )
    return ArticleContent(
        title=draw(words),
        slug=draw(keys),
        main_message=draw(words),
        category=draw(st.just("") | names),
        tags=draw(unique_names()),
        aliases=draw(unique_names()),
        authors=tuple(
            ContributorContent(key, draw(words)) for key in draw(st.lists(keys, max_size=2, unique=True))
        ),
        sections=sections,
        sources=sources,
        survey_tables=tables,
        see_also=tuple(SeeAlsoContent(draw(words)) for _ in range(draw(st.integers(0, 2)))),
        organizations=tuple(
            OrganizationContent(key, draw(words)) for key in draw(st.lists(keys, max_size=2, unique=True))
        ),
        is_demonstration=draw(st.booleans()),
    )


class TestContent:
    @given(contents())
    def test_from_dict_gives_back_what_to_dict_made(self, content):
        assert ArticleContent.from_dict(content.to_dict()) == content

    @given(contents())
    def test_equal_contents_have_equal_digests_and_others_do_not(self, content):
        assert ArticleContent.from_dict(content.to_dict()).digest() == content.digest()
        assert replace(content, summary=content.summary + "x").digest() != content.digest()

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            ([], "content: an object expected"),
            ({"title": "a"}, "missing 1 required positional argument: 'slug'"),
            ({"title": 3, "slug": "a"}, "title: text expected, got '3'"),
            ({"title": "a", "slug": "a", "colour": 1}, "content: unknown field colour"),
            ({"title": "a\x00", "slug": "a"}, "title: the text holds a NUL character"),
            ({"title": "\ud800", "slug": "a"}, "title: the text holds half of a surrogate pair"),
            (
                {"title": "a", "slug": "a", "sections": [{"level": 5}]},
                "sections[0].level: one of 2, 3 expected",
            ),
            ({"title": "a", "slug": "a", "sections": "x"}, "sections: a list expected"),
            ({"title": "a", "slug": "a", "is_demonstration": 1}, "is_demonstration: true or false expected"),
            ({"title": "a", "slug": "a", "schema": True}, "schema: a whole number expected"),
            ({"title": "a", "slug": "a", "schema": 2}, "schema: 1 expected, got 2"),
        ],
    )
    def test_it_refuses_with_a_sentence_that_names_the_place(self, data, message):
        with pytest.raises(ContentError) as refusal:
            ArticleContent.from_dict(data)
        assert message in str(refusal.value)


@pytest.mark.django_db
class TestApply:
    @settings(max_examples=40, deadline=None)
    @given(contents())
    def test_the_working_copy_gives_back_what_was_applied(self, content):
        with transaction.atomic():
            article = Article().apply(content)
            assert article.content() == content
            assert article.digest == content.digest()
            transaction.set_rollback(True)

    @settings(max_examples=20, deadline=None)
    @given(contents(), contents())
    def test_a_second_content_replaces_the_first(self, first, second):
        second = replace(second, slug=first.slug, sources=(), survey_tables=(), authors=(), organizations=())
        second = replace(
            second, sections=(SectionContent("Only", 2, "risks", body="<p>One.</p>"),), category="", tags=()
        )
        with transaction.atomic():
            article = Article().apply(first)
            article.apply(second)
            assert Article.objects.get(pk=article.pk).content() == second
            transaction.set_rollback(True)

    def test_a_shared_source_keeps_its_record(self):
        Source.objects.create(key="lin-2020", title="As the register has it")
        section = SectionContent("A", body="<p>[@lin-2020]</p>")
        content = ArticleContent(
            "A", "a", sections=(section,), sources=(SourceContent("lin-2020", "Another title"),)
        )
        article = Article().apply(content)
        assert article.content().sources[0].title == "As the register has it"

    def test_a_translation_finds_the_original_that_comes_with_it(self):
        spanish = ArticleContent(title="Una", slug="una", language="es", translation_of="one")
        one = ArticleContent(title="One", slug="one")
        article, original = apply_contents([(Article(), spanish), (Article(), one)])
        article.refresh_from_db()
        assert article.translation_of == original
        assert article.digest == spanish.digest()

    def test_the_digest_is_that_of_what_the_working_copy_gives_back(self):
        """Shared records that exist stay as they are, addresses change on the way, bodies are cleaned."""
        first = ArticleContent(
            "One",
            "one",
            category="Care",
            tags=("Skin", "skin"),
            authors=(ContributorContent("ann", "Ann"),),
            sections=(SectionContent("A", body="<p>[@lin] [survey:poll]</p>"),),
            sources=(SourceContent("lin", "Trial"), SourceContent("base", "Base")),
            survey_tables=(SurveyTableContent("poll", "Poll", source="base"),),
            organizations=(OrganizationContent("nci", "NCI"),),
        )
        one = Article().apply(first)
        links = (SeeAlsoContent("One", "one"), SeeAlsoContent("Three", "three"), SeeAlsoContent("None", "no"))
        second = replace(
            first,
            slug="two",
            category="CARE",
            tags=("SKIN", "new"),
            authors=(ContributorContent("ann", "Another"),),
            sections=(SectionContent("A", body="<p onclick='x'>[survey:poll] [@lin] [@gone]</p>"),),
            sources=(SourceContent("lin", "Another"), SourceContent("unused", "Unused")),
            survey_tables=(),
            organizations=(OrganizationContent("nci", "Another"),),
            see_also=links,
            translation_of="three",
            schema=2,
        )
        third = replace(second, slug="three", translation_of="one")
        pairs = [(Article(), second), (Article(), third), (one, replace(second, slug="one-moved"))]
        for article in apply_contents(pairs):
            assert article.digest == Article.objects.get(pk=article.pk).content().digest()

    def test_a_section_that_stays_keeps_its_row(self):
        article = Article().apply(
            ArticleContent("A", "a", sections=(SectionContent("One"), SectionContent("Two")))
        )
        before = list(article.sections.values_list("pk", flat=True))
        article.apply(ArticleContent("A", "a", sections=(SectionContent("One, again"),)))
        assert list(article.sections.values_list("pk", flat=True)) == before[:1]

    def test_it_refuses_a_text_that_is_too_long_for_its_place(self):
        with pytest.raises(ContentError, match=r"sections\[0\]\.heading: at most 300 characters, got 301"):
            Article().apply(ArticleContent("A", "a", sections=(SectionContent("x" * 301),)))

    def test_it_cleans_bodies_on_the_way_in(self):
        section = SectionContent("A", body="<p onclick='x()'>Hi<script>x()</script></p>")
        article = Article().apply(ArticleContent("A", "a", sections=(section,)))
        assert article.content().sections[0].body == "<p>Hi</p>"

    def test_many_articles_cost_as_many_queries_as_one(self, django_assert_max_num_queries):
        pairs = [(Article(), ArticleContent(f"T{i}", f"t-{i}", tags=(f"tag {i}",))) for i in range(50)]

        with django_assert_max_num_queries(60):
            apply_contents(pairs)
