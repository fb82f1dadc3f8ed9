from django.core.management.base import BaseCommand, CommandError

from articles.management.person import person_named
from articles.models.chain import written_together
from articles.models.review import OUTSIDE
from articles.publishing.records import log_edits
from articles.publishing.signed_names import approve_signed_names
from articles.records.kinds import KINDS


class Command(BaseCommand):
    help = (
        "After an upgrade: approves the names of topics and categories that were signed with live pages, and "
        "notes USER as the writer of every other text of a record whose writer the log doesn't know. "
        "Somebody else can then approve those (approve_records)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--by", metavar="USER", required=True, help="Who stands in for the writers.")

    def handle(self, *, by, **options):
        if by == OUTSIDE:
            raise CommandError("--by must name a person: nobody can ask the account of texts from outside.")
        person = person_named(by, dry_run=False)
        names = approve_signed_names()
        with written_together():
            rows = [row for kind in KINDS.values() for row in kind.rows()]
            adopted = sum(len(log_edits(row, person)) for row in rows)
        self.stdout.write(f"{names} names signed with live pages; {adopted} texts now have {by} as writer.")
