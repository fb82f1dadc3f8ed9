"""Several people at once, and processes that are killed, in a database of their own: see tests.scenarios
and tests.kills."""

import json
import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("TEST_DATABASE_URL", "")
IS_POSTGRESQL = SERVER.startswith("postgres")


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """The address of a database with all tables, which nobody uses. Who made them was killed on the way."""
    address = new_address(tmp_path_factory.mktemp("scenarios"))
    if IS_POSTGRESQL:
        run_sql(f"CREATE DATABASE {name_in(address)}")
    report = json.loads(run_python(address, "-m", "tests.kills", "killed_migrations"))
    assert (report["lacking"], report["faults"]) == ([], [])
    assert report["applied"] == sorted(set(report["applied"]))
    yield address
    if IS_POSTGRESQL:
        run_sql(f"DROP DATABASE {name_in(address)}")


@pytest.fixture
def database(migrated, tmp_path):
    """The address of a copy of it."""
    address = new_address(tmp_path)
    if not IS_POSTGRESQL:
        shutil.copy(name_in(migrated), name_in(address))
        yield address
        return
    run_sql(f"CREATE DATABASE {name_in(address)} TEMPLATE {name_in(migrated)}")
    yield address
    run_sql(f"DROP DATABASE {name_in(address)} WITH (FORCE)")


def new_address(folder):
    name = f"scenario_{uuid.uuid4().hex}"
    if IS_POSTGRESQL:
        return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
    return f"sqlite:///{folder / name}"


def name_in(address):
    return urlsplit(address).path[1:]


def run_sql(statement):
    connection = psycopg2.connect(SERVER)
    connection.autocommit = True
    connection.cursor().execute(statement)
    connection.close()


def run_python(address, *arguments):
    environment = {**os.environ, "TEST_DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


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
