"""What stands under "Read on" of an article: the pages to see also, and suggestions that make up three."""

import re
from collections.abc import Collection, Iterable

from articles.models import LiveEdition
from articles.related import SHOWN, Suggestion

ARTICLE_LINK = re.compile(r'href="(/articles/[^/"]+/)"')


def led_to(html: str) -> set[str]:
    """The addresses of articles that a text leads to."""
    return set(ARTICLE_LINK.findall(html))


def read_on(
    see_also: Iterable[LiveEdition], related: Iterable[Suggestion], anyway: Collection[str]
) -> tuple[list[LiveEdition], list[Suggestion]]:
    """The pages to see also, all of them, and suggestions, the best first, until there are SHOWN in all; both
    without those at the addresses that the text leads to anyway."""
    named = [live for live in see_also if live.get_absolute_url() not in anyway]
    suggested = [each for each in related if each.live.get_absolute_url() not in anyway]
    return named, suggested[: max(SHOWN - len(named), 0)]
