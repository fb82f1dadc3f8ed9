"""Tries other weights for the order of search results on collections with known answers.

    python -m benchmarks.fit_ranking --data DIR --corpus NAME [NAME ...] [--weights NAME ...]

Weights are chosen on three quarters of the queries and scored on the rest, for each quarter. It prints them
beside the mean of tracks (nDCG@10) that they get on queries that had no part in the choice. The collections
are those of benchmarks.relevance; no weight is written anywhere.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.corpus import scratch_database
from benchmarks.grades import best_dcg, dcg, read_grades
from benchmarks.relevance import load, read_queries

QUARTERS, ROUNDS = 4, 2
# A weight is tried times these.
STEPS = (0.0, 0.5, 0.75, 1.25, 1.5, 2.0)
# Pages below the best ones of a search don't come up by any of these weights.
LOOKED_AT = 60


@dataclass(frozen=True)
class Case:
    """A query of a track, with key, signals and grade of each of its best pages; `ideal` is the best DCG."""

    track: str
    quarter: int
    pages: Sequence[tuple]
    ideal: float

    def ndcg(self, weights) -> float:
        from articles.search.ranking import weighed

        scored = sorted((-weighed(signals, weights), pk, grade) for pk, signals, grade in self.pages)
        return dcg(grade for _score, _pk, grade in scored) / self.ideal


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--corpus", nargs="+", required=True)
    parser.add_argument("--weights", nargs="+", default=["likeness", "beginning", "unasked", "other_purpose"])
    options = parser.parse_args()
    collections = {}
    for corpus in options.corpus:
        with scratch_database():
            collections[corpus] = cases(options.data, corpus, load(options.data, corpus))
    report(collections, options.weights)


def cases(data: Path, corpus: str, identities: Mapping[int, str]) -> list[Case]:
    from django.utils import timezone

    from articles.models import LiveEdition
    from articles.search.candidates import find_candidates
    from articles.search.parsing import parse
    from articles.search.ranking import WEIGHTS, signals, weighed

    grades = read_grades(data, corpus)
    found, today = [], timezone.localdate()
    for number, asked in enumerate(read_queries(data, corpus)):
        query, known = parse(asked["text"]), grades[asked["id"]]
        rows = find_candidates(query, LiveEdition.objects.all()).rows.values() if query.concepts else ()
        pages = [(row.pk, signals(row, query, today), known.get(identities[row.pk], 0)) for row in rows]
        best = sorted(pages, key=lambda page: -weighed(page[1], WEIGHTS))[:LOOKED_AT]
        found.append(Case(asked["track"], number % QUARTERS, best, best_dcg(known)))
    return found


def report(collections: Mapping[str, Sequence[Case]], names: Sequence[str]):
    from articles.search.ranking import WEIGHTS

    held_out: dict[int, float] = {}
    for quarter in range(QUARTERS):
        others = [[case for case in each if case.quarter != quarter] for each in collections.values()]
        chosen = fitted(others, names)
        print(f"without quarter {quarter + 1}:", *(f"{name} {getattr(chosen, name):g}" for name in names))
        for each in collections.values():
            held_out |= {id(case): case.ndcg(chosen) for case in each if case.quarter == quarter}
    print(f"\n{'':12} {'':20} {'now':>7} {'held out':>8}")
    for corpus, each in collections.items():
        by_track: dict[str, list[Case]] = defaultdict(list)
        for case in each:
            by_track[case.track].append(case)
        lines = {
            track: (mean(case.ndcg(WEIGHTS) for case in those), mean(held_out[id(case)] for case in those))
            for track, those in sorted(by_track.items())
        }
        lines["mean of tracks"] = (
            mean(now for now, _ in lines.values()),
            mean(then for _, then in lines.values()),
        )
        for track, (now, then) in lines.items():
            print(f"{corpus:12} {track:20} {now:7.4f} {then:8.4f}")


def fitted(collections: Sequence[Sequence[Case]], names: Sequence[str]):
    """The weights that no change of a single one makes better."""
    from articles.search.ranking import WEIGHTS

    best, most = WEIGHTS, mean(mean_of_tracks(each, WEIGHTS) for each in collections)
    for _round in range(ROUNDS):
        for name in names:
            for step in STEPS:
                tried = replace(best, **{name: getattr(WEIGHTS, name) * step})
                got = mean(mean_of_tracks(each, tried) for each in collections)
                if got > most:
                    best, most = tried, got
    return best


def mean_of_tracks(cases: Sequence[Case], weights) -> float:
    by_track: dict[str, list[float]] = defaultdict(list)
    for case in cases:
        by_track[case.track].append(case.ndcg(weights))
    return mean(mean(values) for values in by_track.values())


def mean(values: Iterable[float]) -> float:
    values = list(values)
    return sum(values) / len(values)


if __name__ == "__main__":
    main()
