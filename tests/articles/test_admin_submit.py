"""A submission: open errors are told before it, and the reviewer sees them, who asks, and the note."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import Act, Article, ReviewRequest
from tests.acting import rewrite
from tests.articles.test_admin_acts import act_url, do, enter
from tests.articles.test_admin_article import change_url, opened
from tests.articles.test_bulk import send
from tests.factories import make_article, make_signed, make_user

pytestmark = pytest.mark.django_db
NOTE = "Look at the doses twice.\nThe rest is <old>."


def unfinished(**fields):
    """A text with two open errors."""
    return make_article(disclaimer="", funding="", **fields)


class TestATextWithOpenErrors:
    def test_one_click_saves_it_and_then_asks_with_the_list_of_errors(self, client):
        enter(client, "writer")
        article = unfinished()
        data = opened(client, article) | {"summary": "A new summary.", "_act": "submit"}
        response = client.post(change_url(article), data, follow=True)
        page = response.content.decode()
        assert response.redirect_chain[-1][0] == act_url(article, "submit")
        assert "Saved, but not submitted yet." in page
        assert "2 errors would stop publication" in page
        assert 'value="Submit all the same"' in page
        assert page.count("Say that the page is not a substitute for a talk with a doctor.") == 1
        assert Article.objects.get().summary == "A new summary."
        assert not ReviewRequest.objects.exists()

    def test_what_was_filled_in_beside_the_form_is_kept_until_it_is_submitted(self, client):
        enter(client, "writer")
        article, reviewer = unfinished(), make_user("reviewer")
        details = {"submit-reviewer": reviewer.pk, "submit-due_on": "2099-01-01", "submit-note": NOTE}
        client.post(change_url(article), opened(client, article) | details | {"_act": "submit"})
        form = client.get(act_url(article, "submit")).context["form"]
        kept = {name: form[name].value() for name in ("reviewer", "due_on", "note", "seen_digest")}
        assert (str(kept["reviewer"]), kept["note"]) == (str(reviewer.pk), NOTE)
        client.post(act_url(article, "submit"), kept)
        asked = ReviewRequest.objects.get()
        assert (asked.reviewer, asked.due_on.year, asked.note.split()) == (reviewer, 2099, NOTE.split())
        assert not client.get(act_url(article, "submit")).context["form"]["note"].value()

    def test_once_it_is_fixed_and_submitted_nothing_is_kept(self, client):
        enter(client, "writer")
        article = unfinished()
        data = opened(client, article) | {"submit-note": NOTE, "_act": "submit"}
        client.post(change_url(article), data)
        fixed = {"disclaimer": "This page is not a substitute for a talk with a doctor.", "funding": "None"}
        client.post(change_url(article), opened(client, article) | fixed | {"_act": "submit"})
        assert ReviewRequest.objects.get().note == ""
        assert not client.get(act_url(article, "submit")).context["form"]["note"].value()

    def test_many_at_once_are_counted_before_they_are_submitted(self, client):
        enter(client, "writer")
        articles = [unfinished(), make_article()]
        asked, after = send(client, "bulk_submit", articles)
        assert "1 of 2 texts has errors that would stop publication." in asked
        assert "2 errors open" in asked
        assert 'value="Submit all the same"' in asked
        assert "Done for 2 articles." in after


class TestATextWithoutOpenErrors:
    def test_one_click_submits_it(self, client):
        enter(client, "writer")
        article = make_article()
        client.post(change_url(article), opened(client, article) | {"_act": "submit"})
        assert Article.objects.get().standing == "in-review"

    def test_its_page_asks_nothing_more(self, client):
        enter(client, "writer")
        page = client.get(act_url(make_article(), "submit")).content.decode()
        assert "would stop publication" not in page
        assert 'value="Submit for review"' in page


class TestATextWhoseWriterIsUnknown:
    @pytest.fixture
    def article(self):
        article = make_article(title="From outside")
        Act.objects.create(article=article, verb="import", at=timezone.now(), detail={"file": "a.txt"})
        return article

    def test_who_submits_it_is_told_that_it_needs_two_reviewers(self, client, article):
        enter(client, "writer")
        response = client.post(change_url(article), opened(client, article) | {"_act": "submit"}, follow=True)
        assert "two reviewers must sign it off" in response.content.decode()
        do(client, article, "submit")
        assert Article.objects.get().standing == "in-review"

    def test_the_second_reviewer_is_asked_after_the_first_has_signed(self, client, article):
        make_signed(article)
        second = enter(client, "reviewer")
        page = client.get(reverse("admin:articles_article_read", args=[article.pk])).content.decode()
        assert "A second reviewer is next." in page
        assert act_url(article, "sign-off") in page
        assert "From outside" not in client.get(reverse("admin:index")).content.decode()
        publishing.submit(article, make_user("writer"), reviewer=second)
        assert "From outside" in client.get(reverse("admin:index")).content.decode()


class TestWhatTheReviewerSees:
    @pytest.fixture
    def asked(self, client):
        reviewer = enter(client, "reviewer")
        writer = make_user("writer", first_name="Wil", last_name="Writer")
        article = unfinished(title="Asked of you")
        due = timezone.localdate().replace(year=2099, month=3, day=5)
        publishing.submit(article, writer, reviewer=reviewer, due_on=due, note=NOTE)
        return article

    @pytest.mark.parametrize("name", ["read", "sign-off", "request-changes", "comment"])
    def test_each_page_says_who_asks_by_when_the_note_and_the_open_errors(self, client, asked, name):
        read = reverse("admin:articles_article_read", args=[asked.pk])
        page = client.get(read if name == "read" else act_url(asked, name)).content.decode()
        assert ", Wil Writer asked you to review this text by 5 March 2099." in page
        assert "Look at the doses twice.<br>The rest is &lt;old&gt;." in page
        assert "2 errors would stop publication." in page

    def test_their_desk_says_it_too(self, client, asked):
        page = client.get(reverse("admin:index")).content.decode()
        assert "Wil Writer asks you, due by 5 March 2099, 2 errors open:" in page
        assert "“Look at the doses twice. The rest is &lt;old&gt;.”" in page

    def test_the_note_on_another_text_is_not_shown(self, client, asked):
        rewrite(asked, summary="Another summary.")
        assert "Look at the doses" not in client.get(act_url(asked, "sign-off")).content.decode()


def test_the_bar_counts_each_error_in_the_way(client):
    enter(client, "writer")
    page = client.get(change_url(unfinished())).content.decode()
    assert "<summary>3 in the way</summary>" in page
    assert "Open errors: 2." in page
