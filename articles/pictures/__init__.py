"""Picture files: what is kept of one that somebody brings, where it lies, and who may see it."""

from .reading import MOST_BYTES, NewPicture, PictureRefused, read_picture
from .store import (
    draft_address,
    is_draft_address,
    keep_file,
    keep_picture,
    missing_files,
    stored_bytes,
    stored_names,
)

__all__ = [
    "MOST_BYTES",
    "NewPicture",
    "PictureRefused",
    "draft_address",
    "is_draft_address",
    "keep_file",
    "keep_picture",
    "missing_files",
    "read_picture",
    "stored_bytes",
    "stored_names",
]
