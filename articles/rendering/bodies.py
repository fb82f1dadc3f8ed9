"""Turns the body of a section into what readers see: citations, tables, figures and terms drawn in."""

import re
from collections import Counter
from collections.abc import Iterable
from html import escape, unescape

from django.utils.translation import gettext as _

from articles.content import (
    CITATION,
    FIGURE_PLACE,
    SURVEY_PLACE,
    FigureContent,
    SurveyTableContent,
    cited_keys,
)
from articles.text.cleaning import clean_html

from .citations import Citations
from .figures import figure_anchor, figure_html, name_of_figure
from .surveys import name_of, scrolling, survey_anchor, survey_figure
from .terms import TermFinder

# Cleaned HTML is well formed: tags and, between them, text in which &, < and > are entities.
TAG = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')
# The spaces before a citation go with it, from the first on.
TOKEN = re.compile(
    rf"(?:(?<![ \u00a0])[ \u00a0]++)?{CITATION.pattern}|{SURVEY_PLACE.pattern}|{FIGURE_PLACE.pattern}"
)
BLANK = r"(?:\s|&nbsp;|<br>)*"
ALONE = re.compile(rf"<p>{BLANK}(?:{SURVEY_PLACE.pattern}|{FIGURE_PLACE.pattern}){BLANK}</p>")
# Terms are not marked in these: they have their own links, or a link would disturb.
NO_TERMS = {"a", "h3", "h4", "th", "caption"}


class BodyRenderer:
    """Draws the bodies of one page, one after the other, since citations and tables count over the page."""

    def __init__(
        self,
        citations: Citations,
        tables: Iterable[SurveyTableContent],
        figures: Iterable[FigureContent],
        finder: TermFinder,
    ):
        self.citations = citations
        self.tables = {table.key: table for table in tables}
        self.figures = {figure.key: figure for figure in figures}
        self.finder = finder
        self.drawn: list[str] = []
        self.drawn_figures: list[str] = []
        self.body_tables = 0
        self.missing_tables: list[str] = []
        self.missing_figures: list[str] = []
        self.used_terms: dict[str, None] = {}

    def render(self, body: str, heading_level: int) -> str:
        """The HTML of a body. Its own headings come one level below `heading_level`."""
        section = _SectionRenderer(self, heading_level + 1)
        cleaned, html, place = clean_html(body), [], 0
        for alone in ALONE.finditer(cleaned):
            placed = self.table(alone[1]) if alone[1] else self.figure(alone[2])
            html += [section.render(cleaned[place : alone.start()]), placed]
            place = alone.end()
        html.append(section.render(cleaned[place:]))
        html += [self.table(key) for key in section.waiting if key not in self.drawn]
        html += [self.figure(key) for key in section.waiting_figures if key not in self.drawn_figures]
        return "".join(html)

    def table(self, key: str) -> str:
        """The figure of a table at its first place, a link to it at any other."""
        if key not in self.tables or key in self.drawn:
            return f"<p>{self.table_link(key)}</p>"
        self.drawn.append(key)
        return survey_figure(self.tables[key], self.citations)

    def table_link(self, key: str) -> str:
        if key not in self.tables:
            self.missing_tables.append(key)
            return _("<mark>missing survey table: %(key)s</mark>") % {"key": escape(key)}
        return f'<a href="#{survey_anchor(key)}">{escape(name_of(self.tables[key]), quote=False)}</a>'

    def figure(self, key: str) -> str:
        """The picture at its first place, a link to it at any other."""
        if key not in self.figures or key in self.drawn_figures:
            return f"<p>{self.figure_link(key)}</p>"
        self.drawn_figures.append(key)
        return figure_html(self.figures[key], self.citations)

    def figure_link(self, key: str) -> str:
        if key not in self.figures:
            self.missing_figures.append(key)
            return _("<mark>missing figure: %(key)s</mark>") % {"key": escape(key)}
        name = escape(name_of_figure(self.figures[key]), quote=False)
        return f'<a href="#{figure_anchor(key)}">{name}</a>'


class _SectionRenderer:
    """Walks through the tags and texts of one section. `waiting` and `waiting_figures` hold what is named
    inside a sentence."""

    def __init__(self, page: BodyRenderer, heading_level: int):
        self.page = page
        self.heading = f"h{heading_level}"
        self.open: Counter[str] = Counter()
        self.quiet = 0
        self.marked: set[str] = set()
        self.waiting: list[str] = []
        self.waiting_figures: list[str] = []
        self.after_link: list[str] = []

    def render(self, html: str) -> str:
        parts = TAG.split(html)
        return "".join(self._tag(part) if i % 2 else self._text(part) for i, part in enumerate(parts) if part)

    def _tag(self, tag: str) -> str:
        closing = tag.startswith("</")
        name = re.split(r"\W+", tag, maxsplit=2)[1]
        self.open[name] += -1 if closing else 1
        if name in NO_TERMS:
            self.quiet += -1 if closing else 1
        if name == "a" and closing:
            return tag + self._links_that_waited()
        if name == "table":
            return self._table_tag(tag, closing)
        return tag.replace("h4", self.heading, 1) if name == "h4" else tag

    def _table_tag(self, tag: str, closing: bool) -> str:
        if self.open["table"] > (0 if closing else 1):
            return tag
        self.page.body_tables += not closing
        before, after = scrolling(_("Table %(number)s") % {"number": self.page.body_tables})
        return tag + after if closing else before + tag

    def _links_that_waited(self) -> str:
        links, self.after_link = self.after_link, []
        return "".join(links)

    def _text(self, text: str) -> str:
        text = unescape(text)
        html, place = [], 0
        for token in TOKEN.finditer(text):
            html += [self._words(text[place : token.start()]), self._token(token)]
            place = token.end()
        return "".join([*html, self._words(text[place:])])

    def _token(self, token: re.Match) -> str:
        if token[1]:
            html = self.page.citations.cite(cited_keys(token[0]))
        else:
            html = self._named_table(token[2]) if token[2] else self._named_figure(token[3])
        if not self.open["a"]:
            return html
        # A link can't stand in a link.
        self.after_link.append(html)
        return ""

    def _named_table(self, key: str) -> str:
        self.waiting += [key] if key in self.page.tables else []
        return self.page.table_link(key)

    def _named_figure(self, key: str) -> str:
        self.waiting_figures += [key] if key in self.page.figures else []
        return self.page.figure_link(key)

    def _words(self, text: str) -> str:
        if self.quiet:
            return _escape(text)
        html, place = [], 0
        for start, end, slug in self.page.finder.find(text):
            if slug in self.marked:
                continue
            self.marked.add(slug)
            self.page.used_terms[slug] = None
            link = f'<a class="term" href="#term-{escape(slug)}">{_escape(text[start:end])}</a>'
            html += [_escape(text[place:start]), link]
            place = end
        return "".join([*html, _escape(text[place:])])


def _escape(text: str) -> str:
    return escape(text, quote=False)
