"""What one person writes of an organization reaches no reader: the text, the services, a telephone number."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.content import OrganizationContent
from articles.models import Act
from articles.publishing import approve
from articles.records.record import record_of
from resources.models import Organization
from tests.acting import refused, send_admin_form, shown
from tests.factories import approve_organization, make_approved, make_organization, make_published, make_user

pytestmark = pytest.mark.django_db
ADVERT = "Our clinic sells B17 pills"
LISTS = (
    "/",
    "/organizations/",
    "/organizations/helpers/",
    "/organizations/?service=b17",
    "/es/organizations/",
    "/api/organizations/",
    "/sitemap-organizations.xml",
    "/search/?q=pills",
)


@pytest.fixture
def helpers():
    return make_organization("helpers", name="Helpers", description="They listen.", services=["helpline"])


def save(client, by, organization, **changes):
    """Saves the organization's form, as `by` would who types these changes."""
    client.force_login(by)
    address = reverse("admin:resources_organization_change", args=[organization.pk])
    return send_admin_form(client, address, **changes)


def record(organization, kind):
    return record_of(Organization.objects.get(pk=organization.pk), kind)


def try_to_approve(organization, kind, by):
    proposed = record(organization, kind)
    return refused(
        approve, proposed, by, seen_digest=proposed.digest, how="called", checked_on=timezone.localdate()
    )


def told(client, slug=None):
    """Everything that readers are told of organizations, in one text."""
    addresses = [*LISTS, f"/articles/{slug}/"] if slug else LISTS
    return "".join(shown(client, address) for address in addresses)


FIELDS = {
    "description": ("organization", f"{ADVERT} for 99 euro."),
    "name": ("organization", ADVERT),
    "abbreviation": ("organization", "B17 pills"),
    "services": ("organization", f"helpline\n{ADVERT}"),
    "topics": ("organization", ADVERT),
    "contacts-0-hours": ("contacts", f"{ADVERT} all day"),
    "contacts-0-callers": ("contacts", f"{ADVERT} buyers"),
    "contacts-0-value": ("contacts", "+44 900 17 17 17 B17 pills"),
}


class TestAWriterAlone:
    @pytest.mark.parametrize("field", FIELDS)
    def test_reaches_no_reader(self, client, helpers, field):
        edition = make_published(organizations=(OrganizationContent("helpers", "Helpers"),))
        kind, typed = FIELDS[field]
        assert save(client, make_user("writer"), helpers, **{field: typed}).status_code == 302
        assert record(helpers, kind).is_unapproved
        text = told(client, edition.slug)
        assert "B17 pills" not in text
        assert "They listen." in text
        assert "+44 800 000 000" in text

    def test_reaches_no_reader_by_another_contact_or_a_new_organization(self, client, helpers):
        added = {"contacts-TOTAL_FORMS": 2, "contacts-1-kind": "web", "contacts-1-value": "https://b17.example",
                 "contacts-1-order": 2}  # fmt: skip
        save(client, make_user("writer"), helpers, **added)
        new = {"name": ADVERT, "slug": "pills", "is_listed": "on", "description": ADVERT}
        response = send_admin_form(client, reverse("admin:resources_organization_add"), **new)
        assert response.status_code == 302
        assert "b17" not in told(client).replace("service=b17", "").replace('value="b17"', "").casefold()
        assert client.get("/organizations/pills/").status_code == 404

    def test_may_not_approve(self, client, helpers):
        by = make_user("writer")
        save(client, by, helpers, description="They also write.")
        assert "may not approve" in try_to_approve(helpers, "organization", by)


class TestAPublisherWhoEnteredIt:
    @pytest.mark.parametrize("field", ["description", "contacts-0-value"])
    def test_does_not_approve_it_alone(self, client, helpers, field):
        by, kind = make_user("publisher"), FIELDS[field][0]
        save(client, by, helpers, **{field: "0800 123"})
        assert "You wrote this text" in try_to_approve(helpers, kind, by)

    @pytest.mark.parametrize("field", ["description", "contacts-0-value"])
    def test_does_not_approve_it_after_a_writer_saved_it(self, client, helpers, field):
        by, kind = make_user("publisher"), FIELDS[field][0]
        save(client, by, helpers, **{field: "0800 123"})
        save(client, make_user("writer"), helpers)
        assert "You wrote this text" in try_to_approve(helpers, kind, by)
        save(client, make_user("writer"), helpers, **{field: "0800 1234"})
        assert "You wrote this text" in try_to_approve(helpers, kind, by)

    def test_an_advert_is_refused_whoever_approves_it(self, client, helpers):
        save(client, make_user("writer"), helpers, services="Buy cheap B17 pills here")
        assert "An error is open (promotional" in try_to_approve(
            helpers, "organization", make_user("reviewer")
        )


class TestACorrectedNumber:
    @pytest.fixture
    def corrected(self, client, helpers):
        save(client, make_user("writer"), helpers, **{"contacts-0-value": "+44 800 111 111"})
        return helpers

    def test_readers_see_the_old_one_until_somebody_confirms_it(self, client, corrected):
        assert "+44 800 000 000" in shown(client, "/organizations/helpers/")
        approve_organization(corrected, date(2026, 1, 5))
        html = shown(client, "/organizations/helpers/")
        assert "+44 800 111 111" in html
        assert "5 January 2026" in html

    def test_it_waits_for_nothing_else(self, client, corrected):
        save(client, make_user("writer"), corrected, description="Not approved yet.")
        make_approved(corrected, kind="contacts", how="called", checked_on=timezone.localdate())
        html = shown(client, "/organizations/helpers/")
        assert "+44 800 111 111" in html
        assert "They listen." in html

    def test_the_check_of_the_old_one_is_not_one_of_the_new_one(self, corrected):
        contact = corrected.contacts.get()
        assert (contact.checked_on, contact.checked_by, contact.checked_how) == (None, "", "")

    def test_who_confirms_says_how(self, corrected):
        proposed, by = record(corrected, "contacts"), make_user("reviewer")
        assert "Say how" in refused(
            approve, proposed, by, seen_digest=proposed.digest, checked_on=date.today()
        )

    def test_the_day_is_not_in_the_future(self, corrected):
        proposed, tomorrow = record(corrected, "contacts"), timezone.localdate() + timedelta(days=1)
        by = make_user("reviewer")
        reasons = refused(
            approve, proposed, by, seen_digest=proposed.digest, how="called", checked_on=tomorrow
        )
        assert "in the future" in reasons

    def test_the_check_is_that_of_who_confirmed_and_of_the_new_number_alone(self, client, helpers):
        added = {"contacts-TOTAL_FORMS": 2, "contacts-1-kind": "phone", "contacts-1-value": "0800 222",
                 "contacts-1-order": 2}  # fmt: skip
        save(client, make_user("writer"), helpers, **added)
        approve_organization(helpers, date(2026, 1, 5), by=make_user("reviewer", first_name="Rita"))
        old, new = helpers.contacts.order_by("pk")
        assert old.checked_on == timezone.localdate()
        assert (new.checked_on, new.checked_by, new.checked_how) == (date(2026, 1, 5), "Rita", "tried it")

    def test_saving_the_form_again_is_no_edit(self, client, corrected):
        approve_organization(corrected)
        lines = Act.objects.count()
        save(client, make_user("publisher"), corrected)
        assert Act.objects.count() == lines

    def test_what_it_helps_with_is_ticked_and_waits_like_any_other_word(self, client, helpers):
        save(client, make_user("writer"), helpers, help=["phone", "trials"])
        assert record(helpers, "organization").proposed.help == ("phone", "trials")
        assert record(helpers, "organization").is_unapproved

    def test_an_international_number_is_one_that_a_telephone_dials(self, client, helpers):
        response = save(client, make_user("writer"), helpers, **{"contacts-0-international": "0800 1"})
        assert "Write it with plus and digits alone" in response.content.decode()

    def test_nobody_types_a_check(self, client, helpers):
        typed = {"contacts-0-checked_on": "2030-01-01", "contacts-0-checked_by": "Nobody"}
        save(client, make_user("writer"), helpers, **typed)
        contact = helpers.contacts.get()
        assert (contact.checked_on, contact.checked_by == "Nobody") == (timezone.localdate(), False)
