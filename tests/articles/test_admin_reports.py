"""Readers' reports on the editors' desk: open ones first, and each dealt with once, with a note."""

import pytest
from django.urls import reverse

from articles.models import ReaderReport
from articles.publishing.reader_reports import close_report, report
from tests.factories import make_published, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client):
    user = make_user("publisher")
    client.force_login(user)
    return user


@pytest.fixture
def told():
    return report(make_published(), kind="wrong", text="The number is wrong.", email="reader@example.org")


def address(told):
    return reverse("admin:articles_readerreport_change", args=[told.pk])


def test_open_reports_come_first(client, publisher, told):
    close_report(report(told.edition, kind="thanks", text=""), publisher, state="closed", note="Seen.")
    rows = client.get(reverse("admin:articles_readerreport_changelist")).context["cl"].result_list
    assert [row.state for row in rows] == ["open", "closed"]


def test_the_report_shows_what_the_reader_said_and_saw(client, publisher, told):
    page = client.get(address(told)).content.decode()
    for words in ("The number is wrong.", "reader@example.org", f"/articles/{told.edition.slug}/editions/1/"):
        assert words in page


def test_an_answer_is_noted_and_the_address_of_the_reader_deleted(client, publisher, told):
    client.post(address(told), {"state": "answered", "note": "Wrote back."})
    told.refresh_from_db()
    assert (told.state, told.note, told.email, told.handled_by) == ("answered", "Wrote back.", "", publisher)


def test_it_is_fixed_in_a_later_edition_only(client, publisher, told):
    older = told.edition
    later = make_published(older.article, summary="Mended.")
    form = client.get(address(told)).context["adminform"].form
    assert list(form.fields["fixed_in"].queryset) == [later]
    client.post(address(told), {"state": "fixed", "note": "Mended.", "fixed_in": later.pk})
    told.refresh_from_db()
    assert (told.state, told.fixed_in) == ("fixed", later)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"state": "", "note": "x"}, "Choose what became of the report"),
        ({"state": "closed", "note": " "}, "Write what you answered or did."),
        ({"state": "fixed", "note": "x"}, "Name the edition that fixes it."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_stored(client, publisher, told, data, reason):
    page = client.post(address(told), data).content.decode()
    assert reason in page
    told.refresh_from_db()
    assert (told.state, told.email) == ("open", "reader@example.org")


def test_what_is_dealt_with_is_not_changed(client, publisher, told):
    close_report(told, publisher, state="closed", note="Done.")
    assert client.post(address(told), {"state": "answered", "note": "Again."}).status_code == 403
    page = client.get(address(told)).content.decode()
    assert "Done." in page
    assert 'name="_save"' not in page
    assert ReaderReport.objects.get().note == "Done."


@pytest.mark.parametrize("role", ["writer", "reviewer"])
def test_others_do_not_read_them(client, told, role):
    client.force_login(make_user(role))
    assert client.get(address(told)).status_code == 403
    assert client.get(reverse("admin:articles_readerreport_changelist")).status_code == 403
    desk = reverse("admin:articles_article_change", args=[told.article_id])
    assert "A publisher reads and answers them." in client.get(desk, follow=True).content.decode()
    assert client.post(address(told), {"state": "closed", "note": "x"}).status_code == 403


def test_the_desk_of_the_article_leads_to_its_open_reports(client, publisher, told):
    page = client.get(reverse("admin:articles_article_change", args=[told.article_id])).content.decode()
    assert f"/admin/articles/readerreport/?article__id__exact={told.article_id}&amp;state__exact=open" in page
    assert "1 open report of readers" in page
