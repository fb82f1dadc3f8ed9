from contextlib import nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.importing.files import files_under, read_scraped
from articles.importing.json_articles import BadRecord, is_json_file, is_list_file, read_json_articles
from articles.importing.scraped import ScrapedTextError
from articles.intake.articles import incoming_json, incoming_scraped, save_imports
from articles.management.import_report import ImportReport, JsonWriter
from articles.management.person import add_by, person_named


class Command(BaseCommand):
    help = (
        "Imports articles as drafts from scraped plain texts and from .json, .jsonl and .jsonl.gz files. "
        "Importing the same text twice changes nothing; what an editor has changed since isn't overwritten. "
        "Publishes nothing. What can't be read, or is another kind of file (Word, PDF, HTML), does not stop "
        "the rest; it is named at the end, and the command ends with an error."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", nargs="+", type=Path, help="Files, or folders with .txt and JSON files.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would change, with findings; save nothing."
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help="Write what was read to standard output as JSON and nothing else there: one article as an "
            "object, several files as a list. Without --dry-run the articles are saved all the same.",
        )

        add_by(parser)

    def handle(self, *, path, dry_run, json, by, verbosity, **options):
        person = person_named(by, dry_run, self.stderr)
        files, left_out = files_under(path)
        if not files:
            raise CommandError(
                "\n".join(["No .txt, .json, .jsonl or .jsonl.gz file was found there.", *left_out])
            )
        self.writer = None
        if json:
            self.writer = JsonWriter(self._write_as_it_is, as_list=len(files) > 1 or is_list_file(files[0]))
        tell = self._hint if json else self.stdout.write
        self.report = ImportReport(tell, self._hint, with_findings=dry_run or verbosity > 1)
        with transaction.atomic() if dry_run else nullcontext():
            for outcome in save_imports(self._texts(files), person):
                self.report.add(outcome)
            if dry_run:
                transaction.set_rollback(True)
        if self.writer:
            self.writer.finish()
        for sentence in left_out:
            tell(sentence)
        tell(f"{self.report.summary()}{' (nothing was saved)' if dry_run else ''}")
        if self.report.problems:
            raise CommandError("\n".join(self.report.problems))

    def _hint(self, text):
        self.stderr.write(text, style_func=str)

    def _write_as_it_is(self, text):
        self.stdout.write(text, ending="")

    def _texts(self, files):
        """The texts of all files, one by one; what can't be read is noted and left out."""
        for file in files:
            try:
                yield from self._texts_of(file)
            except (OSError, ScrapedTextError) as error:
                self.report.problems.append(f"{file}: {getattr(error, 'strerror', None) or error}")

    def _texts_of(self, file):
        if not is_json_file(file):
            scraped = read_scraped(file)
            self._note(scraped)
            yield incoming_scraped(str(file), file.name, scraped)
            return
        for found in read_json_articles(file):
            if isinstance(found, BadRecord):
                self.report.problems.append(str(found))
            else:
                self._note(found.content)
                yield incoming_json(file.name, found)

    def _note(self, article):
        if self.writer:
            self.writer.add(article.to_dict())
