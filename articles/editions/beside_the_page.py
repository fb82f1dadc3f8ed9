"""What a text says that its page doesn't draw: whoever signs the text off reads that, too.

Readers meet it elsewhere: the summary in lists and searches, the category above the page, a whole record of a
source in the API and in their reference manager.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from django.utils.translation import gettext as translated

from articles.content import PURPOSES, ArticleContent
from articles.content.field_names import FIELD_NAMES, RECORD_NAMES

from .changes import in_words, record_in_words

# The page draws each of these whole.
DRAWN = {
    "title", "main_message", "aim", "tags", "authors", "sections", "disclaimer", "funding", "licence",
    "change_note",
}  # fmt: skip
# Told one by one.
RECORDS = {"sources", "survey_tables", "figures"}


@dataclass(frozen=True)
class Said:
    """What a field or a record says, in words."""

    label: str
    text: str


def beside_the_page(content: ArticleContent) -> Iterator[Said]:
    """Each field that the page doesn't draw, what each section is for, and each record in full."""
    for item in fields(content):
        value = getattr(content, item.name)
        if value and item.name not in {"schema", *DRAWN, *RECORDS}:
            yield Said(str(FIELD_NAMES[item.name]), in_words(value))
    for section in content.sections:
        purpose = PURPOSES.get(section.purpose)
        asked = translated(purpose.question) if purpose and purpose.question else section.purpose
        yield Said(f"{FIELD_NAMES['purpose']}: {section.heading}", asked)
    for what, records in (
        ("source", content.sources),
        ("survey table", content.survey_tables),
        ("figure", content.figures),
    ):
        for record in records:
            yield Said(f"{RECORD_NAMES[what]} {record.key}", record_in_words(record))
