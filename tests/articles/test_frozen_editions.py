"""Editions and sign-offs as earlier releases wrote them: read, drawn, verified, compared and restored."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import timezone

from articles import publishing
from articles.content import ArticleContent, json_digest
from articles.content.difference import difference
from articles.models import Act, Article, Contributor, Edition, SignOff
from articles.publishing import readers_index
from articles.rendering.rendered import RenderedArticle
from articles.reports.editions_audit import faults
from tests.factories import make_user

FROZEN = sorted((Path(__file__).parents[1] / "editions").glob("*.json"))
FIRST = "0.1.0-skin-cancer-treatment"


def load(path):
    return json.loads(path.read_text("utf-8"))


def make_stored(rows, **changes):
    """The edition and sign-off of a file as rows that readers see, as their release wrote them."""
    now, publisher = timezone.now(), make_user("publisher")
    content = {**rows["edition"]["content"], **changes}
    digest = json_digest(content)
    for link in content["see_also"]:
        Article().apply(ArticleContent(link["title"], link["slug"]))
    article = Article().apply(ArticleContent.from_stored(content))
    reviewer = Contributor.objects.create(key="frozen-reviewer", name=rows["sign_off"]["reviewer"]["name"])
    sign_off = SignOff.objects.create(
        article=article,
        contributor=reviewer,
        signed_at=now,
        **{**rows["sign_off"], "content": content, "digest": digest},
    )
    edition = Edition.objects.create(
        article=article,
        sign_off=sign_off,
        reviewed_on=now.date(),
        next_review_on=now.date().replace(year=now.year + 1),
        published_at=now,
        published_by=publisher,
        **{**rows["edition"], "content": content, "digest": digest, "number": 1},
    )
    Act.objects.create(
        article=article,
        verb=Act.Verb.PUBLISH,
        actor=publisher,
        at=now,
        digest=digest,
        detail={"edition": 1},
    )
    readers_index.show([edition])
    return edition


def edition_faults():
    return [fault.fault for fault in faults()]


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: path.stem)
class TestFrozenEdition:
    def test_its_text_is_read_and_keeps_its_digest(self, path):
        for kept in load(path).values():
            content = ArticleContent.from_stored(kept["content"])
            assert content.to_dict() == kept["content"]
            assert content.digest() == kept["digest"]

    def test_it_compares_with_a_later_text(self, path):
        content = ArticleContent.from_stored(load(path)["edition"]["content"])
        assert not difference(content, content)
        later = difference(content, replace(content, summary="Another summary."))
        assert [change.name for change in later.fields] == ["summary"]

    def test_its_page_is_read_and_keeps_its_digest(self, path):
        kept = load(path)["edition"]
        assert RenderedArticle.from_dict(kept["rendered"]).sections
        assert json_digest(kept["rendered"]) == kept["rendered_digest"]

    @pytest.mark.django_db
    def test_it_is_drawn_for_readers(self, path, client):
        edition = make_stored(load(path))
        page = client.get(edition.get_absolute_url())
        assert page.status_code == 200
        assert edition.rendered["sections"][0]["html"] in page.content.decode()

    @pytest.mark.django_db
    def test_it_passes_verification_as_it_was_written(self, path):
        rows = load(path)
        edition = make_stored(rows)
        assert edition.digest == rows["edition"]["digest"]
        assert edition_faults() == []

    @pytest.mark.django_db
    def test_its_sign_off_still_holds(self, path):
        edition = make_stored(load(path))
        article = Article.objects.get(pk=edition.article_id)
        assert article.content().digest() == edition.sign_off.digest

    @pytest.mark.django_db
    def test_it_is_restored_word_for_word(self, path):
        edition = make_stored(load(path))
        edition.article.apply(replace(edition.article_content(), summary="Written later."))
        publishing.restore(edition.article, make_user("publisher"), edition)
        assert Article.objects.get(pk=edition.article_id).content() == edition.article_content()


class TestOfANewerRelease:
    """What a process of the release before does with an edition that a newer one wrote."""

    UNKNOWN = {"pictures": [{"file": "a"}]}

    def rows(self):
        return load(next(path for path in FROZEN if path.stem == FIRST))

    def test_unknown_fields_and_choices_are_read(self):
        data = {**self.rows()["edition"]["content"], **self.UNKNOWN, "audience": "carers", "schema": 2}
        assert ArticleContent.from_stored(data).audience == "carers"

    @pytest.mark.django_db
    @pytest.mark.parametrize("place", ["", "history/", "editions/1/"])
    def test_its_pages_answer(self, client, place):
        rows = self.rows()
        sections = [{**section, "purpose": "pictures"} for section in rows["edition"]["content"]["sections"]]
        edition = make_stored(rows, sections=sections, **self.UNKNOWN)
        assert client.get(f"{edition.get_absolute_url()}{place}").status_code == 200

    @pytest.mark.django_db
    def test_verification_names_what_it_cannot_show(self):
        make_stored(self.rows(), **self.UNKNOWN)
        assert edition_faults() == ["A newer release wrote it; this one can't show pictures."]
