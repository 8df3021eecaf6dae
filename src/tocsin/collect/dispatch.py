"""One stream becomes reports and refusals: found out, unpacked, given to the adapter of its format; nothing that it holds raises."""

import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import BinaryIO

from tocsin.collect import lines, plain_text, sniff
from tocsin.collect.adapters import registry
from tocsin.collect.adapters.contract import Nested, Piece, Stopwatch, Taking, Unfit, finish
from tocsin.collect.apart import pool
from tocsin.collect.records import Collected, Limits, RefusedInput, refused
from tocsin.collect.streams import CHUNK, Gunzipped, Left, Rejoined, buffered
from tocsin.errors import Refused

BROKEN = (
    ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, RecursionError, EOFError, OSError, MemoryError,
    NotImplementedError, RuntimeError, SyntaxError, csv.Error, struct.error, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""what parsers raise at bytes that they did not expect: the bytes are refused, whoever's fault it is"""
DEFAULT = Limits()
FLOOD = 10
"""refusals for each report, beyond which an input is not of the format that it was read as"""


def stream(
    given: BinaryIO,
    where: str,
    *,
    clock: datetime,
    limits: Limits = DEFAULT,
    form: str | None = None,
    columns: Mapping[str, str] | None = None,
    url: str | None = None,
    charset: str | None = None,
    extra: Mapping[str, object] | None = None,
    nested: int = 0,
) -> Iterator[Collected | RefusedInput]:
    """What is in `given`, read as `form` or as what it is found to be. Where hardly anything can be taken, one tells of the rest."""
    taken = said = 0
    found = _stream(
        given, where, clock=clock, limits=limits, form=form, columns=columns, url=url, charset=charset, extra=extra, nested=nested
    )
    for item in found:
        if isinstance(item, Collected):
            taken += 1
        else:
            said += 1
        if said > limits.refusals and said > FLOOD * taken:
            yield _rest(given, where, said - 1, clock, limits)
            return
        yield item


def _rest(given: BinaryIO, where: str, said: int, clock: datetime, limits: Limits) -> RefusedInput:
    """The refusal of all that was not looked at: a file of line ends must not become a quarantine of millions."""
    kept = given.read(limits.kept)
    size = len(kept)
    while piece := given.read(CHUNK):
        size += len(piece)
    what = f"{said:,} pieces of it could not be taken, and hardly any could; the rest was not looked at"
    return refused(
        "many-refused", what, where=where, todo="look at the first of them: is it of another format?", blob=kept, size=size, clock=clock
    )


def _stream(
    given: BinaryIO,
    where: str,
    *,
    clock: datetime,
    limits: Limits,
    form: str | None = None,
    columns: Mapping[str, str] | None = None,
    url: str | None = None,
    charset: str | None = None,
    extra: Mapping[str, object] | None = None,
    nested: int = 0,
    left: Left | None = None,
) -> Iterator[Collected | RefusedInput]:
    head = given.read(sniff.HEAD)
    seen = sniff.sniff(head, where)
    unpack = seen.form in ("gzip", "zip") and not (seen.form == "zip" and form == "docx")
    if form is not None and not unpack:
        seen = sniff.Seen(form)
    elif not unpack and seen.form in (None, "text") and head and (other := registry.recognised(head, where)) is not None:
        seen = sniff.Seen(other)
    if seen.form == "jsonl" and head.strip():
        yield from lines.read(head, given, where, clock=clock, limits=limits)
        return
    if seen.form is None or seen.form in ("text", "jsonl") or not head.strip(b" \t\r\n\x0b\x0c"):
        yield from _text(seen, head, given, where, clock, limits)
        return
    taking = Taking(where, clock, limits, columns or {}, url, charset, extra or {}, left=left)
    if seen.form not in registry.STREAMED:
        taking = taking._replace(late=Stopwatch(limits.seconds))
    source = Rejoined(head, given, limits.document if seen.form not in registry.STREAMED and seen.form != "gzip" else limits.kept)
    try:
        if seen.form == "gzip":
            inner = buffered(Gunzipped(source, where, limits, left))
            if nested >= limits.nested:
                raise Refused("too-deep", f"archives nest deeper than {limits.nested}", where=where, todo="unpack it yourself")
            yield from _stream(
                inner, where, clock=clock, limits=limits, form=form, columns=columns, url=url, charset=charset, nested=nested + 1, left=left
            )
        elif seen.form == "zip":
            yield from _zip(source, taking, form, columns or {}, nested)
        else:
            yield from _pieces(seen.form, buffered(source), taking)
    except Refused as error:
        yield _whole_refused(error.reason, error.what, error.todo, source, taking, seen.form)
    except BROKEN as error:
        what = f"it cannot be read as {seen.form}: {type(error).__name__} {error}".rstrip()
        yield _whole_refused("broken", what[:400], "fetch it again, or save its text as .txt", source, taking, seen.form)


def _pieces(form: str, source: BinaryIO, taking: Taking) -> Iterator[Collected | RefusedInput]:
    """Every piece of an adapter as a report or a refusal; of dangerous formats out of a child process."""
    any_yet = False
    for item in pool.pieces(form, source, taking) if pool.wanted(form) else _here(form, source, taking):
        any_yet = True
        yield item
    if not any_yet:
        raise Refused("empty", "there is no report in it", where=taking.where, todo="give a file with reports in it")


def _here(form: str, source: BinaryIO, taking: Taking) -> Iterator[Collected | RefusedInput]:
    watch = taking.late
    for piece in registry.get(form).read(source, taking):
        item = piece if isinstance(piece, Nested) else settled(piece, taking, form)
        if isinstance(watch, Stopwatch):
            watch.hold()  # while the report is read and kept, which is not its document's fault
        if isinstance(item, Nested):
            yield from _stream(
                io.BytesIO(item.blob), taking.where + item.at, clock=taking.clock, limits=taking.limits,
                form=item.form, url=item.url, charset=item.charset, extra=item.extra, nested=1,
            )  # fmt: skip
        else:
            yield item
        if isinstance(watch, Stopwatch):
            watch.go_on()


def settled(piece: Piece | Unfit, taking: Taking, form: str) -> Collected | RefusedInput:
    """The report of a piece, or its refusal."""
    return finish(piece, taking, form) if isinstance(piece, Piece) else _unfit(piece, taking, form)


def _unfit(piece: Unfit, taking: Taking, form: str) -> RefusedInput:
    return refused(
        piece.reason, piece.what, where=taking.where + piece.at, todo=piece.todo, blob=piece.blob[: taking.limits.report],
        size=piece.size if piece.size is not None else len(piece.blob), clock=taking.clock, form=form,
    )  # fmt: skip


def _whole_refused(reason: str, what: str, todo: str, source: Rejoined, taking: Taking, form: str) -> RefusedInput:
    """The refusal of an input, or of the rest of one, with its first bytes."""
    try:
        source.drain()
    except OSError:
        what = f"{what}; it cannot be read to its end"
    kept = bytes(source.kept)
    if source.size > taking.limits.document or source.size > len(kept):
        kept = kept[: taking.limits.kept]
    named = None if form in ("gzip", "zip") else form
    return refused(reason, what, where=taking.where, todo=todo, blob=kept, size=source.size, clock=taking.clock, form=named)


def _zip(source: Rejoined, taking: Taking, form: str | None, columns: Mapping[str, str], nested: int) -> Iterator[Collected | RefusedInput]:
    """A .docx is a document; of any other ZIP archive, every file inside is an input of its own."""
    from tocsin.collect import zipped

    with zipped.opened(buffered(source), taking) as archive:
        if zipped.is_docx(archive):
            archive.fp.seek(0)  # type: ignore[union-attr]
            yield from _pieces("docx", archive.fp, taking)  # type: ignore[arg-type]
            return
        if nested >= taking.limits.nested:
            raise Refused("too-deep", f"archives nest deeper than {taking.limits.nested}", where=taking.where, todo="unpack it yourself")
        taking = taking if taking.left is not None else taking._replace(left=Left(taking.limits.unpacked))
        watch = taking.late
        for name, blob in zipped.members(archive, taking):
            if isinstance(watch, Stopwatch):
                watch.hold()  # each file inside has a time of its own
            yield from _stream(
                io.BytesIO(blob), f"{taking.where}!{name}", clock=taking.clock, limits=taking.limits, form=form, columns=columns,
                nested=nested + 1, left=taking.left,
            )  # fmt: skip
            if isinstance(watch, Stopwatch):
                watch.go_on()


def _text(
    seen: sniff.Seen, head: bytes, given: BinaryIO, where: str, clock: datetime, limits: Limits
) -> Iterator[Collected | RefusedInput]:
    """Plain text, or what is refused before any adapter sees it."""
    blob, size = _bounded(head, given, limits)
    if size == 0 or (not blob.strip() and size <= limits.report):
        yield refused("empty", "there is nothing in it", where=where, todo="give a file with text in it", blob=blob, size=size, clock=clock)
    elif seen.form is None:
        yield _unread(seen, blob, size, where, clock, limits)
    elif size > limits.report:
        what, todo = f"it is larger than {limits.report:,} bytes", "split it into reports, e.g. as JSON Lines"
        yield refused("too-large", what, where=where, todo=todo, blob=blob[: limits.kept], size=size, clock=clock)
    else:
        try:
            yield plain_text.read(blob, where, clock=clock, depth=limits.depth)
        except Refused as error:
            yield refused(error.reason, error.what, where=where, todo=error.todo, blob=blob, clock=clock)


def _unread(seen: sniff.Seen, blob: bytes, size: int, where: str, clock: datetime, limits: Limits) -> RefusedInput:
    if seen.reason == "not-text":
        what, todo = f"it looks like {seen.looks_like}, not text", "give its text, e.g. exported as UTF-8"
    else:
        what, todo = f"it looks like {seen.looks_like}, which is not read", "save its text as .txt, or write JSON Lines"
    kept = blob if size <= limits.report else blob[: limits.kept]
    return refused(seen.reason, what, where=where, todo=todo, blob=kept, size=size, clock=clock)


def _bounded(head: bytes, given: BinaryIO, limits: Limits) -> tuple[bytes, int]:
    """All of a stream up to the limit, and its whole length, counted in memory that does not grow with it."""
    blob = head + given.read(max(0, limits.report + 1 - len(head)))
    size = len(blob)
    while chunk := given.read(CHUNK):
        size += len(chunk)
    return blob, size
