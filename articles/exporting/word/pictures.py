"""Pictures in a form that every Word shows: PNG or JPEG."""

import json
from io import BytesIO

import typst
from PIL import Image

from articles.content import FigureContent, PictureFile
from articles.pictures import stored_bytes
from articles.pictures.drawing import for_paper
from articles.rendering.leaflet_pdf import setting_type

from .blocks import Picture

DRAWN_BY_WORD = {"image/png": "png", "image/jpeg": "jpg"}
DRAWING = b"""#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(json(bytes(sys.inputs.svg))), format: "svg")"""
PIXELS_AN_INCH = 144


def word_picture(figure: FigureContent) -> Picture | None:
    """The picture of a figure; None where none is stored."""
    files = sorted(figure.files, key=lambda file: (file.media_type in DRAWN_BY_WORD, file.width))
    if not files:
        return None
    file = files[-1]
    try:
        data = stored_bytes(file.name)
    except FileNotFoundError:
        return None
    ending = DRAWN_BY_WORD.get(file.media_type, "png")
    alternative = "" if figure.decorative else figure.alternative
    return Picture(f"{file.digest}.{ending}", _shown(file, data), file.width, file.height, alternative)


def _shown(file: PictureFile, data: bytes) -> bytes:
    if file.media_type in DRAWN_BY_WORD:
        return data
    if file.media_type == "image/svg+xml":
        with setting_type:
            svg = json.dumps(for_paper(data.decode("utf-8")))
            return typst.compile(
                DRAWING,
                sys_inputs={"svg": svg},
                format="png",
                ppi=PIXELS_AN_INCH,
                ignore_system_fonts=True,
            )
    shown = BytesIO()
    Image.open(BytesIO(data)).save(shown, "PNG")
    return shown.getvalue()
