import time

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, close_old_connections

from cancerinfo.front.cdn import CdnAway, cdn_of_settings
from cancerinfo.front.purging import purge


class Command(BaseCommand):
    help = (
        "Tells the CDN which pages have changed since it was last told. Run it every minute, or as a service "
        "with --every. Several running at once do no harm. Ends with 1 if the CDN can't be told."
    )

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="have it forget all pages, as after a release")
        parser.add_argument("--every", type=float, metavar="SECONDS", help="go on until stopped")

    def handle(self, *, every, **options):
        try:
            cdn = cdn_of_settings()
            self._purge(cdn, everything=options["all"])
        except (ImproperlyConfigured, CdnAway) as error:
            raise CommandError(str(error)) from error
        while every:
            time.sleep(every)
            try:
                self._purge(cdn)
            except (CdnAway, Error) as error:
                self.stderr.write(f"Tried again in {every:g} s: {error}")
                close_old_connections()

    def _purge(self, cdn, *, everything=False):
        keys = purge(cdn, everything=everything)
        if keys:
            self.stdout.write(f"Forgotten: {', '.join(keys)}")
