"""What readers see when something is not there or goes wrong, and the files for machines."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.urls import reverse

from articles import publishing
from cancerinfo import views
from cancerinfo.web.public_pages import TOO_MANY
from tests.articles.test_admin_article import form_data
from tests.factories import make_article, make_published, make_user


def failing_processor(request):
    raise RuntimeError("A context processor fails.")


@pytest.fixture
def failing_processors(settings):
    engine = settings.TEMPLATES[0]
    options = {**engine["OPTIONS"], "context_processors": [f"{__name__}.failing_processor"]}
    settings.TEMPLATES = [{**engine, "OPTIONS": options}]


@pytest.mark.usefixtures("failing_processors")
class TestPagesWithoutContextProcessors:
    @pytest.mark.parametrize(
        ("view", "status"),
        [
            (views.bad_request, 400),
            (views.forbidden, 403),
            (views.csrf_failure, 403),
            (views.not_found, 404),
            (views.too_many_questions, 429),
            (views.server_error, 500),
            (views.database_away, 503),
        ],
    )
    @pytest.mark.parametrize("address", ["/", "/es/", "/admin/nonsense/"])
    def test_each_is_drawn_and_names_the_site_without_a_database(self, view, status, address):
        response = view(RequestFactory().get(address))
        assert response.status_code == status
        assert settings.SITE_NAME in response.content.decode()

        in_json = view(RequestFactory().get("/api/nonsense"))
        assert (in_json.status_code, in_json["Content-Type"]) == (status, "application/json")
        assert json.loads(in_json.content)["error"].endswith(".")

    @pytest.mark.django_db
    def test_a_withdrawn_page_says_why(self, client):
        edition = make_published()
        publishing.withdraw(edition.article, make_user("publisher"), cause="outdated")
        response = client.get(f"/articles/{edition.slug}/")
        assert response.status_code == 410
        assert "It is out of date." in response.content.decode()

    @pytest.mark.django_db
    def test_a_page_that_fails_by_them_gives_the_page_of_the_error(self, client):
        client.raise_request_exception = False
        response = client.get("/feeds/")
        assert response.status_code == 500
        assert "Something went wrong on our side" in response.content.decode()


class TestWhileTheDatabaseIsAway:
    @pytest.fixture
    def client(self, client, monkeypatch):
        def fail(*args):
            raise OperationalError("server closed the connection unexpectedly")

        client.raise_request_exception = False
        monkeypatch.setattr("articles.public.views.kept_page", fail)
        return client

    def test_readers_are_told_to_come_back_and_machines_when(self, client):
        response = client.get("/articles/any/")
        assert (response.status_code, response["Retry-After"]) == (503, "30")
        assert response["Cache-Control"] == "no-cache"
        assert "can&#x27;t be shown at the moment" in response.content.decode()
        assert "call your country's emergency number" in response.content.decode()

    def test_an_error_of_our_own_is_no_such_thing(self, client, monkeypatch):
        monkeypatch.setattr("articles.public.views.kept_page", lambda slug: 1 / 0)
        assert client.get("/articles/any/").status_code == 500


@pytest.mark.django_db
class TestWhileNothingCanBeSaved:
    def test_who_wrote_is_told_so_and_where_the_text_is(self, client):
        article = make_article(title="As it was")
        client.raise_request_exception = False
        client.force_login(make_user("writer"))
        address = reverse("admin:articles_article_change", args=[article.pk])
        form = form_data(client.get(address)) | {"title": "As it is now"}

        def full(execute, sql, *rest):
            if sql.startswith("UPDATE"):
                raise OperationalError("database or disk is full")
            return execute(sql, *rest)

        with connection.execute_wrapper(full):
            response = client.post(address, form)
        html = response.content.decode()
        assert (response.status_code, response["Retry-After"]) == (503, "30")
        assert "Nothing can be saved" in html
        assert "your browser has kept what you typed" in html
        article.refresh_from_db()
        assert article.title == "As it was"

    def test_a_reader_is_told_too_and_no_text_of_an_article_spoken_of(self):
        html = views.database_away(RequestFactory().post("/articles/any/report/")).content.decode()
        assert "was not saved" in html
        assert "kept" not in html


@pytest.mark.django_db
class TestUnknownAddressesBelowTheAdmin:
    @pytest.mark.parametrize(
        "address",
        [
            "/admin/nonsense/",
            "/admin/articles/nonsense/",
            "/admin/auth//change/",
            "/admin/password_reset/",
        ],
    )
    @pytest.mark.parametrize("role", ["writer", "superuser"])
    def test_they_are_not_found(self, client, address, role):
        client.force_login(make_user(role))
        response = client.get(address)
        assert response.status_code == 404
        assert "Page not found" in response.content.decode()


class TestNotFound:
    @pytest.mark.django_db
    def test_it_offers_a_search_for_the_words_of_the_address(self, client):
        response = client.get("/articles/brain-tumours/")
        html = response.content.decode()
        assert response.status_code == 404
        assert 'value="articles brain tumours"' in html
        assert 'href="/organizations/"' in html

    @pytest.mark.django_db
    def test_hostile_words_are_escaped(self, client):
        html = client.get('/"><script>alert(1)</script>/').content.decode()
        assert "<script>alert" not in html

    @pytest.mark.django_db
    def test_caches_ask_again(self, client):
        assert client.get("/articles/not-yet/")["Cache-Control"] == "no-cache"

    @pytest.mark.django_db
    def test_it_sets_no_cookie(self, client):
        response = client.get("/articles/not-yet/")
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


class TestServerError:
    def test_the_page_asks_no_database(self):
        # Without the mark django_db a query is an error.
        response = views.server_error(RequestFactory().get("/"))
        assert response.status_code == 500
        assert "Something went wrong on our side" in response.content.decode()

    @pytest.mark.django_db
    def test_readers_see_it_and_not_the_error(self, client, monkeypatch):
        monkeypatch.setattr("articles.public.lists.live_categories", lambda: 1 / 0)
        client.raise_request_exception = False
        response = client.get("/")
        assert response.status_code == 500
        assert "ZeroDivisionError" not in response.content.decode()


class TestOtherErrors:
    @pytest.mark.parametrize(
        ("view", "status"), [(views.bad_request, 400), (views.forbidden, 403), (views.not_found, 404)]
    )
    def test_each_has_a_page_of_its_own_without_a_database(self, view, status):
        response = view(RequestFactory().get("/"))
        assert response.status_code == status
        assert response.content.decode().count("<h1") == 1

    @pytest.mark.django_db
    def test_too_many_parameters_are_refused(self, client):
        assert (
            client.get("/organizations/?" + "a=1&" * (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)).status_code
            == 400
        )


class TestAFormWithoutItsToken:
    @pytest.mark.django_db
    def test_the_page_says_what_to_do(self):
        response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
        assert response.status_code == 403
        assert "load the page again" in response.content.decode()

    def test_it_asks_no_database(self):
        assert views.csrf_failure(RequestFactory().get("/es/")).status_code == 403


class TestRobots:
    def test_it_names_the_sitemap_and_keeps_robots_out_of_the_admin(self, client):
        lines = client.get("/robots.txt").content.decode().splitlines()
        assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines
        assert "Disallow: /admin/" in lines


class TestSecurityTxt:
    def read(self, client):
        text = client.get("/.well-known/security.txt").content.decode()
        return dict(line.split(": ", 1) for line in text.splitlines())

    def test_it_has_the_fields_of_rfc_9116(self, client):
        fields = self.read(client)
        assert fields["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"
        expires = datetime.fromisoformat(fields["Expires"])
        assert datetime.now(UTC) < expires < datetime.now(UTC) + timedelta(days=365)

    @pytest.mark.parametrize(
        ("contact", "shown"),
        [
            ("safe@example.org", "mailto:safe@example.org"),
            ("https://example.org/safe", "https://example.org/safe"),
            ("", f"{settings.SITE_URL}/"),
        ],
    )
    def test_the_contact_is_an_address(self, client, settings, contact, shown):
        settings.SITE_CONTACT = contact
        assert self.read(client)["Contact"] == shown


def test_a_question_too_many_is_answered_without_a_database():
    answer = Client().get("/search/?q=pain", **{TOO_MANY: True})
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "Wait a minute" in answer.content.decode()
    assert "no-cache" in answer["Cache-Control"]
