"""What collecting hands on: a report with its bytes, or a refusal with its bytes; and the limits of both."""

import hashlib
from datetime import datetime
from typing import NamedTuple

from tocsin.model import RawDoc, Record, Refusal, Report, digest, utc


class Limits(Record, frozen=True, kw_only=True):
    """How much is taken at once. Sizes in bytes, depth in levels."""

    report: int = 10_000_000
    """largest file of text or line of JSON Lines: a book of 2,000 pages; more is a mistake of whoever made the file"""
    kept: int = 1_000_000
    """how much of a larger one is kept in quarantine"""
    document: int = 60_000_000
    """largest document that is read whole (a page, a feed, a PDF, an export), packed or not"""
    unpacked: int = 200_000_000
    """most bytes that one document's packed parts may come to"""
    ratio: int = 200
    """how many times its size something may unpack to: text comes to 20, a bomb to 1,000"""
    nested: int = 3
    """archives inside archives"""
    members: int = 10_000
    """files in an archive, entries in a feed's or export's document: more is an attack or a mistake"""
    refusals: int = 1_000
    """of one input that are told one by one, where hardly anything of it can be taken: the rest is told of together"""
    seconds: float = 30.0
    """for one document that is read whole"""
    memory: int = 1_500_000_000
    """for one document that is parsed in a child process, beyond what the child has to begin with"""
    depth: int = 64
    """deepest nesting of a JSON line: unknown fields are kept, and every later stage must be able to write them again"""


class Collected(NamedTuple):
    """One report with the document it was read from and that document's bytes."""

    raw: RawDoc
    report: Report
    blob: bytes


class RefusedInput(NamedTuple):
    """One piece of input that was not taken, with the bytes to keep."""

    record: Refusal
    blob: bytes


def raw_document(blob: bytes, *, path: str | None, url: str | None, media_type: str, clock: datetime) -> RawDoc:
    """The record of `blob` as it was fetched."""
    return RawDoc(sha256=hashlib.sha256(blob).hexdigest(), size=len(blob), url=url, path=path, media_type=media_type, fetched_at=utc(clock))


def refused(
    reason: str, what: str, *, where: str, todo: str, blob: bytes, size: int | None = None, clock: datetime, form: str | None = None
) -> RefusedInput:
    """A refusal with its bytes. `size` is how long the piece was, where `blob` is only its beginning; `form` what it was read as."""
    sha256, length = hashlib.sha256(blob).hexdigest(), len(blob) if size is None else size
    if length > len(blob):
        what = f"{what}; the first {len(blob):,} of {length:,} bytes are kept"
    record = Refusal(
        id=digest(where, reason, sha256, length),
        where=where,
        reason=reason,
        what=what,
        todo=todo,
        sha256=sha256,
        size=length,
        kept=len(blob),
        refused_at=utc(clock),
        format=form,
    )
    return RefusedInput(record, blob)
