"""A page as the content of an article, and what an editor has to know about it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from articles.content import ArticleContent, PersonName, SectionContent, SourceContent
from articles.importing.bibliography import FreeKeys
from articles.importing.kinds import UNKNOWN, check_kind, guessed_kind
from articles.importing.purposes import purpose_of
from articles.importing.scraped_content import MAX_LABEL, MAX_TITLE, authors_of, names, shortened, slug_of
from articles.importing.texts import ImportedText, PageReport, title_identity
from articles.text.marks import with_marks
from articles.text.pasted import tidy_pasted
from articles.text.struck import NAMES, LeftOut, without_struck
from articles.text.styles import SHEET, style_sheet
from cancerinfo.web.addresses import is_web_address

from .blocks import Blocks, Picture, Piece
from .guesses import CHECK_AUDIENCE, is_for_professionals, language_of
from .inline import NOTE_CLOSES, NOTE_OPENS
from .page import Dropped, Page, PageRefused
from .pictures import PictureShelf
from .reference_text import read_reference
from .references import TYPED_NUMBER, take_references
from .sections import Part, title_and_parts
from .tree import UNSEEN, body_of, one_line, text_of

NOTE = re.compile(f"{NOTE_OPENS}([^{NOTE_CLOSES}]+){NOTE_CLOSES}")
NOTES = re.compile(rf"(?:<sup>)?{NOTE.pattern}(?:[\s,;]*{NOTE.pattern})*(?:</sup>)?")
IBID = re.compile(r"(?:ibid(?:em)?|ibíd(?:em)?|id)\.?(?:,.{0,40})?", re.IGNORECASE)
OURS = {ord(NOTE_OPENS): None, ord(NOTE_CLOSES): None}
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def read_page(place: str, page: Page) -> ImportedText:
    """The text of a page. Raises PageRefused for one without title or text."""
    whole = page.html.translate(OURS)
    body = body_of(whole)
    notes = {**page.notes, **take_references(body)}
    # Its style sheets tell which words nobody sees.
    sheets = "".join(f"<style>{sheet}</style>" for sheet in SHEET.findall(whole))
    html, struck = without_struck(f"{sheets}{body.inner_html}")
    body = body_of(with_marks(html, style_sheet(sheets)))
    walk = Blocks(page.address)
    title, parts = title_and_parts(one_line(page.title), walk.of(body))
    title = title or _first_words(parts)
    if not title:
        raise PageRefused("No title and no text was found in it.")
    shelf = PictureShelf(page.files)
    citing = _Citing(notes, page.sources)
    sections = tuple(_section(part, shelf, citing) for part in parts)
    if not any(section.body or section.heading for section in sections):
        raise PageRefused("It has a title but no text.")
    content = _with_facts(page, title, sections, text_of(body))
    kind = guessed_kind(content, page.labels)
    content = replace(
        content,
        kind=kind or UNKNOWN,
        sources=tuple(dict.fromkeys(citing.sources.values())),
        figures=tuple(shelf.figures.values()),
    )
    report = PageReport(
        dropped=tuple((each.what, each.words) for each in [*page.dropped, *map(_struck, struck)]),
        says=(
            *page.says,
            *check_kind(kind),
            *_guessed(page, content),
            *_lost(walk.inline.lost_links),
            *shelf.says,
        ),
        pictures=tuple(shelf.kept()),
        old_addresses=tuple(filter(None, (page.address, *page.old_addresses))),
        byline={
            name: getattr(page, name)
            for name in ("author", "reviewer", "published", "updated")
            if getattr(page, name)
        },
    )
    identity = f"url:{page.address}" if is_web_address(page.address) else title_identity(title)
    return ImportedText(place, identity, content, page=report)


def _struck(left_out: LeftOut) -> Dropped:
    return Dropped(NAMES[left_out.kind], left_out.words[:80])


def _first_words(parts: list[Part]) -> str:
    """Of a page without any heading: its first line, which then stands twice."""
    for part in parts:
        for block in part.blocks:
            if isinstance(block, Piece):
                return shortened(text_of(body_of(block.html)), 100)
    return ""


def _with_facts(page: Page, title: str, sections: tuple[SectionContent, ...], text: str) -> ArticleContent:
    labels = (title, page.title, *page.labels, *page.tags, page.category)
    title = shortened(title, MAX_TITLE)
    return ArticleContent(
        title=title,
        slug=slug_of(title),
        language=_language(page, text),
        audience="professionals" if is_for_professionals(labels) else "patients",
        summary=one_line(page.summary),
        category=shortened(one_line(page.category), MAX_LABEL),
        tags=names(shortened(tag, MAX_LABEL) for tag in map(one_line, page.tags) if tag),
        authors=authors_of(one_line(page.author)),
        sections=sections,
        source_url=page.address if is_web_address(page.address) else "",
    )


def _language(page: Page, text: str) -> str:
    """The language that the words tell for sure, else the one that the page names, else English."""
    named = page.language.replace("_", "-").strip()
    named = named.split("-")[0].lower() if LANGUAGE.fullmatch(named) else ""
    return language_of(text) or named or "en"


def _guessed(page: Page, content: ArticleContent) -> Iterable[str]:
    if content.audience == "professionals":
        yield CHECK_AUDIENCE
    named = page.language[:2].lower()
    if named and named != content.language:
        yield f"By its words its language is {content.language}, though it says {page.language}: check it."
    elif not named and content.language != "en":
        yield f"By its words its language is {content.language}: check it."
    if page.reviewer:
        yield f"It names {page.reviewer} as reviewer; nothing was signed off here."


def _lost(links: int) -> Iterable[str]:
    if links:
        led = "1 link" if links == 1 else f"{links} links"
        yield f"{led} led to other pages of the old site, or nowhere: the words stayed."


def _section(part: Part, shelf: PictureShelf, citing: "_Citing") -> SectionContent:
    html = "".join(shelf.place(block) if isinstance(block, Picture) else block.html for block in part.blocks)
    heading = NOTE.sub("", part.heading)
    return SectionContent(
        heading=shortened(heading, MAX_TITLE),
        level=part.level,
        purpose=purpose_of(heading),
        body=citing.with_citations(tidy_pasted(html)),
    )


@dataclass
class _Citing:
    """Turns the marks of notes into citations, and notes into sources."""

    notes: Mapping[str, str]
    given: Mapping[str, SourceContent]
    sources: dict[str, SourceContent] = field(default_factory=dict)
    keys: FreeKeys = field(default_factory=FreeKeys)
    previous: str = ""

    def with_citations(self, body: str) -> str:
        return NOTES.sub(lambda found: self._cited(NOTE.findall(found[0])), body)

    def _cited(self, notes: list[str]) -> str:
        keys = dict.fromkeys(self._key(note) for note in notes if note in self.notes or note in self.given)
        return f"[{'; '.join(f'@{key}' for key in keys)}]" if keys else ""

    def _key(self, note: str) -> str:
        if note not in self.sources:
            source = self.given[note] if note in self.given else _reference(self.notes[note])
            if IBID.fullmatch(source.title) and self.previous:
                return self.previous
            same = next((each for each in self.sources.values() if _is_same(each, source)), None)
            self.sources[note] = same or replace(source, key=self.keys.key(_with_author(source)))
        self.previous = self.sources[note].key
        return self.previous


def _reference(note: str) -> SourceContent:
    body = body_of(note)
    addresses = " ".join(link.attributes.get("href") or "" for link in body.css("a"))
    return read_reference(TYPED_NUMBER.sub("", UNSEEN.sub("", text_of(body)), count=1), addresses)


def _with_author(source: SourceContent) -> SourceContent:
    """For its key: the first word of a reference that could not be read is its author's name, or as good."""
    first = re.search(r"\w{2,}", source.title)
    return source if source.authors or not first else replace(source, authors=(PersonName(first[0]),))


def _is_same(one: SourceContent, other: SourceContent) -> bool:
    return replace(one, key="") == other
