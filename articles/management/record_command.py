"""What the commands that import files of records have in common."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.importing.records import FileError, Records
from articles.intake.records import RecordsReport
from articles.management.named_file import content_of
from articles.management.person import add_by, person_named
from articles.models.chain import written_together


class RecordCommand(BaseCommand):
    """A subclass reads (`read`: bytes to Records) and saves (`save`: Records to RecordsReport).

    `save` gets as options `keep`, and `by`: whose work it is.
    """

    def add_arguments(self, parser):
        parser.add_argument("path", nargs="+", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="Report what would change; change nothing."
        )
        parser.add_argument(
            "--json", action="store_true", help="Print what became of each record as a JSON object, by file."
        )
        parser.add_argument("--keep", action="store_true", help="Leave existing records as they are.")
        add_by(parser)

    def read(self, data: bytes) -> Records:
        raise NotImplementedError

    def read_file(self, file: Path) -> Records:
        """For files that name others beside them."""
        return self.read(content_of(file))

    def save(self, records: Records, **options) -> RecordsReport:
        raise NotImplementedError

    def handle(self, *, path, dry_run, keep, by=None, **options):
        saving = {"keep": keep, "by": person_named(by, dry_run)}
        problems, outcomes = [], {}
        with written_together():
            for file in path:
                report = self._import_file(file, saving)
                problems += [f"{file.name}: {problem}" for problem in report.problems]
                outcomes[str(file)] = report.outcomes
                if not options["json"]:
                    self._tell(file, report, dry_run)
            transaction.set_rollback(dry_run)
        if options["json"]:
            self.stdout.write(json.dumps(outcomes, ensure_ascii=False, indent=1))
        if problems:
            raise CommandError("\n".join(problems))

    def _import_file(self, file: Path, saving: dict) -> RecordsReport:
        try:
            return self.save(self.read_file(file), **saving)
        except FileError as error:
            return RecordsReport(problems=[str(error)])

    def _tell(self, file: Path, report: RecordsReport, dry_run: bool):
        if report.outcomes or not report.problems:
            self.stdout.write(f"{file.name}: {report}{' (nothing was saved)' if dry_run else ''}")
        for sentence in report.told:
            self.stdout.write(f"  {sentence}")
