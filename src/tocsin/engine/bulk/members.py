"""Members of a gzip file of which each is one record, as crawls write WARC and WET: any of them can be found and read by itself."""

import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO

FORM = "warc-members"
_MAGIC, _BEGINS = b"\x1f\x8b\x08", b"WARC/"
CHUNK = 1 << 18
WINDOW = 1 << 14
"""packed bytes that are read at a time: more than most members have"""
LOOKED = 64_000_000
"""packed bytes in which a second member is looked for; an archive without one is read whole"""


def several(path: str) -> bool:
    """Whether a gzip file holds WARC records as members of their own."""
    with open(path, "rb") as file:
        return _begins(file, 0) and find(file, 1, LOOKED) is not None


def find(file: BinaryIO, start: int, stop: int) -> int | None:
    """Where the first member begins in `[start, stop)`: gzip's mark, and behind it the beginning of a record."""
    at, tail = start, b""
    while at - len(tail) < stop:
        file.seek(at)
        chunk = file.read(CHUNK)
        if not chunk:
            return None
        held, base = tail + chunk, at - len(tail)
        place = held.find(_MAGIC)
        while place >= 0 and base + place < stop:
            if _begins(file, base + place):
                return base + place
            place = held.find(_MAGIC, place + 1)
        at, tail = at + len(chunk), held[-(len(_MAGIC) - 1) :]
    return None


def _begins(file: BinaryIO, at: int) -> bool:
    file.seek(at)
    try:
        return zlib.decompressobj(31).decompress(file.read(2_048), len(_BEGINS)).upper() == _BEGINS
    except zlib.error:
        return False


class Member(io.RawIOBase):
    """What one member unpacks to. `broken` says, once it was read, that it is damaged or breaks off."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self._file, self._at = file, start
        self._inflate, self._pending = zlib.decompressobj(31), b""
        self.broken = False

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fills `buffer` with unpacked bytes; 0 at the end, whether whole or broken."""
        piece = self._next(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def whole(self, most: int) -> bytes | None:
        """All that it unpacks to, where that is no more than `most` bytes and nothing is damaged."""
        pieces, left = [], most + 1
        while left and (piece := self._next(left)):
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces) if left and not self.broken else None

    def _next(self, most: int) -> bytes:
        """Further unpacked bytes, no more than `most`; none at the end."""
        while most and not self._inflate.eof and not self.broken:
            if not self._pending:
                self._file.seek(self._at)
                self._pending = self._file.read(WINDOW)
                self._at += len(self._pending)
                if not self._pending:
                    self.broken = True
                    break
            try:
                piece = self._inflate.decompress(self._pending, most)
            except zlib.error:
                self.broken = True
                break
            self._pending = self._inflate.unconsumed_tail
            if piece:
                return piece
        return b""

    def end(self) -> int:
        """The byte behind the member, which is read to its end."""
        while self._next(CHUNK):
            pass
        return self._at - len(self._inflate.unused_data) - len(self._pending)


def members(file: BinaryIO, start: int, stop: int) -> Iterator[tuple[int, Member]]:
    """The members that begin in `[start, stop)`, each with where it begins. Damage is passed over to the next one that begins."""
    at = find(file, start, stop)
    while at is not None and at < stop:
        member = Member(file, at)
        yield at, member
        end = member.end()
        following = at + 1 if member.broken else end
        at = following if not member.broken and following < stop and _begins(file, following) else find(file, following, stop)
