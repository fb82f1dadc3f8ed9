"""Invariant 2: an edition never changes, and what slips past everything is found by `verify_record`."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Case, F, ProtectedError, When
from django.utils import timezone

from articles.content import json_digest
from articles.models import (
    Act,
    Article,
    Contributor,
    Edition,
    LiveEdition,
    PlacedSurvey,
    RecordIsFinal,
    SearchDocument,
    SignOff,
    TaggedEdition,
    triggers,
)
from articles.models.deflated_json import deflated
from articles.publishing import record_edit, withdraw
from articles.publishing.live_repair import repair_live
from articles.reports.editions_audit import faults
from tests.factories import make_content, make_published, make_survey, make_term

pytestmark = pytest.mark.django_db
WRITTEN_ONCE = [Edition, SignOff, Act]


def refuses(error, work):
    with pytest.raises(error), transaction.atomic():
        work()
    return True


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.mark.parametrize("model", WRITTEN_ONCE)
@pytest.mark.usefixtures("published")
class TestTheModelsRefuse:
    def row(self, model):
        return model.objects.first()

    def test_save(self, model):
        assert refuses(RecordIsFinal, self.row(model).save)

    def test_save_of_some_fields(self, model):
        row = self.row(model)
        assert refuses(RecordIsFinal, lambda: row.save(update_fields=["digest"]))

    def test_a_forced_update(self, model):
        row = self.row(model)
        assert refuses(RecordIsFinal, lambda: row.save(force_update=True))

    def test_delete(self, model):
        assert refuses(RecordIsFinal, self.row(model).delete)

    def test_update_of_a_queryset(self, model):
        self.row(model)
        assert refuses(RecordIsFinal, lambda: model.objects.filter(digest="x").update(digest="y"))

    def test_delete_of_a_queryset(self, model):
        self.row(model)
        assert refuses(RecordIsFinal, lambda: model.objects.all().delete())

    def test_bulk_update(self, model):
        row = self.row(model)
        row.digest = "y"
        assert refuses(RecordIsFinal, lambda: model.objects.bulk_update([row], ["digest"]))

    @pytest.mark.parametrize("way", [{"ignore_conflicts": True}, {"update_conflicts": True}])
    def test_an_upsert(self, model, way):
        row = self.row(model)
        assert refuses(RecordIsFinal, lambda: model.objects.bulk_create([row], **way))

    def test_update_or_create(self, model):
        row = self.row(model)
        assert refuses(
            RecordIsFinal, lambda: model.objects.update_or_create(pk=row.pk, defaults={"digest": "y"})
        )

    def test_a_related_manager(self, model):
        row = self.row(model)
        name = {Edition: "editions", SignOff: "sign_offs", Act: "acts"}[model]
        rows = getattr(row.article, name)
        assert refuses(RecordIsFinal, lambda: rows.update(digest="y"))
        assert refuses(RecordIsFinal, lambda: rows.all().delete())


@pytest.mark.parametrize("model", WRITTEN_ONCE)
@pytest.mark.usefixtures("published")
class TestTheDatabaseRefuses:
    def row(self, model):
        return model.objects.first()

    def test_an_upsert(self, model):
        row = self.row(model)
        row.digest = "y"
        assert refuses(
            IntegrityError,
            lambda: model._base_manager.bulk_create(
                [row], update_conflicts=True, update_fields=["digest"], unique_fields=["id"]
            ),
        )

    def test_the_base_manager(self, model, all_triggers):
        self.row(model)
        assert refuses(IntegrityError, lambda: model._base_manager.update(digest="y"))
        newest = model._base_manager.order_by("-pk").values("pk")[:1]
        # Rows that others rest on are protected before the database is asked.
        assert refuses(
            (IntegrityError, ProtectedError), lambda: model._base_manager.filter(pk__in=newest).delete()
        )

    def test_a_raw_delete(self, model, all_triggers):
        self.row(model)
        everything = model._base_manager.all()
        assert refuses(IntegrityError, lambda: everything._raw_delete(everything.db))

    def test_an_update_by_hand(self, model):
        self.row(model)
        assert refuses(IntegrityError, lambda: sql(f"UPDATE {model._meta.db_table} SET digest = 'y'"))

    def test_a_delete_by_hand(self, model, all_triggers):
        self.row(model)
        assert refuses(IntegrityError, lambda: sql(f"DELETE FROM {model._meta.db_table}"))


class TestCascade:
    def test_an_article_with_editions_is_not_deleted(self):
        article = make_published().article
        assert refuses(ProtectedError, article.delete)
        assert refuses(ProtectedError, Article.objects.all().delete)

    def test_the_people_of_an_edition_are_not_deleted(self):
        edition = make_published()
        assert refuses(ProtectedError, edition.published_by.delete)
        assert refuses(ProtectedError, edition.sign_off.user.delete)
        assert refuses(ProtectedError, edition.sign_off.contributor.delete)

    def test_a_category_of_an_edition_is_not_deleted(self):
        assert refuses(ProtectedError, make_published().category.delete)


class TestAnEditionStandsAlone:
    def test_a_changed_shared_record_does_not_change_it(self):
        edition = make_published()
        before = (edition.content, edition.rendered)
        Contributor.objects.update(name="Another name", credentials="")
        edition.article.apply(make_content())
        again = Edition.objects.get(pk=edition.pk)
        assert (again.content, again.rendered) == before
        assert again.sign_off.reviewer["name"] != "Another name"


def sentences():
    return [fault.fault for fault in faults()]


class TestFaultsOfAnEdition:
    """Each is found in a site whose one page was sound."""

    @pytest.mark.parametrize("column", ["content", "rendered"])
    def test_a_changed_letter_is_found(self, edition, unguarded, column):
        changed = {**getattr(edition, column), "title": "Changed"}
        sql(f"UPDATE articles_edition SET {column} = %s", deflated(changed))
        expected = {
            "content": "The text is not the one that was published.",
            "rendered": "The page is not the one that was drawn.",
        }
        assert expected[column] in sentences()

    def test_a_digest_that_was_changed_with_the_text_is_found(self, edition, unguarded):
        content = {**edition.content, "summary": "Changed"}
        sql(
            "UPDATE articles_edition SET content = %s, digest = %s",
            deflated(content),
            json_digest(content),
        )
        assert "The sign-off is of another text." in sentences()
        assert "The log does not know of its publication." in sentences()

    @pytest.mark.parametrize("column", ["title", "slug", "summary", "language"])
    def test_a_column_that_differs_from_the_text_is_found(self, edition, unguarded, column):
        sql(f"UPDATE articles_edition SET {column} = 'xx'")
        assert f"The {column} is not that of the text." in sentences()

    def test_a_changed_sign_off_is_found(self, edition, unguarded):
        sql("UPDATE articles_signoff SET verdict = 'changes', content = %s", deflated({}))
        assert sentences() == [
            "The text of the sign-off is not the one that was signed.",
            "The sign-off isn't an approval.",
        ]

    def test_a_changed_record_of_what_was_read_is_found(self, edition, unguarded):
        sql("UPDATE articles_signoff SET review_interval = 36")
        assert "What the sign-off says was read isn't what its digest says." in sentences()

    def test_a_reviewer_who_is_made_an_author_is_found(self, edition, unguarded):
        reviewer = {**edition.sign_off.reviewer, "key": edition.content["authors"][0]["key"]}
        sql("UPDATE articles_signoff SET reviewer = %s", json.dumps(reviewer))
        assert sentences() == ["The reviewer is an author."]

    def test_a_reviewer_who_wrote_is_found(self, edition):
        before = edition.published_at - timedelta(hours=1)
        record_edit(edition.article, edition.sign_off.user, now=before)
        assert sentences() == ["The reviewer wrote or edited the text."]

    def test_a_reviewer_who_writes_later_is_no_fault(self, edition):
        record_edit(edition.article, edition.sign_off.user)
        assert sentences() == []

    def test_a_gap_in_the_numbers_is_found(self, edition, unguarded):
        make_published(edition.article, now=timezone.now() + timedelta(days=1))
        sql("DELETE FROM articles_edition WHERE number = 1")
        assert "Edition 1 is missing." in sentences()

    def test_an_edition_lost_at_the_end_is_found(self, edition, unguarded):
        withdraw(edition.article, edition.published_by, reason="So.")
        sql("DELETE FROM articles_withdrawalwords")
        sql("DELETE FROM articles_withdrawal")
        sql("DELETE FROM articles_edition")
        assert sentences() == ["The log records an edition that is missing."]

    def test_a_pointer_to_an_old_edition_is_found(self, edition):
        make_published(edition.article, now=timezone.now() + timedelta(days=1))
        LiveEdition.objects.update(edition=edition)
        assert "Readers do not see the newest edition." in sentences()

    def test_a_pointer_with_another_address_is_found(self, edition):
        LiveEdition.objects.update(slug="elsewhere")
        assert sentences() == ["Readers do not see the newest edition."]

    def test_a_page_that_is_shown_again_without_an_act_is_found(self, edition):
        live = LiveEdition.objects.get()
        withdraw(edition.article, edition.published_by, reason="It is out of date.")
        live.save(force_insert=True)
        assert "Readers see it, though it was withdrawn." in sentences()

    def test_a_page_that_vanished_without_an_act_is_found(self, edition):
        LiveEdition.objects.all().delete()
        assert "Readers don't see it, though nobody withdrew it." in sentences()

    def test_a_live_edition_that_search_does_not_know_is_found(self, edition):
        SearchDocument.objects.all().delete()
        assert sentences() == ["It is live, but search doesn't find it."]

    def test_the_command_ends_with_one_and_a_sentence(self, edition, unguarded, capsys):
        sql("UPDATE articles_edition SET title = 'xx'")
        with pytest.raises(SystemExit) as end:
            call_command("verify_record")
        assert end.value.code == 1
        assert f"{edition.slug}, edition 1: The title is not that of the text." in capsys.readouterr().out

    def test_json_is_the_list_of_faults(self, edition, unguarded, capsys):
        sql("UPDATE articles_edition SET title = 'xx'")
        with pytest.raises(SystemExit):
            call_command("verify_record", "--json")
        assert {
            "fault": "The title is not that of the text.",
            "article": edition.slug,
            "edition": 1,
        } in json.loads(capsys.readouterr().out)


class TestVerifyRecord:
    def test_a_sound_site_has_no_fault(self, all_triggers, capsys):
        first = make_published(tags=("one",))
        make_published(first.article, now=timezone.now() + timedelta(days=1))
        gone = make_published()
        withdraw(gone.article, gone.published_by, reason="So.")
        call_command("verify_record")
        assert capsys.readouterr().err.startswith("3 editions, faults: 0.\n")

    def test_a_page_that_was_not_read_is_found(self, unguarded):
        make_term("mistake", name="mistake", definition="Something that went wrong.")
        edition = make_published()
        drawn = json.dumps(edition.rendered).replace("went wrong", "always heals")
        waiver = {"rule": "funding-missing", "reason": "So.", "who": "Somebody", "until": "2099-01-01"}
        sql(
            "UPDATE articles_edition SET rendered = %s, rendered_digest = %s, waivers = %s, "
            "next_review_on = '2099-01-01'",
            deflated(json.loads(drawn)),
            json_digest(json.loads(drawn)),
            json.dumps([waiver]),
        )
        assert sentences() == [
            "The page explains other words, or explains them otherwise, than its reviewer read.",
            "Its reviewer did not read the waiver of funding-missing.",
            "The next review is on another day than its reviewer read.",
            "Lists show another next_review_on than its edition gives.",
        ]

    def test_rows_that_outlive_a_live_edition_are_found(self):
        edition = make_published(tags=("one",))
        withdraw(edition.article, edition.published_by, reason="So.")
        tag = edition.article.tagged.get().tag
        TaggedEdition.objects.create(edition=edition, tag=tag)
        assert sentences() == ["Readers can find it, though it is not live."]

    def test_a_survey_table_that_shows_an_old_copy_is_found_and_put_right(self):
        for _ in range(2):
            edition = make_published(surveys=[make_survey("poll")])
        wrong = Case(When(edition=edition, then=False), default=True)
        PlacedSurvey.objects.update(is_newest=wrong, is_listed=wrong)
        assert (
            sentences()
            == [
                "The page of the survey table poll shows another edition's copy.",
                "A list shows another edition's copy of the survey table poll.",
            ]
            * 2
        )
        repair_live()
        assert sentences() == []

    def test_more_editions_cost_no_more_queries(self, django_assert_num_queries, all_triggers):
        make_published()
        with connection.execute_wrapper(counter := Counter()):
            list(faults())
        for _ in range(4):
            make_published()
        with django_assert_num_queries(counter.count):
            list(faults())


class Counter:
    def __init__(self):
        self.count = 0

    def __call__(self, execute, *args):
        self.count += 1
        return execute(*args)


class TestTriggersStand:
    def test_after_all_migrations_every_trigger_is_there(self):
        lost = triggers.missing(connection)
        # The tests have put away those that refuse to empty their tables.
        emptied_by = {"sqlite": "_no_delete", "postgresql": "_no_truncate"}[connection.vendor]
        assert [name for name in lost if not name.endswith(emptied_by)] == []

    def test_a_number_is_given_once(self):
        edition = make_published()
        fields = {
            field.attname: getattr(edition, field.attname)
            for field in Edition._meta.concrete_fields
            if field.name not in ("id", "check_code")
        }
        assert refuses(IntegrityError, lambda: Edition.objects.create(**fields))
        assert Edition.objects.filter(number=F("number")).count() == 1
