from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.urls import NoReverseMatch, reverse

from articles.management.progress import progress_on
from articles.public.followed import FOLLOWS
from articles.public.sitemaps import SECTIONS
from cancerinfo.front.wiring import in_front_of


class Command(BaseCommand):
    help = "Makes the stored pages that are out of date, so that no reader waits. Ends with 1 if one fails."

    def add_arguments(self, parser):
        parser.add_argument(
            "--clear",
            action="store_true",
            help="forget all stored pages first, as after a backup of the database was put back",
        )

    def handle(self, *args, clear, **options):
        if not settings.STORED_PAGES:
            raise CommandError("This site stores no pages: STORED_PAGES is empty.")
        front = in_front_of(get_wsgi_application())
        if clear:
            front.shelf.store.clear()
        progress, failed, ready = progress_on(self.stderr), [], 0
        paths = list(addresses())
        for count, path in enumerate(paths, 1):
            status = front.warm(path)
            ready += status.startswith("200 ")
            # Others aren't there yet, such as "About us" before it's approved, or answer questions only.
            if status.startswith("5"):
                failed.append(f"{path}: {status}")
            progress(count, len(paths))
        self.stdout.write(f"{ready} pages are ready.")
        if failed:
            raise CommandError("Not made: " + "; ".join(failed[:20]))


def addresses() -> Iterator[str]:
    """The path of every page that a reader can be led to without a question of their own."""
    for section in SECTIONS.values():
        listing = section()
        for page in listing.paginator.page_range:
            yield from (urlsplit(url["location"]).path for url in listing.get_urls(page=page))
    for name in FOLLOWS:
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue
