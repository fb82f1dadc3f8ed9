"""What a page for readers costs the server, beside peers that serve the same bytes.

    python -m benchmarks.serve [--address /articles/...] [--rounds 3] [--seconds 4] [--connections 4]

Without DATABASE_URL it makes the demonstration's site, which takes a minute or two. The peers, on ports of
their own, are asked in turn, round by round, so that a busy machine is busy for all: nginx with a file,
gunicorn with an application that returns fixed bytes, Django with its stock middleware and a view that reads
one row, this site with its stored pages, and this site without them. Needs wrk, and nginx for the first.
CPU is that of the server's processes.
"""

import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.faults import manage
from benchmarks.stage import ENVIRONMENT

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
UNITS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000}  # milliseconds
WAYS = {"compressed": "Accept-Encoding: br", "plain": "Accept-Encoding: identity", "304": "If-None-Match: *"}

FIXED = """
from pathlib import Path
BODIES = {"br": Path("body.br").read_bytes(), "": Path("body").read_bytes()}
def application(environ, start_response):
    if "HTTP_IF_NONE_MATCH" in environ:
        start_response("304 Not Modified", [("ETag", '"one"')])
        return []
    encoding = "br" if "br" in environ.get("HTTP_ACCEPT_ENCODING", "") else ""
    body = BODIES[encoding]
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers + ([("Content-Encoding", encoding)] if encoding else []))
    return [body]
"""
ONE_ROW = """
import sqlite3
from pathlib import Path
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
settings.configure(
    ALLOWED_HOSTS=["*"], SECRET_KEY="benchmark", ROOT_URLCONF=__name__, USE_TZ=True,
    DATABASES={
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "row.sqlite3", "CONN_MAX_AGE": 600},
    },
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
                    "django.contrib.messages"],
    MIDDLEWARE=["django.middleware.security.SecurityMiddleware",
                "django.contrib.sessions.middleware.SessionMiddleware",
                "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
                "django.contrib.auth.middleware.AuthenticationMiddleware",
                "django.contrib.messages.middleware.MessageMiddleware",
                "django.middleware.clickjacking.XFrameOptionsMiddleware",
                "django.middleware.http.ConditionalGetMiddleware"],
)
from django.db import connection
from django.http import HttpResponse
from django.urls import re_path
def page(request):
    with connection.cursor() as cursor:
        column = "br" if "br" in request.headers.get("Accept-Encoding", "") else "plain"
        cursor.execute(f"SELECT {column} FROM page WHERE id = %s", [1])
        response = HttpResponse(bytes(cursor.fetchone()[0]), content_type="text/html; charset=utf-8")
    if column == "br":
        response["Content-Encoding"] = "br"
    return response
urlpatterns = [re_path("", page)]
application = get_wsgi_application()
"""
NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 1;
events {{ worker_connections 256; }}
http {{ access_log off; client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder}; default_type text/html;
  server {{ listen 127.0.0.1:{port}; location / {{ root {folder}/files; try_files /body =404; }} }} }}
"""


@dataclass
class Figures:
    """Of one way to ask, a value a round."""

    cpu: list[float] = field(default_factory=list)
    rate: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    failed: int = 0


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--address", default="/articles/radiation-for-brain-metastases/")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--connections", type=int, default=4)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("This benchmark needs wrk.")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        make_site(Path(folder))
        report(measure(Path(folder), stack, options), options)


def make_site(folder: Path):
    """Has all that pages are made from, drawn by the program and with the settings that are measured."""
    commands = ["migrate", "rebuild_live"]
    if "DATABASE_URL" not in os.environ:
        os.environ.update(ENVIRONMENT | {"DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}"})
        commands.insert(1, "load_demo")
    # What is drawn names the files of the release.
    for command in ("collectstatic --no-input", *commands):
        manage(dict(os.environ), *command.split())


def measure(folder: Path, stack: ExitStack, options) -> dict[str, dict[str, Figures]]:
    with site(folder, stored=False) as (port, _):
        write_bodies(folder, port, options.address)
    peers = {"gunicorn, fixed bytes": gunicorn(folder, "fixed", FIXED)}
    peers |= {"Django, one row": gunicorn(folder, "one_row", ONE_ROW)}
    peers |= {"cancerinfo, stored": site(folder, stored=True), "cancerinfo, made": site(folder, stored=False)}
    if shutil.which("nginx"):
        peers = {"nginx, a file": nginx(folder), **peers}
    running = {name: stack.enter_context(peer) for name, peer in peers.items()}
    for port, _ in running.values():
        # The first answer takes seconds, and tells whether there is one.
        open_page(port, options.address, "br")
    found = {name: {way: Figures() for way in WAYS} for name in running}
    for round_ in range(options.rounds):
        for way, header in WAYS.items():
            for name, (port, server) in running.items():
                load(found[name][way], port, server, header, options)
        print(f"round {round_ + 1} of {options.rounds}", file=sys.stderr)
    return found


def write_bodies(folder: Path, port: int, address: str):
    import sqlite3

    bodies = {}
    for name, encoding in (("body", "identity"), ("body.br", "br")):
        bodies[name] = open_page(port, address, encoding)
        (folder / name).write_bytes(bodies[name])
    (folder / "files").mkdir()
    (folder / "files" / "body").write_bytes(bodies["body"])
    with sqlite3.connect(folder / "row.sqlite3") as connection:
        connection.execute("CREATE TABLE page (id INTEGER PRIMARY KEY, br BLOB, plain BLOB)")
        connection.execute("INSERT INTO page VALUES (1, ?, ?)", [bodies["body.br"], bodies["body"]])


def open_page(port: int, address: str, encoding: str) -> bytes:
    """The page as a browser gets it. Raises HTTPError for what isn't one."""
    url = f"http://127.0.0.1:{port}{address}"
    asked = urllib.request.Request(url, headers={"Accept-Encoding": encoding})  # noqa: S310
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
        return answer.read()


@contextmanager
def server(command: list[str], port: int, **options) -> Iterator[tuple[int, subprocess.Popen]]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)  # noqa: S603
    try:
        wait_for(port, process)
        yield port, process
    finally:
        process.terminate()
        process.wait(20)


def gunicorn(folder: Path, name: str, program: str):
    (folder / f"{name}.py").write_text(program)
    port = free_port()
    return server([*GUNICORN, f"{name}:application", "--bind", f"127.0.0.1:{port}"], port, cwd=folder)


def site(folder: Path, *, stored: bool):
    port = free_port()
    environment = {**os.environ, "STORED_PAGES": str(folder / "pages.sqlite3") if stored else ""}
    command = [*GUNICORN, "cancerinfo.wsgi", "--bind", f"127.0.0.1:{port}"]
    return server(command, port, cwd=ROOT, env=environment)


def nginx(folder: Path):
    port = free_port()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    return server(["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)], port)


GUNICORN = [sys.executable, "-m", "gunicorn", "--workers", "1", "--threads", "4", "--log-level", "critical"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen):
    for _ in range(200):
        if process.poll() is not None:
            sys.exit(f"{process.args} ended with {process.returncode}.")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit(f"{process.args} doesn't answer.")


def load(figures: Figures, port: int, process: subprocess.Popen, header: str, options):
    """Asks for the page as fast as it comes, and notes what that cost."""
    url = f"http://127.0.0.1:{port}{options.address}"
    command = [
        "wrk",
        "-t1",
        f"-c{options.connections}",
        f"-d{options.seconds}",
        "--latency",
        "-H",
        header,
        url,
    ]
    before = cpu_of(process.pid)
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    spent = cpu_of(process.pid) - before
    count = int(re.search(r"(\d+) requests in", told)[1])
    if not count:
        print(f"{process.args[-3]} answered nothing in this round.", file=sys.stderr)
        return
    figures.cpu.append(1000 * spent / count)
    figures.rate.append(float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]))
    figures.p50.append(milliseconds(re.search(r"50%\s+(\S+)", told)[1]))
    figures.p99.append(milliseconds(re.search(r"99%\s+(\S+)", told)[1]))
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    figures.failed += int(failed[1]) if failed else 0


def cpu_of(pid: int) -> float:
    """Seconds of processor time of a process and its children."""
    family = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()  # noqa: S603, S607
    return sum(_own_cpu(int(each)) for each in [pid, *family])


def _own_cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def milliseconds(text: str) -> float:
    """A time as wrk prints it; not a number where wrk couldn't tell, as after a round of few answers."""
    found = re.fullmatch(r"([\d.]+)(us|ms|s|m|h)", text)
    return float(found[1]) * UNITS[found[2]] if found else float("nan")


def report(found: dict[str, dict[str, Figures]], options):
    print(f"{options.address}, median of {options.rounds} rounds of {options.seconds} s\n")
    for way in WAYS:
        base = statistics.median(found["gunicorn, fixed bytes"][way].cpu or [float("nan")])
        print(f"{way:24}{'CPU ms':>9}{'of fixed':>10}{'a second':>10}{'p50 ms':>9}{'p99 ms':>9}{'failed':>8}")
        for name, ways in found.items():
            figures = ways[way]
            cpu, rate, p50, p99 = (
                statistics.median(values or [float("nan")])
                for values in (figures.cpu, figures.rate, figures.p50, figures.p99)
            )
            speed = base / cpu if cpu else float("inf")
            print(f"{name:24}{cpu:9.3f}{speed:10.2f}{rate:10.0f}{p50:9.2f}{p99:9.2f}{figures.failed:8}")
        print()


if __name__ == "__main__":
    main()
