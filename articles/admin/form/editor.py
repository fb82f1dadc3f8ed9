"""The rich-text editor for section bodies, set to what `articles.text.cleaning` keeps."""

import re

from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import cached_property
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget, importmap
from js_asset import Media, Script

from articles.rendering import tidy_pasted
from articles.text.cleaning import URL_SCHEMES

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
            {"group": "cite"},
            {"group": "history"},
        ]
    },
}

PARAGRAPH = r"<p>((?:(?!</p>).)*)</p>"
ITEM_PARAGRAPH = re.compile(rf"<li>{PARAGRAPH}(?=</li>|<ul>|<ol[ >])", re.DOTALL)
CELL_PARAGRAPH = re.compile(rf"<(t[dh])([^>]*)>{PARAGRAPH}</\1>", re.DOTALL)
SINGLE_SPAN = re.compile(r' (?:col|row)span="1"')
HEAD_ROW = re.compile(
    r"<table>(<caption>(?:(?!</caption>).)*</caption>)?<tbody><tr>((?:<th[ >](?:(?!</th>).)*</th>)+)</tr>",
    re.DOTALL,
)
EMPTY_END = re.compile(r"(?:<p>(?:<br>)?</p>\s*)+$")
BODY_PART = re.compile(r"<tbody>(.*?)</tbody>", re.DOTALL)


# The editor's own, but for its icon font, half of the page's weight. Its scripts let the styles go first.
EDITOR_MEDIA = Media(
    importmap=importmap,
    css={
        "all": [
            "django_prose_editor/editor.css",
            "django_prose_editor/overrides.css",
            "cancerinfo/admin/toolbar.css",
        ]
    },
    js=[
        Script(f"django_prose_editor/{name}.js", type="module", fetchpriority="low")
        for name in ("editor", "configurable")
    ],
)


class BodyWidget(AdminProseEditorWidget):
    """The editor with our own icons, our own table, which has a caption, and lists of what can be cited."""

    @property
    def media(self):
        return EDITOR_MEDIA

    def get_config(self):
        return self._config

    @cached_property
    def _config(self):
        config = super().get_config()
        own = [static(f"cancerinfo/admin/{name}.js") for name in ("captioned_table", "cite", "pasted")]
        cite = {
            "sources": reverse("admin:articles_article_citable_sources"),
            "tables": reverse("admin:articles_article_citable_tables"),
            "figures": reverse("admin:articles_article_citable_figures"),
            "newSource": reverse("admin:articles_article_new_source"),
            "newSourceScript": static("cancerinfo/admin/new_source.js"),
        }
        return config | {
            "js_modules": [*config["js_modules"], *own],
            "extensions": {"Pasted": True, **config["extensions"], "Cite": cite},
        }


class DocumentWidget(BodyWidget):
    """The editor of a whole text, in which headings begin sections. `choices` are the purposes and urgencies
    of a section, by the names of the fields that keep them: pairs of what is kept and what editors read."""

    def __init__(self, choices: dict[str, list[tuple[str, str]]]):
        levels = [2, 3, 4]
        own = {"Heading": {"levels": levels}, "Pasted": {"levels": levels}, "Sections": {"choices": choices}}
        super().__init__(config={"extensions": EXTENSIONS | own}, preset="configurable")

    @cached_property
    def _config(self):
        config = super()._config
        own = [static(f"cancerinfo/admin/{name}.js") for name in ("document", "fold", "findings")]
        findings = {"titles": reverse("admin:articles_article_title_of")}
        return config | {
            "js_modules": [*config["js_modules"], *own],
            "extensions": config["extensions"] | {"Fold": True, "Findings": findings},
        }


class BodyField(ProseEditorFormField):
    """A section body: comes out of `clean` as `body_from_editor` leaves it."""

    def __init__(self, **kwargs):
        kwargs.pop("max_length", None)
        kwargs["widget"] = BodyWidget
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
    body = HEAD_ROW.sub(_as_head, body)
    body = BODY_PART.sub(lambda part: f"<tbody>{_scoped(part[1], 'row')}</tbody>", body)
    body = body.replace("<tbody></tbody>", "")
    return EMPTY_END.sub("", body)


def _as_head(row):
    return f"<table>{row[1] or ''}<thead><tr>{_scoped(row[2], 'col')}</tr></thead><tbody>"


def _scoped(rows, scope):
    return re.sub(r"<th(?![a-z])(?![^>]*scope=)([^>]*)>", rf'<th\1 scope="{scope}">', rows)
