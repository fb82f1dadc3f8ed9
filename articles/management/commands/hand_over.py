from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.management.person import account_named
from articles.publishing import ActRefused
from articles.publishing.leaving import leave


class Command(BaseCommand):
    help = (
        "For somebody who leaves: hands the articles they own and the reviews they are asked for over to "
        "somebody else, takes their rights, password and sign-ins, and leaves their name where they signed. "
        "All or nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("person", metavar="USER", help="the account of who leaves")
        parser.add_argument("--to", required=True, metavar="USER", help="the account that takes over")
        parser.add_argument("--by", required=True, metavar="USER", help="the administrator who does it")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be handed over")

    def handle(self, *, person, to, by, dry_run, **options):
        accounts = account_named(person, "USER"), account_named(to, "--to"), account_named(by, "--by")
        try:
            with transaction.atomic():
                done = leave(*accounts)
                transaction.set_rollback(dry_run)
        except ActRefused as refusal:
            raise CommandError(f"{refusal} Nothing was changed.") from refusal
        for title in done.articles:
            self.stdout.write(f"owned by {to} now: {title}")
        for title in done.requests:
            self.stdout.write(f"{to} is asked for the review now: {title}")
        for title in done.requests_of_nobody:
            self.stdout.write(f"any reviewer may take this now: {title}")
        for title, reasons in done.stayed:
            self.stdout.write(f"still owned by {person}: {title} ({' '.join(reasons)})")
        end = "Nothing was changed: this was a dry run." if dry_run else f"{person} has no rights any more."
        self.stdout.write(end)
