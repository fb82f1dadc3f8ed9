"""From the best answer of a search straight to what readers come for: harm, questions, a comparison."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from articles.models import Edition, LiveEdition
from articles.rendering import RenderedArticle
from articles.search.words import WORD

# What somebody says who has a choice to make, in the languages of the interface.
CHOOSING = frozenset(
    [
        "compare",
        "compared",
        "comparing",
        "comparison",
        "versus",
        "vs",
        "or",
        "better",
        "difference",
        "comparar",
        "comparación",
        "comparado",
        "o",
        "mejor",
        "diferencia",
    ]
)
OF_TREATMENTS = frozenset({"benefits", "risks"})


@dataclass(frozen=True)
class Shortcuts:
    """Of a page: lines of its contents list that lead to harm and questions, as (heading, address). `other`
    is the page that it is compared with at `comparison`, if somebody asked for two."""

    lines: tuple[tuple[str, str], ...]
    other: LiveEdition | None = None
    comparison: str = ""


def shortcuts(found: Sequence[LiveEdition], asked: str) -> Shortcuts:
    """Of the first of the pages that were found; one query."""
    best, second = found[0], found[1] if len(found) > 1 and _is_choosing(asked) else None
    pages = [best, second] if second else [best]
    drawn = dict(Edition.objects.filter(live__in=pages).values_list("live", "rendered"))
    rendered = {page: RenderedArticle.from_dict(drawn[page.pk]) for page in pages if page.pk in drawn}
    lines = tuple(_lines(best, rendered[best])) if best in rendered else ()
    if second is None or not all(_is_treatment(rendered.get(page)) for page in pages):
        return Shortcuts(lines)
    return Shortcuts(lines, second, f"{reverse('compare')}?{urlencode({'a': best.slug, 'b': second.slug})}")


def _is_choosing(asked: str) -> bool:
    return not CHOOSING.isdisjoint(WORD.findall(asked.lower()))


def _is_treatment(rendered: RenderedArticle | None) -> bool:
    return rendered is not None and {section.purpose for section in rendered.sections} >= OF_TREATMENTS


def _lines(live: LiveEdition, rendered: RenderedArticle):
    for purpose in ("risks", "questions"):
        for section in rendered.in_reading_order:
            if section.purpose == purpose and section.anchor:
                yield section.heading, f"{live.get_absolute_url()}#{section.anchor}"
                break
