"""Half an upgrade: the release before and this one beside each other on one database that this one migrated.

    python -m benchmarks.half_upgrade [sqlite] [postgresql] [--old COMMIT] [--seconds 10]

The old release makes the site of the demonstration and serves it. Readers read while the new one migrates,
and then from both, through one nginx. Meanwhile editors open the desk's forms at one release and send them to
either, until a text is published. A line a phase as in benchmarks.many_servers, and one for each way that a
text took. Ends with 1 if a publication that was acknowledged isn't there, or if verify_record finds a fault.

Without --old it is the newest tag, or while there is none, the commit before the newest migration.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path

import requests

from benchmarks.desk import sent_by
from benchmarks.many_servers import shown_at
from benchmarks.publisher import PAGES, SLUG
from benchmarks.readers import TIMEOUT, Phase, Readers, table
from benchmarks.stage import ENVIRONMENT, ROOT, Part, Stage, free_port, stage

STORED = [*PAGES, "/", "/tags/", "/organizations/"]
MADE = ["/search/?q=radiation+{n}"]
MIGRATIONS = ["articles/migrations/*.py", "resources/migrations/*.py", "cancerinfo/accounts/migrations/*.py"]
ARTICLES = "/admin/articles/article/"
STORED_TEXTS = """
from articles.models import Article, Edition
print(*Article.objects.values_list("title", flat=True), sep="\\n")
print(*[edition.content["summary"] for edition in Edition.objects.all()], sep="\\n")
"""
MESSAGES = re.compile(
    r'<li class="(?:error|warning)">(.*?)</li>|class="errorlist[^>]*><li>(.*?)</li>', re.DOTALL
)


class Release:
    """The files of a release, and what runs them."""

    def __init__(self, name: str, folder: Path, environment: dict[str, str], on: Stage):
        self.name, self.folder = name, folder
        self.environment = environment | {"STATIC_ROOT": str(on.folder / f"static-{name}")}
        self.server = Part(name, free_port(), [])

    def manage(self, *command: str) -> str:
        """What a command prints. Raises CalledProcessError."""
        return subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *command], check=True, capture_output=True, text=True,
            cwd=self.folder, env={**os.environ, **self.environment},
        ).stdout  # fmt: skip


class Person:
    """Somebody at the desk, whose browser a balancer sends to one release or the other."""

    def __init__(self, name: str, password: str, at: Release):
        self.password, self.browser = password, requests.Session()
        self.send(at, at, "/admin/login/", "login-form", username=name, password=password)

    def send(self, opened: Release, sent: Release, path: str, form: str, **typed: str):
        """Opens a form at one release, and sends it to the other. Raises Refused if it wasn't taken."""
        page = self.browser.get(address(opened, path), timeout=TIMEOUT)
        if page.status_code != 200:
            raise Refused(f"{opened.name} answers {page.status_code} at {path}")
        data = sent_by(page.text, form)
        if not data:
            raise Refused(f"{opened.name} has no form at {path}")
        answer = self.browser.post(
            address(sent, path), data | typed, allow_redirects=False, timeout=TIMEOUT,
            headers={"Referer": address(opened, path)},
        )  # fmt: skip
        if answer.status_code != 302:
            said = " ".join(filter(None, (each for found in MESSAGES.findall(answer.text) for each in found)))
            raise Refused(f"{sent.name} answers {answer.status_code} at {path}: {said[:200]}")


class Refused(Exception):
    """What somebody at the desk was told in place of “done”."""


def address(release: Release, path: str) -> str:
    return f"http://127.0.0.1:{release.server.port}{path}"


class Trial:
    """One site, and what is done to it. `acknowledged` names what editors were told is saved or published."""

    def __init__(self, on: Stage, old: Release, new: Release, seconds: float):
        self.stage, self.old, self.new, self.seconds = on, old, new, seconds
        self.phases, self.ways = list[Phase](), list[str]()
        self.number, self.acknowledged = 0, list[str]()
        old.manage("migrate", "--verbosity", "0")
        old.manage("collectstatic", "--no-input", "--verbosity", "0")
        new.manage("collectstatic", "--no-input", "--verbosity", "0")
        self.logins = dict(re.findall(r"^  (demo-\S+)  (\S+)  \(", old.manage("load_demo"), re.MULTILINE))
        self.start(old)
        # It goes on to the one that answers, as a balancer does.
        self.port = on.nginx([old.server, new.server])
        self.writer, self.reviewer, self.publisher = (
            Person(name, self.logins[name], self.old)
            for name in ("demo-writer", "demo-reviewer", "demo-publisher")
        )
        found = self.writer.browser.get(address(self.old, f"{ARTICLES}?q={SLUG}"), timeout=TIMEOUT)
        self.article = re.search(r'href="(/admin/articles/article/\d+/)change/', found.text)[1]

    def start(self, release: Release):
        release.server = self.stage.gunicorn(
            release.name, release.environment, cwd=release.folder, port=release.server.port
        )

    def phase(self, name: str, act: Callable[[], object] = lambda: None):
        began = time.time()
        act()
        time.sleep(max(0.0, began + self.seconds - time.time()))
        self.phases.append(Phase(name, began, time.time()))

    def work(self, releases: tuple[Release, ...]):
        """A draft and a publication for each way through the releases: opened here, sent there."""
        for opened, sent in product(releases, repeat=2):
            self.number += 1
            for act in (self.begin, self.publish):
                try:
                    told = act(opened, sent, releases)
                except Refused as refusal:
                    told = f"refused: {refusal}"
                self.ways.append(f"opened at the {opened.name}, sent to the {sent.name}: {told}")

    def begin(self, opened: Release, sent: Release, releases: tuple[Release, ...]) -> str:
        self.writer.send(
            opened, sent, f"{ARTICLES}add/", "article_form", title=f"Draft {self.number} of these"
        )
        self.acknowledged.append(f"Draft {self.number}")
        return "a draft begun"

    def publish(self, opened: Release, sent: Release, releases: tuple[Release, ...]) -> str:
        article, number, proof = self.article, f"Number {self.number}", {"password": self.reviewer.password}
        summary = f"{number} of this page. How radiation treats cancer that has spread to the brain."
        self.writer.send(opened, sent, f"{article}change/", "article_form", summary=summary, _continue="Save")
        self.writer.send(opened, sent, f"{article}act/submit/", "act-form")
        self.reviewer.send(opened, sent, f"{article}act/sign-off/", "act-form", comment="Read.", **proof)
        self.publisher.send(opened, sent, f"{article}act/publish/", "act-form")
        self.acknowledged.append(number)
        published = time.time()
        shown = [shown_at(release.server, path, self.number) for release in releases for path in PAGES]
        return f"published, and at all servers after {max(shown) - published:.1f} s"

    def play(self):
        self.phase("old release", lambda: self.work((self.old,)))
        self.phase("new release migrates", lambda: self.new.manage("migrate", "--verbosity", "0"))
        self.phase("old release, new database", lambda: self.work((self.old,)))
        self.phase("both releases", self.both)
        self.phase("new release", self.alone)

    def both(self):
        self.start(self.new)
        self.work((self.old, self.new))

    def alone(self):
        self.old.server.stop()
        self.work((self.new,))

    def harm(self) -> list[str]:
        """What was acknowledged and isn't there, or the other way round; faults of the record."""
        stored = self.new.manage("shell", "--command", STORED_TEXTS, "--verbosity", "0").splitlines()
        found = {match[0] for each in stored if (match := re.match(r"(?:Number|Draft) \d+", each))}
        odd = sorted(found ^ set(self.acknowledged))
        try:
            self.new.manage("verify_record")
        except subprocess.CalledProcessError as error:
            odd += [error.stdout, error.stderr]
        return odd


def unpack(commit: str, folder: Path) -> Path:
    """A new folder with the files of a commit."""
    folder.mkdir()
    files = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout  # noqa: S603, S607
    subprocess.run(["tar", "--extract", "--directory", str(folder)], input=files, check=True)  # noqa: S603, S607
    return folder


def release_before() -> str:
    """The newest tag, else the commit before the newest migration."""
    if tag := git("tag", "--sort=-creatordate").partition("\n")[0]:
        return tag
    return git("log", "-1", "--diff-filter=A", "--format=%h", "--", *MIGRATIONS) + "^"


def git(*command: str) -> str:
    done = subprocess.run(  # noqa: S603
        ["git", *command],  # noqa: S607
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.strip()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "sites", nargs="*", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"]
    )
    parser.add_argument("--old", default=release_before(), help="a commit or a tag")
    parser.add_argument("--seconds", type=float, default=10, help="that a phase lasts at least")
    options = parser.parse_args()
    harm = list[str]()
    for site in options.sites:
        with stage(("nginx",)) as on:
            environment = ENVIRONMENT | {
                "DATABASE_URL": on.primary()
                if site == "postgresql"
                else f"sqlite:///{on.folder}/site.sqlite3",
                "STORED_PAGES": str(on.folder / "pages.sqlite3"),
                "PICTURES": str(on.folder / "pictures"),
            }
            old = Release("old", unpack(options.old, on.folder / "release"), environment, on)
            trial = Trial(on, old, Release("new", ROOT, environment, on), options.seconds)
            harm += watch(trial, f"{site}, from {git('log', '-1', '--format=%h of %cs', options.old)}")
    return int(bool(harm))


def watch(trial: Trial, title: str) -> list[str]:
    """Has readers read during the trial, and prints what they and the desk saw. What went wrong."""
    folder = trial.stage.folder
    with (
        Readers(trial.port, STORED, folder / "stored.jsonl", count=5) as stored,
        Readers(trial.port, MADE, folder / "made.jsonl", count=1) as made,
    ):
        trial.play()
    print(title, *table("pages that are stored", trial.phases, stored.seen()), sep="\n", end="\n\n")
    print(*table("searches, each another one", trial.phases, made.seen()), sep="\n", end="\n\n")
    harm = trial.harm()
    print(*trial.ways, *(harm or ["Nothing lost, no fault of the record."]), sep="\n", end="\n\n", flush=True)
    return harm


if __name__ == "__main__":
    sys.exit(main())
