"""Reads bibliographic records as reference managers, PubMed and publishers give them.

The forms are told apart by what is in them: RIS, PubMed's NBIB, XML and summaries, BibTeX, CSL-JSON, answers
of Crossref, and lists of nothing but identifiers.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, count
from string import ascii_lowercase

from articles.content import PersonName, SourceContent
from articles.content.identifiers import dois_in, pmids_in, words_of

from . import bibtex, identifier_lists, nbib, pubmed_answers, ris
from .crossref import from_crossref, is_crossref
from .csl import source_record
from .records import FileError, Records, list_in, load_json, read_each

KEY = re.compile(r"[-a-zA-Z0-9_]{1,100}")
WEB = re.compile(r"https?://\S+")


def read_bibliography(text: str) -> Records:
    """SourceRecords in a text in any of the forms. A record without a usable key gets one.

    Raises FileError if the text is in none of them.
    """
    rows, broken = _rows(text.lstrip("\ufeff").strip())
    keyed = [{**row, "id": _own_key(row) or f"unnamed {n}"} for n, row in enumerate(rows, 1)]
    records = read_each(keyed, "id", source_record)
    keys = FreeKeys(row["id"] for row in keyed)
    values = []
    for place, record in records.values:
        if not KEY.fullmatch(record.source.key):
            source = replace(record.source, key=keys.key(record.source))
            record = replace(record, source=source, is_keyed=False)
        values.append((place, record))
    return replace(records, values=tuple(values), problems=(*broken, *records.problems))


def read_bibliography_file(data: bytes) -> Records:
    """As read_bibliography, of a file in UTF-8 or UTF-16, or in Windows' Western encoding, as older databases
    give it. Raises FileError."""
    try:
        has_mark = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = data.decode("utf-16" if has_mark else "utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return read_bibliography(text)


def identifier_in(text: str) -> dict[str, str]:
    """{"doi"}, {"pmid"} or {"url"} of a text that is nothing else; {} of any other. An address in which a
    DOI or a PMID stands gives that."""
    if len(words := words_of(text)) != 1:
        return {}
    for name, found in (("doi", dois_in(text)), ("pmid", pmids_in(text))):
        if found:
            return {name: found[0]}
    return {"url": words[0]} if WEB.fullmatch(words[0]) else {}


class FreeKeys:
    """Makes keys that are not in `taken`, each once."""

    def __init__(self, taken: Iterable[str] = ()):
        self.taken = set(taken)
        self._endings: dict[str, Iterator[str]] = {}

    def key(self, source: SourceContent) -> str:
        """Of the first author and the year, as in "lin-2020", then "lin-2020b"."""
        author = source.authors[0] if source.authors else PersonName()
        plain = unicodedata.normalize("NFKD", author.family or author.literal or source.title)
        words = re.findall("[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
        stem = "-".join(filter(None, ["".join(words)[:40] or "source", source.issued[:4]]))
        endings = self._endings.setdefault(
            stem, chain(["", *ascii_lowercase[1:]], (f"-{number}" for number in count(2)))
        )
        key = next(stem + ending for ending in endings if stem + ending not in self.taken)
        self.taken.add(key)
        return key


def _rows(text: str) -> tuple[list[dict], list[str]]:
    """Objects of CSL-JSON, and a sentence for each record that can't be read."""
    if text.startswith(("{", "[")):
        return _json_rows(load_json(text.encode())), []
    if text.startswith("<") and pubmed_answers.BEGINNING.search(text):
        return pubmed_answers.read_pubmed_xml(text), []
    if ris.BEGINNING.search(text):
        return ris.read_ris(text), []
    if nbib.BEGINNING.search(text):
        return nbib.read_nbib(text), []
    if bibtex.BEGINNING.search(text):
        return bibtex.read_bibtex(text)
    if (listed := identifier_lists.read_identifiers(text)) is not None:
        return listed
    raise FileError("this isn't a record in RIS, NBIB, BibTeX or CSL-JSON, nor a list of DOIs or PMIDs")


def _json_rows(data) -> list[dict]:
    """The records of a list, of an object with "items", of one record alone, or of an answer of Crossref."""
    if pubmed_answers.is_summary(data):
        return pubmed_answers.read_summary(data)
    if isinstance(data, dict) and isinstance(data.get("message"), dict):
        data = data["message"]
    is_record = isinstance(data, dict) and "items" not in data
    rows = [data] if is_record else list_in(data, "items")
    if not all(isinstance(row, dict) for row in rows):
        raise FileError("each record of CSL-JSON must be an object")
    return [from_crossref(row) if is_crossref(row) else row for row in rows]


def _own_key(row: dict) -> str:
    """The key of the record, a number or a word that a text can cite; else ""."""
    key = str(row.get("id") or "")
    return key if KEY.fullmatch(key) else ""
