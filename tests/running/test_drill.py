"""The backups of docs/operations.md and their drill, each line as it stands there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.on_postgresql import programs
from tests.own_database import IS_POSTGRESQL, ROOT, name_in, new_address, run_python, run_sql

TEXT = (ROOT / "docs" / "operations.md").read_text("utf-8").partition("## Backups\n")[2].partition("\n## ")[0]
# Each block of commands, by the beginning of the paragraph before it.
BLOCKS = dict(re.findall(r"^(\w.*(?:\n.+)*)\n\n((?:    .*\n)+)", TEXT, re.MULTILINE))
OTHER = "SQLite" if IS_POSTGRESQL else "PostgreSQL"
SITE = "from tests.scenarios import *; from tests.factories import *; make_published()"
pytestmark = pytest.mark.skipif(
    not IS_POSTGRESQL and not shutil.which("sqlite3"), reason="needs Debian's sqlite3"
)


def commands(part):
    """The lines of the blocks of a part of the text, without those for the other database."""
    chosen = [block for before, block in BLOCKS.items() if before in part and OTHER not in before]
    return "".join(chosen).replace("    ", "")


@pytest.fixture
def shell(database, tmp_path):
    """Runs lines as an operator of the site would, up to the first that fails. Gives code and output."""
    copy = new_address(tmp_path)
    if IS_POSTGRESQL:
        run_sql(f"CREATE DATABASE {name_in(copy)}")
    for folder in ("pictures", "backups"):
        (tmp_path / folder).mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(b"picture")
    path = [
        str(Path(sys.executable).parent),
        *([str(programs())] if IS_POSTGRESQL else []),
        os.environ["PATH"],
    ]
    environment = {
        "PATH": os.pathsep.join(path), "DATABASE_URL": database, "DRILL_URL": copy,
        "SECRET_KEY": "of-a-drill-" * 6, "HTTPS": "0", "SITE_URL": "http://127.0.0.1:8000",
        "PICTURES": str(tmp_path / "pictures"), "BACKUPS": str(tmp_path / "backups"),
        "DRILL": str(tmp_path / "drill"), "DJANGO_SETTINGS_MODULE": "tests.settings",
    }  # fmt: skip

    def run(lines, **changes):
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", lines], cwd=ROOT, env={**environment, **changes},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120,
        )  # fmt: skip
        return done.returncode, done.stdout

    yield run
    if IS_POSTGRESQL:
        run_sql(f"DROP DATABASE {name_in(copy)} WITH (FORCE)")


def test_the_drill_brings_the_site_back_and_proves_it(shell, database, tmp_path):
    run_python(database, "-c", SITE)
    backup, drill = TEXT.split("### The drill")
    code, said = shell(commands(backup))
    assert code == 0, said
    code, said = shell(commands(drill))
    assert code == 0, said
    assert "1 editions, faults: 0." in said
    assert (tmp_path / "drill" / "pictures" / "a.png").read_bytes() == b"picture"
    # Work of later than the copy isn't in it, and the head says so.
    run_python(database, "-c", SITE)
    _, head = shell("python manage.py print_head")
    restored = "$DRILL_URL" if IS_POSTGRESQL else "sqlite:///$DRILL/cancerinfo.sqlite3"
    check = f'DATABASE_URL="{restored}" python manage.py verify_record --head "{head.strip()}"'
    code, said = shell(check)
    assert (code, "head" in said) == (1, True)
