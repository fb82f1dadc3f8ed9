import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.publishing.published_experts import send_letters
from articles.reports.head_letters import send_heads
from articles.reports.review_clock import send_digests


class Command(BaseCommand):
    help = (
        "Mails each person what is due or overdue: reviews to owners and publishers, sign-offs to the "
        "reviewer who was asked, waivers to whoever gave them. Each due date is mailed once to a person; "
        "when the date moves, once more. Superusers also get the head of the record, on days on which it has "
        "grown. Letters to outside experts that no server took are tried again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="print the e-mails and send none")
        parser.add_argument("--json", action="store_true", help="print the e-mails as JSON")
        parser.add_argument("--on", type=date.fromisoformat, help="as of this day (YYYY-MM-DD), not today")

    def handle(self, *args, dry_run, on, **options):
        letters, failures = send_digests(on or timezone.localdate(), timezone.now(), dry_run=dry_run)
        heads, unsent = send_heads(timezone.now(), dry_run=dry_run)
        letters, failures = letters + heads, failures + unsent
        told = 0
        if not dry_run:
            told, untold = send_letters()
            failures += untold
        if options["json"]:
            made = [_row(each) | ({"body": each.body} if dry_run else {}) for each in letters]
            self.stdout.write(json.dumps({"letters": made, "to_experts": told}, ensure_ascii=False))
        else:
            self._tell(letters, told, dry_run)
        if failures:
            raise CommandError(" ".join(failures))

    def _tell(self, letters, told, dry_run):
        for letter in letters:
            self.stdout.write(f"{letter.to[0]}: {letter.subject}")
            if dry_run:
                self.stdout.write(f"{letter.body}\n")
        self.stdout.write(f"{len(letters)} e-mails {'to send' if dry_run else 'sent'}.")
        if not dry_run:
            self.stdout.write(f"{told} letters to outside experts sent.")


def _row(letter):
    return {"to": letter.to[0], "subject": letter.subject}
