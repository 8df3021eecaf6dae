"""A server on this machine that answers, and misbehaves, path by path; it keeps what it was asked."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NOW = datetime(2024, 11, 20, 6, tzinfo=UTC)


class Handler(BaseHTTPRequestHandler):
    """Hands each path to its reply."""

    protocol_version = "HTTP/1.1"
    server: "Site"
    body = b""
    """what was sent"""

    def do_POST(self) -> None:
        self.body = self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def do_GET(self) -> None:
        self.server.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        reply = self.server.replies.get(self.path)
        if reply is None:
            self.say(b"", 404)
        else:
            reply(self)

    def say(self, body: bytes, status: int = 200, **headers: str) -> None:
        """An answer; header names with `_` for `-`."""
        self.send_response_only(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests look at `seen`."""


class Site(ThreadingHTTPServer):
    """Start with `serving(site)`; `url(path)` is where it is."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies: dict[str, Callable[[Handler], None]] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.done = threading.Event()
        """a reply that hangs waits for this"""

    @property
    def pair(self) -> tuple[str, int]:
        return "127.0.0.1", self.server_address[1]

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.pair[1]}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.seen if path != "/robots.txt"]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the tests."""


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, list[float]()

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
