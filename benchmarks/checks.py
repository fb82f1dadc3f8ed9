"""How often the rules on sentences are right: precision and recall by rule on labelled sentences.

    DEBUG=1 DJANGO_SETTINGS_MODULE=cancerinfo.settings python -m benchmarks.checks
        [--half HALF] [--rule RULE] [--site]

Prints one line a rule and half: how often a finding is a fault, and how many of the faults are found. With a
rule, its wrong and its missed sentences of that half too. The sentences are in tests/samples. With --site it
prints instead what was called no fault on the site in DATABASE_URL: by rule how often, each sentence, why.
"""

import argparse
from itertools import groupby

import django

django.setup()

from articles.models import Waiver  # noqa: E402
from tests.labelled_sentences import HALVES, LABELLED, Score, read_labelled, scores  # noqa: E402


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=HALVES, help="Only these sentences.")
    parser.add_argument("--rule", choices=LABELLED, help="Also what this rule gets wrong.")
    parser.add_argument("--site", action="store_true", help="What the site's publishers called no fault.")
    options = parser.parse_args()
    if options.site:
        _print_no_faults()
        return
    labelled = read_labelled()
    for half in [options.half] if options.half else HALVES:
        sentences = [each for each in labelled if each.half == half]
        print(f"{half}: {len(sentences)} sentences{'':22}precision   recall   right wrong missed")
        by_rule = scores(sentences)
        for name in [options.rule] if options.rule else LABELLED:
            print(_line(name, by_rule[name]))
        total = Score(*(sum(getattr(each, part) for each in by_rule.values()) for part in PARTS))
        print(_line("all", total))
        for sentence in sentences if options.rule else ():
            found = sentence.found()
            if (options.rule in found) != (options.rule in sentence.rules):
                print(
                    f"  {'wrong' if options.rule in found else 'missed'}: {sentence.text} ({sentence.reason})"
                )


def _print_no_faults():
    for rule, given in groupby(Waiver.objects.no_faults().order_by("rule", "pk"), key=lambda each: each.rule):
        waivers = list(given)
        print(f"{rule}: {len(waivers)} called no fault")
        for each in waivers:
            print(f"  {each.sentence} ({each.reason})")


PARTS = ("right", "wrong", "missed")


def _line(name: str, score: Score) -> str:
    return (
        f"  {name:44}{score.precision:9.2f}{score.recall:9.2f}{score.right:8}{score.wrong:6}{score.missed:7}"
    )


if __name__ == "__main__":
    main()
