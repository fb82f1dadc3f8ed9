"""Values of BibTeX: braced or quoted texts, numbers and names of strings, joined by "#"."""

import re

_BARE = re.compile(r"[^\s\"#%'(),={}]+")


class BadValue(ValueError):
    """A value isn't what BibTeX asks for. The message names the field."""


def joined(name: str, value: str, macros: dict[str, str]) -> str:
    """The text of the value of the field `name`, with the strings (`macros`, by names in lower case) that it
    names. A name that nothing defines stands for itself, as those of months do. Raises BadValue."""
    parts, place, expects_part = [], 0, True
    while place < len(value):
        if value[place].isspace():
            place += 1
        elif expects_part:
            text, place = _part(name, value, place, macros)
            parts.append(text)
            expects_part = False
        elif value[place] == "#":
            place += 1
            expects_part = True
        else:
            raise BadValue(f"a comma seems to be missing behind its {name}")
    return "".join(parts)


def _part(name: str, value: str, place: int, macros: dict[str, str]) -> tuple[str, int]:
    """(text, place behind it)"""
    if value[place] in '{"':
        end = _end(name, value, place)
        return value[place + 1 : end], end + 1
    found = _BARE.match(value, place)
    if not found:
        raise BadValue(f"its {name} begins with {value[place]!r}")
    return macros.get(found[0].lower(), found[0]), found.end()


def _end(name: str, value: str, place: int) -> int:
    """Where the text that begins here with a brace or a quote is closed."""
    depth = 0
    is_quoted = value[place] == '"'
    for found in re.compile(r'\\.|["{}]', re.DOTALL).finditer(value, place + is_quoted):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
        if (found[0] == '"' and is_quoted and depth == 0) or (
            found[0] == "}" and not is_quoted and depth == 0
        ):
            return found.start()
    raise BadValue(f"its {name} isn't closed")
