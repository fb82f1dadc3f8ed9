from django.core.management.base import BaseCommand
from django.db import transaction

from articles.intake.fixed_pages import propose_fixed_pages
from articles.management.person import add_by, person_named
from articles.models.chain import written_together


class Command(BaseCommand):
    help = (
        "Proposes the texts of the pages “About us” and “How we write and review” that come with the "
        "software, in each language, where the site has none yet. Readers see a page once a second person "
        "has approved it."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Report what would be made; make nothing.")
        add_by(parser)

    def handle(self, *, by, dry_run, **options):
        person = person_named(by, dry_run)
        with written_together():
            made = propose_fixed_pages(person)
            transaction.set_rollback(dry_run)
        for page in made:
            self.stdout.write(f"{page}: proposed{' (nothing was saved)' if dry_run else ''}")
        if not made:
            self.stdout.write("Every page is there already.")
