"""The words around what was searched for."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.content import ArticleContent

from .page_words import body_texts
from .words import WORD, stems

SIZE = 220
BEFORE = 60


class Asked(dict[str, frozenset[str]]):
    """The stems that were asked for, of what stands between two spaces: "side-effects," may have two. Worked
    out once for all pages that one search shows."""

    def __init__(self, stems: Iterable[str]):
        super().__init__()
        self.stems = frozenset(stems)

    def __missing__(self, word: str) -> frozenset[str]:
        found = self[word] = self.stems & _stems(word)
        return found


@lru_cache(maxsize=50_000)
def _stems(word: str) -> frozenset[str]:
    return frozenset(stems(word))


def snippet(content: ArticleContent, asked: Asked) -> SafeString:
    """About 220 characters of the page where most of the stems stand, escaped, each in a <mark>.

    The beginning of the page if its text has none of them.
    """
    most, shown, place = 0, content.summary or content.main_message, 0
    for text in body_texts(content):
        words = text.split()
        number, start = _richest(_places(words, asked))
        if number > most or not shown:
            most, shown, place = number, " ".join(words), start
        if most == len(asked.stems):
            break
    return _marked(_cut(shown if most else " ".join(shown.split()), place), asked)


def _places(words: Sequence[str], asked: Asked) -> list[tuple[int, str]]:
    """Where each of the stems stands, once the words of a text are joined by spaces."""
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
    """A piece of the text around a place, at the ends of words, with … where it was cut."""
    start = max(0, place - BEFORE)
    if start:
        start = text.find(" ", start, place) + 1 or place
    end = start + SIZE
    if end < len(text):
        end = max(text.rfind(" ", start, end), place + 1)
    piece = text[start:end][: 2 * SIZE]
    return f"{'… ' if start else ''}{piece}{' …' if end < len(text) else ''}"


def _marked(text: str, asked: Asked) -> SafeString:
    pieces, end = [], 0
    for word in WORD.finditer(text):
        if asked[word[0]]:
            pieces.append((text[end : word.start()], word[0]))
            end = word.end()
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[end:])
