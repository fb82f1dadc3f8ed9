"""A changed record reaches the working copies that rest on it."""

import pytest

from articles import publishing
from articles.content import (
    ArticleContent,
    ContributorContent,
    OrganizationContent,
    SectionContent,
    SourceContent,
    SurveyColumn,
    SurveyRow,
    SurveyTableContent,
)
from articles.models import Act, Article, Category, Contributor, Source, SurveyTable, Tag, Waiver
from articles.working_copy.shared_records import articles_using, refresh_users
from resources.models import Organization
from tests.factories import make_user

pytestmark = pytest.mark.django_db

TABLE = SurveyTableContent(
    "views-2020",
    "Views",
    columns=(SurveyColumn("Percent"), SurveyColumn("Source", "text")),
    rows=(SurveyRow("Yes", ("60%", "[@in-a-cell]")),),
    source="of-the-table",
)


@pytest.fixture
def article():
    Article().apply(
        ArticleContent("Other", "other", sections=(SectionContent("A", body="<p>[@cited-2]</p>"),))
    )
    return Article().apply(
        ArticleContent(
            "One",
            "one",
            category="Breast",
            tags=("surgery",),
            authors=(ContributorContent("ann", "Ann"),),
            organizations=(OrganizationContent("nci", "National Cancer Institute"),),
            sections=(SectionContent("A", body="<p>[@cited]</p><p>[survey:views-2020]</p>"),),
            sources=tuple(SourceContent(key, key) for key in ("cited", "of-the-table", "in-a-cell")),
            survey_tables=(TABLE,),
        )
    )


class TestArticlesUsing:
    @pytest.mark.parametrize("key", ["cited", "of-the-table", "in-a-cell"])
    def test_it_finds_every_way_of_citing_a_source_and_no_longer_key(self, article, key):
        assert list(articles_using(Source.objects.get(key=key))) == [article]

    @pytest.mark.parametrize("model", [SurveyTable, Contributor, Organization, Category, Tag])
    def test_it_finds_the_users_of_every_other_shared_record(self, article, model):
        assert list(articles_using(model.objects.get())) == [article]

    def test_it_refuses_a_record_that_is_not_shared(self):
        with pytest.raises(TypeError, match="Waiver is not shared by articles"):
            articles_using(Waiver())


class TestRefreshUsers:
    def test_a_changed_record_changes_the_digest_and_the_version(self, article):
        source = Source.objects.get(key="of-the-table")
        source.title = "A better title"
        source.save()
        assert refresh_users(source) == [article]
        stored = Article.objects.get(pk=article.pk)
        assert stored.digest == stored.content().digest() != article.digest
        assert stored.version == article.version + 1

    def test_a_change_that_readers_do_not_read_changes_nothing(self, article):
        source = Source.objects.get(key="cited")
        source.note = "Ask the author"
        source.save()
        assert refresh_users(source) == []
        assert Article.objects.get(pk=article.pk).version == article.version


class TestRecordSharedEdit:
    def test_each_changed_text_gets_its_line_in_the_log(self, article):
        source, editor = Source.objects.get(key="cited"), make_user("writer")
        source.title = "A better title"
        source.save()
        assert publishing.record_changed(source, editor) == [article]
        line = Act.objects.get()
        assert (line.article, line.verb, line.actor) == (article, Act.Verb.EDIT, editor)
        assert line.digest == Article.objects.get(pk=article.pk).digest
