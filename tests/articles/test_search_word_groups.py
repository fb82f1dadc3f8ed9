"""The words that mean the same, as they come with the release."""

import json

import pytest

from articles.importing.glossary import read_terms
from articles.search import search
from articles.search.word_groups import FILE
from tests.factories import make_published


class TestTheList:
    def test_is_read_as_a_glossary_and_joins_1500_groups(self):
        records = read_terms(FILE.read_bytes())
        assert records.problems == ()
        assert len(records.values) >= 1500
        assert all(term.synonyms for _, term in records.values)

    def test_is_in_order_each_term_on_a_line_and_no_name_of_a_group_twice(self):
        terms = json.loads(FILE.read_text("utf-8"))["terms"]
        names = [term["term"].lower() for term in terms]
        assert names == sorted(set(names))
        assert len(FILE.read_text("utf-8").splitlines()) == len(terms) + 2


@pytest.mark.django_db
class TestASearch:
    @pytest.mark.parametrize(
        ("typed", "title"),
        [("chemo", "Chemotherapy explained"), ("quimioterapia", "Chemotherapy explained"),
         ("being tired", "Fatigue explained"), ("Ibrance", "Palbociclib explained"),
         ("tumor cerebral", "Brain tumor explained"), ("GBM", "Glioblastoma explained"),
         ("paracetamol", "Acetaminophen explained"), ("cáncer de seno", "Breast cancer explained")],
    )  # fmt: skip
    def test_finds_a_page_by_another_word_for_it(self, typed, title):
        make_published(title=title)
        make_published(title="Something else")
        assert [hit.live.title for hit in search(typed).hits] == [title]
