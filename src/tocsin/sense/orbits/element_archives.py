"""Files of element sets as they are sent: plain, packed by gzip, or several in a ZIP archive, within the limits of every input."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from tocsin.collect import sniff, zipped
from tocsin.collect.adapters.contract import Taking
from tocsin.collect.records import Limits
from tocsin.collect.streams import Gunzipped, Left, Rejoined, buffered
from tocsin.errors import Refused
from tocsin.sense.orbits.element_files import HEAD, recognised

LOOKED_INTO = 100
"""members of a ZIP archive whose beginning is looked at"""
DEEPEST = 2
"""packings that are looked through to tell what a file is"""


def holds_sets(path: Path) -> bool:
    """Whether a file begins as one of element sets, unpacked; of a ZIP archive: whether any file inside does."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    return _begins(head) if not head.startswith(sniff.ZIP) else any(map(_begins, _beginnings(path)))


def inside(
    stream: BinaryIO, where: str, limits: Limits, clock: datetime, nested: int = 0, left: Left | None = None
) -> Iterator[tuple[str, BinaryIO]]:
    """(where, stream) of each file in what is given, unpacked as it is read.

    Refused `bomb`, `truncated`, `broken-archive`, `encrypted`, `too-many`, `too-deep`, here or from reads of a stream.
    """
    head = stream.read(HEAD)
    source = Rejoined(head, stream, 0)
    if not head.startswith((sniff.GZIP, *sniff.ZIP)):
        yield where, buffered(source)
        return
    if nested >= limits.nested:
        raise Refused("too-deep", f"archives nest deeper than {limits.nested}", where=where, todo="unpack it yourself")
    if head.startswith(sniff.GZIP):
        yield from inside(buffered(Gunzipped(source, where, limits, left)), where, limits, clock, nested + 1, left)
        return
    taking = Taking(where, clock, limits, left=left or Left(limits.unpacked))
    with zipped.opened(buffered(source), taking) as archive:
        for name, blob in zipped.members(archive, taking):
            yield from inside(io.BytesIO(blob), f"{where}!{name}", limits, clock, nested + 1, taking.left)


def _begins(head: bytes) -> bool:
    for _ in range(DEEPEST):
        head = sniff.inside_gzip(head) if head.startswith(sniff.GZIP) else head
    return recognised(head) is not None


def _beginnings(path: Path) -> Iterator[bytes]:
    """First bytes of the files in a ZIP archive; none where it is broken, or a document."""
    limits = Limits()
    if path.stat().st_size > limits.document or path.read_bytes().count(zipped.ENTRY) > limits.members:
        return
    try:
        with zipfile.ZipFile(path) as archive:
            listed = [] if zipped.is_docx(archive) else archive.infolist()
            files = [info for info in listed if not info.is_dir() and not info.flag_bits & 0x1 and info.compress_type in zipped.METHODS]
            for info in files[:LOOKED_INTO]:
                with archive.open(info) as member:
                    yield member.read(HEAD)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError):
        return
