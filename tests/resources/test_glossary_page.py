"""/glossary/: listed terms with a definition, from A to Z."""

import re

import pytest

from articles.models import Source
from tests.factories import make_term

pytestmark = pytest.mark.django_db


def shown(client):
    return client.get("/glossary/").content.decode()


class TestGlossary:
    def test_a_term_stands_at_its_anchor_with_other_words_for_it(self, client):
        term = make_term("reader", name="reader", synonyms=[("Bookworm", "brand")])
        html = shown(client)
        assert '<dt id="reader">reader</dt>' in html
        assert "Bookworm (brand name)" in html
        assert term.get_absolute_url() == "/glossary/#reader"

    def test_letters_lead_to_the_terms_whatever_their_capitals(self, client):
        make_term(name="banana"), make_term(name="Apple"), make_term(name="avocado")
        html = shown(client)
        assert html.index(">Apple</dt>") < html.index(">avocado</dt>") < html.index(">banana</dt>")
        assert html.count('id="letter-A"') == html.count('href="#letter-A"') == 1

    def test_accents_and_capitals_make_no_difference_to_the_order_on_any_database(self, client):
        for name in ("zone", "Öl", "ñandú", "nut", "Apple", "ähre", "oil"):
            make_term(name=name)
        names = re.findall(r"<dt id=[^>]*>([^<]*)</dt>", shown(client))
        assert names == ["ähre", "Apple", "nut", "ñandú", "oil", "Öl", "zone"]
        assert re.findall(r'href="#letter-(.)"', shown(client)) == ["A", "N", "Ñ", "O", "Z"]

    def test_terms_without_a_definition_or_not_listed_are_not_shown(self, client):
        make_term(name="nothing", definition=""), make_term(name="unlisted", is_listed=False)
        html = shown(client)
        assert "nothing" not in html
        assert "unlisted" not in html
        assert "No words are explained here yet." in html

    def test_the_source_of_a_definition_is_named(self, client):
        Source.objects.create(key="dictionary", title="A Dictionary", url="https://example.org/dictionary")
        make_term(source_key="dictionary")
        assert '<a href="https://example.org/dictionary">A Dictionary</a>' in shown(client)

    def test_a_source_with_a_hostile_address_is_no_link(self, client):
        Source.objects.create(key="dictionary", title="A Dictionary", url="javascript:alert(1)")
        make_term(source_key="dictionary")
        assert "javascript:" not in shown(client)

    def test_hostile_text_is_escaped(self, client):
        make_term(name="<i>leaning</i>", definition="<b>bold</b>")
        html = shown(client)
        assert "<i>" not in html
        assert "<b>" not in html

    def test_it_costs_the_same_for_few_and_many(self, client, django_assert_num_queries):
        make_term(source_key="a")
        with django_assert_num_queries(2):
            shown(client)
        for _ in range(20):
            make_term(source_key="a")
        with django_assert_num_queries(2):
            shown(client)
