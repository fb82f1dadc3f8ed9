"""A connection to SQLite is kept, but not beyond its file."""

import pytest
from django.db import OperationalError, connections

from cancerinfo.settings import read_database
from cancerinfo.sqlite.base import DatabaseWrapper


@pytest.fixture
def database(tmp_path, monkeypatch, django_db_blocker):
    monkeypatch.setenv("DB", f"sqlite:///{tmp_path}/site.sqlite3")
    settings = connections.configure_settings({"default": read_database("DB", "")})["default"]
    database = DatabaseWrapper(settings, alias="other")
    with django_db_blocker.unblock():
        write(database, "the site")
        yield database
        database.close()


def write(database, text):
    with database.cursor() as cursor:
        cursor.execute("CREATE TABLE said (what TEXT)")
        cursor.execute("INSERT INTO said VALUES (%s)", [text])


@pytest.fixture
def next_request(database):
    """What a request reads that begins now."""

    def read():
        database.close_if_unusable_or_obsolete()
        with database.cursor() as cursor:
            cursor.execute("SELECT what FROM said")
            return cursor.fetchone()[0]

    return read


def test_the_next_request_has_the_same_connection(database, next_request):
    before = database.connection
    assert next_request() == "the site"
    assert database.connection is before


def test_a_file_put_in_its_place_is_opened(database, next_request, tmp_path):
    backup = DatabaseWrapper(database.settings_dict | {"NAME": tmp_path / "backup"}, alias="backup")
    write(backup, "the backup")
    backup.close()
    for log in tmp_path.glob("site.sqlite3-*"):
        log.unlink()
    (tmp_path / "backup").replace(tmp_path / "site.sqlite3")
    assert next_request() == "the backup"


def test_while_it_is_away_no_empty_one_is_made(database, next_request, tmp_path):
    file = tmp_path / "site.sqlite3"
    file.rename(tmp_path / "moved")
    for _ in range(2):
        with pytest.raises(OperationalError, match="isn't there"):
            next_request()
    assert not file.exists()
    (tmp_path / "moved").rename(file)
    assert next_request() == "the site"
