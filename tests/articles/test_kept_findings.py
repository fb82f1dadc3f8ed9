"""Findings are worked out once for each text, and again as soon as anything that they follow from changes."""

import inspect
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from articles.content import SourceContent
from articles.content_checks import RULES
from articles.models import Article, Phrase, Source, StoredFindings, Waiver
from articles.working_copy import kept_findings as kept
from articles.working_copy.findings import article_findings, house_facts
from articles.working_copy.kept_findings import checked_findings, kept_findings
from resources.models import Contact, Term
from tests.factories import make_article, make_signed, make_user

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def checked(monkeypatch):
    """How many texts were checked."""
    pages = []

    def check(content, facts, check=kept.check_content):
        pages.append(content)
        return check(content, facts)

    monkeypatch.setattr(kept, "check_content", check)
    return pages


def rules(found):
    return [each.finding.rule for each in found]


def found_in(article, **house):
    [found] = kept_findings([Article.objects.get(pk=article.pk)], replace(house_facts(), **house))
    return found


class TestKept:
    def test_they_are_those_of_each_article_the_first_time_and_the_next(self):
        articles = [make_article(), make_article(aim=""), make_article(main_message="It is 12.5 days.")]
        make_signed(articles[0])
        afresh = [article_findings(article) for article in articles]
        assert kept_findings(articles) == afresh
        assert kept_findings(articles) == afresh

    def test_a_text_is_checked_once(self, checked):
        article = make_article()
        found_in(article)
        found_in(article)
        assert len(checked) == 1

    def test_each_article_has_one_row(self):
        article = make_article()
        found_in(article)
        article.apply(replace(article.content(), aim=""))
        assert "aim-missing" in rules(found_in(article))
        assert StoredFindings.objects.count() == 1

    def test_no_more_are_checked_at_once_than_asked_for(self, checked):
        articles = [make_article() for _ in range(3)]
        assert [found is None for found in kept_findings(articles, most=2)] == [False, False, True]
        assert [found is None for found in kept_findings(articles, most=2)] == [False] * 3
        assert len(checked) == 3

    def test_a_check_that_is_asked_for_looks_again(self, checked):
        article = make_article()
        found_in(article)
        assert checked_findings([article]) == [article_findings(article)]
        assert len(checked) == 2

    @pytest.mark.parametrize("number", [5, 50])
    def test_many_cost_the_queries_of_a_few(self, number, django_assert_num_queries):
        articles = [make_article() for _ in range(number)]
        checked_findings(articles)
        with django_assert_num_queries(9):
            kept_findings(articles)


class TestWhatChangesThem:
    @pytest.fixture
    def article(self):
        article = make_article(funding="", summary="A finished page.")
        found_in(article)
        return article

    def test_another_text(self, article):
        article.apply(replace(article.content(), funding="None"))
        assert "funding-missing" not in rules(found_in(article))

    def test_a_sign_off(self, article):
        make_signed(article)
        assert "metadata-missing" not in rules(found_in(article))

    def test_a_retracted_source(self, article):
        Source.objects.update(retraction_status="retracted")
        assert "source-retracted" in rules(found_in(article))

    def test_a_word_of_the_editors(self, article):
        Phrase.objects.create(list="hype", text="finished page")
        assert "over-claim" in rules(found_in(article))

    def test_a_term_of_the_glossary(self, article):
        Term.objects.create(slug="finished-page", name="finished page")
        assert "term-undefined" in rules(found_in(article))

    def test_an_organization_that_lost_its_page(self, article):
        Contact.objects.all().delete()
        assert "organization-no-url" in rules(found_in(article))

    def test_a_site_without_contact(self, article):
        assert "contact-missing" in rules(found_in(article, has_contact=False))

    def test_another_release_of_the_rules(self, article, checked, monkeypatch):
        monkeypatch.setattr(kept, "rules_version", lambda: "another")
        found_in(article)
        assert len(checked) == 1

    def test_a_waiver_without_another_check(self, article, checked):
        finding = next(each.finding for each in found_in(article) if each.finding.rule == "funding-missing")
        Waiver.objects.create(
            article=article, rule=finding.rule, fingerprint=finding.fingerprint, reason="It holds.",
            waived_by=make_user("publisher"), waived_at=timezone.now(), until=TODAY,
        )  # fmt: skip
        assert [each.waiver is not None for each in found_in(article) if each.finding == finding] == [True]
        tomorrow = found_in(article, today=TODAY + timedelta(days=1))
        assert [each.waiver for each in tomorrow if each.finding == finding] == [None]
        assert checked == []

    def test_the_day_on_which_a_source_comes_out(self):
        source = SourceContent(
            "soon-2030", "Soon", publisher="House", issued="2030-06-10", url="https://a.example/"
        )
        article = make_article()
        sections = article.content().sections
        cited = replace(sections[0], body=sections[0].body + "<p>So it is [@soon-2030].</p>")
        content = article.content()
        article.apply(replace(content, sections=(cited, *sections[1:]), sources=(*content.sources, source)))
        for day, is_found in ((9, True), (10, False), (11, False)):
            found = rules(found_in(article, today=date(2030, 6, day)))
            assert ("source-after-evidence" in found) is is_found

    def test_a_new_year(self, article, checked):
        found_in(article, today=date(TODAY.year + 1, 1, 1))
        assert len(checked) == 1


class TestRelease:
    def test_a_release_is_told_by_all_files_that_the_rules_rest_on(self):
        hashed = {package.__name__ for package in kept.RULES_REST_ON}
        files = [
            file for package in kept.RULES_REST_ON for file in Path(package.__file__).parent.glob("*.py")
        ]
        imported = re.findall(r"^ *from (articles\.\w+|resources)", "".join(map(Path.read_text, files)), re.M)
        assert set(imported) <= hashed
        assert "articles.content_checks" in hashed


class TestDays:
    def test_only_two_rules_look_at_the_day(self):
        """Another one must say in `last_day_of` until when its findings hold."""
        looking = {name for name, rule in RULES.items() if "today" in inspect.getsource(rule.check)}
        assert looking == {"sources-old", "source-after-evidence"}
