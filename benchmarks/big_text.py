"""What an article as large as its form takes costs to open, check and save, in CPU.

    python -m benchmarks.big_text [--sections 300] [--bytes 1000000] [--tags 500] [--sources 2000]
        [--organizations 10000] [--repeats 3]

The article has all the sections and tags; of the sources each section cites a few, the organizations are
those of the register. It works in a scratch database on the server of DATABASE_URL; milliseconds of CPU of
this process.
"""

import argparse
import logging

from benchmarks.corpus import scratch_database
from benchmarks.desk import Edits, answer, cost, signed_in

WORDS = (
    "Most people who have this treatment go home on the same day, and ask what to do if they feel unwell. "
)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, size in (("sections", 300), ("bytes", 1_000_000), ("tags", 500), ("sources", 2000),
                       ("organizations", 10_000), ("repeats", 3)):  # fmt: skip
        parser.add_argument(f"--{name}", type=int, default=size)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    with scratch_database():
        client = signed_in()
        article = fill(options)
        print(f"{'ms':24}{'first':>8}{'CPU':>8}{'clock':>8}{'queries':>8}")
        for name, act in acts(client, article):
            first, cpu, clock, queries = cost(act, options.repeats)
            print(f"{name:24}{first:>8.0f}{cpu:>8.0f}{clock:>8.0f}{queries:>8}")


def acts(client, article):
    from django.urls import reverse

    form = reverse("admin:articles_article_change", args=[article.pk])
    checks = reverse("admin:articles_article_checks", args=[article.pk])
    yield "open", lambda: answer(client.get(form), 200)
    yield "findings while typing", Edits(client, form, checks, 200)
    yield "save", Edits(client, form, form, 302)


def fill(options):
    """The article, in a register with so many sources and organizations."""
    from articles.content import ArticleContent, SectionContent, SourceContent
    from articles.models import Article, Source
    from resources.models import Organization

    sources = [
        SourceContent(f"big-{n}", f"Source {n}", issued="2020", doi=f"10.1000/big{n}")
        for n in range(options.sources)
    ]
    Source.objects.bulk_create(
        Source(key=each.key, title=each.title, issued=each.issued, doi=each.doi) for each in sources
    )
    Organization.objects.bulk_create(
        Organization(slug=f"big-{n}", name=f"Big house {n}") for n in range(options.organizations)
    )
    length = options.bytes // max(options.sections, 1)
    cited = -(-options.sources // max(options.sections, 1))

    def body(number: int) -> str:
        keys = [f"[@{each.key}]" for each in sources[number * cited : (number + 1) * cited]]
        return f"<p>{(WORDS * (length // len(WORDS) + 1))[:length]} {' '.join(keys)}</p>"

    content = ArticleContent(
        title="A very long text",
        slug="a-very-long-text",
        tags=tuple(f"Big tag {n}" for n in range(options.tags)),
        sections=tuple(SectionContent(f"Part {n}", body=body(n)) for n in range(options.sections)),
        sources=tuple(sources),
    )
    return Article().apply(content)


if __name__ == "__main__":
    main()
