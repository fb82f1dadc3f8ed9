"""Records: what one person proposes reaches readers when another has approved it."""

import pytest
from django.db import DatabaseError, connection, transaction

from articles.models import Act, ApprovedText, LiveRecord, RecordIsFinal
from articles.publishing import TextChanged, approve, record_changed, take_down
from articles.records.approved import approved, approved_by_row, approved_by_slug
from articles.records.record import record_of
from tests.acting import refused
from tests.factories import make_approved, make_contributor, make_term, make_user

pytestmark = pytest.mark.django_db


def proposed(by, definition="A plain word.", slug="word"):
    """A term that `by` proposes, and that readers don't see."""
    term = make_term(slug, approved=False, definition=definition)
    return redefined(term, by, definition + " And more.")


def redefined(term, by, definition):
    term.definition = definition
    term.save()
    record_changed(term, by)
    return term


def try_to_approve(term, by):
    return refused(approve, record_of(term), by, seen_digest=record_of(term).digest)


class TestApprove:
    def test_readers_see_a_text_that_somebody_else_approved(self):
        make_approved(proposed(make_user("writer")))
        assert [term.definition for term in approved("term")] == ["A plain word. And more."]

    def test_readers_keep_the_approved_text_until_the_next_is_approved(self):
        term = make_term("word", name="Word", definition="The first one.")
        redefined(term, make_user("writer"), "It heals at any dose.")
        assert approved_by_slug("term", "word").definition == "The first one."
        assert approved_by_row("term", [term.pk])[term.pk].definition == "The first one."

    def test_what_nobody_approved_is_not_seen(self):
        term = make_term(approved=False)
        assert approved("term") == []
        assert approved_by_slug("term", term.slug) is None

    @pytest.mark.parametrize("role", ["reviewer", "publisher", "superuser"])
    def test_it_refuses_who_wrote_it(self, role):
        by = make_user(role)
        assert "You wrote this text" in try_to_approve(proposed(by), by)

    @pytest.mark.parametrize(
        "account",
        [
            {"first_name": "Dr. Wanda", "last_name": "Wríter"},
            {"email": "Wanda+office@post.example"},
        ],
    )
    def test_it_refuses_another_account_of_who_wrote_it(self, account):
        writer = make_user("writer", first_name="Wanda", last_name="Writer", email="wanda@post.example")
        assert "You wrote this text" in try_to_approve(proposed(writer), make_user("reviewer", **account))

    def test_it_refuses_another_account_of_who_wrote_it_with_the_same_orcid(self):
        writer, reviewer = make_user("writer"), make_user("reviewer")
        for user in (writer, reviewer):
            make_contributor(user, orcid="0000-0002-1825-0097")
        assert "You wrote this text" in try_to_approve(proposed(writer), reviewer)

    def test_a_publisher_approves_nothing_that_readers_may_take_as_advice(self):
        term = proposed(make_user("writer"), "Stop your medicine and drink lemon juice.")
        assert "a medical reviewer must approve" in try_to_approve(term, make_user("publisher"))

    def test_it_refuses_who_wrote_a_part_of_it_before_somebody_else(self):
        by = make_user("publisher")
        term = redefined(proposed(by), make_user("writer"), "Another end.")
        assert "You wrote this text" in try_to_approve(term, by)

    def test_who_wrote_an_approved_text_may_approve_the_next_one(self):
        by = make_user("superuser")
        term = make_approved(proposed(by))
        make_approved(redefined(term, make_user("writer"), "Another one."), by)
        assert ApprovedText.objects.count() == 2

    @pytest.mark.parametrize("role", ["", "writer"])
    def test_it_refuses_who_has_no_permission(self, role):
        assert "may not approve" in try_to_approve(proposed(make_user("writer")), make_user(role))

    def test_it_refuses_a_text_that_nobody_saved_under_a_name(self):
        term = make_term(approved=False)
        redefined(term, None, "From nowhere.")
        assert "doesn't say who wrote" in try_to_approve(term, make_user("reviewer"))

    def test_it_refuses_a_text_that_was_changed_past_the_log(self):
        term = make_term(approved=False)
        type(term).objects.update(definition="From nowhere.")
        term.refresh_from_db()
        assert "doesn't say who wrote" in try_to_approve(term, make_user("reviewer"))

    def test_who_saves_a_text_of_unknown_origin_stands_in_for_its_writer(self):
        term, by = make_term(approved=False), make_user("publisher")
        redefined(term, None, "From nowhere.")
        record_changed(term, by)
        assert "You wrote this text" in try_to_approve(term, by)
        make_approved(term)

    def test_it_refuses_a_text_that_was_changed_after_it_was_read(self):
        term = proposed(make_user("writer"))
        seen = record_of(term).digest
        redefined(term, make_user("writer"), "Another one.")
        with pytest.raises(TextChanged):
            approve(record_of(term), make_user("reviewer"), seen_digest=seen)

    def test_it_refuses_what_readers_already_see(self):
        assert "nothing to approve" in try_to_approve(make_term(), make_user("reviewer"))

    @pytest.mark.parametrize(
        "definition",
        ["Buy cheap pills here.", "Fine <script>alert(1)</script>", "Free shipping to you.", "Not\u200b so."],
    )
    def test_it_refuses_an_advert_active_content_and_letters_that_nobody_sees(self, definition):
        term = redefined(make_term(), make_user("writer"), definition)
        assert "An error is open" in try_to_approve(term, make_user("reviewer"))

    def test_it_refuses_an_address_that_readers_find_something_else_at(self):
        first = make_term("word", name="Word")
        first.slug = "other"
        first.save()
        second = make_term("word", approved=False)
        assert "Readers find “Word” at the address" in try_to_approve(second, make_user("reviewer"))

    def test_it_keeps_who_proposed_and_who_approved(self):
        writer, reviewer = make_user("writer", first_name="Wri"), make_user("reviewer", first_name="Rev")
        make_approved(proposed(writer), reviewer)
        text = ApprovedText.objects.get()
        assert {"user": writer.pk, "name": "Wri"} in text.proposers
        assert (text.approved_by, text.approver) == (reviewer, "Rev")


class TestTheLog:
    def test_a_save_that_changes_nothing_is_no_edit(self):
        term = make_term()
        lines = Act.objects.count()
        record_changed(term, make_user("reviewer"))
        assert Act.objects.count() == lines

    def test_synonyms_are_part_of_the_text(self):
        term, by = make_term(), make_user("publisher")
        term.synonyms.create(text="Miracle juice")
        record_changed(term, by)
        assert "You wrote this text" in try_to_approve(term, by)


class TestTakeDown:
    def test_readers_no_longer_see_it(self):
        take_down(record_of(make_term()), make_user("publisher"), "It says the opposite of its source.")
        assert approved("term") == []

    def test_it_needs_a_publisher_and_a_reason(self):
        record = record_of(make_term())
        assert "may not take" in refused(
            take_down, record, make_user("reviewer"), "It says the opposite of its source."
        )
        assert "Give the reason" in refused(take_down, record, make_user("publisher"), " ")

    def test_it_comes_back_by_an_approval_but_not_by_its_writer(self):
        writer = make_user("publisher")
        term = make_approved(proposed(writer))
        take_down(record_of(term), make_user("publisher"), "It says the opposite of its source.")
        assert "You wrote this text" in try_to_approve(term, writer)
        make_approved(term)
        assert LiveRecord.objects.get().text.number == 2


class TestApprovedTexts:
    def test_they_are_never_changed(self):
        make_term()
        text = ApprovedText.objects.get()
        with pytest.raises(RecordIsFinal):
            text.save()
        with pytest.raises(RecordIsFinal):
            ApprovedText.objects.update(approver="Nobody")

    def test_the_database_refuses_to_change_them(self):
        make_term()
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE articles_approvedtext SET approver = 'x'")
