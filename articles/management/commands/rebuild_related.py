from django.core.management.base import BaseCommand

from articles.related import rebuild


class Command(BaseCommand):
    help = "Rebuilds the suggestions beside live editions; run rebuild_search first. Pins and blocks stay."

    def handle(self, **options):
        number = rebuild(progress=lambda number: self.stderr.write(f"{number} …"))
        self.stdout.write(f"{number} editions related")
