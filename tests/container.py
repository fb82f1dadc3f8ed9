"""Takes the steps of deploy/Containerfile and deploy/compose.yaml without a container engine.

    python -m tests.container FOLDER

As root, on a machine with debootstrap and a network. FOLDER is made unless it's there: a Debian 12 with its
own Python stands for the image that the Containerfile begins with, and SQLite for the database of
compose.yaml. Ends with 1 at the first step that fails, or if the site doesn't answer its own health check.
"""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = "ca-certificates,python3-pip,python-is-python3"
# What the site can't start without. In the image pip may write to the system, in Debian it asks first.
GIVEN = {
    "SECRET_KEY": "of-a-container-" * 4, "DATABASE_URL": "sqlite:////data/site.sqlite3", "HTTPS": "0",
    "ALLOWED_HOSTS": "127.0.0.1", "SITE_URL": "http://127.0.0.1:8000", "PIP_BREAK_SYSTEM_PACKAGES": "1",
    "PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8",
}  # fmt: skip
# Nothing else is at its port, and nothing that is started outlives the shell.
ALONE = ["unshare", "--net", "--pid", "--fork", "--kill-child"]
ASK = "ip link set lo up; {site} & for second in $(seq 60); do sleep 1; {ask} && exit 0; done; exit 1"


class Step(NamedTuple):
    """An instruction of a Containerfile and what follows it, continued lines joined."""

    instruction: str
    text: str

    @property
    def command(self) -> list[str]:
        """What is run: a list in JSON as it is, also after options; else a line of a shell."""
        listed = re.search(r"\[.*\]$", self.text)
        return json.loads(listed[0]) if listed else ["sh", "-ec", self.text]


def steps_of(containerfile: str) -> Iterator[Step]:
    for line in containerfile.replace("\\\n", " ").splitlines():
        if line and not line.startswith("#"):
            yield Step(*line.split(maxsplit=1))


@dataclass
class Image:
    """A folder with a system, and how a process is started in it."""

    folder: Path
    environment: dict[str, str] = field(default_factory=lambda: dict(GIVEN))
    place: str = "/"
    user: str = "root"
    kept: dict[str, list[str]] = field(default_factory=dict)

    def take(self, step: Step):
        """Does what a step says. What is started later is kept by the name of its instruction."""
        match step.instruction:
            case "ENV":
                self.environment |= dict(pair.split("=", 1) for pair in shlex.split(step.text))
            case "RUN":
                run(*self.inside(step.command))
            case "WORKDIR":
                self.place = step.text
                (self.folder / step.text.strip("/")).mkdir(parents=True, exist_ok=True)
            case "COPY":
                self.copy(*step.text.split())
            case "USER":
                self.user = step.text
            case "CMD" | "HEALTHCHECK":
                self.kept[step.instruction] = step.command
            case "FROM" | "VOLUME" | "EXPOSE":
                pass
            case other:
                sys.exit(f"What {other} does isn't known here.")

    def copy(self, source: str, target: str):
        files = subprocess.run(
            ["git", "ls-files", "-z", source], cwd=ROOT, capture_output=True, check=True, text=True
        )
        inside = self.folder / self.place.strip("/") / target
        for name in filter(None, files.stdout.split("\0")):
            to = inside / Path(name).relative_to(source) if source != name else inside / name
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, to)

    def inside(self, command: list[str]) -> list[str]:
        """The command, as it's run in this system from here."""
        pairs = [f"{name}={value}" for name, value in self.environment.items()]
        entered = ["sh", "-c", 'cd "$0" && exec "$@"', self.place, *command]
        return ["chroot", f"--userspec={self.user}", str(self.folder), "/usr/bin/env", "-i", *pairs, *entered]


def main(folder: Path):
    if not (folder / "bin").exists():
        run("debootstrap", "--variant=minbase", f"--include={PACKAGES}", "bookworm", str(folder))
    image = Image(folder)
    for step in steps_of((ROOT / "deploy" / "Containerfile").read_text("utf-8")):
        image.take(step)
    services = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text("utf-8"))["services"]
    run(*image.inside(services["prepare"]["command"]))
    site, ask = (shlex.join(image.inside(image.kept[name])) for name in ("CMD", "HEALTHCHECK"))
    run(*ALONE, "sh", "-c", ASK.format(site=site, ask=ask))
    print("The site answered.")


def run(*command: str):
    print("$", shlex.join(command)[-200:], flush=True)
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
