"""Reads figures from JSON, an object with the list `figures` or the list itself, and picture files beside it.

A figure has the fields of FigureContent and, in place of what is known of its files, `file`: the name of one
in the same folder. What the site keeps of a file is worked out here.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from articles.content import FigureContent
from articles.pictures import NewPicture, PictureRefused, read_picture

from .records import Fields, RecordError, Records, list_in, load_json, read_each


@dataclass(frozen=True)
class FigureRecord:
    """A figure with what is kept of its picture."""

    figure: FigureContent
    picture: NewPicture


def read_figures(data: bytes, folder: Path) -> Records:
    """FigureRecords in the bytes of a file that stands in `folder`. Raises FileError if it is none."""
    return read_each(
        list_in(load_json(data), "figures"), "key", lambda fields: _figure(fields, folder), "figure"
    )


def with_picture(figure: FigureContent, picture: NewPicture) -> FigureContent:
    """The figure with another picture."""
    files = tuple(file for file, _data in picture.files)
    return replace(figure, files=files, words=picture.words, faint=picture.faint)


def _figure(fields: Fields, folder: Path) -> FigureRecord:
    figure = FigureContent(
        key=fields.text("key", required=True),
        caption=fields.text("caption"),
        alternative=fields.text("alternative"),
        decorative=fields.flag("decorative"),
        description=fields.text("description"),
        credit=fields.text("credit"),
        licence=fields.text("licence"),
        language=fields.text("language"),
    )
    picture = _picture(fields.text("file", required=True), folder)
    return FigureRecord(with_picture(figure, picture), picture)


def _picture(name: str, folder: Path) -> NewPicture:
    path = folder / name
    if path.resolve().parent != folder.resolve():
        raise RecordError("file: the name of a file in the same folder is expected")
    try:
        return read_picture(path.read_bytes())
    except (OSError, PictureRefused) as error:
        raise RecordError(f"file: {error}") from error
