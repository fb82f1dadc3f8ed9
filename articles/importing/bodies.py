"""Plain text to the HTML of a section body. Nothing of the text is ever taken as markup."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from .directory import addresses
from .scraped_article import ScrapedItem, ScrapedList

# Deeper lists are shown at this depth.
MAX_DEPTH = 6
_TOKEN_START = re.compile(r"\[(?=@|survey:|figure:)")


def text_html(text: str) -> str:
    """`text` escaped, its http and https addresses as links.

    Our own marks are text too: a stranger's "[@key]" must not pass for a citation, nor "[survey:key]"
    or "[figure:key]" place anything. A space keeps them apart.
    """
    text = _TOKEN_START.sub("[ ", text).replace("\xa0", " ")
    parts, position = [], 0
    for start, end, address in addresses(text) if "://" in text else ():
        # As cleaning writes it, which leaves an apostrophe as it is.
        link = _plain(address).replace('"', "&quot;")
        parts += [escape(text[position:start], quote=False), f'<a href="{link}">', _plain(address), "</a>"]
        position = end
    return "".join([*parts, escape(text[position:], quote=False)])


def _plain(text: str) -> str:
    return escape(text, quote=False)


def paragraph_html(text: str) -> str:
    return f"<p>{text_html(text)}</p>"


def survey_html(key: str) -> str:
    """The place of a survey table."""
    return f"<p>[survey:{key}]</p>"


def list_html(scraped: ScrapedList) -> str:
    """A list with the lists inside it. A label stands strong before its text."""
    return "".join(_list_parts(scraped.items, 0))


def _list_parts(items: Sequence[ScrapedItem], depth: int) -> Iterator[str]:
    name = "ol" if items[0].numbered else "ul"
    yield f"<{name}>"
    for item, below in _with_items_below(items, depth):
        yield f"<li>{item_html(item)}"
        if below:
            yield from _list_parts(below, depth + 1)
        yield "</li>"
    yield f"</{name}>"


def _with_items_below(
    items: Sequence[ScrapedItem], depth: int
) -> Iterator[tuple[ScrapedItem, Sequence[ScrapedItem]]]:
    """Each item of this depth with the deeper ones that follow it."""
    starts = [i for i, item in enumerate(items) if min(item.depth, MAX_DEPTH) <= depth]
    for start, end in zip(starts, [*starts[1:], len(items)], strict=True):
        yield items[start], items[start + 1 : end]


def item_html(item: ScrapedItem) -> str:
    if item.label is None:
        return text_html(item.text)
    return f"<strong>{text_html(item.label)}:</strong> {text_html(item.text)}"
