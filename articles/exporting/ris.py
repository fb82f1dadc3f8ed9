"""Writes sources as RIS, which every reference manager reads.

Tags as in the RIS specification (Research Information Systems, 2001) with DO, DA and Y2 as reference managers
use them. A line is "TAG", two spaces, a hyphen, a space, the value; lines end with CR LF.
"""

from collections.abc import Collection, Iterable, Iterator

from articles.content import PersonName, SourceContent
from articles.content.status_names import source_name

TYPES = {"article-journal": "JOUR", "webpage": "ELEC", "report": "RPRT", "book": "BOOK", "chapter": "CHAP"}


def sources_to_ris(sources: Iterable[SourceContent], retracted: Collection[str] = ()) -> str:
    """All records, one after another. The title of a source whose key is in `retracted` says so."""
    fields = (field for source in sources for field in _fields(source, source.key in retracted))
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in fields)


def _fields(source: SourceContent, is_retracted: bool) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES.get(source.type, "GEN")
    yield from (("AU", _name(author)) for author in source.authors)
    yield from (("A2", _name(editor)) for editor in source.editors)
    first_page, _, last_page = source.page.partition("-")
    optional = [
        ("TI", source_name(source.title, is_retracted)),
        ("T2", source.container_title),
        ("J2", source.container_title_short),
        ("PB", source.publisher),
        ("PY", source.issued[:4]),
        ("DA", _date(source.issued)),
        ("Y2", _date(source.accessed)),
        ("VL", source.volume),
        ("IS", source.issue),
        ("SP", first_page),
        ("EP", last_page),
        ("DO", source.doi),
        ("AN", source.pmid),
        ("C2", source.pmcid),
        ("UR", source.url),
        ("ID", source.key),
    ]
    yield from ((tag, value) for tag, value in optional if value)
    yield "ER", ""


def _name(author: PersonName) -> str:
    return author.literal or f"{author.family}, {author.given}".rstrip(", ")


def _date(iso: str) -> str:
    """ "2022-05-03" as 2022/05/03/, the form where a missing month or day is an empty part."""
    return "/".join([*iso.split("-"), "", "", ""][:4]) if iso else ""


def _line(value: str) -> str:
    # A line break inside a value would begin another field.
    return " ".join(value.split())
