"""What is asked of a page depends on its kind and its readers, by one table."""

from dataclasses import replace
from datetime import date

import pytest

from articles.content import KINDS, PURPOSES, ArticleContent, SectionContent
from articles.content_checks import RULES, Facts, check_content
from articles.content_checks.asked import ASKED, is_asked, spared
from tests.checked_content import CHECKED

FACTS = Facts(date(2026, 11, 23))
# A page that says nothing yet.
EMPTY = ArticleContent("Moles", "moles", sections=(SectionContent("Moles", body="<p>Some change.</p>"),))
CHOICE = {
    "no-treatment-missing", "quality-of-life-missing", "other-options-missing", "other-options-unlinked",
    "questions-missing",
}  # fmt: skip


def rules_of(content):
    return {found.rule for found in check_content(content, FACTS)}


class TestAsked:
    def test_the_table_names_rules_that_exist(self):
        assert {name.partition(":")[0] for name in ASKED} <= RULES.keys()

    @pytest.mark.parametrize("kind", KINDS)
    def test_a_choice_is_asked_of_treatments_and_nothing_else(self, kind):
        found = rules_of(replace(EMPTY, kind=kind))
        assert CHOICE & found == (CHOICE if kind == "treatment" else set())
        assert not found & set(spared(kind, "patients"))

    def test_a_page_about_a_condition_is_asked_what_belongs_to_one(self):
        found = rules_of(replace(EMPTY, kind="condition"))
        assert {"signs-missing", "get-help-missing", "help-missing"} <= found
        assert not {"how-it-works-missing", "benefits-missing", "risks-missing", "one-sided"} & found

    def test_nothing_for_patients_is_asked_of_a_page_for_professionals(self):
        for_patients = {name for name in ASKED if not is_asked(name, "treatment", "professionals")}
        assert {"reading-level", "main-message-passive", "help-missing", "one-sided"} <= for_patients
        assert not rules_of(replace(EMPTY, audience="professionals")) & for_patients

    def test_a_page_about_the_site_needs_no_references(self):
        def kinds(content):
            return {found.kind for found in check_content(content, FACTS) if found.rule == "metadata-missing"}

        assert kinds(EMPTY) - kinds(replace(EMPTY, kind="about")) == {"references", "disclaimer"}

    def test_news_are_old_sooner(self):
        source = replace(CHECKED.sources[0], issued="2023")
        for kind, is_old in (("treatment", False), ("news", True)):
            assert ("sources-old" in rules_of(replace(CHECKED, kind=kind, sources=(source,)))) is is_old

    def test_of_a_kind_from_a_newer_release_everything_is_asked(self):
        assert rules_of(replace(EMPTY, kind="recipe")) >= CHOICE


class TestKinds:
    def test_the_kind_of_old_texts_leaves_their_digest_as_it_was(self):
        assert "kind" not in CHECKED.to_dict()
        assert replace(CHECKED, kind="drug").digest() != CHECKED.digest()

    def test_a_page_starts_with_sections_that_exist(self):
        assert {purpose for kind in KINDS.values() for purpose in kind.outline} <= PURPOSES.keys()

    @pytest.mark.parametrize("kind", KINDS)
    def test_its_outline_has_what_the_checks_ask_for(self, kind):
        outline = tuple(SectionContent("x", purpose=each, body="<p>Ask.</p>") for each in KINDS[kind].outline)
        found = rules_of(replace(EMPTY, kind=kind, sections=outline))
        asked = {rule for rule in found if rule.endswith("-missing")}
        wanted = {f"{each}-missing" for each in PURPOSES} | {"signs-missing"}
        assert asked & wanted <= {"questions-missing"}
