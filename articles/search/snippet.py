"""The words around what was searched for."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.content import ArticleContent
from articles.content.anchors import sole_anchor

from .page_words import headed_texts
from .words import UNSPACED, UNSPACED_LETTERS, fold, stems

# A word, or a run of letters that has no spaces between words.
TOKEN = re.compile(rf"{UNSPACED.pattern}|[^\W_{UNSPACED_LETTERS}]+")
# The space before a mark, where a citation or the end of a link stood.
LOOSE = re.compile(r" (?=[.,;:!?)](?: |$))")
SIZE = 220
BEFORE = 60


class Asked(dict[str, frozenset[str]]):
    """The stems that were asked for, of what stands between two spaces: "side-effects," may have two. Worked
    out once for all pages that one search shows."""

    def __init__(self, stems: Iterable[str]):
        super().__init__()
        asked = set(stems)
        # Of letters in pairs, each stands for nothing by itself.
        for root in list(asked):
            if len(root) == 2 and UNSPACED.match(root):
                asked -= set(root)
        self.stems = frozenset(asked)

    def __missing__(self, word: str) -> frozenset[str]:
        found = self[word] = self.stems & _stems(word)
        return found


@lru_cache(maxsize=50_000)
def _stems(word: str) -> frozenset[str]:
    return frozenset(stems(word))


@dataclass(frozen=True)
class Snippet:
    """`text` is escaped, with what was asked for in <mark>. `heading` is that of its section, and `anchor`
    the id of that on the page; both "" if it stands in none, or in one that can't be told from others."""

    text: SafeString
    heading: str = ""
    anchor: str = ""


def snippet(content: ArticleContent, asked: Asked) -> Snippet:
    """About 220 characters of the page where most of the stems stand.

    The beginning of the page if its text has none of them.
    """
    most, shown, place, section = 0, content.summary or content.main_message, 0, ""
    for heading, text in headed_texts(content):
        words = text.split()
        number, start = _richest(_places(words, asked))
        if number > most or not shown:
            most, shown, place, section = number, " ".join(words), start, heading
        if most == len(asked.stems):
            break
    marked = _marked(LOOSE.sub("", _cut(shown if most else " ".join(shown.split()), place)), asked)
    anchor = sole_anchor(section, [each.heading for each in content.sections]) if most else ""
    return Snippet(marked, section, anchor) if anchor else Snippet(marked)


def _places(words: Sequence[str], asked: Asked) -> list[tuple[int, str]]:
    """Where each of the stems stands in a text of these words, with a space between two."""
    text = " ".join(words)
    if not text.isascii() and UNSPACED.search(text):
        return [(start, root) for start, _stop, roots in _spans(text, asked) for root in roots]
    found = [asked[word] for word in words]
    places, start = [], 0
    for word, roots in zip(words, found, strict=True) if any(found) else ():
        if roots:
            places += [(start, root) for root in roots]
        start += len(word) + 1
    return places


def _richest(places: Sequence[tuple[int, str]]) -> tuple[int, int]:
    """The most different stems that a piece of the text holds, and where the first such piece starts."""
    best, end = (0, 0), 0
    inside: Counter[str] = Counter()
    for start, root in places:
        while end < len(places) and places[end][0] < start + SIZE - BEFORE:
            inside[places[end][1]] += 1
            end += 1
        if len(inside) > best[0]:
            best = (len(inside), start)
        inside -= Counter([root])
    return best


def _cut(text: str, place: int) -> str:
    """A piece of the text around a place, at the ends of words if it has any, with … where it was cut."""
    start = max(0, place - BEFORE)
    if start:
        start = text.find(" ", start, place) + 1 or start
    end = start + SIZE
    if end < len(text):
        space = text.rfind(" ", place + 1, end)
        end = space if space > 0 else end
    piece = text[start:end]
    return f"{'… ' if start else ''}{piece}{' …' if end < len(text) else ''}"


def _marked(text: str, asked: Asked) -> SafeString:
    pieces: list[tuple[int, int]] = []
    for start, stop, _roots in _spans(text, asked):
        # Pairs of letters overlap.
        before = pieces.pop()[0] if pieces and start <= pieces[-1][1] else start
        pieces.append((before, stop))
    ends = [0, *(stop for _, stop in pieces)]
    marked = ((text[end:start], text[start:stop]) for end, (start, stop) in zip(ends, pieces, strict=False))
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", marked), text[ends[-1] :])


def _spans(text: str, asked: Asked) -> Iterator[tuple[int, int, Set[str]]]:
    """Where a text has what was asked for: from, to, and which of the stems."""
    for word in TOKEN.finditer(text):
        if UNSPACED.match(word[0]):
            yield from _spans_in(word[0], word.start(), asked)
        elif roots := asked[word[0]]:
            yield *word.span(), roots


def _spans_in(run: str, start: int, asked: Asked) -> Iterator[tuple[int, int, Set[str]]]:
    """The same in letters without spaces between words. A letter's marks go with it."""
    letters = [(letter, start + i) for i, typed in enumerate(run) for letter in fold(typed)]
    places = [*(place for _, place in letters), start + len(run)]
    for i in range(len(letters)):
        for size in (1, 2):
            part = "".join(letter for letter, _ in letters[i : i + size])
            if len(part) == size and part in asked.stems:
                yield places[i], places[i + size], {part}
