import json
import time
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.importing.records import FileError
from articles.management.named_file import text_of
from articles.management.person import account_named, person_named
from articles.management.progress import progress_on
from articles.publishing import ActRefused
from articles.publishing.collection import Listed, publish_collection, signed_by

PUBLISHED, PUBLISHED_BEFORE, REFUSED = "published", "published before", "refused"


class Command(BaseCommand):
    help = (
        "Publishes the articles of a list, each on the sign-off that --reviewer has given to exactly this "
        "page; every rule holds as for one, and --by is another person. Signs nothing. --list writes the "
        "list: what this reviewer has signed off and waits for a publisher. What is refused is named with "
        "its reasons, and the command ends with an error. Run again, it goes on where it stopped. Pages are "
        "drawn when they are first asked for; `warm_pages` asks for all."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="A list that --list wrote, some lines or all.")
        parser.add_argument("--reviewer", metavar="USER", required=True, help="Whose sign-offs these are.")
        parser.add_argument("--by", metavar="USER", help="Who publishes; needed for all but --list.")
        parser.add_argument("--list", action="store_true", help="Write the list; change nothing.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would be published; save nothing."
        )
        parser.add_argument(
            "--json", action="store_true", help="Print what became of each, or the list, as a JSON list."
        )

    def handle(self, *, file, reviewer, by, list, dry_run, **options):
        reviewer = account_named(reviewer, "--reviewer")
        if list:
            self._write_list(signed_by(reviewer), options["json"])
            return
        if file is None:
            raise CommandError("Name the file with the list, or write one with --list.")
        publisher = person_named(by, dry_run=False)
        try:
            self._publish(read_list(file), publisher, reviewer, dry_run, options["json"])
        except ActRefused as refusal:
            raise CommandError(f"{refusal} Nothing was published.") from refusal

    def _write_list(self, listed, as_json):
        if as_json:
            self.stdout.write(json.dumps([asdict(each) for each in listed], ensure_ascii=False))
            return
        for each in listed:
            self.stdout.write(f"{each.slug}\t{each.page}\t{each.title}")

    def _publish(self, listed, publisher, reviewer, dry_run, as_json):
        tell, began, cpu = progress_on(self.stderr), time.monotonic(), time.process_time()
        counts = {PUBLISHED: 0, PUBLISHED_BEFORE: 0, REFUSED: 0}
        became = []
        outcomes = publish_collection(listed, publisher, reviewer, dry_run=dry_run)
        for done, outcome in enumerate(outcomes, 1):
            result = REFUSED if outcome.reasons else PUBLISHED if outcome.is_new else PUBLISHED_BEFORE
            counts[result] += 1
            became.append({"slug": outcome.slug, "result": result, "reasons": list(outcome.reasons)})
            if outcome.reasons and not as_json:
                self.stdout.write(f"{outcome.slug}: refused. {' '.join(outcome.reasons)}")
            tell(done, len(listed))
        seconds, cpu = time.monotonic() - began, time.process_time() - cpu
        each = 1000 * cpu / max(len(listed), 1)
        self.stderr.write(
            f"{len(listed) / max(seconds, 0.001):.1f} articles a second, {each:.0f} ms of CPU each"
        )
        if as_json:
            self.stdout.write(json.dumps(became, ensure_ascii=False))
        else:
            summary = ", ".join(f"{number} {what}" for what, number in counts.items())
            self.stdout.write(f"{summary}{' (nothing was saved)' if dry_run else ''}.")
        if counts[REFUSED]:
            raise CommandError(f"{counts[REFUSED]} refused, each with its reasons above.")


def read_list(file: Path) -> list[Listed]:
    """What `--list` wrote. Raises CommandError for a file that can't be read, and names a line that isn't one
    of a list."""
    try:
        lines = text_of(file).splitlines()
    except FileError as error:
        raise CommandError(f"{file}: {error} Nothing was published.") from error
    listed = []
    for number, line in enumerate(lines, 1):
        slug, tab, rest = line.partition("\t")
        if not tab:
            raise CommandError(f"{file}, line {number}: an address, a tab and the digest of a page expected.")
        page, _, title = rest.partition("\t")
        listed.append(Listed(slug, page, title))
    return listed
