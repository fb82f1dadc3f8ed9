"""Which files of a path an import reads."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from .formats import PLAIN_TEXT, has_name_of_format, suffixes_named, why_not
from .sniffing import HEAD
from .texts import BadRecord


def files_under(paths: Iterable[Path]) -> tuple[list[Path], list[BadRecord]]:
    """The files of these paths, in order, and each that is left out with the reason.

    Of a folder those with the name of a format are taken, at any depth; what is hidden, and the locks
    of Word, are passed over. A file that is named itself is taken whatever its name.
    """
    files: list[Path] = []
    left_out: list[BadRecord] = []
    for path in paths:
        for file in _visible_files(path) if path.is_dir() else [path]:
            if file == path or has_name_of_format(file.name):
                files.append(file)
            else:
                left_out.append(BadRecord(str(file), _why_left_out(file), is_fault=False))
    return files, left_out


def _visible_files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        is_hidden = any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
        if not is_hidden and file.is_file():
            yield file


def _why_left_out(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            if reason := why_not(PLAIN_TEXT, stream.read(HEAD)):
                return reason
    except OSError as error:
        return f"{error.strerror}."
    return f"Its name doesn't end in {suffixes_named()}. Import it by naming it if it is an article."
