"""The formats in which an article leaves the site. The command, its help and the desk read this table."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .exported import ExportedText
from .html_file import html_file
from .markdown import article_markdown
from .word.word_file import word_file


@dataclass(frozen=True)
class Format:
    """`name` is for people, `use` says whom it is for."""

    name: str
    suffix: str
    media_type: str
    use: str | Promise
    write: Callable[[ExportedText], bytes]


FORMATS = {
    "markdown": Format(
        "Markdown",
        ".md",
        "text/markdown; charset=utf-8",
        _("plain text with citations; it can be imported again"),
        lambda text: article_markdown(text.content, text.said, text.retracted).encode(),
    ),
    "word": Format(
        "Word",
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _("for reviewers: with open comments, and changes since the live edition tracked"),
        word_file,
    ),
    "html": Format("HTML", ".html", "text/html; charset=utf-8", _("one file for any browser"), html_file),
}
