"""An office that publishes one page again and again, by the same acts as any other, with a number in it."""

import io
import os
import time
from dataclasses import replace

SLUG = "radiation-for-brain-metastases"
# Where readers see the number: the page itself and lists with its summary.
PAGES = [f"/articles/{SLUG}/", "/articles/"]


class Publisher:
    """Makes the demonstration's site in the empty database of DATABASE_URL."""

    def __init__(self, environment: dict[str, str]):
        os.environ.update(environment)
        import django

        django.setup()
        from django.core.management import call_command

        from articles.demo.people import make_people

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("load_demo", verbosity=0, stdout=io.StringIO())
        self.people, self.number = make_people(), 0

    def publish(self) -> int:
        """Publishes the page with the next number, and returns that. Raises DatabaseError."""
        from django.db import close_old_connections

        from articles import publishing
        from articles.models import Article

        close_old_connections()
        people, number = self.people, self.number + 1
        article = Article.objects.get(slug=SLUG)
        summary = f"Number {number} of this page. How radiation treats cancer that has spread to the brain."
        article.apply(replace(article.content(), summary=summary))
        publishing.record_edit(article, people.writer)
        page = publishing.reviewed_page(article)
        publishing.submit(article, people.writer, reviewer=people.reviewer, seen_digest=page.text)
        publishing.sign_off(article, people.reviewer, comment="Read.", seen=page)
        publishing.publish(article, people.publisher, seen=page)
        self.number = number
        return number

    def publish_at_last(self) -> int:
        """Publishes once the database takes it."""
        from django.db import InterfaceError, OperationalError

        while True:
            try:
                return self.publish()
            except (OperationalError, InterfaceError):
                time.sleep(0.2)
