"""A waiver stands on the record of the edition that rests on it, for everybody to see."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from articles.models import triggers
from articles.publishing import waive
from articles.reports.editions_audit import faults
from articles.working_copy.findings import article_findings
from tests.acting import rewrite
from tests.factories import make_article, make_contributor, make_published, make_user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
UNTIL = TODAY + timedelta(days=30)


def make_waived(reason="A gift that was made to all of us.", by=None, until=UNTIL, **fields):
    """An article without funding, which a publisher accepted until a day."""
    article = make_article(funding="", **fields)
    finding = next(e.finding for e in article_findings(article) if e.finding.rule == "funding-missing")
    waive(article, by or make_user("publisher"), finding=finding, reason=reason, until=until)
    return article


class TestTheRecord:
    def test_it_says_which_rule_why_who_and_until_when(self):
        publisher = make_user("publisher")
        make_contributor(publisher, name="Petra Publisher")
        (waiver,) = make_published(make_waived(by=publisher)).waivers
        assert (waiver["rule"], waiver["reason"]) == ("funding-missing", "A gift that was made to all of us.")
        assert (waiver["who"], waiver["until"]) == ("Petra Publisher", UNTIL.isoformat())
        assert waiver["tests"]

    def test_the_name_of_an_account_is_nobodys_business(self):
        named = make_user("publisher", username="p.login", first_name="Petra", last_name="Muster")
        assert make_published(make_waived(by=named)).waivers[0]["who"] == "Petra Muster"
        unnamed = make_user("publisher", username="login")
        assert make_published(make_waived(by=unnamed)).waivers[0]["who"] == settings.SITE_PUBLISHER

    def test_a_waiver_of_a_finding_that_is_fixed_is_not_in_it(self):
        article = make_waived()
        rewrite(article, funding="The test house")
        assert make_published(article).waivers == []

    def test_without_a_waiver_it_is_empty(self):
        assert make_published().waivers == []

    def test_it_is_no_part_of_the_text(self):
        edition = make_published(make_waived())
        assert "waivers" not in edition.content
        assert list(faults()) == []

    def test_the_table_of_editions_kept_its_trigger_when_it_got_the_field(self):
        assert "articles_edition_no_update" not in triggers.missing(connection)


class TestReadersSeeIt:
    @pytest.mark.parametrize("address", ["", "history/", "editions/1/"])
    def test_on_the_page_its_history_and_the_edition(self, client, address):
        edition = make_published(make_waived(reason="<b>A gift</b> that was made to all of us."))
        html = client.get(f"/articles/{edition.slug}/{address}").content.decode()
        assert "Exceptions to our rules" in html
        assert "&lt;b&gt;A gift&lt;/b&gt;" in html

    @pytest.mark.parametrize("address", ["", "history/"])
    def test_a_page_without_a_waiver_has_no_word_of_it(self, client, address):
        html = client.get(f"/articles/{make_published().slug}/{address}").content.decode()
        assert "Exceptions" not in html

    def test_a_waiver_of_a_working_copy_is_not_shown(self, client):
        edition = make_published()
        article = rewrite(edition.article, funding="")
        finding = next(e.finding for e in article_findings(article) if e.finding.rule == "funding-missing")
        waive(
            article,
            make_user("publisher"),
            finding=finding,
            reason="A qsecret that nobody is told about yet.",
            until=UNTIL,
        )
        assert "qsecret" not in client.get(f"/articles/{edition.slug}/history/").content.decode()

    def test_the_api_has_it_as_its_document_says(self, client):
        edition = make_published(make_waived())
        (waiver,) = client.get(f"/api/articles/{edition.slug}/").json()["waivers"]
        schema = client.get("/api/openapi.json").json()["components"]["schemas"]["Article"]
        assert set(waiver) == set(schema["properties"]["waivers"]["items"]["properties"])
        assert waiver["reason"] == "A gift that was made to all of us."


def seen_in(page, *words):
    return {each for each in words if each in page.content.decode()}


class TestASentenceThatIsNoFault:
    def test_whoever_reads_the_text_reads_the_reason(self, client):
        article, publisher, reviewer = make_article(), make_user("publisher"), make_user("reviewer")
        make_contributor(publisher, name="Petra Publisher")
        first, *others = article.content().sections
        sentence = "Imaging studies show you where it is, as experts agree."
        rewrite(article, sections=(replace(first, body=f"{first.body}<p>{sentence}</p>"), *others))
        finding = next(e.finding for e in article_findings(article) if e.finding.sentence == sentence)
        client.force_login(publisher)
        address = reverse("admin:articles_article_act", args=[article.pk, "waive"])
        form = client.get(f"{address}?finding={finding.fingerprint}&what=no-fault").context["form"]
        assert (form["finding"].value(), form["what"].value()) == (finding.fingerprint, "no-fault")
        reason = "The radiologist has drawn that picture for you."
        sent = {"finding": finding.fingerprint, "what": "no-fault", "reason": reason, "seen_digest": ""}
        client.post(address, sent)
        desk = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
        assert f"<q>{sentence}</q> isn't a fault" in desk

        client.force_login(reviewer)
        to_sign = client.get(reverse("admin:articles_article_act", args=[article.pk, "sign-off"]))
        assert {f"“{sentence}”", reason} == seen_in(to_sign, f"“{sentence}”", reason)

        edition = make_published(article)
        (kept,) = edition.no_faults
        assert (kept["sentence"], kept["who"], kept["since"]) == (sentence, "Petra Publisher", TODAY)
        assert (edition.exceptions, edition.sign_off.waived_until, list(faults())) == ([], None, [])
        said = f"“{sentence}” Petra Publisher, {date_format(TODAY)}: {reason}"
        assert seen_in(client.get(f"/articles/{edition.slug}/history/"), said)
        assert reason not in client.get(f"/articles/{edition.slug}/").content.decode()
        (told,) = client.get(f"/api/articles/{edition.slug}/").json()["waivers"]
        assert (told["until"], told["sentence"], told["since"]) == (None, sentence, TODAY.isoformat())

    def test_an_exception_says_until_when(self, client):
        article = make_article(funding="")
        client.force_login(make_user("publisher"))
        address = reverse("admin:articles_article_act", args=[article.pk, "waive"])
        finding = next(e.finding for e in article_findings(article) if e.finding.rule == "funding-missing")
        sent = {"finding": finding.fingerprint, "what": "exception", "reason": "A gift to all of us here."}
        page = client.post(address, sent).content.decode()
        assert "Say until when the exception holds." in page
        assert not article.waivers.exists()
