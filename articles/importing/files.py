"""Which files of a path an import reads, and what is in them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from .json_articles import SUFFIXES
from .reading import MAX_BYTES
from .scraped import ScrapedArticle, ScrapedTextError, parse_scraped
from .sniffing import HEAD, why_not_text

TEXT_SUFFIXES = (".txt", ".text")
OTHER_NAME = (
    "Its name doesn't end in .txt, .json, .jsonl or .jsonl.gz. Import it by naming it if it is an article."
)


def files_under(paths: Iterable[Path]) -> tuple[list[Path], list[str]]:
    """The files of these paths, in order, and a sentence for each that is left out.

    Of a folder those with the name of a text or of JSON are taken, at any depth; what is hidden is passed
    over. A file that is named itself is taken whatever its name.
    """
    files, left_out = [], []
    for path in paths:
        for file in _visible_files(path) if path.is_dir() else [path]:
            if file == path or file.name.casefold().endswith((*TEXT_SUFFIXES, *SUFFIXES)):
                files.append(file)
            else:
                left_out.append(f"left out: {file}: {_why_left_out(file)}")
    return files, left_out


def _visible_files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        is_hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if not is_hidden and file.is_file():
            yield file


def _why_left_out(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return why_not_text(stream.read(HEAD)) or OTHER_NAME
    except OSError as error:
        return f"{error.strerror}."


def read_scraped(path: Path) -> ScrapedArticle:
    """The article in a file. Raises OSError, and ScrapedTextError that says what else the file is."""
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if reason := why_not_text(data):
        raise ScrapedTextError(reason)
    return parse_scraped(data)
