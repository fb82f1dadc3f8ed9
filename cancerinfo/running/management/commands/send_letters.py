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

    def handle(self, *, dry_run, **options):
        now = timezone.now()
        if dry_run:
            for letter in due_letters(now):
                self.stdout.write(f"{letter.address}: {letter.subject}")
            return
        sent = 0
        for letter, problem in send_due(now):
            if not problem:
                sent += 1
                note_told(letter)
        if sent:
            self.stdout.write(f"{sent} e-mails sent. {UnsentLetter.objects.count()} still wait.")
