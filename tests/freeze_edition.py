"""Prints a live edition of the site's database with its sign-off, as a file for tests/editions/.

python -m tests.freeze_edition SLUG > tests/editions/RELEASE-SLUG.json
"""

import json
import os
import sys

import django

FIELDS = {
    "edition": (
        "number", "slug", "title", "language", "summary", "content", "digest", "rendered", "rendered_digest",
        "change", "note", "waivers",
    ),
    "sign_off": ("digest", "content", "verdict", "reviewer", "comment", "terms"),
}  # fmt: skip


def frozen(slug):
    """The columns of the edition and of its sign-off that hold texts, as JSON-ready dicts."""
    from articles.models import Edition

    edition = Edition.objects.live().get(slug=slug)
    rows = {"edition": edition, "sign_off": edition.sign_off}
    return {what: {name: getattr(rows[what], name) for name in names} for what, names in FIELDS.items()}


def main(slug):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cancerinfo.settings")
    django.setup()
    json.dump(frozen(slug), sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
