"""Proposes the texts of the fixed pages that come with the software."""

import json
from pathlib import Path

from django.contrib.auth.models import User
from django.db import transaction

from articles import publishing
from articles.models import FixedPage
from articles.text.cleaning import clean_html

PAGES = Path(__file__).parent / "pages"


@transaction.atomic
def propose_fixed_pages(by: User) -> list[FixedPage]:
    """Makes the pages that the site doesn't have yet, as proposals that `by` wrote; returns them.

    A page that the site has stays as its editors left it.
    """
    made = []
    for path in sorted(PAGES.glob("*.json")):
        text = json.loads(path.read_text(encoding="utf-8"))
        text["body"] = clean_html("\n".join(text["body"]))
        page, is_new = FixedPage.objects.get_or_create(
            slug=text.pop("slug"), language=text.pop("language"), defaults=text
        )
        if is_new:
            publishing.record_changed(page, by)
            made.append(page)
    return made
