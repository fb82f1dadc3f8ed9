"""Stored pages at hand and in the store. A store that fails costs only time: Django answers instead."""

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from .store import Store
from .stored_page import StoredPage

logger = logging.getLogger(__name__)
AT_HAND_BYTES = 32_000_000
PAUSE = 1.0  # seconds for which a store that failed isn't asked again, so that readers don't wait for it
Answer = TypeVar("Answer")


class Shelf:
    """The pages that this process sent last, and behind them those of the store. Whether one is right isn't
    asked here."""

    def __init__(self, store: Store, limit: int = AT_HAND_BYTES):
        self.store, self.limit = store, limit
        self._at_hand: dict[str, StoredPage] = {}
        self._size = 0
        self._asked_again_at = 0.0
        # Until when a thread of this process makes a page, by key.
        self._made_here: dict[str, float] = {}
        self._lock = threading.Lock()

    def at_hand(self, key: str) -> StoredPage | None:
        return self._at_hand.get(key)

    def get(self, key: str) -> StoredPage | None:
        """The page as the store has it, or as it was at hand if the store fails or has lost it."""
        page = self._ask(lambda: self.store.get(key), None) or self.at_hand(key)
        if page:
            self._keep_at_hand(key, page)
        return page

    def put(self, key: str, kind: str, page: StoredPage):
        self._keep_at_hand(key, page)
        self._ask(lambda: self.store.put(key, kind, page), None)

    def drop(self, key: str):
        """Forgets a page whose address no longer has one."""
        with self._lock:
            self._forget(key)
        self._ask(lambda: self.store.drop(key), None)

    def claim(self, key: str, seconds: float) -> bool:
        """Whether the caller makes the page now: one in all processes, one in each while the store fails."""
        if not self._claim_here(key, seconds):
            return False
        is_ours = self._ask(lambda: self.store.claim(key, seconds), True)
        if not is_ours:
            self._made_here.pop(key, None)
        return is_ours

    def release(self, key: str):
        self._made_here.pop(key, None)
        self._ask(lambda: self.store.release(key), None)

    def count(self, name: str, seconds: float) -> int:
        """As the store does; none while it fails, since readers are let in rather than out."""
        return self._ask(lambda: self.store.count(name, seconds), 0)

    def _claim_here(self, key: str, seconds: float) -> bool:
        now = time.monotonic()
        with self._lock:
            if self._made_here.get(key, now) > now:
                return False
            self._made_here[key] = now + seconds
            return True

    def _keep_at_hand(self, key: str, page: StoredPage):
        """Lets the pages go that came first where there is no room."""
        with self._lock:
            self._forget(key)
            self._at_hand[key] = page
            self._size += page.size
            while self._size > self.limit:
                self._forget(next(iter(self._at_hand)))

    def _forget(self, key: str):
        page = self._at_hand.pop(key, None)
        self._size -= page.size if page else 0

    def _ask(self, ask: Callable[[], Answer], otherwise: Answer) -> Answer:
        if time.monotonic() < self._asked_again_at:
            return otherwise
        try:
            return ask()
        except self.store.failures:
            self._asked_again_at = time.monotonic() + PAUSE
            logger.exception("The store of pages failed.")
            return otherwise
