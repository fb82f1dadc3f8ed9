"""Files that a command is told by name: why one can't be read or written, in a sentence, the same for all."""

import errno
from pathlib import Path

from articles.importing.records import FileError

NO_FOLDER = "The folder doesn't exist."
WHY = {
    errno.ENOENT: "This file doesn't exist.",
    errno.ENOTDIR: NO_FOLDER,
    errno.EISDIR: "This is a folder, not a file.",
    errno.EACCES: "The account that runs this command may not open it.",
    errno.EPERM: "The account that runs this command may not open it.",
    errno.ENOSPC: "The disk is full.",
    errno.EROFS: "The disk can only be read.",
}


def why(error: OSError) -> str:
    """What the system says of a file, as a sentence."""
    return WHY.get(error.errno or 0) or f"{error.strerror or error}."


def why_not_written(error: OSError) -> str:
    """The same of a place for a new file."""
    return NO_FOLDER if error.errno == errno.ENOENT else why(error)


def content_of(file: Path) -> bytes:
    """All of a file. Raises FileError for one that can't be read or holds nothing."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise FileError(why(error)) from error
    if not content.strip():
        raise FileError("The file is empty.")
    return content


def text_of(file: Path) -> str:
    """The text of a file in UTF-8. Raises FileError."""
    try:
        return content_of(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"The file isn't text in UTF-8: see byte {error.start + 1:,}.") from error
