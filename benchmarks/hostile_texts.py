"""Whether a hostile text costs in step with its length: a regular expression gone wild would not.

    DEBUG=1 DJANGO_SETTINGS_MODULE=cancerinfo.settings python -m benchmarks.hostile_texts

Each text is read, checked and cleaned at one length and at twice that length, side by side. Printed are
milliseconds of CPU (the best of 3 runs) and their ratio: 2 is in step, 4 would be quadratic.
"""

import time
from collections.abc import Callable
from datetime import date

import django

django.setup()

from articles.content import ArticleContent, SectionContent  # noqa: E402
from articles.content_checks import Facts, check_content  # noqa: E402
from articles.importing.scraped import parse_scraped  # noqa: E402
from articles.rendering.cleaning import clean_html  # noqa: E402

RUNS = 3
LENGTH = 100_000

PROSE = (
    "studies from ",
    "according to the ",
    "published in The Of And ",
    "a. B",
    "[@a]",
    "( ",
    "A",
    "Visit ",
)
LINES = ("* ", "order ", "See also ", ": ", "1. a\n\n", "a  ", "<a ", "&amp;")
MARKUP = ("<ul><li>", "<blockquote>", "<table><tr><td>", "<p>", "<", "&lt;")


def check(text: str):
    content = ArticleContent("", "a", sections=(SectionContent("A", body=f"<p>{text}</p>"),))
    check_content(content, Facts(date(2026, 1, 1)))


def parse(text: str):
    parse_scraped(f"Title\n\nWords {text}".encode())


def cpu(work: Callable[[str], object], text: str) -> float:
    """Milliseconds of CPU, the best of RUNS."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work(text)
        times.append(time.process_time() - start)
    return 1000 * min(times)


def main():
    print(f"{'step':8}{'text':28}{'n':>9}{'2n':>9}{'ratio':>7}")
    for name, work, seeds in (
        ("check", check, PROSE),
        ("parse", parse, LINES),
        ("clean", clean_html, MARKUP),
    ):
        for seed in seeds:
            once = seed * (LENGTH // len(seed))
            short, long = cpu(work, once), cpu(work, once * 2)
            print(f"{name:8}{seed!r:28}{short:9.1f}{long:9.1f}{long / max(short, 0.1):7.1f}")


if __name__ == "__main__":
    main()
