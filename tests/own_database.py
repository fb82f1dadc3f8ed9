"""Databases of their own, for what happens in several processes or to the database itself."""

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

ROOT = Path(__file__).resolve().parents[1]
SERVER = os.environ.get("TEST_DATABASE_URL", "")
IS_POSTGRESQL = SERVER.startswith("postgres")


@pytest.fixture(scope="session")
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
