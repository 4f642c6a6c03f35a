"""A host for the built site that sends the headers which the build wrote for it, and that can fail as hosts do."""

import functools
import http.server
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def headers_of(folder: Path) -> dict[str, dict[str, str]]:
    """The rules of a `_headers` file: addresses, and what is sent with them."""
    rules: dict[str, dict[str, str]] = {}
    for line in (folder / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            rules[list(rules)[-1]][name] = value
        else:
            rules[line] = {}
    return rules


def sent_with(rules: dict[str, dict[str, str]], place: str) -> list[tuple[str, str]]:
    """The headers of an address: hosts add up those of all rules that hold for it."""
    return [
        header
        for rule, sent in rules.items()
        if place == rule or (rule.endswith("*") and place.startswith(rule[:-1]))
        for header in sent.items()
    ]


class Host:
    """A running host. `folder` may be changed; `up` answers nothing while False, and `open` lets answers wait.

    `asked` are the paths that it was asked for, `told` also the headers of each request.
    """

    def __init__(self, folder: Path, path: str = "/") -> None:
        self.folder = folder
        self.path = path
        self.up = True
        self.open = threading.Event()
        self.open.set()
        self.asked: list[str] = []
        self.told: list[tuple[str, dict[str, str]]] = []
        self.port = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.path}"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the host's folder below its path."""

    def __init__(self, *args: object, host: Host) -> None:
        self.host = host
        super().__init__(*args, directory=str(host.folder))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self.host.asked.append(self.path)
        self.host.told.append((self.path, dict(self.headers)))
        self.host.open.wait()
        if not self.host.up:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if not self.path.startswith(self.host.path):
            self.send_error(404)
            return
        super().do_GET()

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.host.path))

    def end_headers(self) -> None:
        place = "/" + self.path.partition("?")[0].removeprefix(self.host.path)
        for name, value in sent_with(headers_of(self.host.folder), place):
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Server(http.server.ThreadingHTTPServer):
    """Forgives a browser that hangs up."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path, path: str = "/") -> Iterator[Host]:
    host = Host(folder, path)
    with Server(("127.0.0.1", 0), functools.partial(Handler, host=host)) as server:
        host.port = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield host
        finally:
            host.open.set()
            server.shutdown()
