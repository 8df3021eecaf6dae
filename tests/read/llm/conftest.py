"""An endpoint on this machine that behaves, and misbehaves, as it is told; and short ways to it."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tocsin.model import Endpoint, Reading, Report, report_id
from tocsin.read import Reader
from tocsin.read.llm import Bill, SecondReader

from ..conftest import COLLECTED

Reply = Callable[["Handler"], None]
Claims = list[dict[str, Any]]


class Handler(BaseHTTPRequestHandler):
    """Answers with the next reply in the line; the last one stands for all that follow."""

    protocol_version = "HTTP/1.1"
    server: "Endpoint127"
    body: dict[str, Any]

    def do_POST(self) -> None:
        self.body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            self.server.seen.append((self.path, dict(self.headers), self.body))
            reply = self.server.replies.pop(0) if len(self.server.replies) > 1 else self.server.replies[0]
        reply(self)

    def send(self, raw: bytes, status: int = 200, kind: str = "application/json", **headers: str) -> None:
        self.send_response_only(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(raw)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests look at `seen`."""


class Endpoint127(ThreadingHTTPServer):
    """The server, with what it is to answer and what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.replies: list[Reply] = []
        self.seen: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.release = threading.Event()
        """a reply that hangs waits for this"""

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a client that hangs up is what some tests are about."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


def content(words: str, *, finish: str = "stop", refusal: str | None = None, usage: dict[str, int] | None = None) -> Reply:
    """A good response with `words` as the model's answer."""
    choice = {"index": 0, "message": {"role": "assistant", "content": words, "refusal": refusal}, "finish_reason": finish}
    body: dict[str, Any] = {"choices": [choice]}
    if usage is not None:
        body["usage"] = usage
    return lambda handler: handler.send(json.dumps(body).encode())


def claim(words: str, speaker: str | None = None, **fields: Any) -> dict[str, Any]:
    """One claim in the form."""
    kind = "text" if speaker is None else "office"
    return {
        "content": words,
        "speaker": speaker,
        "speaker_kind": kind,
        "stands_for": None,
        "told_by": None,
        "holder": None,
        "cue": None,
        "act": "report",
        "polarity": "neutral",
        "negated": False,
        "estimate": None,
        "indicators": ["storage_activity"],
        "hypotheses": [],
        **fields,
    }


def claims(*found: dict[str, Any]) -> Reply:
    """A good response with these claims."""
    return content(json.dumps({"relevant": True, "statements": found}), usage={"prompt_tokens": 1000, "completion_tokens": 100})


def status(code: int, **headers: str) -> Reply:
    """A response that is none."""
    return lambda handler: handler.send(b'{"error": {"message": "no"}}', code, **headers)


@pytest.fixture
def server() -> Iterator[Endpoint127]:
    """The endpoint, listening; closed at the end."""
    made = Endpoint127()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield made
    made.release.set()
    made.shutdown()
    made.server_close()
    thread.join()


class Asked(NamedTuple):
    """What came back, and the bill."""

    readings: list[Reading]
    bill: Bill


Ask = Callable[..., Asked]


def report_of(text: str, **fields: Any) -> Report:
    """A report with a text."""
    return Report(id=report_id(None, fields.get("site"), None, fields.get("title"), text), collected_at=COLLECTED, text=text, **fields)


@pytest.fixture
def ask(server: Endpoint127, reader: Reader) -> Ask:
    """`ask(text or report, ..., replies=[...], key=None, answers=None, **endpoint)`: the readings, by rules and model."""

    def asking(
        *given: str | Report,
        replies: list[Reply],
        key: str | None = None,
        answers: Path | None = None,
        **fields: Any,
    ) -> Asked:
        server.replies = replies
        limits = {"backoff_s": 0.0, "longest_wait_s": 0.0, "concurrency": 1, **fields}
        endpoint = Endpoint(url=server.url, name="parrot", **limits)
        reports = [report_of(one) if isinstance(one, str) else one for one in given]
        with SecondReader(endpoint, reader, key=key, answers=answers) as second:
            readings = list(second.read((report, reader.read(report)) for report in reports))
            return Asked(readings, second.bill)

    return asking
