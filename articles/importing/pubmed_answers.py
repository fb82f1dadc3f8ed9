"""Reads what PubMed's own server answers as objects of CSL-JSON: XML of EFetch, JSON of ESummary.

The XML is that of the PubMed DTD of the National Library of Medicine; one record may be of a book.
"""

import re
from collections.abc import Iterator
from functools import partial
from html import escape
from itertools import chain
from xml.etree import ElementTree

from .dates import date_parts
from .names import pubmed_short_name
from .nbib import kind_of, without_stop
from .records import FileError
from .tagged_lines import retraction

BEGINNING = re.compile(r"<(?:PubmedArticleSet|PubmedArticle|PubmedBookArticle)\b")
# Below PubmedData or PubmedBookData, not those of the works that a record cites.
NUMBERS = "./*/ArticleIdList/ArticleId"
Element = ElementTree.Element


def read_pubmed_xml(text: str) -> list[dict]:
    """Raises FileError."""
    # Entities that hold entities can fill any memory; PubMed declares none.
    if "<!ENTITY" in text:
        raise FileError("this XML declares entities; PubMed's doesn't")
    try:
        root = ElementTree.fromstring(text.encode())  # noqa: S314
    except ElementTree.ParseError as error:
        raise FileError(f"this XML can't be read: {error}") from error
    return [_csl(record) for record in root.iter() if record.tag in ("PubmedArticle", "PubmedBookArticle")]


def is_summary(data) -> bool:
    """Whether the JSON is an answer of ESummary for PubMed."""
    return isinstance(data, dict) and isinstance(data.get("result"), dict) and "uids" in data["result"]


def read_summary(data: dict) -> list[dict]:
    """Raises FileError."""
    result = data["result"]
    numbers = result["uids"] if isinstance(result["uids"], list) else []
    found = [row for number in numbers if isinstance(row := result.get(str(number)), dict)]
    if not found or len(found) < len(numbers):
        raise FileError("each record of an answer of ESummary must be an object under its number")
    return [_from_summary(row) for row in found]


def _csl(record: Element) -> dict:
    one = partial(_text, record)
    book, dates = record.find(".//Book"), ("ArticleDate", "ContributionDate")
    article_title, book_title = one(".//ArticleTitle"), one(".//BookTitle")
    is_chapter = book is not None and bool(article_title)
    types = {text.lower() for text in _texts(record, ".//PublicationType")}
    issued = [record.find(".//JournalIssue/PubDate"), record.find(".//Book/PubDate")]
    issued += [record.find(f".//{name}") for name in dates]
    people = record.find("./MedlineCitation/Article/AuthorList")
    if people is None:
        lists = record.findall("./BookDocument/AuthorList") or record.findall(".//Book/AuthorList")
        people = next((found for found in lists if found.get("Type") != "editors"), None)
    editors = record.findall(".//Book/AuthorList[@Type='editors']")
    return {
        "type": "chapter" if is_chapter else "article-journal" if book is None else "book",
        "title": without_stop(article_title or book_title or one(".//VernacularTitle")),
        "author": list(_names(people)),
        "editor": list(chain.from_iterable(map(_names, editors))),
        "container-title": without_stop(book_title) if is_chapter else one(".//Journal/Title"),
        "container-title-short": one(".//MedlineTA") or one(".//ISOAbbreviation"),
        "publisher": one(".//PublisherName"),
        "issued": next(filter(None, map(_date, issued)), {}),
        "volume": one(".//JournalIssue/Volume"),
        "issue": one(".//JournalIssue/Issue"),
        "page": one(".//Pagination/MedlinePgn"),
        "DOI": one(f"{NUMBERS}[@IdType='doi']") or one(".//ELocationID[@EIdType='doi']"),
        "PMID": one(".//PMID"),
        "PMCID": one(f"{NUMBERS}[@IdType='pmc']"),
        "custom": {
            "kind": kind_of(types),
            "authors_truncated": people is not None and people.get("CompleteYN") == "N",
            **retraction(types, _notices(record, "RetractionIn"), _notices(record, "ExpressionOfConcernIn")),
        },
    }


def _text(element: Element, path: str) -> str:
    return next(_texts(element, path), "")


def _texts(element: Element, path: str) -> Iterator[str]:
    return (text for found in element.findall(path) if (text := _words(found)))


def _words(element: Element) -> str:
    """As HTML with the tags of raised and lowered letters alone, since these mean something."""
    inner = "".join(
        (f"<{child.tag}>{_words(child)}</{child.tag}>" if child.tag in ("sub", "sup") else _words(child))
        + escape(child.tail or "", quote=False)
        for child in element
    )
    return " ".join(f"{escape(element.text or '', quote=False)}{inner}".split())


def _names(people: Element | None) -> Iterator[dict[str, str]]:
    for author in people if people is not None else ():
        body, family = _text(author, "CollectiveName"), _text(author, "LastName")
        given = _text(author, "ForeName") or _text(author, "Initials")
        suffix = _text(author, "Suffix")
        yield {"literal": body} if body else {"family": family, "given": given, "suffix": suffix}


def _date(element: Element | None) -> dict:
    if element is None:
        return {}
    parts = (_text(element, name) for name in ("Year", "Month", "Day"))
    return date_parts(" ".join(filter(None, parts)) or _text(element, "MedlineDate"))


def _notices(record: Element, kind: str) -> list[str]:
    found = record.findall(f".//CommentsCorrections[@RefType='{kind}']")
    return [f"{_text(notice, 'RefSource')} PMID: {_text(notice, 'PMID')}" for notice in found]


def _from_summary(row: dict) -> dict:
    numbers = {
        each.get("idtype"): each.get("value")
        for each in row.get("articleids") or []
        if isinstance(each, dict)
    }
    types = {str(name).lower() for name in row.get("pubtype") or []}
    people = [each for each in row.get("authors") or [] if isinstance(each, dict)]
    return {
        "type": "article-journal",
        "title": without_stop(row.get("title") or row.get("booktitle") or ""),
        "author": [
            {"literal": each.get("name")}
            if each.get("authtype") == "CollectiveName"
            else pubmed_short_name(str(each.get("name") or ""))
            for each in people
        ],
        "container-title": row.get("fulljournalname"),
        "container-title-short": row.get("source"),
        "publisher": row.get("publishername"),
        "issued": row.get("pubdate") or row.get("epubdate"),
        "volume": row.get("volume"),
        "issue": row.get("issue"),
        "page": row.get("pages"),
        "DOI": numbers.get("doi"),
        "PMID": row.get("uid"),
        "PMCID": numbers.get("pmc") or numbers.get("pmcid"),
        "custom": {"kind": kind_of(types), **retraction(types, [], [])},
    }
