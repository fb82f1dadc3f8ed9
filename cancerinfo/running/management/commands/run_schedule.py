from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils import timezone

from cancerinfo.running.schedule import PACES, due_tasks, run_due


class Command(BaseCommand):
    help = (
        "Does what comes by itself and is due: publishes and withdraws what is scheduled, and once a night "
        "checks and tidies the site and sends e-mails. Run it each minute, on one server or on several. It's "
        "silent while all goes well; a task that fails keeps none of the others back, and the command ends "
        "with 1."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what is due")

    def handle(self, *, dry_run, verbosity, **options):
        now = timezone.now()
        try:
            if dry_run:
                return self._list(now)
            failed = 0
            for outcome in run_due(now):
                failed += bool(outcome.problem)
                if outcome.problem or verbosity > 1:
                    (self.stderr if outcome.problem else self.stdout).write(str(outcome))
        except Error as error:
            raise CommandError(f"The database can't be asked what is due: {error}") from error
        if failed:
            raise CommandError(f"Tasks that failed: {failed}.")

    def _list(self, now):
        for round_name in PACES:
            for task in due_tasks(round_name, now):
                self.stdout.write(f"{task.name} (each {round_name})")
