"""SVG to a drawing that is safe, readable in light and dark, and as small as it can be.

What isn't on the lists here is left out: scripts, styles, links, references, pictures within, foreign
elements. Nothing in the result points anywhere, not even within itself. Its style sheet is the site's own
(`drawing.css`), by whose classes a drawing gets colours that follow the reader's choice of light or dark.

A page shows it as an image, not as a part of the page: no browser runs a script in an image or loads what it
names, so cleaning isn't all that stands between a drawing and a reader; and text comes before pictures.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from PIL import ImageColor

from articles.content import DRAWING

from .contrast import LEAST_CONTRAST, contrast_on_page
from .new_picture import NewPicture, PictureRefused, file_of

MOST_BYTES, MOST_ELEMENTS, MOST_DEPTH = 500_000, 5_000, 40
STYLE = re.sub(r"\s*([{};:,])\s*", r"\1", (Path(__file__).parent / "drawing.css").read_text("utf-8").strip())
DARK = re.compile(r"@media \(prefers-color-scheme:dark\)\{(?:[^{}]+\{[^{}]*\})*\}")
COLOUR = re.compile(r"--([a-z-]+):([^;{}]+)")
NAMED_COLOUR = re.compile(r"var\(--([a-z-]+)\)")
CLASSES = set(re.findall(r"\.([a-z-]+)", STYLE))
SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
TEXTS = {"text", "tspan"}
# Left out without a word: what programs note for themselves, and what the figure's own texts say better.
SAYS_NOTHING = {"title", "desc", "metadata", "namedview"}
KEPT = {"g", *SHAPES, *TEXTS}
NUMBERS = {
    "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "width", "height", "points",
    "d", "transform", "font-size", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity",
    "stroke-opacity",
}  # fmt: skip
WORDS = {"text-anchor", "font-weight", "font-style", "stroke-linecap", "stroke-linejoin", "fill-rule"}
PAINTS = {"fill", "stroke"}
NUMBER_VALUE = re.compile(r"[-+.,\w\s()%]*", re.ASCII)
WORD_VALUE = re.compile(r"[a-z0-9-]*")
# "none" paints nothing; "currentColor" is the colour of ink, light or dark.
UNPAINTED, INK = "none", "currentColor"


def read_drawing(data: bytes) -> NewPicture:
    """The drawing in an SVG file. Raises PictureRefused for what isn't one, or is too large to draw."""
    root = _parse(data)
    reading = _Reading()
    width, height, box = _box(root)
    body = "".join(reading.children(root, 0, INK))
    if not body:
        raise PictureRefused("Nothing of the drawing could be kept: it has no shapes and no text.")
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{width}" height="{height}">'
        f"<style>{STYLE}</style>{body}</svg>"
    )
    return NewPicture(
        files=(file_of(svg.encode("utf-8"), DRAWING, width, height),),
        words=tuple(reading.words),
        faint=tuple(reading.faint),
        left_out=tuple(reading.left_out),
    )


def _parse(data: bytes) -> ElementTree.Element:
    if len(data) > MOST_BYTES:
        raise PictureRefused(f"The drawing has {len(data):,} bytes; at most {MOST_BYTES:,} are taken.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PictureRefused("The drawing isn't in UTF-8. Save it again as plain SVG.") from error
    # Entities that hold entities can fill any memory; a declaration of one has no use in a drawing.
    if "<!ENTITY" in text:
        raise PictureRefused("The drawing declares entities. Save it again as plain SVG.")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314
    except ElementTree.ParseError as error:
        raise PictureRefused(f"The drawing can't be read: {error}.") from error
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise PictureRefused(f"The drawing has more than {MOST_ELEMENTS:,} parts. Make it simpler.")
    return root


def _box(root: ElementTree.Element) -> tuple[int, int, str]:
    """Width and height in whole units, and the value of viewBox."""
    found = re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox", ""))
    if len(found) != 4:
        sides = [
            re.fullmatch(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*", root.get(name, "")) for name in ("width", "height")
        ]
        if not all(sides):
            raise PictureRefused("The drawing doesn't say how large it is. Give it a viewBox.")
        found = ["0", "0", *(side[1] for side in sides if side)]
    width, height = (round(float(side)) for side in found[2:])
    if not (0 < width <= 10_000 and 0 < height <= 10_000):
        raise PictureRefused("A drawing is at most 10,000 units wide and high.")
    return width, height, " ".join(found)


class _Reading:
    """Writes what is kept of each element, and notes what it says and what is left out."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.faint: dict[str, None] = {}
        self.left_out: dict[str, None] = {}

    def children(self, parent: ElementTree.Element, depth: int, paint: str) -> Iterator[str]:
        if depth > MOST_DEPTH:
            raise PictureRefused(f"The drawing is nested more than {MOST_DEPTH} deep. Make it simpler.")
        is_text = _name(parent) in TEXTS
        for element in parent:
            name = _name(element)
            if name in KEPT:
                yield self.element(name, element, depth, paint)
            elif name and name not in SAYS_NOTHING:
                self.left_out[f"<{name}>"] = None
            if is_text:
                yield escape(element.tail or "")

    def element(self, name: str, element: ElementTree.Element, depth: int, paint: str) -> str:
        attributes = dict(self.attributes(element))
        paint = attributes.get("fill", paint)
        inner = escape(element.text or "") if name in TEXTS else ""
        if name == "text":
            self.note_words(" ".join("".join(element.itertext()).split()), paint)
        inner += "".join(self.children(element, depth + 1, paint))
        if name == "g" and not inner:
            return ""
        written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
        return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"

    def attributes(self, element: ElementTree.Element) -> Iterator[tuple[str, str]]:
        """Those that are kept. What drawing programs write as a style is an attribute as well."""
        style = dict(re.findall(r"([\w-]+)\s*:\s*([^;]+)", element.get("style", "")))
        given = {name: value for name, value in element.attrib.items() if name != "style"} | style
        for name, value in given.items():
            value = " ".join(value.split())
            if name in PAINTS and (painted := _paint(value)):
                yield name, painted
            elif (name in NUMBERS and NUMBER_VALUE.fullmatch(value)) or (
                name in WORDS and WORD_VALUE.fullmatch(value)
            ):
                yield name, value
            elif name == "class" and (kept := [each for each in value.split() if each in CLASSES]):
                yield name, " ".join(kept)
            elif name.startswith(("on", "{http://www.w3.org/1999/xlink}")) or "url(" in value:
                self.left_out[f"{name.rpartition('}')[2]}=…"] = None

    def note_words(self, words: str, paint: str) -> None:
        if not words:
            return
        self.words.append(words)
        if paint not in {INK, UNPAINTED}:
            found = contrast_on_page(paint)
            if found < LEAST_CONTRAST:
                self.faint[f"{words} ({paint}, {found:.1f} to 1)"] = None


def _name(element: ElementTree.Element) -> str:
    """Without its namespace; "" for a comment, whose tag is a function."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _paint(value: str) -> str:
    """The colour as #rrggbb, "none" or "currentColor"; "" for what is none of these."""
    if value.casefold() in {"none", "transparent"}:
        return UNPAINTED
    # Pure black is what programs write for ink.
    if value.casefold() in {"currentcolor", "black", "#000", "#000000"}:
        return INK
    try:
        return "#{:02x}{:02x}{:02x}".format(*ImageColor.getrgb(value)[:3])
    except ValueError:
        return ""


def for_paper(drawing: str) -> str:
    """A kept drawing in its colours for light, written out for programs that know neither variables of CSS
    nor dark screens."""
    light = DARK.sub("", drawing)
    colours = dict(COLOUR.findall(light))
    return NAMED_COLOUR.sub(lambda found: colours.get(found[1], "currentColor"), light)
