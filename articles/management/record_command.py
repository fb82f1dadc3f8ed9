"""What the commands that import files of records have in common."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.importing.records import FileError, Records
from articles.record_import import ImportReport


class RecordCommand(BaseCommand):
    """A subclass reads (`read`: bytes to Records) and saves (`save`: Records and `keep` to ImportReport)."""

    def add_arguments(self, parser):
        parser.add_argument("path", nargs="+", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="Report what would change; change nothing."
        )
        parser.add_argument(
            "--keep", action="store_true", help="Leave records that exist already as they are."
        )

    def read(self, data: bytes) -> Records:
        raise NotImplementedError

    def save(self, records: Records, keep: bool) -> ImportReport:
        raise NotImplementedError

    def handle(self, *, path, dry_run, keep, **options):
        problems = []
        with transaction.atomic():
            for file in path:
                problems += [f"{file.name}: {problem}" for problem in self._import_file(file, keep, dry_run)]
            transaction.set_rollback(dry_run)
        if problems:
            raise CommandError("\n".join(problems))

    def _import_file(self, file: Path, keep: bool, dry_run: bool) -> list[str]:
        try:
            report = self.save(self.read(file.read_bytes()), keep)
        except (FileError, OSError) as error:
            return [str(error)]
        self.stdout.write(f"{file.name}: {report}{' (nothing was saved)' if dry_run else ''}")
        return report.problems
