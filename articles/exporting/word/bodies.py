"""The bodies of sections as blocks of a Word file."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import count
from urllib.parse import urljoin

from django.conf import settings
from selectolax.lexbor import LexborNode

from articles.content import (
    CITATION,
    FIGURE_PLACE,
    SURVEY_PLACE,
    ArticleContent,
    FigureContent,
    SurveyTableContent,
    cited_keys,
)
from articles.content.field_names import FIELD_NAMES
from articles.importing.pages.tree import attribute, body_of, children, is_text
from articles.rendering.figures import name_of_figure
from articles.rendering.surveys import name_of
from articles.text.cleaning import clean_html
from articles.text.white_space import compact

from .blocks import Block, Paragraph, Run, Table
from .pictures import word_picture
from .tables import in_lines, plain_table, table_rows

TOKEN = re.compile(f"{CITATION.pattern}|{SURVEY_PLACE.pattern}|{FIGURE_PLACE.pattern}")
MARKS = {"strong", "em", "sub", "sup"}
PART = {"p", "ul", "ol", "blockquote", "h4", "table"}
PARTS = {"thead", "tbody"}
# What stands below a survey table, in this order.
TOLD_OF_TABLES = ("question", "population", "country", "sample_size", "fielded", "mode", "weighting", "note")
NONE: frozenset[str] = frozenset()


class Bodies:
    """Writes bodies of one content. `numbers` are those of its sources, by their keys."""

    def __init__(self, content: ArticleContent, numbers: Mapping[str, int], series: "count[int]"):
        self.numbers, self._series = numbers, series
        self.tables = {table.key: table for table in content.survey_tables}
        self.figures = {figure.key: figure for figure in content.figures}
        self._to_place = {f"[survey:{key}]" for key in self.tables} | {
            f"[figure:{key}]" for key in self.figures
        }
        self._placed_already: set[str] = set()

    def blocks(self, body: str) -> list[Block]:
        return list(self._flow(body_of(compact(clean_html(body)))))

    def words(self, text: str, marks: frozenset[str] = NONE, link: str = "") -> tuple[Run, ...]:
        """Plain text with its tokens as they are shown."""
        runs, place = [], 0
        for token in TOKEN.finditer(text):
            runs += [Run(text[place : token.start()], marks, link), *self._token(token, marks)]
            place = token.end()
        return tuple(run for run in [*runs, Run(text[place:], marks, link)] if run.text)

    def _token(self, token: re.Match, marks: frozenset[str]) -> Iterator[Run]:
        if token[2] in self.tables:
            yield Run(name_of(self.tables[token[2]]), marks)
        elif token[3] in self.figures:
            yield Run(name_of_figure(self.figures[token[3]]), marks)
        elif not token[1]:
            yield Run(token[0], marks)
        for key in cited_keys(token[0]):
            number = self.numbers.get(key)
            yield (
                Run(f"[{number}]", marks | {"sup"}, f"#source-{number}")
                if number
                else Run(f"[@{key}]", marks)
            )

    def _flow(self, node: LexborNode, style: str = "", depth: int = 0) -> Iterator[Block]:
        """What is in an element; a list directly in it stands `depth` deep."""
        run: list[Run] = []
        for child in children(node):
            if child.tag not in PART:
                run += self._inline(child, NONE, "")
                continue
            if run:
                yield Paragraph(tuple(run), style)
                run = []
            yield from self._block(child, style, depth)
        if run:
            yield Paragraph(tuple(run), style)

    def _block(self, node: LexborNode, style: str, depth: int) -> Iterator[Block]:
        if node.tag in ("ul", "ol"):
            yield from self._list(node, depth)
        elif node.tag == "blockquote":
            yield from self._flow(node, "Quote")
        elif node.tag == "table":
            yield from self._table(node)
        elif node.tag == "h4":
            yield Paragraph(self.line(node), "Heading3")
        elif token := TOKEN.fullmatch(unescape(node.text()).strip()):
            yield from self._placed(token, node, style)
        else:
            yield Paragraph(self.line(node), style)

    def _placed(self, token: re.Match, node: LexborNode, style: str) -> Iterator[Block]:
        """A survey table or a figure at its first place, its name at any other."""
        if token[0] in self._placed_already or token[0] not in self._to_place:
            yield Paragraph(self.line(node), style)
            return
        self._placed_already.add(token[0])
        if token[2]:
            yield from self._survey(self.tables[token[2]])
        else:
            yield from self._figure(self.figures[token[3]])

    def line(self, node: LexborNode) -> tuple[Run, ...]:
        """The words of an element."""
        return tuple(run for child in children(node) for run in self._inline(child, NONE, ""))

    def _inline(self, node: LexborNode, marks: frozenset[str], link: str) -> Iterator[Run]:
        if is_text(node):
            yield from self.words(node.text(deep=False), marks, link)
            return
        if node.tag == "br":
            yield Run("\n", marks, link)
        marks = marks | {node.tag} if node.tag in MARKS else marks
        link = urljoin(settings.SITE_URL, attribute(node, "href")) if node.tag == "a" else link
        for child in children(node):
            yield from self._inline(child, marks, link)

    def _list(self, node: LexborNode, depth: int) -> Iterator[Block]:
        kind = "number" if node.tag == "ol" else "bullet"
        series, start = next(self._series), int(attribute(node, "start") or "1")
        for item in node.iter():
            is_first = True
            for block in self._flow(item, depth=depth + 1):
                if isinstance(block, Paragraph) and not block.item and is_first and not block.style:
                    block = Paragraph(block.runs, "", kind, depth, series, start)
                    is_first = False
                yield block

    def _table(self, node: LexborNode) -> Iterator[Block]:
        caption = node.css_first("caption")
        if caption is not None:
            yield Paragraph(self.line(caption), "Caption")
        trs = [row for part in node.iter() for row in (part.iter() if part.tag in PARTS else [part])]
        if rows := table_rows([row for row in trs if row.tag == "tr"], self._in_cell):
            yield Table(rows)

    def _in_cell(self, cell: LexborNode) -> tuple[Paragraph, ...]:
        blocks = [each for block in self._flow(cell) for each in in_lines(block)]
        return tuple(blocks) or (Paragraph(),)

    def _survey(self, table: SurveyTableContent) -> Iterator[Block]:
        yield Paragraph((Run(name_of(table)),), "Caption")
        if table.headline:
            yield Paragraph((Run(table.headline, frozenset({"strong"})),))
        head = [table.label_heading, *(column.heading for column in table.columns)]
        body = [[f"{row.label} ({row.base})" if row.base else row.label, *row.values] for row in table.rows]
        width = max(map(len, [head, *body]))
        rows = [[*cells, *[""] * (width - len(cells))] for cells in [head, *body]]
        yield plain_table(rows, self.words)
        for name in TOLD_OF_TABLES:
            if told := getattr(table, name) or getattr(table, f"{name}_note", ""):
                yield Paragraph(self.words(f"{str(FIELD_NAMES[name]).capitalize()}: {told}"), "Note")
        if table.source:
            yield Paragraph(self.words(f"Source: [@{table.source}]"), "Note")

    def _figure(self, figure: FigureContent) -> Iterator[Block]:
        if picture := word_picture(figure):
            yield Paragraph(style="Picture", picture=picture)
        if figure.caption:
            yield Paragraph(self.words(figure.caption), "Caption")
        for line in filter(None, map(str.strip, figure.description.splitlines())):
            yield Paragraph(self.words(line), "Note")
