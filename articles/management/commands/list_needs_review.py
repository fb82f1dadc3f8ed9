import csv
import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.reports.needs_review import PageInNeed, needs_review

COLUMNS = ["article", "title", "edition", "owner", "reason", "what", "since", "sentence"]


class Command(BaseCommand):
    help = (
        "Lists the live pages that need a review, and why: overdue, a waiver has ended, a source was "
        "retracted or changed, the evidence is old. Changes nothing; ends with 1 if there is such a page."
    )

    def add_arguments(self, parser):
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--csv", action="store_true", help="comma-separated values, for a spreadsheet")
        form.add_argument("--json", action="store_true", help="a list of objects, one for each reason")
        parser.add_argument("--on", type=date.fromisoformat, help="as of this day (YYYY-MM-DD), not today")

    def handle(self, **options):
        pages = needs_review(options["on"] or timezone.localdate())
        if options["csv"]:
            self.print_csv(pages)
        elif options["json"]:
            rows = [row for page in pages for row in page.to_dicts()]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
        else:
            self.print_text(pages)
        if pages:
            number = "1 page needs" if len(pages) == 1 else f"{len(pages)} pages need"
            raise CommandError(f"{number} a review.")

    def print_csv(self, pages: list[PageInNeed]):
        writer = csv.DictWriter(self.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for page in pages for row in page.to_dicts())

    def print_text(self, pages: list[PageInNeed]):
        for page in pages:
            owner = page.edition.article.owner
            self.stdout.write(f"{page.edition.slug} ({owner or 'no owner'})")
            for reason in page.reasons:
                self.stdout.write(f"  {reason.sentence}")
        if not pages:
            self.stdout.write("No page needs a review.")
