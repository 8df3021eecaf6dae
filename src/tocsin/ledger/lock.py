"""One writer at a time: a locked file beside the ledger that names the process holding it. Readers never look at it."""

import fcntl
import os
from pathlib import Path

from tocsin.errors import Busy
from tocsin.ledger import durable


class WriterLock:
    """Held from construction to `release`; the kernel lets go of it when the process dies, however it dies."""

    def __init__(self, path: Path, doing: str = "is writing to this ledger") -> None:
        """Take the lock. Busy, naming the holder and what it is doing, where another process or another Ledger of this one has it."""
        try:
            self._file = path.open("a+", encoding="ascii")
        except OSError as error:
            raise durable.cannot_write(path, error) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.seek(0)
            holder = self._file.read().strip() or "unknown"
            self._file.close()
            raise Busy(f"process {holder} {doing}", where=str(path.parent), todo="wait for it to end, then run this again") from None
        try:
            self._file.truncate(0)
            os.write(self._file.fileno(), str(os.getpid()).encode())
        except OSError as error:
            self._file.close()
            raise durable.cannot_write(path, error) from error

    def release(self) -> None:
        """Let the next writer in."""
        self._file.close()
