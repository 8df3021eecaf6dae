"""A whole workspace into another folder while it is written to, each time only what is new; the copy is a workspace itself.

The ledger goes by SQLite's backup API, in one step under one read snapshot, so that no writer waits. Bytes go by their hash. The copy is
checked before it takes the place of the one before it: announced in the head, put in place, settled (tocsin.ledger.head), so that
whoever is killed leaves either the copy before or the new one.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec

from tocsin.errors import CannotFinish, UsageError
from tocsin.ledger import durable, head, resting, workspace
from tocsin.ledger.blobs import Blobs
from tocsin.ledger.chain import Head
from tocsin.ledger.kinds import Erasure
from tocsin.ledger.ledger import Ledger
from tocsin.ledger.lock import WriterLock
from tocsin.ledger.sqlite import connecting, failures
from tocsin.ledger.sqlite.store import BLOBS, LOCK, QUARANTINE
from tocsin.model import Record

MARK, NEW = "backup.json", ".new"
"""in a backup: what was put there, and where the next one is made ready"""
OWNER_ALONE = 0o700
TRIES = 3
"""where something is erased while it is copied"""
SQLITE = b"SQLite format 3\0"
"""how every database file begins (sqlite.org/fileformat2.html, 1.3)"""
NOT_COPIED = ("-wal", "-shm", "-journal", ".lock", ".part")
Told = Callable[[str], None]
"""is told each step as it begins"""


class BackedUp(Record, frozen=True, kw_only=True):
    """What a backup did."""

    source: str
    target: str
    head: Head
    """where the chain of the copy ends"""
    blobs: int
    """how many were new"""
    files: int
    """beside the ledger and its bytes, all of them"""


class _Mark(msgspec.Struct):
    files: list[str]


def backup(source: Path, target: Path, told: Told = lambda _: None, *, keep_mark: bool = True) -> BackedUp:
    """Bring the workspace at `target` to where that at `source` is, and check it before it counts.

    UsageError: the target is something else, or ends where the source never was; the source rests in PostgreSQL. LedgerError: the source
    is damaged, and the copy before stays. Busy: another backup goes there. CannotFinish: disk.
    """
    _possible(source, target)
    try:
        target.mkdir(mode=OWNER_ALONE, parents=True, exist_ok=True)
        lock = WriterLock(target / LOCK, "is writing to this backup")
        try:
            if not (target / MARK).is_file():
                durable.write(target / MARK, msgspec.json.encode(_Mark(files=[])))
            return _brought(source, target, told, keep_mark)
        finally:
            lock.release()
    except (OSError, shutil.Error) as error:
        raise durable.cannot_write(target, error if isinstance(error, OSError) else OSError(str(error))) from error


def restore(source: Path, target: Path, told: Told = lambda _: None) -> BackedUp:
    """A workspace made of a backup, checked. UsageError: the target is there already; nothing is ever overwritten."""
    if (target / workspace.FILE).exists() or (target.exists() and not _begun(target)):
        raise UsageError("something is there already", where=str(target), todo="name a new folder")
    if not (source / MARK).is_file():
        raise UsageError("this is no backup", where=str(source), todo=f"name a folder that tocsin backup made: it has {MARK}")
    return backup(source, target, told, keep_mark=False)


def _possible(source: Path, target: Path) -> None:
    if resting.declared(source) is not None:
        raise UsageError(
            "its ledger rests in PostgreSQL",
            where=str(source),
            todo="tocsin ledger copy FOLDER TARGET copies it into a file, pg_dump backs it up; copy the folder beside it",
        )
    here, there = source.resolve(), target.resolve()
    if here == there or here in there.parents or there in here.parents:
        raise UsageError("a backup lies outside of what it is of", where=str(target), todo="name another folder, best on another disk")
    if target.exists() and not (target.is_dir() and _begun(target)):
        raise UsageError("it holds something that is no backup", where=str(target), todo="name a new folder, or one that a backup made")


def _begun(target: Path) -> bool:
    """Is this folder a backup's, or empty, or what one left that was killed before it could say so?"""
    left = (path.name for path in target.iterdir())
    return (target / MARK).is_file() or all(name == LOCK or (name.startswith(f".{MARK}.") and name.endswith(".part")) for name in left)


def _brought(source: Path, target: Path, told: Told, keep_mark: bool) -> BackedUp:
    before = _end(target)
    made = target / NEW
    with Ledger.open(source) as ledger:
        if before.count and ledger.hash_at(before.count) != before.hash:
            raise UsageError(
                f"this backup holds {before.count} rows that {source} does not have",
                where=str(target),
                todo="it is of another ledger, or that one lost rows: keep it, and name another folder",
            )
        blobs = 0
        for _ in range(TRIES):
            told("ledger")
            end = _snapshot(source, made)
            told("bytes")
            erased = ledger.count(Erasure)
            for name in (BLOBS, QUARANTINE):
                blobs += _bytes(Blobs(source / name), Blobs(target / name))
            told("check")
            with Ledger.open(made) as copy:
                whole = copy.count(Erasure) == erased == ledger.count(Erasure)
                if whole:
                    copy.verify()
            if whole:
                break
        else:
            raise CannotFinish("something was erased each time it was copied", where=str(source), todo="run this again")
    told("files")
    files = _files(source, target)
    told("announce")
    _plain(made / connecting.FILE)
    if (target / connecting.FILE).exists():
        _plain(target / connecting.FILE)
    head.announce(target, before, end)
    told("replace")
    os.replace(made / connecting.FILE, target / connecting.FILE)
    durable.settle(target)
    told("settle")
    head.settle(target, end)
    shutil.rmtree(made)
    # What was erased goes from here too; not before, for the copy before rests on it.
    for name in (BLOBS, QUARANTINE):
        here, there = Blobs(source / name), Blobs(target / name)
        for sha256 in list(here.missing(there.names())):
            there.remove(sha256)
    told("declare")
    durable.write(target / workspace.FILE, (source / workspace.FILE).read_bytes())
    if not keep_mark:
        durable.remove(target / MARK)
    return BackedUp(source=str(source), target=str(target), head=end, blobs=blobs, files=files)


def _end(folder: Path) -> Head:
    """Where the chain in a folder ends; where there is none, at its beginning."""
    if not (folder / connecting.FILE).is_file():
        return Head()
    with Ledger.open(folder) as ledger:
        return ledger.head


def _snapshot(source: Path, made: Path) -> Head:
    """The ledger of `source` in the folder `made`, as one reader sees it, with its head; where it ends."""
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(mode=OWNER_ALONE)
    for name in (BLOBS, QUARANTINE):
        (made.parent / name).mkdir(exist_ok=True)
        (made / name).symlink_to(Path("..") / name)
    with failures.said(source / connecting.FILE):
        _database(source / connecting.FILE, made / connecting.FILE)
    with closing(sqlite3.connect(made / connecting.FILE)) as opened:
        last = opened.execute("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
    end = Head(count=last[0], hash=last[1]) if last else Head()
    head.settle(made, end)
    return end


def _database(source: Path, target: Path) -> None:
    """A whole SQLite file as it is at one moment, on disk when this returns, for nobody but who has the rights of the first."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    target.chmod(source.stat().st_mode & 0o777)
    try:
        address = f"{source.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=connecting.PATIENCE)) as here, closing(sqlite3.connect(target)) as there:
            here.backup(there)
        _plain(target)
    except sqlite3.Error as error:
        raise CannotFinish(f"cannot be copied: {error}", where=str(source), todo="check the disk, then run tocsin verify") from error


def _plain(path: Path) -> None:
    """Bring what a log beside the file holds into it: then the file alone is all of it, on disk. CannotFinish: somebody reads it."""
    try:
        with closing(sqlite3.connect(path, timeout=connecting.PATIENCE, isolation_level=None)) as opened:
            opened.execute("PRAGMA synchronous=FULL")
            mode = opened.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise CannotFinish(f"somebody is reading the backup: {error}", where=str(path), todo="close it, then run this again") from error
    if mode != "delete":
        raise CannotFinish("somebody is reading the backup", where=str(path), todo="close it, then run this again")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _bytes(source: Blobs, target: Blobs) -> int:
    """Copy the bytes that are not there yet, each checked against its name; how many."""
    copied = 0
    for sha256 in target.missing(source.names()):
        try:
            data = source.get(sha256)
        except CannotFinish:
            if sha256 in source:
                raise
            continue  # erased since it was listed: the ledger is copied again
        target.put(data)
        copied += 1
    return copied


def _others(folder: Path) -> Iterator[Path]:
    """Every file of a workspace that is neither its ledger nor its bytes, relative to it. Links are not followed."""
    own = {connecting.FILE, head.NAME, LOCK, MARK, workspace.FILE}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if name.parts[0] in (BLOBS, QUARANTINE, NEW) or str(name) in own or name.name.endswith(NOT_COPIED):
            continue
        if name.name.startswith("ledger.before-") or path.is_symlink() or not path.is_file():
            continue
        yield name


def _marked(target: Path) -> list[str]:
    """What earlier backups put into a folder, as its mark says. UsageError where the mark is none."""
    try:
        return [name for name in msgspec.json.decode((target / MARK).read_bytes(), type=_Mark).files if "\0" not in name]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        todo = "name a new folder, and keep this one until that is checked"
        raise UsageError("the mark of this backup is broken", where=str(target / MARK), todo=todo) from None


def _files(source: Path, target: Path) -> int:
    """Copy everything else: sources, accounts, answers, what the watch remembers. What an earlier backup put there and is gone, goes."""
    names = [str(name) for name in _others(source)]
    before = _marked(target)
    durable.write(target / MARK, msgspec.json.encode(_Mark(files=sorted({*before, *names}))))
    for name in names:
        here, there = source / name, target / name
        there.parent.mkdir(parents=True, exist_ok=True)
        with here.open("rb") as file:
            database = file.read(len(SQLITE)) == SQLITE
        if database:
            part = there.with_name(f".{there.name}.part")
            part.unlink(missing_ok=True)
            _database(here, part)
            if there.exists():
                _plain(there)
            os.replace(part, there)
            durable.settle(there.parent)
        elif not there.is_file() or there.read_bytes() != here.read_bytes():
            durable.write(there, here.read_bytes(), here.stat().st_mode & 0o777)
    for name in set(before) - set(names):
        if not (source / name).exists() and not Path(name).is_absolute() and ".." not in Path(name).parts:
            (target / name).unlink(missing_ok=True)
    durable.write(target / MARK, msgspec.json.encode(_Mark(files=names)))
    return len(names)
