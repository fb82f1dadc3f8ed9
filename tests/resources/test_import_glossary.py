"""JSON to glossary terms."""

import json

import pytest
from django.core.management import CommandError, call_command

from articles.publishing import approve, record_changed
from articles.records.record import record_of
from resources.models import Synonym, Term
from tests.acting import refused
from tests.factories import make_user

FIRST = {
    "term": "first drug",
    "kind": "drug",
    "abbreviations": ["FD"],
    "synonyms": ["drug one", "FD"],
    "brand_names": ["Firsty"],
    "lay_words": ["one"],
    "points": ["a tablet", "blocks a signal"],
    "reference": "doe-2020",
    "see_also": ["second word"],
}
SECOND = {"term": "second word", "see_also": []}

pytestmark = pytest.mark.django_db


@pytest.fixture
def import_records(tmp_path, capsys):
    def run(*records, **options):
        path = tmp_path / "glossary.json"
        path.write_text(json.dumps({"terms": records}))
        call_command("import_glossary", path, **{"by": "outside", **options})
        return capsys.readouterr().out

    return run


class TestImportGlossary:
    def test_a_machine_is_told_what_became_of_each(self, import_records):
        [(file, outcomes)] = json.loads(import_records(FIRST, SECOND, json=True)).items()
        assert file.endswith("glossary.json")
        assert set(outcomes.values()) == {"created"}
        assert len(outcomes) == 2

    def test_points_are_no_definition(self, import_records):
        assert "2 created" in import_records(FIRST, SECOND)
        term = Term.objects.get(slug="first-drug")
        assert (term.kind, term.points, term.source_key) == (
            "drug",
            ["a tablet", "blocks a signal"],
            "doe-2020",
        )
        assert (term.definition, term.is_listed) == ("", False)

    def test_a_definition_lists_the_term(self, import_records):
        import_records({**FIRST, "definition": "A tablet.", "see_also": []})
        assert Term.objects.listed().get().definition == "A tablet."

    def test_synonyms_have_their_kind_and_none_is_stored_twice(self, import_records):
        import_records(FIRST, SECOND)
        assert set(Synonym.objects.values_list("text", "kind")) == {
            ("FD", "abbreviation"),
            ("Firsty", "brand"),
            ("one", "lay"),
            ("drug one", "synonym"),
        }

    def test_a_link_may_point_to_a_term_further_down(self, import_records):
        import_records(FIRST, SECOND)
        assert [term.name for term in Term.objects.get(name="first drug").see_also.all()] == ["second word"]

    def test_a_link_to_nothing_is_named_and_the_term_stays(self, import_records):
        with pytest.raises(
            CommandError, match=r"record 1 \(first drug\): see_also: there is no term 'second word'"
        ):
            import_records(FIRST)
        assert Term.objects.get().name == "first drug"

    def test_the_second_time_nothing_changes(self, import_records):
        import_records(FIRST, SECOND)
        assert "0 created, 0 updated, 2 unchanged" in import_records(FIRST, SECOND)

    def test_facts_alone_do_not_wipe_a_definition(self, import_records):
        import_records({**FIRST, "definition": "A tablet."}, SECOND)
        assert "2 unchanged" in import_records(FIRST, SECOND)
        assert Term.objects.get(name="first drug").definition == "A tablet."

    def test_keep_leaves_an_existing_term(self, import_records):
        import_records(SECOND)
        assert "1 created, 0 updated, 0 unchanged, 1 kept" in import_records(
            FIRST, {**SECOND, "definition": "New."}, keep=True
        )
        assert Term.objects.get(name="second word").definition == ""

    def test_a_bad_record_does_not_stop_the_others(self, import_records):
        with pytest.raises(
            CommandError, match=r"record 1 \(first drug\): kind: Value 'spell' is not a valid"
        ):
            import_records({**FIRST, "kind": "spell"}, SECOND)
        assert Term.objects.get().name == "second word"

    def test_it_asks_whose_work_it_is(self, import_records):
        with pytest.raises(CommandError, match="Say with --by USER"):
            import_records(FIRST, by=None)

    def test_who_imports_a_term_doesnt_approve_it(self, import_records):
        importer = make_user("superuser")
        import_records({**FIRST, "definition": "A tablet.", "see_also": []}, by=importer.username)
        record = record_of(Term.objects.get())
        assert "You wrote this text" in refused(approve, record, importer, seen_digest=record.digest)

    def test_nobody_approves_a_term_from_outside_that_nobody_has_taken_on(self, import_records):
        import_records({**FIRST, "definition": "A tablet.", "see_also": []})
        term, reviewer = Term.objects.get(), make_user("reviewer")
        digest = record_of(term).digest
        assert "The log doesn't say who wrote" in refused(
            approve, record_of(term), reviewer, seen_digest=digest
        )
        record_changed(term, make_user("writer"))
        assert approve(record_of(term), reviewer, seen_digest=digest)
