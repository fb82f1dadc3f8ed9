"""What comes of reading a file: a picture as the site keeps it, or a refusal."""

import hashlib
from dataclasses import dataclass

from articles.content import PictureFile


class PictureRefused(ValueError):
    """A file isn't a picture that the site takes. The message says why, for editors."""


@dataclass(frozen=True)
class NewPicture:
    """The files of a picture with their bytes, the first one for every browser.

    `words` are the labels of a drawing, `faint` those that are hard to read; `left_out` names what the file
    held besides and the site doesn't keep.
    """

    files: tuple[tuple[PictureFile, bytes], ...]
    words: tuple[str, ...] = ()
    faint: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def file_of(data: bytes, media_type: str, width: int, height: int) -> tuple[PictureFile, bytes]:
    return PictureFile(hashlib.sha256(data).hexdigest(), media_type, width, height, len(data)), data
