"""Asking a web address, against a server on this machine: statuses, redirects, silence, and no way inside."""

import socket
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from articles.reports import web_address
from articles.reports.web_address import Unreachable, ask, is_public, public_number


class Handler(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.server.asked.append((self.command, self.path, self.headers["Host"], self.headers["User-Agent"]))
        status = {"/gone": 404, "/only-get": 405 if self.command == "HEAD" else 200}.get(self.path, 200)
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
        else:
            self.send_response(status)
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *args):
        """The test looks at `asked`."""


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.asked = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def get(server):
    """Asks the server by a name of the open web; the judge stands in for the domain name system."""
    judged = []

    def judge(host, port):
        judged.append(host)
        if host != "page.example":
            raise Unreachable("It isn't on the open web.")
        return "127.0.0.1"

    def get(path):
        return ask(f"http://page.example:{server.server_port}{path}", agent="tests", judge=judge)

    get.judged = judged
    return get


@contextmanager
def dripping(said):
    """The port of a server that says the same again and again, until the block ends."""
    ended = threading.Event()

    def serve(listening):
        with suppress(OSError):
            connection, _ = listening.accept()
            with connection:
                while not ended.wait(0.01):
                    connection.sendall(said)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening,), daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        ended.set()
        thread.join(5)
        assert not thread.is_alive()


class TestAnswers:
    def test_a_page_that_is_there(self, get, server):
        assert get("/page?a=1").status == 200
        assert server.asked == [("HEAD", "/page?a=1", f"page.example:{server.server_port}", "tests")]

    def test_a_page_that_is_gone_is_asked_for_twice(self, get, server):
        assert get("/gone").status == 404
        assert [method for method, *_ in server.asked] == ["HEAD", "GET"]

    def test_a_server_that_knows_only_get(self, get):
        assert get("/only-get").status == 200

    def test_letters_of_any_language_stand_in_the_path(self, get, server):
        assert get("/käse und brot").status == 200
        assert server.asked[0][1] == "/k%C3%A4se%20und%20brot"


class TestRedirects:
    def test_they_are_followed(self, get):
        assert get("/to//page").address.endswith("/page")

    def test_not_for_ever(self, get):
        with pytest.raises(Unreachable, match="more than 5 times"):
            get("/to/" * 9)

    def test_never_to_the_inside(self, get, server):
        with pytest.raises(Unreachable, match="open web"):
            get("/to/http://inside.example/secret")
        assert get.judged == ["page.example", "inside.example"]
        assert len(server.asked) == 1

    @pytest.mark.parametrize("target", ["http://[/", "http://[::1", "http://a:port/", "//[x]/"])
    def test_one_that_cannot_be_read_is_told(self, get, target):
        with pytest.raises(Unreachable):
            get(f"/to/{target}")

    def test_nor_to_something_that_is_no_web_page(self, get):
        with pytest.raises(Unreachable, match="isn't a web address"):
            get("/to/file:///etc/passwd")


class TestSilence:
    def test_a_port_where_nobody_listens(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with pytest.raises(Unreachable, match="No answer came: ConnectionRefusedError"):
            ask(f"http://page.example:{port}/", agent="tests", judge=lambda host, port: "127.0.0.1")

    def test_a_server_that_says_nothing(self, monkeypatch):
        monkeypatch.setattr(web_address, "TIMEOUT", 0.05)
        with socket.create_server(("127.0.0.1", 0)) as silent:
            address = f"http://page.example:{silent.getsockname()[1]}/"
            with pytest.raises(Unreachable, match="No answer came within"):
                ask(address, agent="tests", judge=lambda host, port: "127.0.0.1")

    @pytest.mark.parametrize("said", [b"HTTP/1.1 100 Continue\r\n\r\n", b"H", b"HTTP/1.1 200 OK\r\nX: y\r\n"])
    def test_a_server_that_never_ends(self, monkeypatch, said):
        monkeypatch.setattr(web_address, "LONGEST", 0.2)
        with dripping(said) as port, pytest.raises(Unreachable):
            ask(f"http://page.example:{port}/", agent="tests", judge=lambda host, port: "127.0.0.1")

    def test_a_server_that_says_too_much(self, monkeypatch):
        monkeypatch.setattr(web_address, "MOST_BYTES", 1000)
        said = b"HTTP/1.1 100 Continue\r\nX: " + b"y" * 900 + b"\r\n\r\n"
        with dripping(said) as port, pytest.raises(Unreachable, match="No answer came: HTTPException"):
            ask(f"http://page.example:{port}/", agent="tests", judge=lambda host, port: "127.0.0.1")

    def test_a_handshake_that_never_ends(self, monkeypatch):
        monkeypatch.setattr(web_address, "LONGEST", 0.2)
        with dripping(b"\x16\x03\x01\x40\x00" + b"\x02" * 9) as port, pytest.raises(Unreachable):
            ask(f"https://page.example:{port}/", agent="tests", judge=lambda host, port: "127.0.0.1")

    @pytest.mark.parametrize(
        "address", ["http://", "mailto:a@b.example", "http://page.example:99999/", "x", "//y"]
    )
    def test_what_is_no_web_address(self, address):
        with pytest.raises(Unreachable):
            ask(address, agent="tests", judge=lambda host, port: "127.0.0.1")


class TestPublicNumbers:
    @pytest.mark.parametrize(
        "number",
        ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "::1",
         "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "224.0.0.1", "100.64.0.1",
         "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "2002:7f00:1::", "2002:a9fe:a9fe::", "::169.254.169.254",
         "fec0::1", "::ffff:0:127.0.0.1", "2001:0:7f00:1::8"],
    )  # fmt: skip
    def test_the_inside_is_no_public_place(self, number):
        assert not is_public(number)

    @pytest.mark.parametrize(
        "number", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::1"]
    )
    def test_the_open_web_is(self, number):
        assert is_public(number)

    @pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
    def test_a_name_of_this_machine_is_refused(self, host):
        with pytest.raises(Unreachable, match="open web"):
            public_number(host, 80)

    @pytest.mark.parametrize("port", [22, 6379, 8000])
    def test_other_ports_than_those_of_the_web_are_not_asked(self, port):
        with pytest.raises(Unreachable, match="a port other than 80 and 443"):
            public_number("page.example", port)

    def test_one_number_of_the_inside_is_enough_to_refuse(self, monkeypatch):
        found = [(0, 0, 0, "", (number, 80)) for number in ("8.8.8.8", "10.0.0.1")]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
        with pytest.raises(Unreachable, match="open web"):
            public_number("two.example", 80)

    def test_a_name_that_nobody_has(self, monkeypatch):
        def fail(*args, **kwargs):
            raise socket.gaierror

        monkeypatch.setattr(socket, "getaddrinfo", fail)
        with pytest.raises(Unreachable, match="no such host"):
            public_number("nobody.example", 80)
