"""The guide for editors, docs/editors.md, as a page of the desk."""

from functools import cache

from django.conf import settings
from django.contrib import admin
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

FILE = settings.TEXTS_DIR / "docs" / "editors.md"


@require_safe
def guide(request):
    title, html = read_guide()
    return TemplateResponse(
        request, "admin/guide.html", {**admin.site.each_context(request), "title": title, "guide": html}
    )


@cache
def read_guide() -> tuple[str, str]:
    """(its title, its HTML without the title), without pictures: these show the pages that one has open."""
    title, _, text = FILE.read_text("utf-8").partition("\n")
    reader = MarkdownIt("commonmark").enable("table")
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("!["))
    return title.removeprefix("# "), reader.render("\n".join(lines))
