"""Submit, sign off, request changes, waive: the acts on the way to a verdict."""

from datetime import UTC, date, datetime, timedelta

import pytest

from articles.models import (
    Act,
    Comment,
)
from articles.publishing import (
    publish,
    request_changes,
    reviewed_page,
    sign_off,
    submit,
    waive,
    why_not_publish,
)
from articles.working_copy.findings import article_findings
from tests.acting import refused, rewrite
from tests.factories import (
    make_article,
    make_contributor,
    make_signed,
    make_user,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
GIFT = "A gift that was made to all of us."


class TestSubmit:
    def test_it_asks_for_a_review_of_this_text(self):
        article, writer, reviewer = make_article(), make_user("writer"), make_user("reviewer")
        request = submit(article, writer, reviewer=reviewer, due_on=date(2026, 4, 7), now=NOW)
        assert (request.digest, request.reviewer) == (article.digest, reviewer)
        assert article.standing == "in-review"

    def test_a_reviewer_may_not_submit(self):
        assert refused(submit, make_article(), make_user("reviewer")) == "You may not change articles."

    def test_it_does_not_ask_somebody_who_wrote(self):
        reviewer = make_user("reviewer")
        article = make_article(by=reviewer)
        assert "wrote or edited" in refused(submit, article, make_user("writer"), reviewer=reviewer)

    def test_it_does_not_ask_somebody_who_may_not_review(self):
        writer = make_user("writer")
        assert "may not sign off" in refused(submit, make_article(), make_user("writer"), reviewer=writer)

    def test_a_day_that_has_passed_is_refused(self):
        reasons = refused(submit, make_article(), make_user("writer"), due_on=date(2026, 3, 30), now=NOW)
        assert "has passed" in reasons


class TestSignOff:
    def test_it_approves_the_text_under_the_reviewers_name(self):
        article, reviewer = make_article(), make_user("reviewer")
        make_contributor(reviewer, name="R. Reader", credentials="MD")
        given = sign_off(article, reviewer, seen=reviewed_page(article), interests="A grant", now=NOW)
        assert (given.verdict, given.digest, given.content) == (
            "approved",
            article.digest,
            article.content().to_dict(),
        )
        assert given.reviewer["name"] == "R. Reader"
        assert given.reviewer["interests"] == "A grant"
        assert article.standing == "signed-off"

    def test_a_change_makes_it_void(self):
        article = make_article()
        make_signed(article)
        rewrite(article, summary="Another summary.")
        assert article.standing == "draft"
        assert "Nobody has signed off this text" in " ".join(why_not_publish(article))

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"credentials": ""}, "needs a name and credentials"),
            ({"name": " "}, "needs a name and credentials"),
            ({"interests": ""}, "Declare your interests"),
        ],
    )
    def test_the_reviewer_must_be_known_to_readers(self, fields, reason):
        article, reviewer = make_article(), make_user("reviewer")
        make_contributor(reviewer, **fields)
        assert reason in refused(sign_off, article, reviewer, seen=reviewed_page(article))

    def test_an_account_without_contributor_is_refused(self):
        article = make_article()
        reasons = refused(sign_off, article, make_user("reviewer"), seen=reviewed_page(article))
        assert "has no contributor" in reasons

    def test_a_day_of_evidence_in_the_future_is_refused(self):
        article, reviewer = make_article(), make_user("reviewer")
        make_contributor(reviewer)
        reasons = refused(
            sign_off,
            article,
            reviewer,
            seen=reviewed_page(article),
            evidence_on=date(2026, 4, 1),
            now=NOW,
        )
        assert "is in the future" in reasons

    def test_it_waits_for_open_comments(self):
        article, reviewer = make_article(), make_user("reviewer")
        make_contributor(reviewer)
        Comment.objects.create(
            article=article, digest=article.digest, text="Why?", user=reviewer, written_at=NOW
        )
        assert "nobody has resolved: 1" in refused(sign_off, article, reviewer, seen=reviewed_page(article))

    def test_it_needs_the_permission(self):
        article, writer = make_article(), make_user("writer")
        make_contributor(writer)
        reasons = refused(sign_off, article, writer, seen=reviewed_page(article))
        assert reasons == "You may not sign off articles."


class TestRequestChanges:
    def test_it_sends_the_text_back(self):
        article, reviewer = make_article(), make_user("reviewer")
        make_contributor(reviewer)
        request_changes(article, reviewer, comment="Say who.", seen_digest=article.digest)
        assert article.standing == "sent-back"
        assert "has asked for changes" in " ".join(why_not_publish(article))

    def test_it_must_say_what(self):
        article, reviewer = make_article(), make_user("reviewer")
        make_contributor(reviewer)
        reasons = refused(request_changes, article, reviewer, comment=" ", seen_digest=article.digest)
        assert reasons == "Say what has to change."

    def test_a_later_verdict_on_the_same_text_counts(self):
        article = make_article()
        signed = make_signed(article, now=NOW)
        later = NOW + timedelta(hours=1)
        request_changes(article, signed.user, comment="No.", seen_digest=article.digest, now=later)
        assert "has asked for changes" in refused(publish, article, make_user("publisher"), now=later)


class TestWaive:
    def finding(self, article):
        (found,) = [f.finding for f in article_findings(article) if f.finding.rule == "funding-missing"]
        return found

    def test_the_text_can_be_published_until_the_waiver_ends(self):
        article, publisher = make_article(funding=""), make_user("publisher")
        until = NOW.date() + timedelta(days=30)
        waive(article, publisher, finding=self.finding(article), reason=GIFT, until=until, now=NOW)
        make_signed(article, now=NOW)
        assert why_not_publish(article, today=until) == []
        assert "funding-missing" in " ".join(why_not_publish(article, today=until + timedelta(days=1)))

    def test_it_says_who_and_why(self):
        article, publisher = make_article(funding=""), make_user("publisher")
        until = NOW.date()
        waiver = waive(
            article, publisher, finding=self.finding(article), reason=f" {GIFT} ", until=until, now=NOW
        )
        assert (waiver.waived_by, waiver.reason, waiver.until) == (publisher, GIFT, until)
        assert Act.objects.get(verb="waive").detail["reason"] == GIFT

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"reason": " "}, "Give the reason"),
            ({"until": date(2026, 3, 30)}, "a year from today"),
            ({"until": date(2027, 4, 2)}, "a year from today"),
        ],
    )
    def test_it_is_refused_without_reason_or_end(self, changes, reason):
        article = make_article(funding="")
        given = {"finding": self.finding(article), "reason": GIFT, "until": NOW.date(), **changes}
        assert reason in refused(waive, article, make_user("publisher"), now=NOW, **given)

    def test_a_finding_that_is_not_there_is_refused(self):
        finding = self.finding(make_article(funding=""))
        assert "no longer has this finding" in refused(
            waive, make_article(), make_user("publisher"), finding=finding, reason=GIFT, until=NOW.date(),
            now=NOW,
        )  # fmt: skip

    @pytest.mark.parametrize("role", ["writer", "reviewer"])
    def test_it_needs_the_permission(self, role):
        article = make_article(funding="")
        assert "You may not waive" in refused(
            waive, article, make_user(role), finding=self.finding(article), reason=GIFT, until=NOW.date()
        )
