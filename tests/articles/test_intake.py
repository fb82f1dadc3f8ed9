"""Saving what an import read: each text once, editors' work untouched, all or nothing."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from articles.content import ArticleContent, ContributorContent, SectionContent
from articles.importing.json_articles import read_record
from articles.importing.scraped import parse_scraped, scraped_text
from articles.intake.articles import incoming, save_imports
from articles.models import Act, Article, Contributor, Edition, ImportRecord, SeeAlso, Status, SurveyTable
from articles.publishing import approve
from articles.records.record import record_of
from articles.working_copy.limits import refuse_too_much
from articles.working_copy.see_also import resolve_see_also
from resources.models import Contact, Organization
from tests.acting import refused
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

HEADING = "How people rest when the head hurts"
DIRECTORY = "Resources for people whose head often hurts"


def scraped(*lines, title="Headache", file="headache.txt"):
    data = "\n".join([title, "", *lines]).encode()
    return incoming(file, scraped_text(file, parse_scraped(data)))


def from_json(**change):
    value = {"id": "t-1", "title": "Rest", "sections": [{"heading": "A", "body": "One."}]} | change
    return incoming("rest.jsonl", read_record("rest.jsonl, line 1", json.dumps(value).encode()))


def saved(text, **options):
    """What became of one text that an import brings."""
    (outcome,) = save_imports([text], **options)
    return outcome


def edit(article, text="<p>An editor wrote this.</p>"):
    content = article.content()
    article.apply(replace(content, sections=(SectionContent("Mine", body=text),)))


class TestTheSameText:
    def test_it_is_created_as_a_draft(self):
        outcome = saved(scraped(HEADING, "", "Some text."))
        article = Article.objects.with_status().get(slug=outcome.slug)
        assert (outcome.result, article.status, article.title) == ("created", Status.DRAFT, "Headache")
        assert not Edition.objects.exists()

    def test_the_second_time_it_makes_nothing_new(self):
        saved(scraped(HEADING, "", "Some text."))
        digest = Article.objects.get().digest
        assert saved(scraped(HEADING, "", "Some text.")).result == "unchanged"
        article = Article.objects.get()
        assert (article.digest, article.version) == (digest, 1)
        assert Act.objects.count() == 1

    def test_twice_in_one_run_it_is_one_article(self):
        outcomes = list(save_imports([scraped("One."), scraped("One."), scraped("Two.")]))
        assert [outcome.result for outcome in outcomes] == ["created", "unchanged", "updated"]
        assert Article.objects.count() == 1

    def test_a_title_in_other_case_with_another_dash_is_the_same_text(self):
        saved(scraped("One.", title="Headache – Causes"))
        assert saved(scraped("Two.", title="HEADACHE - causes")).result == "updated"
        assert Article.objects.get().title == "HEADACHE - causes"

    def test_an_id_outlives_a_new_title(self):
        saved(from_json())
        assert saved(from_json(title="Resting")).result == "updated"
        assert Article.objects.values_list("slug", "title").get() == ("rest", "Resting")

    def test_an_article_of_this_site_comes_back_unchanged(self):
        article = make_article()
        text = read_record("here", json.dumps(article.content().to_dict()).encode())
        assert saved(incoming("export.json", text)).result == "unchanged"
        assert Article.objects.count() == 1

    def test_another_text_for_an_article_that_nobody_imported_is_not_taken(self):
        article = make_article()
        content = replace(article.content(), summary="Another one.")
        text = read_record("here", json.dumps(content.to_dict()).encode())
        outcome = saved(incoming("export.json", text))
        assert (outcome.result, outcome.slug) == ("kept", article.slug)
        assert "no import made" in outcome.note


class TestAChangedText:
    def test_it_is_written_over_what_the_import_made(self):
        first = saved(scraped("One."))
        outcome = saved(scraped("Two."))
        article = Article.objects.get()
        assert (outcome.result, outcome.slug) == ("updated", first.slug)
        assert (article.content().sections[0].body, article.version) == ("<p>Two.</p>", 2)

    def test_it_is_not_written_over_what_an_editor_changed(self):
        saved(scraped("One."))
        edit(Article.objects.get())
        outcome = saved(scraped("Two."))
        assert outcome.result == "kept"
        assert "An editor has changed" in outcome.note
        assert "editor wrote this" in Article.objects.get().content().sections[0].body

    def test_it_stays_kept_the_next_time(self):
        saved(scraped("One."))
        edit(Article.objects.get())
        assert [saved(scraped("Two.")).result for _ in range(2)] == ["kept", "kept"]

    def test_the_old_text_again_is_unchanged_although_an_editor_was_there(self):
        saved(scraped("One."))
        edit(Article.objects.get())
        assert saved(scraped("One.")).result == "unchanged"

    def test_an_article_in_the_trash_stays_as_it_is(self):
        saved(scraped("One."))
        Article.objects.update(trashed_at=timezone.now())
        outcome = saved(scraped("Two."))
        assert (outcome.result, "trash" in outcome.note) == ("kept", True)


class TestAddresses:
    def test_another_text_with_the_same_title_gets_a_free_one(self):
        outcomes = list(save_imports([from_json(), from_json(id="t-2"), from_json(id="t-3")]))
        assert [outcome.slug for outcome in outcomes] == ["rest", "rest-2", "rest-3"]

    def test_an_article_of_an_editor_keeps_its_own(self):
        make_article(slug="headache")
        assert saved(scraped("One.")).slug == "headache-2"

    def test_a_moved_text_comes_back_unchanged(self):
        list(save_imports([from_json(), from_json(id="t-2")]))
        outcome = saved(from_json(id="t-2"))
        assert (outcome.result, outcome.slug) == ("unchanged", "rest-2")


class TestSurveyTables:
    TABLE = ("Survey: Rest", "Answer %", "Lying 60%", "Sitting 40%")

    def test_a_moved_text_has_tables_of_its_own(self):
        make_article(slug="headache")
        article = Article.objects.get(slug=saved(scraped(HEADING, "", *self.TABLE)).slug)
        (table,) = article.content().survey_tables
        assert table.key == f"{article.slug}-1"
        assert (table.verified, table.show_unverified) == (False, False)

    def test_a_key_that_is_taken_is_left_alone(self):
        SurveyTable.objects.create(key="headache-1", title="Another")
        saved(scraped(HEADING, "", *self.TABLE))
        assert SurveyTable.objects.get(key="headache-1").title == "Another"
        assert Article.objects.get().content().survey_tables[0].key == "headache-2"

    def test_a_changed_text_changes_its_table(self):
        saved(scraped(HEADING, "", *self.TABLE))
        outcome = saved(scraped(HEADING, "", *self.TABLE[:2], "Lying 70%"))
        (table,) = Article.objects.get().content().survey_tables
        assert (outcome.result, table.key) == ("updated", "headache-1")
        assert [(row.label, row.values) for row in table.rows] == [("Lying", ("70%",))]
        assert saved(scraped(HEADING, "", *self.TABLE[:2], "Lying 70%")).result == "unchanged"

    def test_a_table_that_another_article_places_too_stays(self):
        saved(scraped(HEADING, "", *self.TABLE))
        edit(make_article(), "<p>[survey:headache-1]</p>")
        saved(scraped(HEADING, "", *self.TABLE[:2], "Lying 70%"))
        assert SurveyTable.objects.get(key="headache-1").rows.count() == 2
        imported = Article.objects.get(slug="headache").content()
        assert imported.survey_tables[0].rows[0].values == ("70%",)

    def test_a_text_cannot_place_the_table_of_another(self):
        SurveyTable.objects.create(key="secret", title="Another")
        saved(scraped(HEADING, "", "[survey:secret]"))
        assert Article.objects.get().content().survey_tables == ()


class TestOrganizations:
    ENTRY = ("1. House of Rest (HR)", "", "It rests at https://example.org/rest. Call it.")

    def test_a_new_one_is_not_listed(self):
        saved(scraped(DIRECTORY, "", *self.ENTRY))
        found = Organization.objects.get()
        assert (found.name, found.abbreviation, found.is_listed) == ("House of Rest", "HR", False)
        assert found.description == self.ENTRY[2]
        assert [(c.kind, c.value) for c in found.contacts.all()] == [
            (Contact.Kind.WEB, "https://example.org/rest")
        ]

    def test_who_imports_the_text_does_not_approve_what_it_says_of_one(self):
        by = make_user("publisher")
        saved(scraped(DIRECTORY, "", *self.ENTRY), by=by)
        for kind in ("organization", "contacts"):
            record = record_of(Organization.objects.get(), kind)
            reasons = refused(approve, record, by, seen_digest=record.digest, how="opened the page")
            assert "You wrote this text" in reasons

    def test_who_imports_the_text_does_not_approve_its_authors_credentials(self):
        by = make_user("publisher")
        text = from_json()
        content = replace(text.content, authors=(ContributorContent("ann", "Ann", "MD"),))
        saved(replace(text, content=content), by=by)
        record = record_of(Contributor.objects.get())
        assert "You wrote this text" in refused(approve, record, by, seen_digest=record.digest)

    def test_a_known_abbreviation_is_matched_and_left_as_it_is(self):
        known = Organization.objects.create(
            slug="hr", name="The House", abbreviation="HR", description="Ours."
        )
        Organization.objects.create(slug="other", name="House of Rest")
        saved(scraped(DIRECTORY, "", *self.ENTRY))
        known.refresh_from_db()
        assert (known.description, known.contacts.count()) == ("Ours.", 0)
        assert [named.slug for named in Article.objects.get().content().organizations] == ["hr"]

    def test_a_known_name_is_matched_in_any_case(self):
        Organization.objects.create(slug="known", name="HOUSE OF REST")
        saved(scraped(DIRECTORY, "", *self.ENTRY))
        assert Organization.objects.count() == 1
        assert Article.objects.get().content().organizations[0].slug == "known"

    def test_two_texts_share_one(self):
        list(
            save_imports(
                [scraped(DIRECTORY, "", *self.ENTRY), scraped(DIRECTORY, "", *self.ENTRY, title="B")]
            )
        )
        assert Organization.objects.count() == 1

    def test_another_with_the_same_address_gets_a_free_one(self):
        Organization.objects.create(slug="house-of-rest", name="House-of-Rest")
        saved(scraped(DIRECTORY, "", *self.ENTRY))
        assert set(Organization.objects.values_list("slug", flat=True)) == {
            "house-of-rest",
            "house-of-rest-2",
        }


class TestSeeAlso:
    def test_it_finds_an_article_that_is_there(self):
        make_article(title="Rest – and Care!")
        saved(scraped("See also  rest - AND care", "", "One."))
        (link,) = Article.objects.get(slug="headache").content().see_also
        assert (link.title, bool(link.slug)) == ("rest - AND care", True)

    def test_it_waits_by_its_title_for_one_that_is_not(self):
        saved(scraped("See also Rest", "", "One."))
        assert [(link.title, link.slug) for link in Article.objects.get().content().see_also] == [
            ("Rest", "")
        ]
        saved(from_json())
        assert [link.slug for link in Article.objects.get(slug="headache").content().see_also] == ["rest"]

    def test_texts_of_one_run_find_each_other(self):
        texts = [scraped("See also B", "", "One."), scraped("See also Headache", "", "Two.", title="B")]
        list(save_imports(texts))
        assert SeeAlso.objects.filter(target=None).count() == 0

    def test_what_it_finds_later_is_no_edit(self):
        saved(scraped("See also Rest", "", "One."))
        saved(from_json())
        article = Article.objects.get(slug="headache")
        assert article.digest == article.content().digest()
        assert article.version == 2
        assert saved(scraped("See also Rest", "", "Two.")).result == "updated"

    def test_a_text_under_review_is_not_changed(self):
        saved(scraped("See also Rest", "", "One."))
        article = Article.objects.get()
        article.review_requests.create(
            digest=article.digest, requested_at=timezone.now(), requested_by=make_user()
        )
        saved(from_json())
        assert SeeAlso.objects.get().target is None

    def test_it_points_neither_to_itself_nor_into_the_trash(self):
        saved(scraped("See also Headache", "", "See also Rest", "", "One."))
        saved(from_json())
        Article.objects.filter(slug="rest").update(trashed_at=timezone.now())
        SeeAlso.objects.update(target=None)
        assert resolve_see_also() == []
        assert SeeAlso.objects.filter(target=None).count() == 2


class TestRecords:
    def test_the_record_tells_what_the_text_claimed_and_what_was_dropped(self):
        saved(
            scraped("Reviewed by B. Reader on 3 May 2020", "", "-----", "", HEADING, "", "60% feel better.")
        )
        record = ImportRecord.objects.get()
        assert record.byline == {"reviewer": "B. Reader", "reviewed": "3 May 2020"}
        assert record.dropped == [{"line": 5, "reason": "decoration"}]
        assert ("unsupported-statistic", 9) in [(found["rule"], found["line"]) for found in record.findings]
        assert (record.file_name, record.working_digest) == ("headache.txt", record.article.digest)

    def test_the_outcome_names_struck_text_that_was_not_taken(self):
        content = ArticleContent("Rest", "rest", sections=(SectionContent("A", body="<p><s>5</s>50 mg</p>"),))
        record = read_record("rest.json", json.dumps(content.to_dict()).encode())
        outcome = saved(incoming("rest.json", record))
        assert (outcome.result, outcome.note) == ("created", "Left out: struck-out or deleted text (“5”).")
        assert Article.objects.get().sections.get().body == "<p>50 mg</p>"

    def test_the_outcome_carries_the_findings(self):
        outcome = saved(scraped(HEADING, "", "60% feel better."))
        assert "unsupported-statistic" in [finding.rule for finding in outcome.incoming.findings]

    def test_titles_of_the_run_count_as_known(self):
        texts = [scraped("See also B", "", "One."), scraped("Two.", title="B")]
        outcome = next(save_imports(texts))
        assert "related-unresolved" not in [finding.rule for finding in outcome.incoming.findings]

    def test_the_log_says_who_imported_what_from_where(self):
        user, now = make_user(), timezone.now() - timedelta(days=1)
        saved(scraped("One."), by=user, now=now)
        act = Act.objects.get()
        assert (act.verb, act.actor, act.at, act.digest) == (
            "import",
            user,
            now,
            Article.objects.get().digest,
        )
        assert act.detail == {"result": "created", "file": "headache.txt"}

    def test_an_author_has_no_credentials_and_a_reviewer_is_none(self):
        saved(scraped("By Ada Writer, MD", "Reviewed by B. Reader", "", "One."))
        article = Article.objects.get()
        (author,) = article.authors.all()
        assert (author.name, author.credentials, author.user) == ("Ada Writer", "", None)
        assert not article.sign_offs.exists()


class TestAllOrNothing:
    def test_a_failure_in_the_middle_leaves_nothing_of_the_text(self, monkeypatch):
        def fail(*args, **kwargs):
            raise IntegrityError("cut off")

        monkeypatch.setattr(Act.objects, "bulk_create", fail)
        outcome = saved(scraped(DIRECTORY, "", "1. House", "", "It rests.", "", "Category: Pain"))
        assert (outcome.result, "cut off" in outcome.note) == ("failed", True)
        assert not Article.objects.exists()
        assert not Organization.objects.exists()
        assert not ImportRecord.objects.exists()

    def test_another_failure_is_not_hidden(self, monkeypatch):
        def fail(*args, **kwargs):
            raise RuntimeError("cut off")

        monkeypatch.setattr("articles.intake.articles.resolve_see_also", fail)
        with pytest.raises(RuntimeError):
            saved(scraped(DIRECTORY, "", "1. House", "", "It rests."))
        assert not Article.objects.exists()
        assert not Organization.objects.exists()

    def test_a_text_that_is_too_long_fails_alone(self):
        texts = [from_json(), from_json(id="t-2", title="a" * 301), from_json(id="t-3")]
        outcomes = list(save_imports(texts))
        assert [outcome.result for outcome in outcomes] == ["created", "failed", "created"]
        assert outcomes[1].note == "title: at most 300 characters, got 301"

    def test_a_text_that_no_form_could_save_again_fails_with_its_number(self, settings):
        settings.MAX_ARTICLE_PARTS = 3
        sections = [{"heading": "A", "body": "One."}] * 3
        first = from_json(sections=sections)
        outcomes = list(save_imports([first, from_json(id="t-2", title="B", sections=sections, tags=["x"])]))
        assert [outcome.result for outcome in outcomes] == ["created", "failed"]
        assert outcomes[1].note == (
            "The article has 4 sections, tags, authors, links and organizations; its form takes at most 3. "
            "Split the text into several articles."
        )

    def test_a_long_guideline_with_many_tags_is_taken(self):
        sections = (SectionContent("A", body="<p>Words.</p>"),) * 300
        refuse_too_much(ArticleContent("A", "a", tags=tuple(map(str, range(500))), sections=sections))

    def test_a_text_that_is_too_long_for_a_form_fails_with_its_number(self, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
        outcome = saved(from_json(sections=[{"heading": "A", "body": "é" * 200}]))
        assert outcome.note.startswith("The text takes 1,2")
        assert "which sends at most 900. Split" in outcome.note

    def test_a_text_that_the_database_refuses_fails_alone(self, monkeypatch):
        real = Article.objects.bulk_create

        def refuse(rows, **options):
            rows = list(rows)
            if any(row.title == "Bad" for row in rows):
                raise IntegrityError("no")
            return real(rows, **options)

        monkeypatch.setattr(Article.objects, "bulk_create", refuse)
        texts = [from_json(), from_json(id="t-2", title="Bad"), from_json(id="t-3")]
        assert [outcome.result for outcome in save_imports(texts)] == ["created", "failed", "created"]
        assert Article.objects.count() == 2

    def test_a_long_identity_is_kept_short(self):
        saved(from_json(id="x" * 600))
        assert saved(from_json(id="x" * 600)).result == "unchanged"
        assert ImportRecord.objects.get().identity.startswith("sha256:")


class TestHostileTexts:
    def test_nothing_of_them_is_markup(self):
        attack = "&lt;script&gt;alert(1)&lt;/script&gt;"
        saved(
            scraped(
                DIRECTORY, "", f"• {attack}: {attack}", "",
                f"Survey: {attack}", f"{attack} %", f"{attack} 5%", "",
                f"See also {attack}", "", f"1. {attack} (HR)", "", f"{attack} javascript:alert(1)", "",
                f"Category: {attack}; {attack}", title=attack,
            )
        )  # fmt: skip
        content = Article.objects.get().content()
        assert content.title == "<script>alert(1)</script>"
        assert not any("<script" in section.body for section in content.sections)
        assert not Contact.objects.exists()

    def test_a_content_from_a_file_is_cleaned(self):
        hostile = ArticleContent(
            "A", "a", sections=(SectionContent(body='<p onclick="b()">C</p>'),)
        ).to_dict()
        saved(incoming("a.json", read_record("here", json.dumps(hostile).encode())))
        assert Article.objects.get().content().sections[0].body == "<p>C</p>"


class TestManyTexts:
    def test_they_cost_few_queries(self, django_assert_max_num_queries):
        texts = [from_json(id=f"t-{i}", title=f"Rest {i}") for i in range(60)]
        with django_assert_max_num_queries(75):
            assert {outcome.result for outcome in save_imports(texts)} == {"created"}

    def test_they_cost_fewer_the_second_time(self, django_assert_max_num_queries):
        texts = [from_json(id=f"t-{i}", title=f"Rest {i}") for i in range(60)]
        list(save_imports(texts))
        with django_assert_max_num_queries(12):
            assert {outcome.result for outcome in save_imports(texts)} == {"unchanged"}

    def test_batches_are_saved_one_after_the_other(self, monkeypatch):
        monkeypatch.setattr("articles.intake.articles.BATCH", 3)
        texts = [from_json(id=f"t-{i}", title=f"Rest {i}") for i in range(8)]
        assert len(list(save_imports(texts))) == 8
        assert Article.objects.count() == 8
