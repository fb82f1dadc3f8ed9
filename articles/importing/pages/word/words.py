"""The words of a Word paragraph as HTML: marks, links, fields, notes, pictures, and what was tracked or
hidden."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from xml.etree.ElementTree import Element

from articles.content import SourceContent
from articles.importing.pages.page import Dropped

from .cited import BIBLIOGRAPHY, cited_works
from .package import Package, Relation, child, children, is_on, local, value
from .styles import Style, Styles, merged

DELETED = {"del", "moveFrom"}
ACCEPTED = {"ins", "moveTo"}
# They only hold others.
AROUND = {
    "smartTag",
    "customXml",
    "sdt",
    "sdtContent",
    "bdo",
    "dir",
    "fldSimple",
    "Choice",
    "AlternateContent",
    "rubyBase",
    "ruby",
}
ADDRESS = re.compile(r'\s*HYPERLINK\s+"([^"]+)"|\s*HYPERLINK\s+([^\s\\"]+)', re.IGNORECASE)
# Fields whose words are made by the page, and say nothing to readers.
MADE = re.compile(
    r"\s*(?:TOC|PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|INDEX|XE|TC|SEQ\s+\S+\s+\\h|FILENAME|SAVEDATE"
    r"|PRINTDATE)\b",
    re.I,
)
# Characters of the font "Symbol" that medical texts have, by their codes in it.
SYMBOLS = {
    "B0": "°", "B1": "±", "B3": "≥", "A3": "≤", "B4": "×", "6D": "μ", "61": "α", "62": "β", "67": "γ", "64":
    "δ", "44": "Δ", "AE": "→", "AD": "↑", "AF": "↓", "B7": "•", "A5": "∞", "BB": "≈", "B9": "≠", "70": "π",
    "73": "σ",
}  # fmt: skip


@dataclass
class Found:
    """What the words of a file brought along: pictures, what was left out, what an editor has to know."""

    files: dict[str, bytes] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    sources: dict[str, SourceContent] = field(default_factory=dict)
    tracked: int = 0

    def drop(self, what: str, words: str):
        if words.strip():
            self.dropped.append(Dropped(what, " ".join(words.split())[:80]))


@dataclass
class _Field:
    instruction: str = ""
    has_result: bool = False
    is_cited: bool = False


class Words:
    """Writes the words of paragraphs of one part. `boxes` collects the text boxes that hang on a
    paragraph."""

    def __init__(self, package: Package, part: str, styles: Styles, found: Found):
        self.package, self.styles, self.found = package, styles, found
        self.is_text = part == package.document
        self.relations: dict[str, Relation] = package.relations(part)
        self.boxes: list[Element] = []
        self.fields: list[_Field] = []

    def html(self, paragraph: Element, style: Style) -> str:
        """The words of a paragraph; a field may go on in the next one."""
        return "".join(self._parts(paragraph, style))

    @property
    def is_in_contents(self) -> bool:
        return any(re.match(r"\s*TOC\b", each.instruction, re.I) for each in self.fields)

    def _parts(self, element: Element, style: Style) -> Iterator[str]:
        for each in element:
            name = local(each.tag)
            if name == "r":
                yield from self._run(each, style)
            elif name in DELETED:
                self.found.tracked += 1
                if name == "del":
                    self.found.drop("deleted text", _plain(each))
            elif name in ACCEPTED:
                self.found.tracked += 1
                yield from self._parts(each, style)
            elif name == "hyperlink":
                yield self._link(self._target(value(each, "id")), "".join(self._parts(each, style)))
            elif name == "fldSimple":
                yield self._of_field(value(each, "instr"), "".join(self._parts(each, style)))
            elif name == "sdt" and child(each, "sdtPr", "showingPlcHdr") is not None:
                self.found.drop("placeholder", _plain(each))
            elif name in AROUND:
                yield from self._parts(each, style)
            elif name in ("oMath", "oMathPara"):
                yield escape(_plain(each))

    def _run(self, run: Element, paragraph: Style) -> Iterator[str]:
        properties = child(run, "rPr")
        named = self.styles.style(value(child(properties, "rStyle")))
        style = merged(named, None, properties)
        if (style.hidden if style.hidden is not None else paragraph.hidden) and child(run, "fldChar") is None:
            self.found.drop("hidden text", _plain(run))
            return
        if style.struck if style.struck is not None else paragraph.struck:
            self.found.drop("struck-out or deleted text", _plain(run))
            return
        html = "".join(self._pieces(run))
        if not html or self._is_silent():
            return
        bold = style.bold if style.bold is not None else paragraph.bold and not paragraph.level
        italic = style.italic if style.italic is not None else paragraph.italic and not paragraph.level
        raised = {"superscript": "sup", "subscript": "sub"}.get(style.raised, "")
        for tag in ("em" if italic else "", "strong" if bold else "", raised):
            html = f"<{tag}>{html}</{tag}>" if tag and "data-note" not in html else html
        yield self._in_field(html)

    def _pieces(self, run: Element) -> Iterator[str]:
        for each in run:
            name = local(each.tag)
            if name == "t":
                yield escape(each.text or "")
            elif name in ("tab", "ptab"):
                yield " "
            elif name in ("br", "cr"):
                yield "" if value(each, "type") in ("page", "column") else "<br>"
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "sym":
                yield SYMBOLS.get(value(each, "char").upper()[-2:], "")
            elif name in ("footnoteReference", "endnoteReference"):
                yield f'<sup data-note="{name[:-9]}-{escape(value(each, "id"))}"></sup>'
            elif name == "fldChar":
                self._turn(value(each, "fldCharType"))
            elif name == "instrText" and self.fields:
                self.fields[-1].instruction += each.text or ""
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                yield from self._drawn(each)
            elif name == "ruby":
                yield from self._parts(each, Style())

    def _turn(self, kind: str):
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].has_result = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _is_silent(self) -> bool:
        """Whether a field is open that is still being told, or whose words the page makes."""
        return any(not each.has_result or MADE.match(each.instruction) for each in self.fields)

    def _in_field(self, html: str) -> str:
        for each in reversed(self.fields):
            if (works := self._works(each)) and not each.is_cited:
                html, each.is_cited = self._cited(works), True
            else:
                html = "" if works else self._of_field(each.instruction, html)
        return html

    def _works(self, each: _Field) -> tuple[SourceContent, ...]:
        """What a field of the text cites. A note that cites is a reference itself."""
        return cited_works(each.instruction) if self.is_text else ()

    def _cited(self, works: tuple[SourceContent, ...]) -> str:
        marks = []
        for work in works:
            name = f"work-{len(self.found.sources) + 1}"
            self.found.sources[name] = work
            marks.append(f'<sup data-note="{name}"></sup>')
        return "".join(marks)

    def _of_field(self, instruction: str, html: str) -> str:
        if MADE.match(instruction) or BIBLIOGRAPHY.match(instruction):
            return ""
        found = ADDRESS.match(instruction)
        return self._link(found[1] or found[2], html) if found else html

    def _link(self, address: str, html: str) -> str:
        return f'<a href="{escape(address)}">{html}</a>' if address and "<a " not in html else html

    def _target(self, key: str) -> str:
        relation = self.relations.get(key)
        return relation.target if relation and relation.is_outside else ""

    def _drawn(self, element: Element) -> Iterator[str]:
        """Pictures and text boxes; of two ways to write the same one the newer."""
        name = local(element.tag)
        if name == "AlternateContent":
            chosen = child(element, "Choice")
            chosen = chosen if chosen is not None else child(element, "Fallback")
            for each in chosen if chosen is not None else ():
                yield from self._drawn(each)
            return
        self.boxes += [each for each in element.iter() if local(each.tag) == "txbxContent"]
        inside = {id(each) for box in self.boxes for each in box.iter()}
        about = next((each for each in element.iter() if local(each.tag) == "docPr"), None)
        words = value(about, "descr") or next(
            (value(each, "alt") for each in element.iter() if local(each.tag) == "shape"), ""
        )
        decorative = any(
            local(each.tag) == "decorative" and value(each) in ("1", "true") for each in element.iter()
        )
        pictures = [
            each
            for each in element.iter()
            if local(each.tag) in ("blip", "imagedata") and id(each) not in inside
        ]
        for picture in pictures:
            yield self._picture(
                value(picture, "embed") or value(picture, "link") or value(picture, "id"), words, decorative
            )
        if not pictures and not self.boxes:
            kind = "A chart or diagram" if name == "drawing" else "An embedded object"
            self.found.says.append(
                f"{kind} isn't taken over{f': “{words}”' if words else ''}. Save it as a picture."
            )

    def _picture(self, key: str, words: str, decorative: bool) -> str:
        relation = self.relations.get(key)
        if relation is None:
            return ""
        if not relation.is_outside and (data := self.package.bytes(relation.target)):
            self.found.files[relation.target] = data
        role = ' role="presentation"' if decorative else ""
        return f'<img src="{escape(relation.target)}" alt="{escape(words)}"{role}>'


def _plain(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter() if local(each.tag) in ("t", "delText"))


def is_mark_deleted(paragraph: Element) -> bool:
    """Whether the end of a paragraph was deleted, so that the next one goes on in it."""
    properties = child(paragraph, "pPr", "rPr")
    return (
        any(True for _ in children(properties, "del", "moveFrom")) or is_on(properties, "specVanish") is True
    )
