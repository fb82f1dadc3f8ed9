"""The text of a section as it stands on another page than its own, beside texts of other articles."""

import re
from html import escape

from .bodies import TAG
from .rendered import RenderedSection, safe

ID = re.compile(r' id="[^"]*"')
HEADING = re.compile(r"^(</?h)([2-4])\b")


def quoted_section(section: RenderedSection, address: str, title: str) -> RenderedSection:
    """`section` of the article `title` for a page where its headings stand one level lower.

    Its links within the page lead to the article at `address`; it has no ids, which would stand twice.
    """
    parts = TAG.split(section.html)
    html = [_tag(part, address, title) if i % 2 else part for i, part in enumerate(parts)]
    return RenderedSection(
        anchor="",
        heading=section.heading,
        level=section.level + 1,
        purpose=section.purpose,
        urgency=section.urgency,
        html=safe("".join(html)),
    )


def _tag(tag: str, address: str, title: str) -> str:
    tag = ID.sub("", tag).replace(' href="#', f' href="{escape(address)}#')
    if ' role="region"' in tag:
        # Two regions with one name can't be told apart: "Table 1" of either article.
        tag = tag.replace(' aria-label="', f' aria-label="{escape(title)}: ')
    return HEADING.sub(lambda match: f"{match[1]}{int(match[2]) + 1}", tag)
