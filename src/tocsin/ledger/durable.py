"""Files that are there whole or not at all, also after the power fails."""

import os
import secrets
from pathlib import Path

from tocsin.errors import CannotFinish

READ_ONLY, OWNER_WRITES = 0o444, 0o644
"""before the umask"""


def write(path: Path, data: bytes, mode: int = OWNER_WRITES, named: bool = True) -> None:
    """Put `data` at `path`, replacing what was there in one step, on disk when this returns. CannotFinish where it cannot be written.

    named: its name is on disk too; who writes many into one folder settles the folder once, at the end.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            os.replace(part, path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        if named:
            settle(path.parent)
    except OSError as error:
        raise cannot_write(path, error) from error


def remove(path: Path) -> bool:
    """Take the file away for good. False where there was none."""
    try:
        path.unlink(missing_ok=False)
        settle(path.parent)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise cannot_write(path, error) from error
    return True


def settle(folder: Path) -> None:
    """Make the names in a folder as durable as the files: POSIX does not promise it for a file's own fsync."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def cannot_write(path: Path, error: OSError) -> CannotFinish:
    """What a failed write means to a person."""
    return CannotFinish(
        f"cannot be written: {error.strerror or error}", where=str(path), todo="check that the disk has room and the folder may be written"
    )
