"""Cleans up what word processors leave in pasted text."""

import re

from .cleaning import clean_html
from .marks import with_marks
from .struck import without_struck
from .styles import style_sheet

# Signs that Word and its fonts print for a bullet; "o" and "§" are bullets only before its padding.
BULLET = r"(?:[·•▪◦‣●○\uf0b7\uf0a7](?:\s|&nbsp;)*|[o§](?:&nbsp;)+\s*)"
FAKE_ITEM = rf"<p>(?:\s|&nbsp;)*{BULLET}((?:(?!</?p>).)*)</p>"
FAKE_LIST = re.compile(rf"(?:{FAKE_ITEM}\s*)+", re.DOTALL)


def tidy_pasted(html: str) -> str:
    """Clean HTML in which runs of paragraphs that start with a bullet sign have become lists, and styles that
    mean something marks."""
    # Making marks takes the styles away that strike words out.
    marked = with_marks(without_struck(html)[0], style_sheet(html))
    return clean_html(FAKE_LIST.sub(_list, clean_html(marked)))


def _list(paragraphs: re.Match) -> str:
    items = re.findall(FAKE_ITEM, paragraphs[0], re.DOTALL)
    return f"<ul>{''.join(f'<li>{item.strip()}</li>' for item in items)}</ul>"
