"""The buttons and pages of the acts, by role. The rules themselves are tested with the acts."""

import pytest
from django.urls import reverse

from articles import publishing
from articles.models import Article, Cause, SignOff, Waiver
from cancerinfo.accounts.models import SecurityEvent
from tests.factories import PASSWORD, make_article, make_contributor, make_published, make_signed, make_user

pytestmark = pytest.mark.django_db


def change_url(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def act_url(article, name):
    return reverse("admin:articles_article_act", args=[article.pk, name])


def enter(client, role):
    user = make_user(role)
    if role == "reviewer":
        make_contributor(user)
    client.force_login(user)
    return user


def do(client, article, name, **data):
    """Opens the page of an act and sends its form."""
    form = client.get(act_url(article, name)).context["form"]
    return client.post(act_url(article, name), {**seen_by(form), **data})


def seen_by(form):
    """What the form of an act sends of the page that its editor saw, and the password if it asks for it."""
    seen = {field.name: field.value() for field in form.hidden_fields() if field.value() is not None}
    return seen | {"password": PASSWORD} if form.needs_proof else seen


class TestWhoMayOpenThePage:
    @pytest.mark.parametrize(
        ("role", "allowed"),
        [
            ("writer", {"submit", "restore"}),
            ("reviewer", {"sign-off", "request-changes"}),
            ("publisher", {"submit", "restore", "publish", "schedule", "unschedule", "withdraw", "waive"}),
        ],
    )
    def test_each_role_has_its_acts(self, client, role, allowed):
        enter(client, role)
        article = make_published().article
        names = ["submit", "sign-off", "request-changes", "publish", "schedule", "unschedule", "withdraw",
                 "restore", "waive"]  # fmt: skip
        assert {name for name in names if client.get(act_url(article, name)).status_code == 200} == allowed

    def test_an_unknown_act_is_not_found(self, client):
        enter(client, "publisher")
        assert client.get(act_url(make_article(), "dance")).status_code == 404

    def test_a_stranger_is_sent_to_log_in(self, client):
        assert "/login/" in client.get(act_url(make_article(), "publish")).url

    def test_an_article_that_is_not_there_is_not_found(self, client):
        enter(client, "publisher")
        assert client.get("/admin/articles/article/999/act/publish/").status_code == 404


class TestTheProofOfWhoSigns:
    """A session that was left open, or taken, signs nothing."""

    SIGNED = {"evidence_on": "2020-01-01", "interests": "None", "comment": "A long comment."}

    @pytest.fixture
    def reviewer(self, client):
        return enter(client, "reviewer")

    @pytest.mark.parametrize("password", ["", "a wrong one"])
    def test_without_the_password_nothing_is_signed_and_what_was_typed_stays(
        self, client, reviewer, password
    ):
        answer = do(client, make_article(), "sign-off", **self.SIGNED, password=password)
        assert not SignOff.objects.exists()
        form = answer.context["form"]
        assert form.errors.keys() == {"password"}
        assert form["comment"].value() == "A long comment."
        assert "a wrong one" not in answer.content.decode()

    def test_a_wrong_one_stands_in_the_security_log(self, client, reviewer):
        do(client, make_article(), "sign-off", **self.SIGNED, password="a wrong one")
        event = SecurityEvent.objects.get(kind="failure")
        assert event.account == reviewer.username

    def test_the_password_of_somebody_else_is_a_wrong_one(self, client, reviewer):
        other = make_user("superuser")
        other.set_password("the password of another")
        other.save()
        do(client, make_article(), "sign-off", **self.SIGNED, password="the password of another")
        assert not SignOff.objects.exists()

    def test_too_many_lock_and_even_then_what_was_typed_stays(self, client, reviewer, settings):
        settings.AXES_FAILURE_LIMIT = 3
        article = make_article()
        for _ in range(3):
            answer = do(client, article, "sign-off", **self.SIGNED, password="a wrong one")
        assert "Too many wrong passwords" in answer.content.decode()
        answer = do(client, article, "sign-off", **self.SIGNED)
        assert "Too many wrong passwords" in answer.content.decode()
        assert answer.context["form"]["comment"].value() == "A long comment."
        assert not SignOff.objects.exists()
        assert SecurityEvent.objects.filter(kind="lock").count() == 1

    def test_the_right_one_ends_the_count(self, client, reviewer, settings):
        settings.AXES_FAILURE_LIMIT = 3
        article = make_article()
        for _ in range(2):
            do(client, article, "sign-off", **self.SIGNED, password="a wrong one")
            do(client, article, "sign-off", **self.SIGNED)
        assert SignOff.objects.count() == 2

    @pytest.mark.parametrize("name", ["sign-off", "certify", "confirm"])
    def test_each_act_that_makes_a_sign_off_asks_for_it(self, client, name):
        enter(client, "superuser")
        form = client.get(act_url(make_article(), name)).context["form"]
        assert form.fields["password"].required

    def test_other_acts_dont(self, client):
        enter(client, "superuser")
        assert "password" not in client.get(act_url(make_article(), "comment")).context["form"].fields


class TestSigningOff:
    def test_the_reviewer_reads_the_text_as_readers_will(self, client):
        enter(client, "reviewer")
        article = make_article()
        page = client.get(act_url(article, "sign-off")).content.decode()
        assert "How the page works" in page
        assert 'id="sources"' in page or "Title of source" in page

    def test_it_signs_the_text_that_was_read(self, client):
        reviewer = enter(client, "reviewer")
        article = make_article()
        do(client, article, "sign-off", evidence_on="2020-01-01", interests="None")
        sign_off = SignOff.objects.get()
        assert (sign_off.user, sign_off.digest) == (reviewer, article.digest)
        assert Article.objects.get().standing == "signed-off"

    def test_a_text_that_changed_meanwhile_is_not_signed(self, client):
        enter(client, "reviewer")
        article = make_article()
        form = client.get(act_url(article, "sign-off")).context["form"]
        article.sections.filter(order=0).update(body="<p>Other words</p>")
        data = {**seen_by(form), "evidence_on": "2020-01-01", "interests": "None"}
        response = client.post(act_url(article, "sign-off"), data)
        assert "was changed after you opened this page" in response.content.decode()
        assert not SignOff.objects.exists()

    def test_a_link_puts_no_words_under_the_name_of_who_follows_it(self, client):
        article = make_article(by=make_user("writer"))
        enter(client, "reviewer")
        words = "?interests=Lemon+juice+cured+me&comment=I+read+it&evidence_on=2020-02-02&password=x"
        form = client.get(act_url(article, "sign-off") + words).context["form"]
        assert form["interests"].value() == "None"
        assert not {"Lemon juice cured me", "I read it", "2020-02-02", "x"} & {str(f.value()) for f in form}

    def test_the_writer_of_the_text_is_refused_with_the_reason(self, client):
        superuser = enter(client, "superuser")
        make_contributor(superuser)
        article = make_article(by=superuser)
        response = do(client, article, "sign-off", evidence_on="2020-01-01", interests="None")
        assert "has edited this text" in response.content.decode()
        assert not SignOff.objects.exists()

    def test_sending_back_keeps_the_comment(self, client):
        enter(client, "reviewer")
        article = make_article()
        do(client, article, "request-changes", comment="Say how long it takes.")
        assert SignOff.objects.get().comment == "Say how long it takes."

    def test_the_difference_to_the_live_edition_is_shown(self, client):
        enter(client, "reviewer")
        article = make_published().article
        article.sections.filter(order=0).update(body="<p>Quite different words</p>")
        assert "<ins>" in client.get(act_url(article, "sign-off")).content.decode()

    def test_a_second_round_shows_what_changed_since_the_last_reading(self, client):
        reviewer = enter(client, "reviewer")
        article = make_article()
        do(client, article, "request-changes", comment="Say how long it takes.")
        article.sections.filter(order=0).update(body="<p>It takes an hour.</p>")
        page = client.get(act_url(article, "sign-off")).content.decode()
        assert "What changed since you read it on" in page
        assert "<ins>" in page
        assert "Say how long it takes." in page
        enter(client, "publisher")
        name = reviewer.contributor.name
        assert (
            f"What changed since {name} read it on"
            in client.get(act_url(article, "publish")).content.decode()
        )


class TestPublishing:
    def test_a_signed_text_is_published(self, client):
        enter(client, "publisher")
        article = make_article()
        make_signed(article)
        do(client, article, "publish")
        assert Article.objects.get(pk=article.pk).standing == "published"

    def test_a_refusal_gives_every_reason(self, client):
        enter(client, "publisher")
        article = make_article(disclaimer="")
        page = do(client, article, "publish").content.decode()
        assert "Nobody has signed off this text" in page
        assert "disclaimer" in page

    def test_withdrawing_asks_for_the_cause(self, client):
        enter(client, "publisher")
        article = make_published().article
        assert do(client, article, "withdraw", cause="").status_code == 200
        do(client, article, "withdraw", cause="outdated")
        assert Article.objects.get(pk=article.pk).standing == "withdrawn"

    def test_a_schedule_is_made_and_cancelled(self, client):
        enter(client, "publisher")
        article = make_article()
        make_signed(article)
        do(client, article, "schedule", action="publish", due_at="2099-01-01T10:00")
        assert Article.objects.get(pk=article.pk).standing == "scheduled"
        do(client, article, "unschedule", action="publish")
        assert Article.objects.get(pk=article.pk).standing == "signed-off"

    def test_what_comes_with_the_sign_off_is_no_error_to_waive(self, client):
        enter(client, "publisher")
        article = make_article()
        page = client.get(reverse("admin:articles_article_change", args=[article.pk]))
        found = page.context["desk"].findings
        assert [item.finding.trigger for item in found["awaited"]] == ["reviewer", "review date"]
        assert not {item.finding.fingerprint for item in found["awaited"]} & {
            item.finding.fingerprint for item in found["errors"]
        }
        assert "2 come with the sign-off" in page.content.decode()
        offered = client.get(act_url(article, "waive")).context["form"].findings.values()
        assert not {"reviewer", "review date"} & {finding.trigger for finding in offered}

    def test_a_finding_is_waived(self, client):
        enter(client, "publisher")
        article = make_article(disclaimer="")
        findings = client.get(act_url(article, "waive")).context["form"].findings
        key = next(key for key, finding in findings.items() if finding.trigger == "disclaimer")
        until = client.get(act_url(article, "waive")).context["form"]["until"].value()
        do(
            client,
            article,
            "waive",
            finding=key,
            what="exception",
            reason="It stands on another page of the site.",
            until=str(until),
        )
        assert Waiver.objects.get().fingerprint == key

    def test_an_edition_is_restored(self, client):
        publisher = enter(client, "publisher")
        edition = make_published()
        article = edition.article
        article.sections.filter(order=0).update(body="<p>Other words</p>")
        publishing.record_edit(article, publisher)
        page = client.get(act_url(article, "restore")).content.decode()
        assert f"Edition 1, {edition.published_at:%-d %B %Y}" in page
        assert "<del>" in page
        do(client, article, "restore", text=f"edition-{edition.pk}")
        assert Article.objects.get(pk=article.pk).content().digest() == edition.digest

    def test_what_the_working_copy_says_already_is_not_offered(self, client):
        enter(client, "publisher")
        article = make_published().article
        assert ">Go back to an earlier text<" not in client.get(change_url(article)).content.decode()

    def test_after_a_withdrawal_the_next_act_is_to_ask_for_a_review(self, client):
        publisher = enter(client, "publisher")
        article = make_published().article
        publishing.withdraw(article, publisher, cause=Cause.OUTDATED)
        publishing.record_edit(article, publisher)
        page = client.get(change_url(article)).content.decode()
        assert "Save and submit for review" in page
        assert f'href="{act_url(article, "publish")}"' not in page


class TestTheTrash:
    def test_an_article_goes_there_and_comes_back(self, client):
        article = make_article(by=enter(client, "writer"))
        do(client, article, "trash")
        assert Article.objects.get().trashed_at
        assert article.title not in client.get(reverse("admin:articles_article_changelist")).content.decode()
        do(client, article, "untrash")
        assert Article.objects.get().trashed_at is None

    def test_one_that_readers_see_stays(self, client):
        enter(client, "writer")
        article = make_published().article
        assert "Withdraw it first" in do(client, article, "trash").content.decode()
