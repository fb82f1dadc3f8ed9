"""The words of a page, each of its texts cut once: search and suggestions are made of these."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import override

from articles.content import ArticleContent
from articles.content.plain_text import plain_text
from articles.content.status_names import survey_name

from .words import split

# Where an item of a list ends without a mark that says so: in a line of text it would run into the next.
ITEM_END = re.compile(r"(?<![.?!:;,>])</li>(?=\s*+<li)")


@dataclass(frozen=True)
class PageWords:
    """Folded words in order, with repeats. `aliases` holds those of each other name, `labels` those of tags
    and category, `body` those of all texts in reading order."""

    title: tuple[str, ...]
    aliases: tuple[tuple[str, ...], ...]
    labels: tuple[str, ...]
    headings: tuple[str, ...]
    body: tuple[str, ...]

    @classmethod
    def of(cls, content: ArticleContent) -> "PageWords":
        return cls(
            title=tuple(split(content.title)),
            aliases=tuple(tuple(split(name)) for name in content.aliases),
            labels=_words([*content.tags, content.category]),
            headings=_words(section.heading for section in content.sections),
            body=_words(body_texts(content)),
        )

    def counts(self) -> Counter[str]:
        """How often each word stands on the page."""
        counts = Counter(self.body)
        for part in (self.title, *self.aliases, self.labels, self.headings):
            counts.update(part)
        return counts


def body_texts(content: ArticleContent) -> Iterable[str]:
    """The texts of a page in reading order, without its title."""
    return (text for _heading, text in headed_texts(content))


def all_texts(content: ArticleContent) -> Iterable[str]:
    """Every text of a page that a reader might quote."""
    yield from (content.title, *content.aliases, *(section.heading for section in content.sections))
    yield from body_texts(content)


def headed_texts(content: ArticleContent) -> Iterable[tuple[str, str]]:
    """The same, each after the heading of its section, or ""."""
    yield "", content.main_message
    yield "", content.summary
    for section in content.sections:
        yield section.heading, plain_text(ITEM_END.sub("; ", section.body))
    for table in content.survey_tables:
        with override(content.language):
            name = survey_name(table.title, table.is_unverified)
        yield "", " ".join([name, table.question, *(row.label for row in table.rows)])
    for figure in content.figures:
        yield "", plain_text(figure.caption)
        yield "", " ".join([figure.alternative, figure.description])
    yield "", " ".join(named.name for named in content.organizations)


def _words(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for text in texts for word in split(text))
