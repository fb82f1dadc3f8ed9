"""All commands of the site in one table: what each says of a file that it can't use, its help, its trials."""

import os
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands
from django.db import connection

from cancerinfo.command import main
from tests.factories import make_user

OURS = {"articles", "cancerinfo.accounts", "cancerinfo.running"}
COMMANDS = {name: app for name, app in get_commands().items() if app in OURS}
# Those that read files, with what they want besides, and their exit code.
READING = {
    "check_content": ([], 2),
    "import_articles": (["--by", "ada"], 1),
    "import_figures": (["--by", "ada"], 1),
    "import_glossary": (["--by", "ada"], 1),
    "import_organizations": (["--by", "ada"], 1),
    "import_references": (["--by", "ada"], 1),
    "import_retractions": (["--by", "ada"], 1),
    "import_site": ([], 1),
    "import_surveys": (["--by", "ada"], 1),
    "publish_collection": (["--reviewer", "ada", "--by", "grace"], 1),
}
WRITING = {"export_audit": ".csv", "export_site": ".zip"}
MISSING, FOLDER, EMPTY, BINARY, CLOSED = "missing", "folder", "empty", "binary", "closed"
# What is said of each, by the whole table but for what a format says of itself.
SAID = {
    MISSING: "This file doesn't exist.",
    FOLDER: "This is a folder, not a file.",
    CLOSED: "may not open it.",
}
# A folder is what these read, too.
READS_FOLDERS = {"import_articles"}
# They have nothing that a dry run could leave out, since they undo nothing and can be run again.
WITHOUT_DRY_RUN = {
    "adopt_records", "changepassword", "load_demo", "migrate", "purge_cdn", "rebuild_live", "rebuild_related",
    "rebuild_search", "reset_second_factor", "setup_roles", "warm_pages",
}  # fmt: skip
# They count what they do at a terminal: see test_progress. Others say each thing as it comes, or are short.
COUNTED = {
    "export_site", "import_articles", "import_retractions", "import_site", "publish_collection",
    "rebuild_live", "rebuild_related", "rebuild_search", "trash_import", "verify_record", "warm_pages",
}  # fmt: skip
# They only tell.
READ_ONLY = {
    "check_content", "doctor", "export_article", "export_audit", "export_person", "list_needs_review",
    "list_unverified", "print_head", "verify_record",
}  # fmt: skip

# What they print is a file of its own kind, one line, or said of each act as people read it.
WITHOUT_JSON = {
    "adopt_records", "approve_records", "changepassword", "export_article", "export_audit", "export_person",
    "hand_over", "load_demo", "merge_tags", "migrate", "print_head", "propose_pages", "publish_due",
    "purge_cdn", "rebuild_live", "rebuild_related", "rebuild_search", "reset_second_factor", "run_schedule",
    "setup_roles", "warm_pages",
}  # fmt: skip


# What a command wants besides its name to begin its work.
WANTED = {
    "adopt_records": ["--by", "ada"],
    "approve_records": ["--by", "ada"],
    "export_article": ["page"],
    "export_person": ["ada"],
    "hand_over": ["ada", "--to", "grace", "--by", "chief"],
    "merge_tags": ["one", "two", "--by", "ada"],
    "propose_pages": ["--by", "ada"],
    "reset_second_factor": ["ada"],
}
# They ask somebody, or refuse this site before they ask the database; the doctor asks it elsewhere.
NEVER_STOPPED = {"changepassword", "doctor", "load_demo", "purge_cdn"}


@pytest.fixture
def named(tmp_path):
    """Paths of a file of each kind that can't be used."""
    paths = {kind: tmp_path / kind for kind in (MISSING, FOLDER, EMPTY, BINARY, CLOSED)}
    paths[FOLDER].mkdir()
    paths[EMPTY].write_bytes(b"")
    paths[BINARY].write_bytes(bytes(range(256)) * 20)
    paths[CLOSED].write_bytes(b"{}")
    return paths


@pytest.fixture
def _closed(monkeypatch, named):
    """One file that may not be opened; root may open any, so that its mode would prove nothing."""
    opened = Path.open

    def refuse(path, *args, **kwargs):
        if path == named[CLOSED]:
            raise PermissionError(13, os.strerror(13), str(path))
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)


@pytest.mark.django_db
@pytest.mark.usefixtures("_closed")
@pytest.mark.parametrize("command", READING)
def test_a_file_that_cannot_be_used_is_named_with_the_reason(command, named):
    for name in ("ada", "grace"):
        make_user("superuser", username=name)
    more, code = READING[command]
    for kind, path in named.items():
        if kind == FOLDER and command in READS_FOLDERS:
            continue
        with pytest.raises(CommandError) as refusal:
            call_command(command, str(path), *more, stdout=StringIO(), stderr=StringIO())
        said = str(refusal.value)
        assert refusal.value.returncode == code, (kind, said)
        assert kind in said
        assert SAID.get(kind, "") in said, (kind, said)
        assert not any(word in said for word in ("Errno", "codec", "Traceback")), (kind, said)


@pytest.mark.django_db
@pytest.mark.parametrize(("command", "suffix"), WRITING.items())
def test_a_place_that_cannot_be_written_is_named_with_the_reason(command, suffix, tmp_path):
    (tmp_path / "file").touch()
    for place, why in (
        (tmp_path / "none", "The folder doesn't exist"),
        (tmp_path / "file", "The folder doesn't exist"),
    ):
        with pytest.raises(CommandError, match=why):
            call_command(command, str(place / f"written{suffix}"), stdout=StringIO(), stderr=StringIO())


class TestCtrlC:
    @pytest.fixture
    def stop(self, monkeypatch, capsys):
        """Runs a command as from a shell, with Ctrl-C at its first question to the database. What it said."""

        def interrupt(*_):
            raise KeyboardInterrupt

        def run(*arguments):
            monkeypatch.setattr("sys.argv", ["manage.py", *map(str, arguments), "--skip-checks"])
            with connection.execute_wrapper(interrupt), pytest.raises(SystemExit) as end:
                main()
            assert end.value.code == 130
            return capsys.readouterr().err

        return run

    @pytest.mark.django_db
    @pytest.mark.parametrize("command", sorted({*COMMANDS} - {*READING, "export_audit"} - NEVER_STOPPED))
    def test_it_ends_with_a_sentence_and_leaves_no_file(self, command, stop, tmp_path):
        wanted = [tmp_path / "site.zip"] if command == "export_site" else WANTED.get(command, [])
        said = stop(command, *wanted)
        assert said.strip() == "Stopped. What wasn't finished was taken back. Run the command again to go on."
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", COMMANDS)
class TestEveryCommand:
    @pytest.fixture
    def options(self, command):
        """The command, and the names of its own options."""
        made = import_module(f"{COMMANDS[command]}.management.commands.{command}").Command()
        parser = made.create_parser("manage.py", command)
        return made, {option for action in parser._actions for option in action.option_strings}

    def test_its_help_says_what_it_does(self, command, options):
        assert len(options[0].help.split()) >= 8 or command == "changepassword"

    def test_what_changes_rows_can_be_tried_without(self, command, options):
        has_dry_run = "--dry-run" in options[1]
        assert has_dry_run != (command in WITHOUT_DRY_RUN | READ_ONLY), command

    def test_a_machine_can_read_what_it_did(self, command, options):
        assert ("--json" in options[1]) != (command in WITHOUT_JSON), command

    def test_a_long_run_tells_its_progress_at_a_terminal(self, command, options):
        assert hasattr(import_module(type(options[0]).__module__), "progress_on") == (command in COUNTED)

    def test_the_readme_names_it(self, command):
        from tests.test_docs import ROOT

        assert f"`{command}" in (ROOT / "README.md").read_text("utf-8") or command == "changepassword"
