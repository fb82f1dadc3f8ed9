"""Odd rows, cookies and filters don't make the site fail. All addresses: test_walk.py."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_organization, make_published, make_survey, make_term, make_user

LIST = "/admin/articles/article/"

pytestmark = pytest.mark.django_db


def make_rows():
    edition = make_published(surveys=[make_survey("reading")])
    make_organization()
    make_term()
    return edition


@pytest.fixture(scope="class")
def edition(rows_of_class):
    return rows_of_class(make_rows)


def signed_in(role):
    client = Client(raise_request_exception=False)
    if role:
        client.force_login(make_user(role))
    return client


class TestTheListOfArticles:
    @pytest.mark.parametrize("value", ["²", "\x00", "abc", "9" * 30, "-1", ""])
    @pytest.mark.parametrize("action", ["bulk_tag", "bulk_owner", "nonsense", "\x00"])
    def test_no_chosen_row_makes_an_action_fail(self, edition, action, value):
        data = {"action": action, "_selected_action": [value], "index": value}
        response = signed_in("superuser").post(LIST, data, follow=True)
        assert response.status_code == 200
        assert "could not be read" in response.content.decode()


@pytest.mark.parametrize("record", ["articles/withdrawalwords", "articles/tag"])
def test_a_number_that_no_row_can_have_is_not_found(record):
    answer = signed_in("superuser").get(f"/admin/{record}/{'9' * 30}/approve/tag/")
    assert answer.status_code == 404


def test_no_cookie_makes_a_page_fail():
    for text in ('"' + "\\000" * 32 + '"', "x" * 5000, "%FF"):
        for path in ("/", "/admin/"):
            answer = signed_in("").get(path, headers={"cookie": f"sessionid={text}; csrftoken={text}"})
            assert answer.status_code < 500


class TestTheAudit:
    @pytest.mark.parametrize("status", ["draft", "in-review", "signed-off", "published", "withdrawn", "²"])
    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_it_takes_the_filters_of_the_list(self, edition, kind, status):
        address = reverse(f"admin:articles_article_audit_{kind}")
        assert signed_in("writer").get(f"{address}?status={status}&owner=me").status_code == 200

    def test_a_filter_that_the_list_does_not_have_is_refused(self, edition):
        address = reverse("admin:articles_article_audit_csv")
        assert signed_in("writer").get(f"{address}?nonsense=1").status_code == 400


@pytest.mark.parametrize(
    "address", ["/.git/HEAD", "/manage.py", "/static/", "/static/../manage.py", "/db.sqlite3", "/docs/"]
)
def test_no_file_of_the_program_is_served(address):
    assert signed_in("").get(address).status_code == 404
