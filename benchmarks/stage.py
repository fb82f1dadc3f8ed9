"""Starts what a site with several servers is made of, on ports of this machine, and stops all of it.

PostgreSQL is Debian's (/usr/lib/postgresql) or the embedded one of the tests; as root it runs as another
user.
What is started here can be killed and started again by name of the part, and nothing outlives the block.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.on_postgresql import programs

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "cancerinfo"
# Of a site of the demonstration without HTTPS; what it stands on is added.
ENVIRONMENT = {
    "SECRET_KEY": "of-a-benchmark-" * 4, "HTTPS": "0", "DEBUG": "0", "DEMONSTRATION": "1",
    "ALLOWED_HOSTS": "127.0.0.1", "SITE_URL": "http://127.0.0.1", "LOG_LEVEL": "WARNING",
    "DJANGO_SETTINGS_MODULE": "cancerinfo.settings",
}  # fmt: skip
PATIENCE = 60  # seconds that a part may take to answer
REDIS = ["redis-server", "--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--loglevel", "warning"]
NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 1;
events {{ worker_connections 512; }}
http {{ access_log off; client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  upstream site {{ {servers} }}
  server {{ listen 127.0.0.1:{port}; location / {{
    proxy_pass http://site; proxy_set_header Host $host; proxy_connect_timeout 1s;
    proxy_next_upstream error timeout; }} }} }}
"""


@dataclass
class Part:
    """A program that can be killed and started again. `name` is what it's called in what is printed."""

    name: str
    port: int
    command: list[str]
    options: dict = field(default_factory=dict)
    log: Path = Path(os.devnull)
    process: subprocess.Popen | None = None

    def start(self):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603
                self.command, stdout=log, stderr=log, start_new_session=True, **self.options
            )
        self.wait()

    def wait(self):
        """Until the port answers."""
        until = time.monotonic() + PATIENCE
        while not answers(self.port):
            if not self.is_up or time.monotonic() > until:
                raise RuntimeError(f"{self.name} doesn't answer: {self.log.read_text()[-2000:]}")
            time.sleep(0.05)

    @property
    def is_up(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start_again(self):
        """As a supervisor would: again and again, while what is left of the killed one is in the way."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return self.start()
            except RuntimeError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)

    def kill(self):
        """As when the machine loses its power: nothing is said to anybody."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)

    def stop(self):
        if self.is_up:
            # PostgreSQL would wait at SIGTERM until its clients have left.
            os.kill(self.process.pid, signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


class Stage:
    """The parts by name, in a temporary folder."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.parts: dict[str, Part] = {}

    def add(self, name: str, command: Callable[[int], list[str]], port: int = 0, **options) -> Part:
        """Starts a part; `command` takes the port that it is to listen on."""
        port = port or free_port()
        part = Part(name, port, command(port), options, self.folder / f"{name.replace(' ', '-')}.log")
        self.parts[name] = part
        part.start()
        return part

    def primary(self) -> str:
        """Starts an empty PostgreSQL server; gives the address of its database."""
        data = self._owned("primary")
        self._run(
            [postgresql("initdb"), "-D", str(data), "-A", "trust", "-U", "site", "-E", "UTF8", "--locale=C"]
        )
        port = self.add("primary", lambda port: self._server(data, port), **as_postgres()).port
        self._run([postgresql("createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "site", DATABASE])
        return address(port)

    def replica(self) -> str:
        """Starts a streaming replica of the primary; gives the address of its database."""
        data = self._owned("replica")
        source = ["-h", "127.0.0.1", "-p", str(self.parts["primary"].port), "-U", "site"]
        self._run([postgresql("pg_basebackup"), *source, "-D", str(data), "-R", "-X", "stream", "-c", "fast"])
        return address(self.add("replica", lambda port: self._server(data, port), **as_postgres()).port)

    def redis(self) -> str:
        port = self.add("Redis", lambda port: [*REDIS, "--port", str(port), "--dir", str(self.folder)]).port
        return f"redis://127.0.0.1:{port}/0"

    def gunicorn(self, name: str, environment: dict[str, str], **options) -> Part:
        """A server whose port opens when it can answer, so that a proxy gives it no request before."""
        return self._gunicorn(
            name, lambda port: ["--preload", "--bind", f"127.0.0.1:{port}"], env=environment, **options
        )

    def gunicorn_on(self, held: socket.socket, name: str, environment: dict[str, str]) -> Part:
        """A server with two workers, whose socket somebody else holds, as systemd may: who comes while it
        starts again waits."""
        bind = ["--bind", f"fd://{held.fileno()}", "--workers", "2"]
        port = held.getsockname()[1]
        return self._gunicorn(name, lambda _: bind, port=port, env=environment, pass_fds=[held.fileno()])

    def _gunicorn(self, name: str, bind: Callable[[int], list[str]], env: dict[str, str], **options) -> Part:
        command = [sys.executable, "-m", "gunicorn", "cancerinfo.wsgi", "--threads", "8"]
        command += ["--log-level", "warning"]
        return self.add(
            name, lambda port: [*command, *bind(port)], env={**os.environ, **env}, **{"cwd": ROOT} | options
        )

    def nginx(self, servers: list[Part], options: str = "fail_timeout=1s") -> int:
        """Starts a proxy that gives a request to another server if the first can't be reached; its port."""

        def command(port: int) -> list[str]:
            listed = " ".join(f"server 127.0.0.1:{server.port} {options};" for server in servers)
            path = self.folder / "nginx.conf"
            path.write_text(NGINX.format(folder=self.folder, port=port, servers=listed))
            return ["nginx", "-c", str(path), "-p", str(self.folder)]

        return self.add("nginx", command).port

    def _server(self, data: Path, port: int) -> list[str]:
        settings = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-p", str(port)]
        return [postgresql("postgres"), "-D", str(data), *settings]

    def _owned(self, name: str) -> Path:
        """An empty folder of the user that PostgreSQL runs as."""
        data = self.folder / name
        data.mkdir(mode=0o700)
        if as_postgres():
            shutil.chown(data, as_postgres()["user"])
        return data

    def _run(self, command: list[str]):
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder, **as_postgres())  # noqa: S603


@contextmanager
def stage(needs: tuple[str, ...] = ()) -> Iterator[Stage]:
    """A stage to start parts on; all are stopped at the end, whatever happens."""
    if missing := [program for program in needs if not shutil.which(program)]:
        sys.exit(f"This benchmark needs {' and '.join(missing)}.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))
    with tempfile.TemporaryDirectory(prefix="cancerinfo-stage-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)  # noqa: S103 - PostgreSQL's user must reach its data
        started = Stage(Path(folder))
        try:
            yield started
        finally:
            for part in reversed(started.parts.values()):
                part.stop()


def postgresql(program: str) -> str:
    """The path of a program of PostgreSQL's server: an installed one's, else the embedded one's."""
    return str(programs() / program)


def as_postgres() -> dict:
    """How a process is started that must not be root's: options of Popen."""
    if os.getuid():
        return {}
    names = {user.pw_name for user in pwd.getpwall()}
    return {"user": "postgres" if "postgres" in names else "nobody"}


def address(port: int) -> str:
    return f"postgres://site@127.0.0.1:{port}/{DATABASE}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
