"""Several people at once, and processes that are killed, in a database of their own: see tests.scenarios
and tests.kills."""

import json

from tests.own_database import run_python


def run(scenario, database, module="tests.scenarios"):
    """What the scenario reports."""
    return json.loads(run_python(database, "-m", module, scenario))


class TestAtOnce:
    def test_two_publishers_of_one_text_make_one_edition(self, database):
        report = run("one_article_two_publishers", database)
        assert report == {"editions": 1, "done": 1, "refused": 3, "errors": []}

    def test_nobody_signs_what_they_did_not_see(self, database):
        report = run("a_text_changes_while_it_is_signed", database)
        assert (report["wrong"], report["errors"]) == (0, [])

    def test_readers_see_what_was_signed_whatever_is_saved_meanwhile(self, database):
        report = run("a_text_changes_while_it_is_published", database)
        assert (report["wrong"], report["errors"]) == (0, [])

    def test_an_address_belongs_to_one_page(self, database):
        report = run("two_articles_want_one_address", database)
        assert (report["wrong"], report["errors"]) == (0, [])

    def test_publishers_of_different_articles_do_not_block_each_other(self, database):
        report = run("many_articles_two_publishers", database)
        assert (report["editions"], report["errors"]) == (10, [])

    def test_several_clocks_carry_out_a_schedule_once(self, database):
        report = run("several_clocks", database)
        assert (report["carried_out"], report["editions"], report["left"]) == (6, 6, 0)
        assert report["errors"] == []

    def test_all_acts_are_in_one_chain(self, database):
        report = run("many_acts_at_once", database)
        assert (report["done"], report["errors"], report["faults"]) == (4, [], [])
        assert report["links"] == report["acts"] >= 40

    def test_two_imports_of_one_collection_make_each_text_once(self, database):
        report = run("two_imports_at_once", database)
        assert (report["articles"], report["twice"], report["errors"], report["faults"]) == (20, 0, [], [])
        assert report["told"] == {"created": 20, "unchanged": 40}


class TestKilled:
    def test_nothing_is_half_done_and_nothing_acknowledged_is_lost(self, database):
        report = run("killed_publishers", database, "tests.kills")
        assert (report["half_done"], report["lost"], report["faults"]) == (0, 0, [])
        assert report["untouched"] >= 10
        assert report["untouched"] + report["done"] == report["kills"]

    def test_an_import_that_is_run_again_ends_as_if_nobody_had_disturbed_it(self, database):
        report = run("killed_imports", database, "tests.kills")
        assert (report["half_done"], report["lost"], report["wrong"], report["faults"]) == (0, 0, 0, [])
        assert report["unfinished"] >= report["kills"] // 3

    def test_a_restored_site_is_there_whole_or_not_at_all(self, database):
        report = run("killed_restores", database, "tests.kills")
        assert (report["half_done"], report["is_same"], report["faults"]) == (0, True, [])
        assert 0 < report["rebuilding"] <= report["kills"] // 2
