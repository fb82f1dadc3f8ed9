"""Templates are indented in the repository, and their indentation isn't sent to readers."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))


def test_lines_are_sent_without_the_blanks_at_their_start():
    source = get_template("base.html").template.source
    assert "<meta charset" in source
    assert not re.search(r"^[ \t]", source, re.MULTILINE)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_text_whose_blanks_count(path):
    assert not re.search(r"<(?:pre|textarea)\b", path.read_text("utf-8"))
