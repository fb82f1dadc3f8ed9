"""A picture in a text, as readers see it and as a reviewer signs it. It knows nothing of Django.

What is signed is the figure's words and the digests of its files, so no other picture can take its place.
"""

import re
from dataclasses import dataclass

DRAWING = "image/svg+xml"
# The media types of files that the site keeps, and how their names end.
ENDINGS = {DRAWING: "svg", "image/webp": "webp", "image/jpeg": "jpg", "image/png": "png"}
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class PictureFile:
    """A file by its `digest`: SHA-256 of its bytes, in 64 hex digits. `width` and `height` are in pixels, or
    of a drawing in its own units; `size` is in bytes."""

    digest: str
    media_type: str
    width: int
    height: int
    size: int

    @property
    def name(self) -> str:
        """As the file is kept and addressed: "5f0c...e1.svg"."""
        return f"{self.digest}.{ENDINGS[self.media_type]}"


@dataclass(frozen=True)
class FigureContent:
    """A drawing or a photograph. A body places it by `[figure:key]`.

    `alternative` says what the picture shows to those who don't see it, in a sentence or two; it's empty only
    where the picture is `decorative`. `description` says it in full, one paragraph a line. `caption` may cite
    sources as bodies do. `credit` says who made the picture and where it comes from. `language` is that of
    words inside the picture, if it isn't that of the text.

    `files` are the same picture in several sizes and formats; the first is the one that every browser shows.
    `words` are the labels of a drawing, `faint` those of them whose colour is hard to read, with the
    contrast.
    """

    key: str
    caption: str = ""
    alternative: str = ""
    decorative: bool = False
    description: str = ""
    credit: str = ""
    licence: str = ""
    language: str = ""
    files: tuple[PictureFile, ...] = ()
    words: tuple[str, ...] = ()
    faint: tuple[str, ...] = ()

    @property
    def is_drawing(self) -> bool:
        return bool(self.files) and self.files[0].media_type == DRAWING
