"""/articles/<slug>/report/: readers say what is wrong with a page, without script, cookie or account."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from articles import publishing
from articles.models import ReaderReport
from articles.public.report_form import make_token
from articles.publishing.reader_reports import TEXT_LENGTH
from cancerinfo.web.visitors import client_address, network_of
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db

# The live edition and, when something was sent, the limit and what is written.
QUERIES = 2


@pytest.fixture(scope="class")
def published(rows_of_class):
    return rows_of_class(lambda: make_published(title="Reading pages"))


@pytest.fixture
def edition(published):
    return deepcopy(published)


def token(edition, age=timedelta(seconds=30)):
    return make_token(edition, timezone.now() - age)


def send(client, edition, age=timedelta(seconds=30), headers=None, **fields):
    fields = {"form": token(edition, age), "kind": "wrong", "text": "A date is wrong.", **fields}
    return client.post(f"/articles/{edition.slug}/report/", fields, headers=headers)


def refusal(response):
    """The box of errors at the top of the form. Nothing may have been noted."""
    assert not ReaderReport.objects.exists()
    html = response.content.decode()
    return html.split('role="alert"')[1].split("</div>")[0]


class TestForm:
    def test_it_names_the_page_and_leads_back(self, client, edition):
        html = client.get(f"/articles/{edition.slug}/report/").content.decode()
        assert "<h1>Is something wrong with this page?</h1>" in html
        assert f'<a href="/articles/{edition.slug}/">Reading pages</a>' in html

    def test_every_article_links_it_at_its_top_and_in_one_line_at_its_end(self, client, edition):
        html = client.get(f"/articles/{edition.slug}/").content.decode()
        assert html.count(f'href="/articles/{edition.slug}/report/"') == 2

    def test_it_is_not_indexed_and_not_kept(self, client, edition):
        response = client.get(f"/articles/{edition.slug}/report/")
        assert '<meta name="robots" content="noindex">' in response.content.decode()
        assert response["X-Robots-Tag"] == "noindex"
        assert "no-store" in response["Cache-Control"]

    def test_it_says_what_it_is_not_for(self, client, edition):
        html = client.get(f"/articles/{edition.slug}/report/").content.decode()
        assert "Not for questions about your own health." in html

    def test_it_has_no_script(self, client, edition):
        assert "<script" not in client.get(f"/articles/{edition.slug}/report/").content.decode()

    def test_every_form_is_another_one(self, client, edition):
        pages = {client.get(f"/articles/{edition.slug}/report/").context["token"] for _ in range(2)}
        assert len(pages) == 2

    def test_it_costs_one_query(self, client, edition, django_assert_num_queries):
        make_published()
        with django_assert_num_queries(QUERIES):
            client.get(f"/articles/{edition.slug}/report/")


class TestSending:
    def test_it_is_noted_and_thanked_for(self, client, edition):
        response = send(client, edition, text="A date is wrong.", email="reader@test.example")
        made = ReaderReport.objects.get()
        assert (made.edition, made.kind, made.text) == (edition, "wrong", "A date is wrong.")
        assert made.email == "reader@test.example"
        assert (response.status_code, response["Location"]) == (
            302,
            f"/articles/{edition.slug}/report/thanks/",
        )
        assert "<h1>Thank you</h1>" in client.get(response["Location"]).content.decode()

    def test_it_needs_no_cookie_and_sets_none(self, edition):
        client = Client(enforce_csrf_checks=True)
        pages = [client.get(f"/articles/{edition.slug}/report/"), send(client, edition, text="")]
        pages += [send(client, edition), client.get(f"/articles/{edition.slug}/report/thanks/")]
        assert ReaderReport.objects.count() == 1
        for page in pages:
            assert not page.cookies
            assert "Cookie" not in page.get("Vary", "")
            assert "no-store" in page["Cache-Control"]
            assert page["X-Robots-Tag"] == "noindex"

    def test_the_form_that_the_page_gave_is_taken(self, client, edition, monkeypatch):
        page = client.get(f"/articles/{edition.slug}/report/")
        later = timezone.now() + timedelta(seconds=5)
        monkeypatch.setattr(timezone, "now", lambda: later)
        assert send(client, edition, form=page.context["token"]).status_code == 302

    def test_a_form_that_is_sent_twice_counts_once(self, client, edition):
        form = token(edition)
        assert [send(client, edition, form=form).status_code for _ in range(2)] == [302, 302]
        assert ReaderReport.objects.count() == 1

    def test_it_is_noted_of_the_edition_that_was_read(self, client, edition):
        form = token(edition)
        content = edition.article_content()
        edition.article.apply(replace(content, main_message="This page says something else."))
        make_published(edition.article, note="Other words.")
        send(client, edition, form=form)
        assert ReaderReport.objects.get().edition == edition

    def test_a_form_of_another_page_is_noted_of_this_one(self, client, edition):
        send(client, edition, form=token(make_published()))
        assert ReaderReport.objects.get().edition == edition

    def test_thanks_need_no_words(self, client, edition):
        assert send(client, edition, kind="thanks", text="").status_code == 302

    def test_hostile_text_is_kept_as_text(self, client, edition):
        send(client, edition, text="<script>alert(1)</script>\x00\x1b[31m\r\n'; DROP TABLE")
        assert ReaderReport.objects.get().text == "<script>alert(1)</script>  [31m\n'; DROP TABLE"


class TestRefusal:
    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"kind": ""}, "Choose what your message is about."),
            ({"kind": "advert\x00"}, "Choose what your message is about."),
            ({"text": " \x00 \r\n"}, "Write what you want to tell us."),
            ({"text": "x" * (TEXT_LENGTH + 1)}, f"at most {TEXT_LENGTH} characters"),
            (
                {"email": "no address"},
                "Enter an e-mail address such as name@example.org, or leave this empty.",
            ),
            ({"email": "a\x00b@test.example,c@test.example"}, "Enter an e-mail address"),
            ({"form": ""}, "We could not tell where this form came from."),
            ({"form": "WzEsMV0:forged"}, "We could not tell where this form came from."),
            ({"form": "\x00\ud7ff" * 5000}, "We could not tell where this form came from."),
            ({"age": timedelta(seconds=1)}, "That was very fast."),
            ({"age": timedelta(seconds=-60)}, "That was very fast."),
            ({"age": timedelta(hours=25)}, "This form was open for more than a day."),
            ({"website": "https://adverts.example"}, "A field that should stay empty was filled in."),
        ],
    )
    def test_it_says_why_and_notes_nothing(self, client, edition, fields, sentence):
        assert sentence in refusal(send(client, edition, **fields))

    def test_what_was_written_stays(self, client, edition):
        response = send(client, edition, kind="missing", text="<b>Two</b>\nlines", email="no address")
        html = response.content.decode()
        assert "&lt;b&gt;Two&lt;/b&gt;\nlines</textarea>" in html
        assert 'value="no address"' in html
        assert 'value="missing"' in html.split("checked")[0][-80:]

    def test_errors_are_bound_to_their_fields_and_listed_with_links(self, client, edition):
        html = send(client, edition, kind="", text="").content.decode()
        assert '<a href="#id_text">Write what you want to tell us.</a>' in html
        assert '<a href="#id_kind_0">' in html
        for name in ("text", "kind"):
            assert (
                f'aria-describedby="{"id_text_helptext " if name == "text" else ""}id_{name}_error"' in html
            )
            assert f'id="id_{name}_error"' in html
        assert "<title>Please correct your message" in html

    def test_the_form_comes_back_with_a_token_that_may_be_sent(self, client, edition, monkeypatch):
        again = send(client, edition, form="forged").context["token"]
        later = timezone.now() + timedelta(seconds=5)
        monkeypatch.setattr(timezone, "now", lambda: later)
        assert send(client, edition, form=again).status_code == 302

    @pytest.mark.parametrize("method", ["put", "patch", "delete"])
    def test_it_rejects_other_methods(self, client, edition, method):
        assert getattr(client, method)(f"/articles/{edition.slug}/report/").status_code == 405
        assert client.post(f"/articles/{edition.slug}/report/thanks/").status_code == 405


class TestLimits:
    def test_one_address_may_send_so_many_an_hour(self, client, edition, settings):
        settings.REPORTS_AN_HOUR_EACH = 2
        statuses = [send(client, edition).status_code for _ in range(3)]
        assert statuses == [302, 302, 429]
        assert ReaderReport.objects.count() == 2

    def test_over_it_what_was_written_stays(self, client, edition, settings):
        settings.REPORTS_AN_HOUR_EACH = 0
        response = send(client, edition, text="Do keep this.")
        assert "had a lot of messages in the past hour." in refusal(response)
        assert "Do keep this.</textarea>" in response.content.decode()
        assert response["Retry-After"] == "3600"

    def test_another_address_is_counted_apart(self, client, edition, settings):
        settings.REPORTS_AN_HOUR_EACH = 1
        assert send(client, edition).status_code == 302
        client.defaults["REMOTE_ADDR"] = "192.0.2.7"
        assert send(client, edition).status_code == 302

    def test_what_a_visitor_claims_to_be_does_not_count(self, client, edition, settings):
        settings.REPORTS_AN_HOUR_EACH = 1
        claims = [{"X-Forwarded-For": f"192.0.2.{i}"} for i in range(2)]
        assert [send(client, edition, headers=claim).status_code for claim in claims] == [302, 429]

    def test_behind_a_proxy_its_word_counts_and_nothing_before_it(self, settings):
        settings.BEHIND_PROXY = True
        request = RequestFactory().post("/", headers={"X-Forwarded-For": "192.0.2.1, 198.51.100.9"})
        assert client_address(request) == "198.51.100.9"
        assert client_address(RequestFactory().post("/")) == "127.0.0.1"

    def test_a_network_of_ipv6_is_one_reader(self):
        assert network_of("2001:db8::1") == network_of("2001:db8::ffff:2") == "2001:db8::/64"
        assert network_of("2001:db8:0:1::1") != network_of("2001:db8::1")
        assert network_of("::ffff:192.0.2.1") == "192.0.2.1"
        assert network_of("nonsense" * 500) == "nonsense" * 500

    def test_in_a_flood_each_block_may_still_send_one(self, client, edition, settings):
        settings.REPORTS_AN_HOUR = 1
        assert send(client, edition).status_code == 302
        client.defaults["REMOTE_ADDR"] = "192.0.2.7"
        assert [send(client, edition).status_code for _ in range(2)] == [302, 429]
        ReaderReport.objects.update(received_at=timezone.now() - timedelta(minutes=61))
        assert send(client, edition).status_code == 302

    def test_who_has_a_large_block_of_addresses_silences_nobody(self, client, edition, settings):
        settings.REPORTS_AN_HOUR_EACH = 1
        statuses = []
        for i in range(12):
            client.defaults["REMOTE_ADDR"] = f"2001:db8:{i:x}::1"
            statuses.append(send(client, edition).status_code)
        assert statuses == [302] * 10 + [429] * 2
        client.defaults["REMOTE_ADDR"] = "2001:db9::1"
        assert send(client, edition).status_code == 302
        assert ReaderReport.objects.from_one_block(are_many=True).count() == 10
        assert ReaderReport.objects.from_one_block(are_many=False).count() == 1

    def test_no_address_is_stored_and_no_network_once_it_is_dealt_with(self, client, edition):
        client.defaults["REMOTE_ADDR"] = "192.0.2.77"
        send(client, edition)
        [report] = ReaderReport.objects.all()
        assert "192.0.2" not in str(ReaderReport.objects.values().get())
        assert len(report.origin) == 38
        client.force_login(make_user("publisher"))
        chosen = {"action": "close_chosen", "_selected_action": [report.pk]}
        client.post("/admin/articles/readerreport/", chosen)
        report.refresh_from_db()
        assert (report.state, report.origin) == ("closed", "")


class TestOtherAddresses:
    @pytest.mark.parametrize("ending", ["report/", "report/thanks/"])
    def test_a_draft_is_not_found(self, client, ending):
        assert client.get(f"/articles/{make_article().slug}/{ending}").status_code == 404

    def test_nothing_is_taken_of_a_draft(self, client, edition):
        response = client.post(f"/articles/{make_article().slug}/report/", {"form": token(edition)})
        assert response.status_code == 404

    def test_a_withdrawn_page_says_so_and_takes_nothing(self, client, edition):
        publishing.withdraw(edition.article, make_user("publisher"), reason="It was wrong.")
        for response in (
            client.get(f"/articles/{edition.slug}/report/"),
            client.get(f"/articles/{edition.slug}/report/thanks/"),
            send(client, edition),
        ):
            assert response.status_code == 410
            assert f"Withdrawn: {edition.title}" in response.content.decode()
        assert not ReaderReport.objects.exists()

    def test_the_old_address_leads_to_the_form_and_still_takes_what_was_written(self, client, edition):
        edition.article.apply(replace(edition.article_content(), slug="a-new-address"))
        make_published(edition.article)
        response = client.get(f"/articles/{edition.slug}/report/")
        assert (response.status_code, response["Location"]) == (301, "/articles/a-new-address/report/")
        assert send(client, edition)["Location"] == "/articles/a-new-address/report/thanks/"
