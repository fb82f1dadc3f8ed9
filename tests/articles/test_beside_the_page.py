"""Whoever signs a text off reads all of it, also what its page doesn't draw and readers meet elsewhere."""

from dataclasses import fields, replace

import pytest

from articles import publishing
from articles.content import ContributorContent, PersonName
from tests.acting import mailed_link, make_invitation
from tests.factories import make_article, make_content, make_contributor, make_survey, make_user

pytestmark = pytest.mark.django_db

# Their values are chosen from a list, or are an address made of the title.
CHOSEN = {
    "slug", "language", "translation_of", "audience", "key", "kind", "type", "source", "country", "mode",
    "issued", "accessed", "doi", "pmid", "pmcid", "url", "orcid",
}  # fmt: skip


def marked(value, name):
    """The value with words of its own in every field that somebody types into."""
    words = {
        item.name: f"{name[0]}{number} marked"
        for number, item in enumerate(fields(value))
        if isinstance(getattr(value, item.name), str) and item.name not in CHOSEN
    }
    return replace(value, **words)


def marked_content():
    content = make_content(surveys=[make_survey("poll")])
    people = (marked(PersonName(family="x", given="x"), "person"), PersonName(literal="body literal marked"))
    return replace(
        marked(content, "page"),
        aliases=("page alias marked",),
        authors=(marked(ContributorContent("writer", "x"), "author"),),
        sources=(replace(marked(content.sources[0], "source"), authors=people),),
        survey_tables=(marked(content.survey_tables[0], "table"),),
    )


def typed(content):
    """All marked words of a content."""
    held = (content, *content.authors, *content.sources, *content.sources[0].authors, *content.survey_tables)
    words = [getattr(value, item.name) for value in held for item in fields(value)]
    return {each for each in (*words, *content.aliases) if isinstance(each, str) and each.endswith(" marked")}


def missing_from(html, article):
    return {words for words in typed(article.content()) if words not in html}


@pytest.fixture
def article():
    """The first edition of its text is still to come."""
    article = make_article()
    article.apply(marked_content())
    publishing.record_edit(article, make_user("writer"))
    return article


def test_a_reviewer_reads_every_word_of_a_first_edition(client, article):
    reviewer = make_user("reviewer")
    make_contributor(reviewer)
    client.force_login(reviewer)
    page = client.get(f"/admin/articles/article/{article.pk}/act/sign-off/").content.decode()
    assert len(typed(article.content())) > 30
    assert missing_from(page, article) == set()


def test_an_outside_expert_reads_every_word_of_a_first_edition(client, article):
    make_invitation(article)
    page = client.get(mailed_link()).content.decode()
    assert missing_from(page, article) == set()


def test_a_reviewer_reads_which_question_each_section_answers(client, article):
    client.force_login(make_user("reviewer"))
    publishing.record_edit(article.apply(make_content()), make_user("writer"))
    page = client.get(f"/admin/articles/article/{article.pk}/act/sign-off/").content.decode()
    assert "<dt>purpose: What may go wrong</dt><dd>What harm can it do?</dd>" in page
