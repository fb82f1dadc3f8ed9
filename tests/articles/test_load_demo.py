"""The demonstration: what its texts say, and how they come into the database."""

import json
import re
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from rcssmin import cssmin

from articles.content import cited_keys, placed_figures, placed_surveys
from articles.content_checks.outline import read_outline
from articles.content_checks.sentences import split_sentences, without_marks
from articles.demo import loading, people
from articles.demo.loading import DATA, DRAFT, DemoRefused, demo_articles, load_demo
from articles.models import Act, Article, Edition, Figure, PlacedSurvey, SignOff, Source, SurveyTable, Waiver
from articles.working_copy.kept_findings import checked_findings
from resources.models import Contact, Organization, Term
from tests.factories import make_article, make_user

FIRST_VISIT = 14_600  # bytes of a page and its style sheet, as they are sent
# What the fact sheet and the survey tables say, by source.
FIGURES = json.loads((Path(__file__).parent / "demo_figures.json").read_text(encoding="utf-8"))
# References whose figures nobody has compared with the paper: no sentence may rest on them.
NOT_COMPARED = {
    "aoyama-2006", "brown-2017", "dailymed", "faries-2017", "freedman-2019", "goldberg-2020", "gondi-2014",
    "kocher-2011", "lerhun-2021", "long-2018", "lyman-2018", "murthy-2020", "patchell-1998", "patel-2023",
    "pdq-melanoma", "pdq-skin", "pdq-stomach", "robert-2019",
}  # fmt: skip
NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w-])")
ROUNDED = 0.005


def records(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def texts():
    return [article.content for article in demo_articles() if article.content.slug != DRAFT]


def placed_in(content):
    return [key for section in content.sections for key in placed_figures(section.body)]


def sentences():
    for content in texts():
        for section in content.sections:
            for block in read_outline(section.body).blocks:
                yield from split_sentences(block.text)


def numbers_of(sentence):
    """The numbers of a sentence but the 100 of “34 of 100”."""
    found = (float(number.replace(",", "")) for number in NUMBER.findall(without_marks(sentence)))
    return [number for number in found if number != 100]


def says(figures, number):
    return any(
        number in (figure, int(figure + 0.5)) or (figure > 1000 and abs(number - figure) < figure * ROUNDED)
        for figure in figures
    )


class TestTheTexts:
    def test_every_cited_source_is_among_the_references(self):
        known = {record["id"] for record in records("references.json")}
        assert {key for sentence in sentences() for key in cited_keys(sentence)} <= known

    def test_no_sentence_rests_on_a_reference_that_nobody_compared(self):
        assert [each for each in sentences() if NOT_COMPARED & set(cited_keys(each))] == []

    def test_no_row_of_a_table_rests_on_such_a_reference(self):
        tables = records("surveys.json")["outcome_tables"]
        used = {str(value) for table in tables for row in table["rows"] for value in row["values"]}
        assert used & NOT_COMPARED == set()

    def test_every_figure_has_a_citation_in_its_own_sentence(self):
        assert [each for each in sentences() if numbers_of(each) and not cited_keys(each)] == []

    def test_every_figure_stands_in_the_facts_on_its_source(self):
        wrong = [
            (number, sentence)
            for sentence in sentences()
            for number in numbers_of(sentence)
            if not says([f for key in cited_keys(sentence) for f in FIGURES.get(key, [])], number)
        ]
        assert wrong == []

    def test_no_medicine_is_called_by_its_brand(self):
        brands = [brand for term in records("glossary.json")["terms"] for brand in term["brand_names"]]
        words = re.compile(rf"\b(?:{'|'.join(map(re.escape, brands))})\b")
        assert [each for each in sentences() if words.search(each)] == []

    def test_no_dose_is_given(self):
        dose = re.compile(r"\d\s?(?:mg|g|ml|Gy|mcg|µg)\b")
        assert [each for each in sentences() if dose.search(each)] == []

    def test_every_survey_table_is_placed(self):
        found = records("surveys.json")
        keys = {table["id"] for table in found["surveys"] + found["outcome_tables"]}
        bodies = [section.body for content in texts() for section in content.sections]
        assert {key for body in bodies for key in placed_surveys(body)} == keys

    def test_every_term_has_a_definition_of_one_or_two_sentences(self):
        lengths = {
            term["term"]: len(list(split_sentences(term["definition"])))
            for term in records("glossary.json")["terms"]
        }
        assert len(lengths) == 72
        assert {term for term, length in lengths.items() if length not in (1, 2)} == set()


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor == "postgresql", reason="What the texts say is the same everywhere.")
class TestTheLoadedDemonstration:
    @pytest.fixture(scope="class")
    def demo(self, rows_of_class):
        return rows_of_class(load_demo)

    def test_fourteen_articles_are_published_and_one_stays_a_draft(self, demo):
        live = set(Edition.objects.live().values_list("slug", flat=True))
        assert len(live) == 14
        assert set(Article.objects.values_list("slug", flat=True)) - live == {DRAFT}

    def test_all_records_are_there(self, demo):
        counts = [model.objects.count() for model in (Source, SurveyTable, Organization, Term, Figure)]
        assert counts == [103, 17, 59, 72, 5]

    def test_only_what_was_seen_counts_as_checked(self, demo):
        seen = {contact.value for contact in Contact.objects.exclude(checked_on=None)}
        assert {"900 100 036", "600 360 7777", "0808 808 00 00", "https://theibta.org"} <= seen
        assert not seen & {"111", "0808 800 0004", "https://www.contraelcancer.es"}

    def test_a_reader_in_a_spanish_speaking_country_finds_help_there_first(self, demo):
        client = Client(HTTP_HOST="localhost")
        first = {"ES": "Española Contra el Cáncer", "CL": "Salud Responde", "MX": "Lucha", "AR": "Liga",
                 "CO": "Liga Colombiana"}  # fmt: skip
        for country, name in first.items():
            page = client.get(f"/es/organizations/?country={country}").content.decode()
            assert page.index(name) < page.index("Unión Internacional Contra el Cáncer")

    def test_every_figure_is_shown_and_easy_to_read(self, demo):
        shown = [figure for each in texts() for figure in placed_in(each)]
        assert sorted(shown) == sorted(figure["key"] for figure in records("figures.json")["figures"])
        assert not any(Figure.objects.values_list("faint", flat=True))

    def test_no_published_article_has_a_finding(self, demo):
        articles = Article.objects.exclude(slug=DRAFT)
        found = [str(each.finding) for many in checked_findings(articles) for each in many]
        assert found == []
        assert not Waiver.objects.exists()

    def test_the_draft_shows_editors_their_findings(self, demo):
        rules = {each.finding.rule for each in checked_findings([Article.objects.get(slug=DRAFT)])[0]}
        assert {"unnamed-source", "over-claim", "unsupported-statistic", "risks-missing"} <= rules

    def test_every_edition_says_that_it_is_a_demonstration(self, demo):
        for edition in Edition.objects.all():
            content = edition.article_content()
            assert content.is_demonstration
            assert [author.is_demonstration for author in content.authors] == [True]
            assert edition.sign_off.contributor.is_demonstration

    def test_writer_reviewer_and_publisher_are_three_users(self, demo):
        for edition in Edition.objects.all():
            submitted = Act.objects.get(article=edition.article, verb=Act.Verb.SUBMIT).actor
            assert len({submitted, edition.sign_off.user, edition.published_by}) == 3

    def test_every_edition_leads_to_others_that_are_live(self, demo):
        slugs = set(Edition.objects.live().values_list("slug", flat=True))
        for edition in Edition.objects.all():
            links = edition.article_content().see_also
            assert links
            assert {link.slug for link in links} <= slugs

    def test_two_articles_stand_in_spanish_beside_their_originals(self, demo):
        spanish = Edition.objects.live().filter(language="es")
        assert {edition.slug: edition.live.translation_of.slug for edition in spanish} == {
            "metastasis-encefalicas-del-cancer-de-mama": "breast-cancer-brain-metastases",
            "radioterapia-para-las-metastasis-encefalicas": "radiation-for-brain-metastases",
        }
        unread = "Ningún profesional de la salud de habla española la ha leído."
        assert all(unread in edition.article_content().disclaimer for edition in spanish)

    def test_the_table_without_a_source_is_labelled(self, demo):
        page = Client(HTTP_HOST="localhost").get("/surveys/unsourced-immunotherapy-views/")
        assert "Unverified" in page.content.decode()
        assert PlacedSurvey.objects.filter(key="unsourced-immunotherapy-views").count() == 1

    def test_readers_can_open_every_page_and_the_first_visit_is_light(self, demo):
        # As it is sent: see cancerinfo/web/static_files.py.
        style = cssmin(Path(finders.find("cancerinfo/site.css")).read_text("utf-8")).encode()
        for edition in Edition.objects.live():
            page = Client(HTTP_HOST="localhost").get(f"/articles/{edition.slug}/")
            assert page.status_code == 200
            assert "Demonstration" in page.content.decode()
            assert len(brotli.compress(page.content)) + len(brotli.compress(style)) <= FIRST_VISIT

    def test_a_renewed_text_becomes_a_second_edition(self, demo, monkeypatch):
        slug = "stomach-cancer-treatment"
        monkeypatch.setattr(loading, "demo_articles", lambda: [self.renewed(slug)])
        report = load_demo()
        live = Edition.objects.live().get(slug=slug)
        assert report.published == [slug]
        assert (live.number, live.note) == (2, "The demonstration has a new text.")

    @staticmethod
    def renewed(slug):
        article = next(each for each in demo_articles() if each.content.slug == slug)
        told = {
            "summary": "What treatment may do for you.",
            "change_note": "The demonstration has a new text.",
        }
        return replace(article, content=replace(article.content, **told))

    def test_a_second_load_changes_nothing(self, demo):
        before = self.traces()
        report = load_demo()
        assert self.traces() == before
        assert set(report.articles.values()) == {"unchanged"}
        assert {each for records in report.records.values() for each in records.outcomes.values()} == {
            "unchanged"
        }

    @staticmethod
    def traces():
        rows = Article.objects.order_by("pk").values_list("pk", "digest", "version", "changed_at")
        models = (Act, Edition, SignOff, Source, SurveyTable, Organization, Term)
        return list(rows), [model.objects.count() for model in models]


@pytest.mark.django_db
class TestLoadDemo:
    def test_it_refuses_a_site_that_is_no_demonstration(self):
        for options in ([], ["--if-empty"]):
            with pytest.raises(CommandError, match="This site isn't a demonstration"):
                call_command("load_demo", *options)
        assert not Article.objects.exists()

    def test_it_refuses_a_site_with_articles_of_its_own(self, settings):
        settings.DEMONSTRATION = True
        make_article()
        with pytest.raises(CommandError, match="articles of its own"):
            call_command("load_demo")
        assert Article.objects.count() == 1

    def test_it_refuses_a_site_that_has_such_a_user(self):
        make_user(username="demo-writer")
        with pytest.raises(DemoRefused, match="demo-writer"):
            load_demo()

    def test_if_empty_leaves_a_site_with_articles_alone(self, settings, capsys):
        settings.DEMONSTRATION = True
        make_article()
        call_command("load_demo", "--if-empty")
        assert "nothing was loaded" in capsys.readouterr().out
        assert Article.objects.count() == 1

    def test_a_text_that_is_refused_leaves_nothing_behind(self, monkeypatch):
        monkeypatch.setattr(loading, "DRAFT", "another")
        with pytest.raises(DemoRefused, match=DRAFT):
            load_demo()
        assert not Article.objects.exists()
        assert not Source.objects.exists()

    def test_the_printed_logins_open_the_admin(self, client):
        people.make_people()
        for login in people.logins():
            client.post("/admin/login/", {"username": login.username, "password": login.password})
            assert client.get("/admin/").status_code == 200

    def test_only_a_demonstration_has_an_administrator(self, settings):
        people.make_people()
        assert "demo-administrator" not in [login.username for login in people.logins()]
        settings.DEMONSTRATION = True
        people.make_people()
        administrator = get_user_model().objects.get(username="demo-administrator")
        assert administrator.is_superuser
        assert [login.role for login in people.logins()][-1] == "administrator"

    def test_a_password_that_somebody_changed_is_not_printed(self):
        writer = people.make_people().writer
        writer.set_password("another one")
        writer.save()
        assert [login.password == "" for login in people.logins()] == [True, False, False]
