"""What the walk along the chain finds after the owner of the tables passed the acts by with SQL."""

import json
from copy import deepcopy
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction
from django.utils import timezone

from articles.models import Act, ChainLink, SignOff
from articles.models.chain import append, head, link_digest
from articles.publishing import withdraw
from articles.reports.chain_audit import chain_faults, chained_models
from cancerinfo.accounts.models import SecurityEvent
from tests.articles.test_waivers_shown import make_waived
from tests.factories import make_published, make_term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unguarded")]


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params or None)


def sentences(*noted):
    """The faults besides triggers, which these tests have taken away."""
    return [str(fault) for fault in chain_faults(noted) if "trigger" not in str(fault)]


def make_withdrawn():
    """A waiver, a published edition that rests on it, its withdrawal, an approved text and a sign-in."""
    edition = make_published(make_waived())
    withdraw(edition.article, edition.published_by, reason="It is out of date.")
    make_term()
    SecurityEvent.objects.create(at=timezone.now(), kind="sign-in", account="a", address="192.0.2.1")
    assert sentences() == []
    return edition


@pytest.fixture(scope="class")
def published(rows_of_class):
    return rows_of_class(make_withdrawn)


@pytest.fixture
def edition(published):
    return deepcopy(published)


def another(field, value):
    """A value that a column could have as well, as SQL takes it."""
    if isinstance(field, models.JSONField):
        return json.dumps({"another": 1})
    if isinstance(field, models.DateTimeField):
        return datetime(2001, 1, 1, tzinfo=UTC)
    if isinstance(field, models.DateField):
        return date(2001, 1, 1)
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.GenericIPAddressField):
        return "192.0.2.2"
    return "x" if isinstance(field, models.CharField | models.TextField) else (value or 0) + 1


@pytest.mark.parametrize("table", sorted(chained_models()))
def test_a_changed_column_is_found(table, edition):
    model = chained_models()[table]
    row = model.objects.order_by("pk").first()
    unseen = []
    with connection.constraint_checks_disabled():
        for field in model._meta.concrete_fields:
            with transaction.atomic():
                if not field.primary_key:
                    changed = another(field, getattr(row, field.attname))
                    sql(f'UPDATE {table} SET "{field.column}" = %s WHERE id = {row.pk}', changed)
                    found = sentences()
                    if len(found) != 1 or "isn't as it was written" not in found[0]:
                        unseen.append((field.name, found))
                transaction.set_rollback(True)
    assert unseen == []


class TestRows:
    def test_a_missing_row_is_found(self, edition):
        sign_in = SecurityEvent.objects.get()
        sql("DELETE FROM accounts_securityevent")
        link = ChainLink.objects.get(table="accounts_securityevent")
        assert sentences() == [f"Security event {sign_in.pk} is missing (link {link.number})."]

    def test_an_inserted_row_is_found(self, edition):
        columns = "(verb, at, digest, detail, record_kind)"
        sql(f"INSERT INTO articles_act {columns} VALUES ('edit', %s, '', '{{}}', '')", timezone.now())
        newest = Act.objects.order_by("-pk").first()
        assert sentences() == [f"Act {newest.pk} has no link in the chain: no act wrote it."]

    def test_a_forged_sign_off_is_found(self, edition):
        values = SignOff.objects.values().first()
        (forged,) = SignOff._base_manager.bulk_create([SignOff(**values | {"id": None})])
        assert sentences() == [f"Sign off {forged.pk} has no link in the chain: no act wrote it."]

    def test_an_emptied_table_is_found(self, edition):
        empty = {"sqlite": "DELETE FROM articles_act", "postgresql": "TRUNCATE articles_act CASCADE"}
        connection.check_constraints()  # or PostgreSQL refuses, in the transaction that wrote the rows
        sql(empty[connection.vendor])
        assert len(sentences()) == ChainLink.objects.filter(table="articles_act").count() > 2


class TestLinks:
    def test_a_missing_link_is_found(self, edition):
        link = ChainLink.objects.get(number=2)
        sql("DELETE FROM articles_chainlink WHERE number = 2")
        assert len(found := sentences()) == 2
        assert found[0] == "After link 1 of the chain, the next is link 3."
        assert f"{link.row} has no link" in found[1]

    @pytest.mark.parametrize("column", ["at", "row", "salt", "row_digest", "digest", "table"])
    def test_a_changed_link_is_found(self, edition, column):
        link = ChainLink.objects.get(number=2)
        value = another(ChainLink._meta.get_field(column), getattr(link, column))
        if column == "row":
            value = 10**9
        sql(f'UPDATE articles_chainlink SET "{column}" = %s WHERE number = 2', value)
        assert sentences()

    def test_links_in_another_order_are_found(self, edition):
        for old, new in ((2, 100), (3, 2), (100, 3)):
            sql("UPDATE articles_chainlink SET number = %s WHERE number = %s", new, old)
        assert "Link 2 of the chain isn't the one that was written." in sentences()

    def test_a_row_whose_link_was_made_anew_is_found_by_the_links_after_it(self, edition):
        sql("UPDATE articles_withdrawal SET reason = 'Another.'")
        link = ChainLink.objects.get(table="articles_withdrawal")
        before = ChainLink.objects.get(number=link.number - 1)
        digest = link_digest(link.number, before.digest, "a" * 64)
        sql(f"UPDATE articles_chainlink SET digest = '{digest}' WHERE number = {link.number}")
        assert f"Link {link.number + 1} of the chain isn't the one that was written." in sentences()


class TestANotedHead:
    def test_it_stands_as_long_as_the_chain_only_grows(self, edition):
        noted = head(ChainLink)
        make_term()
        assert sentences(noted) == []

    def test_an_end_that_was_cut_off_with_its_rows_is_found_by_it_alone(self, edition):
        noted = number, _digest = head(ChainLink)
        sql("DELETE FROM accounts_securityevent")
        sql(f"DELETE FROM articles_chainlink WHERE number = {number}")
        assert sentences() == []
        assert sentences(noted) == [f"Link {number}, which was noted as the head, is missing."]

    def test_a_chain_that_was_written_anew_is_found_by_it_alone(self, edition):
        noted = number, _digest = head(ChainLink)
        sql("UPDATE accounts_securityevent SET account = 'b'")
        sql("DELETE FROM articles_chainlink WHERE number = %s", number)
        append([(SecurityEvent, SecurityEvent.objects.get().pk)], ChainLink)
        assert sentences() == []
        assert sentences(noted) == [f"Link {number} isn't the one that was noted as the head."]

    def test_the_command_takes_it_and_prints_the_newest(self, edition, capsys):
        call_command("print_head")
        noted = capsys.readouterr().out.strip()
        assert noted == "{}:{}".format(*head(ChainLink))
        sql("DELETE FROM accounts_securityevent")
        with pytest.raises(SystemExit):
            call_command("verify_record", "--head", noted)
        assert f"Head: {noted}" in capsys.readouterr().err

    @pytest.mark.parametrize("text", ["", "5", "5:abc", "x:" + "a" * 64])
    def test_what_is_no_head_is_refused_with_a_sentence(self, text):
        with pytest.raises(CommandError, match="isn't NUMBER:DIGEST"):
            call_command("verify_record", "--head", text)
