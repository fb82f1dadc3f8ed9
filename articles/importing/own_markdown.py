"""Markdown as this site writes it (`articles/exporting/markdown.py`): the article comes back as it was.

The fields before the text are those of ArticleContent, with its sources as `references` in CSL-JSON, where
Pandoc looks for them. Headings of level 1 and 2 begin sections of level 2, those of level 3 sections of
level 3, and say in `{purpose=risks}` what they are for. Citations and places are the tokens of bodies.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from articles.content import ContentError, encode
from articles.content.letters import composed
from articles.text.cleaning import clean_html
from articles.text.white_space import compact

from .csl import source_record
from .json_articles import whole_article
from .records import Fields, RecordError
from .texts import BadRecord, ImportedText

FACTS = re.compile(r"(?:^|(?<=\s))\{([a-z]+=[a-z-]+(?: [a-z]+=[a-z-]+)*)\}$")
ANY_TAG = re.compile(r"<[^<>]*>")
CAPTION = ": "


def is_own(fields: dict[str, Any]) -> bool:
    """Whether the fields before a text are those of an article of such a site."""
    return "schema" in fields and "slug" in fields


def read_own(place: str, fields: dict[str, Any], text: str) -> ImportedText | BadRecord:
    """The article of a text and the fields before it; what isn't as it should be is named."""
    try:
        references = Fields(fields).objects("references")
        sources = [encode(source_record(each).source) for each in references]
        value = {name: each for name, each in fields.items() if name != "references"}
        return whole_article(place, {**value, "sources": sources, "sections": list(_sections(text))})
    except (RecordError, ContentError) as error:
        return BadRecord(place, str(error))


def body_html(text: str) -> str:
    """The body that a piece of Markdown stands for, without white space that nobody sees."""
    reader = _reader()
    env: dict[str, Any] = {}
    return _body(reader.parse(text, env), env)


def _sections(text: str) -> Iterator[dict[str, object]]:
    reader = _reader()
    env: dict[str, Any] = {}
    tokens = reader.parse(composed(text), env)
    starts = [i for i, token in enumerate(tokens) if _begins_section(token)]
    if before := _body(tokens[: starts[0] if starts else None], env):
        yield {"body": before}
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        level = 3 if tokens[start].tag == "h3" else 2
        body = _body(tokens[start + 3 : end], env)
        yield {**_heading(tokens[start + 1].content), "level": level, "body": body}


def _begins_section(token: Token) -> bool:
    return token.type == "heading_open" and token.level == 0 and token.tag in ("h1", "h2", "h3")


def _heading(written: str) -> dict[str, object]:
    facts = FACTS.search(written)
    words = written[: facts.start()] if facts else written
    named = dict(each.split("=") for each in facts[1].split()) if facts else {}
    return {**named, "heading": unescape(ANY_TAG.sub("", _reader().renderInline(words.strip())))}


def _body(tokens: Sequence[Token], env: dict[str, Any]) -> str:
    reader = _reader()
    return compact(clean_html(reader.renderer.render(list(_captioned(tokens)), reader.options, env)))


def _captioned(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens, with a paragraph ": How long it takes" under a table as its caption, and headings as a body
    has them."""
    tables: list[int] = []
    made: list[Token] = []
    skip = 0
    for i, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        if token.type == "table_open":
            tables.append(len(made))
        is_under_table = i > 0 and tokens[i - 1].type == "table_close" and token.type == "paragraph_open"
        if is_under_table and tokens[i + 1].content.startswith(CAPTION):
            words = _reader().renderInline(tokens[i + 1].content[len(CAPTION) :])
            made.insert(tables[-1] + 1, _raw(f"<caption>{words}</caption>"))
            skip = 2
            continue
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h4"
        made.append(token)
    yield from made


def _raw(html: str) -> Token:
    return Token("html_block", "", 0, content=html)


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    reader.add_render_rule("th_open", lambda *given: '<th scope="col">')
    reader.add_render_rule("td_open", lambda *given: "<td>")
    return reader
