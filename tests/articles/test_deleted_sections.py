"""Sections that editors deleted, and how they come back."""

import pytest
from django.urls import reverse

from articles.models import Act, Article, DeletedSection
from articles.publishing import ActRefused, deleted_sections
from tests.factories import make_article, make_user

from .test_admin_article import form_data

pytestmark = pytest.mark.django_db


def texts(article):
    return [section.content() for section in Article.objects.get(pk=article.pk).sections.order_by("order")]


def delete(article, place, by):
    section = article.sections.order_by("order")[place]
    section.delete()
    deleted_sections.keep(article, [section], by)


def test_a_section_that_is_deleted_in_the_form_comes_back_where_it_was(client, writer):
    article = make_article()
    before, digest = texts(article), article.digest
    address = reverse("admin:articles_article_change", args=[article.pk])
    post = form_data(client.get(address))
    client.post(address, {**post, "sections-1-DELETE": "on", "_continue": "1"})
    assert texts(article) == [before[0], *before[2:]]
    deleted = DeletedSection.objects.get()
    assert (deleted.heading, deleted.deleted_by) == (before[1].heading, writer)
    restore = reverse("admin:articles_article_restore_section", args=[article.pk, deleted.pk])
    assert restore in client.get(address).content.decode()
    page = client.post(restore, follow=True).content.decode()
    assert f"The section “{before[1].heading}” is back." in page
    assert texts(article) == before
    after = Article.objects.get(pk=article.pk)
    assert (after.digest, after.version) == (digest, article.version + 2)
    assert not DeletedSection.objects.exists()


def test_bringing_back_is_logged_as_an_edit(writer):
    article = make_article()
    delete(article, 0, writer)
    deleted_sections.bring_back(DeletedSection.objects.get(), writer)
    assert Act.objects.filter(article=article, verb=Act.Verb.EDIT, actor=writer).exists()


def test_a_place_that_is_no_more_is_the_end(writer):
    article = make_article()
    last = texts(article)[-1]
    delete(article, len(texts(article)) - 1, writer)
    article.sections.exclude(order=0).delete()
    deleted_sections.bring_back(DeletedSection.objects.get(), writer)
    assert texts(article)[-1] == last
    assert len(texts(article)) == 2


def test_the_oldest_are_forgotten_and_empty_ones_not_kept(writer):
    article = make_article()
    section = article.sections.first()
    for number in range(deleted_sections.KEPT + 3):
        section.heading = f"Number {number}"
        deleted_sections.keep(article, [section], writer)
    section.heading = section.body = ""
    deleted_sections.keep(article, [section], writer)
    kept = DeletedSection.objects.values_list("heading", flat=True)
    assert len(kept) == deleted_sections.KEPT
    assert kept[0] == f"Number {deleted_sections.KEPT + 2}"


def test_who_may_not_change_articles_brings_nothing_back(client):
    article = make_article()
    delete(article, 0, make_user("writer"))
    deleted = DeletedSection.objects.get()
    with pytest.raises(ActRefused):
        deleted_sections.bring_back(deleted, make_user("reviewer"))
    client.force_login(make_user("reviewer"))
    address = reverse("admin:articles_article_restore_section", args=[article.pk, deleted.pk])
    assert client.post(address).status_code == 403
    assert client.get(address).status_code in {403, 405}
    assert DeletedSection.objects.exists()
