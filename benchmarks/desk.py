"""What the first page of the desk and the list of articles cost, in CPU and queries, at DATABASE_URL.

    DJANGO_SETTINGS_MODULE=cancerinfo.settings python -m benchmarks.desk [--repeats 3]

Ask it of a copy: a user is made for it who owns all articles, and findings are stored. The first time is
printed apart from the best of the following ones, since findings are worked out once.
"""

import argparse
import time

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from articles.models import Article  # noqa: E402

PAGES = (("desk", "admin:index", ""), ("list", "admin:articles_article_changelist", ""),
         ("list of drafts", "admin:articles_article_changelist", "?status=draft"),
         ("second page", "admin:articles_article_changelist", "?p=2"))  # fmt: skip


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeats", type=int, default=3)
    repeats = parser.parse_args().repeats
    client = Client(headers={"host": "localhost"})
    user, _ = get_user_model().objects.get_or_create(
        username="benchmark", defaults={"is_superuser": True, "is_staff": True}
    )
    client.force_login(user)
    Article.objects.update(owner=user)
    print(f"{Article.objects.count():,} articles")
    print(f"{'page':20}{'first, ms':>12}{'then, ms':>12}{'queries':>10}")
    for name, view, query in PAGES:
        times, queries = zip(*(cost(client, reverse(view) + query) for _ in range(repeats + 1)), strict=True)
        print(f"{name:20}{times[0]:12.0f}{min(times[1:]):12.0f}{queries[-1]:10}")


def cost(client: Client, address: str) -> tuple[float, int]:
    """Milliseconds of CPU and number of queries of one request."""
    with CaptureQueriesContext(connection) as queries:
        start = time.process_time()
        response = client.get(address)
        milliseconds = 1000 * (time.process_time() - start)
    assert response.status_code == 200, response.status_code
    return milliseconds, len(queries)


if __name__ == "__main__":
    main()
