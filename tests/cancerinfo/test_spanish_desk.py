"""Nothing of the desk stays English for somebody who wants it in Spanish, but names and what people wrote."""

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils.translation import override

from articles.models import Article
from cancerinfo.desk_names import NAMES, OURS, shown_models
from tests.cancerinfo.messages import used_messages
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
TWO_WORDS = re.compile(r"[a-z]{2,} [a-z]{2,}")
PARTS = re.compile(r"[›:(),]")
SPOKEN = {"alt", "aria-label", "placeholder", "title"}
# The page as readers see it is in the language of its text; keys and rules have names of their own.
MUTE = {"article", "code", "kbd", "q", "script", "style", "svg", "textarea"}
LANGUAGES = dict(settings.LANGUAGES).values()
ACTS = [
    "submit",
    "sign-off",
    "publish",
    "schedule",
    "withdraw",
    "invite",
    "comment",
    "trash",
    "restore",
    "waive",
]


def is_ours(text, data):
    """Whether it's a phrase that nobody wrote."""
    return bool(TWO_WORDS.search(text)) and text.strip() not in data


class Words(HTMLParser):
    """The texts of a page that somebody reads or hears."""

    def __init__(self, page):
        super().__init__()
        self.found, self.mute = set(), 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.mute += tag in MUTE
        self.found |= {value for name, value in attrs if name in SPOKEN and value and not self.mute}

    def handle_endtag(self, tag):
        self.mute -= tag in MUTE

    def handle_data(self, data):
        if not self.mute:
            self.found.add(" ".join(data.split()))


def written() -> str:
    """All texts of all rows: what people wrote stays in its language."""
    found = []
    for model in apps.get_models():
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, (models.CharField, models.TextField, models.JSONField))
        ]
        found += [" ".join(map(str, row)) for row in model._base_manager.values_list(*names)] if names else []
    return "\n".join(found)


class TestEveryPageOfTheDesk:
    @pytest.fixture(scope="class", autouse=True)
    def site(self, public_site):
        return public_site

    def addresses(self):
        for model in shown_models(admin.site):
            if not admin.site.is_registered(model):
                continue
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            yield reverse(f"{name}_changelist")
            if admin.site.get_model_admin(model).has_add_permission(self.request):
                yield reverse(f"{name}_add")
            if row := model._base_manager.order_by("pk").first():
                yield reverse(f"{name}_change", args=[row.pk])
        yield from map(reverse, ["admin:index", "admin:letters", "admin:sessions", "admin:articles_tag_tidy"])
        for article in (Article.objects.earliest("pk"), self.draft):
            yield from (reverse("admin:articles_article_act", args=[article.pk, act]) for act in ACTS)

    def test_nothing_stays_english(self, client, rf):
        user = make_user("superuser")
        client.force_login(user)
        self.request = rf.get("/admin/")
        self.request.user = user
        self.draft = make_article(title="Bare", aim="", summary="")
        data, english = written(), {}
        for address in self.addresses():
            pages = [
                client.get(address, headers={"accept-language": language}, follow=True).content.decode()
                for language in ("en", "es")
            ]
            same = Words(pages[0]).found & Words(pages[1]).found
            # Values of JSON are data, too.
            same = {text for text in same if not text.startswith(("{", "["))}
            left = {text for text in same if any(is_ours(part, data) for part in PARTS.split(text))}
            english |= dict.fromkeys(left, address)
        assert not english, "\n".join(f"{address}: {text}" for text, address in english.items())


def test_names_of_records_and_fields_are_in_the_catalogue():
    messages = used_messages()
    with override("en"):
        for model in shown_models(admin.site):
            options = model._meta
            names = {str(options.verbose_name), str(options.verbose_name_plural)}
            fields = options.fields + options.many_to_many
            names |= {str(field.verbose_name) for field in fields if field.model._meta.app_label in OURS}
            names |= {str(name) for field in fields for _value, name in field.choices or ()}
            assert names - {"", *LANGUAGES} <= set(messages), model
    assert set(messages) >= NAMES
