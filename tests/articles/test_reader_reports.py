"""What readers report of a page: noted once, and dealt with by an editor."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from articles.models import ReaderReport
from articles.publishing.reader_reports import EMAIL_LENGTH, TEXT_LENGTH, close_report, report
from tests.acting import refused
from tests.factories import make_published, make_user

pytestmark = pytest.mark.django_db


def make_report(edition=None, **fields):
    fields = {"kind": "wrong", "text": "A date is wrong.", **fields}
    return report(edition or make_published(), **fields)


def make_next_edition(edition):
    content = edition.article_content()
    edition.article.apply(replace(content, main_message="This page shows a mended date."))
    return make_published(edition.article, note="A date was mended.")


class TestReport:
    def test_it_keeps_what_was_said_of_which_edition(self):
        edition = make_published()
        made = make_report(edition, text="A date is wrong.", email="reader@test.example")
        assert (made.article, made.edition, made.kind) == (edition.article, edition, "wrong")
        assert (made.text, made.email, made.state) == ("A date is wrong.", "reader@test.example", "open")
        assert list(ReaderReport.objects.open()) == [made]

    def test_thanks_need_no_words(self):
        assert make_report(kind="thanks", text=" ").text == ""

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"kind": "advert"}, "Choose what your message is about."),
            ({"text": " \n\x00 "}, "Write what you want to tell us."),
            ({"text": "x" * (TEXT_LENGTH + 1)}, f"Write at most {TEXT_LENGTH} letters."),
            ({"email": "nobody"}, "Enter an e-mail address such as name@example.org, or leave this empty."),
            ({"email": f"a@{'b.' * EMAIL_LENGTH}org"}, "Enter an e-mail address"),
        ],
    )
    def test_what_can_be_no_report_is_refused(self, fields, reason):
        edition = make_published()
        assert reason in refused(make_report, edition, **fields)
        assert not ReaderReport.objects.exists()

    def test_control_characters_go_and_lines_and_joiners_stay(self):
        made = make_report(text="One\r\ntwo\x00\x1b\ud800 می\u200cخواهم")
        assert made.text == "One\ntwo    می\u200cخواهم"

    def test_a_form_that_was_sent_twice_counts_once(self):
        edition = make_published()
        first = make_report(edition, form_id="one")
        assert make_report(edition, form_id="one") == first
        assert make_report(edition, form_id="two") != first


class TestCloseReport:
    @pytest.mark.parametrize("state", ["answered", "closed"])
    def test_it_notes_who_did_what_and_deletes_the_readers_address(self, state):
        made, publisher = make_report(email="reader@test.example"), make_user("publisher")
        closed = close_report(made, publisher, state=state, note="Wrote to the reader.")
        assert (closed.state, closed.handled_by, closed.note) == (state, publisher, "Wrote to the reader.")
        assert closed.handled_at is not None
        assert ReaderReport.objects.get().email == ""
        assert not ReaderReport.objects.open().exists()

    def test_a_fault_is_fixed_in_a_later_edition(self):
        made = make_report()
        mended = make_next_edition(made.edition)
        closed = close_report(made, make_user("publisher"), state="fixed", note="Mended.", edition=mended)
        assert closed.fixed_in == mended

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"state": "open"}, "Choose what became of the report"),
            ({"state": "lost"}, "Choose what became of the report"),
            ({"note": " "}, "Write what you answered or did."),
            ({"state": "fixed"}, "Name the edition that fixes it."),
        ],
    )
    def test_what_says_too_little_is_refused(self, fields, reason):
        made = make_report()
        fields = {"state": "closed", "note": "Done.", **fields}
        assert reason in refused(close_report, made, make_user("publisher"), **fields)
        assert ReaderReport.objects.open().count() == 1

    def test_an_edition_that_cannot_have_mended_it_is_refused(self):
        made, publisher = make_report(), make_user("publisher")
        fields = {"state": "fixed", "note": "Done."}
        assert "The reader saw that edition" in refused(
            close_report, made, publisher, edition=made.edition, **fields
        )
        other = make_published()
        reasons = refused(close_report, made, publisher, edition=other, **fields)
        assert "belongs to another article" in reasons

    def test_an_edition_is_named_only_for_what_is_fixed(self):
        made = make_report()
        reasons = refused(
            close_report, made, make_user("publisher"), state="closed", note="Done.", edition=made.edition
        )
        assert "only for a report that it fixes" in reasons

    def test_twice_is_refused(self):
        made, publisher = make_report(), make_user("publisher")
        close_report(made, publisher, state="closed", note="Done.")
        reasons = refused(close_report, made, publisher, state="closed", note="Done again.")
        assert "already been dealt with" in reasons
        assert ReaderReport.objects.get().note == "Done."

    @pytest.mark.parametrize("role", ["", "reviewer", "writer"])
    def test_who_is_no_publisher_is_refused(self, role):
        made = make_report()
        reasons = refused(close_report, made, make_user(role), state="closed", note="Done.")
        assert reasons == "Only a publisher answers the reports of readers."


class TestDatabase:
    @pytest.mark.parametrize(
        "fields", [{"state": "closed"}, {"state": "fixed"}, {"note": "", "state": "answered"}]
    )
    def test_it_keeps_no_report_that_is_dealt_with_by_nobody(self, fields):
        made = make_report()
        with pytest.raises(IntegrityError), transaction.atomic():
            ReaderReport.objects.filter(pk=made.pk).update(**fields)
