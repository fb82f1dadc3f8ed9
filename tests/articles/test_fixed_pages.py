"""About us, and how we write and review: texts that one person proposes and another approves."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from articles import publishing
from articles.intake.fixed_pages import propose_fixed_pages
from articles.models import FixedPage
from articles.public.fixed_pages import drawn
from articles.records.record import record_of
from tests.acting import refused, shown
from tests.articles.test_admin_acts import enter
from tests.factories import PASSWORD, make_approved, make_fixed_pages, make_user

pytestmark = pytest.mark.django_db
ADDRESSES = ["/about/", "/editorial-policy/", "/es/about/", "/es/editorial-policy/"]


def page(slug="about", language="en"):
    return FixedPage.objects.get(slug=slug, language=language)


def edit(client, row, body):
    data = {"title": row.title, "description": row.description, "body": body}
    return client.post(reverse("admin:articles_fixedpage_change", args=[row.pk]), data)


class TestWriterAlone:
    def test_what_a_writer_saves_is_seen_by_nobody(self, client):
        make_fixed_pages()
        enter(client, "writer")
        assert edit(client, page(), "<p>Our clinic sells B17.</p>").status_code == 302
        assert "B17" in page().body
        assert "B17" not in shown(client, "/about/")
        assert "Its pages explain cancer" in shown(client, "/about/")

    def test_a_page_that_a_writer_adds_is_not_found(self, client):
        enter(client, "writer")
        data = {"slug": "about", "language": "en", "title": "Us", "description": "Us.", "body": "<p>B17</p>"}
        assert client.post(reverse("admin:articles_fixedpage_add"), data).status_code == 302
        assert client.get("/about/").status_code == 404

    @pytest.mark.parametrize("role", ["publisher", "superuser"])
    def test_whoever_wrote_it_does_not_approve_it(self, client, role):
        make_fixed_pages()
        user = enter(client, role)
        edit(client, page(), "<p>Another text.</p>")
        record = record_of(page())
        reasons = refused(publishing.approve, record, user, seen_digest=record.digest)
        assert "You wrote this text" in reasons

    @pytest.mark.parametrize(
        ("role", "is_shown"), [("reviewer", True), ("publisher", False), ("writer", False)]
    )
    def test_somebody_else_approves_it_on_its_page(self, client, role, is_shown):
        make_fixed_pages()
        enter(client, "writer")
        edit(client, page(), "<p>Another text.</p>")
        enter(client, role)
        address = reverse("admin:articles_fixedpage_approve", args=[page().pk, "page"])
        sent = {"name": "ApproveForm", "seen_digest": record_of(page()).digest, "password": PASSWORD}
        client.post(address, sent)
        assert ("Another text." in shown(client, "/about/")) == is_shown

    def test_an_advert_is_not_approved(self, client):
        make_fixed_pages()
        enter(client, "writer")
        edit(client, page(), "<p>Order cheap pills from us.</p>")
        record = record_of(page())
        reasons = refused(publishing.approve, record, make_user("reviewer"), seen_digest=record.digest)
        assert "An error is open" in reasons


class TestNotApproved:
    @pytest.mark.parametrize("address", ADDRESSES)
    def test_there_is_no_page(self, client, address):
        propose_fixed_pages(make_user("writer"))
        assert client.get(address).status_code == 404

    @pytest.mark.parametrize("address", ["/", "/es/", "/articles/", "/sitemap-pages.xml", "/feed/"])
    def test_nothing_leads_to_it(self, client, address):
        propose_fixed_pages(make_user("writer"))
        html = shown(client, address)
        assert "/about/" not in html
        assert "/editorial-policy/" not in html

    def test_a_page_in_one_language_is_offered_in_that_one(self, client):
        propose_fixed_pages(make_user("writer"))
        make_approved(page())
        html = shown(client, "/about/")
        assert "/es/about/" not in html
        assert "/about/" not in shown(client, "/es/")
        assert "/es/about/" not in shown(client, "/sitemap-pages.xml")
        assert client.get("/es/about/").status_code == 404


class TestApproved:
    @pytest.mark.parametrize(
        ("address", "words"),
        [
            ("/about/", "It sells no medicine"),
            ("/es/about/", "No vende medicamentos"),
            ("/editorial-policy/", "One person writes."),
            ("/es/editorial-policy/", "Una persona escribe."),
        ],
    )
    def test_the_text_that_comes_with_the_software_is_shown(self, client, address, words):
        make_fixed_pages()
        assert words in shown(client, address)

    def test_it_names_the_site_as_the_settings_do(self, client, settings):
        settings.SITE_PUBLISHER, settings.SITE_CONTACT = "The <House>", "write@house.example"
        make_fixed_pages()
        html = shown(client, "/about/")
        assert "is published by The &lt;House&gt;." in html
        assert "write@house.example" in html

    def test_without_a_contact_address_it_says_so(self, client, settings):
        settings.SITE_CONTACT = ""
        make_fixed_pages()
        assert "use the form at the end of each article" in shown(client, "/about/")

    def test_headings_follow_that_of_the_page(self, client):
        make_fixed_pages()
        html = shown(client, "/editorial-policy/")
        assert "<h2>Dates</h2>" in html
        assert "<h4>" not in html

    def test_scripts_are_cleaned_away_when_it_is_drawn(self):
        assert drawn("<p onclick='x()'>Hello<script>x()</script></p>") == "<p>Hello</p>"

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_it_rejects_post(self, client, address):
        assert client.post(address).status_code == 405


class TestProposePages:
    def test_it_proposes_each_page_in_each_language_once(self, capsys):
        by = make_user("writer")
        call_command("propose_pages", by=by.username)
        assert capsys.readouterr().out.count(": proposed") == FixedPage.objects.count() == 4
        call_command("propose_pages", by=by.username)
        assert "Every page is there already." in capsys.readouterr().out

    def test_who_proposes_them_does_not_approve_them(self):
        by = make_user("superuser")
        call_command("propose_pages", by=by.username)
        record = record_of(page())
        assert "You wrote this text" in refused(publishing.approve, record, by, seen_digest=record.digest)

    def test_a_dry_run_saves_nothing(self):
        call_command("propose_pages", dry_run=True)
        assert not FixedPage.objects.exists()

    def test_it_keeps_what_editors_wrote(self):
        propose_fixed_pages(make_user("writer"))
        FixedPage.objects.update(title="Our own title")
        propose_fixed_pages(make_user("writer"))
        assert page().title == "Our own title"
