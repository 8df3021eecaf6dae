"""Bytes as they arrived, each in a file named after its SHA-256: `ab/cdef...`."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tocsin.errors import CannotFinish, LedgerError
from tocsin.ledger import durable
from tocsin.ledger.mending import GONE, PUT_BACK

_SHA256 = re.compile(r"[0-9a-f]{64}")
AT_ONCE = 16
"""files written at the same time: they share the disk's commits"""
PREFIX = 2
"""letters of the hash that name the folder: 256 folders keep each one short"""


class Blobs:
    """A folder of blobs. What is put twice rests once; what is read was checked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = folder.name

    def put(self, data: bytes) -> str:
        """SHA-256 of `data`, which is on disk when this returns. A damaged blob of that name is made whole. CannotFinish: disk."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        if not self._holds(sha256, data):
            durable.write(path, data, durable.READ_ONLY)
        return sha256

    def put_all(self, some: Iterable[bytes]) -> None:
        """Every one of `some` is on disk when this returns. Disks take many files at once far faster than one after the other."""
        data = list({hashlib.sha256(one).hexdigest(): one for one in some}.items())
        missing = [(self.path(sha256), one) for sha256, one in data if not self._holds(sha256, one)]
        if not missing:
            return
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in pool.map(lambda one: durable.write(one[0], one[1], durable.READ_ONLY, named=False), missing):
                pass
            for _ in pool.map(durable.settle, sorted({path.parent for path, _ in missing})):
                pass
        durable.settle(self.folder)

    def _holds(self, sha256: str, data: bytes) -> bool:
        path = self.path(sha256)
        return path.is_file() and path.read_bytes() == data

    def get(self, sha256: str) -> bytes:
        """The bytes. LedgerError where they are no longer those that were put; CannotFinish where there are none."""
        path = self.path(sha256)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise CannotFinish(f"no blob {sha256}", where=str(self.folder), todo=GONE) from None
        except OSError as error:
            raise CannotFinish(f"cannot be read: {error.strerror}", where=str(path), todo="check the disk and who may read it") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise LedgerError([f"blob {sha256} in {self.folder.name}: its bytes were changed"], todo=PUT_BACK)
        return data

    def __contains__(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def missing(self, some: Iterable[str]) -> Iterator[str]:
        """Those of `some` that are not here, in order."""
        return (sha256 for sha256 in some if sha256 not in self)

    def remove(self, sha256: str) -> bool:
        """Take one away for good: for erasure only."""
        return durable.remove(self.path(sha256))

    def path(self, sha256: str) -> Path:
        """Where it lies. ValueError for what is no SHA-256, so that no name leaves the folder."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"no SHA-256: {sha256!r}")
        return self.folder / sha256[:PREFIX] / sha256[PREFIX:]

    def names(self) -> Iterator[str]:
        """Every blob in the folder, sorted. Unfinished files of an interrupted write are passed over."""
        for path in sorted(self.folder.glob("??/*")):
            if _SHA256.fullmatch(name := path.parent.name + path.name):
                yield name

    def findings(self) -> Iterator[str]:
        """One line for each blob whose bytes do not match its name."""
        for name in self.names():
            with self.path(name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != name:
                    yield f"blob {name} in {self.folder.name}: its bytes were changed"
