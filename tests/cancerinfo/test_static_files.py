"""What collectstatic makes of a stylesheet."""

import pytest
from django.core.management import call_command
from django.test import override_settings

STORED = {"staticfiles": {"BACKEND": "cancerinfo.web.static_files.StaticFilesStorage"}}
STYLE = "/* Why it is so. */\n.page {\n  width: calc(100% - 2rem);\n}\n"


@pytest.fixture
def collected(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    (source / "page.css").write_text(STYLE)
    (source / "page.js").write_text('import { a } from "./part.js";\n')
    (source / "part.js").write_text("export const a = 1;\n")
    with override_settings(
        STORAGES=STORED,
        STATIC_ROOT=target,
        STATICFILES_DIRS=[source],
        STATICFILES_FINDERS=["django.contrib.staticfiles.finders.FileSystemFinder"],
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
    return target


def test_it_is_sent_without_comments_and_blanks_under_a_name_of_its_own(collected):
    (hashed,) = collected.glob("page.*.css")
    assert hashed.read_text() == ".page{width:calc(100% - 2rem)}"


def test_it_stays_as_it_was_written_where_it_comes_from(collected):
    assert (collected.parent / "source" / "page.css").read_text() == STYLE


def test_a_script_imports_the_version_that_belongs_to_it(collected):
    (script,) = collected.glob("page.*.js")
    (part,) = collected.glob("part.*.js")
    assert script.read_text() == f'import {{ a }} from "./{part.name}";\n'
