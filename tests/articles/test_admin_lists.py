"""The lists of the desk, and the records that nobody changes there."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import Act, Article, Edition, LiveEdition, ReaderReport, Schedule, Source
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db

OURS = [model for name in ("articles", "resources") for model in apps.get_app_config(name).get_models()]
REGISTERED = [model for model in OURS if admin.site.is_registered(model)]
RECORDS = [
    "act", "comment", "edition", "importrecord", "invitation", "liveedition", "reminder", "retractionnotice",
    "reviewrequest", "schedule", "signoff", "waiver", "withdrawal",
]  # fmt: skip


def list_url(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.fixture
def superuser(client):
    user = make_user("superuser")
    client.force_login(user)
    return user


def queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url).status_code == 200
    return len(found)


@pytest.mark.usefixtures("published")
class TestEveryList:
    @pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.model_name)
    def test_it_opens_and_searches(self, client, superuser, model):
        assert client.get(list_url(model)).status_code == 200
        assert client.get(list_url(model), {"q": "page ' \" % \x01"}).status_code == 200

    @pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.model_name)
    def test_each_row_opens_under_a_strict_policy(self, client, superuser, model):
        row = model.objects.order_by("pk").first() if hasattr(model, "objects") else None
        if row is None:
            pytest.skip("no such row")
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
        response = client.get(url)
        assert response.status_code == 200
        assert "unsafe" not in response.headers["Content-Security-Policy"]

    def test_more_rows_cost_no_more_queries(self, client, superuser):
        names = ["article", "edition", "act", "signoff", "source", "tag", "category", "contributor"]
        urls = [list_url(apps.get_model("articles", name)) for name in names]
        make_published()
        client.get(urls[0])
        before = [queries(client, url) for url in urls]
        for _ in range(4):
            make_published()
        # The first view checks the new texts, in a few queries for all of them.
        client.get(urls[0])
        assert [queries(client, url) for url in urls] == before


class TestTheListOfArticles:
    def test_it_shows_where_each_article_stands(self, client, superuser):
        make_published(title="Out")
        make_article(title="Still here")
        page = client.get(list_url(Article)).content.decode()
        assert "published" in page
        assert "draft" in page

    def test_it_is_filtered(self, client, superuser):
        make_published()
        mine = make_article()
        Article.objects.filter(pk=mine.pk).update(owner=superuser)
        make_article()
        found = {
            "status=published": 1, "status=draft": 2, "owner=me": 1, "owner=none": 2, "review=none": 2,
            "review=soon": 0, "status=nonsense": 3, "owner=nonsense": 3, "language=en": 3, "language=fr": 0,
        }  # fmt: skip
        for query, number in found.items():
            response = client.get(f"{list_url(Article)}?{query}")
            assert len(response.context["cl"].result_list) == number, query
        assert response.context["cl"].filters_on == [("language", "fr")]
        assert "A filter is on:" in response.content.decode()

    def test_it_tells_what_waits_at_each(self, client, superuser):
        article = make_published().article
        draft = make_article(aim="")
        Schedule.objects.create(
            article=article, action="withdraw", due_at=datetime(2099, 5, 4, 9, 30, tzinfo=UTC),
            scheduled_by=superuser, scheduled_at=timezone.now(),
        )  # fmt: skip
        page = client.get(list_url(Article)).content.decode()
        assert "published, withdraw on 2099-05-04 09:30 UTC" in page
        rows = {row.pk: row for row in client.get(list_url(Article)).context["cl"].result_list}
        assert rows[draft.pk].open_findings["error"] == 1
        assert rows[article.pk].open_findings["error"] == 0
        assert "What is scheduled" in page
        schedules = client.get(list_url(Schedule)).content.decode()
        assert "2099-05-04 09:30" in schedules

    def test_it_is_filtered_by_what_waits(self, client, superuser):
        edition, other = make_published(), make_published()
        Source.objects.filter(key=edition.content["sources"][0]["key"]).update(retraction_status="retracted")
        Schedule.objects.create(
            article=edition.article, action="withdraw", due_at=timezone.now(), scheduled_by=superuser,
            scheduled_at=timezone.now(),
        )  # fmt: skip
        ReaderReport.objects.create(
            article=other.article, edition=other, kind="wrong", received_at=timezone.now()
        )
        one, two = edition.article, other.article
        for waits, article in (("schedule", one), ("reports", two), ("retracted", one)):
            rows = client.get(list_url(Article), {"waits": waits}).context["cl"].result_list
            assert [row.pk for row in rows] == [article.pk]
        with CaptureQueriesContext(connection) as found:
            client.get(list_url(Article))
        assert not [query for query in found if "articles_surveytable" in query["sql"]], "nobody asked"
        [count] = [query["sql"] for query in found if "COUNT(*)" in query["sql"]]
        assert "JOIN" not in count, "articles are counted without what else the list shows of them"

    def test_it_is_filtered_by_who_was_asked(self, client, superuser):
        article, other = make_article(), make_article()
        reviewer = make_user("reviewer")
        publishing.submit(article, make_user("writer"), reviewer=reviewer, due_on=timezone.localdate())
        publishing.submit(other, make_user("writer"))
        for asked, found in ((reviewer.pk, [article.pk]), ("me", []), ("nonsense", [article.pk, other.pk])):
            rows = client.get(list_url(Article), {"reviewer": asked}).context["cl"].result_list
            assert sorted(row.pk for row in rows) == found

    def test_a_tag_finds_an_article_once(self, client, superuser):
        make_article(tags=("heart one", "heart two"))
        assert len(client.get(list_url(Article), {"q": "heart"}).context["cl"].result_list) == 1


class TestRecords:
    @pytest.mark.parametrize("name", RECORDS)
    def test_nobody_adds_one(self, client, superuser, name):
        assert client.get(reverse(f"admin:articles_{name}_add")).status_code == 403

    def test_nobody_changes_an_edition(self, client, superuser):
        edition = make_published()
        url = reverse("admin:articles_edition_change", args=[edition.pk])
        assert client.post(url, {"title": "Other", "number": "9"}).status_code == 403
        assert Edition.objects.get().title == edition.title

    def test_nobody_deletes_an_edition_or_an_act(self, client, superuser):
        edition = make_published()
        for model, row in ((Edition, edition), (Act, Act.objects.first())):
            url = reverse(f"admin:articles_{model._meta.model_name}_delete", args=[row.pk])
            assert client.post(url, {"post": "yes"}).status_code == 403
        assert Edition.objects.exists()


class TestSources:
    def data(self, source, **changes):
        return {"type": source.type, "title": source.title, "authors": "Tester, T", "issued": source.issued,
                "doi": source.doi, "container_title": source.container_title, **changes}  # fmt: skip

    def test_a_changed_source_changes_the_texts_that_cite_it(self, client, superuser):
        article = make_article()
        source = Source.objects.get()
        url = reverse("admin:articles_source_change", args=[source.pk])
        client.post(url, self.data(source, title="Another title"))
        after = Article.objects.get()
        assert after.digest == after.content().digest() != article.digest
        assert Act.objects.exclude(article=None).get().actor == superuser

    def test_a_source_saved_as_it_was_changes_nothing(self, client, superuser):
        article = make_article()
        source = Source.objects.get()
        response = client.post(reverse("admin:articles_source_change", args=[source.pk]), self.data(source))
        assert response.status_code == 302
        assert Article.objects.get().digest == article.digest
        assert not Act.objects.exclude(article=None).exists()

    def test_a_status_set_by_hand_flags_the_texts_that_cite_it(self, client, superuser):
        article = make_published().article
        source = Source.objects.get()
        url = reverse("admin:articles_source_change", args=[source.pk])
        client.post(url, self.data(source, retraction_status="retracted"))
        act = article.acts.get(verb="flag")
        assert (act.actor, act.detail["sources"]) == (superuser, {source.key: ["", "retracted"]})
        assert "was retracted after the page was reviewed" in LiveEdition.objects.get().notice

    def test_its_key_stays(self, client, superuser):
        make_article()
        source = Source.objects.get()
        url = reverse("admin:articles_source_change", args=[source.pk])
        client.post(url, self.data(source, key="renamed"))
        assert Source.objects.get().key == source.key

    def test_one_that_is_cited_is_not_deleted(self, client, superuser):
        make_article()
        source = Source.objects.get()
        url = reverse("admin:articles_source_delete", args=[source.pk])
        assert client.post(url, {"post": "yes"}).status_code == 403

    def test_one_that_nobody_cites_may_go(self, client, superuser):
        source = Source.objects.create(key="lonely", title="Lonely")
        client.post(reverse("admin:articles_source_delete", args=[source.pk]), {"post": "yes"})
        assert not Source.objects.exists()

    def test_authors_are_one_a_line(self, client, superuser):
        data = {"key": "two-2020", "type": "book", "title": "Two", "authors": "Lin, N. O.\nA Society\n"}
        client.post(reverse("admin:articles_source_add"), data)
        assert Source.objects.get().authors == [{"family": "Lin", "given": "N. O."}, {"literal": "A Society"}]
