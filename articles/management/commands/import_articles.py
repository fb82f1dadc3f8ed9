from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.importing.files import files_under
from articles.importing.formats import format_of, suffixes_named
from articles.importing.pages.table import read_mapping
from articles.importing.records import FileError
from articles.importing.sniffing import HEAD
from articles.intake.articles import LEFT_OUT, Outcome, import_texts
from articles.intake.plan_sheet import plan_rows, write_plan
from articles.management.import_report import ImportReport, JsonWriter
from articles.management.named_file import content_of, why
from articles.management.person import add_by, person_named
from articles.management.progress import progress_on
from articles.models.chain import written_together


class Command(BaseCommand):
    help = (
        f"Imports articles as drafts from files that end in {suffixes_named()}. "
        "Importing the same text twice changes nothing; what an editor has changed since isn't overwritten. "
        "Publishes nothing. What can't be read, or is another kind of file (PDF, RTF), does not stop "
        "the rest; it is named at the end, and the command ends with an error."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", nargs="+", type=Path, help="Files, or folders with such files.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would change, with findings; save nothing."
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help="Write what was read to standard output as JSON and nothing else there: one article as an "
            "object, several files as a list. Without --dry-run the articles are saved all the same.",
        )

        parser.add_argument(
            *("--mapping", "--map"),
            type=Path,
            help="A JSON file that says what the columns of a table (CSV) are: see docs/operations.md.",
        )
        parser.add_argument(
            "--report",
            type=Path,
            help="Write a spreadsheet (XLSX) there, a row a page: what became of it, its old addresses, "
            "kind, audience, words and findings, what was left out and what is to be looked at.",
        )
        add_by(parser)

    def handle(self, *, path, dry_run, json, mapping, report, by, verbosity, **options):
        person = person_named(by, dry_run)
        files, left_out = files_under(path)
        if not files:
            raise CommandError(
                "\n".join([f"No {suffixes_named()} file was found there.", *map(_told, left_out)])
            )
        self.writer = None
        if json:
            as_list = len(files) > 1 or _is_list(files[0])
            self.writer = JsonWriter(self._write_as_it_is, as_list)
        tell = self._hint if json else self.stdout.write
        self.report = ImportReport(tell, with_findings=dry_run or verbosity > 1)
        self.reading = Reading(files)
        tell_progress = progress_on(self.stderr, "kB")
        outcomes = []
        with written_together() if dry_run else nullcontext():
            for outcome in import_texts(
                self._opened(files),
                person,
                mapping=_mapping(mapping),
                roots=[each if each.is_dir() else each.parent for each in path],
            ):
                self.report.add(outcome)
                tell_progress(*self.reading.progress())
                if report:
                    outcomes.append(outcome)
                if self.writer and outcome.incoming:
                    self.writer.add(outcome.incoming.to_dict())
            outcomes += [Outcome(each.place, LEFT_OUT, note=each.reason) for each in left_out]
            if report:
                with report.open("wb") as stream:
                    write_plan(plan_rows(outcomes), stream)
            if dry_run:
                transaction.set_rollback(True)
        if self.writer:
            self.writer.finish()
        for each in left_out:
            tell(_told(each))
        self.report.tell_kinds()
        tell(f"{self.report.summary()}{' (nothing was saved)' if dry_run else ''}")
        if self.report.problems:
            raise CommandError("\n".join(self.report.problems))

    def _hint(self, text):
        self.stderr.write(text, style_func=str)

    def _write_as_it_is(self, text):
        self.stdout.write(text, ending="")

    def _opened(self, files):
        """Each file, open while it is read; one that can't be opened is noted and left out."""
        for file in files:
            try:
                stream = file.open("rb")
            except OSError as error:
                self.report.problems.append(f"{file}: {why(error)}")
                continue
            with stream, self.reading.of(file, stream):
                yield str(file), stream


class Reading:
    """How much of some files is read."""

    def __init__(self, files: list[Path]):
        self._total = sum(file.stat().st_size for file in files if file.is_file())
        self._before, self._stream = 0, None

    @contextmanager
    def of(self, file: Path, stream: BinaryIO) -> Iterator[None]:
        self._stream = stream
        yield
        self._before, self._stream = self._before + file.stat().st_size, None

    def progress(self) -> tuple[int, int]:
        """How many kilobytes are read, and of how many."""
        read = self._before + (self._stream.tell() if self._stream and not self._stream.closed else 0)
        return round(read / 1000), round(self._total / 1000)


def _told(left_out):
    return f"left out: {left_out}"


def _mapping(file):
    """What the columns of a table are; None without a file that says so."""
    if file is None:
        return None
    try:
        return read_mapping(content_of(file))
    except FileError as error:
        raise CommandError(f"{file}: {error}") from error


def _is_list(file):
    """Whether a file holds many articles. One that can't be read is named when its turn comes."""
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        return format_of(file.name, stream.read(HEAD)).is_list
