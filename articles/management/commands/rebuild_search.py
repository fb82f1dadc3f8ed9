from django.core.management.base import BaseCommand

from articles.models import Edition
from articles.search import rebuild


class Command(BaseCommand):
    help = "Rebuilds the search index from the live editions. Visitors search the old one until it is done."

    def handle(self, **options):
        editions = Edition.objects.live().select_related("article").defer("rendered").order_by("pk")
        number = rebuild(editions.iterator(chunk_size=200), progress=self._progress)
        self.stdout.write(f"{number} editions indexed")

    def _progress(self, number):
        self.stderr.write(f"{number} …")
