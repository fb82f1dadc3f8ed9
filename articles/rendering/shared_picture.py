"""The picture that others show beside a link to a page: its name, the name of the site, and the mark of a
demonstration, drawn by typst as leaflets are."""

import json
from io import BytesIO
from pathlib import Path

import typst
from PIL import Image

from .leaflet_pdf import setting_type

TEMPLATE = Path(__file__).with_name("shared_picture.typ").read_bytes()
# Of the picture in pixels, as networks ask for it (ogp.me).
WIDTH, HEIGHT = 1200, 630
# Enough for letters with smooth edges on two grounds.
COLOURS = 32


def shared_picture(title: str, site: str, mark: str, language: str) -> bytes:
    """A PNG of WIDTH by HEIGHT. `mark` may be empty; `in_scripts_of_fonts` holds for all of the texts."""
    shared = {"title": title, "site": site, "mark": mark, "language": language.partition("-")[0]}
    with setting_type:
        drawn = typst.compile(
            TEMPLATE,
            sys_inputs={"shared": json.dumps(shared)},
            format="png",
            ppi=72,
            ignore_system_fonts=True,
        )
    small = BytesIO()
    Image.open(BytesIO(drawn)).convert("RGB").quantize(COLOURS).save(small, "PNG", optimize=True)
    return small.getvalue()
