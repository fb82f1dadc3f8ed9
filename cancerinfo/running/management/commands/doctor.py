import json
import sys

from django.core.management.base import BaseCommand

from cancerinfo.running.conditions import faults_by_condition
from cancerinfo.running.installation import INSTALLATION, INSTALLATION_ASKS_DATABASE


class Command(BaseCommand):
    help = (
        "Says in sentences what is wrong with this installation: database, migrations, schedule, stored "
        "pages, disk, settings, mail, people, pages, clocks. Changes nothing; ends with 1 if something "
        "is wrong."
    )
    # What Django would stop at is one of the sentences.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--json",
            action="store_true",
            help="the sentences by what they are about; null: couldn't be asked",
        )

    def handle(self, **options):
        found = faults_by_condition(INSTALLATION, INSTALLATION_ASKS_DATABASE)
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            self._print_sentences(found)
        if any(faults is None or faults for faults in found.values()):
            sys.exit(1)

    def _print_sentences(self, found):
        for name, faults in found.items():
            if faults is None:
                self.stdout.write(f"{name}: not asked, since the database isn't ready")
            elif not faults:
                self.stdout.write(f"{name}: ok")
            for sentence in faults or []:
                self.stdout.write(f"{name}: {sentence}")
