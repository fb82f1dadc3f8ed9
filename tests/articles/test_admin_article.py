"""The page on which an article is written: saving with everything that hangs on it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import publishing
from articles.content import SectionContent, SeeAlsoContent
from articles.models import Act, Article, Edition, SeeAlso, Tag
from articles.working_copy import kept_findings
from tests.factories import make_article, make_contributor, make_published, make_signed, make_user

pytestmark = pytest.mark.django_db

PREFIXES = ("sections", "article_authors", "article_organizations", "see_also", "related_editions")


def change_url(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def form_data(response):
    """What a browser would send back from the form as it was shown."""
    form, data = response.context["adminform"].form, {}
    boxes = [
        form,
        *(formset.formset.management_form for formset in response.context["inline_admin_formsets"]),
    ]
    boxes += [row for formset in response.context["inline_admin_formsets"] for row in formset.formset.forms]
    for box in boxes:
        for field in box:
            value = field.value()
            if value is not False:
                data[field.html_name] = "on" if value is True else "" if value is None else value
    for name in ("seen_version", "seen_parts"):
        if response.context.get(name) is not None:
            data[name] = response.context[name]
    return data


def opened(client, article):
    return form_data(client.get(change_url(article)))


class TestAddingAnArticle:
    def data(self, **fields):
        data = {f"{prefix}-{name}_FORMS": "0" for prefix in PREFIXES for name in ("TOTAL", "INITIAL")}
        return data | {
            "title": "A new page", "slug": "", "language": "en", "audience": "patients", "kind": "treatment",
            "review_interval": "24",
            "sections-TOTAL_FORMS": "2",
            "sections-0-heading": "Second", "sections-0-level": "2", "sections-0-purpose": "risks",
            "sections-0-order": "1", "sections-0-body": "<p>Two</p>",
            "sections-1-heading": "First", "sections-1-level": "3", "sections-1-purpose": "overview",
            "sections-1-order": "0", "sections-1-body": "<p>One<script>alert(1)</script></p>",
            "tags": ["Heart", "heart", "New tag"],
            "aliases": "zeta\nalpha\nzeta\n",
            "codes": "snomed ct 254837009\nICD-10-CM  c50.919\n",
            "article_authors-TOTAL_FORMS": "1",
            "article_authors-0-contributor": str(make_contributor().pk),
            "see_also-TOTAL_FORMS": "1",
            "see_also-0-title": "A page to come",
            **fields,
        }  # fmt: skip

    def test_everything_is_saved_in_order(self, client, writer):
        Tag.objects.create(name="heart", slug="heart")
        response = client.post(reverse("admin:articles_article_add"), self.data())
        assert response.status_code == 302, response.context["errors"]
        content = Article.objects.get().content()
        assert [section.heading for section in content.sections] == ["First", "Second"]
        assert content.tags == ("New tag", "heart")
        assert content.aliases == ("alpha", "zeta")
        assert content.codes == ("ICD-10-CM C50.919", "SNOMED CT 254837009")
        assert content.slug == "a-new-page"
        assert content.see_also[0].title == "A page to come"
        assert len(content.authors) == 1

    def test_digest_version_and_log_are_kept(self, client, writer):
        client.post(reverse("admin:articles_article_add"), self.data())
        article = Article.objects.get()
        assert article.digest == article.content().digest()
        assert article.version == 1
        assert article.owner == writer
        assert Act.objects.get(article=article).actor == writer

    def test_a_body_is_cleaned_on_the_server(self, client, writer):
        client.post(reverse("admin:articles_article_add"), self.data())
        assert Article.objects.get().sections.first().body == "<p>One</p>"

    def test_an_empty_section_is_not_saved(self, client, writer):
        empty = {"sections-2-level": "2", "sections-2-purpose": "other", "sections-2-order": "2"}
        client.post(
            reverse("admin:articles_article_add"), self.data(**empty, **{"sections-TOTAL_FORMS": "3"})
        )
        assert Article.objects.get().sections.count() == 2

    def test_the_disclaimer_is_filled_in(self, client, writer, settings):
        settings.DEFAULT_DISCLAIMER = "Ask somebody who knows."
        response = client.get(reverse("admin:articles_article_add"))
        assert response.context["adminform"].form["disclaimer"].value() == "Ask somebody who knows."

    def test_save_and_submit_saves_it_and_asks_about_its_open_errors(self, client, writer):
        response = client.post(reverse("admin:articles_article_add"), self.data(_act="submit"))
        article = Article.objects.get()
        assert response.url == reverse("admin:articles_article_act", args=[article.pk, "submit"])
        assert article.standing == "draft"


class TestChangingAnArticle:
    def test_an_untouched_form_changes_and_logs_nothing(self, client, writer):
        article = make_article()
        before = Article.objects.get()
        response = client.post(change_url(article), opened(client, article) | {"_continue": "1"})
        assert response.status_code == 302, response.context["errors"]
        after = Article.objects.get()
        assert (after.version, after.digest, after.changed_at) == (
            before.version,
            before.digest,
            before.changed_at,
        )
        assert not Act.objects.exclude(article=None).exists()

    def test_untouched_rows_cost_nothing_when_another_is_saved(self, client, writer):
        counts = []
        for rows in (1, 6):
            article = make_article(
                see_also=tuple(SeeAlsoContent(f"Nothing yet {i}") for i in range(rows)),
                tags=tuple(f"topic {i}" for i in range(rows)),
                sections=tuple(SectionContent(f"Part {i}", body="<p>Words.</p>") for i in range(rows)),
                sources=0,
            )
            data = opened(client, article) | {"sections-0-body": "<p>Other words.</p>"}
            with CaptureQueriesContext(connection) as queries:
                client.post(change_url(article), data)
            assert article.content().sections[0].body == "<p>Other words.</p>"
            assert len(article.content().tags) == rows
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_what_rows_name_is_asked_for_once(self, client, writer):
        article, others = make_article(), [make_article() for _ in range(6)]
        counts = []
        for rows in (others[:1], others[1:]):
            SeeAlso.objects.bulk_create(
                SeeAlso(article=article, target=each, title=each.title) for each in rows
            )
            with CaptureQueriesContext(connection) as queries:
                page = client.get(change_url(article)).content.decode()
            counts.append(len(queries))
            for each in rows:
                assert f'<option value="{each.pk}" selected>{each.title}</option>' in page
        assert counts[0] == counts[1]

    def test_newlines_of_browsers_change_nothing(self, client, writer):
        article = make_article(aim="One line.\nAnother line.")
        data = opened(client, article)
        client.post(change_url(article), data | {"aim": "One line.\r\nAnother line."})
        assert Article.objects.get().version == article.version

    def test_a_new_word_gives_a_new_digest_and_a_line_in_the_log(self, client, writer):
        article = make_article()
        client.post(change_url(article), opened(client, article) | {"sections-0-body": "<p>Other words.</p>"})
        after = Article.objects.get()
        assert after.digest == after.content().digest() != article.digest
        assert after.version == article.version + 1
        assert Act.objects.exclude(article=None).get().verb == Act.Verb.EDIT

    def test_its_findings_are_kept_for_lists(self, client, writer, monkeypatch):
        article = make_article()
        body = "<p>Studies show that it helps.</p>"
        client.post(change_url(article), opened(client, article) | {"sections-0-body": body})
        monkeypatch.setattr(kept_findings, "_check", lambda articles, house: {})
        [found] = kept_findings.kept_findings([Article.objects.get()])
        assert "unnamed-source" in {each.finding.rule for each in found}

    def test_a_new_owner_is_no_edit_of_the_text(self, client, writer):
        article = make_article()
        client.post(change_url(article), opened(client, article) | {"owner": str(writer.pk)})
        after = Article.objects.get()
        assert (after.owner, after.version) == (writer, article.version + 1)
        assert not Act.objects.exclude(article=None).exists()

    def test_a_section_is_deleted(self, client, writer):
        article = make_article()
        count = article.sections.count()
        client.post(change_url(article), opened(client, article) | {"sections-0-DELETE": "on"})
        assert article.sections.count() == count - 1

    def test_a_new_address_renews_the_articles_that_point_to_it(self, client, writer):
        article, other = make_article(), make_article()
        other.see_also.create(title=article.title, target=article)
        client.post(change_url(article), opened(client, article) | {"slug": "moved"})
        other.refresh_from_db()
        assert other.digest == other.content().digest()

    def test_struck_out_text_is_left_out_and_the_editor_is_told_what_it_was(self, client, writer):
        article = make_article()
        body = "<p>The dose is <span class=msoDel><del>5</del></span><ins>50</ins> mg</p>"
        data = opened(client, article) | {"sections-0-body": body, "_continue": "1"}
        page = client.post(change_url(article), data, follow=True).content.decode()
        section = article.sections.order_by("order").first()
        assert section.body == "<p>The dose is 50 mg</p>"
        assert f"Section “{section}”: Left out: struck-out or deleted text (“5”)." in page

    def test_a_see_also_title_finds_its_article(self, client, writer):
        article, other = make_article(), make_article("The other page")
        data = opened(client, article) | {"see_also-TOTAL_FORMS": "1", "see_also-0-title": "the other PAGE"}
        client.post(change_url(article), data)
        assert article.see_also.get().target == other

    def test_hostile_html_in_a_body_is_gone(self, client, writer):
        article = make_article()
        hostile = '<p onclick="x()">Text <a href="javascript:x()">link</a><img src=x onerror=x()></p><iframe>'
        client.post(change_url(article), opened(client, article) | {"sections-0-body": hostile})
        body = article.sections.first().body
        assert "Text" in body
        assert not re.search(r"onclick|javascript|img|iframe", body)

    def test_nobody_deletes_an_article(self, client):
        client.force_login(make_user("superuser"))
        article = make_article()
        assert client.post(reverse("admin:articles_article_delete", args=[article.pk])).status_code == 403


class TestTheDesk:
    def test_it_shows_what_all_rules_find(self, client, writer):
        article = make_article()
        article.sections.filter(order=0).update(body="<p>Studies show that it helps. It is VERY easy.</p>")
        desk = client.get(change_url(article)).context["desk"]
        [found] = kept_findings.checked_findings([article])
        assert desk.every_finding == found
        assert desk.findings["warnings"]

    def test_findings_lead_to_their_section(self, client, writer):
        article = make_article()
        section = article.sections.first()
        section.body = "<p>Nobody knows [@missing-key].</p>"
        section.save()
        page = client.get(change_url(article)).content.decode()
        assert 'href="#sections-0"' in page
        assert "missing-key" in page

    def test_a_writer_sees_no_button_to_publish(self, client, writer):
        page = client.get(change_url(make_article())).content.decode()
        assert "Save and submit for review" in page
        assert "/act/publish/" not in page

    def test_a_correction_of_a_published_text_is_submitted_in_one_step(self, client, writer):
        article = make_published().article
        form = opened(client, article)
        html = client.get(change_url(article)).content.decode()
        assert re.search(r'<button [^>]*class="act-primary"[^>]*name="_act" value="submit"', html)
        client.post(change_url(article), form | {"summary": "A corrected summary.", "_act": "submit"})
        assert Article.objects.get().standing == "in-review"
        assert Edition.objects.live().get().article_content().summary != "A corrected summary."

    def test_a_published_text_says_so(self, client, writer):
        edition = make_published()
        assert "Visitors read exactly this text." in client.get(change_url(edition.article)).content.decode()

    def test_a_reviewer_is_led_to_the_reading_page(self, client):
        client.force_login(make_user("reviewer"))
        article = make_article()
        response = client.get(change_url(article))
        assert response.url == reverse("admin:articles_article_read", args=[article.pk])
        assert "/act/sign-off/" in client.get(response.url).content.decode()

    def test_a_reviewer_cannot_save(self, client):
        client.force_login(make_user("reviewer"))
        article = make_article()
        client.post(change_url(article), {"title": "Taken over", "_save": "1"})
        assert Article.objects.get().title == article.title


class TestTheBar:
    """Where the article stands, what blocks it, who is next, and one primary button."""

    def desk(self, client, article, role="writer"):
        client.force_login(make_user(role))
        return client.get(change_url(article), follow=True)

    def steps(self, response):
        return [step.state for step in response.context["desk"].steps]

    def test_it_shows_how_far_the_text_has_come(self, client):
        article = make_article(by=make_user("writer"))
        assert self.steps(self.desk(client, article)) == ["here", "to-come", "to-come", "to-come"]
        publishing.submit(article, make_user("writer"))
        assert self.steps(self.desk(client, article)) == ["done", "here", "to-come", "to-come"]
        make_signed(article)
        assert self.steps(self.desk(client, article)) == ["done", "done", "here", "to-come"]
        publishing.publish(article, make_user("publisher"))
        assert self.steps(self.desk(client, article)) == ["done", "done", "done", "here"]

    @pytest.mark.parametrize("role", ["writer", "reviewer", "publisher"])
    def test_there_is_one_primary_button(self, client, role):
        article = make_article(by=make_user("writer"))
        publishing.submit(article, make_user("writer"))
        html = self.desk(client, article, role).content.decode()
        assert html.count('class="act-primary"') == 1

    def test_it_says_what_is_in_the_way_and_who_is_next(self, client):
        html = self.desk(client, make_article(disclaimer="")).content.decode()
        assert re.search(r"<summary>\d in the way</summary>", html)
        assert "A writer is next." in html

    def test_a_reviewer_is_asked_by_name_along_with_the_form(self, client):
        article, reviewer = make_article(), make_user("reviewer")
        html = self.desk(client, article).content.decode()
        field = re.search(r"<select[^>]*name=\"submit-reviewer\"[^>]*>", html)[0]
        assert 'form="article_form"' in field
        data = opened(client, article) | {"submit-reviewer": reviewer.pk, "submit-due_on": "2099-01-01"}
        client.post(change_url(article), data | {"_act": "submit"})
        asked = article.review_requests.get()
        assert (asked.reviewer, asked.due_on.isoformat()) == (reviewer, "2099-01-01")


class TestHeaders:
    def test_the_policy_is_strict_and_has_a_nonce(self, client, writer):
        response = client.get(change_url(make_article()))
        policy = response.headers["Content-Security-Policy"]
        nonce = re.search(r"'nonce-([^']+)'", policy)[1]
        assert "unsafe" not in policy
        assert f'nonce="{nonce}"' in response.content.decode()

    def test_no_style_or_handler_stands_in_the_page(self, client, writer):
        page = client.get(change_url(make_article())).content.decode()
        assert not re.search(r"<[^>]+\s(style|on\w+)=", page)

    def test_the_preview_is_not_kept_and_not_indexed(self, client, writer):
        article = make_article()
        response = client.get(reverse("admin:articles_article_preview", args=[article.pk]))
        assert article.title in response.content.decode()
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["X-Robots-Tag"] == "noindex"

    def test_strangers_see_no_preview(self, client):
        article = make_article()
        response = client.get(reverse("admin:articles_article_preview", args=[article.pk]))
        assert response.status_code == 302
        assert "/login/" in response.url
