from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.exporting.exported import live_text, working_copy
from articles.exporting.formats import FORMATS
from articles.management.named_file import why_not_written
from articles.models import Article


class Command(BaseCommand):
    help = (
        "Writes an article to a file: "
        + "; ".join(f"{name} ({each.use})" for name, each in FORMATS.items())
        + ". Without --live it is the working copy, which may be unsigned. Changes nothing on the site."
    )

    def add_arguments(self, parser):
        parser.add_argument("slug", help="the address of the article: /articles/SLUG/")
        parser.add_argument("--format", choices=FORMATS, default="markdown", help="default: %(default)s")
        parser.add_argument("--live", action="store_true", help="write what readers see now")
        parser.add_argument("--output", type=Path, help="a new file; default: SLUG.md in this folder")

    def handle(self, slug, output, live, **options):
        wanted = FORMATS[options["format"]]
        text = live_text(slug) if live else _working_copy(slug)
        if text is None:
            raise CommandError(
                f"No article has the address {slug}{' among those readers see' if live else ''}."
            )
        output = output or Path(f"{slug}{wanted.suffix}")
        try:
            with output.open("xb") as stream:
                stream.write(wanted.write(text))
        except FileExistsError:
            raise CommandError(f"{output} already exists. Give another name with --output.") from None
        except OSError as error:
            raise CommandError(f"{output}: {why_not_written(error)}") from error
        self.stdout.write(f"{output}: {text.said}")


def _working_copy(slug):
    article = Article.objects.filter(slug=slug).first()
    return working_copy(article) if article else None
