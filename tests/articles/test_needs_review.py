"""Which live pages need a review, why, and the command that lists them."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import publishing
from articles.models import Edition, LiveEdition, Source
from articles.publishing.retractions import status_changed
from articles.reports.needs_review import needs_review
from articles.working_copy.findings import article_findings
from tests.acting import misspell, refused, rewrite
from tests.articles.test_certify import certify
from tests.articles.test_waivers_shown import UNTIL, make_waived
from tests.factories import make_article, make_published, make_signed, make_user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)


def reasons(on=TODAY):
    return {page.edition.title: [reason.kind for reason in page.reasons] for page in needs_review(on)}


def mark(edition, status="retracted"):
    """Gives the first source of an edition a status, as an editor does."""
    source = Source.objects.get(key=edition.content["sources"][0]["key"])
    before, source.retraction_status = source.retraction_status, status
    source.save()
    return status_changed(source, before)


class TestOverdue:
    def test_a_page_needs_a_review_after_its_day_and_not_on_it(self):
        edition = make_published(title="Late")
        assert reasons(edition.next_review_on) == {}
        assert reasons(edition.next_review_on + DAY) == {"Late": ["overdue"]}

    def test_drafts_withdrawn_pages_and_old_editions_do_not(self):
        make_signed(make_article())
        gone, old = make_published(), make_published()
        publishing.withdraw(gone.article, make_user("publisher"), reason="Wrong.")
        new = make_published(old.article, now=timezone.now() + 90 * DAY)
        assert reasons(old.next_review_on + DAY) == {}
        assert new.next_review_on > old.next_review_on + DAY


class TestWaiver:
    def test_an_expired_one_sends_the_page_into_the_report_and_the_article_back_to_the_desk(self):
        edition = make_published(make_waived(title="Waived"))
        article = edition.article
        assert reasons(UNTIL) == {}
        assert reasons(UNTIL + DAY) == {"Waived": ["waiver"]}
        open_errors = [each.finding.rule for each in article_findings(article, UNTIL + DAY)
                       if each.is_open_error]  # fmt: skip
        assert open_errors == ["funding-missing"]
        again = timezone.now() + 31 * DAY
        make_signed(article, now=again)
        assert "funding-missing" in refused(publishing.publish, article, make_user("publisher"), now=again)

    def test_a_new_one_for_the_same_finding_takes_it_out(self):
        article = make_published(make_waived()).article
        (found,) = [each.finding for each in article_findings(article)]
        later = UNTIL + 30 * DAY
        publishing.waive(
            article,
            make_user("publisher"),
            finding=found,
            reason="It is still a gift to all of our readers.",
            until=later,
        )
        assert reasons(UNTIL + DAY) == {}
        assert len(reasons(later + DAY)) == 1

    def test_one_that_the_edition_does_not_rest_on_says_nothing(self):
        article = make_waived()
        make_published(rewrite(article, funding="The test house"))
        assert reasons(UNTIL + DAY) == {}


class TestSource:
    @pytest.fixture(scope="class")
    def published(self, rows_of_class):
        return rows_of_class(lambda: make_published(title="Cites"))

    @pytest.fixture
    def edition(self, published):
        return Edition.objects.get(pk=published.pk)

    @pytest.mark.parametrize("status", ["retracted", "concern", "corrected", "superseded"])
    def test_a_status_that_changed_since_the_review_is_a_reason(self, edition, status):
        mark(edition, status)
        ((page),) = needs_review(TODAY)
        assert (page.reasons[0].kind, page.reasons[0].what) == (
            "source",
            edition.content["sources"][0]["key"],
        )

    def test_it_counts_though_the_working_copy_cites_it_no_more(self, edition):
        rewrite(edition.article, sections=())
        assert mark(edition) == [edition.article]
        assert reasons() == {"Cites": ["source"]}

    def test_what_the_reviewer_knew_is_none(self, edition):
        mark(edition, "corrected")
        make_published(edition.article, now=timezone.now() + DAY)
        assert reasons() == {}
        mark(edition, "retracted")
        assert reasons() == {"Cites": ["source"]}

    def test_what_came_between_the_sign_off_and_the_publication_is_one(self, edition):
        article = rewrite(edition.article, summary="Another summary.")
        make_signed(article)
        mark(edition, "corrected")
        publishing.publish(article, make_user("publisher"))
        assert reasons() == {"Cites": ["source"]}
        assert "was corrected" in LiveEdition.objects.get().notice

    def test_a_certified_slip_of_the_pen_is_no_review(self, edition):
        mark(edition, "corrected")
        article = misspell(edition.article)
        certify(article, make_user("reviewer"))
        publishing.publish(article, make_user("publisher"), change="minor")
        assert reasons() == {"Cites": ["source"]}
        assert "was corrected" in LiveEdition.objects.get().notice

    def test_a_status_that_is_taken_back_is_none(self, edition):
        mark(edition)
        mark(edition, "")
        assert reasons() == {}
        assert LiveEdition.objects.get().notice == ""


class TestEvidence:
    def test_it_may_not_be_older_than_two_reviews_lie_apart(self):
        article = make_article(title="Old evidence")
        article.review_interval = 36
        article.save()
        edition = make_published(article)
        assert edition.evidence_on == TODAY - 7 * DAY
        assert reasons(edition.next_review_on - 7 * DAY) == {}
        assert reasons(edition.next_review_on - 6 * DAY) == {"Old evidence": ["evidence"]}


class TestTheList:
    def test_the_most_pressing_page_comes_first_with_every_reason(self):
        late = make_published(title="Late")
        mark(make_published(title="Cites"))
        found = reasons(late.next_review_on + DAY)
        assert list(found.items()) == [("Cites", ["source", "overdue"]), ("Late", ["overdue"])]

    def test_it_costs_the_same_for_one_page_as_for_four(self, django_assert_num_queries):
        after = make_published(make_waived(until=TODAY)).next_review_on + DAY
        with django_assert_num_queries(3):
            assert len(needs_review(after)) == 1
        for _ in range(3):
            mark(make_published(make_waived(until=TODAY)))
        with django_assert_num_queries(3):
            assert len(needs_review(after)) == 4


def run(*options):
    out = io.StringIO()
    call_command("list_needs_review", *options, stdout=out)
    return out.getvalue()


class TestCommand:
    def test_it_ends_well_if_no_page_needs_a_review(self):
        make_published()
        assert run() == "No page needs a review.\n"
        assert json.loads(run("--json")) == []


class TestCommandOnALatePage:
    @pytest.fixture(scope="class")
    def published(self, rows_of_class):
        return rows_of_class(lambda: make_published(slug="late-page"))

    @pytest.fixture
    def edition(self, published):
        return Edition.objects.get(pk=published.pk)

    def test_it_names_the_page_the_owner_and_the_reason_and_ends_with_1(self, edition):
        edition.article.owner = make_user("writer", username="olga")
        edition.article.save()
        out = io.StringIO()
        with pytest.raises(CommandError, match="1 page needs a review") as refusal:
            call_command("list_needs_review", f"--on={edition.next_review_on + DAY}", stdout=out)
        assert refusal.value.returncode == 1
        assert out.getvalue().startswith("late-page (olga)\n  It was due for review on")

    @pytest.mark.parametrize(("form", "read"), [
        ("--json", json.loads), ("--csv", lambda text: list(csv.DictReader(io.StringIO(text)))),
    ])  # fmt: skip
    def test_a_machine_reads_the_same(self, edition, form, read):
        out = io.StringIO()
        with pytest.raises(CommandError):
            call_command("list_needs_review", form, f"--on={edition.next_review_on + DAY}", stdout=out)
        (row,) = read(out.getvalue())
        assert (row["article"], row["reason"]) == ("late-page", "overdue")
        assert row["since"] == edition.next_review_on.isoformat()
