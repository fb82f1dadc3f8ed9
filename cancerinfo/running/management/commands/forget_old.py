from django.core.management.base import BaseCommand
from django.utils import timezone

from cancerinfo.running.forgetting import forget_old


class Command(BaseCommand):
    help = (
        "Forgets what was kept of people for long enough, as docs/privacy.md says: sign-ins, unanswered "
        "invitations, addresses of readers, old reports and reminders. What is signed or published stays."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what is due")

    def handle(self, *, dry_run, **options):
        for rule, count in forget_old(timezone.now(), dry_run).items():
            if count:
                done = "would be forgotten" if dry_run else "forgotten"
                self.stdout.write(f"{rule.what}, after {rule.days} days: {count} {done}")
