from django.core.management.base import BaseCommand, CommandError

from articles.management.person import add_by, person_named
from articles.models import Tag
from articles.models.tag import row_named
from articles.publishing import ActRefused
from articles.publishing.tag_merge import merge, preview


class Command(BaseCommand):
    help = "Merges a tag into another: its articles, live pages, names and address move over."

    def add_arguments(self, parser):
        parser.add_argument("given_up", help="name or address (slug) of the tag that goes")
        parser.add_argument("kept", help="name or address (slug) of the tag that stays")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        add_by(parser)

    def handle(self, given_up, kept, dry_run, by, **options):
        person = person_named(by, dry_run)
        if person and not person.has_perm("articles.add_tagmerge"):
            raise CommandError(f"{person} may not merge tags. Use --by to name somebody who may.")
        try:
            change = preview(_find(given_up), _find(kept))
            if not dry_run:
                merge(change.given_up, change.kept, by=person)
        except ActRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        for line in change.lines():
            self.stdout.write(line)
        self.stdout.write("Nothing was changed." if dry_run else "Done. It can be undone in the admin.")


def _find(name):
    tag = row_named(Tag, name) or Tag.objects.filter(slug=name).first()
    if tag is None:
        raise CommandError(f"There is no tag with the name or address “{name}”.")
    return tag
