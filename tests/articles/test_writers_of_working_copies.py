"""Every way in which a text changes ends in a line of the log that has the new text's digest.

Who stands in the log as a writer doesn't sign off, so a way that forgets it would open a door.
"""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from articles import publishing
from articles.models import Article, Tag
from articles.publishing import bulk, deleted_sections
from articles.publishing.tag_merge import merge
from tests.factories import make_article, make_published, make_user

# Modules that store digests past `locked`, as the acts do it, each with the act that logs for it.
STORERS = {
    "articles.working_copy.see_also",  # writes its own lines
    "articles.working_copy.shared_records",  # refresh_users: record_changed
}
# Modules that write sections: each calls an act of publishing/working_copies.py, or is called by one.
WRITERS = {
    "articles.working_copy.applying",
    "articles.publishing.deleted_sections",
    "articles.publishing.left_out",
}


def calls(name):
    """Modules of the app that call a function or class of this name, migrations and models left out."""
    found = set()
    for path in (Path(settings.BASE_DIR) / "articles").rglob("*.py"):
        module = ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts)
        if {"migrations", "models"} & set(module.split(".")):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) == name
            ):
                found.add(module)
    return found


class TestNobodyElseWrites:
    def test_digests_are_stored_in_known_places(self):
        assert calls("store_digests") == STORERS

    def test_sections_are_made_in_known_places(self):
        assert calls("Section") == WRITERS

    def test_a_content_is_applied_by_the_restoring_act_alone(self):
        assert calls("apply") == {"articles.publishing.working_copies"}
        assert calls("apply_contents") == {"articles.intake.articles"}


def by_the_form(article, by):
    section = article.sections.first()
    section.body = "<p>Another.</p>"
    section.save()
    publishing.saved(article, by)


def by_many_at_once(article, by):
    bulk.add_tag(article, by, name="another tag")


def by_restoring(article, by):
    edition = make_published(article)
    article.apply(replace(article.content(), summary="Another."))
    publishing.restore(Article.objects.get(pk=article.pk), by, edition)


def by_a_section_that_comes_back(article, by):
    section = article.sections.last()
    deleted_sections.keep(article, [section], by)
    section.delete()
    publishing.saved(article, by)
    deleted_sections.bring_back(article.deleted_sections.get(), by)


def by_merging_tags(article, by):
    merge(Tag.objects.get(name="testing"), Tag.objects.create(name="trying", slug="trying"), by)


def by_a_shared_record(article, by):
    contributor = article.article_authors.get().contributor
    contributor.credentials = "Another"
    contributor.save()
    publishing.record_changed(contributor, by)


WAYS = [
    by_the_form,
    by_many_at_once,
    by_restoring,
    by_a_section_that_comes_back,
    by_merging_tags,
    by_a_shared_record,
]


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_changed_text_has_its_line_in_the_log(way):
    article, by = make_article(by=make_user("writer")), make_user("publisher")
    way(article, by)
    stored = Article.objects.get(pk=article.pk)
    line = stored.acts.order_by("-at", "-pk").first()
    assert stored.digest == stored.content().digest()
    assert (line.digest, line.actor) == (stored.digest, by)
