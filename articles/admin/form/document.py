"""The text of an article as one document: what editors write, where the server keeps sections.

A heading of level 2 or 3 begins a section. What ties it to the stored one, its identity, stands on the
heading, so a section that is moved, or cut and pasted, stays the one that it was.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from django.http import QueryDict
from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.admin.odd_requests import is_key
from articles.text.cleaning import is_too_deep

from .editor import body_from_editor
from .form_state import read_seen, row_fingerprint

FIELD = "document"
PREFIX = "sections"
LEVELS = {"h2": 2, "h3": 3}
# What is taken away of markup that nests too deep to be read: its words and headings stay.
NOT_A_HEADING = re.compile(r"<(?!/?h[23]\b)[/!?a-z][^>]*>?", re.IGNORECASE)


@dataclass(frozen=True)
class DocumentSection:
    """A section as it stands in a document. `identity` is the primary key of the stored section as text, ""
    for a new one; `body` is HTML as the editor sends it, which nobody has cleaned."""

    identity: str = ""
    level: int = 2
    heading: str = ""
    purpose: str = ""
    urgency: str = ""
    body: str = ""


def split_document(html: str, known: Iterable[str]) -> list[DocumentSection]:
    """The sections of a document, in their order. What stands before the first heading is a section without
    one.

    Of headings with the same identity the first keeps it, and only identities that are `known`, those of the
    article's own sections, are kept. Headings in a list, a quotation or a table are part of a body. A new
    section without a word is none. No word is lost.
    """
    left = set(known)
    found = []
    for heading, body in _parts(html):
        section = _section(heading, body)
        if section.identity in left:
            left.remove(section.identity)
        else:
            section = DocumentSection(**{**vars(section), "identity": ""})
        if section.identity or section.heading or body_from_editor(section.body):
            found.append(section)
    return found


def _parts(html: str) -> Iterator[tuple[LexborNode | None, str]]:
    """Each heading of the outermost level, None before the first one, with the HTML that follows it."""
    if is_too_deep(html):
        html = NOT_A_HEADING.sub(" ", html)
    heading: LexborNode | None = None
    body: list[str] = []
    root = LexborHTMLParser(f"<body>{html}").body
    for node in root.iter(include_text=True) if root else ():
        if node.tag in LEVELS:
            if heading is not None or "".join(body).strip():
                yield heading, "".join(body).strip()
            heading, body = node, []
        elif node.tag != "-comment":
            body.append(node.html or "")
    if heading is not None or "".join(body).strip():
        yield heading, "".join(body).strip()


def _section(heading: LexborNode | None, body: str) -> DocumentSection:
    if heading is None:
        return DocumentSection(body=body)
    said = heading.attributes
    return DocumentSection(
        identity=said.get("data-section") or "",
        level=LEVELS[str(heading.tag)],
        heading=" ".join(heading.text(separator="").split()),
        purpose=said.get("data-purpose") or "",
        urgency=said.get("data-urgency") or "",
        body=body,
    )


def join_document(sections: Iterable[DocumentSection]) -> str:
    """The document of sections: what `split_document` makes the same sections of."""
    return "\n".join(f"{_heading(section)}{section.body}" for section in sections)


def _heading(section: DocumentSection) -> str:
    said = {"section": section.identity, "purpose": section.purpose, "urgency": section.urgency}
    marks = "".join(f' data-{name}="{escape(value)}"' for name, value in said.items() if value)
    return f"<h{section.level}{marks}>{escape(section.heading, quote=False)}</h{section.level}>"


def with_rows(post: QueryDict) -> QueryDict:
    """Form data whose document has become rows of sections, as a form of rows would have sent them. Sections
    that the editor saw and that the document no longer has are rows to be deleted."""
    if FIELD not in post:
        return post
    seen = read_seen(post)
    known = [key.removeprefix(f"{PREFIX}:") for key in seen if is_key(key.removeprefix(f"{PREFIX}:"))]
    sections = split_document(post[FIELD], known)
    gone = [pk for pk in known if pk not in {section.identity for section in sections}]
    rows = [
        *(_row(section, order, seen) for order, section in enumerate(sections)),
        *({"id": pk, "DELETE": "on"} for pk in gone),
    ]
    # Rows that are stored come first: by that a form of rows tells them from new ones.
    rows.sort(key=lambda row: not row["id"])
    data = QueryDict(mutable=True)
    data.update(post)
    del data[FIELD]
    for i, row in enumerate(rows):
        for name, value in row.items():
            data[f"{PREFIX}-{i}-{name}"] = value
    data[f"{PREFIX}-TOTAL_FORMS"] = str(len(rows))
    data[f"{PREFIX}-INITIAL_FORMS"] = str(sum(1 for row in rows if row["id"]))
    return data


def _row(section: DocumentSection, order: int, seen: dict[str, str]) -> dict[str, str]:
    values = {
        "heading": section.heading,
        "level": str(section.level),
        "purpose": section.purpose or "other",
        "urgency": section.urgency,
        "body": section.body,
    }
    # The editor writes a text that nobody touched in its own way.
    as_kept = {**values, "body": body_from_editor(section.body)}
    if seen.get(f"{PREFIX}:{section.identity}") == row_fingerprint({n: [v] for n, v in as_kept.items()}):
        values = as_kept
    return {"id": section.identity, "order": str(order), **values}
