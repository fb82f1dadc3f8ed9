"""The difference of two texts as words to read: for reviewers, outside experts and the public history."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields

from django.utils.translation import gettext as _

from articles.content import ArticleContent, SectionContent, scalar_fields
from articles.content.difference import difference
from articles.content.field_names import FIELD_NAMES, RECORD_NAMES
from articles.content.plain_text import TAG
from articles.text.word_alignment import Run, kept_runs

# What is said of a section beside its text; it is named in front of the text, the heading first.
SAID_OF_SECTIONS = tuple(name for name in reversed(scalar_fields(SectionContent)) if name != "body")
# Tags that stand within a word or right before a full stop; all others part two words.
INLINE_TAG = re.compile(r"</?(?:a|abbr|b|em|i|strong|sub|sup)\b[^<>]*+>")
CITATION = re.compile(r"\s?+\[(@[^\[\]]*+)\]")


@dataclass(frozen=True)
class Part:
    """Words that stayed ("kept"), came ("added") or went ("removed")."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """What differs in one field, section or record. `parts` is empty where there is nothing to compare."""

    label: str
    kind: str
    parts: tuple[Part, ...] = ()


def changes_between(before: ArticleContent, after: ArticleContent) -> Iterator[Change]:
    """The difference of two contents, word for word where both have words."""
    found = difference(before, after)
    for change in found.fields:
        yield Change(
            str(FIELD_NAMES[change.name]),
            "changed",
            compared(in_words(change.before), in_words(change.after)),
        )
    for change in found.sections:
        texts = _section_texts(change.before, change.after)
        name = change.heading or _("section without heading")
        yield Change(name, change.kind, () if change.kind == "moved" else compared(*texts))
    for change in found.records:
        texts = [record_in_words(record) for record in (change.before, change.after)]
        yield Change(f"{RECORD_NAMES[change.what]} {change.key}", change.kind, compared(*texts))


def compared(before: str, after: str) -> tuple[Part, ...]:
    """Both texts as one run of parts, word by word."""
    old, new = before.split(), after.split()
    parts: list[Part] = []
    i = k = 0
    for run in [*kept_runs(old, new), Run(len(old), len(new), 0)]:
        parts += _parts("removed", old[i : run.old])
        parts += _parts("added", new[k : run.new])
        i, k = run.old + run.length, run.new + run.length
        parts += _parts("kept", old[run.old : i])
    return tuple(parts)


def _parts(kind: str, words: list[str]) -> list[Part]:
    return [Part(kind, " ".join(words))] if words else []


def _section_texts(before, after):
    """The words of both sections. What else is said of a section is named where it differs."""
    texts = [_body_words(section.body) if section else "" for section in (before, after)]
    for name in SAID_OF_SECTIONS:
        values = [str(getattr(section, name)) if section else "" for section in (before, after)]
        if values[0] != values[1] and before and after:
            label = "" if name == "heading" else f"{FIELD_NAMES[name]}: "
            texts = [f"{label}{value} {text}" for value, text in zip(values, texts, strict=True)]
    return texts


def _body_words(body):
    """The words of a body, each citation by the keys of its sources: "as trials showed [kim-2021]"."""
    cited = CITATION.sub(lambda token: f" [{token[1].replace('@', '')}]", body)
    return html.unescape(TAG.sub(" ", INLINE_TAG.sub("", cited)))


def record_in_words(record):
    if record is None:
        return ""
    values = ((item.name, getattr(record, item.name)) for item in fields(record))
    return " ".join(f"{FIELD_NAMES[name]}: {in_words(value)}" for name, value in values if value)


def in_words(value) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(in_words, value))
    if hasattr(value, "__dataclass_fields__"):
        return " ".join(
            in_words(getattr(value, item.name)) for item in fields(value) if getattr(value, item.name)
        )
    return str(value)
