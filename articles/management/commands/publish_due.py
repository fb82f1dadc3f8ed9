import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles.models import Schedule
from articles.publishing import publish_due


class Command(BaseCommand):
    help = (
        "Publishes and withdraws what is due. Run it every minute or so; several running at once do no "
        "harm. What is refused stays scheduled, and the command ends with 1."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say what is due.")

    def handle(self, *, dry_run, **options):
        if dry_run:
            return self._list()
        outcomes = publish_due()
        for outcome in outcomes:
            (self.stderr if outcome.reasons else self.stdout).write(str(outcome))
        if not outcomes:
            self.stdout.write("Nothing is due.")
        if any(outcome.reasons for outcome in outcomes):
            sys.exit(1)

    def _list(self):
        due = Schedule.objects.due(timezone.now()).select_related("article")
        for planned in due:
            self.stdout.write(f"{planned.article.slug}: {planned.action}, due {planned.due_at.isoformat()}")
        if not due:
            self.stdout.write("Nothing is due.")
