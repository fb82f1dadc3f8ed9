"""Findings that stand in no section lead to the field that settles them."""

from datetime import date

import pytest
from django.urls import reverse

from articles.admin.form.finding_places import PLACES, TEXT, lacking_purpose, place, usual_heading
from articles.content import PURPOSES, ArticleContent
from articles.content_checks import RULES, Facts, check_content


def test_each_is_of_a_rule_that_there_is():
    assert {name.partition(":")[0] for name in PLACES} <= set(RULES)


@pytest.mark.django_db
def test_each_is_in_the_form(client, writer):
    client.force_login(writer)
    page = client.get(reverse("admin:articles_article_add")).content.decode()
    assert [found for found in {*PLACES.values(), TEXT} if f'id="{found}"' not in page] == []


def test_a_text_without_anything_has_a_place_for_each_finding():
    found = check_content(ArticleContent("An [@x article", "a"), Facts(today=date(2026, 11, 1)))
    places = {f"{each.rule}:{each.kind}": place(each) for each in found}
    assert places["metadata-missing:category"] == "id_category"
    assert places["token-broken:title"] == "id_title"
    assert places["risks-missing:"] == TEXT
    assert {"risks", "questions"} <= {lacking_purpose(each) for each in found}
    assert usual_heading("risks") == PURPOSES["risks"].question
