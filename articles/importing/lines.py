"""The lines of a block of text: paragraphs, lists with depth and labels, related lines, category lines."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from articles.content.plain_text import count_words

from .line_kinds import Labels, bullet_text, category_or_tags, numbered_text, related_title
from .scraped_article import ScrapedItem, ScrapedList
from .scraped_lines import Line

_LABEL_END = re.compile(r":\s")
MAX_LABEL_WORDS = 8
MAX_LABEL_CHARACTERS = 80


@dataclass(frozen=True)
class ParagraphLine:
    line: int
    text: str


@dataclass(frozen=True)
class RelatedLine:
    line: int
    title: str


@dataclass(frozen=True)
class CategoryLine:
    line: int
    labels: Labels


@dataclass(frozen=True)
class ListLines:
    """A list, and for each of its items the line that it begins on and its whole text."""

    list: ScrapedList
    lines: tuple[int, ...]
    texts: tuple[str, ...]


Piece = ParagraphLine | RelatedLine | CategoryLine | ListLines


@dataclass
class _OpenItem:
    line: int
    indentation: int
    depth: int
    numbered: bool
    texts: list[str]


@dataclass
class _OpenList:
    """A list while it is read; `levels` are the indentations of the levels that are open."""

    items: list[_OpenItem] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)

    def add(self, line: Line, text: str, numbered: bool):
        depth = self._depth(line.indentation)
        self.items.append(_OpenItem(line.number, line.indentation, depth, numbered, [text]))

    def _depth(self, indentation: int) -> int:
        while len(self.levels) > 1 and self.levels[-1] > indentation:
            self.levels.pop()
        if not self.levels or self.levels[-1] < indentation:
            self.levels.append(indentation)
        elif len(self.levels) == 1:
            self.levels[0] = indentation
        return len(self.levels) - 1

    def goes_on_with(self, line: Line) -> bool:
        return bool(self.items) and line.indentation > self.items[-1].indentation

    def close(self) -> Iterator[ListLines]:
        if not self.items:
            return
        texts = tuple(" ".join(item.texts) for item in self.items)
        scraped = tuple(
            item_of(text, item.depth, item.numbered) for item, text in zip(self.items, texts, strict=True)
        )
        yield ListLines(ScrapedList(scraped), tuple(item.line for item in self.items), texts)
        self.items, self.levels = [], []


def text_pieces(lines: Iterable[Line]) -> Iterator[Piece]:
    """What the lines of a block are, each for itself, in order."""
    lines = tuple(lines)
    numbers_are_marks = sum(numbered_text(line.text) is not None for line in lines) >= 2
    open_list = _OpenList()
    for line in lines:
        title, labels = related_title(line.text), category_or_tags(line.text)
        if title:
            yield from open_list.close()
            yield RelatedLine(line.number, title)
        elif labels:
            yield from open_list.close()
            yield CategoryLine(line.number, labels)
        elif bullet := bullet_text(line.text):
            open_list.add(line, bullet, numbered=False)
        elif numbers_are_marks and (numbered := numbered_text(line.text)):
            open_list.add(line, numbered[1], numbered=True)
        elif open_list.goes_on_with(line):
            open_list.items[-1].texts.append(line.text)
        else:
            yield from open_list.close()
            yield ParagraphLine(line.number, line.text)
    yield from open_list.close()


def item_of(text: str, depth: int = 0, numbered: bool = False) -> ScrapedItem:
    """A list item with its label, if the part before the first colon is one."""
    colon = _LABEL_END.search(text)
    if colon:
        label, rest = text[: colon.start()].strip(), text[colon.end() :].strip()
        if rest and _is_label(label):
            return ScrapedItem(rest, label, depth, numbered)
    return ScrapedItem(text, None, depth, numbered)


def _is_label(text: str) -> bool:
    return "." not in text and len(text) <= MAX_LABEL_CHARACTERS and 1 <= count_words(text) <= MAX_LABEL_WORDS
