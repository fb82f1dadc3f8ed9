"""Databases of their own, for what happens in several processes or to the database itself.

All are copies of one, as is the database of all other tests: to migrate takes 20 seconds.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.apps import apps
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
SERVER = os.environ.get("TEST_DATABASE_URL", "")
IS_POSTGRESQL = SERVER.startswith("postgres")
# Owns what was migrated on PostgreSQL. A server may serve several runs of the tests.
OWNER = f"owner_{uuid.uuid4().hex}"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """The address of a database with all tables, which nobody uses. Who made them was killed on the way. On
    PostgreSQL it's a role's that is no superuser."""
    if IS_POSTGRESQL:
        name = f"migrated_{uuid.uuid4().hex}"
        address = address_of(name, OWNER)
        run_sql(f"CREATE ROLE {OWNER} LOGIN PASSWORD 'secret'")
        run_sql(f"CREATE DATABASE {name} OWNER {OWNER}")
        # Up to version 14 of PostgreSQL the schema isn't that of the owner of the database.
        run_sql(f"ALTER SCHEMA public OWNER TO {OWNER}", address_of(name))
        _migrate(address)
        yield address
        run_sql(f"DROP DATABASE {name}")
        run_sql(f"DROP ROLE {OWNER}")
        return
    kept = ROOT / "build" / f"migrated-{_digest_of_models()}.sqlite3"
    if not kept.exists():
        address = new_address(tmp_path_factory.mktemp("migrated"))
        _migrate(address)
        kept.parent.mkdir(exist_ok=True)
        for old in kept.parent.glob("migrated-*"):
            old.unlink(missing_ok=True)
        # Moved within a disk, so that nobody meets half of it.
        shutil.copy(name_in(address), kept.with_suffix(f".{os.getpid()}"))
        kept.with_suffix(f".{os.getpid()}").rename(kept)
    yield f"sqlite:///{kept}"


def _migrate(address):
    report = json.loads(run_python(address, "-m", "tests.kills", "killed_migrations"))
    assert (report["lacking"], report["faults"]) == ([], [])
    assert report["applied"] == sorted(report["applied"])
    assert report["kills"]


def _digest_of_models():
    """Of the files that say what a migrated database holds."""
    digest = hashlib.sha256()
    for app in apps.get_app_configs():
        folder = Path(app.path)
        if ROOT in folder.parents and ".venv" not in folder.parts:
            for file in sorted([*folder.glob("models*.py"), *folder.glob("m*/*.py")]):
                digest.update(file.read_bytes())
    digest.update((ROOT / "requirements.txt").read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(migrated):
    """What Django makes for the tests is a copy, which lacks no migration."""
    if IS_POSTGRESQL:
        connection.settings_dict["TEST"]["TEMPLATE"] = name_in(migrated)
        yield
        return
    name = connection.creation._get_test_db_name()
    with (
        closing(sqlite3.connect(name, uri=True)) as copy,
        closing(sqlite3.connect(name_in(migrated))) as source,
    ):
        source.backup(copy)
        # One in memory lasts as long as somebody holds it.
        yield


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
    """One that nobody has used; a database of SQLite will lie in the folder."""
    name = f"scenario_{uuid.uuid4().hex}"
    return address_of(name) if IS_POSTGRESQL else f"sqlite:///{folder / name}"


def address_of(name, role=""):
    """That of a database of the server, for its superuser or for a role with the password “secret”."""
    parts = urlsplit(SERVER)
    netloc = f"{role}:secret@{parts.netloc.rpartition('@')[2]}" if role else parts.netloc
    return urlunsplit(parts._replace(netloc=netloc, path=f"/{name}"))


def name_in(address):
    return urlsplit(address).path[1:]


def run_sql(statement, address=SERVER, params=None):
    """The rows that a statement gives, none if it's one that gives none."""
    with closing(psycopg2.connect(address)) as connected:
        connected.autocommit = True
        cursor = connected.cursor()
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


def run_python(address, *arguments):
    environment = {**os.environ, "TEST_DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
