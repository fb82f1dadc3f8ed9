"""Stored pages in Redis, or Valkey, which several servers share.

A page is a hash, read in one go. Beside the pages of a kind lie their ages, a sorted set, and their sizes, a
hash; what Redis itself throws out for lack of memory is a page that isn't there.
"""

import time

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from .store import PATIENCE
from .stored_page import Head, StoredPage

PREFIX = "cancerinfo:"
# In a hash of sizes, the sum of the others; no key of a page is empty.
TOTAL = ""
FORGET = """
local function forget(page, ages, sizes, key)
    local size = redis.call('HGET', sizes, key)
    if size then redis.call('HINCRBY', sizes, '', -size) end
    redis.call('HDEL', sizes, key)
    redis.call('ZREM', ages, key)
    redis.call('DEL', page)
end
"""
PUT = f"""
{FORGET}
local page, ages, sizes = unpack(KEYS)
local prefix, key, now, size, limit = unpack(ARGV)
forget(page, ages, sizes, key)
redis.call('HSET', page, unpack(ARGV, 6))
redis.call('ZADD', ages, now, key)
redis.call('HSET', sizes, key, size)
local total = redis.call('HINCRBY', sizes, '', size)
while total > tonumber(limit) do
    local oldest = redis.call('ZRANGE', ages, 0, 0)[1]
    if not oldest then break end
    forget(prefix .. oldest, ages, sizes, oldest)
    total = tonumber(redis.call('HGET', sizes, ''))
end
"""
DROP = FORGET + "forget(KEYS[1], KEYS[2], KEYS[3], ARGV[1])"


class RedisStore:
    """`address` is as in redis://host:6379/0, `limits` are the most bytes of bodies for each kind of page."""

    failures = (RedisError,)

    def __init__(self, address: str, limits: dict[str, int]):
        # Tried once more at once, for a connection that ended while nobody used it.
        self.redis = Redis.from_url(
            address, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 1)
        )
        self.limits = limits
        self._put = self.redis.register_script(PUT)
        self._drop = self.redis.register_script(DROP)

    def get(self, key: str) -> StoredPage | None:
        found = self.redis.hgetall(_page(key))
        if not found:
            return None
        head = found.pop(b"head")
        return StoredPage(Head.from_json(head), {name.decode(): body for name, body in found.items()})

    def put(self, key: str, kind: str, page: StoredPage):
        parts = [part for item in page.bodies.items() for part in item]
        about = [PREFIX + "page:", key, time.time(), page.size, self.limits[kind]]
        self._put(_keys(key, kind), [*about, "head", page.head.to_json(), *parts])

    def drop(self, key: str):
        for kind in self.limits:
            self._drop(_keys(key, kind), [key])

    def clear(self):
        for key in self.redis.scan_iter(PREFIX + "*", count=1000):
            self.redis.unlink(key)

    def claim(self, key: str, seconds: float) -> bool:
        # Redis knows no time of nought.
        return bool(self.redis.set(_making(key), "", nx=True, px=max(1, round(seconds * 1000))))

    def release(self, key: str):
        self.redis.delete(_making(key))

    def count(self, name: str, seconds: float) -> int:
        key = f"{PREFIX}counted:{name}"
        with self.redis.pipeline() as together:
            times, _ = together.incr(key).pexpire(key, max(1, round(seconds * 1000)), nx=True).execute()
        return times


def _keys(key: str, kind: str) -> list[str]:
    return [_page(key), f"{PREFIX}ages:{kind}", f"{PREFIX}sizes:{kind}"]


def _page(key: str) -> str:
    return f"{PREFIX}page:{key}"


def _making(key: str) -> str:
    return f"{PREFIX}making:{key}"
