import json
import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.archive.file import summary
from articles.archive.writing import Choices, counts, write_archive
from articles.management.named_file import why_not_written
from articles.management.progress import progress_on
from articles.pictures import stored_names


class Command(BaseCommand):
    help = (
        "Writes all that the site holds into one new file: texts, editions, the record with its chain, "
        "accounts, pictures. import_site makes the same site of it in an empty database, SQLite or "
        "PostgreSQL. Changes nothing on the site, which runs on meanwhile; the same site gives the same "
        "bytes. Keep the file safe: it has addresses of people and, unless told otherwise, the digests of "
        "their passwords."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a new file")
        parser.add_argument(
            "--without-passwords", action="store_true", help="Everybody must be given a new password then."
        )
        parser.add_argument(
            "--anonymous",
            action="store_true",
            help="A copy for tests: without names, addresses and passwords of accounts, without what readers "
            "and colleagues wrote to each other, and with a chain of its own. Names that pages show stay.",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would be written; write nothing."
        )
        parser.add_argument("--json", action="store_true", help="Print what was written as JSON.")

    def handle(self, *, file: Path, without_passwords, anonymous, dry_run, **options):
        choices = Choices(has_passwords=not without_passwords, is_anonymous=anonymous)
        if file.exists():
            raise CommandError(f"{file} already exists. Give another name.")
        if dry_run:
            written = {"tables": counts(choices), "pictures": stored_names()}
        else:
            written = self._write(file, choices)
        if options["json"]:
            self.stdout.write(json.dumps({"file": str(file), **written}, indent=1))
            return
        self.stdout.write(f"{file}: {summary(written)}{' (nothing was written)' if dry_run else ''}")

    def _write(self, file: Path, choices: Choices) -> dict:
        """Under another name until it is whole, and readable by its owner only."""
        part = file.with_name(f"{file.name}.part")
        try:
            handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                with os.fdopen(handle, "w+b") as stream:
                    manifest = write_archive(stream, choices, progress_on(self.stderr))
                    stream.flush()
                    os.fsync(stream.fileno())
                part.rename(file)
            finally:
                part.unlink(missing_ok=True)
        except OSError as error:
            raise CommandError(f"{file}: {why_not_written(error)}") from error
        return manifest
