from django.core.management.base import BaseCommand, CommandError

from articles.models import Tag
from articles.publishing import ActRefused
from articles.tag_merge import merge, preview


class Command(BaseCommand):
    help = "Merges a tag into another: its articles, live pages, names and address go over."

    def add_arguments(self, parser):
        parser.add_argument("given_up", help="name or address (slug) of the tag that goes")
        parser.add_argument("kept", help="name or address (slug) of the tag that stays")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")

    def handle(self, given_up, kept, dry_run, **options):
        try:
            change = preview(_find(given_up), _find(kept))
            if not dry_run:
                merge(change.given_up, change.kept, by=None)
        except ActRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        for line in change.lines():
            self.stdout.write(line)
        self.stdout.write("Nothing was changed." if dry_run else "Done. It can be undone in the admin.")


def _find(name):
    tag = Tag.objects.filter(name__iexact=name).first() or Tag.objects.filter(slug=name).first()
    if tag is None:
        raise CommandError(f"There is no tag with the name or address “{name}”.")
    return tag
