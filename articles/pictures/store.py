"""Where picture files lie: each once, under the digest of its bytes, in the storage "pictures".

A file never changes, so nothing here overwrites one. The storage is a folder or an S3-like service: see the
setting PICTURES.
"""

from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.signing import BadSignature, TimestampSigner

from articles.content import PictureFile

from .new_picture import NewPicture

# The address of a draft's picture works for as long as an editor or expert may have the page open.
DRAFT_SECONDS = 24 * 3600
_signer = TimestampSigner(salt="articles.pictures.draft")


def keep_picture(picture: NewPicture):
    """Stores the files that aren't there yet."""
    for file, data in picture.files:
        keep_file(file.name, data)


def keep_file(name: str, data: bytes):
    """Stores a file under the name that its digest gives it, if it isn't there yet."""
    store = storages["pictures"]
    if store.exists(name):
        return
    given = store.save(name, ContentFile(data))
    # Somebody else was faster, and the storage gave this copy another name.
    if given != name:
        store.delete(given)


def stored_names() -> list[str]:
    """The names of all files, sorted."""
    try:
        return sorted(storages["pictures"].listdir("")[1])
    except FileNotFoundError:  # no picture was ever kept in this folder
        return []


def stored_bytes(name: str) -> bytes:
    """The bytes of a file. Raises FileNotFoundError if the storage doesn't have it."""
    with storages["pictures"].open(name) as file:
        return file.read()


def missing_files(files: Iterable[PictureFile]) -> list[str]:
    """The names of those that the storage doesn't have."""
    return [file.name for file in files if not storages["pictures"].exists(file.name)]


def draft_address(address: str, name: str) -> str:
    """The address of a file for those who were shown a draft with it: it works for a day, for this file."""
    return f"{address}?draft={_signer.sign(name).removeprefix(name + ':')}"


def is_draft_address(name: str, signature: str) -> bool:
    """Whether a page that showed a draft gave this signature for this file within the last day."""
    try:
        return _signer.unsign(f"{name}:{signature}", max_age=DRAFT_SECONDS) == name
    except BadSignature:
        return False
