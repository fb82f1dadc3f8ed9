"""Scores search, or the suggestions, on a collection with known answers.

    python -m benchmarks.relevance --data DIR --scorer FILE --corpus NAME [--related] [--run FILE]

DIR holds NAME_articles.jsonl.gz, NAME_queries.jsonl and, if there is one, a list of other names of drugs.
FILE is the scorer; it is called as a program with the run that this writes. The collection is loaded into
a scratch database on the server of DATABASE_URL.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.corpus import publish_in_bulk, read_corpus, scratch_database


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--related", action="store_true", help="Score the suggestions instead of search.")
    parser.add_argument("--run", type=Path, help="Keep the run in this file.")
    options = parser.parse_args()
    with scratch_database(), tempfile.TemporaryDirectory() as folder:
        run = options.run or Path(folder) / "run.jsonl"
        identities = load(options.data, options.corpus)
        lines = (
            related_run(identities)
            if options.related
            else search_run(options.data, options.corpus, identities)
        )
        run.write_text("".join(json.dumps(line) + "\n" for line in lines))
        command = [
            sys.executable,
            options.scorer,
            "--data",
            options.data,
            "--corpus",
            options.corpus,
            "--run",
            run,
        ]
        sys.exit(subprocess.run(command + ["--related"] * options.related).returncode)  # noqa: S603


def load(data: Path, corpus: str) -> dict[int, str]:
    """Publishes the collection; the id of each record by the primary key of its edition."""
    from django.core.management import call_command

    records = list(read_corpus(data / f"{corpus}_articles.jsonl.gz"))
    editions = timed("publish", lambda: publish_in_bulk(content for _, content in records))
    import_aliases(data / f"{corpus}_drug_aliases.jsonl")
    timed("index", lambda: call_command("rebuild_search", stdout=sys.stderr))
    return {pk: identity for pk, (identity, _) in zip(editions, records, strict=True)}


def import_aliases(path: Path):
    """Adds the other names of drugs to the glossary, as an editor would import them and another approve."""
    from django.contrib.auth.models import User

    from articles import publishing
    from articles.importing.glossary import read_terms
    from articles.intake.organizations import save_terms
    from articles.records.kinds import KINDS
    from articles.records.waiting import waiting

    if path.exists():
        rows = [json.loads(line) for line in path.read_text().splitlines()]
        terms = [
            {
                "term": row["title"],
                "kind": "drug",
                "synonyms": [alias["name"][:150] for alias in row["aliases"]],
            }
            for row in rows
        ]
        report = save_terms(read_terms(json.dumps(terms).encode()), by=User.objects.create_user("writer"))
        reviewer = User.objects.create_superuser("reviewer")
        for record in waiting([KINDS["term"]]):
            publishing.approve(record, reviewer, seen_digest=record.digest)
        print(f"aliases: {report}", *report.problems, sep="\n", file=sys.stderr)


def search_run(data: Path, corpus: str, identities: dict[int, str]) -> Iterator[dict]:
    from articles.search import search

    for query in read_queries(data, corpus):
        start = time.perf_counter()
        results = search(query["text"])
        # As they stand on the page.
        shown = dict.fromkeys(identities[hit.live.edition_id] for hit in (*results.nearest, *results.hits))
        yield {
            "query_id": query["id"],
            "ranking": list(shown),
            "ms": (time.perf_counter() - start) * 1000,
        }


def read_queries(data: Path, corpus: str) -> list[dict]:
    """The queries, each cut as the page for readers cuts it."""
    from cancerinfo.web.public_pages import QUERY_LENGTH

    queries = [json.loads(line) for line in (data / f"{corpus}_queries.jsonl").read_text().splitlines()]
    return [{**query, "text": query["text"][:QUERY_LENGTH]} for query in queries]


def related_run(identities: dict[int, str]) -> Iterator[dict]:
    from django.core.management import call_command

    from articles.models import Edition, RelatedEdition

    timed("relate", lambda: call_command("rebuild_related", stdout=sys.stderr))
    for edition in Edition.objects.live():
        start = time.perf_counter()
        best = RelatedEdition.objects.filter(article=edition.article_id).order_by("-score", "other")
        ranking = [identities[pk] for pk in best.values_list("other__live__edition", flat=True)]
        yield {
            "query_id": identities[edition.pk],
            "ranking": ranking,
            "ms": (time.perf_counter() - start) * 1000,
        }


def timed(what: str, act: Callable):
    start = time.perf_counter()
    result = act()
    print(f"{what}: {time.perf_counter() - start:.1f} s", file=sys.stderr)
    return result


if __name__ == "__main__":
    main()
