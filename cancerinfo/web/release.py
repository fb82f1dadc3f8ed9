"""What besides the database makes up a page: the program's files and its settings."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

ROOMS = ("articles", "resources", "cancerinfo", "templates", "locale")
# Those that a page shows or that make up its headers.
SETTINGS = (
    "SITE_NAME", "SITE_URL", "SITE_CONTACT", "SITE_PUBLISHER", "DEMONSTRATION", "DEFAULT_DISCLAIMER",
    "EMERGENCY_NUMBERS", "TIME_ZONE", "FORCE_SCRIPT_NAME", "HTTPS",
    "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD", "CDN", "CDN_SECONDS",
)  # fmt: skip
KINDS = {".py", ".html", ".typ", ".txt", ".json", ".mo", ".js"}


def fingerprint() -> str:
    """Another text for another release, other settings or other static files."""
    return _with_settings(program())


def release() -> str:
    """The same for the program that this process began with."""
    return _with_settings(_program_at_start())


def _with_settings(program: str) -> str:
    told = "".join(f"{name}={getattr(settings, name)!r}" for name in SETTINGS)
    return hashlib.sha256(f"{program}{told}".encode()).hexdigest()[:16]


def program() -> str:
    """The digest of the program's files."""
    made = hashlib.sha256()
    base = Path(settings.BASE_DIR)
    paths = [path for room in ROOMS for path in (base / room).rglob("*") if path.suffix in KINDS]
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    for path in sorted([*paths, *([manifest] if manifest.exists() else [])]):
        made.update(str(path).encode() + b"\0" + path.read_bytes())
    return made.hexdigest()


_program_at_start = cache(program)
