"""Who may waive which finding, and for what reason."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.content_checks import RULES
from articles.content_checks.registry import why_never_waived
from articles.intake.articles import import_text
from articles.models import Article, ArticleAuthor, Contributor, Source, Waiver
from articles.publishing import waive
from articles.publishing.reasons import why_not_a_reason
from articles.working_copy.findings import article_findings
from tests.acting import refused, rewrite
from tests.factories import make_article, make_contributor, make_signed, make_survey, make_user

pytestmark = pytest.mark.django_db
REASON = "The house that pays for this page has no name yet."
UNTIL = timezone.localdate() + timedelta(days=30)
NEVER = {
    "promotional", "active-content", "source-retracted", "survey-unproven", "survey-incomplete",
    "metadata-missing", "hidden-letters", "figure-text-missing", "figure-unknown",
}  # fmt: skip


def found(article, rule):
    return next(each.finding for each in article_findings(article) if each.finding.rule == rule)


def waived(article, by, rule="funding-missing", reason=REASON):
    return waive(article, by, finding=found(article, rule), reason=reason, until=UNTIL)


def add_sentence(article, sentence):
    first, *others = article.content().sections
    return rewrite(article, sections=(replace(first, body=f"{first.body}<p>{sentence}</p>"), *others))


class TestWhoHadAHandInTheTextWaivesNothingInIt:
    def test_who_edited_it(self):
        publisher = make_user("publisher")
        article = make_article(funding="", by=publisher)
        make_signed(article)
        for rule in {each.finding.rule for each in article_findings(article) if each.is_open_error}:
            assert "Somebody else must decide" in refused(waived, article, publisher, rule)
        assert not Waiver.objects.exists()

    def test_who_imported_it(self):
        publisher = make_user("publisher")
        (outcome,) = import_text("a.txt", b"Title: A page of tests\n\nSome words.\n", publisher)
        article = Article.objects.get(slug=outcome.slug)
        assert "Somebody else must decide" in refused(waived, article, publisher, "aim-missing")

    def test_who_is_an_author_of_it(self):
        publisher = make_user("publisher")
        article = make_article(funding="")
        Contributor.objects.filter(key=article.content().authors[0].key).update(user=publisher)
        assert "Somebody else must decide" in refused(waived, article, publisher)

    def test_a_superuser_is_no_exception(self):
        superuser = make_user("superuser")
        assert "Somebody else" in refused(waived, make_article(funding="", by=superuser), superuser)

    def test_another_publisher_may(self):
        article, publisher = make_article(funding="", by=make_user("publisher")), make_user("publisher")
        assert waived(article, publisher).waived_by == publisher

    def test_a_waiver_ends_when_its_giver_writes_into_the_text(self):
        article, publisher = make_article(funding=""), make_user("publisher")
        waived(article, publisher)
        assert "funding-missing" not in open_rules(article)
        rewrite(article, by=publisher, summary="A summary by the publisher.")
        assert "funding-missing" in open_rules(article)

    def test_a_waiver_ends_when_its_giver_becomes_an_author(self):
        article, publisher = make_article(funding=""), make_user("publisher")
        waived(article, publisher)
        ArticleAuthor.objects.create(article=article, contributor=make_contributor(publisher), order=9)
        assert "funding-missing" in open_rules(article)


def open_rules(article):
    return {each.finding.rule for each in article_findings(article) if each.is_open_error}


READ = "Imaging studies show where the tumour is in this picture, as experts agree."
MISREAD = "It is the picture that the radiologist has drawn for you here."


class TestASentenceThatIsNoFault:
    def test_it_is_silenced_wherever_it_stands_and_no_other_sentence_is(self):
        article = add_sentence(make_article(), READ)
        assert open_rules(article) == {"metadata-missing", "unnamed-source"}
        waiver = waive(
            article,
            make_user("publisher"),
            finding=found(article, "unnamed-source"),
            reason=MISREAD,
            until=None,
        )
        assert (waiver.is_no_fault, waiver.sentence) == (True, READ)
        assert article.acts.get(verb="waive").detail["sentence"] == READ
        assert list(Waiver.objects.no_faults()) == [waiver]
        first, second, *others = article.content().sections
        body = first.body.replace(READ, "")
        elsewhere = replace(second, heading="Another heading", body=f"<p><em>{READ}</em></p>{second.body}")
        rewrite(article, sections=(replace(first, body=body), elsewhere, *others))
        assert open_rules(article) == {"metadata-missing"}
        add_sentence(article, "Studies show that it works.")
        assert open_rules(article) == {"metadata-missing", "unnamed-source"}

    def test_with_another_word_it_is_a_finding_again(self):
        article, publisher = add_sentence(make_article(), READ), make_user("publisher")
        waive(article, publisher, finding=found(article, "unnamed-source"), reason=MISREAD, until=None)
        first, *others = article.content().sections
        changed = first.body.replace("experts agree", "all experts agree")
        rewrite(article, sections=(replace(first, body=changed), *others))
        assert "unnamed-source" in open_rules(article)

    def test_what_is_no_sentence_is_never_no_fault(self):
        article, publisher = make_article(funding=""), make_user("publisher")
        finding = found(article, "funding-missing")
        assert "Only a sentence can be called not a fault" in refused(
            waive, article, publisher, finding=finding, reason=REASON, until=None
        )

    def test_a_waiver_of_an_older_release_still_finds_its_sentence(self):
        article = add_sentence(make_article(), READ)
        finding = found(article, "unnamed-source")
        Waiver.objects.create(
            article=article, rule=finding.rule, fingerprint=finding.fingerprint_by_place, reason=REASON,
            waived_by=make_user("publisher"), waived_at=timezone.now(), until=UNTIL,
        )  # fmt: skip
        assert "unnamed-source" not in open_rules(article)


class TestWhatNobodyWaives:
    def test_the_list(self):
        assert {name for name, rule in RULES.items() if rule.never_waived} == NEVER

    def test_an_advertisement(self):
        article = add_sentence(make_article(), "Order your pills here with free shipping.")
        assert "Nobody may waive" in refused(waived, article, make_user("superuser"), "promotional")

    def test_a_retracted_source(self):
        article = make_article()
        Source.objects.update(retraction_status="retracted")
        assert "Nobody may waive" in refused(waived, article, make_user("publisher"), "source-retracted")

    def test_a_missing_reviewer(self):
        article = make_article()
        assert "signed off by a reviewer" in refused(
            waived, article, make_user("publisher"), "metadata-missing"
        )

    def test_a_missing_disclaimer_may_be_waived(self):
        article = make_article(disclaimer="")
        finding = next(e.finding for e in article_findings(article) if e.finding.trigger == "disclaimer")
        assert not why_never_waived(finding)

    def test_a_survey_table_that_is_called_verified_without_its_proof(self):
        article = make_article(surveys=[make_survey(population="")])
        assert "Nobody may waive" in refused(waived, article, make_user("publisher"), "survey-unproven")

    def test_an_older_waiver_of_such_a_finding_counts_no_longer(self):
        article = add_sentence(make_article(), "Order your pills here with free shipping.")
        finding = found(article, "promotional")
        Waiver.objects.create(
            article=article, rule=finding.rule, fingerprint=finding.fingerprint, reason=REASON,
            waived_by=make_user("publisher"), waived_at=timezone.now(), until=UNTIL,
        )  # fmt: skip
        make_signed(article)
        assert "promotional" in refused(publishing.publish, article, make_user("publisher"))

    def test_the_desk_offers_no_waiver_and_says_why(self, client):
        article = add_sentence(make_article(funding=""), "Order your pills here with free shipping.")
        client.force_login(make_user("publisher"))
        page = client.get(reverse("admin:articles_article_act", args=[article.pk, "waive"]))
        offered = {finding.rule for finding in page.context["form"].findings.values()}
        assert "funding-missing" in offered
        assert not offered & {"promotional"}
        why = RULES["promotional"].never_waived
        assert page.content.decode().count(why) >= 2  # in the form, and beside the text

    def test_a_forged_choice_is_refused(self, client):
        article = add_sentence(make_article(), "Order your pills here with free shipping.")
        client.force_login(make_user("publisher"))
        key = found(article, "promotional").fingerprint
        data = {"finding": key, "what": "exception", "reason": REASON, "until": UNTIL.isoformat()}
        client.post(reverse("admin:articles_article_act", args=[article.pk, "waive"]), data)
        assert not Waiver.objects.exists()


class TestAReason:
    @pytest.mark.parametrize(
        "reason", ["", " ", "x", "A gift.", "1 2 3 4 5 6", "ok ok ok ok ok", "Reasonable" * 9]
    )
    def test_less_than_a_sentence_is_refused(self, reason):
        assert "5 words and 25 letters" in refused(
            waived, make_article(funding=""), make_user("publisher"), reason=reason
        )

    @pytest.mark.parametrize(
        "reason", [REASON, "La página no tiene todavía financiación.", "本页的资助者将在下个月公布。"]
    )
    def test_a_sentence_is_enough(self, reason):
        assert not list(why_not_a_reason(reason, "Give the reason"))
