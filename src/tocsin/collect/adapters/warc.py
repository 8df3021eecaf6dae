"""Web archives (WARC 1.0 and 1.1, WET; .gz): each page that was answered, and each text that was drawn from one, is a report.

Loses: requests, robots.txt, redirects, error pages, pictures and everything else that is no text; of a page, what `html` loses. A WET
record holds a page's words with all that surrounds them and no date: it is flagged `text-with-furniture`. Where a page names no date, the
report has none: when it was crawled stands in `extra.crawled`, and is no date of publication. Revisit records are skipped: their words
are elsewhere.
"""

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from tocsin.collect.adapters.contract import Nested, Piece, Taking, Unfit
from tocsin.collect.declared_coding import decode_declared
from tocsin.collect.names import host
from tocsin.errors import Refused

_FORMS = {"text/html": "html", "application/xhtml+xml": "html", "application/rss+xml": "feed", "application/atom+xml": "feed",
          "application/feed+json": "feed", "application/pdf": "pdf", "text/plain": "text"}  # fmt: skip
_TODO = "fetch the archive again, or cut out the record"
_KINDS = ("response", "resource", "conversion")
PASSED = "passed over"
"""stands for the type of a record that nothing is read from: only its headers are kept"""
HEAD = 8_192
"""bytes of a block from which it is told what a server answered with"""
SKIPPED = 1 << 16
"""bytes of what is passed over that are in memory at a time"""


def read(stream: BinaryIO, taking: Taking) -> Iterator[Piece | Unfit | Nested]:
    """The pages of an archive, record by record in bounded memory. Raises Refused where it breaks off or is none."""
    any_yet = False
    for number, record in enumerate(_records(stream, taking), 1):
        any_yet = True
        kind = record.headers.get("warc-type", "")
        if kind not in _KINDS:
            continue
        url = record.headers.get("warc-target-uri", "").strip("<> ") or None
        if record.size > len(record.block):
            what = f"the record is longer than {taking.limits.report:,} bytes"
            yield Unfit("too-large", what, _TODO, record.block[: taking.limits.kept], f"#{number}", record.size)
        elif kind == "conversion":
            yield _text(record, url, number, taking)
        else:
            yield from _page(record, kind, url, number, taking)
    if not any_yet:
        raise Refused("broken-archive", "there is no record in it", where=taking.where, todo=_TODO)


class _Record:
    """One record: its headers in small letters, its block as far as the limit, and how long it was."""

    def __init__(self, headers: dict[str, str], block: bytes, size: int, head: bytes) -> None:
        self.headers, self.block, self.size, self.head = headers, block, size, head

    def whole(self) -> bytes:
        """The record as an archive of its own."""
        return self.head + self.block + b"\r\n\r\n"


def _records(stream: BinaryIO, taking: Taking) -> Iterator[_Record]:
    """Records in their order. A damaged stretch is passed over to the next record that begins one."""
    longest = taking.limits.report
    while True:
        line = stream.readline(1_000)
        if not line:
            return
        if not line.strip():
            continue
        if re.match(rb"WARC/\d", line, re.IGNORECASE) is None:
            continue  # a stretch that no record claims: look for where the next begins
        lines, headers, last = [line], dict[str, str](), ""
        while (line := stream.readline(20_000)).strip():
            lines.append(line)
            name, mark, value = line.decode("utf-8", "replace").partition(":")
            if line[:1] in b" \t" and last:
                headers[last] += " " + line.decode("utf-8", "replace").strip()
            elif mark:
                last = name.strip().lower()
                headers[last] = value.strip()
            if len(lines) > 200:
                raise Refused("broken-archive", "a record has more than 200 headers", where=taking.where, todo=_TODO)
        length = headers.get("content-length", "")
        if not length.isascii() or not length.isdigit() or len(length) > 15:
            continue
        left = int(length)
        block = stream.read(min(left, HEAD)) if headers.get("warc-type") in _KINDS else b""
        left -= len(block)
        if block and _wanted(headers, block):
            rest = stream.read(min(left, longest - len(block)))
            left, block = left - len(rest), block + rest
        else:
            headers["warc-type"] = PASSED
        while left > 0 and (piece := stream.read(min(left, SKIPPED))):
            left -= len(piece)
        if left > 0:
            raise Refused("truncated", "the archive ends in the middle of a record", where=taking.where, todo="fetch it again whole")
        yield _Record(headers, block, int(length), b"".join(lines) + b"\r\n")


def _wanted(headers: dict[str, str], start: bytes) -> bool:
    """Whether anything is read from a record whose block begins like this; true where that cannot be told yet."""
    if headers["warc-type"] != "response":
        return True
    if b"\r\n\r\n" not in start and b"\n\n" not in start:
        return True
    status, answered, _ = _answer(start)
    return status.startswith("2") and answered.get("content-type", "").partition(";")[0].strip().lower() in _FORMS


def _text(
    record: _Record, url: str | None, number: int, taking: Taking, body: bytes | None = None, charset: str | None = "utf-8"
) -> Piece | Unfit:
    """A WET record, or a text that a server answered with: words without a page."""
    try:
        decoded = decode_declared(record.block if body is None else body, charset, taking.where)
    except Refused as error:
        return Unfit(error.reason, error.what, error.todo, record.whole(), f"#{number}")
    first, _, rest = decoded.text.partition("\n")
    language = record.headers.get("warc-identified-content-language", "").partition(",")[0]
    return Piece(
        text=decoded.text.strip(),
        blob=record.whole(),
        at=f"#{number}",
        title=first.strip() if rest.strip() and body is None else None,
        url=url,
        site=host(url),
        language={"eng": "en", "fra": "fr", "rus": "ru", "ukr": "uk", "deu": "de", "pol": "pl"}.get(language, language) or None,
        source_id=record.headers.get("warc-record-id", "").strip("<> ") or None,
        extra={"crawled": record.headers.get("warc-date")},
        flags=(*(("text-with-furniture",) if body is None else ()), *(flag for flag in decoded.flags if "encoding" in flag)),
        encoding=decoded.encoding,
        media_type="application/warc",
    )


def _page(record: _Record, kind: str, url: str | None, number: int, taking: Taking) -> Iterator[Piece | Unfit | Nested]:
    """What a server answered, to be read by the adapter of its type."""
    status, headers, body = ("200", {"content-type": record.headers.get("content-type", "")}, record.block)
    if kind == "response":
        status, headers, body = _answer(record.block)
    media, _, rest = headers.get("content-type", "").partition(";")
    form = _FORMS.get(media.strip().lower())
    if not status.startswith("2") or form is None or (url or "").endswith("/robots.txt"):
        return
    try:
        body = _unpacked(body, headers, taking)
    except Refused as error:
        yield Unfit(error.reason, error.what, error.todo, record.whole(), f"#{number}")
        return
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", rest, re.IGNORECASE)
    if form == "text":
        yield _text(record, url, number, taking, body, charset.group(1) if charset else None)
    elif body.strip():
        extra = {"crawled": record.headers.get("warc-date"), "record": record.headers.get("warc-record-id", "").strip("<> ") or None}
        yield Nested(body, f"#{number}", form, url, charset.group(1) if charset else None, extra)


def _answer(block: bytes) -> tuple[str, dict[str, str], bytes]:
    """(status, headers in small letters, body) of an HTTP answer."""
    head, mark, body = block.partition(b"\r\n\r\n")
    if not mark:
        head, _, body = block.partition(b"\n\n")
    first, *lines = head.decode("latin-1").splitlines() or [""]
    parts = first.split()
    headers = {name.strip().lower(): value.strip() for name, found, value in (line.partition(":") for line in lines) if found}
    return parts[1] if len(parts) > 1 else "", headers, body


def _unpacked(body: bytes, headers: dict[str, str], taking: Taking) -> bytes:
    """The body without chunks and packing. Raises Refused `bomb`, `broken-record`."""
    most = taking.limits.report
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    coding = headers.get("content-encoding", "").strip().lower()
    try:
        if coding in ("gzip", "x-gzip"):
            with gzip.GzipFile(fileobj=io.BytesIO(body)) as packed:
                body = packed.read(most + 1)
        elif coding == "deflate":
            body = zlib.decompressobj(-15 if body[:1] != b"\x78" else 15).decompress(body, most + 1)
        elif coding not in ("", "identity"):
            raise Refused("packed", f"its body is packed as {coding[:40]}", where=taking.where, todo="unpack it, and give the page")
    except (OSError, EOFError, zlib.error) as error:
        if not body.lstrip()[:1] == b"<":  # some archives keep the header and unpack the body
            raise Refused("broken-record", f"its body cannot be unpacked: {error}", where=taking.where, todo=_TODO) from None
    if len(body) > most:
        raise Refused("bomb", f"its body unpacks to more than {most:,} bytes", where=taking.where, todo=_TODO)
    return body


def _joined(body: bytes) -> bytes:
    """A chunked body in one; a body that only claims to be chunked stays as it is."""
    found: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at, at + 40)
        size = body[at:end].partition(b";")[0].strip() if end > 0 else b""
        if re.fullmatch(rb"[0-9a-fA-F]{1,8}", size) is None:
            return b"".join(found) if found else body
        length = int(size, 16)
        if length == 0:
            return b"".join(found)
        found.append(body[end + 2 : end + 2 + length])
        at = end + 2 + length + 2
