"""The file of an archive: a ZIP of lines of JSON and of pictures that ends with a digest of all its bytes."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import BinaryIO

from articles.content.codec import canonical_json

FORMAT = 1
MANIFEST = "manifest.json"
DIGEST_LENGTH = 64
AT_A_TIME = 1 << 20
# The same each time: when an archive was made isn't in it, so the same site gives the same bytes.
MADE = (1980, 1, 1, 0, 0, 0)


class ArchiveRefused(Exception):
    """A file isn't an archive, or isn't one for this site. Nothing was changed; the message says why."""


def member_of(table: str) -> str:
    """The name of the file in an archive that has the rows of a table."""
    return f"{table}.jsonl"


def summary(manifest: dict) -> str:
    """How much an archive holds, in words."""
    rows, pictures = sum(manifest["tables"].values()), len(manifest["pictures"])
    return f"{rows:,} rows of {len(manifest['tables'])} tables, {pictures:,} pictures"


class NewArchive:
    """Writes an archive into a file that can be read and sought. Members first, `finish` last."""

    def __init__(self, file: BinaryIO):
        self._file = file
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._zip.comment = b"0" * DIGEST_LENGTH

    def add(self, name: str, parts: Iterable[bytes]):
        member = zipfile.ZipInfo(name, MADE)
        member.compress_type = zipfile.ZIP_DEFLATED
        member.create_system, member.external_attr = 3, 0o600 << 16
        with self._zip.open(member, "w", force_zip64=True) as stream:
            for part in parts:
                stream.write(part)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        """Broken off, it's closed while its file is open; later it would close itself, with an error."""
        if kind:
            with suppress(OSError):
                self._zip.close()

    def finish(self, manifest: dict):
        self.add(MANIFEST, [canonical_json(manifest).encode()])
        self._zip.close()
        digest = _digest_before_end(self._file)
        self._file.seek(-DIGEST_LENGTH, 2)
        self._file.write(digest.encode())


class Archive:
    """An archive that is read. Its bytes are the ones that were written: `open_archive` has looked."""

    def __init__(self, file: BinaryIO, digest: str):
        self.digest = digest
        self._zip = zipfile.ZipFile(file)
        self.manifest = json.loads(self._zip.read(MANIFEST))

    def names(self) -> list[str]:
        return [name for name in self._zip.namelist() if name != MANIFEST]

    def lines(self, name: str) -> Iterator[bytes]:
        with self._zip.open(name) as stream:
            yield from stream

    def data(self, name: str) -> bytes:
        return self._zip.read(name)


def open_archive(file: BinaryIO) -> Archive:
    """The archive in a file, once all its bytes were read. Raises ArchiveRefused."""
    if file.seek(0, 2) <= DIGEST_LENGTH or not _is_zip(file):
        raise ArchiveRefused("This isn't an archive that export_site wrote.")
    digest = _digest_before_end(file)
    if file.read(DIGEST_LENGTH) != digest.encode():
        raise ArchiveRefused("The archive is damaged: its bytes aren't those that export_site wrote.")
    try:
        return Archive(file, digest)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ArchiveRefused("This isn't an archive that export_site wrote.") from error


def _is_zip(file: BinaryIO) -> bool:
    file.seek(0)
    return file.read(4) == b"PK\x03\x04"


def _digest_before_end(file: BinaryIO) -> str:
    """SHA-256 of all but the last bytes, which are its place. The file stands there afterwards."""
    left = file.seek(0, 2) - DIGEST_LENGTH
    file.seek(0)
    made = hashlib.sha256()
    while left > 0 and (part := file.read(min(left, AT_A_TIME))):
        made.update(part)
        left -= len(part)
    return made.hexdigest()
