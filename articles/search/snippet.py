"""The words around what was searched for."""

import re
from collections import Counter
from collections.abc import Sequence, Set
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.content import ArticleContent

from .page_words import body_texts
from .words import MAX_WORD, WORD, fold, stem

SIZE = 220
BEFORE = 60


def snippet(content: ArticleContent, asked: Set[str]) -> SafeString:
    """About 220 characters of the page where most of the stems stand, escaped, each in a <mark>.

    The beginning of the page if its text has none of them.
    """
    best: tuple[int, str, int] = (0, "", 0)
    for text in body_texts(content):
        text = " ".join(text.split())
        places = [(word.start(), root) for word in WORD.finditer(text) if (root := _stem(word[0])) in asked]
        number, start = _richest(places)
        if number > best[0]:
            best = (number, text, start)
        if best[0] == len(asked):
            break
    if not best[0]:
        best = (
            0,
            " ".join((content.summary or content.main_message or next(iter(_texts(content)), "")).split()),
            0,
        )
    return _marked(_cut(best[1], best[2]), asked)


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


def _texts(content: ArticleContent) -> list[str]:
    return [text for text in body_texts(content) if text.strip()]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    # One word of the text may fold to several, as "½" does; the first stands for it.
    found = WORD.search(fold(word))
    return stem(found[0][:MAX_WORD]) if found else ""


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


def _marked(text: str, asked: Set[str]) -> SafeString:
    pieces = re.split(r"([^\W_]+)", text)
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", piece) if _is_asked(piece, asked) else piece,) for piece in pieces),
    )


def _is_asked(piece: str, asked: Set[str]) -> bool:
    return bool(piece) and bool(WORD.fullmatch(piece)) and _stem(piece) in asked
