"""White space of HTML that nobody sees."""

import re

_RUN = re.compile(r"[ \t\n\r\f]+")
_BESIDE_BLOCK = re.compile(
    r" ?(</?(?:p|br|ul|ol|li|blockquote|h4|table|caption|thead|tbody|tr|th|td)(?: [^<>]*)?>) ?"
)


def compact(html: str) -> str:
    """A cleaned body without the white space that browsers don't show: none beside blocks and line breaks,
    one space elsewhere. Spaces that don't break stay."""
    return _BESIDE_BLOCK.sub(r"\1", _RUN.sub(" ", html)).strip(" ")
