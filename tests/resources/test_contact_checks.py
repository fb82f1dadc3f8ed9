"""Contacts that were tried again, and the page on which a second person approves them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import ApprovedText
from articles.publishing import TextChanged, approve, check_again, record_changed
from articles.records.record import record_of
from resources.models import Organization
from tests.acting import refused, shown
from tests.factories import PASSWORD, make_organization, make_user

pytestmark = pytest.mark.django_db
NEW_DAY = date(2026, 2, 3)
REASON = "Somebody else has this number by now, and sells pills."


@pytest.fixture
def helpers():
    contacts = [{"kind": "phone", "value": "0800 111"}, {"kind": "phone", "value": "0800 222"}]
    return make_organization("helpers", contacts=contacts)


def tried(organization, by, contacts=None, **fields):
    chosen = contacts if contacts is not None else [organization.contacts.first().pk]
    digest = record_of(Organization.objects.get(pk=organization.pk), "contacts").digest
    values = {"how": "called", "checked_on": NEW_DAY, "seen_digest": digest, **fields}
    return check_again(organization, by, contacts=chosen, **values)


def change_number(organization, by, value="0900 666"):
    contact = organization.contacts.first()
    contact.value = value
    contact.forget_check()
    contact.save()
    record_changed(organization, by)


class TestCheckAgain:
    def test_readers_see_the_new_day_beside_what_was_tried_alone(self, client, helpers):
        tried(helpers, make_user("reviewer", first_name="Rita"))
        assert shown(client, "/organizations/helpers/").count("3 February 2026") == 1
        first, second = helpers.contacts.order_by("pk")
        assert (first.checked_on, first.checked_by, first.checked_how) == (NEW_DAY, "Rita", "called")
        assert second.checked_on != NEW_DAY

    def test_the_contacts_wait_for_nothing_afterwards(self, helpers):
        tried(helpers, make_user("publisher"))
        assert not record_of(helpers, "contacts").is_unapproved

    def test_who_wrote_the_number_still_counts_as_its_writer(self, helpers):
        before = record_of(helpers, "contacts").last.proposers
        assert tried(helpers, make_user("publisher")).proposers == before

    def test_one_click_of_the_call_sheet_notes_who_how_and_when(self, client, helpers):
        tried(helpers, make_user("publisher"), checked_on=date(2020, 1, 1))
        client.force_login(make_user("reviewer", first_name="Rita"))
        sheet = reverse("admin:resources_organization_call_sheet")
        [line] = client.get(sheet).context["lines"]
        sent = {"contact": line.contact.pk, "seen_digest": line.digest}
        assert client.post(sheet, sent, follow=True).context["lines"] == []
        line.contact.refresh_from_db()
        assert (line.contact.checked_by, line.contact.checked_how) == ("Rita", "Called")
        [said] = client.post(sheet, sent, follow=True).context["messages"]
        assert said.level_tag == "error"

    def test_the_call_sheet_costs_the_same_for_any_number_of_contacts(self, client, helpers):
        by = make_user("publisher")
        tried(helpers, by, checked_on=date(2020, 1, 1))
        client.force_login(by)
        sheet = reverse("admin:resources_organization_call_sheet")
        with CaptureQueriesContext(connection) as queries:
            client.get(sheet)
        of_one = len(queries)
        for slug in ("first", "second"):
            organization = make_organization(slug, contacts=[{"kind": "phone", "value": f"0800 {slug}"}])
            tried(organization, by, checked_on=date(2020, 1, 1))
        changed = organization.contacts.get()
        changed.value = "0900"
        changed.save()
        with CaptureQueriesContext(connection) as queries:
            lines = client.get(sheet).context["lines"]
        assert len(queries) == of_one
        assert [bool(line.digest) for line in lines] == [True, True, False]

    def test_it_lets_no_change_through(self, helpers):
        by = make_user("publisher")
        change_number(helpers, by)
        assert "Approve the change instead" in refused(tried, helpers, by)

    def test_a_number_that_was_changed_and_changed_back_is_approved_anew(self, helpers):
        by = make_user("publisher")
        change_number(helpers, by, "0900 666")
        change_number(helpers, by, "0800 111")
        assert "Approve the change instead" in refused(tried, helpers, by)
        record = record_of(Organization.objects.get(), "contacts")
        reasons = refused(approve, record, by, seen_digest=record.digest, how="called", checked_on=NEW_DAY)
        assert "You wrote this text" in reasons

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"contacts": []}, "Choose the contacts"),
            ({"contacts": [0]}, "One of the contacts is gone"),
            ({"how": " "}, "Say how"),
            ({"checked_on": None}, "Say on which day"),
            ({"checked_on": date(2999, 1, 1)}, "in the future"),
        ],
    )
    def test_it_says_what_is_missing(self, helpers, fields, reason):
        assert reason in refused(tried, helpers, make_user("reviewer"), **fields)

    def test_a_writer_may_not(self, helpers):
        assert "may not approve" in refused(tried, helpers, make_user("writer"))

    def test_what_was_changed_meanwhile_is_refused(self, helpers):
        with pytest.raises(TextChanged):
            tried(helpers, make_user("reviewer"), seen_digest="another")


class TestThePage:
    def address(self, organization):
        return reverse("admin:resources_organization_approve", args=[organization.pk, "contacts"])

    def send(self, client, organization, name, **fields):
        digest = record_of(Organization.objects.get(), "contacts").digest
        data = {"name": name, "seen_digest": digest, "how": "called", "checked_on": NEW_DAY.isoformat()}
        data |= {"password": PASSWORD}
        return client.post(self.address(organization), data | fields, follow=True).content.decode()

    def test_it_shows_both_texts_and_approves_the_proposed_one(self, client, helpers):
        change_number(helpers, make_user("writer"), "0800 333")
        client.force_login(make_user("reviewer"))
        html = shown(client, self.address(helpers))
        assert "0800 111" in html
        assert "0800 333" in html
        assert "Readers see this text now." in self.send(client, helpers, "ApproveCheckedForm")
        assert "0800 333" in shown(client, "/organizations/helpers/")

    def test_a_publisher_who_wrote_the_number_is_told_why_not(self, client, helpers):
        by = make_user("publisher")
        change_number(helpers, by, "0800 333")
        client.force_login(by)
        assert "You wrote this text" in self.send(client, helpers, "ApproveCheckedForm")
        assert "0800 333" not in shown(client, "/organizations/helpers/")

    def test_where_nothing_waits_it_asks_what_was_tried(self, client, helpers):
        client.force_login(make_user("reviewer"))
        assert "They work as they stand here" in shown(client, self.address(helpers))
        contact = helpers.contacts.first()
        html = self.send(client, helpers, "CheckAgainForm", contacts=contact.pk)
        assert "the new day of the check" in html
        assert ApprovedText.objects.filter(kind="contacts").count() == 2

    def test_one_publisher_takes_a_harmful_number_from_readers(self, client, helpers):
        client.force_login(make_user("publisher"))
        html = self.send(client, helpers, "TakeDownForm", reason=REASON)
        assert "Readers no longer see it." in html
        assert "0800 111" not in shown(client, "/organizations/helpers/")
        assert record_of(helpers, "contacts").live is None

    def test_a_reviewer_does_not(self, client, helpers):
        client.force_login(make_user("reviewer"))
        assert "Take it from readers" not in shown(client, self.address(helpers))
        self.send(client, helpers, "TakeDownForm", reason=REASON)
        assert "0800 111" in shown(client, "/organizations/helpers/")

    def test_a_writer_gets_no_such_page(self, client, helpers):
        client.force_login(make_user("writer"))
        assert client.get(self.address(helpers)).status_code == 403
