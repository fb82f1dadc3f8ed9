"""Markdown with front matter, footnotes, tables and the HTML that people put into it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, BinaryIO

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from articles.importing.own_markdown import is_own, read_own
from articles.importing.texts import BadRecord, ImportedText
from cancerinfo.web.addresses import is_web_address

from .content import read_page
from .front_matter import front_matter, line, texts
from .main_text import main_text
from .page import Dropped, Page, PageRefused, bytes_of_page, refuse_too_many, why_refused
from .tree import body_of

SPLIT = re.compile(r"[,;]")
# ": How long it takes" under a table is its caption, as in Pandoc; so is "Table: How long it takes".
TABLE_WITH_CAPTION = re.compile(
    r"(<table>)((?:(?!<table>).)*?</table>)\s*<p>(?:: |Table: )(.*?)</p>", re.DOTALL
)
SHORTCODE = re.compile(
    r"\{\{[<%].{0,500}?[%>]\}\}|\{%.{0,500}?%\}|\{\{[^{}\n]{0,200}\}\}"
    r"|^(?:import|export) [^\n]+ from ['\"][^\n]*$",
    re.DOTALL | re.MULTILINE,
)
# "> [!WARNING]" of GitHub, "- [ ]" before a task, "[[Page|words]]" and "![[picture.png]]" of a wiki.
ALERT = re.compile(
    r"^(>[ \t]*)\[!(note|tip|important|warning|caution)\][ \t]*$", re.IGNORECASE | re.MULTILINE
)
TASK = re.compile(r"^([ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+)\[[ xX]\][ \t]+", re.MULTILINE)
WIKI_PICTURE = re.compile(r"!\[\[([^\[\]|\n]{1,200})(?:\|[^\[\]\n]*)?\]\]")
WIKI_LINK = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]")
ATTRIBUTES = re.compile(r"(?<![ \t])[ \t]*\{[:#.][^{}\n]{0,200}\}[ \t]*$", re.MULTILINE)
# Where programs put a table of contents.
CONTENTS = re.compile(r"^[*+-] TOC[ \t]*\n\{:toc[^{}\n]*\}[ \t]*$|^\[\[?_?TOC_?\]\]?[ \t]*$", re.MULTILINE)
NOTICE = re.compile(r"^(:{3,}|!!!)[^\n]*$", re.MULTILINE)
KNOWN = {
    "title", "author", "authors", "date", "lastmod", "updated", "tags", "keywords", "category",
    "categories", "aliases", "redirect_from", "description", "summary", "excerpt", "lang", "language",
    "locale", "draft", "published", "layout", "slug", "permalink", "url", "canonical", "audience",
    "reviewer", "reviewed_by", "weight", "type", "kind",
}  # fmt: skip


def read_markdown(
    place: str, stream: BinaryIO, files: Mapping[str, bytes] | None = None
) -> Iterator[ImportedText | BadRecord]:
    """The text of a Markdown file in UTF-8; `files` holds the pictures beside it, by their addresses."""
    try:
        text = with_line_feeds(bytes_of_page(stream).decode("utf-8-sig"))
        fields, rest = front_matter(text)
        if is_own(fields):
            yield read_own(place, fields, rest)
            return
        yield read_page(place, replace(markdown_page(text), files={} if files is None else files))
    except UnicodeDecodeError:
        yield BadRecord(place, "This is text in another encoding than UTF-8. Save it in UTF-8.")
    except (PageRefused, RecursionError) as error:
        yield BadRecord(place, why_refused(error, "Its lists nest too deeply."))


def markdown_page(text: str) -> Page:
    """The page in a Markdown text."""
    refuse_too_many(text.count("\n") + 1, "lines")
    fields, text = front_matter(with_line_feeds(text))
    left_out = [Dropped("shortcode", found[:80]) for found in SHORTCODE.findall(text)]
    text = NOTICE.sub("", ATTRIBUTES.sub("", CONTENTS.sub("", SHORTCODE.sub("", text))))
    text = TASK.sub(r"\1", ALERT.sub(lambda found: f"{found[1]}**{found[2].capitalize()}**\n>", text))
    text = WIKI_LINK.sub(lambda found: found[2] or found[1], WIKI_PICTURE.sub(r"![](<\1>)", text))
    html, notes = _html(text)
    main, furniture = main_text(body_of(html))
    address = line(fields, "canonical", "url", "permalink")
    return Page(
        title=line(fields, "title"),
        html=main.inner_html or "",
        address=address if is_web_address(address) else "",
        old_addresses=tuple(
            filter(
                None, (*texts(fields, "aliases", "redirect_from"), "" if is_web_address(address) else address)
            )
        ),
        language=line(fields, "lang", "language", "locale"),
        category=next(iter(texts(fields, "category", "categories")), ""),
        tags=_listed(fields, "tags", "keywords"),
        labels=(line(fields, "audience"), line(fields, "kind", "type"), line(fields, "description")),
        author=line(fields, "author", "authors"),
        reviewer=line(fields, "reviewer", "reviewed_by"),
        published=line(fields, "date", "published"),
        updated=line(fields, "lastmod", "updated"),
        summary=line(fields, "description", "summary", "excerpt"),
        notes=notes,
        dropped=(
            *left_out,
            *furniture,
            *(Dropped(f"field “{name}”") for name in fields if name not in KNOWN),
        ),
    )


def with_line_feeds(text: str) -> str:
    """`text` with one sign at the end of each line, whatever program wrote it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _listed(fields: dict[str, Any], *names: str) -> tuple[str, ...]:
    """Tags, also those that somebody wrote on one line with commas."""
    parts = (part.strip() for text in texts(fields, *names) for part in SPLIT.split(text))
    return tuple(filter(None, parts))


def _html(text: str) -> tuple[str, dict[str, str]]:
    """The HTML of a text with the marks of its footnotes, and the footnotes by the names in the marks."""
    env: dict[str, Any] = {}
    reader = _reader()
    tokens = reader.parse(text, env)
    notes, kept = _without_notes(reader, tokens, env)
    html = reader.renderer.render(kept, reader.options, env)
    return TABLE_WITH_CAPTION.sub(r"\1<caption>\3</caption>\2", html), notes


def _without_notes(
    reader: MarkdownIt, tokens: Sequence[Token], env: dict[str, Any]
) -> tuple[dict[str, str], list[Token]]:
    notes: dict[str, str] = {}
    kept: list[Token] = []
    note: list[Token] | None = None
    for token in tokens:
        if token.type == "footnote_open":
            note = []
        elif token.type == "footnote_close":
            notes[f"note-{token.meta['id'] if token.meta else len(notes)}"] = reader.renderer.render(
                note or [], reader.options, env
            )
            note = None
        elif note is not None:
            if token.type != "footnote_anchor":
                note.append(token)
        elif token.type not in ("footnote_block_open", "footnote_block_close"):
            kept.append(token)
    return notes, kept


def _mark(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return f'<sup data-note="note-{tokens[index].meta["id"]}"></sup>'


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    reader.use(footnote_plugin).use(deflist_plugin)
    reader.add_render_rule("footnote_ref", _mark)
    reader.add_render_rule("footnote_anchor", lambda *given: "")
    return reader
