from django.core.management.base import BaseCommand

from articles.models import ChainLink
from articles.models.chain import head


class Command(BaseCommand):
    help = (
        "Prints the head of the record as NUMBER:DIGEST. Keep it where nobody who can write into the "
        "database can change it; later, verify_record --head proves that all that came before it still "
        "stands."
    )

    def handle(self, **options):
        number, digest = head(ChainLink)
        self.stdout.write(f"{number}:{digest}")
