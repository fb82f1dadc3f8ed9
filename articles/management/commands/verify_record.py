import argparse
import json
import re
import sys
import time

from django.core.management.base import BaseCommand

from articles.management.progress import progress_on
from articles.models import ChainLink, Edition
from articles.models.chain import head
from articles.reports.chain_audit import Head
from articles.reports.whole_record import faults_of_record


def noted_head(text: str) -> Head:
    if not (found := re.fullmatch(r"(\d{1,18}):([0-9a-f]{64})", text)):
        raise argparse.ArgumentTypeError(f"{text!r} isn't NUMBER:DIGEST, as print_head prints it.")
    return int(found[1]), found[2]


class Command(BaseCommand):
    help = (
        "Proves that what is written once (editions, sign-offs, acts, ...) is as it was written, with "
        "nothing missing and nothing slipped in, and that every edition is what was signed off and "
        "published: walks the chain, recomputes the digests, looks for lost triggers, gaps, wrong pointers "
        "and reviewers who wrote. Changes nothing; ends with 1 if there is a fault."
    )

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="Print the faults as a JSON list.")
        parser.add_argument(
            "--head", action="append", default=[], type=noted_head, metavar="NUMBER:DIGEST",
            help="A head of the record that was noted earlier: it must still be in the chain. Repeatable.",
        )  # fmt: skip

    def handle(self, **options):
        start = time.monotonic()
        number, digest = head(ChainLink)
        found = faults_of_record(options["head"], progress_on(self.stderr))
        count = self._print_json(found) if options["json"] else self._print_sentences(found)
        rate = number / (time.monotonic() - start)
        self.stderr.write(f"{Edition.objects.count()} editions, faults: {count}.")
        self.stderr.write(f"{number} links, {rate:.0f} a second. Head: {number}:{digest}")
        if count:
            sys.exit(1)

    def _print_sentences(self, found):
        count = 0
        for fault in found:
            count += 1
            self.stdout.write(str(fault))
        return count

    def _print_json(self, found):
        listed = [fault.to_dict() for fault in found]
        self.stdout.write(json.dumps(listed, ensure_ascii=False, indent=2))
        return len(listed)
