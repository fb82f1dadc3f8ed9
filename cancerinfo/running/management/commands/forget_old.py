import json

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
        parser.add_argument("--json", action="store_true", help="print how much of each as a JSON list")

    def handle(self, *, dry_run, **options):
        counts = forget_old(timezone.now(), dry_run)
        if options["json"]:
            rows = [{"what": rule.what, "days": rule.days, "count": count} for rule, count in counts.items()]
            self.stdout.write(json.dumps(rows))
            return
        for rule, count in counts.items():
            if count:
                done = "would be forgotten" if dry_run else "forgotten"
                self.stdout.write(f"{rule.what}, after {rule.days} days: {count} {done}")
