"""Draws figures: the picture with its words, and the way to all that it says for those who don't see it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.content import CITATION, FigureContent, PictureFile, cited_keys
from articles.pictures import draft_address

from .citations import Citations
from .rendered import RenderedArticle, safe

# Up to the width of the text, which a screen as wide as a phone's is filled by.
SIZES = "(min-width: 42rem) 40rem, 100vw"
ADDRESS = re.compile(r"/pictures/([0-9a-f]{64}\.\w+)")


def figure_anchor(key: str) -> str:
    return f"figure-{key}"


def picture_address(file: PictureFile) -> str:
    """Where readers find the file: the same bytes for good."""
    digest, _dot, ending = file.name.partition(".")
    return reverse("picture", args=[digest, ending])


def figure_html(figure: FigureContent, citations: Citations) -> str:
    """The picture with caption, credit, and its description to unfold."""
    kind = " drawing" if figure.is_drawing else ""
    return "".join(
        [
            f'<figure class="picture{kind}" id="{escape(figure_anchor(figure.key))}">',
            _picture(figure),
            _told(figure, citations),
            "</figure>",
        ]
    )


def name_of_figure(figure: FigureContent) -> str:
    """What a link to it says."""
    return CITATION.sub("", figure.caption).strip() or figure.alternative or figure.key


def with_draft_pictures(rendered: RenderedArticle) -> RenderedArticle:
    """The page with addresses of pictures that work before they are public, for whom a draft is shown."""
    sections = (
        replace(
            section, html=safe(ADDRESS.sub(lambda found: draft_address(found[0], found[1]), section.html))
        )
        for section in rendered.sections
    )
    return replace(rendered, sections=tuple(sections))


def _picture(figure: FigureContent) -> str:
    if not figure.files:
        return "<p>" + _("<mark>missing picture: %(key)s</mark>") % {"key": escape(figure.key)} + "</p>"
    first, *others = figure.files
    alternative = "" if figure.decorative else figure.alternative
    image = (
        f'<img src="{picture_address(first)}" width="{first.width}" height="{first.height}"'
        f' alt="{escape(alternative)}" loading="lazy">'
    )
    sources = "".join(_sources(others))
    return f"<picture>{sources}{image}</picture>" if sources else image


def _sources(files: Sequence[PictureFile]) -> Iterator[str]:
    """One for each media type, in which a browser chooses by width."""
    for media_type in dict.fromkeys(file.media_type for file in files):
        widths = (f"{picture_address(file)} {file.width}w" for file in files if file.media_type == media_type)
        yield f'<source type="{media_type}" srcset="{", ".join(widths)}" sizes="{SIZES}">'


def _told(figure: FigureContent, citations: Citations) -> str:
    """The caption; and who drew it, folded with the description where there is one."""
    caption, credit = (_cited(text, citations) for text in (figure.caption, figure.credit))
    rights = " ".join(part for part in (credit, escape(figure.licence, quote=False)) if part)
    label = _("Picture:")
    drawn_by = f'<span class="soft">{label} {rights}</span>' if rights else ""
    lines = [line.strip() for line in figure.description.splitlines() if line.strip()]
    if not lines:
        shown = " ".join(part for part in (caption, drawn_by) if part)
        return f"<figcaption>{shown}</figcaption>" if shown else ""
    folded = "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)
    folded += f"<p>{drawn_by}</p>" if drawn_by else ""
    summary = _("The picture in words")
    return f"<figcaption>{caption}<details><summary>{summary}</summary>{folded}</details></figcaption>"


def _cited(text: str, citations: Citations) -> str:
    """A text with its citations drawn. The blanks before one go with it."""
    html, place = "", 0
    for token in CITATION.finditer(text):
        html += escape(text[place : token.start()].rstrip(), quote=False) + citations.cite(
            cited_keys(token[0])
        )
        place = token.end()
    return html + escape(text[place:], quote=False)
