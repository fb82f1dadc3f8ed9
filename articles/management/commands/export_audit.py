from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.management.named_file import why_not_written
from articles.models import Article
from articles.reports.content_audit import as_csv, as_xlsx, audit_rows


class Command(BaseCommand):
    help = (
        "Writes the content audit, a row for each article in use: owner, status, failing rules, age of "
        "sources, links, scores. Changes nothing on the site."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a new file that ends with .csv or .xlsx")

    def handle(self, file: Path, **options):
        if file.suffix not in {".csv", ".xlsx"}:
            raise CommandError(f"{file}: the name must end with .csv or .xlsx.")
        rows = list(audit_rows(Article.objects.in_use().order_by("title", "pk")))
        # A byte order mark, which tells spreadsheets that this is UTF-8.
        data = as_xlsx(rows) if file.suffix == ".xlsx" else f"\ufeff{as_csv(rows)}".encode()
        try:
            with file.open("xb") as stream:
                stream.write(data)
        except FileExistsError:
            raise CommandError(f"{file} already exists. Give another name.") from None
        except OSError as error:
            raise CommandError(f"{file}: {why_not_written(error)}") from error
        self.stdout.write(f"{file}: {len(rows)} articles.")
