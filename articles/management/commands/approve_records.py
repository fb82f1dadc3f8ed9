from django.core.management.base import BaseCommand, CommandError

from articles import publishing
from articles.content.records import lines
from articles.management.person import person_named
from articles.records.kinds import KINDS
from articles.records.waiting import waiting


class Command(BaseCommand):
    help = (
        "Approves the texts of records (terms, tags, categories, organizations, contacts, contributors) that "
        "wait for a second person. Every rule holds as for one: --by USER has read them and wrote none of "
        "them. Prints each text; --dry-run changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("--by", metavar="USER", help="Who approves; needed for all but a dry run.")
        parser.add_argument("--kind", choices=sorted(KINDS), help="Only records of this kind.")
        parser.add_argument("--how", default="", help="For contacts: how they were checked.")
        parser.add_argument("--dry-run", action="store_true", help="Print what waits; change nothing.")

    def handle(self, *, by, kind, how, dry_run, **options):
        person = person_named(by, dry_run)
        records = waiting([KINDS[kind]] if kind else None)
        refused = [record for record in records if not self._approve(record, person, how, dry_run)]
        done = 0 if dry_run else len(records) - len(refused)
        self.stdout.write(f"{len(records)} waited, {done} approved.")
        if refused:
            raise CommandError(f"{len(refused)} refused, each with its reasons above.")

    def _approve(self, record, person, how, dry_run) -> bool:
        self.stdout.write(f"{record.kind.label} {record}")
        for line in lines(record.proposed):
            self.stdout.write(f"  {line.place}: {line.text}")
        if dry_run:
            return True
        try:
            publishing.approve(record, person, seen_digest=record.digest, how=how)
        except publishing.ActRefused as refusal:
            self.stdout.write(f"  Refused. {refusal}")
            return False
        return True
