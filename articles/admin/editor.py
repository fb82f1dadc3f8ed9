"""The rich-text editor for section bodies, set to what `articles.rendering.cleaning` keeps."""

import re

from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from articles.rendering import tidy_pasted
from articles.rendering.cleaning import URL_SCHEMES

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "HardBreak": True,
    "Heading": {"levels": [4]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": sorted(URL_SCHEMES)},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    # The browser's spelling checker is welcome here.
    "NoSpellCheck": False,
    # No drop-down groups: they can't be reached by keyboard.
    "Menu": {
        "groups": [
            {"group": "blockType -lists"},
            {"group": "lists"},
            {"group": "nodes -blockType -lists"},
            {"group": "marks"},
            {"group": "link"},
            {"group": "table"},
            {"group": "history"},
        ]
    },
}

PARAGRAPH = r"<p>((?:(?!</p>).)*)</p>"
ITEM_PARAGRAPH = re.compile(rf"<li>{PARAGRAPH}(?=</li>|<ul>|<ol[ >])", re.DOTALL)
CELL_PARAGRAPH = re.compile(rf"<(t[dh])([^>]*)>{PARAGRAPH}</\1>", re.DOTALL)
SINGLE_SPAN = re.compile(r' (?:col|row)span="1"')
HEAD_ROW = re.compile(r"<table><tbody><tr>((?:<th[^>]*>(?:(?!</th>).)*</th>)+)</tr>", re.DOTALL)
BODY_PART = re.compile(r"<tbody>(.*?)</tbody>", re.DOTALL)


class BodyField(ProseEditorFormField):
    """A section body: comes out of `clean` as `body_from_editor` leaves it."""

    def __init__(self, **kwargs):
        kwargs.pop("max_length", None)
        kwargs["widget"] = AdminProseEditorWidget
        super().__init__(
            config={"extensions": EXTENSIONS}, preset="configurable", sanitize=body_from_editor, **kwargs
        )


def body_from_editor(html: str) -> str:
    """Clean HTML of what the editor sends, written as the importers write it.

    The editor puts a paragraph into every list item and cell, and keeps no table head; here the lone
    paragraphs go, and a first row of nothing but headings becomes the head.
    """
    body = SINGLE_SPAN.sub("", tidy_pasted(html))
    body = ITEM_PARAGRAPH.sub(r"<li>\1", body)
    body = CELL_PARAGRAPH.sub(r"<\1\2>\3</\1>", body)
    body = HEAD_ROW.sub(lambda row: f"<table><thead><tr>{_scoped(row[1], 'col')}</tr></thead><tbody>", body)
    body = BODY_PART.sub(lambda part: f"<tbody>{_scoped(part[1], 'row')}</tbody>", body)
    body = body.replace("<tbody></tbody>", "")
    return "" if body.strip() in {"<p></p>", "<p><br></p>"} else body


def _scoped(rows, scope):
    return re.sub(r"<th(?![a-z])(?![^>]*scope=)([^>]*)>", rf'<th\1 scope="{scope}">', rows)
