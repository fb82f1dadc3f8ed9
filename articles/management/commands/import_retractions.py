import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.importing.records import FileError
from articles.importing.retractions import NotARetractionList, read_notices
from articles.management.named_file import content_of
from articles.management.person import add_by, person_named
from articles.management.progress import progress_on
from articles.models.chain import written_together
from articles.publishing.retractions import sweep


class Command(BaseCommand):
    help = (
        "Compares the sources with a list of the Retraction Watch database (CSV), by exact DOI or PMID, and "
        "sends every article that cites a retracted, corrected or superseded source back to review. "
        "Importing the same list twice changes nothing; --undo removes the notices of a list again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "file", type=Path, help="CSV file with the columns of the Retraction Watch database"
        )
        parser.add_argument("--undo", action="store_true", help="remove the notices of this file again")
        parser.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")
        add_by(parser)

    def handle(self, *args, file, undo, dry_run, by, **options):
        person = person_named(by, dry_run)
        try:
            data = content_of(file)
            with written_together():
                notices, progress = list(read_notices(data)), progress_on(self.stderr)
                result = sweep(notices, by=person, undo=undo, progress=progress)
                transaction.set_rollback(dry_run)
        except (FileError, NotARetractionList) as error:
            raise CommandError(f"{file}: {error}") from error
        self.report(result, as_json=options["json"])
        if result.bad:
            raise CommandError(f"{len(result.bad)} rows could not be read: {'; '.join(result.bad[:5])}")

    def report(self, result, *, as_json):
        if as_json:
            self.stdout.write(json.dumps(vars(result), indent=1))
            return
        for key, (before, after) in result.changed.items():
            self.stdout.write(f"{key}: {before or 'no notice'} -> {after or 'no notice'}")
        for slug in result.flagged:
            self.stdout.write(f"back to review: {slug}")
        for slug in result.cleared:
            self.stdout.write(f"no notice left: {slug}")
        self.stdout.write(
            f"{result.matched} notices concern a source; {len(result.changed)} sources changed, "
            f"{len(result.flagged)} articles flagged, {len(result.cleared)} cleared."
        )
