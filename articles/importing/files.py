"""Which files of a path an import reads, and what is in them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from .json_articles import SUFFIXES
from .reading import MAX_BYTES
from .scraped import ScrapedArticle, parse_scraped

TEXT_SUFFIXES = (".txt", ".text")


def files_under(paths: Iterable[Path]) -> Iterator[Path]:
    """The files of these paths, in order. Of a folder those with the name of a text or of JSON, at any
    depth, but none that is hidden; a file that is named itself is taken whatever its name."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for file in sorted(path.rglob("*")):
            is_hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if (
                not is_hidden
                and file.name.casefold().endswith((*TEXT_SUFFIXES, *SUFFIXES))
                and file.is_file()
            ):
                yield file


def read_scraped(path: Path) -> ScrapedArticle:
    """The article in a file. Raises OSError and ScrapedTextError."""
    with path.open("rb") as stream:
        return parse_scraped(stream.read(MAX_BYTES + 1))
