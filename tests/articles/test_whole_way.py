"""From a scraped text to a page that readers can trust: every step as its people take it."""

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.urls import reverse

from articles.models import Article, Edition, SurveyTable
from articles.working_copy.findings import article_findings
from resources.models import Organization
from tests.articles.test_admin_article import change_url, form_data, opened
from tests.factories import PASSWORD, make_content, make_contributor, make_organization, make_user
from tests.scraped_text import PAPER_BOAT

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    """The draft that the import makes."""
    call_command("import_articles", str(PAPER_BOAT), by=make_user("writer").username, verbosity=0)
    return Article.objects.get()


@pytest.fixture
def people():
    """A browser for each role."""
    from django.test import Client

    people = {}
    for role in ("writer", "reviewer", "publisher"):
        people[role] = Client()
        user = make_user(role)
        make_contributor(user, name=f"The {role}")
        people[role].force_login(user)
    return people


def act(client, article, name, **data):
    """Opens the page of an act and sends its form. Returns the page that comes."""
    address = reverse("admin:articles_article_act", args=[article.pk, name])
    form = client.get(address).context["form"]
    data = {**{field.name: field.value() for field in form.hidden_fields()}, **data}
    return client.post(address, data, follow=True).content.decode()


def write_anew(article):
    """The bulk of an editor's work: an own text with its sources; one survey table stays, unverified."""
    make_organization("test-organization", name="Test Organization")
    old, new = article.content(), make_content(sources=2)
    sections = list(new.sections)
    sections[0] = replace(sections[0], body=f"{sections[0].body}<p>[survey:{old.survey_tables[0].key}]</p>")
    article.apply(
        replace(
            old,
            main_message="",
            category=new.category,
            tags=new.tags,
            authors=new.authors,
            sections=tuple(sections),
            sources=new.sources,
            survey_tables=old.survey_tables[:1],
            see_also=(),
            organizations=new.organizations,
            disclaimer=new.disclaimer,
            funding=new.funding,
            licence=new.licence,
            aim=new.aim,
            summary=new.summary,
        )
    )


def finish_in_the_forms(client, article):
    """What no import may decide: that an unverified table is shown, and the main message."""
    key = article.content().survey_tables[0].key
    table = reverse("admin:articles_surveytable_change", args=[SurveyTable.objects.get(key=key).pk])
    response = client.post(table, form_data(client.get(table)) | {"show_unverified": "on"})
    assert response.status_code == 302, response.context["errors"]
    data = opened(client, article) | {"main_message": "A page is only as good as its sources."}
    response = client.post(change_url(article), data)
    assert response.status_code == 302, response.context["errors"]


class TestAfterTheImport:
    def test_there_is_a_draft_with_what_it_names_and_no_reader_sees_any_of_it(self, client, article):
        assert article.standing == "draft"
        assert article.sections.count() == 14
        assert Organization.objects.exists()
        assert not Organization.objects.listed().exists()
        assert set(SurveyTable.objects.values_list("verified", flat=True)) == {False}
        assert client.get(f"/articles/{article.slug}/").status_code == 404
        assert article.title not in client.get("/articles/").content.decode()

    def test_its_findings_stand_beside_the_form(self, article, people):
        page = people["writer"].get(change_url(article)).content.decode()
        for rule in ("unnamed-source", "over-claim", "broken-sentence", "survey-incomplete"):
            assert rule in page

    def test_publishing_it_is_refused_with_the_reasons(self, article, people):
        page = act(people["publisher"], article, "publish")
        assert "Nobody has signed off this text" in page
        rules = {item.finding.rule for item in article_findings(article) if item.is_open_error}
        assert len(rules) > 5
        assert not Edition.objects.exists()


class TestTheWay:
    def test_it_ends_at_a_page_that_names_its_people_and_sources(self, client, article, people):
        write_anew(article)
        finish_in_the_forms(people["writer"], article)
        article = Article.objects.get()
        found = [item.finding for item in article_findings(article) if item.is_open_error]
        assert {each.trigger for each in found} == {"reviewer", "review date"}
        act(people["writer"], article, "submit")
        assert Article.objects.get().standing == "in-review"
        act(
            people["reviewer"],
            article,
            "sign-off",
            evidence_on="2020-01-01",
            interests="None",
            password=PASSWORD,
        )
        assert Article.objects.get().standing == "signed-off"
        act(people["publisher"], article, "publish")

        response = client.get(f"/articles/{article.slug}/")
        page = response.content.decode()
        assert response.status_code == 200
        assert "A page is only as good as its sources." in page
        assert "The reviewer" in page
        assert "Unverified" in page
        assert page.count('<li id="source-') == 2

    def test_who_wrote_the_text_cannot_sign_it(self, article, people):
        write_anew(article)
        finish_in_the_forms(people["writer"], article)
        writer = article.acts.latest("pk").actor
        writer.is_superuser = True
        writer.save()
        page = act(
            people["writer"],
            article,
            "sign-off",
            evidence_on="2020-01-01",
            interests="None",
            password=PASSWORD,
        )
        assert "has edited this text" in page
        assert Article.objects.get().standing == "draft"

    def test_importing_again_leaves_the_editors_work_alone(self, article):
        write_anew(article)
        digest = Article.objects.get().digest
        call_command("import_articles", str(PAPER_BOAT), by=make_user("writer").username, verbosity=0)
        assert Article.objects.get().digest == digest
