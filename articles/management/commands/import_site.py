import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.archive.file import Archive, ArchiveRefused, open_archive, summary
from articles.archive.restoring import is_half_done, rebuild, restore
from articles.management.named_file import why
from articles.management.progress import progress_on
from articles.models import ChainLink
from articles.models.chain import head
from articles.reports.whole_record import faults_of_record
from cancerinfo.front.wiring import store_at


class Command(BaseCommand):
    help = (
        "Makes the site of a file that export_site wrote, in a new database right after migrate. A damaged "
        "file, one of another release and a site that isn't empty are refused before anything changes. All "
        "rows come in one transaction, or none; then what readers find pages by is rebuilt, stored pages are "
        "forgotten, and everything is verified. Broken off while it rebuilds, it goes on when it is run "
        "again with the same file. Ends with 1 if a fault is found."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="Read all of it in and take it back; change nothing."
        )
        parser.add_argument("--json", action="store_true", help="Print what was read as JSON.")

    def handle(self, *, file: Path, dry_run, **options):
        self.progress = progress_on(self.stderr)
        try:
            with file.open("rb") as stream:
                archive = open_archive(stream)
                self._restore(archive, dry_run)
        except ArchiveRefused as refused:
            raise CommandError(f"{file}: {refused} Nothing was changed.") from refused
        except OSError as error:
            raise CommandError(f"{file}: {why(error)} Nothing was changed.") from error
        found = [] if dry_run else self._finish()
        self._report(archive.manifest, found, dry_run, options["json"])
        if found:
            raise CommandError(f"{len(found):,} faults were found.")

    def _restore(self, archive: Archive, dry_run: bool):
        if is_half_done(archive):
            self.stderr.write("The rows are here already; going on with what is rebuilt.", style_func=str)
        else:
            restore(archive, self.progress, is_trial=dry_run)

    def _finish(self) -> list[str]:
        """Rebuilds and verifies; the faults."""
        rebuild(self.progress)
        if settings.STORED_PAGES:
            store_at(settings.STORED_PAGES).clear()
        return [str(fault) for fault in faults_of_record()]

    def _report(self, manifest: dict, found: list[str], dry_run: bool, as_json: bool):
        number, digest = head(ChainLink)
        if as_json:
            read = {"tables": manifest["tables"], "pictures": manifest["pictures"]}
            self.stdout.write(json.dumps({**read, "head": f"{number}:{digest}", "faults": found}, indent=1))
            return
        for fault in found:
            self.stdout.write(fault)
        end = " (nothing was saved)" if dry_run else f". Head: {number}:{digest}"
        self.stdout.write(f"{summary(manifest)}{end}")
