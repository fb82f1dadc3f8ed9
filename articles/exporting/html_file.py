"""An article as one HTML file, with its style sheet and pictures in it: it needs no network."""

import re
from base64 import b64encode
from pathlib import Path

import rcssmin
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles.pictures import stored_bytes
from articles.rendering.rendered import safe
from cancerinfo.web.languages import labels_in

from .exported import ExportedText

STYLE_SHEET = "cancerinfo/site.css"
OTHER_SIZES = re.compile(r'<source\b[^>]*>|\s(?:srcset|sizes|loading)="[^"]*"')
PICTURE = re.compile(r'\bsrc="([^"]*?/pictures/([0-9a-f]{64}\.\w+)[^"]*)"')
OWN_ADDRESS = re.compile(r'\bhref="(?=/(?!/))')


def html_file(text: ExportedText) -> bytes:
    """The page as readers see it, in UTF-8, without the site around it."""
    edition = text.page.edition
    with labels_in(text.content.language):
        page: str = render_to_string(
            "articles/exported.html",
            {
                "page": text.page,
                "said": text.said,
                "style": _style(),
                "site_url": settings.SITE_URL,
                "canonical_url": f"{settings.SITE_URL}{edition.get_absolute_url()}" if edition else "",
            },
        )
    media_types = {file.name: file.media_type for figure in text.content.figures for file in figure.files}
    page = PICTURE.sub(lambda found: f'src="{_data(found[2], media_types)}"', OTHER_SIZES.sub("", page))
    return OWN_ADDRESS.sub(f'href="{settings.SITE_URL}', page).encode()


def _style() -> SafeString:
    """The style sheet of articles, which the release brings."""
    return safe(rcssmin.cssmin(Path(str(finders.find(STYLE_SHEET))).read_text("utf-8")))


def _data(name: str, media_types: dict[str, str]) -> str:
    return f"data:{media_types[name]};base64,{b64encode(stored_bytes(name)).decode()}"
