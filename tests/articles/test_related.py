"""Suggestions beside a live edition, and their reasons."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing
from articles.editions.read_on import read_on
from articles.models import Edition, LiveEdition, RelatedEdition, RelatedFeature
from articles.related import FLOOR, KEPT, SHOWN, rebuilding, related_editions, update_related
from articles.related.likeness import compare
from articles.related.lists import automatic
from articles.search.page_words import PageWords
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db


def publish(title, now=None, **fields):
    """A live edition without what the factory gives every page, so that pages share what the test says."""
    plain = {"tags": (), "category": f"Category of {title}", "summary": f"Only {title.lower()} matters."}
    return make_published(make_article(title, **{**plain, **fields}), now=now)


def titles(edition):
    return [suggestion.live.title for suggestion in related_editions(edition)]


def reasons(edition, other):
    """Why the comparison suggests it, as editors see it, whether or not readers do."""
    return RelatedEdition.objects.get(article=edition.article_id, other=other.article_id).reasons


@pytest.fixture(scope="class")
def published(rows_of_class):
    return rows_of_class(lambda: publish("Rain", tags=("weather", "water")))


@pytest.fixture
def rain(published):
    return deepcopy(published)


@pytest.fixture
def low_floor(monkeypatch):
    """Made pages have less in common than what readers are shown."""
    monkeypatch.setattr("articles.related.FLOOR", 1.0)


class TestRelatedEditions:
    def test_a_shared_tag_suggests_both_ways_and_says_so(self, rain):
        snow = publish("Snow", tags=("weather",))
        assert "tag: weather" in reasons(rain, snow)
        assert "tag: weather" in reasons(snow, rain)

    @pytest.mark.usefixtures("low_floor")
    def test_a_rare_tag_counts_more_than_a_common_one(self, rain):
        for title in ("Wind", "Storm", "Snow"):
            publish(title, tags=("weather",))
        publish("Rivers", tags=("water",))
        call_command("rebuild_related")
        assert titles(rain)[0] == "Rivers"

    def test_a_publication_weighs_tags_sources_and_categories_as_a_rebuild_does(self, rain):
        publish("Snow", tags=("weather",), category="Weather")
        article = publish("Wind", tags=("weather",), category="Weather").article
        make_published(article, change="review")
        counted = RelatedFeature.objects.filter(article=article, key__regex="^(tag|source|category) ")
        before = set(counted.values_list("key", "weight"))
        call_command("rebuild_related")
        assert set(counted.values_list("key", "weight")) == before

    def test_a_shared_source_is_a_reason(self, rain):
        content = rain.article_content()
        thunder = publish("Thunder", sections=content.sections)
        assert "cites the same source" in reasons(rain, thunder)

    def test_a_shared_category_is_a_reason(self):
        one, other = publish("Rain", category="Weather"), publish("Snow", category="Weather")
        assert "category: Weather" in reasons(one, other)

    def test_a_page_that_names_another_is_suggested_both_ways(self, rain):
        umbrella = publish("Umbrella", main_message="An umbrella is of use in rain.")
        assert "names this page" in reasons(rain, umbrella)
        assert "named on this page" in reasons(umbrella, rain)

    def test_readers_are_told_one_reason_in_plain_words(self, rain):
        publish("Snow", tags=("weather",), main_message="Snow is frozen rain.")
        assert [each.reason for each in related_editions(rain)] == ["Also about: weather"]

    def test_what_only_shares_words_or_too_little_is_not_shown(self, rain):
        wind = publish("Wind", summary="Only rain matters, and rain, and rain again.")
        RelatedEdition.objects.filter(other=wind.article).update(score=99, reasons=["words: rain"])
        assert titles(rain) == []
        RelatedEdition.objects.filter(other=wind.article).update(reasons=["tag: weather"])
        assert titles(rain) == ["Wind"]
        RelatedEdition.objects.filter(other=wind.article).update(score=FLOOR - 0.1)
        assert titles(rain) == []

    def test_what_the_page_leads_to_anyway_is_not_named_twice(self, rain):
        snow, _sleet = (publish(title, tags=("weather",)) for title in ("Snow", "Sleet"))
        assert [each.live.title for each in related_editions(rain, [snow.live])] == ["Sleet"]

    def test_a_name_counts_as_its_rarest_word_however_long_it_is(self, rain):
        publish("Thunder")
        publish("Hail in the hills")
        call_command("rebuild_related")
        weights = RelatedFeature.objects.filter(key__in=["title thunder", "title hill"])
        assert len(set(weights.values_list("key"))) == 2
        assert len(set(weights.values_list("weight"))) == 1

    @pytest.mark.usefixtures("low_floor")
    def test_it_is_in_a_steady_order(self, rain):
        editions = [publish("Weather report", tags=("weather",)) for _ in range(SHOWN + 2)]
        call_command("rebuild_related")
        assert [each.live.edition for each in related_editions(rain)] == editions

    @pytest.mark.usefixtures("low_floor")
    def test_pages_to_see_also_and_suggestions_make_up_three_without_those_in_the_text(self, rain):
        lives = [publish(f"Weather {i}", tags=("weather",)).live for i in range(5)]
        related = related_editions(rain, lives[:2])
        named, suggested = read_on(lives[:2], related, {lives[0].get_absolute_url()})
        assert [live.title for live in named] == ["Weather 1"]
        assert [each.live.title for each in suggested] == ["Weather 2", "Weather 3"]
        assert read_on(lives, related, ())[1] == []

    def test_it_takes_one_query_and_loads_no_text(self, rain, django_assert_num_queries):
        publish("Snow", tags=("weather",))
        with django_assert_num_queries(1):
            (suggestion,) = related_editions(rain)
            assert suggestion.live.get_absolute_url()
        assert {"edition_id", "summary"} <= suggestion.live.get_deferred_fields()


class TestWhatReadersMaySee:
    def test_a_draft_is_not_suggested(self, rain):
        make_article("Snow", tags=("weather",))
        assert titles(rain) == []

    def test_a_withdrawn_page_is_not_suggested_and_suggests_nothing(self, rain):
        snow = publish("Snow", tags=("weather",))
        publishing.withdraw(snow.article, make_user("publisher"), reason="Wrong.")
        assert titles(rain) == []
        assert not RelatedFeature.objects.filter(article=snow.article).exists()
        assert not RelatedEdition.objects.exists()

    def test_a_row_without_a_live_edition_shows_nothing(self, rain):
        snow = publish("Snow", tags=("weather",))
        LiveEdition.objects.filter(edition=snow).delete()
        assert titles(rain) == []

    def test_an_overdue_page_comes_last(self, rain):
        publish("Snow", tags=("weather", "water"), now=timezone.now() - timedelta(days=1500))
        publish("Wind", tags=("weather",))
        assert titles(rain) == ["Wind", "Snow"]

    def test_what_is_no_longer_shared_is_no_longer_suggested(self, rain):
        snow = publish("Snow", tags=("weather",))
        content = snow.article_content()
        snow.article.apply(make_content_like(snow.article, title="Snow", slug=content.slug, tags=("cold",)))
        again = make_published(snow.article, change="major", note="Other tags.")
        assert titles(rain) == titles(again) == []


class TestEditors:
    def test_a_pin_comes_first_and_stays(self, rain):
        snow, sand = publish("Snow", tags=("weather",)), publish("Sand")
        RelatedEdition.objects.update_or_create(
            article=rain.article, other=sand.article, defaults={"pinned": True}
        )
        _publish_again(rain)
        assert titles(_live(rain))[:2] == ["Sand", snow.title]

    def test_pins_stand_in_the_order_of_the_editors(self, rain):
        for rank, title in enumerate(("Sand", "Dust")):
            RelatedEdition.objects.update_or_create(
                article=rain.article,
                other=publish(title).article,
                defaults={"pinned": True, "rank": 2 - rank},
            )
        assert titles(rain)[:2] == ["Dust", "Sand"]

    def test_what_is_blocked_is_never_suggested(self, rain):
        snow = publish("Snow", tags=("weather",))
        RelatedEdition.objects.filter(article=rain.article, other=snow.article).update(blocked=True)
        _publish_again(snow)
        _publish_again(rain)
        assert titles(_live(rain)) == []

    def test_pins_and_blocks_wait_for_a_withdrawn_page(self, rain):
        snow = publish("Snow", tags=("weather",))
        RelatedEdition.objects.filter(article=rain.article, other=snow.article).update(pinned=True)
        publishing.withdraw(snow.article, make_user("publisher"), reason="Wrong.")
        assert titles(rain) == []
        assert RelatedEdition.objects.get(article=rain.article).pinned


class TestLists:
    def test_a_list_keeps_its_best(self, rain):
        for number in range(KEPT + 3):
            publish(f"Report {number}", tags=("weather",))
        best = publish("Rain in the mountains", tags=("weather", "water"))
        rows = RelatedEdition.objects.filter(article=rain.article)
        assert rows.count() == KEPT
        assert related_editions(rain)[0].live.edition == best

        editions = Edition.objects.live()
        update_related([(each, PageWords.of(each.article_content())) for each in editions])
        together = set(automatic().values_list("article", "other", "score"))
        call_command("rebuild_related", "--from-start")
        assert set(automatic().values_list("article", "other", "score")) == together

    def test_the_work_does_not_grow_with_the_site(self, rain, django_assert_max_num_queries):
        for number in range(8):
            publish(f"Report {number}", tags=("weather",))
        with django_assert_max_num_queries(40):
            update_related([(rain, PageWords.of(rain.article_content()))])


class TestRebuildRelated:
    @pytest.mark.usefixtures("low_floor")
    def test_it_suggests_what_publishing_suggested(self, rain, capsys):
        snow = publish("Snow", tags=("weather",))
        sand = publish("Sand")
        RelatedEdition.objects.filter(article=rain.article).update(pinned=True)
        RelatedFeature.objects.all().delete()
        RelatedEdition.objects.filter(pinned=False).delete()
        call_command("rebuild_related")
        assert "3 editions related" in capsys.readouterr().out
        assert snow.title in titles(rain)
        assert rain.title in titles(snow)
        assert RelatedEdition.objects.get(article=rain.article, other=snow.article).pinned
        assert RelatedFeature.objects.filter(article=sand.article).exists()

    def test_it_goes_on_where_it_stopped_and_locks_nothing_between_batches(self, rain, monkeypatch):
        snow = publish("Snow", tags=("weather",))
        keys = set(RelatedEdition.objects.values_list("pk", flat=True))
        monkeypatch.setattr(rebuilding, "COMPARED", 1)
        transactions, compared = len(connection.atomic_blocks), []

        def stop(done, total):
            assert len(connection.atomic_blocks) == transactions
            assert titles(rain) == ["Snow"]
            if done == 3:
                raise InterruptedError

        def noted(page):
            compared.append(page.article)
            return compare(page)

        monkeypatch.setattr(rebuilding, "compare", noted)
        with pytest.raises(InterruptedError):
            rebuilding.rebuild(stop)
        rebuilding.rebuild()
        assert compared == [rain.article_id, snow.article_id]
        # What is right is not written again: the pages that show it stay as they are.
        assert set(RelatedEdition.objects.values_list("pk", flat=True)) == keys

    def test_a_list_that_stays_as_it_is_is_not_written(self, rain):
        publish("Snow", tags=("weather",))
        call_command("rebuild_related")
        with CaptureQueriesContext(connection) as queries:
            update_related([(rain, PageWords.of(rain.article_content()))])
        assert not [query for query in queries if 'INTO "articles_relatededition' in query["sql"]]


def make_content_like(article, **changes):
    return replace(article.content(), **changes)


def _publish_again(edition):
    article = edition.article
    article.apply(make_content_like(article, summary="Only a new summary matters."))
    return make_published(article, change="major", note="New summary.")


def _live(edition):
    return LiveEdition.objects.get(article=edition.article).edition
