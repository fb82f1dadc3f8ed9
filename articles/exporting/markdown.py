"""Writes an article as Markdown; `articles.importing.own_markdown` says how, and reads it back equal but for
white space that nobody sees."""

from collections.abc import Collection
from typing import Any

import yaml

from articles.content import ArticleContent, SectionContent

from .csl import source_to_csl
from .markdown_body import body_markdown, line_markdown

ALWAYS = ("title", "slug", "schema")


class _Dumper(yaml.SafeDumper):
    """Writes each value where it belongs, also one that stands twice."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def article_markdown(content: ArticleContent, said: str = "", retracted: Collection[str] = ()) -> str:
    """The whole text with its fields before it. `said` is a comment for people, one sentence a line; sources
    whose key is in `retracted` say so in a note."""
    fields = {
        name: value
        for name, value in content.to_dict().items()
        if name not in ("sections", "sources") and (value or name in ALWAYS)
    }
    if content.sources:
        fields["references"] = [_reference(source_to_csl(each), retracted) for each in content.sources]
    comment = "".join(f"# {line}\n" for line in said.splitlines())
    head = yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return "\n\n".join([f"---\n{comment}{head}---", *map(_section, content.sections)]) + "\n"


def _reference(record: dict[str, Any], retracted: Collection[str]) -> dict[str, Any]:
    return {**record, "note": "Retracted."} if record["id"] in retracted else record


def _section(section: SectionContent) -> str:
    facts = [f"purpose={section.purpose}", *([f"urgency={section.urgency}"] if section.urgency else [])]
    heading = " ".join(
        filter(None, ["#" * section.level, line_markdown(section.heading), f"{{{' '.join(facts)}}}"])
    )
    return "\n\n".join(filter(None, [heading, body_markdown(section.body)]))
