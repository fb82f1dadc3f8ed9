"""The sections that a reviewer ticks as read while they read."""

import re

import pytest
from django.urls import reverse

from articles import publishing
from articles.models import ReadSection
from tests.articles.test_admin_acts import enter
from tests.factories import make_article

pytestmark = pytest.mark.django_db
BOX = re.compile(r'name="section" value="([0-9a-f]{64})"( checked)?')


def boxes(client, article):
    """The digests of the sections that can be ticked on the page of a sign-off, and those that are."""
    page = client.get(reverse("admin:articles_article_act", args=[article.pk, "sign-off"])).content.decode()
    found = BOX.findall(page)
    return [digest for digest, _ in found], [digest for digest, is_read in found if is_read], page


def test_ticks_are_kept_until_their_section_changes(client):
    article = make_article()
    reviewer = enter(client, "reviewer")
    address = reverse("admin:articles_article_ticks", args=[article.pk])
    digests, ticked, page = boxes(client, article)
    assert len(digests) == article.sections.count()
    assert not ticked
    answer = client.post(
        address, {"section": [*digests[:2], "f" * 64]}, headers={"Accept": "application/json"}
    )
    assert answer.json() == {"read": 2}
    assert ReadSection.objects.count() == 2
    first = article.sections.first()
    first.body += "<p>More.</p>"
    first.save()
    publishing.record_edit(article, enter(client, "writer"))
    client.force_login(reviewer)
    changed, ticked, page = boxes(client, article)
    assert len(set(changed) - set(digests)) == 1
    assert len(ticked) == 1
    assert "<span data-count>1</span> of" in page
    answer = client.post(address, {"section": changed})
    assert answer.url == reverse("admin:articles_article_read", args=[article.pk])
    assert set(ReadSection.objects.values_list("digest", flat=True)) == set(changed)
    enter(client, "reviewer")
    assert not boxes(client, article)[1]


def test_who_does_not_review_has_no_ticks(client):
    article = make_article()
    enter(client, "writer")
    read = reverse("admin:articles_article_read", args=[article.pk])
    assert 'name="section" value=' not in client.get(read).content.decode()
    address = reverse("admin:articles_article_ticks", args=[article.pk])
    assert client.post(address, {"section": "a"}).status_code == 403
    assert client.get(address).status_code == 405
