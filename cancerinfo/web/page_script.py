"""The script of an article stands in the page: a request of its own would hold up its first sight."""

import base64
import hashlib
from pathlib import Path

from django.utils.safestring import mark_safe
from rjsmin import jsmin

SCRIPT_FILE = Path(__file__).parent / "page.js"

PAGE_SCRIPT = mark_safe(jsmin(SCRIPT_FILE.read_text(encoding="utf-8")))  # noqa: S308 - a file of this package
# By which the Content-Security-Policy knows it.
PAGE_SCRIPT_SOURCE = f"'sha256-{base64.b64encode(hashlib.sha256(PAGE_SCRIPT.encode()).digest()).decode()}'"
