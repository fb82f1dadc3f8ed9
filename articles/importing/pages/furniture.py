"""What stands around the text of a web page and isn't part of it: menus, banners, adverts, footers.

Told by elements and roles of HTML, and by the words of classes and ids that sites give to such parts. Names
are read word by word ("nav-main", "topnav", "cookieBar"), so that "content-with-sidebar" names no side
column.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from .page import Dropped
from .tree import HEADINGS, attribute, opens_part, text_of

NAVIGATION, COOKIES, ADVERT, SHARE = "navigation", "cookie bar", "advert", "share buttons"
RELATED, FOOTER, FORM, ACTIVE = "related posts", "footer", "form", "active content"
SIDE, COMMENTS, DONATE, HIDDEN = "side column", "comments", "donate button", "hidden text"
ELEMENTS = {
    "nav": NAVIGATION, "menu": NAVIGATION, "aside": SIDE, "footer": FOOTER, "form": FORM, "search": FORM,
    "button": FORM, "input": FORM, "select": FORM, "textarea": FORM, "dialog": COOKIES, "script": ACTIVE,
    "iframe": ACTIVE, "object": ACTIVE, "embed": ACTIVE, "applet": ACTIVE, "frame": ACTIVE,
    "frameset": ACTIVE, "canvas": ACTIVE, "audio": "recording", "video": "recording",
}  # fmt: skip
# These never hold the text of a page.
ALWAYS = {name for name, kind in ELEMENTS.items() if kind in (ACTIVE, FORM) and name != "form"} | {"nav"}
# These go without a line in the report: nobody ever read them.
SILENT = ("style", "noscript", "template", "link", "meta", "svg", "math", "title")
ROLES = {
    "navigation": NAVIGATION, "search": FORM, "contentinfo": FOOTER, "complementary": SIDE, "dialog": COOKIES,
    "alertdialog": COOKIES, "menu": NAVIGATION, "menubar": NAVIGATION,
}  # fmt: skip
WORDS = {
    COOKIES: "cookie cookies consent gdpr ccpa cookiebar cookiebanner onetrust cookiebot",
    NAVIGATION: "header masthead branding sitename tags taglist "
    "nav navbar navigation menu topnav subnav sidenav mainnav navmenu mainmenu submenu "
    "breadcrumb breadcrumbs crumb crumbs pagination pager skip skiplink skiplinks skipnav toc sitemap topbar "
    "toolbar",
    ADVERT: "ad ads advert adverts advertisement advertising adsense adslot dfp sponsored sponsor promo "
    "promotion banner billboard adsbygoogle taboola outbrain leaderboard mpu",
    SHARE: "share sharing sharebar sharebuttons addthis addtoany sharethis social socials sharedaddy print",
    RELATED: "related relatedposts jp-relatedposts recommended recommendations alsolike readnext "
    "upnext morelikethis teaser teasers",
    FOOTER: "footer foot colophon copyright siteinfo legal bottombar",
    SIDE: "sidebar sidebars sidecolumn sidebox widget widgets",
    COMMENTS: "comments commentlist respond disqus",
    FORM: "newsletter subscribe signup search searchform searchbox login popup modal lightbox "
    "feedback survey",
    DONATE: "donate donation giving donatebutton",
}
KIND_OF_WORD = {word: kind for kind, words in WORDS.items() for word in words.split()}
COMPOUND = re.compile(r"(?:^|[-_])(?:side|right|left)[-_]?(?:bar|col|column|nav|rail)(?:$|[-_])", re.I)
PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
# Words beside which the others say nothing: the column of the text, what a page has or hasn't.
OF_TEXT = {
    "content",
    "main",
    "article",
    "post",
    "entry",
    "body",
    "page",
    "text",
    "has",
    "no",
    "with",
    "layout",
}
# What a page warns of is text, wherever it stands.
WARNS = {"warning", "alert", "important", "urgent", "caution", "danger", "emergency"}
WARNING = re.compile(
    r"\b(?:999|112|911|emergency|emergencias?|urgent(?:ly)?|urgencias?|at once|straight away)\b",
    re.IGNORECASE,
)
COOKIE_NOTICE = re.compile(
    r"\b(?:we|this (?:web)?site|our (?:web)?site) uses? (?:\w+ ){0,3}cookies\b"
    r"|\b(?:utilizamos|usamos|utiliza|usa) (?:\w+ ){0,3}cookies\b",
    re.IGNORECASE,
)
LONGEST_NOTICE = 500
# A part that holds so much of the words of the page is its text, whatever it is called.
MOST = 0.5


def without_furniture(body: LexborNode, title: str = "") -> list[Dropped]:
    """Takes what isn't text out of the elements of a page; returns what it was, in order. What holds the
    heading `title` is text."""
    words_of_page = text_of(body)
    whole = len(words_of_page) or 1
    for name in SILENT:
        for node in body.css(name):
            node.decompose()
    _open_parts(body)
    dropped = list(_without_cookie_notice(body, title)) if COOKIE_NOTICE.search(words_of_page) else []
    for node, kind in list(_furniture(body, whole, title)):
        words = "" if kind == ACTIVE else text_of(node)
        if words or kind == ACTIVE:
            dropped.append(Dropped(kind, words[:80]))
        node.decompose()
    return dropped


def _furniture(node: LexborNode, whole: int, title: str) -> Iterator[tuple[LexborNode, str]]:
    for child in node.iter():
        kind = _kind(child)
        is_small = child.tag in ALWAYS or not _is_text_of_page(child, whole, title)
        if kind and is_small:
            yield child, kind
        else:
            yield from _furniture(child, whole, title)


def _open_parts(body: LexborNode):
    """Shows what a page hides until a reader opens it: panels of tabs, parts behind a button."""
    controlled = {attribute(each, "aria-controls") for each in body.css("[aria-controls]")} | {
        attribute(each, "href").lstrip("#") for each in body.css("[role=tab], [role=tab] a, [data-toggle]")
    }
    for node in body.css("[hidden], [style], [aria-hidden]"):
        before = node.prev
        while before is not None and before.tag == "-text":
            before = before.prev
        is_opened = before is not None and opens_part(before)
        if is_opened or attribute(node, "role") == "tabpanel" or attribute(node, "id") in controlled - {""}:
            for name in ("hidden", "style", "aria-hidden"):
                if name in node.attributes:
                    del node.attrs[name]


def _without_cookie_notice(body: LexborNode, title: str) -> Iterator[Dropped]:
    """Takes out the widest short parts that speak of cookies, whatever they are called."""
    for node in list(_cookie_notices(body, title)):
        yield Dropped(COOKIES, text_of(node)[:80])
        node.decompose()


def _cookie_notices(node: LexborNode, title: str) -> Iterator[LexborNode]:
    for child in node.iter():
        words = text_of(child)
        if not COOKIE_NOTICE.search(words):
            continue
        if len(words) < LONGEST_NOTICE and title_heading(child, title) is None:
            yield child
        else:
            yield from _cookie_notices(child, title)


def title_heading(node: LexborNode, title: str) -> LexborNode | None:
    """The heading of the page in an element; without a `title` any of the first level."""
    headings = node.css("h1, h2") if title else []
    named = next((each for each in headings if text_of(each).casefold() == title.casefold()), None)
    return named if named is not None or (title and headings) else node.css_first("h1")


def _is_text_of_page(node: LexborNode, whole: int, title: str) -> bool:
    return title_heading(node, title) is not None or len(text_of(node)) > whole * MOST


def _kind(node: LexborNode) -> str:
    """What an element is if it isn't text of the page; else ""."""
    around = node.parent.tag if node.parent is not None else ""
    if (node.tag == "button" and (around in HEADINGS or opens_part(node))) or (
        node.tag == "footer" and around in ("blockquote", "figure")
    ):
        return ""
    if node.tag in ELEMENTS:
        return "" if node.tag == "aside" and _warns(node) else ELEMENTS[node.tag]
    role = attribute(node, "role").lower()
    if role in ROLES:
        return ROLES[role]
    if role == "banner" or (node.tag == "header" and node.css_first("h1, h2") is None):
        return NAVIGATION
    names = f"{attribute(node, 'id')} {attribute(node, 'class')}".split()
    return next(filter(None, map(_kind_of_name, names)), "")


def _warns(node: LexborNode) -> bool:
    """Whether an element warns, by its names or its words."""
    names = PARTS.findall(f"{attribute(node, 'id')} {attribute(node, 'class')}")
    return not WARNS.isdisjoint(map(str.lower, names)) or WARNING.search(text_of(node)) is not None


def _kind_of_name(name: str) -> str:
    if name.lower() in KIND_OF_WORD:
        return KIND_OF_WORD[name.lower()]
    if COMPOUND.search(name):
        return SIDE
    words = [word.lower() for word in PARTS.findall(name)]
    if WARNS.intersection(words):
        return ""
    if OF_TEXT.intersection(words[:-1]) and words[-1] not in ("footer", "nav", "sidebar", "comments"):
        return ""
    return next((KIND_OF_WORD[word] for word in words if word in KIND_OF_WORD), "")
