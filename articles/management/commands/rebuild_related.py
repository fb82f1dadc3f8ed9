from django.core.management.base import BaseCommand

from articles.management.progress import progress_on
from articles.related import rebuild


class Command(BaseCommand):
    help = (
        "Writes the suggestions beside live editions anew; run rebuild_search first. Pins and blocks stay. "
        "Stopped on the way, it goes on there when it is run again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--from-start", action="store_true", help="Forget how far the last run came.")

    def handle(self, *, from_start, **options):
        number = rebuild(progress_on(self.stderr), from_start=from_start)
        self.stdout.write(f"{number} editions related")
