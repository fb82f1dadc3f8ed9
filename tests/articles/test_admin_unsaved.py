"""Text that was typed and not saved: it comes back into the form, and is forgotten when it is saved."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from articles.admin.form.unsaved import MOST_DRAFTS
from articles.models import Act, Article, UnsavedText
from tests.articles.test_admin_article import PREFIXES, change_url, form_data, opened
from tests.factories import make_short_article, make_user

pytestmark = pytest.mark.django_db

DRAFT = "a1b2c3d4-0000"


@pytest.fixture
def article():
    return make_short_article()


@pytest.fixture
def draft(client, writer, article):
    """What the browser keeps of a form that was opened now."""
    return opened(client, article) | {"draft": DRAFT}


def restore(client, article, data):
    return client.post(change_url(article), data | {"_restore": "1"})


class TestRestoring:
    def test_the_form_has_the_text_again_and_nothing_is_saved(self, client, article, draft):
        lines = Act.objects.count()
        response = restore(client, article, draft | {"title": "Typed and lost"})
        assert response.context["adminform"].form["title"].value() == "Typed and lost"
        assert Article.objects.get().title == article.title
        assert Article.objects.get().version == article.version
        assert Act.objects.count() == lines

    def test_added_and_deleted_sections_come_back(self, client, article, draft):
        fresh = {"heading": "Fresh", "level": "2", "purpose": "other", "body": "<p>New</p>", "order": "0"}
        added = {f"sections-3-{name}": value for name, value in fresh.items()}
        response = restore(
            client, article, draft | added | {"sections-TOTAL_FORMS": "4", "sections-1-DELETE": "on"}
        )
        forms = response.context["inline_admin_formsets"][0].formset.forms
        assert [form["heading"].value() for form in forms][3] == "Fresh"
        assert [bool(form["DELETE"].value()) for form in forms] == [False, True, False, False]
        assert article.sections.count() == 3

    def test_the_restored_form_can_be_saved(self, client, article, draft):
        response = restore(client, article, draft | {"title": "Typed", "tags": ["fresh"]})
        assert client.post(change_url(article), form_data(response)).status_code == 302
        assert Article.objects.get().title == "Typed"
        assert list(article.tags.names()) == ["fresh"]

    def test_it_keeps_the_name_of_its_draft(self, client, article, draft):
        assert f'data-draft="{DRAFT}"' in restore(client, article, draft).content.decode()

    def test_what_another_saved_since_is_merged(self, client, article, draft):
        other = Client()
        other.force_login(make_user("writer"))
        other.post(change_url(article), opened(other, article) | {"summary": "The other's summary"})
        response = restore(client, article, draft | {"title": "My title"})
        form = response.context["adminform"].form
        assert (form["title"].value(), form["summary"].value()) == ("My title", "The other's summary")
        assert response.context["conflict"].taken == ["Summary"]

    def test_a_new_article_comes_back_and_is_not_made(self, client, writer):
        counts = {f"{prefix}-{name}_FORMS": "0" for prefix in PREFIXES for name in ("TOTAL", "INITIAL")}
        data = counts | {
            "title": "Never saved",
            "language": "en",
            "audience": "patients",
            "kind": "treatment",
            "review_interval": "24",
        }
        response = client.post(reverse("admin:articles_article_add"), data | {"_restore": "1"})
        assert response.context["adminform"].form["title"].value() == "Never saved"
        assert not Article.objects.exists()

    def test_a_reviewer_may_not(self, client, article, draft):
        client.force_login(make_user("reviewer"))
        response = restore(client, article, draft | {"title": "Typed"})
        assert response.status_code == 403


class TestForgetting:
    def test_a_saved_form_names_its_draft_in_a_cookie(self, client, article, draft):
        response = client.post(change_url(article), draft | {"title": "Saved"})
        cookie = response.cookies[f"saved-{DRAFT}"]
        assert (cookie["path"], cookie["samesite"], cookie["max-age"]) == ("/", "Lax", 86400)

    def test_with_https_its_cookies_are_of_this_host_alone(self, client, article, draft, settings):
        settings.COOKIE_PREFIX, settings.SESSION_COOKIE_SECURE = "__Host-", True
        cookies = client.post(change_url(article), draft | {"title": "Saved"}).cookies
        of_host = [cookies[name] for name in ("__Host-messages", f"__Host-saved-{DRAFT}")]
        assert {(each["path"], each["domain"], each["secure"]) for each in of_host} == {("/", "", True)}

    def test_a_submitted_form_does_so_too(self, client, article, draft):
        response = client.post(change_url(article), draft | {"_act": "submit"})
        assert f"saved-{DRAFT}" in response.cookies

    def test_a_new_article_does_so_too(self, client, writer):
        counts = {f"{prefix}-{name}_FORMS": "0" for prefix in PREFIXES for name in ("TOTAL", "INITIAL")}
        fields = {
            "title": "New",
            "language": "en",
            "audience": "patients",
            "kind": "treatment",
            "review_interval": "24",
        }
        response = client.post(reverse("admin:articles_article_add"), counts | fields | {"draft": DRAFT})
        assert response.status_code == 302
        assert f"saved-{DRAFT}" in response.cookies

    @pytest.mark.parametrize(
        "changes", [{"title": ""}, {"_restore": "1"}, {"seen_version": "0", "seen_parts": ""}]
    )
    def test_a_form_that_was_not_saved_does_not(self, client, article, draft, changes):
        Article.objects.update(title="Somebody else's")
        response = client.post(change_url(article), draft | {"title": "Mine"} | changes)
        assert response.status_code == 200
        assert not [name for name in response.cookies if name.startswith("saved-")]

    @pytest.mark.parametrize("name", ["", "short", "x; path=/", "<b>12345678</b>", "a" * 41])
    def test_a_name_that_is_none_is_ignored(self, client, article, draft, name):
        response = client.post(change_url(article), draft | {"draft": name})
        assert response.status_code == 302
        assert not [name for name in response.cookies if name.startswith("saved-")]


class TestAskingWhoIsSignedIn:
    url = "/admin/articles/article/signed-in/"

    def test_it_names_the_user_and_gives_a_token_that_works(self, writer, article):
        client = Client(enforce_csrf_checks=True)
        client.force_login(writer)
        answer = client.get(self.url).json()
        assert (answer["user"], answer["name"]) == (str(writer.pk), writer.username)
        data = opened(client, article) | {"title": "With the token", "csrfmiddlewaretoken": answer["token"]}
        assert client.post(change_url(article), data).status_code == 302

    def test_somebody_signed_out_is_sent_to_sign_in(self, client):
        assert client.get(self.url).status_code == 302

    def test_nobody_keeps_the_answer(self, client, writer):
        assert "no-store" in client.get(self.url)["Cache-Control"]

    def test_it_rejects_post(self, client, writer):
        assert client.post(self.url).status_code == 405


class TestDraftsAtTheSite:
    URL = "admin:articles_article_unsaved"

    def send(self, client, article, named=DRAFT, **other):
        draft = {"key": named, "owner": "1", "article": str(article.pk), "at": 5, "title": "A page",
                 "entries": [["title", "Typed"]], "changes": ["Title"], **other}  # fmt: skip
        fields = {"draft": named, "article": article.pk, "text": json.dumps(draft)}
        return client.post(reverse(self.URL), fields)

    def kept(self, client, article):
        return client.get(reverse(self.URL), {"article": article.pk}).json()["drafts"]

    def test_only_their_editor_gets_them_and_saving_forgets_them(self, client, writer, article, draft):
        assert self.send(client, article).json() == {"kept": True}
        assert self.send(client, article, at=6).json() == {"kept": True}
        assert [kept["at"] for kept in self.kept(client, article)] == [6]
        other = Client()
        other.force_login(make_user("writer"))
        assert self.kept(other, article) == []
        client.post(change_url(article), draft | {"title": "Typed"})
        assert self.kept(client, article) == []

    def test_they_can_be_thrown_away_and_the_oldest_go(self, client, writer, article):
        for number in range(MOST_DRAFTS + 1):
            self.send(client, article, named=f"{DRAFT}-{number}")
        assert UnsavedText.objects.count() == MOST_DRAFTS
        client.post(reverse(self.URL), {"draft": f"{DRAFT}-{MOST_DRAFTS}", "article": article.pk})
        assert UnsavedText.objects.count() == MOST_DRAFTS - 1

    @pytest.mark.parametrize(
        "other",
        [
            {"entries": [["a"]]},
            {"entries": "a"},
            {"at": "now"},
            {"more": 1},
            {"title": "\ud800"},
            {"key": "other"},
        ],
        ids=str,
    )
    def test_what_is_no_draft_is_refused(self, client, writer, article, other):
        response = self.send(client, article, **other)
        assert response.status_code == 400
        assert response.json()["error"]

    def test_nobody_keeps_any_who_may_not_write(self, client, article):
        client.force_login(make_user("reviewer"))
        assert self.send(client, article).status_code == 403
        assert client.get(reverse(self.URL)).status_code == 403
