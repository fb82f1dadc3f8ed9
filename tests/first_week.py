"""Runs the commands of "The first week" of docs/operations.md in a fresh Debian, each as it stands there.

    python -m tests.first_week FOLDER

As root, on a machine with debootstrap and a network. FOLDER is made, a bare Debian 12, unless it is
there already. In it there is no systemd: the units are checked by systemd-analyze, and what systemctl is told
to start is started by the command of the unit. Ends with 1 at the first command that fails.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "operations.md").read_text("utf-8")
WEEK = TEXT.partition("## The first week\n")[2].partition("\n## ")[0]
COMMANDS = "".join(re.findall(r"^    (.*\n)", WEEK, re.MULTILINE))
# In the place of what only a running Debian has. PostgreSQL is started by its own package there.
SYSTEMCTL = """#!/bin/sh
set -eu
case "$*" in
daemon-reload) systemd-analyze verify /etc/systemd/system/cancerinfo*.service \
    /etc/systemd/system/cancerinfo*.timer ;;
*cancerinfo.service*)
    stop-site
    cd /srv/cancerinfo/program
    set -a; . /etc/cancerinfo.env; set +a
    exec_start=$(sed -n 's/^ExecStart=//p' /etc/systemd/system/cancerinfo.service)
    rm -f /run/cancerinfo.sock
    setsid $exec_start --pid /run/cancerinfo.pid --bind unix:/run/cancerinfo.sock --user cancerinfo \
        --group www-data --umask 7 >/srv/cancerinfo/data/log 2>&1 </dev/null &
    sleep 6 ;;
*nginx*) nginx -s reload 2>/dev/null || nginx ;;
esac
"""
# By its id: other sites may run on this machine.
STOP = """#!/bin/sh
test ! -f /run/cancerinfo.pid || kill "$(cat /run/cancerinfo.pid)"
while test -f /run/cancerinfo.pid; do sleep 0.2; done
"""
ASKED = """
cat /srv/cancerinfo/data/log | tail -5
answer() {
    python3 - "$1" <<'END'
import http.client, sys
connection = http.client.HTTPConnection("127.0.0.1")
connection.request("GET", sys.argv[1], headers={"Host": "cancer.example.org", "X-Forwarded-Proto": "https"})
answer = connection.getresponse()
print(sys.argv[1], answer.status, answer.getheader("Location", ""), answer.getheader("X-Request-ID", ""))
sys.exit(answer.status not in (200, 301))
END
}
answer /healthz
answer /
answer /admin/login/
cancerinfo check --deploy --fail-level ERROR || true
cancerinfo run_schedule --verbosity 2
stop-site
nginx -s stop
service postgresql stop
"""


def main(folder: Path):
    if not (folder / "bin").exists():
        run("debootstrap", "--variant=minbase", "bookworm", str(folder))
    program = folder / "srv" / "cancerinfo" / "program"
    shutil.rmtree(program, ignore_errors=True)
    program.mkdir(parents=True)
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, files.decode().split("\0")):
        (program / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, program / name)
    for name, text in {"systemctl": SYSTEMCTL, "stop-site": STOP}.items():
        command = folder / "usr" / "local" / "sbin" / name
        command.write_text(text)
        command.chmod(0o755)
    lines = COMMANDS.replace("nginx postgresql", "nginx postgresql procps systemd", 1)
    start = "runuser -u postgres"
    lines = lines.replace(start, f"service postgresql start; sleep 3; {start}", 1)
    script = folder / "tmp" / "week.sh"
    script.write_text(f"export DEBIAN_FRONTEND=noninteractive\napt-get update -qq\n{lines}\n{ASKED}")
    run("chroot", str(folder), "bash", "-exuo", "pipefail", "/tmp/week.sh")


def run(*command: str):
    print("$", *command, flush=True)
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
