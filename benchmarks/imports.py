"""How many web pages an import brings in each second, from a folder with a site as it was saved.

    python -m benchmarks.imports [--pages 500]

Each page takes a minute to read, and has what stands around pages: menus, a cookie notice, related links, a
table, a list of references. The words mean nothing. Drafts are saved in a scratch database on the server of
DATABASE_URL. Beside reading and saving, it's measured what the plan in a spreadsheet adds.
"""

import argparse
import random
import tempfile
import time
from io import StringIO
from pathlib import Path

from benchmarks.corpus import scratch_database

SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va")
SECTIONS, SENTENCES = 5, 5
AROUND = """<!doctype html><html lang="en"><head><title>{title} | A charity</title>
<link rel="canonical" href="https://old.example/{number}/"></head><body class="page">
<div class="notice"><p>We use cookies to improve your visit. <button>Accept</button></p></div>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/care/">Care</a></li></ul></nav></header>
<main><h1>{title}</h1>{parts}
<table><caption>Answers</caption><tr><th>Answer</th><th>Share</th></tr>
<tr><td>Better</td><td>60 %</td></tr></table>
<h2>References</h2><ol><li id="r1">Sample A, Example B. {title}.
Test J. 2019;4(2):11-9. doi:10.5555/{number}</li></ol>
<h2>Related pages</h2><ul><li><a href="/a/">One</a></li><li><a href="/b/">Two</a></li></ul></main>
<aside class="sidebar"><h2>News</h2><p>Our run.</p></aside>
<footer>Registered charity 0.</footer></body></html>"""


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=500)
    options = parser.parse_args()
    with scratch_database(), tempfile.TemporaryDirectory() as folder:
        write_pages(Path(folder), options.pages)
        print(f"{options.pages} pages, words a page: {words_of(Path(folder))}")
        with tempfile.TemporaryDirectory() as beside:
            plan = Path(beside, "plan.xlsx")
            measure("looked at, nothing saved", options.pages, folder, dry_run=True)
            measure("read and saved", options.pages, folder)
            measure("the same again, with a plan", options.pages, folder, report=plan)


def write_pages(folder: Path, count: int):
    source = random.Random(1)  # noqa: S311
    for number in range(count):
        title = f"{word(source)} {word(source)} {number}".capitalize()
        parts = "".join(_part(source) for _ in range(SECTIONS))
        page = AROUND.format(title=title, number=number, parts=parts)
        Path(folder, f"page-{number}.html").write_text(page)


def _part(source: random.Random) -> str:
    return (
        f"<h2>{word(source).capitalize()} {word(source)}</h2><p>{sentences(source)}"
        '<sup><a href="#r1">1</a></sup></p>'
        f"<ul><li>{word(source)}</li><li><b>{word(source)}</b></li></ul>"
    )


def word(source: random.Random) -> str:
    return "".join(source.choices(SYLLABLES, k=source.randint(1, 4)))


def sentences(source: random.Random) -> str:
    each = (" ".join(word(source) for _ in range(9)).capitalize() for _ in range(SENTENCES))
    return ". ".join(each) + "."


def words_of(folder: Path) -> int:
    from articles.content.plain_text import count_words
    from articles.importing.pages.html_page import html_page
    from articles.importing.pages.tree import body_of, text_of

    page = html_page(Path(folder, "page-0.html").read_text())
    return count_words(text_of(body_of(page.html)))


def measure(what: str, pages: int, folder: str, **options):
    from django.core.management import call_command

    from tests.factories import make_user

    by = make_user().username if not options.get("dry_run") else None
    clock, cpu = time.perf_counter(), time.process_time()
    call_command(
        "import_articles", folder, by=by, stdout=StringIO(), stderr=StringIO(), verbosity=0, **options
    )
    taken, used = time.perf_counter() - clock, time.process_time() - cpu
    print(f"{what}: {pages / taken:.0f} a second ({taken:.1f} s), {pages / used:.0f} a second of CPU")


if __name__ == "__main__":
    main()
