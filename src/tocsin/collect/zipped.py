"""ZIP archives opened with care: members are read up to what they may unpack to, whatever their directory claims; no path is followed."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from tocsin.collect.adapters.contract import Taking, whole
from tocsin.collect.streams import FREE, Left
from tocsin.errors import Refused

DOCX = "word/document.xml"
ENTRY = b"PK\x01\x02"
"""how each entry of a directory begins (APPNOTE 4.3.12)"""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""what is unpacked a bounded piece at a time: of bzip2 and LZMA zipfile unpacks at once all that is packed, 20,000 to 1"""
_TODO = "unpack it with another program and give what is inside"


def opened(stream: BinaryIO, taking: Taking) -> zipfile.ZipFile:
    """The archive in memory. Raises Refused `broken-archive`, `too-many`."""
    blob = whole(stream, taking)
    if blob.count(ENTRY) > taking.limits.members:
        # Before zipfile makes a record of each.
        raise Refused("too-many", f"it holds more than {taking.limits.members:,} files", where=taking.where, todo=_TODO)
    try:
        archive = zipfile.ZipFile(io.BytesIO(blob))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refused("broken-archive", f"it looks like a ZIP archive, and is broken: {error}", where=taking.where, todo=_TODO) from None
    return archive


def is_docx(archive: zipfile.ZipFile) -> bool:
    """Whether this is a Word document."""
    return DOCX in archive.namelist()


def member(archive: zipfile.ZipFile, name: str, taking: Taking, left: int) -> bytes:
    """The bytes of one member. Raises Refused `bomb`, `encrypted`, `packed`, `broken-archive`."""
    info = archive.getinfo(name)
    if info.flag_bits & 0x1:
        raise Refused(
            "encrypted", f"{name} inside it is locked by a password", where=taking.where, todo="unlock it and give what is inside"
        )
    if info.compress_type not in METHODS:
        what = f"{name} inside it is packed by another method than deflate"
        raise Refused("packed", what, where=taking.where, todo=_TODO)
    most = max(0, min(left, max(FREE, taking.limits.ratio * max(1, info.compress_size))))
    try:
        with archive.open(info) as inner:
            held = inner.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise Refused("broken-archive", f"{name} inside it cannot be unpacked: {error}", where=taking.where, todo=_TODO) from None
    if len(held) > most:
        raise Refused("bomb", f"{name} inside it unpacks to more than {most:,} bytes", where=taking.where, todo=_TODO)
    return held


def members(archive: zipfile.ZipFile, taking: Taking) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file inside, sorted by name, hidden ones left out. What archives inside unpack to counts as well."""
    left = taking.left or Left(taking.limits.unpacked)
    names = sorted({info.filename for info in archive.infolist() if not info.is_dir()})
    for name in names:
        if any(part.startswith((".", "__MACOSX")) for part in name.split("/") if part != ".."):
            continue
        taking.hurry()
        blob = member(archive, name, taking, left.bytes)
        left.bytes -= len(blob)
        yield name.replace("\x00", ""), blob
