"""LaTeX in the values of BibTeX as plain text, and the names in a list of authors."""

import re
from collections.abc import Iterator
from html import unescape

from bibtexparser.middlewares.names import parse_single_name_into_parts
from pylatexenc.latex2text import LatexNodes2Text

from .plain_titles import LOWERED, RAISED, moved

# What a value of plain words hasn't: without it there is nothing to decode.
_LATEX = re.compile(r"[\\${}%&~`]|''|--")
_ESCAPED = re.compile(r"\\([%_&#$~{}])(?:\{\})?")
_TILDE = re.compile(r"\{?\\textasciitilde\s*(?:\{\})?\}?|\\~\{\}|\$\\sim\$")
# The space behind them ends their names, and no word: "S\o ren", "\c c".
_LETTER = re.compile(r"\\(o|O|l|L|ss|ae|AE|oe|OE|aa|AA|i|j|dh|DH|th|TH) +(?=\w)", re.ASCII)
_ACCENT = re.compile(r"\\([cvuHkrdb]) +([a-zA-Z])")
_QUOTED = re.compile(r"(?<![\w`])`([^`']+)'(?!')")
_MATHS = re.compile(r"\$([^$]*+)\$")
# In maths: "DNA$_{\textrm{2}}$".
_UPRIGHT = re.compile(r"\\(?:text|math)(?:rm|it|bf|sf|up|normal)?\{([^{}$]*+)\}")
_SCRIPT = re.compile(r"([_^])(?:\{([^{}$]*+)\}|([0-9A-Za-z+-]))")
_TEXT_SCRIPT = re.compile(r"\\text(sub|super)script\{([^{}]*+)\}")
_BETWEEN = re.compile(r"\\.|[{};]| and(?= |$)", re.IGNORECASE)
# How BibLaTeX names the parts of a name.
_PART = re.compile(r"\s*(family|given|prefix|suffix)(?:-i)?\s*=\s*(.*?)\s*", re.IGNORECASE | re.DOTALL)


class _Decoder(LatexNodes2Text):
    """BibTeX knows no comments and no columns: "50% of" and "Oil & Gas" are what they say."""

    def latex_to_text(self, latex, **options):
        return super().latex_to_text(re.sub(r"(?<!\\)([%&])", r"\\\1", latex), **options)


_decoder = _Decoder()


def decoded(value: str) -> str:
    """A value as text on one line, without the braces that protect capitals."""
    if _LATEX.search(value):
        value = _MATHS.sub(_maths, _spaced(value))
        value = _TEXT_SCRIPT.sub(
            lambda found: moved(found[2], LOWERED if found[1] == "sub" else RAISED), value
        )
        value = _QUOTED.sub(r"‘\1’", re.sub("[{}]", "", _decoder.latex_to_text(value)))
    return " ".join(value.split())


def verbatim(value: str) -> str:
    r"""An address without \url{} around it and without LaTeX's escapes: "\%", "\_", "{\textasciitilde}"."""
    value = re.sub(r"^\\(?:url|href|path)\{(.*)\}$", r"\1", value.strip())
    return _ESCAPED.sub(r"\1", _TILDE.sub("~", value))


def people_in(value: str) -> list[dict[str, str]]:
    """The authors of a list, as CSL-JSON has them."""
    return [person for name in _listed(_spaced(unescape(value))) if (person := _person(name.strip(" ,")))]


def _listed(value: str) -> Iterator[str]:
    """The names between "and", or between semicolons, as some write them; what is in braces isn't parted."""
    value = " ".join(value.split())
    begin = depth = 0
    for found in _BETWEEN.finditer(value):
        depth += (found[0] == "{") - (found[0] == "}")
        if depth == 0 and found[0][0] in " ;":
            yield value[begin : found.start()]
            begin = found.end()
    yield value[begin:]


def _spaced(value: str) -> str:
    return _ACCENT.sub(r"{\\\1{\2}}", _LETTER.sub(r"{\\\1}", value))


def _maths(found: re.Match) -> str:
    upright = _UPRIGHT.sub(r"\1", found[1])
    return f"${_SCRIPT.sub(_script, upright)}$"


def _script(found: re.Match) -> str:
    return moved(found[2] or found[3] or "", LOWERED if found[1] == "_" else RAISED)


def _person(name: str) -> dict[str, str]:
    if not name:
        return {}
    if _PART.match(name):
        found = filter(None, map(_PART.fullmatch, name.split(",")))
        said = {part[1].lower(): decoded(part[2]) for part in found}
        return {
            "family": said.get("family", ""),
            "given": said.get("given", ""),
            "non-dropping-particle": said.get("prefix", ""),
            "suffix": said.get("suffix", ""),
        }
    if _commas(name) > 2:
        # Whose parts these are can't be told.
        return {"literal": decoded(name)}
    parts = parse_single_name_into_parts(name, strict=False)
    family, given = (decoded(" ".join(words)) for words in (parts.von + parts.last + parts.jr, parts.first))
    return {"family": family, "given": given} if given else {"literal": family}


def _commas(name: str) -> int:
    """Those outside braces."""
    depth = count = 0
    for character in name:
        depth += (character == "{") - (character == "}")
        count += character == "," and depth == 0
    return count
