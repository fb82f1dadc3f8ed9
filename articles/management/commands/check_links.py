import json
from functools import partial

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.models import LinkCheck
from articles.reports.link_checks import check_links, forget_others, outward_links, still_to_check
from articles.reports.web_address import ask


class Command(BaseCommand):
    help = (
        "Checks whether every web address that readers are led to still answers. One that fails on two "
        "different days is broken. Ends with 1 if there is such a link. Run it once a day: what was checked "
        "today is left out, so a run that was stopped goes on where it was."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="list the addresses without checking any")
        parser.add_argument("--json", action="store_true", help="the broken links as a list of objects")
        parser.add_argument("--again", action="store_true", help="check those of today once more, too")
        parser.add_argument("--pause", type=float, default=1.0, help="seconds between pages of one host")

    def handle(self, **options):
        links = outward_links()
        if options["dry_run"]:
            for address, places in links.items():
                self.stdout.write(f"{address}  ({', '.join(str(place['name']) for place in places)})")
            return
        today = timezone.localdate()
        forget_others(links)
        left = links if options["again"] else still_to_check(links, today)
        agent = f"cancerinfo-link-check (+{settings.SITE_URL})"
        for row in check_links(left, partial(ask, agent=agent), today, options["pause"]):
            if row.problem and not options["json"]:
                self.stdout.write(f"{row.address}\n  {row.problem} Days it failed: {row.failed_days}.")
        self.report(len(left), options["json"])

    def report(self, count: int, as_json: bool):
        broken = list(LinkCheck.objects.broken())
        if as_json:
            fields = ("address", "problem", "failed_days", "places")
            rows = [{name: getattr(row, name) for name in fields} for row in broken]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(f"Links checked: {count}. Broken: {len(broken)}.")
        if broken:
            raise CommandError(f"Links that are broken: {len(broken)}.")
