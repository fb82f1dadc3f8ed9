import json
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_datetime

from articles.management.person import add_by, person_named
from articles.management.progress import progress_on
from articles.models import ImportRecord
from articles.publishing import ActRefused
from articles.publishing.import_undo import records_of, runs, trash_import


class Command(BaseCommand):
    help = (
        "Undoes an import: moves the articles that it made to the trash, from which they can be taken out "
        "again. Leaves alone, with the reason, what somebody has edited since, what was there before and "
        "what readers see. Sources, tags and other records that came along stay. Without MOMENT it lists the "
        "imports and changes nothing. Running it twice changes nothing the second time."
    )

    def add_arguments(self, parser):
        parser.add_argument("moment", nargs="?", help="the moment of an import, as the list has it")
        parser.add_argument("--dry-run", action="store_true", help="Say how many there are; change nothing.")
        parser.add_argument("--json", action="store_true", help="Print the answer as JSON.")
        add_by(parser)

    def handle(self, *, moment, by, dry_run, **options):
        if moment is None:
            self._list(options["json"])
            return
        at = _moment(moment)
        person = person_named(by, dry_run)
        if dry_run:
            count = records_of(at).count()
            self._say({"to_move": count}, f"{count:,} articles would be looked at.", options["json"])
            return
        try:
            result = trash_import(at, person, progress_on(self.stderr))
        except ActRefused as refusal:
            raise CommandError(f"--by: {refusal}") from refusal
        stayed = [f"stays: {title}: {' '.join(reasons)}" for title, reasons in result.refused]
        told = {"moved": result.done, "stayed": {title: list(why) for title, why in result.refused}}
        summary = f"{len(result.done):,} moved to the trash, {len(stayed):,} stay"
        self._say(told, "\n".join([*stayed, summary]), options["json"])

    def _list(self, as_json: bool):
        found = list(runs())
        told = [{"at": run.at.isoformat(), "texts": run.texts, "file_name": run.file_name} for run in found]
        lines = [f"{run.at.isoformat()}  {run.texts:,} texts  {run.file_name}" for run in found]
        self._say(told, "\n".join(lines) or "Nothing was imported.", as_json)

    def _say(self, told, text: str, as_json: bool):
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) if as_json else text)


def _moment(text: str) -> datetime:
    try:
        at = parse_datetime(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not ImportRecord.objects.filter(imported_at=at).exists():
        raise CommandError(f"No import was made at “{text}”. Leave it out to see the list of imports.")
    return at
