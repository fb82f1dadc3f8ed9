"""A content with something in every field goes all the way, so that no place is forgotten for a new field.

What isn't shown, searched or typed on purpose is named in a table here, with the reason.
"""

import json
import re
from dataclasses import fields, is_dataclass, replace

import pytest
from django.urls import reverse

from articles.admin.form.document import DocumentSection
from articles.content import (
    ArticleContent,
    ContributorContent,
    FigureContent,
    OrganizationContent,
    PersonName,
    PictureFile,
    SectionContent,
    SeeAlsoContent,
    SourceContent,
    SurveyColumn,
    SurveyRow,
    SurveyTableContent,
)
from articles.content.difference import IN_PARTS
from articles.content.field_names import FIELD_NAMES
from articles.content_checks.tokens import WITHOUT_TOKENS
from articles.editions.changes import changes_between
from articles.importing.json_articles import read_record
from articles.models import Article
from articles.publishing import record_changed
from articles.search.document import words_of
from articles.search.page_words import PageWords
from articles.search.words import stems
from resources.models import Organization
from tests.acting import shown
from tests.factories import approve_organization, make_content, make_user


def mark(kind, name):
    """The word that stands in a text field: "sectionheadingmark"."""
    return f"{kind.__name__.removesuffix('Content').lower()}{name.replace('_', '')}mark"


def filled(kind, /, **given):
    """A value with a word of its own in each text and true flags; `given` are the fields that need more."""
    words = {item.name: mark(kind, item.name) for item in fields(kind) if item.type is str}
    flags = {item.name: True for item in fields(kind) if item.type is bool}
    return kind(**words | flags | given)


TARGET = make_content("Another page", slug="another-page")
SOURCE = filled(
    SourceContent,
    key="a-source",
    authors=(filled(PersonName, literal=""), PersonName(literal="literalmark")),
    editors=(filled(PersonName, literal=""),),
    issued="2020-02-03",
    accessed="2021-02-03",
    type="article-newspaper",
    doi="10.5555/doimark",
    pmid="1234567",
    pmcid="PMC7654321",
    url="https://urlmark.example/",
)
TABLE = filled(
    SurveyTableContent,
    key="a-table",
    kind="table",
    sampling="opt-in",
    columns=(filled(SurveyColumn, unit="count"),),
    rows=(filled(SurveyRow, values=("60", "40")),),
    sample_size=1987,
    response_rate="42",
    source=SOURCE.key,
)
FIGURE = filled(
    FigureContent,
    key="a-figure",
    language="fr",
    decorative=False,
    files=(PictureFile("5f" * 32, "image/svg+xml", 320, 200, 900),),
    words=("figurewordsmark",),
    faint=("figurefaintmark",),
)
FULL = filled(
    ArticleContent,
    slug="slug-mark",
    language="en-GB",
    translation_of=TARGET.slug,
    audience="professionals",
    kind="condition",
    tags=("articletagsmark",),
    aliases=("articlealiasesmark",),
    codes=("MeSH D001943",),
    authors=(filled(ContributorContent, orcid="0000-0002-1825-0097"),),
    sections=(
        filled(
            SectionContent,
            level=3,
            purpose="get-help",
            urgency="urgent",
            body=f"<p>sectionbodymark [@{SOURCE.key}]</p><p>[survey:{TABLE.key}]</p>"
            f"<p>[figure:{FIGURE.key}]</p>",
        ),
    ),
    sources=(SOURCE,),
    survey_tables=(TABLE,),
    figures=(FIGURE,),
    see_also=(filled(SeeAlsoContent, slug=TARGET.slug),),
    organizations=(filled(OrganizationContent),),
    source_url="https://sourceurlmark.example/",
)

ARTICLE_FIELDS = [item.name for item in fields(ArticleContent) if item.name != "schema"]
NOT_TYPED = {
    "sources": "follow from the bodies, which cite them",
    "survey_tables": "follow from the bodies, which place them",
    "figures": "follow from the bodies, which place them",
}
NOT_ON_PAGE = {
    "ArticleContent.audience": "is told to search engines, in the JSON-LD of an edition",
    "ArticleContent.category": "stands in the trail above an edition",
    "ArticleContent.kind": "chooses what search engines are told the page is about",
    "ArticleContent.slug": "is the address of an edition",
    "ArticleContent.source_url": "tells editors where the text was taken from",
    "ArticleContent.translation_of": "is shown as links between live editions",
    "ContributorContent.key": "names the record",
    "SeeAlsoContent.slug": "is shown as a link to a live edition",
    "SeeAlsoContent.title": "is shown as a link to a live edition",
    "SourceContent.accessed": "is shown for what isn't from a journal",
    "SourceContent.container_title": "is shown where there is no short one",
    "SourceContent.issued": "is written out: 2020 Feb 3",
    "SourceContent.key": "names the record",
    "SourceContent.number": "is shown where there are no pages",
    "SourceContent.publisher": "is shown for what isn't from a journal",
    "SourceContent.type": "chooses the form of the reference",
    "SourceContent.url": "is shown where there is no DOI",
    "SurveyTableContent.fielded_note": "is shown where there are no dates",
    "SurveyTableContent.headline": "is shown where somebody has compared the figures",
    "SurveyTableContent.sampling": "chooses what is said in place of a margin of error",
    "SurveyTableContent.question_note": "is shown where there is no question",
    "SurveyTableContent.source": "is shown as the number of the source",
    "SurveyTableContent.source_text": "is shown where there is no source",
}
NOT_SEARCHED = {
    "ArticleContent.aim": "is much the same on all pages of a kind",
    "ArticleContent.audience": "is chosen from a list",
    "ArticleContent.disclaimer": "is much the same on all pages",
    "ArticleContent.funding": "is much the same on all pages",
    "ArticleContent.kind": "is chosen from a list",
    "ArticleContent.change_note": "tells what changed, not what the page is about",
    "ArticleContent.language": "is chosen from a list",
    "ArticleContent.licence": "is much the same on all pages",
    "ArticleContent.slug": "says what the title says",
    "ArticleContent.source_url": "tells editors where the text was taken from",
    "ArticleContent.translation_of": "leads to another text, which is found by itself",
    "SectionContent.purpose": "is chosen from a list",
    "SectionContent.urgency": "is chosen from a list",
}
NO_PLACE_FOR_TOKENS = {
    "audience": "is chosen from a list",
    "category": "names a record",
    "kind": "is chosen from a list",
    "language": "is a code",
    "slug": "is an address",
    "source_url": "is an address",
    "translation_of": "is an address",
}


@pytest.fixture
def article(db):
    Article().apply(TARGET)
    return Article().apply(FULL)


def parts(value):
    """A value and all that it holds, without the names of people, who have one kind of name or the other."""
    if is_dataclass(value) and not isinstance(value, PersonName):
        yield value
        for item in fields(value):
            yield from parts(getattr(value, item.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from parts(item)


def texts(*values):
    """The place of each text in values ("SourceContent.doi"), and the word by which it's found again."""
    for value in values:
        for item in fields(value):
            if item.type is str:
                text, word = getattr(value, item.name), mark(type(value), item.name)
                yield f"{type(value).__name__}.{item.name}", word if word in text else text


def inputs(client, address):
    """What can be typed or chosen on a page of the desk, rows included: "aim", "title sections-0-heading"."""
    client.force_login(make_user("superuser"))
    names = re.findall(r'name="([\w-]+)"', shown(client, reverse(address)))
    if "document" in names:
        names += [f"sections-0-{item.name}" for item in fields(DocumentSection)]
    return " ".join(names)


class TestEveryField:
    def test_the_full_content_has_something_in_each(self):
        empty = [
            f"{type(part).__name__}.{item.name}"
            for part in parts(FULL)
            for item in fields(part)
            if getattr(part, item.name) == item.default and item.name != "schema"
        ]
        assert empty == ["FigureContent.decorative"]

    def test_the_working_copy_gives_it_back(self, article):
        assert article.content() == FULL

    def test_another_content_takes_it_away_again(self, article):
        bare = ArticleContent(FULL.title, FULL.slug, sections=(SectionContent(),))
        assert article.apply(bare).content() == bare

    def test_a_file_of_json_brings_it_in(self):
        assert read_record("a file", json.dumps(FULL.to_dict()).encode()).content == FULL

    @pytest.mark.parametrize("name", sorted(set(ARTICLE_FIELDS) - IN_PARTS))
    def test_a_change_of_it_is_told(self, name):
        before = make_content()
        (change,) = changes_between(before, replace(before, **{name: getattr(FULL, name)}))
        assert change.label == FIELD_NAMES[name]
        assert change.parts

    @pytest.mark.parametrize("item", fields(SectionContent), ids=lambda item: item.name)
    def test_a_change_of_it_in_a_section_is_told(self, item):
        before = replace(FULL, sections=(replace(FULL.sections[0], **{item.name: item.default}),))
        (change, *_) = changes_between(before, FULL)
        assert "added" in {part.kind for part in change.parts}


@pytest.mark.django_db
class TestDesk:
    def test_each_of_an_article_can_be_typed(self, client):
        found = inputs(client, "admin:articles_article_add")
        missing = {
            name for name in ARTICLE_FIELDS if not re.search(rf"\b(article_)?{name}(-0-\w+)?\b", found)
        }
        assert missing == set(NOT_TYPED)

    @pytest.mark.parametrize(
        ("address", "kinds"),
        [
            ("admin:articles_article_add", [SectionContent]),
            ("admin:articles_contributor_add", [ContributorContent]),
            ("admin:articles_source_add", [SourceContent]),
            ("admin:articles_surveytable_add", [SurveyTableContent, SurveyColumn, SurveyRow]),
        ],
    )
    def test_each_of_a_record_can_be_typed(self, client, address, kinds):
        found = inputs(client, address)
        names = [item.name for kind in kinds for item in fields(kind)]
        assert [name for name in names if not re.search(rf"\b{name}\b", found)] == []


class TestReaders:
    def test_the_page_shows_each_text(self, client, article):
        for organization in Organization.objects.all():
            organization.is_listed = True
            organization.save()
            record_changed(organization, make_user("writer"))
            approve_organization(organization)
        client.force_login(make_user("superuser"))
        html = shown(client, reverse("admin:articles_article_preview", args=[article.pk]))
        missing = {place for place, word in texts(*parts(FULL)) if word not in html}
        assert missing == set(NOT_ON_PAGE)

    def test_search_finds_each_text(self):
        found = set(words_of(PageWords.of(FULL)).split())
        missing = {place for place, word in texts(FULL, *FULL.sections) if not set(stems(word)) <= found}
        assert missing == set(NOT_SEARCHED)

    def test_a_broken_token_is_found_in_each_text(self):
        names = {item.name for item in fields(ArticleContent) if item.type is str}
        assert names == {*WITHOUT_TOKENS, *NO_PLACE_FOR_TOKENS}
