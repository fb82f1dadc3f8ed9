"""How much a form may send: an editor as much as an article holds, anybody else what Django lets pass."""

import pytest
from django.conf import settings
from django.urls import reverse

from articles.models import Article
from cancerinfo.web.post_limits import OTHERS_BYTES, OTHERS_FIELDS
from tests.articles.test_admin_article import form_data
from tests.factories import make_article, make_content, make_published, make_user

pytestmark = pytest.mark.django_db


def fields(count):
    return {f"field-{i}": "x" for i in range(count)}


def test_an_article_of_300_sections_is_saved(client):
    client.force_login(make_user("writer"))
    section = make_content().sections[0]
    article = make_article(sections=(section,) * 300)
    address = reverse("admin:articles_article_change", args=[article.pk])
    data = form_data(client.get(address)) | {"sections-299-body": "<p>The last one.</p>", "_continue": "1"}
    assert len(data) > 2 * OTHERS_FIELDS
    assert client.post(address, data).status_code == 302
    sections = Article.objects.get().sections.order_by("order")
    assert (sections.count(), sections.last().body) == (300, "<p>The last one.</p>")


@pytest.mark.parametrize("content_type", ["urlencoded", "multipart"])
def test_a_reader_sends_no_more_than_a_reader_needs(client, content_type):
    address = f"/articles/{make_published().article.slug}/report/"

    def sent(count):
        if content_type == "multipart":
            return client.post(address, fields(count))
        body = "&".join(f"{name}=x" for name in fields(count))
        return client.post(address, body, content_type="application/x-www-form-urlencoded")

    assert sent(OTHERS_FIELDS - 5).status_code == 200
    assert sent(OTHERS_FIELDS + 1).status_code == 400


def test_who_is_not_signed_in_sends_no_more_to_the_desk(client):
    assert client.post(reverse("admin:login"), fields(OTHERS_FIELDS + 1)).status_code == 400
    user = make_user()
    user.is_staff = False
    user.save()
    client.force_login(user)
    assert client.post(reverse("admin:login"), fields(OTHERS_FIELDS + 1)).status_code == 400


def test_an_address_has_no_more_parameters_than_before(client):
    assert client.get("/organizations/?" + "a=1&" * (OTHERS_FIELDS - 1)).status_code == 200
    assert client.get("/organizations/?" + "a=1&" * OTHERS_FIELDS).status_code == 400


def test_a_long_form_of_a_reader_is_refused_before_it_is_read(client):
    body = "a=" + "x" * OTHERS_BYTES
    response = client.post("/check/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400


def test_even_an_editor_is_held_to_what_an_article_can_hold(client):
    client.force_login(make_user("writer"))
    address = reverse("admin:articles_article_add")
    assert client.post(address, fields(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)).status_code == 400
