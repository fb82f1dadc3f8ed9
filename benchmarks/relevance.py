"""Scores search, or the suggestions, on a collection with known answers.

    python -m benchmarks.relevance --data DIR --corpus NAME [--databases sqlite postgresql]
        [--scorer FILE] [--related] [--run FILE]

DIR holds NAME_articles.jsonl.gz, NAME_queries.jsonl, NAME_qrels.tsv and, if there is one, a list of other
names of drugs. The table of search has a column for each stage: the words as they were typed, with
misspellings replaced, and all that the page shows, which begins with the nearest pages. FILE is a scorer; it
is called as a program with the run that this writes. The collection is loaded into a scratch database on the
server of DATABASE_URL, or on one of each of `--databases`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.corpus import publish_in_bulk, read_corpus, scratch_database
from benchmarks.grades import ndcg, print_table, read_grades
from tests.on_postgresql import temporary_server


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--databases", nargs="+", choices=["sqlite", "postgresql"], default=[])
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--related", action="store_true", help="Score the suggestions instead of search.")
    parser.add_argument("--run", type=Path, help="Keep the run in this file.")
    options = parser.parse_args()
    for database in options.databases:
        with server(database) as url:
            print(database, flush=True)
            run_on(url, options)
    if not options.databases:
        run_here(options)


@contextmanager
def server(database: str) -> Iterator[str]:
    """DATABASE_URL of an empty database that goes with the block."""
    if database == "postgresql":
        with temporary_server() as url:
            yield url
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/site.sqlite3"


def run_on(url: str, options: argparse.Namespace):
    """The same in a process of its own: Django has one database for as long as it runs."""
    arguments = ["--data", options.data, "--corpus", options.corpus, *["--related"] * options.related]
    arguments += ["--scorer", options.scorer] if options.scorer else []
    command = [sys.executable, "-m", "benchmarks.relevance", *arguments]
    subprocess.run(command, check=True, env={**os.environ, "DATABASE_URL": url})  # noqa: S603


def run_here(options: argparse.Namespace):
    with scratch_database(), tempfile.TemporaryDirectory() as folder:
        run = options.run or Path(folder) / "run.jsonl"
        identities = load(options.data, options.corpus)
        lines = list(
            related_run(identities)
            if options.related
            else search_run(options.data, options.corpus, identities)
        )
        run.write_text("".join(json.dumps(line) + "\n" for line in lines))
        if not options.related:
            report(lines, read_grades(options.data, options.corpus))
        if options.scorer:
            command = [sys.executable, options.scorer, "--data", options.data, "--corpus", options.corpus]
            command += ["--run", run, *["--related"] * options.related]
            sys.exit(subprocess.run(command).returncode)  # noqa: S603


def report(lines: list[dict], grades: dict[str, dict[str, int]]):
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        for stage, ranking in line["stages"].items():
            found[line["track"]][stage].append(ndcg(ranking, grades[line["query_id"]]))
    print_table(found)
    times = sorted(line["ms"] for line in lines)
    p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"ms of CPU a search: p50 {p50:.0f}, p95 {p95:.0f}, most {times[-1]:.0f}")


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

    def ranking(hits) -> list[str]:
        return [*dict.fromkeys(identities[hit.live.edition_id] for hit in hits)]

    for query in read_queries(data, corpus):
        typed = search(query["text"], exact=True)
        start = time.process_time()
        results = search(query["text"])
        spent = (time.process_time() - start) * 1000
        # As they stand on the page.
        shown = ranking((*results.nearest, *results.hits))
        stages = {"as typed": ranking(typed.hits), "corrected": ranking(results.hits), "as shown": shown}
        yield {
            "query_id": query["id"],
            "track": query["track"],
            "ranking": shown,
            "stages": stages,
            "ms": spent,
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
