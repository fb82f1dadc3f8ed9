"""Invariants 3, 4 and 5, tried as a superuser, from a stale form, and past the forms.

Nobody signs off what they wrote; a sign-off is void when the text differs; nothing with an open error is
published.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.content import ContributorContent
from articles.models import (
    Act,
    ArticleAuthor,
    Contributor,
    Edition,
    Schedule,
    Section,
    SignOff,
    Source,
    Waiver,
)
from articles.publishing import (
    TextChanged,
    certify_minor,
    publish,
    publish_due,
    record_edit,
    request_changes,
    restore,
    reviewed_page,
    schedule,
    sign_off,
    submit,
    waive,
)
from articles.publishing.outside import outside_account
from articles.working_copy.findings import article_findings
from tests.acting import misspell, refused, rewrite
from tests.factories import (
    make_article,
    make_contributor,
    make_published,
    make_signed,
    make_survey,
    make_user,
    save_contributor,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


def make_unnamed_import():
    """An article that an import brought whose log names nobody."""
    article = make_article()
    Act.objects.create(article=article, verb="import", at=NOW, digest=article.digest, detail={"file": "a"})
    return article


def forge_sign_off(article, user, contributor):
    """A row as somebody would write it past the act."""
    return SignOff.objects.create(
        article=article,
        digest=article.digest,
        content=article.content().to_dict(),
        verdict="approved",
        contributor=contributor,
        reviewer={"key": contributor.key, "name": contributor.name, "interests": "None"},
        user=user,
        signed_at=timezone.now(),
    )


class TestNobodySignsTheirOwnText:
    @pytest.fixture(params=["reviewer", "superuser"])
    def person(self, request):
        user = make_user(request.param)
        make_contributor(user, name="Signs Everything")
        return user

    def sign(self, article, person):
        return refused(sign_off, article, person, seen=reviewed_page(article))

    def test_who_edited_is_refused(self, person):
        assert "has edited this text" in self.sign(make_article(by=person), person)

    def test_who_edited_long_ago_is_refused(self, person):
        article = make_article()
        record_edit(article, person, now=NOW - timedelta(days=3000))
        for _ in range(3):
            record_edit(article, make_user("writer"))
        assert "has edited this text" in self.sign(article, person)

    def test_who_imported_is_refused(self, person):
        article = make_article()
        Act.objects.create(article=article, verb="import", actor=person, at=NOW, digest=article.digest)
        assert "has imported this text" in self.sign(article, person)

    def test_who_restored_is_refused(self):
        edition, person = make_published(), make_user("superuser")
        make_contributor(person)
        edition.article.apply(replace(edition.article_content(), title="Another"))
        article = restore(edition.article, person, edition)
        assert "has edited this text" in self.sign(article, person)

    def test_an_author_is_refused(self, person):
        article = make_article()
        ArticleAuthor.objects.create(article=article, contributor=person.contributor, order=9)
        assert "is an author of this text" in self.sign(article, person)

    @pytest.mark.parametrize(
        "same", [{"name": "signs everything"}, {"name": "Other", "orcid": "0000-0000-0000-0001"}]
    )
    def test_an_author_with_a_second_record_is_refused(self, person, same):
        person.contributor.orcid = "0000-0000-0000-0001"
        save_contributor(person.contributor)
        author = ContributorContent("second", **{"credentials": "MD", "interests": "None", **same})
        article = make_article(authors=(author,))
        assert "is an author of this text" in self.sign(article, person)

    def test_who_edited_another_article_may_sign_this_one(self, person):
        make_article(by=person)
        article = make_article()
        assert sign_off(article, person, seen=reviewed_page(article)).user == person

    def test_who_submitted_may_still_be_no_writer(self):
        article, superuser = make_article(), make_user("superuser")
        make_contributor(superuser)
        submit(article, superuser)
        assert sign_off(article, superuser, seen=reviewed_page(article))

    def test_editing_after_the_sign_off_and_back_is_found_at_publication(self, person):
        article = make_article()
        sign_off(article, person, seen=reviewed_page(article))
        record_edit(article, person)
        assert "has edited this text" in refused(publish, article, make_user("publisher"))

    def test_a_forged_sign_off_of_an_author_does_not_publish(self, person):
        article = make_article(by=person)
        forge_sign_off(article, person, person.contributor)
        assert "has edited this text" in refused(publish, article, person if person.is_superuser else
                                                 make_user("publisher"))  # fmt: skip

    def test_a_forged_sign_off_without_a_user_is_judged_by_its_contributor(self):
        article = make_article()
        author = Contributor.objects.get(key=article.content().authors[0].key)
        forge_sign_off(article, None, author)
        assert "is an author of this text" in refused(publish, article, make_user("superuser"))

    def test_one_superuser_alone_publishes_nothing(self):
        superuser = make_user("superuser")
        make_contributor(superuser)
        article = make_article(by=superuser)
        assert "edited" in self.sign(article, superuser)
        assert "Nobody has signed off" in refused(publish, article, superuser)
        assert not Edition.objects.exists()


class TestACertificateIsNoWayAround:
    """A minor change that a second person certified rests on the review before it."""

    @pytest.fixture
    def edition(self):
        return make_published()

    def change(self, edition, by=None):
        return misspell(edition.article, by or make_user("writer"))

    def certify(self, article, by):
        make_contributor(by)
        return certify_minor(article, by, seen=reviewed_page(article))

    def test_the_reviewer_who_made_the_change_is_no_reviewer_of_it(self, edition):
        article = self.change(edition, by=edition.sign_off.user)
        reviewer = make_user("reviewer")
        make_contributor(reviewer)
        assert "has edited it since" in refused(certify_minor, article, reviewer, seen=reviewed_page(article))

    def test_the_reviewer_who_edits_after_the_certificate_is_found(self, edition):
        article = self.change(edition)
        self.certify(article, make_user("reviewer"))
        record_edit(article, edition.sign_off.user)
        assert "has edited this text" in refused(publish, article, make_user("publisher"))

    def test_an_author_does_not_certify(self, edition):
        article = self.change(edition)
        author, superuser = article.article_authors.get().contributor, make_user("superuser")
        author.user = superuser
        save_contributor(author)
        assert "wrote or edited" in refused(certify_minor, article, superuser, seen=reviewed_page(article))

    def test_a_certified_text_is_a_minor_change_whatever_is_asked(self, edition):
        article = self.change(edition)
        self.certify(article, make_user("reviewer"))
        assert "can't be published under another name" in refused(
            publish, article, make_user("publisher"), change="major"
        )
        assert publish(article, make_user("publisher")).change == "minor"

    def test_it_holds_against_the_edition_that_is_live_by_then(self, edition):
        article = self.change(edition)
        self.certify(article, make_user("reviewer"))
        certified = article.content()
        make_published(rewrite(article, make_user("writer"), summary="A summary with 3 numbers."))
        article.apply(certified)
        assert "The field “summary” changed" in refused(publish, article, make_user("publisher"))

    def test_it_is_no_review_of_the_live_text(self, edition):
        """Certified for one edition, and the same text published after a full review."""
        article = self.change(edition)
        certified = self.certify(article, make_user("reviewer"))
        live = make_published(article)
        assert live.change == "major"
        forged = {
            field.attname: getattr(certified, field.attname)
            for field in SignOff._meta.concrete_fields
            if not field.primary_key
        }
        SignOff.objects.create(**{**forged, "signed_at": timezone.now()})
        assert "nothing to publish" in refused(publish, article, make_user("publisher"))


class TestASignOffHoldsForOneText:
    CHANGES = [
        {"title": "Another"},
        {"slug": "another"},
        {"summary": "Another."},
        {"main_message": "Another."},
        {"category": "Another"},
        {"tags": ("another",)},
        {"disclaimer": "This is not medical advice."},
        {"funding": "Another"},
        {"audience": "professionals"},
    ]

    @pytest.mark.parametrize("changes", CHANGES, ids=lambda changes: next(iter(changes)))
    def test_any_change_makes_it_void(self, changes):
        article = make_article()
        make_signed(article)
        rewrite(article, **changes)
        assert "Nobody has signed off" in refused(publish, article, make_user("superuser"))

    def test_a_change_past_every_form_makes_it_void(self):
        article = make_article()
        make_signed(article)
        Section.objects.filter(article=article, purpose="risks").update(body="<p>None.</p>")
        assert "Nobody has signed off" in refused(publish, article, make_user("superuser"))

    def test_a_changed_source_makes_it_void(self):
        article = make_article()
        make_signed(article)
        Source.objects.update(title="Another trial")
        assert "Nobody has signed off" in refused(publish, article, make_user("superuser"))

    def test_a_changed_cell_of_a_survey_table_makes_it_void(self):
        article = make_article(surveys=(make_survey(),))
        make_signed(article)
        table = article.content().survey_tables[0]
        from articles.models import SurveyRow

        SurveyRow.objects.filter(table__key=table.key, label="Yes").update(values=["61"])
        assert "Nobody has signed off" in refused(publish, article, make_user("superuser"))

    def test_another_article_with_the_same_words_needs_its_own(self):
        first = make_article()
        given = make_signed(first)
        second = make_article()
        assert second.pk != given.article_id
        assert "Nobody has signed off" in refused(publish, second, make_user("superuser"))

    def test_last_reviewed_is_no_field_of_the_working_copy(self):
        from articles.models import Article

        names = {field.name for field in Article._meta.get_fields()}
        assert not names & {"reviewed_on", "last_reviewed", "reviewed_at", "reviewer", "next_review_on"}

    def test_the_day_is_that_of_the_sign_off_and_not_of_the_publication(self):
        article = make_article()
        make_signed(article, now=NOW)
        edition = publish(article, make_user("publisher"), now=NOW + timedelta(days=90))
        assert edition.reviewed_on == NOW.date()


class TestAStaleForm:
    """The editor looked at one text; meanwhile it became another."""

    @pytest.fixture
    def stale(self):
        article = make_article()
        seen = reviewed_page(article)
        rewrite(article, summary="Another summary.")
        return article, seen

    def test_it_does_not_sign(self, stale):
        article, seen = stale
        reviewer = make_user("superuser")
        make_contributor(reviewer)
        with pytest.raises(TextChanged, match="changed after you opened this page"):
            sign_off(article, reviewer, seen=seen)
        assert not SignOff.objects.exists()

    def test_it_does_not_ask_for_changes(self, stale):
        article, seen = stale
        reviewer = make_user("reviewer")
        make_contributor(reviewer)
        with pytest.raises(TextChanged):
            request_changes(article, reviewer, comment="No.", seen_digest=seen.text)

    def test_it_does_not_submit(self, stale):
        article, seen = stale
        with pytest.raises(TextChanged):
            submit(article, make_user("writer"), seen_digest=seen.text)

    def test_it_does_not_publish_what_the_publisher_did_not_see(self, stale):
        article, seen = stale
        make_signed(article)
        with pytest.raises(TextChanged):
            publish(article, make_user("superuser"), seen=seen)
        assert not Edition.objects.exists()

    def test_it_does_not_schedule(self, stale):
        article, seen = stale
        make_signed(article, now=NOW)
        due = NOW + timedelta(days=1)
        with pytest.raises(TextChanged):
            schedule(article, make_user("publisher"), due_at=due, seen=seen, now=NOW)
        assert not Schedule.objects.exists()

    def test_an_old_object_in_memory_counts_for_nothing(self):
        article = make_article()
        old = type(article).objects.get(pk=article.pk)
        make_signed(article)
        rewrite(article, summary="Another summary.")
        assert old.digest != article.digest
        assert "Nobody has signed off" in refused(publish, old, make_user("superuser"))


class TestNothingWithAnOpenErrorIsPublished:
    def test_a_superuser_is_refused(self):
        article = make_article(funding="")
        make_signed(article)
        assert "funding-missing" in refused(publish, article, make_user("superuser"))

    def test_a_schedule_is_refused_when_an_error_came_since(self):
        article = make_article(funding="")
        publisher = make_user("publisher")
        (found,) = [f.finding for f in article_findings(article) if f.finding.rule == "funding-missing"]
        waive(
            article,
            publisher,
            finding=found,
            reason="Nobody has been found who pays for it.",
            until=date(2026, 4, 5),
            now=NOW,
        )
        make_signed(article, now=NOW)
        due = NOW + timedelta(days=6)
        schedule(article, publisher, due_at=due, now=NOW)
        (outcome,) = publish_due(due)
        assert "funding-missing" in " ".join(outcome.reasons)
        assert not Edition.objects.exists()

    def test_a_waiver_of_another_article_does_not_count(self):
        article, other = make_article(funding=""), make_article(funding="")
        make_signed(article)
        (found,) = [f.finding for f in article_findings(other) if f.finding.rule == "funding-missing"]
        until = timezone.localdate() + timedelta(days=9)
        waive(
            other,
            make_user("publisher"),
            finding=found,
            reason="Nobody has been found who pays for it.",
            until=until,
        )
        assert "funding-missing" in refused(publish, article, make_user("publisher"))

    def test_a_waiver_does_not_stand_in_for_a_sign_off(self):
        article, publisher = make_article(), make_user("superuser")
        for found in article_findings(article):
            until = timezone.localdate() + timedelta(days=9)
            given = {"finding": found.finding, "reason": "Nobody has been found who reviews it."}
            assert "Nobody may waive" in refused(waive, article, publisher, until=until, **given)
        assert "Nobody has signed off this text" in refused(publish, article, publisher)

    def test_a_waiver_names_who_and_why_and_until_when_or_which_sentence(self):
        for name in ("waived_by", "reason"):
            assert not Waiver._meta.get_field(name).null
            assert not Waiver._meta.get_field(name).blank
        given = {"rule": "funding-missing", "reason": "It is not known.", "waived_at": timezone.now()}
        with pytest.raises(IntegrityError, match="no_fault_has_a_sentence"), transaction.atomic():
            Waiver.objects.create(
                article=make_article(), waived_by=make_user("publisher"), until=None, **given
            )


class TestATextWhoseWriterTheLogDoesNotName:
    """One of its two reviewers may have written it; the other has not."""

    NEEDED = "two reviewers must sign it off"

    def test_nobody_publishes_it_on_one_sign_off(self):
        article = make_unnamed_import()
        submit(article, make_user("writer"))
        given = make_signed(article)
        reasons = refused(publish, article, make_user("superuser"))
        assert f"{self.NEEDED}. So far {given.contributor.name} has." in reasons

    def test_two_sign_offs_of_one_account_are_one(self):
        article, reviewer = make_unnamed_import(), make_user("reviewer")
        make_signed(article, by=reviewer)
        Contributor.objects.filter(user=reviewer).update(user=None)
        make_signed(article, by=reviewer)
        assert SignOff.objects.values("contributor").distinct().count() == 2
        assert self.NEEDED in refused(publish, article, make_user("publisher"))

    def test_two_accounts_of_one_person_are_one(self):
        article, second = make_unnamed_import(), make_user("reviewer")
        given = make_signed(article)
        given.contributor.user = second
        save_contributor(given.contributor)
        make_signed(article, by=second)
        assert self.NEEDED in refused(publish, article, make_user("publisher"))

    def test_two_reviewers_are_enough(self):
        article = make_unnamed_import()
        make_signed(article)
        make_signed(article)
        assert publish(article, make_user("publisher"))

    def test_the_second_sign_off_must_be_of_the_same_text(self):
        article = make_unnamed_import()
        make_signed(article)
        rewrite(article, summary="Another summary.")
        make_signed(article)
        assert self.NEEDED in refused(publish, article, make_user("publisher"))

    def test_one_who_has_edited_it_since_doesnt_count(self):
        article = make_unnamed_import()
        record_edit(article, make_signed(article).user)
        make_signed(article)
        assert self.NEEDED in refused(publish, article, make_user("publisher"))

    def test_one_who_took_it_back_doesnt_count(self):
        article = make_unnamed_import()
        first = make_signed(article)
        request_changes(article, first.user, comment="No.", seen_digest=article.digest)
        make_signed(article)
        assert self.NEEDED in refused(publish, article, make_user("publisher"))

    def test_an_import_from_outside_is_one(self):
        article = make_article(by=outside_account())
        make_signed(article)
        assert self.NEEDED in refused(publish, article, make_user("publisher"))

    def test_a_minor_change_rests_on_two(self):
        article = make_unnamed_import()
        make_signed(article)
        make_signed(article)
        publish(article, make_user("publisher"))
        certifier = make_user("reviewer")
        make_contributor(certifier)
        misspell(article)
        certify_minor(article, certifier, seen=reviewed_page(article))
        assert publish(article, make_user("publisher")).change == "minor"

    def test_a_see_also_link_that_found_its_article_has_no_writer(self):
        article = make_article()
        found = {"result": "see-also links found their article"}
        Act.objects.create(article=article, verb="import", at=NOW, digest=article.digest, detail=found)
        assert make_signed(article)
