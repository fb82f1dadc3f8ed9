"""The desk speaks the language of whoever is signed in; readers' pages don't hear of it."""

import re
from datetime import UTC, datetime

import pytest
from django.forms import model_to_dict
from django.utils.translation import override

from articles.editions.drawn_page import keep
from articles.models import DeskLanguage, DrawnPage
from articles.publishing.live_repair import repair_live
from articles.text.days import day_words, moment_words
from tests.factories import make_article, make_published, make_survey, make_user

pytestmark = pytest.mark.django_db
HOME, LANGUAGE = "/admin/", "/admin/language/"


def language_of(response):
    assert "Accept-Language" in response["Vary"]
    return response["Content-Language"]


def test_one_is_chosen_or_the_browser_says_it(client):
    client.force_login(make_user("writer"))
    assert language_of(client.get(HOME)) == "en"
    asked = client.get(HOME, headers={"accept-language": "es-MX,es;q=0.9"})
    assert language_of(asked) == "es"
    assert "Mi escritorio" in asked.content.decode()
    said = client.post(LANGUAGE, {"language": "es"}, follow=True)
    assert language_of(said) == "es"
    assert "Su elección se ha guardado." in said.content.decode()
    client.post(LANGUAGE, {"language": "en"})
    assert language_of(client.get(HOME, headers={"accept-language": "es"})) == "en"
    client.post(LANGUAGE, {"language": ""})
    assert not DeskLanguage.objects.exists()
    assert client.post(LANGUAGE, {"language": "fr"}).status_code == 200


def test_readers_have_the_language_of_the_address(client):
    user = make_user("writer")
    DeskLanguage.objects.create(user=user, language="es")
    client.force_login(user)
    assert client.get("/glossary/", headers={"accept-language": "es"})["Content-Language"] == "en"


def test_who_signs_in_is_asked_in_the_language_of_the_browser(client):
    page = client.get("/admin/login/", headers={"accept-language": "es"})
    assert language_of(page) == "es"


def test_a_language_that_the_site_no_longer_speaks_is_none(client):
    user = make_user("writer")
    DeskLanguage.objects.create(user=user, language="fr")
    client.force_login(user)
    assert language_of(client.get(HOME)) == "en"


def test_days_and_moments_are_in_it():
    moment = datetime(2026, 3, 4, 14, 5, tzinfo=UTC)
    with override("es"):
        assert (day_words(moment), moment_words(moment)) == (
            "4 de marzo de 2026",
            "4 de marzo de 2026, 14:05",
        )
    assert moment_words(moment) == "4 March 2026, 14:05"


def test_nothing_that_is_kept_is_in_it():
    """Whoever signs and publishes in Spanish writes what they would have written in English."""
    with override("es"):
        slug = make_published(surveys=[make_survey()]).slug
        in_spanish = model_to_dict(DrawnPage.objects.get())
    assert repair_live(lambda done, total: None) == 0
    keep(slug)
    kept = model_to_dict(DrawnPage.objects.get())
    assert {**kept, "made_at": 0} == {**in_spanish, "made_at": 0}


def test_a_text_is_written_in_the_direction_of_its_language(client):
    """Its fields and its editor are, while the desk around them stays as it is."""
    client.force_login(make_user("writer"))
    article = make_article(title="صفحة", language="ar")
    form = client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert '<html lang="en" dir="ltr"' in " ".join(form.split())
    fields = {
        match[1]: match[0] for match in re.finditer(r'<(?:input|textarea) [^>]*name="(\w+)"[^>]*>', form)
    }
    for name in ("title", "main_message", "document"):
        assert 'lang="ar"' in fields[name]
        assert 'dir="rtl"' in fields[name]
    preview = client.get(f"/admin/articles/article/{article.pk}/preview/").content.decode()
    assert '<article class="article" lang="ar" dir="rtl">' in preview
