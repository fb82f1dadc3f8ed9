"""What records are called in other languages: approved with them, and shown on the pages of that language."""

import pytest
from django.urls import reverse

from articles import publishing
from articles.content import encode
from articles.content.organizations import ContactText, OrganizationText
from articles.content.records import CategoryText, SynonymText, TagText, TermText, in_language
from articles.content.translation import TranslationText
from articles.models import Category, SurveyTable, Tag
from articles.records.record import record_of
from articles.search import search
from resources.models import Term
from tests.acting import shown, shown_article
from tests.factories import (
    approve_organization,
    make_approved,
    make_organization,
    make_published,
    make_survey,
    make_term,
    make_user,
)

from .test_admin_article import form_data

SPANISH = {"es": {"name": "Quimioterapia", "text": "Medicamentos contra el cáncer."}}


class TestTheValue:
    @pytest.mark.parametrize("kind", [TermText, TagText, CategoryText, OrganizationText])
    def test_a_text_without_translations_is_stored_as_it_always_was(self, kind):
        assert "translations" not in encode(kind("a", "A"))
        assert "translations" not in encode(ContactText("phone", "112"))

    def test_it_reads_in_its_own_language_where_there_is_no_other(self):
        tag = TagText("a", "A", "About A.", (TranslationText("es", "Una"),))
        assert in_language(tag, "fr") == tag
        assert (in_language(tag, "es").name, in_language(tag, "es").description) == ("Una", "About A.")

    def test_a_term_has_the_synonyms_of_its_language_and_its_brands(self):
        words = (SynonymText("plain word", "lay"), SynonymText("Xeloda", "brand"))
        term = TermText("a", "A", synonyms=words, translations=(TranslationText("es", "Una", "", ("otra",)),))
        assert [word.text for word in in_language(term, "es").synonyms] == ["otra", "Xeloda"]


def proposed(row, translations):
    """The row with translations that a writer proposes."""
    row.translations = translations
    row.save()
    publishing.record_changed(row, make_user("writer"))
    return row


@pytest.mark.django_db
def test_synonyms_of_a_topic_lead_to_it_once_they_are_approved(client):
    make_published(title="Gullet", tags=("Stomach cancer",), aliases=("gastric cancer",))
    tag = Tag.objects.get()
    tag.synonyms = ["gastric cancer", "tummy cancer"]
    proposed(tag, {"es": {"name": "Cáncer de estómago", "synonyms": ["cáncer gástrico"]}})
    make_published(title="Una", language="es", tags=("Stomach cancer",))
    assert "Tummy" not in shown(client, "/articles/")
    make_approved(tag)
    topic = f'see <a href="{tag.get_absolute_url()}">Stomach cancer</a>'
    html = shown(client, "/articles/?letter=G")
    assert html.count(f"Gastric cancer: {topic}, ") == html.count("Gastric") == 1
    assert f"Tummy cancer: {topic}</li>" in (html := shown(client, "/articles/"))
    assert 'href="?letter=T"' in html
    assert "Also: gastric cancer, tummy cancer</p>" in shown(client, tag.get_absolute_url())
    spanish = shown(client, "/es/articles/")
    assert ("Cáncer gástrico: " in spanish, "Tummy" in spanish) == (True, False)
    assert "Stomach cancer</a>" in shown(client, "/search/?q=tummy+cancer")


@pytest.mark.django_db
class TestPages:
    def test_only_an_approved_name_is_shown_and_only_in_its_language(self, client):
        spanish = make_published(title="Una", language="es", tags=("Chemotherapy",), category="Chemo drugs")
        make_published(title="One", tags=("Chemotherapy",), category="Chemo drugs")
        tag, category = Tag.objects.get(), Category.objects.get()
        for row in (tag, category):
            proposed(row, SPANISH)
        assert "Quimioterapia" not in shown(client, "/es/")
        for row in (tag, category):
            make_approved(row)
        # The subject on the home page, and beside the article.
        assert shown(client, "/es/").count("Quimioterapia") == 2
        assert "<h1>Quimioterapia</h1>" in shown(client, f"/es{category.get_absolute_url()}")
        assert "Medicamentos contra el cáncer." in shown(client, f"/es{tag.get_absolute_url()}")
        assert shown_article(client, spanish).count(">Quimioterapia</a>") == 2
        assert "Quimioterapia" not in shown(client, "/")
        assert {hit.live.title for hit in search("quimioterapia").hits} == {"One", "Una"}

    def test_the_glossary_marks_what_is_in_english_still(self, client):
        make_approved(proposed(make_term(name="chemotherapy"), SPANISH))
        make_term(slug="plain", name="plain word")
        html = shown(client, "/es/glossary/")
        assert "Medicamentos contra el cáncer.</dd>" in html
        assert html.count('<dt id="plain" lang="en">') == html.count('<dt id="') - 1 == 1
        assert "Quimioterapia" not in shown(client, "/glossary/")

    def test_what_an_organization_offers_is_said_in_the_language_of_the_page_or_marked(self, client):
        charity = make_organization("charity", services=["tea and talk"])
        offered = {"es": {"name": charity.name, "text": "Línea de ayuda"}}
        address = charity.get_absolute_url()
        assert '<ul lang="en"><li>tea and talk</li>' in shown(client, f"/es{address}")
        assert '<span lang="en">Tea and talk</span>' in shown(client, "/es/organizations/")
        make_approved(proposed(charity, offered))
        for page in ("/es/organizations/", f"/es{address}"):
            assert "<p>Línea de ayuda</p>" in (html := shown(client, page))
            assert "ea and talk" not in html
        assert "Línea" not in shown(client, address)

    def test_when_a_contact_answers_is_said_in_the_language_of_the_page_or_marked(self, client, settings):
        settings.DEMONSTRATION = True
        number = {"kind": "phone", "value": "112", "hours": "weekdays", "callers": "anybody"}
        charity = make_organization("charity", contacts=[number])
        address, waits = charity.get_absolute_url(), "ha revisado todavía esta traducción"
        html = shown(client, f"/es{address}")
        assert '<span class="small" lang="en">weekdays</span>' in html
        charity.contacts.update(translations={"es": {"hours": "de lunes a viernes"}})
        approve_organization(proposed(charity, {"es": {"name": charity.name, "text": "Ayuda"}}))
        for page in ("/es/organizations/", f"/es{address}"):
            html = shown(client, page)
            assert '<span class="small">de lunes a viernes</span> <span class="small" lang="en">' in html
            assert waits in html
        assert "lunes" not in (html := shown(client, address))
        assert "translation" not in html


@pytest.mark.django_db
def test_a_survey_table_is_listed_under_the_title_that_was_approved_in_that_language(client):
    make_published(surveys=[make_survey("reading"), make_survey("asking")])
    make_published(surveys=[make_survey("leer", title="Leer")], language="es")
    own = '<a href="/surveys/leer/">Leer</a>'
    assert own in (html := shown(client, "/es/surveys/"))
    assert "/surveys/reading/" not in html
    table = SurveyTable.objects.get(key="reading")
    client.force_login(make_user("superuser"))
    form = reverse("admin:articles_surveytable_change", args=[table.pk])
    client.post(form, form_data(client.get(form)) | {"name_es": "Una encuesta"})
    client.logout()
    assert "Una encuesta" not in shown(client, "/es/surveys/")
    table.refresh_from_db()
    make_approved(table)
    html = shown(client, "/es/surveys/")
    assert '<a href="/surveys/reading/">Una encuesta</a>' in html
    assert "<strong>Inglés</strong>" in html
    assert own in html
    assert "/surveys/asking/" not in html
    assert "Una encuesta" not in shown(client, "/surveys/")


@pytest.mark.django_db
def test_an_editor_enters_when_a_contact_answers(client):
    client.force_login(make_user("superuser"))
    charity = make_organization("charity")
    form = reverse("admin:resources_organization_change", args=[charity.pk])
    client.post(form, form_data(client.get(form)) | {"contacts-0-hours_es": "de lunes a viernes"})
    (contact,) = record_of(charity, "contacts").proposed.contacts
    assert contact.said("hours", "es") == "de lunes a viernes"
    assert (contact.said("callers", "es"), contact.said("hours", "fr")) == ("", "")
    assert contact.checked_on


@pytest.mark.django_db
def test_an_editor_enters_them_in_the_form_of_the_record(client):
    client.force_login(make_user("superuser"))
    term = make_term(approved=False)
    form = reverse("admin:resources_term_change", args=[term.pk])
    data = form_data(client.get(form))
    assert "Enter the name in this language" in client.post(form, data | {"text_es": "Sin"}).content.decode()
    entered = {"name_es": "Quimioterapia", "text_es": "Medicamentos contra el cáncer."}
    client.post(form, data | entered)
    assert Term.objects.get().translations == SPANISH
    client.post(form, data | entered | {"synonyms_es": "quimio", "codes": "mesh d004358"})
    proposed = record_of(Term.objects.get()).proposed
    assert proposed.translations == (TranslationText("es", *SPANISH["es"].values(), ("quimio",)),)
    assert proposed.codes == ("MeSH D004358",)
