import csv
import json
from datetime import date

from django.core.management.base import BaseCommand
from django.utils import timezone

from resources.models import Contact

COLUMNS = ["organization", "country", "kind", "contact", "hours", "last checked", "by", "how", "crisis line"]


class Command(BaseCommand):
    help = (
        "Prints the contacts of listed organizations that nobody has checked in time (90 days for crisis "
        "lines, 365 days otherwise), as a call sheet. Changes nothing."
    )

    def add_arguments(self, parser):
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--csv", action="store_true", help="comma-separated values, for a spreadsheet")
        form.add_argument("--json", action="store_true", help="a list of objects")
        parser.add_argument("--on", type=date.fromisoformat, help="as of this day (YYYY-MM-DD), not today")

    def handle(self, *args, **options):
        due = Contact.objects.to_check(options["on"] or timezone.localdate())
        rows = [call_sheet_row(contact) for contact in due]
        if options["csv"]:
            writer = csv.writer(self.stdout, lineterminator="\n")
            writer.writerows([COLUMNS, *rows])
        elif options["json"]:
            self.stdout.write(json.dumps([dict(zip(COLUMNS, row, strict=True)) for row in rows], indent=1))
        else:
            self.print_sheet(rows)

    def print_sheet(self, rows):
        for organization, country, kind, contact, hours, checked, by, *_ in rows:
            checked = f"last checked {checked} by {by or 'unknown'}" if checked else "never checked"
            self.stdout.write(f"{organization} ({country or 'no country'})")
            self.stdout.write(f"  {kind}: {contact}{f', {hours}' if hours else ''}")
            self.stdout.write(f"  {checked}.  Works now? ____  Checked by ________  on ________")
        self.stdout.write(f"{len(rows)} contacts to check.")


def call_sheet_row(contact):
    return [
        contact.organization.name,
        contact.organization.country,
        contact.get_kind_display(),
        contact.value,
        contact.hours,
        contact.checked_on.isoformat() if contact.checked_on else "",
        contact.checked_by,
        contact.checked_how,
        "yes" if contact.is_crisis_line else "",
    ]
