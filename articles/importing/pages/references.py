"""The references of a text: its list of literature and the marks that lead to it, so that they become
citations.

A mark is a link to an entry, a raised number, a number in brackets, or names and a year in brackets. Entries
that no mark leads to stay in the text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from selectolax.lexbor import LexborNode

from articles.content.identifiers import dois_in, pmids_in

from .inline import NOTE_CLOSES, NOTE_OPENS
from .tree import NO_TEXT, attribute, children, is_text, level_of, text_of

TITLE = re.compile(
    r"(?:\d+[.)]?\s+)?(?:references?|reference list|bibliography|literature(?: cited)?|sources?|citations?"
    r"|notes|footnotes"
    r"|endnotes|works cited|referencias(?: bibliográficas)?|bibliografía|fuentes|notas)\W*",
    re.IGNORECASE,
)
NUMBERS = r"\d{1,3}(?:\s*[,;]\s*\d{1,3}|\s*[-–]\s*\d{1,3})*"
RAISED = re.compile(rf"\[?({NUMBERS})\]?")
IN_BRACKETS = re.compile(rf"\s?\[({NUMBERS})\]")
TYPED_NUMBER = re.compile(r"^\s*(?:\[(\d{1,3})\]|(\d{1,3})[.)])\s+")
YEAR = re.compile(r"\b((?:19|20)\d\d)[a-z]?\b")
ROUND = re.compile(r"\s?\(([^()]{4,200}?\b(?:19|20)\d\d[a-z]?\b[^()]{0,120})\)")
NAMED = re.compile(
    r"(?:see (?:also )?|e\.g\.,? |cf\.? )?([A-ZÀ-ÖØ-Þ][\w’'-]+)(?:(?:,? (?:and|&|y|et) [A-ZÀ-ÖØ-Þ][\w’'-]+)"
    r"|,? et al\.?)?,? "
    r"((?:19|20)\d\d[a-z]?)"
)
# "(Noone 2020; see " before a link, and "Noone (2020)" in a sentence: the words stay.
UNCLOSED = re.compile(r"\([^()]{0,300}$")
IN_SENTENCE = re.compile(
    r"\b([A-ZÀ-ÖØ-Þ][\w’'-]+)(?: (?:and|&|y|et) [A-ZÀ-ÖØ-Þ][\w’'-]+| et al\.?)? \(((?:19|20)\d\d[a-z]?)\)"
)
MARK = re.compile(r"\[?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§]{1,3})\]?", re.IGNORECASE)
BACK = re.compile(r"[↑↩^⤴↵]\ufe0e?|back(?: to text)?|volver", re.IGNORECASE)
MOST_ENTRIES = 1000


@dataclass
class Entry:
    """`number` as a mark names it, `anchors` are its places in the page."""

    number: int
    node: LexborNode
    anchors: set[str]
    words: str
    is_cited: bool = False

    @property
    def note(self) -> str:
        return f"reference-{self.number}"


@dataclass
class References:
    entries: list[Entry] = field(default_factory=list)
    heading: LexborNode | None = None

    def numbered(self, number: int) -> Entry | None:
        return next((entry for entry in self.entries if entry.number == number), None)

    def named(self, family: str, year: str) -> Entry | None:
        """The only entry that begins with this author and has this year ("2019" or "2019b")."""
        of_author = [entry for entry in self.entries if entry.words.casefold().startswith(family.casefold())]
        exact = [entry for entry in of_author if re.search(rf"\b{year}\b", entry.words)]
        found = exact or [entry for entry in of_author if year[:4] in YEAR.findall(entry.words)]
        return found[0] if len(found) == 1 else None

    def identified(self, names: set[str]) -> Entry | None:
        return next((e for e in self.entries if names & identifiers(f"{e.words} {_addresses(e.node)}")), None)


def take_references(body: LexborNode) -> Mapping[str, str]:
    """Takes the entries that the text cites out of it and writes marks of notes where it cites them. Returns
    the HTML of each, by the name in its marks."""
    references = References(list(_footnotes(body)))
    if not references.entries:
        references = _list_of(body)
    if not references.entries:
        return {}
    _mark_links(body, references)
    _mark_words(body, references)
    notes = {}
    for entry in references.entries:
        if entry.is_cited:
            notes[entry.note] = entry.node.inner_html or ""
    _take_out(references)
    return notes


def identifiers(text: str) -> set[str]:
    """DOIs and PMIDs of a text that names them as such: a bare number is none."""
    named = " ".join(re.findall(r"(?:pmid:?\s*\d+|\S*(?:pubmed|ncbi)\S*)", text, re.IGNORECASE))
    return {doi.lower() for doi in dois_in(text)} | set(pmids_in(named))


def mark(note: str) -> str:
    return f"{NOTE_OPENS}{note}{NOTE_CLOSES}"


def _list_of(body: LexborNode) -> References:
    for heading in reversed(body.css("h1, h2, h3, h4, h5, h6, p, b, strong, summary")):
        if TITLE.fullmatch(text_of(heading)) and not (
            heading.tag in ("b", "strong") and heading.parent is not None and heading.parent.tag == "p"
        ):
            entries = list(_entries(_after(heading)))
            if entries and any(_is_reference(entry.words) for entry in entries):
                return References(entries[:MOST_ENTRIES], heading)
    return References()


def _footnotes(body: LexborNode) -> Iterator[Entry]:
    """Notes that a mark leads to and that lead back to it, as word processors write them."""
    places = {attribute(node, name): node for node in body.css("[id], [name]") for name in ("id", "name")}
    for number, link in enumerate(body.css("a[href^='#']")):
        target = places.get(attribute(link, "href")[1:])
        if target is None or not MARK.fullmatch(text_of(link)):
            continue
        own = {attribute(each, name) for each in (link, link.parent or link) for name in ("id", "name")} - {
            ""
        }
        note = target
        while note.tag not in ("p", "li", "div", "body") and note.parent is not None:
            note = note.parent
        back = [each for each in note.css("a[href^='#']") if attribute(each, "href")[1:] in own]
        if not back or note.tag == "body" or link.mem_id in {each.mem_id for each in note.css("a")}:
            continue
        anchors = {attribute(link, "href")[1:]}
        if text_of(note).startswith(text_of(link)) or text_of(back[0]) == text_of(link):
            for each in back:
                each.decompose()
            yield Entry(MOST_ENTRIES + number, note, anchors, text_of(note))


def _after(heading: LexborNode) -> Iterator[LexborNode]:
    """What follows a heading, up to the next one of its level or above."""
    level = level_of(heading, 6)
    node = heading.next
    while node is not None and level_of(node, 7) > level:
        yield node
        node = node.next


def _entries(nodes: Iterator[LexborNode]) -> Iterator[Entry]:
    count = 0
    for node in list(nodes):
        found = node.css("li") if node.tag in ("ol", "ul", "div", "section") else []
        if not found and not is_text(node):
            found = node.css("p") if node.tag in ("div", "section") else [node] if node.tag == "p" else []
        for each in found:
            for link in each.css("a"):
                if attribute(link, "href").startswith("#") and BACK.fullmatch(text_of(link)):
                    link.decompose()
            words = text_of(each)
            if not words:
                continue
            count += 1
            typed = TYPED_NUMBER.match(words)
            number = int(typed[1] or typed[2]) if typed else count
            anchors = {
                attribute(at, name) for at in [each, *each.css("[id], [name]")] for name in ("id", "name")
            }
            yield Entry(number, each, anchors - {""}, words[typed.end() if typed else 0 :])


def _is_reference(words: str) -> bool:
    return bool(YEAR.search(words) or identifiers(words) or "http" in words)


def _mark_links(body: LexborNode, references: References):
    """Links to an entry, and links to the publication that an entry is about."""
    by_anchor = {anchor: entry for entry in references.entries for anchor in entry.anchors}
    own = {link.mem_id for entry in references.entries for link in entry.node.css("a")}
    for link in body.css("a"):
        href = attribute(link, "href").strip()
        if link.mem_id in own or not href:
            continue
        if href.startswith("#") and (entry := by_anchor.get(href[1:])):
            entry.is_cited = True
            around = link.parent
            alone = (
                around is not None
                and around.tag == "sup"
                and text_of(around).strip("[]() ") == text_of(link).strip("[]() ")
            )
            (around if alone and around is not None else link).replace_with(mark(entry.note))


def _mark_words(body: LexborNode, references: References):
    own = {node.mem_id for entry in references.entries for node in _all(entry.node)}
    for node in [each for each in body.css("sup") if each.mem_id not in own]:
        found = RAISED.fullmatch(text_of(node))
        if found and (marks := _marks(found[1], references)):
            node.replace_with(marks)
    for node in [each for each in _all(body) if is_text(each) and each.mem_id not in own]:
        words = node.text(deep=False)
        marked = IN_BRACKETS.sub(lambda found: _marks(found[1], references) or found[0], words)
        marked = ROUND.sub(lambda found: _named_marks(found, references), marked)
        marked = UNCLOSED.sub(lambda found: NAMED.sub(partial(_marked_behind, references), found[0]), marked)
        marked = IN_SENTENCE.sub(partial(_marked_behind, references), marked)
        if marked != words:
            node.replace_with(marked)


def _all(node: LexborNode) -> Iterator[LexborNode]:
    yield node
    for child in children(node):
        if child.tag not in NO_TEXT:
            yield from _all(child)


def _marks(numbers: str, references: References) -> str:
    """The marks of "1,3-5"; "" unless each number has an entry."""
    wanted: list[int] = []
    for part in re.split(r"\s*[,;]\s*", numbers):
        first, _, last = re.sub(r"\s*[-–]\s*", "-", part).partition("-")
        wanted += range(int(first), min(int(last or first), int(first) + 30) + 1)
    entries = [references.numbered(number) for number in wanted]
    if not entries or not all(entries):
        return ""
    return "".join(_cite(entry) for entry in entries if entry)


def _named_marks(found: re.Match, references: References) -> str:
    """Marks in place of brackets that hold nothing but names and years; else behind the words in them."""
    parts = re.split(r"\s*;\s*", found[1])
    named = [(part, NAMED.match(part)) for part in parts]
    entries = [references.named(each[1], each[2]) if each else None for _, each in named]
    cited = [entry for entry in entries if entry]
    if not cited:
        return found[0]
    marks = "".join(map(_cite, cited))
    if len(cited) == len(parts) and all(each and each.end() == len(part) for part, each in named):
        return marks
    return f"{found[0][:-1]} {marks})"


def _marked_behind(references: References, found: re.Match) -> str:
    entry = references.named(found[1], found[2])
    return f"{found[0]} {_cite(entry)}" if entry else found[0]


def _cite(entry: Entry) -> str:
    entry.is_cited = True
    return mark(entry.note)


def _addresses(node: LexborNode) -> str:
    return " ".join(attribute(link, "href") for link in node.css("a"))


def _take_out(references: References):
    for entry in references.entries:
        if entry.is_cited:
            entry.node.decompose()
    if all(entry.is_cited for entry in references.entries) and references.heading is not None:
        references.heading.decompose()
