"""What the checks find in working copies: with sign-offs, waivers and the records of the house."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.content import SeeAlsoContent
from articles.models import Phrase, SignOff, Source, Waiver
from articles.working_copy.findings import (
    article_findings,
    content_findings,
    facts_about,
    house_facts,
    waivers_in_force,
)
from articles.working_copy.kept_findings import checked_findings
from resources.models import Organization, Synonym, Term
from tests.acting import redefine
from tests.factories import make_article, make_signed, make_user

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def rules(found):
    return [each.finding.rule for each in found]


def waive(article, finding, until):
    return Waiver.objects.create(
        article=article,
        rule=finding.rule,
        fingerprint=finding.fingerprint,
        reason="It holds.",
        waived_by=make_user("publisher"),
        waived_at=timezone.now(),
        until=until,
    )


class TestSignOff:
    def test_a_good_article_lacks_only_the_sign_off(self):
        found = article_findings(make_article())
        assert [each.finding.kind for each in found] == ["reviewer", "review date"]
        assert all(each.is_open_error for each in found)

    def test_with_the_sign_off_of_this_text_nothing_is_found(self):
        article = make_article()
        make_signed(article)
        assert article_findings(article) == []

    def test_a_sign_off_of_another_text_does_not_count(self):
        article = make_article()
        make_signed(article)
        article.apply(replace(article.content(), summary="Another summary."))
        assert len(article_findings(article)) == 2

    def test_a_later_request_for_changes_takes_it_back(self):
        article = make_article()
        given = make_signed(article)
        SignOff.objects.create(
            article=article,
            digest=given.digest,
            content={},
            verdict="changes",
            contributor=given.contributor,
            reviewer=given.reviewer,
            signed_at=given.signed_at + timedelta(minutes=1),
        )
        assert len(article_findings(article)) == 2

    def test_a_reviewer_who_declared_no_interests_is_found(self):
        article = make_article()
        given = make_signed(article)
        content = article.content()
        facts = facts_about(article, content)
        found = content_findings(content, replace(facts, reviewer_interests=""))
        assert [(each.finding.rule, each.finding.trigger) for each in found] == [
            ("interests-missing", given.reviewer["name"])
        ]


class TestWaivers:
    def test_a_waiver_closes_its_finding_until_its_last_day(self):
        article = make_article(aim="")
        finding = next(e.finding for e in article_findings(article) if e.finding.rule == "aim-missing")
        waiver = waive(article, finding, TODAY)
        (waived,) = [each for each in article_findings(article) if each.finding == finding]
        (open_again,) = [
            each for each in article_findings(article, TODAY + timedelta(days=1)) if each.finding == finding
        ]
        assert (waived.waiver, waived.is_open_error) == (waiver, False)
        assert (open_again.waiver, open_again.is_open_error) == (None, True)

    def test_it_closes_no_other_finding_and_no_other_article(self):
        article, other = make_article(aim="", funding=""), make_article(aim="")
        finding = next(e.finding for e in article_findings(article) if e.finding.rule == "aim-missing")
        waive(article, finding, TODAY)
        assert "funding-missing" in rules(e for e in article_findings(article) if e.is_open_error)
        assert "aim-missing" in rules(e for e in article_findings(other) if e.is_open_error)

    def test_a_content_that_is_not_saved_has_the_waivers_of_its_article(self):
        article = make_article(aim="")
        finding = next(e.finding for e in article_findings(article) if e.finding.rule == "aim-missing")
        waive(article, finding, TODAY)
        unsaved = replace(article.content(), summary="")
        found = content_findings(unsaved, facts_about(article, unsaved), waivers_in_force(article))
        open_errors = rules(each for each in found if each.is_open_error)
        assert "summary-missing" in open_errors
        assert "aim-missing" not in open_errors

    def test_the_newest_of_two_waivers_is_shown(self):
        article = make_article(aim="")
        finding = next(e.finding for e in article_findings(article) if e.finding.rule == "aim-missing")
        waive(article, finding, TODAY)
        newest = waive(article, finding, TODAY + timedelta(days=9))
        assert next(e for e in article_findings(article) if e.finding == finding).waiver == newest


class TestRecords:
    def test_a_retracted_source_is_an_error(self):
        article = make_article()
        make_signed(article)
        Source.objects.update(retraction_status="retracted")
        assert rules(article_findings(article)) == ["source-retracted"]

    def test_a_site_that_cannot_be_written_to_is_warned_of(self, settings):
        article = make_article()
        make_signed(article)
        settings.SITE_CONTACT = ""
        assert rules(article_findings(article)) == ["contact-missing"]
        settings.DEMONSTRATION = True
        assert article_findings(article) == []

    def test_phrases_of_editors_count(self):
        Phrase.objects.create(list="hype", text="finished page")
        found = article_findings(make_article())
        assert [each.finding.trigger for each in found if each.finding.rule == "over-claim"] == [
            "finished page"
        ]

    def test_a_term_that_readers_cannot_look_up_is_an_error_but_not_its_lay_word(self):
        term = Term.objects.create(slug="finished-page", name="finished page")
        Synonym.objects.create(term=term, text="mistake", kind="lay")
        article = make_article()
        assert rules(article_findings(article)).count("term-undefined") == 1
        redefine(term, "A page that is done.", is_listed=True)
        assert "term-undefined" not in rules(article_findings(article))

    def test_an_organization_without_a_web_page_is_a_warning(self):
        article = make_article()
        Organization.objects.get(slug="test-organization").contacts.all().delete()
        assert "organization-no-url" in rules(article_findings(article))

    def test_a_see_also_line_without_article_is_a_warning(self):
        article = make_article(see_also=(SeeAlsoContent("Nothing there"),))
        assert "related-unresolved" in rules(article_findings(article))


class TestMany:
    def test_many_articles_cost_as_many_queries_as_one(self, django_assert_max_num_queries):
        articles = [make_article(aim="") for _ in range(12)]
        with django_assert_max_num_queries(24):
            found = checked_findings(articles)
        assert [rules(each).count("aim-missing") for each in found] == [1] * 12

    def test_an_article_that_was_never_saved_has_facts_too(self):
        from articles.models import Article

        content = make_article().content()
        facts = facts_about(Article(), content)
        assert facts == house_facts()
        assert waivers_in_force(Article()) == []
