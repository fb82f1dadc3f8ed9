"""The form that nobody has saved: as readers will see it, and against what they see now."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Act, Article, Section
from tests.articles.test_admin_article import PREFIXES, opened
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, writer):
    """Posts the form of an article, as it was opened and with these changes."""

    def ask(what, article, **changes):
        url = reverse(f"admin:articles_article_draft_{what}", args=[article.pk])
        return client.post(url, opened(client, article) | changes)

    return ask


class TestThePreview:
    def test_it_shows_what_was_typed_and_keeps_nothing(self, ask):
        article = make_article()
        lines, sections = Act.objects.count(), list(Section.objects.values_list("pk", "body"))
        typed = {"title": "Typed just now", "sections-0-body": "<p>Words of this minute.</p>"}
        html = ask("preview", article, **typed).content.decode()
        assert "Typed just now" in html
        assert "Words of this minute." in html
        assert Article.objects.get().title == article.title
        assert Article.objects.get().version == article.version
        assert (Act.objects.count(), list(Section.objects.values_list("pk", "body"))) == (lines, sections)

    def test_it_is_the_page_of_the_saved_text_if_nothing_was_typed(self, client, ask):
        article = make_article()
        saved = client.get(reverse("admin:articles_article_preview", args=[article.pk])).content.decode()
        drawn = ask("preview", article).content.decode()
        assert drawn[drawn.index("<main") : drawn.index("</main>")] in saved

    def test_it_runs_no_script_and_no_hostile_text(self, ask):
        hostile = "<p>Text<script>alert(1)</script><img src=x onerror=alert(1)></p>"
        html = ask("preview", make_article(), **{"sections-0-body": hostile}).content.decode()
        assert "<script" not in html
        assert "onerror" not in html

    def test_mistakes_are_named_with_their_field(self, ask):
        response = ask("preview", make_article(), title="")
        assert response.status_code == 422
        assert "Title: This field is required." in response.content.decode()

    def test_mistakes_of_rows_are_named_too(self, ask):
        response = ask("preview", make_article(), **{"sections-0-level": "9"})
        assert response.status_code == 422
        assert "Level: " in response.content.decode()

    def test_no_other_site_may_frame_it(self, ask):
        response = ask("preview", make_article())
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY"


class TestANewArticle:
    url = "/admin/articles/article/add/draft/preview/"

    def data(self, **fields):
        counts = {f"{prefix}-{name}_FORMS": "0" for prefix in PREFIXES for name in ("TOTAL", "INITIAL")}
        row = {"heading": "First", "level": "2", "purpose": "overview", "body": "<p>New words.</p>"}
        sections = {f"sections-0-{name}": value for name, value in row.items()}
        base = {
            "title": "Not there yet",
            "language": "en",
            "audience": "patients",
            "kind": "treatment",
            "review_interval": "24",
        }
        return counts | base | sections | {"sections-TOTAL_FORMS": "1", "tags": ["a new tag"]} | fields

    def test_it_is_shown_and_not_made(self, client, writer):
        html = client.post(self.url, self.data()).content.decode()
        assert "Not there yet" in html
        assert "New words." in html
        assert not Article.objects.exists()

    def test_mistakes_are_named(self, client, writer):
        assert client.post(self.url, self.data(title="")).status_code == 422

    def test_a_reviewer_may_not(self, client):
        client.force_login(make_user("reviewer"))
        assert client.post(self.url, self.data()).status_code == 403


class TestAgainstTheLiveEdition:
    def test_it_shows_each_word_that_differs(self, ask):
        article = make_published(title="Test page of words").article
        html = ask("changes", article, title="Test page of letters").content.decode()
        assert "Edition 1" in html
        assert "<ins" in html
        assert "letters" in html
        assert Article.objects.get().title == "Test page of words"

    def test_it_says_that_nothing_differs(self, ask):
        html = ask("changes", make_published().article).content.decode()
        assert "The two texts are the same, word for word." in html

    def test_without_a_live_edition_all_is_new(self, ask):
        assert "No edition is live" in ask("changes", make_article()).content.decode()

    def test_what_was_typed_is_escaped(self, ask):
        html = ask("changes", make_published().article, title="<script>alert(1)</script>").content.decode()
        assert "<script" not in html

    def test_mistakes_are_named(self, ask):
        assert ask("changes", make_published().article, title="").status_code == 422


@pytest.mark.parametrize("what", ["preview", "changes"])
class TestWhoMayAsk:
    def test_a_reviewer_is_no_editor(self, client, what):
        article = make_article()
        client.force_login(make_user("reviewer"))
        url = reverse(f"admin:articles_article_draft_{what}", args=[article.pk])
        assert client.post(url, {"title": "x"}).status_code == 403

    def test_nobody_signed_out(self, what):
        url = reverse(f"admin:articles_article_draft_{what}", args=[make_article().pk])
        assert Client().post(url, {"title": "x"}).status_code == 302

    def test_it_rejects_get(self, client, writer, what):
        url = reverse(f"admin:articles_article_draft_{what}", args=[make_article().pk])
        assert client.get(url).status_code == 405
