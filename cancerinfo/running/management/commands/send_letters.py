import json

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles.mail.outbox import due_letters, send_due
from articles.models import UnsentLetter
from cancerinfo.accounts.changes import note_told


class Command(BaseCommand):
    help = (
        "Tries letters again that no mail server took, with pauses that grow from a minute to twelve hours. "
        "One that a server takes is forgotten, any other after a week by forget_old. run_schedule does this "
        "each minute."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say what is due; send nothing.")
        parser.add_argument(
            "--json",
            action="store_true",
            help="Print as JSON how many were sent and still wait; with --dry-run what is due, as a list.",
        )

    def handle(self, *, dry_run, **options):
        now, as_json = timezone.now(), options["json"]
        if dry_run:
            self._tell_due(due_letters(now), as_json)
            return
        sent = 0
        for letter, problem in send_due(now):
            if not problem:
                sent += 1
                note_told(letter)
        if as_json:
            self.stdout.write(json.dumps({"sent": sent, "waiting": UnsentLetter.objects.count()}))
        elif sent:
            self.stdout.write(f"{sent} e-mails sent. {UnsentLetter.objects.count()} still wait.")

    def _tell_due(self, letters, as_json):
        if as_json:
            due = [{"to": letter.address, "subject": letter.subject} for letter in letters]
            self.stdout.write(json.dumps(due, ensure_ascii=False))
            return
        for letter in letters:
            self.stdout.write(f"{letter.address}: {letter.subject}")
