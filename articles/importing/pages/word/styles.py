"""The styles and lists of a Word file, as far as they tell what a paragraph is."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .package import Package, child, children, is_on, value

# Word's own names are English in every language of Word; people name theirs as they like.
HEADING = re.compile(
    r"(?:.*[\s_-])?(?:heading|head|headline|überschrift|titre|título|titulo|encabezado|rubrik|kop|titolo|nagłówek)"
    r"[\s_-]*(\d)?(?:[\s_-].*)?",
    re.IGNORECASE,
)
CONTENTS = re.compile(r"toc(?: heading)?(?: ?\d)?|contents heading|table of figures", re.IGNORECASE)
MAX_DEPTH = 20


@dataclass(frozen=True)
class Style:
    """`level` is that of a heading, 0 for none. Sizes are in half points."""

    name: str = ""
    level: int = 0
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    size: int = 0
    raised: str = ""
    list_id: str = ""
    list_depth: int = 0
    is_centred: bool = False

    @property
    def is_contents(self) -> bool:
        return bool(CONTENTS.fullmatch(self.name))


@dataclass
class Styles:
    """Styles by their ids, with what they take over from those that they are based on."""

    package: Package
    by_id: dict[str, Style] = field(default_factory=dict)
    default_size: int = 22
    language: str = ""

    def __post_init__(self):
        root = self.package.beside("styles")
        defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        self.default_size = _number(value(child(defaults, "sz"))) or 22
        self.language = value(child(defaults, "lang"))
        rows = {value(row, "styleId"): row for row in children(root, "style")}
        for key in rows:
            self._read(key, rows, 0)
        normal = next(
            (
                key
                for key, row in rows.items()
                if value(row, "default") == "1" and value(row, "type") == "paragraph"
            ),
            "",
        )
        self.default_size = self.by_id[normal].size or self.default_size if normal else self.default_size

    def style(self, key: str) -> Style:
        return self.by_id.get(key, Style(name=key))

    def _read(self, key: str, rows: dict[str, Element], depth: int) -> Style:
        if key in self.by_id or key not in rows or depth > MAX_DEPTH:
            return self.by_id.get(key, Style())
        row = rows[key]
        base = self._read(value(child(row, "basedOn")), rows, depth + 1)
        name = value(child(row, "name"))
        self.by_id[key] = merged(base, child(row, "pPr"), child(row, "rPr"), name)
        return self.by_id[key]


def merged(base: Style, paragraph: Element | None, run: Element | None, name: str = "") -> Style:
    """A style with what properties of a paragraph and of its words say over it."""
    outline = child(paragraph, "outlineLvl")
    level = _number(value(outline)) + 1 if outline is not None else base.level
    if name and (found := HEADING.fullmatch(name)):
        level = int(found[1] or level or 1)
    numbering = child(paragraph, "numPr")
    said = {
        each: base_value if (now := is_on(run, word)) is None else now
        for each, word, base_value in (
            ("bold", "b", base.bold),
            ("italic", "i", base.italic),
            ("hidden", "vanish", base.hidden),
            ("struck", "strike", base.struck),
        )
    }
    if is_on(run, "dstrike"):
        said["struck"] = True
    return Style(
        name=name or base.name,
        level=level if level <= 9 else 0,
        size=_number(value(child(run, "sz"))) or base.size,
        raised=value(child(run, "vertAlign")) or base.raised,
        list_id=value(child(numbering, "numId")) if numbering is not None else base.list_id,
        list_depth=_number(value(child(numbering, "ilvl"))) if numbering is not None else base.list_depth,
        is_centred=value(child(paragraph, "jc")) == "center" or base.is_centred,
        **said,
    )


class Lists:
    """Which lists count, and from what number."""

    def __init__(self, package: Package):
        root = package.beside("numbering")
        shapes = {value(each, "abstractNumId"): each for each in children(root, "abstractNum")}
        # A shape may be that of a style of lists, which stands in another one.
        styled = {name: each for each in shapes.values() if (name := value(child(each, "styleLink")))}
        self._levels: dict[tuple[str, int], tuple[str, int]] = {}
        self._shapes: dict[str, str] = {}
        for each in children(root, "num"):
            key = value(each, "numId")
            shape_id = value(child(each, "abstractNumId"))
            shape = shapes.get(shape_id)
            shape = styled.get(value(child(shape, "numStyleLink"))) or shape
            starts_anew = any(
                child(over, "startOverride") is not None for over in children(each, "lvlOverride")
            )
            self._shapes[key] = f"number {key}" if starts_anew else shape_id
            levels = [
                *children(shape, "lvl"),
                *(lvl for over in children(each, "lvlOverride") for lvl in children(over, "lvl")),
            ]
            for level in levels:
                kind, start = value(child(level, "numFmt")), _number(value(child(level, "start")) or "1")
                self._levels[key, _number(value(level, "ilvl"))] = (kind, start)
            for over in children(each, "lvlOverride"):
                if (start_over := child(over, "startOverride")) is not None:
                    at = (key, _number(value(over, "ilvl")))
                    self._levels[at] = (self._levels.get(at, ("decimal", 1))[0], _number(value(start_over)))

    def counts(self, key: str, depth: int) -> bool:
        """Whether the items of this depth have numbers or letters, not bullets."""
        return self._levels.get((key, depth), ("bullet", 1))[0] not in ("bullet", "none", "")

    def counter(self, key: str) -> str:
        """The name of what a list counts with: lists of one shape go on counting, unless one starts anew."""
        return self._shapes.get(key, key)

    def start(self, key: str, depth: int) -> int:
        return self._levels.get((key, depth), ("", 1))[1]


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else 0
