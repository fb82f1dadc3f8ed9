"""Comments, certified minor changes, outside experts and the unsaved form, on the editors' desk."""

from html import unescape

import pytest
from django.core import mail
from django.urls import reverse

from articles import publishing
from articles.models import Act, Article, Comment, Invitation, SignOff
from tests.acting import KNOWN_HOW, OUTSIDE, confirm, give_verdict, mailed_link, make_invitation, misspell
from tests.articles.test_admin_acts import act_url, do, enter
from tests.articles.test_admin_article import change_url, opened
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db


def desk(client, article):
    return client.get(change_url(article), follow=True).content.decode()


class TestComments:
    def test_a_reviewer_comments_and_a_writer_resolves(self, client):
        enter(client, "reviewer")
        article = make_article()
        do(client, article, "comment", section=article.sections.first().pk, text="Say more.")
        assert Comment.objects.get().section == article.sections.first()
        publishing.record_edit(article, enter(client, "writer"))
        assert "Say more." in desk(client, article)
        do(client, article, "resolve", comment=Comment.objects.get().pk)
        assert not Comment.objects.open().exists()

    def test_words_get_comments_with_answers_and_what_is_taken_over_is_resolved(self, client):
        reviewer = enter(client, "reviewer")
        article = make_article()
        section = article.sections.get(order=0)
        words = {"quote": "the page works", "context": "How the page works", "replacement": "it works"}
        do(client, article, "comment", section=section.pk, **words)
        made = Comment.objects.get()
        assert (made.quote, made.replacement, made.text) == ("the page works", "it works", "")
        writer = enter(client, "writer")
        publishing.record_edit(article, writer)
        do(client, article, "comment", text="Why?", answers=made.pk)
        page = desk(client, article)
        assert f'data-comment="{made.pk}"' in page
        assert "Why?" in page
        assert Comment.objects.open().count() == 1
        client.post(change_url(article), {**opened(client, article), "dealt_with": made.pk})
        assert not Comment.objects.open().exists()
        client.force_login(reviewer)
        do(client, article, "reopen", comment=made.pk)
        assert Comment.objects.open().get() == made

    def test_nothing_said_and_nothing_to_replace_are_refused(self, client):
        enter(client, "reviewer")
        article = make_article()
        assert "Write what you want to say." in do(client, article, "comment").content.decode()
        page = do(client, article, "comment", replacement="x").content.decode()
        assert "Select the words that are to be replaced." in page

    def test_a_writer_of_other_texts_resolves_nothing_here(self, client):
        article = make_article(by=make_user("writer"))
        made = publishing.comment(article, make_user("reviewer"), text="Say more.")
        enter(client, "writer")
        page = do(client, article, "resolve", comment=made.pk).content.decode()
        assert "You haven&#x27;t written in this text." in page
        assert Comment.objects.open().exists()


class TestCertifying:
    @pytest.fixture
    def changed(self):
        article = make_published().article
        return misspell(article, by=make_user("writer"))

    def test_another_reviewer_certifies_what_is_minor(self, client, changed):
        enter(client, "reviewer")
        assert "Certify a minor change" in desk(client, changed)
        do(client, changed, "certify")
        assert SignOff.objects.exclude(carries=None).count() == 1

    @pytest.mark.parametrize("role", ["writer", "publisher"])
    def test_others_see_no_such_act_and_are_told_so_by_address(self, client, changed, role):
        enter(client, role)
        assert "Certify a minor change" not in desk(client, changed)
        response = client.get(act_url(changed, "certify"))
        assert response.status_code == 403
        assert "have the permission for this: Certify a minor change." in unescape(response.content.decode())

    def test_a_refusal_is_shown_word_for_word(self, client, changed):
        changed.sections.filter(order=0).update(body="<p>Now 3 words.</p>")
        enter(client, "reviewer")
        page = do(client, changed, "certify").content.decode()
        assert "This isn&#x27;t a minor change. In the section “What this page is”" in page


class TestOutsideExperts:
    def test_the_link_is_mailed_and_stands_on_no_page(self, client):
        enter(client, "publisher")
        article = make_article()
        response = do(client, article, "invite", expert="Dr. Test", email=OUTSIDE, days="7")
        page = client.get(response.url).content.decode()
        assert f"The link has been mailed to Dr. Test, at {OUTSIDE}." in page
        assert "/review/" not in page + desk(client, article)
        client.logout()
        assert client.get(mailed_link()).status_code == 200

    def test_a_letter_that_no_server_took_is_not_called_sent(self, client, monkeypatch):
        enter(client, "publisher")
        article = make_article()
        with monkeypatch.context() as broken:
            broken.setattr("django.core.mail.EmailMessage.send", lambda letter: 0)
            do(client, article, "invite", expert="Dr. Test", email=OUTSIDE, days="7")
        assert "not sent yet" in desk(client, article)
        do(client, article, "send-invitation", invitation=Invitation.objects.get().pk)
        assert "not sent yet" not in desk(client, article)
        assert client.get(mailed_link()).status_code == 200

    def test_where_no_mail_leaves_nobody_is_invited(self, client, settings):
        settings.EMAIL_BACKENDS_WITHOUT_DELIVERY = [settings.MAILERS["default"]["BACKEND"]]
        enter(client, "publisher")
        page = do(client, make_article(), "invite", expert="Dr. Test", email=OUTSIDE, days="7")
        assert "Set EMAIL_HOST" in page.content.decode()
        assert not Invitation.objects.exists()

    def test_another_publisher_confirms_and_says_how_they_know_the_expert(self, client):
        article = make_article()
        invitation = give_verdict(make_invitation(article))
        enter(client, "publisher")
        page = client.get(act_url(article, "confirm")).content.decode()
        assert f"From {OUTSIDE}, invited by" in page
        page = do(client, article, "confirm", invitation=invitation.pk, known_how="I do.").content.decode()
        assert "Say how you know this person and this address" in page
        do(client, article, "confirm", invitation=invitation.pk, known_how=KNOWN_HOW)
        assert Article.objects.get(pk=article.pk).standing == "signed-off"
        assert Act.objects.get(verb="confirm").detail["known_how"] == KNOWN_HOW

    def test_a_name_that_signed_from_elsewhere_before_is_pointed_out(self, client):
        confirm(give_verdict(make_invitation(make_article())))
        article = make_article()
        give_verdict(make_invitation(article, email="other@elsewhere.example"))
        enter(client, "publisher")
        page = client.get(act_url(article, "confirm")).content.decode()
        assert f"This name has signed before from {OUTSIDE}." in page

    def test_a_link_is_taken_back(self, client):
        article = make_article()
        invitation = make_invitation(article, enter(client, "writer"))
        do(client, article, "revoke", invitation=invitation.pk)
        assert Invitation.objects.get().revoked_at

    def test_a_writer_neither_sees_nor_takes_back_the_link_of_another(self, client):
        article = make_article()
        invitation = make_invitation(article)
        enter(client, "writer")
        assert "Dr. Test" not in desk(client, article)
        assert "Revoke an expert" not in desk(client, article)
        do(client, article, "revoke", invitation=invitation.pk)
        do(client, article, "send-invitation", invitation=invitation.pk)
        assert not Invitation.objects.get().revoked_at
        assert len(mail.outbox) == 1

    @pytest.mark.parametrize("name", ["confirm", "invite", "send-invitation", "revoke", "resolve"])
    def test_a_reviewer_has_none_of_these_pages(self, client, name):
        enter(client, "reviewer")
        assert client.get(act_url(make_article(), name)).status_code == 403


class TestUnsavedChecks:
    def post(self, client, article, page="checks", **changes):
        data = {**opened(client, article), **changes}
        return client.post(reverse(f"admin:articles_article_{page}", args=[article.pk]), data)

    def test_they_read_the_form_and_keep_nothing(self, client):
        enter(client, "writer")
        article = make_article()
        before = Article.objects.get(pk=article.pk)
        response = self.post(client, article, **{"sections-0-body": "<p>A miracle cure, studies show.</p>"})
        page = response.content.decode()
        assert "unnamed-source" in page
        assert "no-store" in response["Cache-Control"]
        now = Article.objects.get(pk=article.pk)
        assert (now.version, now.content()) == (before.version, before.content())
        assert not Act.objects.filter(article=article).exists()

    def test_a_score_shows_what_is_not_met(self, client):
        enter(client, "writer")
        page = self.post(client, make_article(), funding="").content.decode()
        assert "JAMA benchmarks: 1 of 4" in page or "JAMA benchmarks: 2 of 4" in page
        assert "funding-missing" in page

    def test_a_mistake_in_the_form_is_said(self, client):
        enter(client, "writer")
        page = self.post(client, make_article(), title="").content.decode()
        assert "The form has a mistake" in page

    def test_a_row_that_was_saved_meanwhile_is_named(self, client):
        """A check of an open form may arrive after its first save."""
        enter(client, "writer")
        article = make_article()
        new = {"article_authors-INITIAL_FORMS": "0", "article_authors-0-id": ""}
        assert self.post(client, article, **new).status_code == 200
        mistakes = self.post(client, article, "draft_changes", **new).content.decode()
        assert f"{article.article_authors.get()} is already on this page" in mistakes

    def test_an_article_related_to_itself_is_refused(self, client):
        enter(client, "writer")
        article = make_article()
        new = {"related_editions-TOTAL_FORMS": "1", "related_editions-0-other": article.pk}
        assert "related to itself" in self.post(client, article, "draft_changes", **new).content.decode()

    def test_a_reviewer_may_not_post_a_text(self, client):
        enter(client, "reviewer")
        article = make_article()
        address = reverse("admin:articles_article_checks", args=[article.pk])
        assert client.post(address, {"title": "x"}).status_code == 403

    def test_it_rejects_get(self, client):
        enter(client, "writer")
        address = reverse("admin:articles_article_checks", args=[make_article().pk])
        assert client.get(address).status_code == 405
