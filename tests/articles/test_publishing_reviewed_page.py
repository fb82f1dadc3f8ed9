"""What is drawn is what was signed: also what a page draws from outside its text."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from articles import publishing
from articles.models import Act, Edition, Schedule, SignOff, Waiver
from articles.models.append_only import RecordIsFinal
from articles.publishing import bulk
from articles.text.days import day_words
from articles.working_copy.findings import article_findings
from resources.models import Synonym
from tests.acting import misspell, redefine, refused
from tests.articles.test_admin_acts import act_url, enter, seen_by
from tests.articles.test_certify import certify
from tests.factories import (
    PASSWORD,
    make_article,
    make_contributor,
    make_published,
    make_signed,
    make_term,
    make_user,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
WRONG = "Something that went wrong."
REASON = "The house itself pays for this page, and says so elsewhere."


@pytest.fixture
def term():
    return make_term("mistake", name="mistake", definition="Something that went wrong.")


def explain(term, words):
    Synonym.objects.create(term=term, text=words)
    return term


def waive(article, by=None, days=30, reason=REASON):
    """A publisher accepts that the text doesn't say who paid for it."""
    finding = next(e.finding for e in article_findings(article) if e.finding.rule == "funding-missing")
    by = by or make_user("publisher")
    until = TODAY + timedelta(days=days)
    return publishing.waive(article, by, finding=finding, reason=reason, until=until)


def why_refused(article):
    return refused(publishing.publish, article, make_user("publisher"))


class TestWhatIsKept:
    def test_the_sign_off_keeps_the_digest_of_all_that_was_read(self, term):
        article = make_article(funding="")
        waive(article)
        read = publishing.reviewed_page(article)
        given = make_signed(article)
        assert given.page_digest == read.digest()
        assert given.terms["mistake"]["definition"] == "Something that went wrong."
        assert given.waivers[0]["reason"] == REASON
        assert given.review_interval == article.review_interval

    def test_each_part_is_in_the_digest(self, term):
        article = make_article(funding="")
        digests = {publishing.reviewed_page(article).digest()}
        redefine(term)
        digests.add(publishing.reviewed_page(article).digest())
        waive(article)
        digests.add(publishing.reviewed_page(article).digest())
        article.review_interval = 36
        digests.add(publishing.reviewed_page(article).digest())
        assert len(digests) == 4

    def test_the_edition_has_the_waivers_that_were_read(self):
        article = make_article(funding="")
        waive(article)
        edition = make_published(article)
        assert edition.waivers == edition.sign_off.waivers

    def test_a_form_brings_the_page_back(self, term):
        page = publishing.reviewed_page(make_article())
        assert publishing.ReviewedPage.from_json(page.as_json()) == page


class TestBetweenOpeningAndClicking:
    """The definition changes while the reviewer, or the publisher, reads."""

    @pytest.fixture
    def article(self, term):
        return make_article()

    @pytest.fixture
    def opened(self, client, article):
        """Opens the page of an act, and gives what its form would send."""

        def opened(name, **data):
            return {**seen_by(client.get(act_url(article, name)).context["form"]), **data}

        return opened

    def clicked(self, client, article, name, data):
        answer = client.post(act_url(article, name), data)
        return " ".join(map(str, get_messages(answer.wsgi_request))), answer

    SIGNED = {"evidence_on": TODAY.isoformat(), "interests": "None"}

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (redefine, "“mistake” in the glossary has another definition."),
            (lambda term: redefine(explain(term, "page")), "has another definition."),
            (lambda term: redefine(explain(term, "page"), WRONG), "or explains other words."),
            (lambda term: make_term("page", name="page"), "“page” in the glossary has begun to explain"),
            (
                lambda term: redefine(term, is_listed=False),
                "“mistake” in the glossary has stopped explaining",
            ),
        ],
    )
    def test_a_sign_off_is_refused(self, client, article, term, opened, change, said):
        enter(client, "reviewer")
        data = opened("sign-off", **self.SIGNED)
        change(term)
        messages, _ = self.clicked(client, article, "sign-off", data)
        assert said in messages
        assert "Since you opened this page" in messages
        assert not SignOff.objects.exists()

    def test_the_page_then_asks_about_what_it_shows_with_all_that_was_typed(
        self, client, article, term, opened
    ):
        enter(client, "reviewer")
        data = opened("sign-off", **self.SIGNED, comment="Well done.")
        redefine(term)
        _, answer = self.clicked(client, article, "sign-off", data)
        form = answer.context["form"]
        assert "did not go right" in answer.content.decode()
        assert form["comment"].value() == "Well done."
        client.post(act_url(article, "sign-off"), {**data, **seen_by(form)})
        assert SignOff.objects.get().terms["mistake"]["definition"] == "Something that did not go right."

    @pytest.mark.parametrize("name", ["publish", "schedule"])
    def test_a_publication_is_refused(self, client, article, term, opened, name):
        make_signed(article)
        enter(client, "publisher")
        later = timezone.localtime() + timedelta(days=1)
        data = opened(name, action="publish", due_at=later.strftime("%Y-%m-%dT%H:%M"))
        redefine(term)
        messages, _ = self.clicked(client, article, name, data)
        assert "Since you opened this page, “mistake” in the glossary has another definition." in messages
        assert not Edition.objects.exists()
        assert not Schedule.objects.exists()

    def test_so_is_one_that_was_signed_anew_in_the_meantime(self, client, article, term, opened):
        make_signed(article)
        enter(client, "publisher")
        data = opened("publish")
        redefine(term)
        make_signed(article)
        self.clicked(client, article, "publish", data)
        assert not Edition.objects.exists()

    def test_so_is_a_certificate(self, client, term, opened):
        article = misspell(make_published().article, by=make_user("writer"))
        enter(client, "reviewer")
        data = seen_by(client.get(act_url(article, "certify")).context["form"])
        redefine(term)
        messages, _ = self.clicked(client, article, "certify", data)
        assert "“mistake” in the glossary has another definition." in messages
        assert not SignOff.objects.filter(carries__isnull=False).exists()

    @pytest.mark.parametrize("seen", ["", "x", "{}", "[]", '{"text": 1}', "null"])
    def test_a_form_that_does_not_say_what_was_seen_does_nothing(self, client, article, seen):
        enter(client, "reviewer")
        answer = client.post(
            act_url(article, "sign-off"), {**self.SIGNED, "seen": seen, "password": PASSWORD}
        )
        assert "The form isn&#x27;t complete. Open its page again." in answer.content.decode()
        assert not SignOff.objects.exists()


class TestWhatTheReviewerIsShown:
    def test_definitions_and_waivers_word_for_word_and_the_code_of_all(self, client, term):
        article = make_article(funding="")
        waive(article, by=make_user("publisher", first_name="Petra", last_name="Muster"))
        enter(client, "reviewer")
        html = client.get(act_url(article, "sign-off")).content.decode()
        signed = html.split("What is signed with the text")[1]
        assert "Something that went wrong." in signed
        assert f"Accepted by Petra Muster until {day_words(TODAY + timedelta(days=30))}: {REASON}" in signed
        assert f"{article.review_interval} months after the sign-off" in signed
        assert publishing.reviewed_page(article).digest() in signed


class TestWaivers:
    def test_one_that_was_made_after_the_sign_off_asks_for_another(self):
        article = make_article(funding="")
        make_signed(article)
        waive(article)
        assert f"Since the sign-off, “funding-missing” has been waived: “{REASON}”" in why_refused(article)
        make_signed(article)
        assert publishing.publish(article, make_user("publisher")).waivers[0]["reason"] == REASON

    def test_a_newer_one_for_the_same_finding_too(self):
        article = make_article(funding="")
        waive(article)
        make_signed(article)
        waive(article, reason="B17 is sold in our shop, and it pays for this page.")
        assert "has been waived again" in why_refused(article)

    def test_who_gave_one_does_not_sign_it_off(self):
        article, superuser = make_article(funding=""), make_user("superuser")
        contributor = make_contributor(superuser)
        waive(article, by=superuser)
        seen = publishing.reviewed_page(article)
        reasons = refused(publishing.sign_off, article, superuser, seen=seen)
        assert f"{contributor.name} waived “funding-missing”." in reasons
        make_signed(article)
        assert publishing.publish(article, make_user("publisher"))

    def test_nor_does_the_reviewer_give_one_afterwards(self):
        article, superuser = make_article(funding=""), make_user("superuser")
        make_signed(article, by=superuser)
        waive(article, by=superuser)
        assert "somebody else must sign it off" in why_refused(article)

    def test_one_that_has_ended_leaves_the_error_open(self):
        article = make_article(funding="")
        waive(article, days=2)
        make_signed(article)
        reasons = publishing.why_not_publish(article, today=TODAY + timedelta(days=3))
        assert [reason for reason in reasons if "An error is open (funding-missing:" in reason] == reasons

    def test_a_certified_change_has_those_of_the_live_edition_and_no_other(self):
        article = make_article(funding="")
        waive(article)
        make_published(article)
        misspell(article, by=make_user("writer"))
        waive(article, reason="Another reason that nobody but a publisher has read.")
        certify(article, make_user("reviewer"))
        assert "has been waived again" in why_refused(article)

    def test_a_newer_one_ends_it(self):
        article = make_article(funding="")
        waive(article)
        waive(article, days=0, reason="The house has found somebody who pays for it.")
        make_signed(article)
        tomorrow = TODAY + timedelta(days=1)
        assert "An error is open (funding-missing" in " ".join(
            publishing.why_not_publish(article, today=tomorrow)
        )

    def test_a_row_never_changes(self):
        waiver = waive(make_article(funding=""))
        waiver.reason = "Another."
        for change in (waiver.save, waiver.delete, lambda: Waiver.objects.update(reason="Another.")):
            with pytest.raises(RecordIsFinal):
                change()


class TestInterests:
    """What a reviewer declares is read by the publisher, and never an advertisement."""

    LURE = "Order B17 pills in our shop: free delivery."

    def test_an_advertisement_is_refused(self):
        article, reviewer = make_article(), make_user("reviewer")
        make_contributor(reviewer)
        seen = publishing.reviewed_page(article)
        reasons = refused(publishing.sign_off, article, reviewer, seen=seen, interests=self.LURE)
        assert "Your interests can't say" in reasons

    def test_the_publisher_reads_them(self, client):
        article, reviewer = make_article(), make_user("reviewer")
        make_contributor(reviewer)
        publishing.sign_off(
            article, reviewer, seen=publishing.reviewed_page(article), interests="I gave a talk for a firm."
        )
        enter(client, "publisher")
        html = client.get(act_url(article, "publish")).content.decode()
        assert "Declared interests: I gave a talk for a firm." in html

    @pytest.mark.parametrize("name", ["publish", "schedule"])
    def test_other_ones_since_the_page_was_opened_are_read_first(self, client, name):
        article = make_article()
        make_signed(article)
        enter(client, "publisher")
        later = timezone.localtime() + timedelta(days=1)
        form = client.get(act_url(article, name)).context["form"]
        data = {**seen_by(form), "action": "publish", "due_at": later.strftime("%Y-%m-%dT%H:%M")}
        make_signed(article)
        answer = client.post(act_url(article, name), data)
        assert "has given another verdict" in " ".join(map(str, get_messages(answer.wsgi_request)))
        assert not Edition.objects.exists()
        assert not Schedule.objects.exists()
        client.post(act_url(article, name), {**data, **seen_by(answer.context["form"])})
        assert Edition.objects.exists() or Schedule.objects.exists()


class TestMonthsBetweenReviews:
    def test_a_change_after_the_sign_off_asks_for_another(self):
        article = make_article()
        make_signed(article)
        bulk.set_review_interval(article, make_user("writer"), months=36)
        article.refresh_from_db()
        assert "the months between reviews have changed from 24 to 36" in why_refused(article)


class TestScheduledPublication:
    @pytest.fixture
    def scheduled(self, term):
        article, now = make_article(), timezone.now()
        make_signed(article)
        publishing.schedule(article, make_user("publisher"), due_at=now + timedelta(hours=1), now=now)
        return article

    def due(self):
        (outcome,) = publishing.publish_due(timezone.now() + timedelta(hours=2))
        return " ".join(outcome.reasons)

    def test_what_was_scheduled_is_published(self, scheduled):
        assert self.due() == ""

    def test_another_definition_stops_it(self, scheduled, term):
        redefine(term)
        assert "Since the sign-off, “mistake” in the glossary has another definition." in self.due()
        assert not Edition.objects.exists()

    def test_also_one_that_was_signed_off_in_the_meantime(self, scheduled, term):
        redefine(term)
        make_signed(scheduled)
        assert self.due() == (
            "The sign-off, or what stands beside the text, has changed since. Schedule it again."
        )
        assert Act.objects.filter(verb="refuse").count() == 1

    def test_a_schedule_of_an_older_release_rests_on_the_sign_off(self, scheduled):
        Schedule.objects.update(page_digest="")
        assert self.due() == ""
