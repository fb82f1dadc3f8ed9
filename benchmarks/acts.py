"""What an import, a sign-off and a publication of the demo's articles cost, in CPU and queries, how much of
that is for the chain, and how often one of them works out a digest or decodes a stored text.

    python -m benchmarks.acts

It works in a scratch database on the server of DATABASE_URL.
"""

import time
from collections import Counter
from contextlib import contextmanager
from unittest import mock

from benchmarks.corpus import scratch_database


def main():
    with scratch_database():
        rows = list(measure())
    print(f"{'act':14}{'times':>7}{'CPU ms':>9}{'of chain':>10}{'queries':>9}{'digests':>9}{'decodings':>11}")
    for name, times, milliseconds, queries, counts in rows:
        print(
            f"{name:14}{times:7}{milliseconds / times:9.1f}"
            f"{counts['chain'] / times:10.1f}{queries / times:9.1f}"
            f"{counts['digests'] / times:9.1f}{counts['decodings'] / times:11.1f}"
        )


def measure():
    """Name, number, CPU in ms, queries and counts of each act, summed over all the demo's articles."""
    from articles import publishing
    from articles.demo import loading

    acts = {"import": (loading, "save_imports"), "submit": (publishing, "submit"),
            "sign off": (publishing, "sign_off"), "publish": (publishing, "publish")}  # fmt: skip
    costs: dict[str, list] = {name: [] for name in acts}
    with counting() as counts:
        for name, (home, function) in acts.items():
            setattr(home, function, measured(getattr(home, function), costs[name], counts))
        report = loading.load_demo()
    articles = len(report.articles)
    for name, each in costs.items():
        total = sum((cost for _, _, cost in each), Counter())
        times = articles if name == "import" else len(each)
        yield name, times, sum(ms for ms, _, _ in each), sum(queries for _, queries, _ in each), total


def measured(act, costs: list, counts: Counter):
    """The act; each call adds its milliseconds, queries and counts to `costs`."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def call(*args, **options):
        before, start = counts.copy(), time.process_time()
        with CaptureQueriesContext(connection) as queries:
            result = act(*args, **options)
            # An import is worked off as its outcomes are asked for.
            result = list(result) if hasattr(result, "__next__") else result
        costs.append((1000 * (time.process_time() - start), len(queries), counts - before))
        return result

    return call


@contextmanager
def counting():
    """Counts digests that are worked out and stored texts that are decoded, and the milliseconds in which
    links are added to the chain, while the block runs."""
    from articles.content import value
    from articles.models import chain

    counts: Counter = Counter()
    digest, decode, append = value.json_digest, value.decode_stored, chain.append

    def timed(*args):
        start = time.process_time()
        append(*args)
        counts["chain"] += 1000 * (time.process_time() - start)

    def count(name, function):
        def call(*args, **options):
            counts[name] += 1
            return function(*args, **options)

        return call

    with (
        mock.patch.object(value, "json_digest", count("digests", digest)),
        mock.patch.object(value, "decode_stored", count("decodings", decode)),
        mock.patch.object(chain, "append", timed),
    ):
        yield counts


if __name__ == "__main__":
    main()
