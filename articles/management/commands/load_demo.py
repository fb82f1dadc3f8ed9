from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.demo.loading import DemoRefused, is_loaded, load_demo
from articles.demo.people import logins
from articles.models import Article


class Command(BaseCommand):
    help = (
        "Loads the demonstration: users, sources, organizations, glossary, survey tables and articles, "
        "eight of them published. Refuses a site without DEMONSTRATION=1, and one with articles "
        "of its own. Running it twice changes nothing. "
        "Prints the logins; their passwords depend on the site's secret key."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="On a site with articles change nothing and say so."
        )

    def handle(self, *, if_empty, **options):
        if not settings.DEMONSTRATION:
            raise CommandError(
                "This site isn't a demonstration, and readers would take these pages for its own. "
                "Set DEMONSTRATION=1, which says on every page what it is. Nothing was changed."
            )
        try:
            if if_empty and Article.objects.exists():
                self.stdout.write("This site has articles; nothing was loaded.")
            else:
                for line in load_demo().lines:
                    self.stdout.write(line)
            self._print_logins(is_loaded())
        except DemoRefused as refused:
            raise CommandError(str(refused)) from refused

    def _print_logins(self, is_demo: bool):
        if not is_demo:
            return
        self.stdout.write("Logins of the demonstration, at /admin/:")
        for login in logins():
            password = login.password or "(changed)"
            self.stdout.write(f"  {login.username}  {password}  ({login.role})")
