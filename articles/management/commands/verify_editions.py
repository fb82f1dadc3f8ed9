import json
import sys

from django.core.management.base import BaseCommand

from articles.models import Edition
from articles.reports.editions_audit import faults


class Command(BaseCommand):
    help = (
        "Proves that every edition is what was signed off and published: recomputes its digests, looks for "
        "gaps, wrong pointers and reviewers who wrote. Changes nothing; ends with 1 if there is a fault."
    )

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="Print the faults as a JSON list.")

    def handle(self, **options):
        count = self._print_json() if options["json"] else self._print_sentences()
        if count:
            sys.exit(1)

    def _print_sentences(self):
        count = 0
        for fault in faults():
            count += 1
            self.stdout.write(str(fault))
        self.stderr.write(f"{Edition.objects.count()} editions, faults: {count}.")
        return count

    def _print_json(self):
        found = [fault.to_dict() for fault in faults()]
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        return len(found)
