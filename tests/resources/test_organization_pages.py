"""/organizations/ and the page of one organization."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.content import OrganizationContent
from articles.models import Article
from articles.publishing import record_changed
from resources.directory import contact_href
from resources.models import Contact, Organization
from tests.acting import shown
from tests.factories import (
    approve_organization,
    make_approved,
    make_article,
    make_organization,
    make_published,
    make_user,
)

pytestmark = pytest.mark.django_db


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def names(html):
    return {name for name in ("Anna", "Berta", "Clara") if f"{name}</a>" in html}


@pytest.fixture
def three():
    make_organization("anna", name="Anna", country="GB", languages=["en"], help=["phone", "nurse"])
    make_organization(
        "berta", name="Berta", country="DE", languages=["de", "en"], help=["peers"], kind="government"
    )
    make_organization("clara", name="Clara", country="DE", languages=["de"], help=["phone"])


def changed(organization, contact):
    """A writer saves a contact, and somebody else approves it."""
    contact.save()
    record_changed(organization, make_user("writer"))
    approve_organization(organization)


def with_a_web_page_alone(slug):
    organization = Organization.objects.get(slug=slug)
    contact = organization.contacts.get()
    contact.kind, contact.value = "web", "https://example.org"
    changed(organization, contact)


class TestOrganizationList:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", {"Anna", "Berta", "Clara"}),
            ("?country=DE", {"Berta", "Clara"}),
            ("?language=en", {"Anna", "Berta"}),
            ("?help=phone", {"Anna", "Clara"}),
            ("?country=DE&language=de&help=phone&kind=", {"Clara"}),
            ("?country=nowhere&help=HELPLINE&kind=shop&language=xx&phone=0", {"Anna", "Berta", "Clara"}),
        ],
    )
    def test_filters_are_in_the_address(self, client, three, query, found):
        assert names(shown(client, f"/organizations/{query}")) == found

    def test_it_can_be_kept_to_those_with_a_telephone(self, client, three):
        with_a_web_page_alone("berta")
        html = shown(client, "/organizations/?phone=1")
        assert names(html) == {"Anna", "Clara"}
        assert 'name="phone" value="1" checked' in html
        assert names(shown(client, "/organizations/?phone=0")) == {"Anna", "Berta", "Clara"}

    def test_the_home_page_leads_to_all_that_have_a_telephone(self, client, three):
        make_organization("hidden", is_listed=False)
        with_a_web_page_alone("berta")
        anna = Organization.objects.get(slug="anna")
        changed(anna, Contact(organization=anna, kind="phone", value="1"))
        link = '<a class="line" href="/organizations/?phone=1">Organizations you can call (2)</a>'
        assert link in shown(client, "/")

    def test_without_a_telephone_the_home_page_leads_to_none(self, client):
        make_organization("hidden", is_listed=False)
        assert "?phone=1" not in shown(client, "/")

    def test_what_was_chosen_stays_chosen(self, client, three):
        html = shown(client, "/organizations/?country=DE&help=peers")
        assert '<option value="DE" selected>Germany</option>' in html
        assert '<option value="peers" selected>' in html

    def test_a_reader_may_be_in_any_country_and_chooses_else_from_what_is_there(self, client, three):
        html = shown(client, "/organizations/")
        assert '<option value="PE">Peru</option>' in html
        assert '<option value="phone">Helpline</option>' in html
        assert "After a death" not in html

    def test_who_speaks_to_patients_in_the_language_of_the_page_stands_first(self, client, three):
        make_organization("society", name="Society", languages=["en"], kind="professional society")
        with_a_web_page_alone("berta")
        html = shown(client, "/organizations/")
        places = [html.index(f"{name}</a>") for name in ("Anna", "Society", "Clara", "Berta")]
        assert places == sorted(places)

    def test_groups_in_many_countries_stand_after_those_of_the_readers_country(self, client, three):
        make_organization("lists", name="World list", country="CH", help=["directory"])
        html = shown(client, "/organizations/?country=DE")
        assert html.index("Clara</a>") < html.index("Groups in many countries") < html.index("World list</a>")
        assert "have a number to call" not in html
        html = shown(client, "/organizations/?country=PE")
        assert names(html) == set()
        assert "We don't have a number to call in Peru for this." in html
        assert "World list</a>" in html

    def test_who_finds_nothing_is_told_and_shown_all(self, client, three):
        html = shown(client, "/organizations/?country=FR")
        assert "Nothing found" in html  # and nobody names groups in many countries
        assert names(html) == {"Anna", "Berta", "Clara"}

    def test_those_that_are_unlisted_or_not_approved_are_not_shown(self, client):
        make_organization("anna", name="Anna", is_listed=False)
        make_organization("berta", name="Berta", approved=False)
        assert names(shown(client, "/organizations/")) == set()

    def test_an_empty_directory_says_so(self, client):
        assert "No organization is listed yet." in shown(client, "/organizations/")

    def test_hostile_text_is_escaped(self, client):
        make_organization("anna", name="<i>Friends</i>", services=["<b>x</b>"])
        html = shown(client, "/organizations/?country=%3Cscript%3E")
        assert "<i>Friends" not in html
        assert "<script>alert" not in html
        assert "<b>x" not in html

    def test_a_card_says_what_the_group_does_and_dials_from_anywhere(self, client):
        phone = {"kind": "phone", "value": "900 100", "international": "+34900100036", "cost": "free",
                 "callers": "anybody in Spain", "hours": "by day"}  # fmt: skip
        make_organization("anna", services=["nurses", "lodging"], contacts=[phone], country="ES")
        html = shown(client, "/organizations/")
        for words in ("Nurses; lodging", 'href="tel:+34900100036"', ">900 100<", "anybody in Spain", "by day",
                      "Free in its own country", "Spain"):  # fmt: skip
            assert words in html

    def test_a_card_speaks_of_checks_only_when_one_is_old(self, client):
        make_organization("anna")
        assert "checked" not in shown(client, "/organizations/").split('class="cards"')[1].split("</main>")[0]
        approve_organization(make_organization(approved=False), days_ago(400))
        assert shown(client, "/organizations/").count("It may have changed.") == 1

    def test_it_costs_the_same_for_few_and_many(self, client, django_assert_num_queries):
        make_organization()
        with django_assert_num_queries(3):
            shown(client, "/organizations/")
        for _ in range(20):
            make_organization()
        with django_assert_num_queries(3):
            shown(client, "/organizations/")


class TestOrganizationDetail:
    def test_the_telephone_can_be_called_and_says_when_it_was_checked(self, client):
        make_organization("anna")
        html = shown(client, "/organizations/anna/")
        assert 'href="tel:+44800000000"' in html
        assert "We checked this on" in html

    def test_an_old_check_shows_its_age(self, client):
        organization = make_organization("anna", approved=False)
        approve_organization(organization, timezone.localdate() - timedelta(days=400))
        assert "ago. It may have changed." in shown(client, "/organizations/anna/")

    def test_a_crisis_line_is_old_sooner_and_comes_first(self, client):
        contacts = [
            {"kind": "phone", "value": "+44 800 000 000"},
            {"kind": "phone", "value": "116 123", "is_crisis_line": True},
        ]
        organization = make_organization("anna", approved=False, contacts=contacts)
        approve_organization(organization, timezone.localdate() - timedelta(days=100))
        html = shown(client, "/organizations/anna/")
        assert html.index("116 123") < html.index("+44 800 000 000")
        assert html.count("It may have changed.") == 1

    def test_a_contact_that_nobody_tried_is_shown_by_the_demonstration_alone(self, client, settings):
        organization = make_organization("anna", approved=False)
        make_approved(organization, kind="organization")
        make_approved(organization, kind="contacts", how="compared with a list")
        pages = ("/organizations/anna/", "/organizations/", "/unavailable/", "/api/organizations/")
        assert "+44 800 000 000" not in "".join(shown(client, page) for page in pages)
        settings.DEMONSTRATION = True
        assert "This hasn't been checked yet." in shown(client, "/organizations/anna/")
        assert "Nobody has checked this number yet." in shown(client, "/organizations/")

    def test_without_approved_contacts_it_says_so(self, client):
        make_approved(make_organization("anna", approved=False), kind="organization")
        assert "yet know how to reach this organization" in shown(client, "/organizations/anna/")

    @pytest.mark.parametrize("fields", [{"is_listed": False}, {"approved": False}])
    def test_unlisted_ones_and_those_that_nobody_approved_are_not_found(self, client, fields):
        make_organization("anna", **fields)
        assert client.get("/organizations/anna/").status_code == 404

    def test_the_note_for_editors_is_not_shown(self, client):
        make_organization("anna", note="Ring Tom first")
        assert "Ring Tom first" not in shown(client, "/organizations/anna/")

    def test_live_editions_that_name_it_are_listed(self, client):
        make_organization("anna", name="Anna")
        edition = make_published(organizations=(OrganizationContent("anna", "Anna"),))
        assert f'href="/articles/{edition.slug}/"' in shown(client, "/organizations/anna/")

    def test_a_working_copy_that_now_names_it_gives_nothing_away(self, client):
        make_organization("anna", name="Anna")
        edition = make_published()
        make_article(organizations=(OrganizationContent("anna", "Anna"),))
        Article.objects.get(pk=edition.article_id).article_organizations.update(
            organization=Contact.objects.get(organization__slug="anna").organization
        )
        assert "/articles/" + edition.slug not in shown(client, "/organizations/anna/")


class TestContactHref:
    @pytest.mark.parametrize(
        ("kind", "value", "href"),
        [
            ("phone", "+44 (0)800 123", "tel:+440800123"),
            ("phone", "0800 123 ext. 45", "tel:0800123"),
            ("phone", "1-800-4-CANCER", "tel:18004226237"),
            ("phone", "0800 123 (free from any phone)", "tel:0800123"),
            ("phone", "ask at the desk", ""),
            ("email", "help@example.org", "mailto:help@example.org"),
            ("email", "a@b.org?subject=x", ""),
            ("email", "javascript:alert(1)", ""),
            ("web", "https://example.org/help", "https://example.org/help"),
            ("web", "javascript:alert(1)", ""),
            ("web", "//example.org", ""),
            ("web", "https://[bad", ""),
            ("address", "1 Main Street", ""),
        ],
    )
    def test_only_what_can_be_followed_is_a_link(self, kind, value, href):
        assert contact_href(kind, value) == href
