"""Cleans up what word processors leave in pasted text."""

import re

from .cleaning import clean_html
from .marks import with_marks
from .redirects import with_direct_links
from .struck import without_struck
from .styles import style_sheet

# Signs that Word and its fonts print for a bullet; "o" and "§" are bullets only before its padding.
BULLET = r"(?:[·•▪◦‣●○\uf0b7\uf0a7](?:\s|&nbsp;)*|[o§](?:&nbsp;)+\s*)"
FAKE_ITEM = rf"<p>(?:\s|&nbsp;)*{BULLET}((?:(?!</?p>).)*)</p>"
TYPED_ITEM = r"<p>(?:\s|&nbsp;)*(\d{1,3})[.)](?:\s|&nbsp;)+((?:(?!</?p>).)*)</p>"
# Items on lines of one paragraph.
NEXT_LINE = re.compile(rf"<br>\s*{BULLET}")
FAKE_LIST = re.compile(rf"(?:{FAKE_ITEM}\s*)+", re.DOTALL)
TYPED_LIST = re.compile(rf"(?:{TYPED_ITEM}\s*){{2,}}", re.DOTALL)


def tidy_pasted(html: str) -> str:
    """Clean HTML in which runs of paragraphs that start with a bullet sign, or with numbers that count up,
    have become lists, and styles that mean something marks."""
    # Making marks takes the styles away that strike words out.
    marked = with_marks(without_struck(html)[0], style_sheet(html))
    return clean_html(with_direct_links(TYPED_LIST.sub(_counted, FAKE_LIST.sub(_list, clean_html(marked)))))


def _list(paragraphs: re.Match) -> str:
    lines = re.findall(FAKE_ITEM, paragraphs[0], re.DOTALL)
    items = [item for line in lines for item in NEXT_LINE.split(line)]
    return f"<ul>{''.join(f'<li>{item.strip()}</li>' for item in items)}</ul>"


def _counted(paragraphs: re.Match) -> str:
    items = re.findall(TYPED_ITEM, paragraphs[0], re.DOTALL)
    first = int(items[0][0])
    if [int(number) for number, _ in items] != list(range(first, first + len(items))):
        return paragraphs[0]
    start = f' start="{first}"' if first != 1 else ""
    return f"<ol{start}>{''.join(f'<li>{words.strip()}</li>' for _, words in items)}</ol>"
