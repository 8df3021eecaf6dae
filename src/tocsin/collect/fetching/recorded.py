"""A wire that plays recorded answers from a folder: tests and demonstrations fetch without a network, and always the same.

`index.jsonl` holds one answer a line, as an Entry. Answers of one URL are given in their order, the last one again and again; an
If-None-Match that meets the next answer's ETag gets 304.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from tocsin.collect.fetching.addresses import Address
from tocsin.collect.fetching.wire import Answer, Unreachable
from tocsin.errors import UsageError
from tocsin.model import Record

PIECE = 16 * 1024


class Entry(Record, frozen=True, kw_only=True):
    """One recorded answer: its body in a file beside the index, or as text; or the reason why none came."""

    url: str
    status: int = 200
    headers: dict[str, str] = {}  # noqa: RUF012  (msgspec copies a mutable default)
    body: str | None = None
    text: str | None = None
    fails: str | None = None


class Recorded:
    """The answers of a folder. UsageError where its index is missing or broken."""

    def __init__(self, folder: Path) -> None:
        self._folder, index = folder, folder / "index.jsonl"
        if not index.is_file():
            raise UsageError("there is no index.jsonl in this folder", where=str(folder), todo="name a folder of recorded answers")
        self._answers: dict[str, list[Entry]] = {}
        for number, line in enumerate(index.read_bytes().splitlines(), 1):
            if not line.strip():
                continue
            try:
                entry = msgspec.json.decode(line, type=Entry)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                raise UsageError(f"this is no recorded answer: {error}", where=f"{index}:{number}") from None
            self._answers.setdefault(entry.url, []).append(entry)

    def close(self) -> None:
        """Nothing is open."""

    @contextmanager
    def get(self, address: Address, headers: Mapping[str, str], timeout_s: float) -> Iterator[Answer]:  # noqa: ARG002  (a recorded answer is never late)
        """The next recorded answer of the address; one that was never recorded is not found."""
        answers = self._answers.get(address.url, [])
        if not answers:
            yield Answer(404, {}, iter(()))
            return
        entry = answers.pop(0) if len(answers) > 1 else answers[0]
        if entry.fails is not None:
            raise Unreachable(entry.fails, f"recorded: {entry.fails}")
        told = {name.lower(): value for name, value in entry.headers.items()}
        if told.get("etag") is not None and headers.get("If-None-Match") == told["etag"]:
            yield Answer(304, told, iter(()))
            return
        body = (self._folder / entry.body).read_bytes() if entry.body is not None else (entry.text or "").encode()
        yield Answer(entry.status, told, (body[at : at + PIECE] for at in range(0, len(body), PIECE)))

    @contextmanager
    def post(self, address: Address, headers: Mapping[str, str], body: bytes, timeout_s: float) -> Iterator[Answer]:  # noqa: ARG002
        """The next recorded answer of the address, whatever it is asked."""
        with self.get(address, headers, timeout_s) as answer:
            yield answer
