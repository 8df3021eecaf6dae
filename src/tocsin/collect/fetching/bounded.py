"""A body read and unpacked piece by piece within limits of size and time: a bomb of any kind stops at the limit."""

import zlib
from collections.abc import Callable, Iterable, Iterator

from tocsin.errors import Refused

PIECE = 64 * 1024
"""most bytes unpacked at a time"""
CODINGS = ("gzip", "deflate", "identity")
"""what is asked for: both can be unpacked a bounded piece at a time"""


def body(pieces: Iterable[bytes], coding: str, most: int, late: Callable[[], bool], where: str) -> bytes:
    """All of a body. Refused: `too-large` over `most` bytes (unpacked), `too-slow`, `broken` where it cannot be unpacked."""
    out = bytearray()
    for piece in _unpacked(pieces, coding, most, where):
        out += piece
        if len(out) > most:
            raise Refused("too-large", f"it is larger than {most:,} bytes", where=where, todo="raise the limit if it is meant to be")
        if late():
            raise Refused("too-slow", "it had not come whole when its time was over", where=where, todo="try again later")
    return bytes(out)


def _unpacked(pieces: Iterable[bytes], coding: str, most: int, where: str) -> Iterator[bytes]:
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        yield from pieces
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise Refused(
            "broken", f"its coding {coding[:40]!r} is not one that was asked for", where=where, todo="nothing can be done from here"
        )
    unpacker = zlib.decompressobj(wbits=47 if coding != "deflate" else 15)
    packed = 0
    try:
        for piece in pieces:
            packed += len(piece)
            if packed > most:
                raise Refused("too-large", f"it is larger than {most:,} bytes even packed", where=where, todo="raise the limit")
            if coding == "deflate" and packed == len(piece) and piece and piece[0] & 0x0F != 8:
                unpacker = zlib.decompressobj(wbits=-15)  # some servers send the bare stream
            rest = piece
            while rest:
                yield unpacker.decompress(rest, PIECE)
                rest = unpacker.unconsumed_tail
        yield unpacker.flush(PIECE)
    except zlib.error as error:
        raise Refused("broken", f"it cannot be unpacked: {error}", where=where, todo="try again later") from None
    if not unpacker.eof:
        raise Refused("cut-off", "it ends before its packed form does", where=where, todo="try again later")
