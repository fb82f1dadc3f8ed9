from django.core.management.base import BaseCommand

from articles.management.progress import progress_on
from articles.publishing.live_repair import repair_live


class Command(BaseCommand):
    help = (
        "Puts right what is kept of live editions for readers: their lines in lists, the number of pages of "
        "each list, and the drawn pages. Run it after an upgrade, or each page is drawn at every request; "
        "and each night, for what has changed beside the articles."
    )

    def handle(self, **options):
        number = repair_live(progress_on(self.stderr))
        self.stdout.write(f"{number} live editions put right")
