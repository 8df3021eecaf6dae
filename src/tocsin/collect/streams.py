"""Streams with their beginning already read, packed streams that are unpacked as they go, and the limits that stop a bomb."""

import io
import zlib
from typing import BinaryIO, cast

from tocsin.collect.records import Limits
from tocsin.errors import Refused

CHUNK = 1 << 18
PACKED = 1 << 14
"""packed bytes given to zlib at a time: it copies what it leaves over, at every call and at the end of every member"""
FREE = 20_000_000
"""bytes that anything may unpack to before its ratio is looked at"""


class Left:
    """Bytes that one input with all archives inside it may still unpack to."""

    def __init__(self, most: int) -> None:
        self.bytes = most


class Rejoined(io.RawIOBase):
    """A stream whose first bytes were read to look at them. Counts what went by, and keeps the beginning for quarantine."""

    def __init__(self, head: bytes, stream: BinaryIO, keep: int) -> None:
        self._head, self._stream, self._keep = head, stream, keep
        self.size, self.kept = 0, bytearray()

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fills `buffer` from what was read already, then from the stream."""
        piece = self.take(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def take(self, most: int) -> bytes:
        """The next bytes, at most that many; none at the end."""
        if self._head:
            piece, self._head = self._head[:most], self._head[most:]
        else:
            piece = self._stream.read(most) or b""
        self.size += len(piece)
        if len(self.kept) < self._keep:
            self.kept += piece[: self._keep - len(self.kept)]
        return piece

    def drain(self) -> None:
        """Reads to the end, so that the size is known."""
        while self.read(CHUNK):
            pass


class Gunzipped(io.RawIOBase):
    """What a gzip stream of one or more members unpacks to. Raises Refused `truncated`, `broken-archive`, `bomb` from its reads."""

    def __init__(self, packed: Rejoined, where: str, limits: Limits, left: Left | None = None) -> None:
        self._packed, self._where, self._limits, self._left = packed, where, limits, left
        self._inflate = zlib.decompressobj(31)
        self._pending, self._taken, self._given, self._begun = b"", 0, 0, False

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fills `buffer` with unpacked bytes."""
        if not len(buffer):
            return 0
        while True:
            if self._inflate.eof:
                # Another member may follow; what is no member behind the last is padding and ends the stream.
                self._pending = self._inflate.unused_data.lstrip(b"\0") or self._next().lstrip(b"\0")
                if not self._pending.startswith(b"\x1f\x8b"):
                    return 0
                self._inflate = zlib.decompressobj(31)
            if not self._pending:
                self._pending = self._next()
                if not self._pending:
                    todo = "fetch it again whole"
                    raise Refused("truncated", "the gzip archive ends in the middle", where=self._where, todo=todo)
            try:
                piece = self._inflate.decompress(self._pending, len(buffer))
            except zlib.error:
                todo = "fetch it again, or unpack it with another program"
                raise Refused("broken-archive", "it looks like a gzip archive, and is broken", where=self._where, todo=todo) from None
            self._pending = self._inflate.unconsumed_tail
            self._given += len(piece)
            if self._given > FREE and self._given > self._limits.ratio * max(1, self._taken):
                what = f"it unpacks to more than {self._limits.ratio} times its size"
                raise Refused("bomb", what, where=self._where, todo="unpack it yourself, if you trust it, and give what is inside")
            if self._left is not None:
                self._left.bytes -= len(piece)
                if self._left.bytes < 0:
                    what = f"it unpacks to more than {self._limits.unpacked:,} bytes with what lies beside it"
                    raise Refused("bomb", what, where=self._where, todo="unpack it yourself, if you trust it, and give what is inside")
            if piece:
                buffer[: len(piece)] = piece
                return len(piece)

    def _next(self) -> bytes:
        piece = self._packed.take(PACKED)
        self._taken += len(piece)
        return piece


def buffered(stream: io.RawIOBase) -> BinaryIO:
    """`stream` with reads that give as much as is asked for."""
    return cast(BinaryIO, io.BufferedReader(stream, CHUNK))
