"""What a store of pages does, wherever it keeps them.

It's a cache: losing it costs time, never a page. What goes wrong with it is logged, and readers don't notice.
"""

from typing import Protocol

from .stored_page import StoredPage

PATIENCE = 2  # seconds that an answer of a store may take


class Store(Protocol):
    """Pages by key. Each kind of page has a limit, in bytes of bodies, of its own, so that no kind pushes out
    another; pages stored longest ago make room."""

    # What it raises if it can't be reached, read or written.
    failures: tuple[type[Exception], ...]

    def get(self, key: str) -> StoredPage | None: ...

    def put(self, key: str, kind: str, page: StoredPage):
        """Keeps the page in place of the one before, and makes room for it."""

    def drop(self, key: str): ...

    def clear(self):
        """Forgets all pages."""

    def claim(self, key: str, seconds: float) -> bool:
        """Whether the caller is the one who makes the page now. Others may from `seconds` later on."""

    def release(self, key: str): ...

    def count(self, name: str, seconds: float) -> int:
        """How often something of this name was counted, this time included, since the first time that isn't
        more than `seconds` ago."""
