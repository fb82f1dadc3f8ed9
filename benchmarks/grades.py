"""What the pages of a collection are worth as answers to its queries, and how good a list of them is."""

import csv
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

PLACES = 10


def read_grades(data: Path, corpus: str) -> dict[str, dict[str, int]]:
    """The grade of each page that answers a query, from 1 (neighbouring) to 3 (the answer), by query."""
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    with (data / f"{corpus}_qrels.tsv").open() as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            grades[row["query_id"]][row["doc_id"]] = int(row["grade"])
    return grades


def dcg(grades: Iterable[int]) -> float:
    first = zip(range(PLACES), grades, strict=False)
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in first)


def best_dcg(grades: Mapping[str, int]) -> float:
    return dcg(sorted(grades.values(), reverse=True))


def ndcg(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """Of the first ten, from 0 to 1, with a gain of 2 ** grade - 1."""
    return dcg(grades.get(page, 0) for page in ranking) / best_dcg(grades)


def mean_and_error(values: Iterable[float]) -> tuple[float, float]:
    """The mean of at least two values and its standard error."""
    values = list(values)
    mean = sum(values) / len(values)
    variance = sum((value - mean) ** 2 for value in values) / (len(values) - 1)
    return mean, math.sqrt(variance / len(values))


def print_table(found: Mapping[str, Mapping[str, Sequence[float]]]):
    """A line for each track, and one for their mean: nDCG@10 with its standard error by stage."""
    stages = list(next(iter(found.values())))
    print(f"{'nDCG@10':22}{'':6}", *(f"{stage:>14}" for stage in stages))
    columns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for track, by_stage in sorted(found.items()):
        for stage, values in by_stage.items():
            columns[stage].append(mean_and_error(values))
        number = len(next(iter(by_stage.values())))
        print(
            f"{track:22}{number:6}",
            *(f"{columns[stage][-1][0]:6.3f} ± {columns[stage][-1][1]:.3f}" for stage in stages),
        )
    means = []
    for stage in stages:
        tracks = columns[stage]
        error = math.sqrt(sum(error**2 for _, error in tracks)) / len(tracks)
        means.append(f"{sum(mean for mean, _ in tracks) / len(tracks):6.3f} ± {error:.3f}")
    print(f"{'mean of tracks':22}{'':6}", *means)
