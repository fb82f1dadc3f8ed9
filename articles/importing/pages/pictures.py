"""The pictures of a page as figures, with the files that came with it."""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import unquote_to_bytes

from articles.content import FigureContent
from articles.importing.bodies import text_html
from articles.importing.figures import with_picture
from articles.importing.scraped_content import shortened
from articles.pictures import NewPicture, PictureRefused, read_picture

from .blocks import Picture

DATA = re.compile(r"data:image/[\w.+-]+(?:;[\w=-]+)*?(;base64)?,", re.IGNORECASE)
MOST = 100


@dataclass
class PictureShelf:
    """Takes the pictures of a text in their order. `says` are sentences for the editor."""

    files: Mapping[str, bytes]
    figures: dict[str, FigureContent] = field(default_factory=dict)
    pictures: dict[str, NewPicture] = field(default_factory=dict)
    says: list[str] = field(default_factory=list)

    def place(self, picture: Picture) -> str:
        """The HTML of the place where a picture stood: the figure, or its caption where the file is
        missing."""
        data = self._bytes(picture.address)
        name = (
            "a picture in the page" if DATA.match(picture.address) else f"the picture {picture.address[:120]}"
        )
        caption = f"<p>{text_html(picture.caption)}</p>" if picture.caption else ""
        told = f"; it shows: “{shortened(picture.alternative, 120)}”" if picture.alternative else ""
        if data is None:
            self.says.append(f"{_upper(name)} isn't in the file{told}.")
            return caption
        if len(self.figures) >= MOST:
            self.says.append(f"{_upper(name)} was left out: {MOST} pictures are taken of a page.")
            return caption
        try:
            read = read_picture(data)
        except PictureRefused as error:
            self.says.append(f"{_upper(name)} was left out{told}: {error}")
            return caption
        key = self._keep(picture, read)
        if not picture.alternative and not picture.decorative:
            self.says.append(f"{_upper(name)} has no alternative text.")
        return f"<p>[figure:{key}]</p>"

    def _keep(self, picture: Picture, read: NewPicture) -> str:
        words = (picture.caption, picture.alternative, str(picture.decorative), read.files[0][0].digest)
        # The same picture with the same words is the same figure on every page.
        key = f"picture-{sha256(chr(0).join(words).encode()).hexdigest()[:12]}"
        figure = FigureContent(
            key, picture.caption, "" if picture.decorative else picture.alternative, picture.decorative
        )
        self.figures[key] = with_picture(figure, read)
        self.pictures[key] = read
        return key

    def _bytes(self, address: str) -> bytes | None:
        if head := DATA.match(address):
            try:
                rest = address[head.end() :]
                return base64.b64decode(rest) if head[1] else unquote_to_bytes(rest)
            except (binascii.Error, ValueError):
                return b""
        return self.files.get(address)

    def kept(self) -> Iterator[NewPicture]:
        yield from self.pictures.values()


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
