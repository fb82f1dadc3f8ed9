"""Finds the text of a web page among what stands around it."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from selectolax.lexbor import LexborNode

from articles.content.plain_text import count_words

from .furniture import FOOTER, NAVIGATION, RELATED, SHARE, SIDE, title_heading, without_furniture
from .page import Dropped
from .tree import HEADINGS, attribute, children, has_block, is_text, level_of, text_of

# In the order of trust; the first that holds most of the words is the text.
PLACES = (
    "main", "[role=main]", "article", "[itemprop=articleBody]", "#content", "#main", "#main-content",
    ".content", ".main-content", ".entry-content", ".post-content", ".article-body", "#bodyContent",
    "td.content",
)  # fmt: skip
MOST = 0.4
LEGAL = re.compile(
    r"©|\(c\) ?\d{4}|\bcopyright\b|\ball rights reserved\b|\btodos los derechos\b|\bregistered charity\b"
    r"|\bprivacy policy\b|\baviso legal\b|\bpol[ií]tica de (?:privacidad|cookies)\b"
    r"|\bvisit(?:or)?s?: ?\d+|\bvisitas: ?\d+|\bcookie policy\b|\bterms of use\b",
    re.IGNORECASE,
)
# Headings of what sites put around a text, or at its end.
NOT_OF_TEXT = re.compile(
    r"(?:you (?:may|might|will) (?:also )?(?:like|be interested)|related (?:posts|articles|pages|content"
    r"|links|stories)"
    r"|(?:latest|recent|popular|related) (?:news|posts?|articles?|pages?|stories)|quick links"
    r"|enlaces relacionados|contenidos? relacionados?|noticias relacionadas|[uú]ltimas noticias"
    r"|recommended(?: for you| reading)?|more from\b.*|read (?:next|more)|share(?: this)?(?: page| post"
    r"| article)?"
    r"|follow us.*|in this section|on this page|(?:table of )?contents|leave a (?:reply|comment)"
    r"|(?:\d+ )?comments?"
    r"|(?:sign up|subscribe).*|newsletter|advertisement|skip to .*|contenidos?|índice|comparte|compartir"
    r"|síguenos"
    r"|artículos relacionados|te puede interesar|también (?:le|te) puede interesar|en esta sección)\W*",
    re.IGNORECASE,
)
DATES = re.compile(
    r"(?:(?:this )?(?:page|content|information) )?(?:was )?"
    r"(?:last (?:updated|reviewed|modified)|updated"
    r"|reviewed|published|posted|(?P<next>next review)(?: due)?(?: date)?|actualizado|publicado"
    r"|(?:fecha de la )?[uú]ltima (?:actualizaci[oó]n|revisi[oó]n)|(?P<siguiente>pr[oó]xima revisi[oó]n))"
    r"(?: on)?:?\s+(?P<date>[^.]{3,40}?)\.?",
    re.IGNORECASE,
)
# What a reader does with the page, in a line or an item of its own.
TOOLS = re.compile(
    r"(?:share|comparte|compartir)\b[\w ,|/]{0,40}"
    r"(?:facebook|twitter|e-?mail|whatsapp|linkedin|print)[\w ,|/]{0,40}"
    r"|tweet|pin it|(?:print|imprimir)(?: (?:this|esta))?(?: (?:page|p[aá]gina))?"
    r"|e-?mail(?: this)?(?: (?:page|to a friend))?|(?:back )?to (?:the )?top(?: of (?:the )?page)?"
    r"|volver arriba|ir arriba",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"\w{2}[.!?…](?:\s|$)")
TEXT_BLOCKS = {"p", "ul", "ol", "table", "blockquote", *HEADINGS}
COLUMNS = ("div", "section", "ul", "td")
SHORT, LINKED = 40, 0.6


def main_text(body: LexborNode, title: str = "") -> tuple[LexborNode, list[Dropped]]:
    """The element that holds the text under the heading `title`, and what was taken out of it."""
    dropped = without_furniture(body, title)
    main = _place(body)
    dropped += [
        Dropped(kind, text_of(node)[:80]) for node, kind in _outside(body, main) if text_of(node)
    ]  # fmt: skip
    dropped += _without_headed(main)
    dropped += _without_menus(main, title)
    dropped += _without_beside(main, title)
    return main, dropped


def _place(body: LexborNode) -> LexborNode:
    whole = len(text_of(body))
    for place in PLACES:
        found = body.css(place)
        if found and len(text_of(longest := max(found, key=lambda node: len(text_of(node))))) > whole * MOST:
            return longest
    return body


def _outside(body: LexborNode, main: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """What stands before and after the text, on each level between it and the body."""
    node = main
    while node.mem_id != body.mem_id and node.parent is not None:
        is_after = False
        for beside in node.parent.iter():
            if beside.mem_id == node.mem_id:
                is_after = True
            else:
                yield beside, FOOTER if is_after else NAVIGATION
        node = node.parent


def _without_headed(main: LexborNode) -> Iterator[Dropped]:
    """Parts under a heading that tells that they aren't text: all up to the next heading of that level."""
    for heading in list(main.css("h1, h2, h3, h4, h5, h6, p, b, strong")):
        if heading.parent is None or not NOT_OF_TEXT.fullmatch(text_of(heading)):
            continue
        level = level_of(heading, 6)
        part = [heading, *_up_to_heading(heading, level)]
        yield Dropped(RELATED, " ".join(map(text_of, part))[:80])
        for node in part:
            node.decompose()


def _up_to_heading(heading: LexborNode, level: int) -> Iterator[LexborNode]:
    node = heading.next
    # A paragraph or bold words head a list of links, nothing longer.
    is_weak = heading.tag not in HEADINGS
    while node is not None and level_of(node, 7) > level:
        if is_weak and not (is_text(node) or node.tag == "br" or _is_linked(node)):
            return
        yield node
        node = node.next


def _without_menus(main: LexborNode, title: str) -> Iterator[Dropped]:
    """Short lines and rows of links before the title, rows of links beside the text, legal lines at the
    end."""
    node = title_heading(main, title)
    goes: list[tuple[Sequence[LexborNode], str]] = []
    while node is not None and node.mem_id != main.mem_id and node.parent is not None:
        before = _before(node)
        words = " ".join(map(text_of, before)).strip()
        if words and _is_above_text(words, before):
            goes.append((before, NAVIGATION))
        node = node.parent
    goes += [([cell], NAVIGATION) for cell in main.css("td") if _is_menu(cell)]
    goes += [([each], FOOTER) for each in _legal_lines(main)]
    for run, kind in goes:
        if words := " ".join(map(text_of, run)).strip():
            yield Dropped(kind, words[:80])
        for each in run:
            each.decompose()


def _without_beside(main: LexborNode, title: str) -> Iterator[Dropped]:
    """Columns of links beside the column of the title, cards of other pages, lists of the parts of this page,
    and what a reader does with a page."""
    goes = [(each, SHARE) for each in main.css("p, li") if TOOLS.fullmatch(text_of(each))]
    goes += [(each, NAVIGATION) for each in main.css("ul, ol") if _is_contents(each)]
    goes += [(each, RELATED) for each in _cards(main, title)]
    node = title_heading(main, title)
    node = node.parent if node is not None and node.mem_id != main.mem_id else None
    while node is not None and node.mem_id != main.mem_id and node.parent is not None:
        goes += [(each, SIDE) for each in _after(node) if each.tag in COLUMNS and _leads_elsewhere(each)]
        node = node.parent
    taken = {each.mem_id for each, _ in goes}
    for each, kind in [(each, kind) for each, kind in goes if taken.isdisjoint(_around(each))]:
        if words := text_of(each):
            yield Dropped(kind, words[:80])
        each.decompose()


def _around(node: LexborNode) -> Iterator[int]:
    around = node.parent
    while around is not None:
        yield around.mem_id
        around = around.parent


def _after(node: LexborNode) -> Iterator[LexborNode]:
    following = node.next
    while following is not None:
        yield following
        following = following.next


def _leads_elsewhere(node: LexborNode) -> bool:
    """Whether a column holds little but links to pages of the same site, and headings over them."""
    links = node.css("a")
    headings = sum(len(text_of(each)) for each in node.css("h1, h2, h3, h4, h5, h6") if not each.css("a"))
    words = len(text_of(node)) - headings
    is_linked = len(links) > 1 and sum(len(text_of(link)) for link in links) > words * LINKED
    return is_linked and not any("://" in attribute(link, "href") for link in links)


def _is_contents(node: LexborNode) -> bool:
    """Whether a list leads to nothing but parts of this page."""
    links = node.css("a")
    return len(links) > 1 and _is_linked(node) and all(attribute(each, "href")[:1] == "#" for each in links)


def _cards(main: LexborNode, title: str) -> Iterator[LexborNode]:
    """Short articles in a row, where another one has the title."""
    articles = main.css("article")
    if not any(title_heading(each, title) is not None for each in articles):
        return
    short = [
        each for each in articles if title_heading(each, title) is None and count_words(text_of(each)) < SHORT
    ]
    if len(short) > 1:
        yield from short


def _is_above_text(words: str, nodes: Sequence[LexborNode]) -> bool:
    """Whether what stands above the title is a menu, a trail or a label: links, or few words, no sentence."""
    is_linked = all(_is_linked(each) for each in nodes if text_of(each))
    return is_linked or (count_words(words) < SHORT and not SENTENCE.search(words))


def _before(node: LexborNode) -> list[LexborNode]:
    """What stands before a node in its parent."""
    return list(takewhile(lambda beside: beside.mem_id != node.mem_id, children(node.parent or node)))


def _is_menu(cell: LexborNode) -> bool:
    """Whether a cell of a layout table is a column of links."""
    return len(cell.css("a")) > 2 and _is_linked(cell) and cell.css_first("h1") is None


def _legal_lines(node: LexborNode) -> Iterator[LexborNode]:
    """The last words, if they are what a site writes under each page."""
    for child in reversed(list(children(node))):
        words = text_of(child)
        if not words:
            continue
        if LEGAL.search(words) and count_words(words) < SHORT:
            yield child
        elif not is_text(child) and child.tag not in TEXT_BLOCKS and has_block(child):
            yield from _legal_lines(child)
            return
        elif not _is_linked(child) or child.tag in TEXT_BLOCKS:
            return


def _is_linked(node: LexborNode) -> bool:
    """Whether most of the words are links."""
    words = len(text_of(node))
    return words > 0 and sum(len(text_of(link)) for link in node.css("a")) > words * LINKED
