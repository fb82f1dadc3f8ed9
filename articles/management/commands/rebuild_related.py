from django.core.management.base import BaseCommand

from articles.related import rebuild


class Command(BaseCommand):
    help = "Writes the suggestions beside live editions anew, after rebuild_search. Pins and blocks stay."

    def handle(self, **options):
        number = rebuild(progress=lambda number: self.stderr.write(f"{number} …"))
        self.stdout.write(f"{number} editions related")
