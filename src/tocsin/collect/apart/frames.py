"""What goes over the pipes between a process and its child: records as MessagePack, each with its length in front; never pickles.

A parser that was taken over can answer nonsense, and no more: what comes is checked against its types.
"""

from datetime import datetime
from typing import BinaryIO

import msgspec

from tocsin.collect.records import Limits
from tocsin.model import RawDoc, Record, Refusal, Report

LENGTH = 8
"""bytes of a length"""


class Asked(Record, frozen=True, kw_only=True):
    """One document to be parsed; the fields are those of `Taking`."""

    form: str
    blob: bytes
    where: str
    clock: datetime
    limits: Limits
    columns: dict[str, str] = {}  # noqa: RUF012 - msgspec copies a mutable default
    url: str | None = None
    charset: str | None = None
    extra: dict[str, object] = {}  # noqa: RUF012


class Told(Record, frozen=True, kw_only=True):
    """One piece of it: a report with its document's record, or a refusal; with the bytes it rests on. Or the end."""

    report: Report | None = None
    raw: RawDoc | None = None
    refusal: Refusal | None = None
    blob: bytes = b""
    over: bool = False
    """nothing follows"""
    reason: str | None = None
    """why the rest cannot be taken, with `what` and `todo`; `cannot` where it is no fault of the document"""
    what: str = ""
    todo: str = ""
    spent: bool = False
    """this child has had enough: another is to take its place"""


_ENCODER = msgspec.msgpack.Encoder()
ASKED, TOLD = msgspec.msgpack.Decoder(Asked), msgspec.msgpack.Decoder(Told)


def packed(record: Asked | Told) -> bytes:
    """A record as it goes over the pipe."""
    body = _ENCODER.encode(record)
    return len(body).to_bytes(LENGTH, "big") + body


def asked(stream: BinaryIO) -> Asked | None:
    """The next question; None where the pipe was closed."""
    head = stream.read(LENGTH)
    return ASKED.decode(stream.read(int.from_bytes(head, "big"))) if len(head) == LENGTH else None
