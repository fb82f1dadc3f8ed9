"""The chain over everything that is written once: see articles.models.chain."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps
from django.utils import timezone

from articles.models import Act, ChainLink, Edition, RecordIsFinal, triggers
from articles.models.chain import append_all, head, link_digest, read_rows, written, written_together
from articles.publishing import withdraw
from articles.reports.chain_audit import chain_faults, chained_models
from cancerinfo.accounts.models import SecurityEvent
from tests.factories import make_published

pytestmark = pytest.mark.django_db


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params or None)


def refused(statement):
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        sql(statement)
    return True


def make_act(**fields):
    return Act.objects.create(verb="edit", at=timezone.now(), **fields)


def sentences():
    """The faults besides triggers, which the tests' database hasn't all."""
    return [str(fault) for fault in chain_faults() if "trigger" not in str(fault)]


def fail_after(**fields):
    """An act, and then a mistake of the program."""
    make_act(**fields)
    raise ZeroDivisionError


class TestEveryRowGetsALink:
    def test_links_are_numbered_from_one_in_the_order_of_the_acts(self):
        make_published()
        links = ChainLink.objects.values_list("number", "table", "row")
        numbers, tables, _ = zip(*links, strict=True)
        assert numbers == tuple(range(1, len(numbers) + 1))
        assert len(tables) == sum(model.objects.count() for model in chained_models().values())
        acts = [row for _, table, row in links if table == "articles_act"]
        assert acts == sorted(acts)

    def test_each_is_bound_to_the_one_before(self):
        make_published()
        digest = "0" * 64
        for link in ChainLink.objects.all():
            digest = link_digest(link.number, digest, link.row_digest)
            assert link.digest == digest
        assert head(ChainLink) == (link.number, digest)

    def test_many_at_once(self):
        Act.objects.bulk_create([Act(verb="edit", at=timezone.now(), detail={"n": n}) for n in range(3)])
        assert ChainLink.objects.count() == 3
        assert sentences() == []

    def test_what_is_rolled_back_has_none(self):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            fail_after()
        assert not ChainLink.objects.exists()

    def test_what_a_savepoint_takes_back_has_none(self):
        with written_together():
            make_act(detail={"n": 1})
            with pytest.raises(ZeroDivisionError), transaction.atomic():
                fail_after(detail={"n": 2})
            make_act(detail={"n": 3})
        assert ChainLink.objects.count() == 2
        assert sentences() == []

    def test_after_a_failure_the_next_transaction_begins_anew(self):
        with pytest.raises(ZeroDivisionError), written_together():
            fail_after()
        make_act()
        assert ChainLink.objects.count() == 1

    def test_a_transaction_that_is_to_be_rolled_back_writes_none(self):
        with written_together():
            make_act()
            transaction.set_rollback(True)
        assert not ChainLink.objects.exists()

    def test_nobody_writes_a_link_by_itself(self):
        link = ChainLink(number=1, table="articles_act", row=1, at=timezone.now())
        with pytest.raises(RecordIsFinal):
            link.save()

    def test_rows_from_before_the_chain_are_linked_in_the_order_of_their_keys(self):
        Act._base_manager.bulk_create(Act(verb="edit", at=timezone.now()) for _ in range(250))
        append_all(Act, ChainLink)
        rows = list(ChainLink.objects.values_list("row", flat=True))
        assert len(rows) == 250
        assert rows == sorted(rows)
        assert sentences() == []


class TestWrittenOnce:
    def test_every_such_table_has_all_its_triggers(self, all_triggers):
        assert triggers.missing(connection) == []
        assert {"articles_waiver", "articles_withdrawal", "articles_chainlink"} <= set(triggers.tables())

    def test_waivers_withdrawals_and_links_are_never_changed(self, all_triggers):
        edition = make_published()
        withdraw(edition.article, edition.published_by, reason="It is out of date.")
        assert refused("UPDATE articles_withdrawal SET reason = 'Another.'")
        assert refused("DELETE FROM articles_withdrawal")
        assert refused("UPDATE articles_chainlink SET digest = ''")
        assert refused("DELETE FROM articles_chainlink")

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
    def test_no_table_is_truncated(self, all_triggers):
        for table in triggers.tables():
            assert refused(f"TRUNCATE {table} CASCADE")


class TestWhatADigestCovers:
    AT = datetime(2026, 5, 31, 22, 0, 0, 123_456, tzinfo=UTC)

    def test_a_row_is_written_the_same_on_every_database(self):
        act = Act.objects.create(verb=Act.Verb.EDIT, at=self.AT, detail={"b": 1e16, "a": ["é"]})
        ((_, row),) = read_rows(Act, [act.pk])
        assert row == {
            "id": act.pk,
            "verb": "edit",
            "at": "2026-05-31T22:00:00.123+00:00",
            "detail": "2dec966e337c696149ea25b46ada3b20d2ebf2b2973c647cd4cf4e8f60a815d9",
        }

    def test_of_an_edition_it_covers_text_and_page(self):
        edition = make_published()
        ((_, row),) = read_rows(Edition, [edition.pk])
        assert (row["content"], row["rendered"]) == (edition.digest, edition.rendered_digest)

    def test_a_network_address_is_a_text(self):
        event = SecurityEvent.objects.create(at=self.AT, kind="failure", address="2001:db8::")
        ((_, row),) = read_rows(SecurityEvent, [event.pk])
        assert row["address"] == "2001:db8::"

    @isolate_apps("articles")
    def test_a_column_that_is_added_later_leaves_old_digests_as_they_are(self):
        class Before(models.Model):  # noqa: DJ008
            name = models.TextField()
            day = models.DateField(null=True)

            class Meta:
                app_label = "articles"

        class After(models.Model):  # noqa: DJ008
            name = models.TextField()
            day = models.DateField(null=True)
            note = models.TextField(blank=True)
            place = models.ForeignKey(Before, null=True, on_delete=models.PROTECT)
            more = models.JSONField(default=dict)
            is_new = models.BooleanField(default=False)

            class Meta:
                app_label = "articles"

        row = {"id": 1, "name": "a", "day": date(2026, 5, 31)}
        added = {"note": "", "place_id": None, "more": {}, "is_new": False}
        assert written(Before, row) == written(After, row | added)
        assert written(After, row | added) != written(After, row | added | {"is_new": True})

    def test_it_survives_a_move_to_another_database(self, unguarded, tmp_path):
        edition = make_published()
        withdraw(edition.article, edition.published_by, reason="It is out of date.")
        file = tmp_path / "all.json"
        labels = sorted({"articles.ChainLink", *(model._meta.label for model in chained_models().values())})
        call_command("dumpdata", *labels, output=str(file), verbosity=0)
        with connection.constraint_checks_disabled():
            for table in triggers.tables():
                sql(f"DELETE FROM {table}")
        call_command("loaddata", str(file), verbosity=0)
        assert ChainLink.objects.count() > 5
        assert sentences() == []


@pytest.mark.usefixtures("all_triggers")
class TestTriggersOfTheRecord:
    def test_with_all_of_them_nothing_is_wrong(self):
        assert list(chain_faults()) == []

    def test_each_that_is_lost_is_a_fault(self):
        with connection.cursor() as cursor:
            for _, statement in triggers.drops(connection.vendor):
                cursor.execute(statement)
        lost = {
            f"The database has lost the trigger {name}." for name, *_ in triggers.names(connection.vendor)
        }
        assert lost <= {str(fault) for fault in chain_faults()}
        assert lost
