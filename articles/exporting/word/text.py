"""A whole article as blocks of a Word file, with its changes against what readers have."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import count

from articles.content import ArticleContent, SectionContent, SourceContent
from articles.content.difference import IN_PARTS, section_pairs
from articles.content.field_names import FIELD_NAMES
from articles.content.purposes import PURPOSES
from articles.content.status_names import source_name
from articles.editions.changes import in_words
from articles.exporting.exported import ExportedText, Remark
from articles.importing.pages.tree import body_of
from articles.rendering import format_source

from .blocks import DELETED, INSERTED, Block, Paragraph, Run, as_changed
from .bodies import Bodies
from .changes import tracked

# They stand at the head of the file.
AT_HEAD = ("title", "main_message")
BOLD = frozenset({"strong"})


@dataclass(frozen=True)
class WordText:
    """`remarks` are those that paragraphs name by index."""

    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...]


def word_text(text: ExportedText) -> WordText:
    """All that is signed with the text, in the order in which its writer has it. Where readers have an older
    text, the changes since then are tracked."""
    return _Writer(text).whole()


class _Writer:
    def __init__(self, text: ExportedText):
        self.text, self.after = text, text.content
        self.before = text.before
        self.remarks = list(text.remarks)
        keys = [source.key for content in self._versions() for source in content.sources]
        self.numbers = {key: number for number, key in enumerate(dict.fromkeys(keys), 1)}
        series = count(1)
        self.bodies = {id(content): Bodies(content, self.numbers, series) for content in self._versions()}

    def _versions(self) -> list[ArticleContent]:
        return [self.after, *([self.before] if self.before else [])]

    def whole(self) -> WordText:
        blocks = [
            *self._head(),
            *self._sections(),
            *self._both(self._sources),
            *self._both(self._facts),
        ]
        return WordText(tuple(blocks), tuple(self.remarks))

    def _both(self, write: Callable[[ArticleContent], Iterable[Block]]) -> Iterator[Block]:
        """What `write` makes of the content, with what has changed of it."""
        new = list(write(self.after))
        return tracked(list(write(self.before)), new) if self.before else iter(new)

    def _head(self) -> Iterator[Block]:
        first, *others = self._both(self._head_of)
        own = tuple(i for i, each in enumerate(self.text.remarks) if each.section is None)
        yield replace(first, remarks=own) if isinstance(first, Paragraph) else first
        yield from others

    def _head_of(self, content: ArticleContent) -> Iterator[Block]:
        yield Paragraph((Run(content.title),), "Title")
        if content.main_message:
            yield Paragraph((Run(content.main_message),), "Subtitle")

    def _sections(self) -> Iterator[Block]:
        after = self.after.sections
        if self.before is None:
            for i, section in enumerate(after):
                yield from self._remarked(i, self._section(section, self.after))
            return
        before = self.before.sections
        pairs = section_pairs(before, after)
        gone = _places_of_gone(pairs, len(before))
        yield from self._gone(gone.get(-1, ()))
        for i, section in enumerate(after):
            new = self._section(section, self.after)
            if i in pairs:
                old = before[pairs[i]]
                self._tell(i, old, section)
                new = list(tracked(self._section(old, self.before), new))
            else:
                new = [as_changed(each, INSERTED) for each in new]
            yield from self._remarked(i, new)
            yield from self._gone(gone.get(i, ()))

    def _gone(self, places: Iterable[int]) -> Iterator[Block]:
        if self.before is not None:
            for j in places:
                old = self._section(self.before.sections[j], self.before)
                yield from (as_changed(each, DELETED) for each in old)

    def _section(self, section: SectionContent, content: ArticleContent) -> list[Block]:
        heading = Paragraph((Run(section.heading),), f"Heading{section.level - 1}")
        return [*([heading] if section.heading else []), *self.bodies[id(content)].blocks(section.body)]

    def _tell(self, index: int, old: SectionContent, new: SectionContent):
        """Notes what has changed of a section that isn't its words."""
        if old.purpose != new.purpose:
            names = [PURPOSES[each.purpose].name for each in (old, new)]
            self._note(index, f"It was for “{names[0]}”, and is now for “{names[1]}”.")
        if old.urgency != new.urgency:
            self._note(
                index, f"Its urgency was “{old.urgency or 'none'}”, and is now “{new.urgency or 'none'}”."
            )

    def _note(self, index: int, words: str):
        self.remarks.append(Remark(index, "cancerinfo", self.text.at, words))

    def _remarked(self, index: int, blocks: Sequence[Block]) -> Iterator[Block]:
        own = tuple(i for i, each in enumerate(self.remarks) if each.section == index)
        for block in blocks:
            if own and isinstance(block, Paragraph):
                block, own = replace(block, remarks=own), ()
            yield block

    def _sources(self, content: ArticleContent) -> Iterator[Block]:
        if content.sources:
            yield Paragraph((Run("Sources"),), "Heading1")
        for source in content.sources:
            yield self._source(source)

    def _source(self, source: SourceContent) -> Block:
        number = self.numbers[source.key]
        named = replace(source, title=source_name(source.title, source.key in self.text.retracted))
        bodies = self.bodies[id(self.after)]
        runs = (Run(f"[{number}] "), *bodies.line(body_of(format_source(named))))
        return Paragraph(runs, place=f"source-{number}")

    def _facts(self, content: ArticleContent) -> Iterator[Block]:
        """What stands beside the text and is signed with it."""
        rows = [
            (str(FIELD_NAMES[each.name]), in_words(getattr(content, each.name)))
            for each in fields(ArticleContent)
            if each.name not in IN_PARTS and each.name not in AT_HEAD and getattr(content, each.name)
        ]
        yield Paragraph((Run("Beside the text"),), "Heading1")
        for name, value in rows:
            yield Paragraph((Run(f"{name.capitalize()}: ", BOLD), Run(value)), "Note")


def _places_of_gone(pairs: dict[int, int], count_before: int) -> dict[int, list[int]]:
    """The old sections that are gone, by the new one after which they stand; -1 stands before all."""
    new_of = {old: new for new, old in pairs.items()}
    found: dict[int, list[int]] = {}
    place = -1
    for old in range(count_before):
        if old in new_of:
            place = new_of[old]
        else:
            found.setdefault(place, []).append(old)
    return found
