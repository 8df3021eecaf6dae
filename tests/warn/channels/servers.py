"""Real servers on loopback: a receiver of webhooks that fails as it is told to, and a mail server with or without TLS."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tocsin.errors import Refused
from tocsin.warn.channels import signing

KEY = bytes(range(32))
TAKEN = 204


class Receiver:
    """Takes what is signed and new. `fail`: how each next request is answered: a status, `reset`, or `cut` and `silence`, both taken."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.asked: list[dict[str, str]] = []
        self.seen: set[str] = set()
        self.fail: list[int | str] = []
        self.more: dict[str, str] = {}
        self.now = 0
        self.url = ""
        self.silence_s = 0.0
        self._lock = threading.Lock()

    def how(self) -> int | str:
        """How the next request is answered."""
        return self.fail.pop(0) if self.fail else TAKEN

    def clock(self, headers: dict[str, str]) -> int:  # noqa: ARG002 - for who has no clock of its own
        """Its clock, seconds since 1970."""
        return self.now

    def take(self, headers: dict[str, str], body: bytes) -> int | str:
        """Status of the answer, or how there is none."""
        with self._lock:
            self.asked.append(headers)
            how = self.how()
            if how not in ("cut", "silence", TAKEN):
                return how
            try:
                if signing.verify(KEY, headers, body, self.clock(headers), self.seen):
                    self.taken.append((headers["webhook-id"], body))
            except Refused:
                return 401
        if how == "silence":
            time.sleep(self.silence_s)
        return how


class _Handler(BaseHTTPRequestHandler):
    receiver: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        how = self.receiver.take({name.lower(): value for name, value in self.headers.items()}, body)
        if isinstance(how, str):
            self.close_connection = True
            self.connection.close()
            return
        self.send_response(how)
        for name, value in self.receiver.more.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Says nothing."""

    def finish(self) -> None:
        with suppress(OSError, ValueError):  # the connection was cut on purpose
            super().finish()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A connection that was cut on purpose is no news."""


@contextmanager
def receiver(made: Receiver | None = None) -> Iterator[Receiver]:
    """A receiver on loopback."""
    made = made or Receiver()
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"receiver": made}))
    made.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class Letters:
    """What a mail server took. `say`: its answer to the data."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.say: list[str] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        answer = self.say.pop(0) if self.say else "250 taken"
        if answer.startswith("250"):
            made = BytesParser(EmailMessage, policy=default).parsebytes(envelope.content)
            self.letters.append(made)
        return answer


@contextmanager
def mail(context: Any = None, **more: Any) -> Iterator[tuple[Letters, int]]:
    """A mail server on loopback, and its port. context: of its certificate, for STARTTLS."""
    from aiosmtpd.controller import Controller

    letters = Letters()
    options = {"tls_context": context, "require_starttls": context is not None, **more}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(letters, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield letters, port
    finally:
        controller.stop()
