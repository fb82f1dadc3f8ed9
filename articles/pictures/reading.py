"""Any file to a picture: a drawing (SVG), or pixels (PNG, JPEG, WebP, AVIF)."""

import re

from .drawing import read_drawing
from .new_picture import NewPicture, PictureRefused
from .pixels import read_pixels

MOST_BYTES = 20_000_000
_SVG = re.compile(rb"\s*<.{0,10000}?<?(?:\w+:)?svg\b", re.DOTALL)

__all__ = ["NewPicture", "PictureRefused", "read_picture"]


def read_picture(data: bytes) -> NewPicture:
    """The picture in a file, cleaned and made small. Raises PictureRefused, with a sentence for editors."""
    if len(data) > MOST_BYTES:
        raise PictureRefused(f"The file has {len(data):,} bytes; at most {MOST_BYTES:,} are taken.")
    head = data.removeprefix(b"\xef\xbb\xbf")
    return read_drawing(head) if _SVG.match(head) else read_pixels(data)
