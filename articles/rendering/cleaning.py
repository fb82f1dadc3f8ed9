"""Cleans rich text on the server: on the way in, and once more on the way out."""

import nh3

TAGS = {
    "p", "br", "ul", "ol", "li", "strong", "em", "sub", "sup", "a", "blockquote", "h4",
    "table", "caption", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
URL_SCHEMES = {"http", "https", "mailto", "tel"}


def clean_html(html: str) -> str:
    """The part of `html` that a body may hold: plain structure, and links to http, https, mailto, tel.

    Cleaning twice is cleaning once.
    """
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=URL_SCHEMES,
        link_rel=None,
        clean_content_tags={"script", "style"},
    ).replace("\r", "")
