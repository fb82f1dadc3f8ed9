"""What besides the database makes up a page: the program's files and its settings."""

import hashlib
from pathlib import Path

from django.conf import settings

ROOMS = ("articles", "resources", "cancerinfo", "templates", "locale")
# Those that a page shows or that make up its headers.
SETTINGS = (
    "SITE_NAME", "SITE_URL", "SITE_CONTACT", "SITE_PUBLISHER", "DEMONSTRATION", "DEFAULT_DISCLAIMER",
    "TIME_ZONE", "HTTPS", "SECURE_HSTS_SECONDS", "CDN", "CDN_SECONDS",
)  # fmt: skip
KINDS = {".py", ".html", ".txt", ".json", ".mo", ".js"}


def fingerprint() -> str:
    """Another text for another release, other settings or other static files."""
    made = hashlib.sha256()
    base = Path(settings.BASE_DIR)
    paths = [path for room in ROOMS for path in (base / room).rglob("*") if path.suffix in KINDS]
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    for path in sorted([*paths, *([manifest] if manifest.exists() else [])]):
        made.update(str(path).encode() + b"\0" + path.read_bytes())
    for name in SETTINGS:
        made.update(f"{name}={getattr(settings, name)!r}".encode())
    return made.hexdigest()[:16]
