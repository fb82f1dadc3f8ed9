"""A piece of prose that checks read: one paragraph or one list item, without markup."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """`kind` is "paragraph", "item" or "description" (of an organization); in a working copy also
    "heading", "table" (all its cells) or "message" (main message, summary, note of change). `section` is
    the heading of the section, `section_index` its place from 0. `line`, from 1, is set for text files."""

    text: str
    kind: str = "paragraph"
    section: str = ""
    section_index: int | None = None
    line: int | None = None
