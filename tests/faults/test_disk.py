"""A full disk, one that may only be read, a clock that goes back, two that write at once: nothing acknowledged is lost."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import FAILED, NOW, OK, Made, Type, article, rows
from tests.ledger.conftest import Places
from tests.ledger.server import Server
from tocsin.ledger import Ledger
from tocsin.model import Report

LIBC = ctypes.CDLL(None, use_errno=True)
MS_RDONLY, MS_REMOUNT = 1, 32
"""mount(2)"""
SIZE = 2_000_000
LIMITED = """
import resource, sys
most = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from tocsin.cli import app
sys.exit(app.run(sys.argv[2:]))
"""


def _mount(place: Path, flags: int = 0, options: str = "") -> bool:
    return bool(LIBC.mount(b"tmpfs", str(place).encode(), b"tmpfs", flags, options.encode()) == 0)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes of its own. Needs the right to mount: elsewhere skipped, and the limit on a file's size stands in."""
    place = tmp_path / "disk"
    place.mkdir()
    if not _mount(place, options=f"size={SIZE}"):
        pytest.skip("no right to mount a disk here")
    try:
        yield place
    finally:
        LIBC.umount2(str(place).encode(), 2)


@pytest.fixture
def small(disk: Path, sound: Made) -> Made:
    """The workspace on that disk."""
    return sound._replace(folder=Path(shutil.copytree(sound.folder, disk / "w")))


def _filled(folder: Path, left: int) -> Path:
    """A file that leaves so many bytes of the disk."""
    filler = folder.parent / "filler"
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    filler.write_bytes(b"x" * max(0, free - left))
    return filler


@pytest.mark.parametrize("left", [0, 4_096, 8_192, 16_384, 40_960, 65_536, 90_112, 131_072])
def test_a_full_disk_keeps_what_was_there_and_goes_on_once_there_is_room(small: Made, typed: Type, tmp_path: Path, left: int) -> None:
    more = article(tmp_path, *range(10, 40))
    filler = _filled(small.folder, left)
    done = typed("ingest", more, "-w", small.folder)
    assert done.status == FAILED, done
    assert "room" in done.err
    assert "Traceback" not in done.err
    shown = typed("statements", "-w", small.folder)
    assert shown.status == OK or (shown.status == FAILED and "room" in shown.err), shown
    filler.unlink()
    assert typed("verify", "-w", small.folder).status == OK
    assert small.acknowledged.items() <= rows(small.folder).items()
    assert typed("ingest", more, "-w", small.folder).status == OK
    held = list(rows(small.folder).values())
    assert len(held) == len(set(held))
    assert sum(kind == "report" for kind, _ in held) == 34
    assert typed("verify", "-w", small.folder).status == OK


def test_a_backup_that_finds_no_room_leaves_the_one_before(sound: Made, typed: Type, disk: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(sound.folder, tmp_path / "w"))
    target = disk / "backup"
    assert typed("backup", target, "-w", folder).status == OK
    before = rows(target)
    assert typed("ingest", article(tmp_path, *range(10, 90)), "-w", folder).status == OK
    filler = _filled(target, 20_000)
    done = typed("backup", target, "-w", folder)
    assert done.status == FAILED, done
    assert "room" in done.err or "disk" in done.err
    assert rows(target) == before
    filler.unlink()
    assert typed("backup", target, "-w", folder).status == OK
    assert rows(target) == rows(folder)


@pytest.mark.parametrize("most", [0, 300, 8_000, 60_000, 200_000])
def test_a_write_that_the_system_cuts_short(made: Made, typed: Type, tmp_path: Path, most: int) -> None:
    """Without the right to mount: no file may grow beyond a limit (RLIMIT_FSIZE)."""
    more = article(tmp_path, *range(10, 40))
    command = [sys.executable, "-c", LIMITED, str(most), "ingest", str(more), "-w", str(made.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "TOCSIN_NOW": NOW})
    assert done.returncode == FAILED, done
    assert "room" in done.stderr or "check the disk" in done.stderr, done.stderr
    assert typed("verify", "-w", made.folder).status == OK
    assert typed("ingest", more, "-w", made.folder).status == OK
    held = list(rows(made.folder).values())
    assert len(held) == len(set(held))
    assert made.acknowledged.items() <= rows(made.folder).items()


def test_a_disk_that_may_only_be_read(small: Made, typed: Type, tmp_path: Path, disk: Path) -> None:
    more = article(tmp_path, 10)
    assert _mount(disk, MS_REMOUNT | MS_RDONLY)
    reading: tuple[tuple[object, ...], ...] = (("verify",), ("statements",), ("ledger", "show"))
    for command in reading:
        done = typed(*command, "-w", small.folder)
        assert done.status == OK, (command, done)
    assert typed("ledger", "rescue", small.folder, small.backup).status == OK
    for command in (("ingest", more), ("erase", "0" * 8, "--why", "x"), ("ledger", "upgrade"), ("watch", "--once")):
        done = typed(*command, "-w", small.folder)
        assert done.status in (FAILED, 2), (command, done)
        assert "Traceback" not in done.err
        assert done.status == 2 or "written" in done.err, (command, done)
    assert _mount(disk, MS_REMOUNT, f"size={SIZE}")
    assert typed("ingest", more, "-w", small.folder).status == OK
    assert typed("verify", "-w", small.folder).status == OK


def test_a_clock_that_goes_back_loses_nothing(made: Made, typed: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_NOW", "2022-10-05T06:00:00Z")
    assert typed("ingest", article(tmp_path, 10), "-w", made.folder).status == OK
    monkeypatch.setenv("TOCSIN_NOW", "1975-01-01T00:00:00Z")
    assert typed("ingest", article(tmp_path, 11), "-w", made.folder).status == OK
    assert "clock" in typed("doctor", "-w", made.folder).said
    monkeypatch.setenv("TOCSIN_NOW", NOW)
    assert typed("ingest", article(tmp_path, 12), "-w", made.folder).status == OK
    assert typed("verify", "-w", made.folder).status == OK
    held = rows(made.folder)
    assert made.acknowledged.items() <= held.items()
    assert sum(kind == "report" for kind, _ in held.values()) == 7


def test_two_writers_of_a_file_one_is_told_to_wait(made: Made, typed: Type, tmp_path: Path) -> None:
    more = article(tmp_path, 10)
    with Ledger.open(made.folder, write=True):
        done = typed("ingest", more, "-w", made.folder)
        assert done.status == FAILED
        assert f"process {os.getpid()} is writing" in done.err
        assert "wait for it to end, then run this again" in done.err
        assert typed("verify", "-w", made.folder).status == OK
    assert typed("ingest", more, "-w", made.folder).status == OK


def test_two_writers_of_a_server_both_are_kept(server: Server, tmp_path: Path) -> None:
    address = Places(tmp_path, server).address()
    assert address is not None
    environment = {**os.environ, "TOCSIN_NOW": NOW}

    def start(*tokens: object) -> "subprocess.Popen[str]":
        words = [sys.executable, "-m", "tocsin", *map(str, tokens)]
        return subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    for name in ("a", "b"):
        with start("init", tmp_path / name, "--ledger", address) as making:
            assert making.wait(60) == 0
    both = [
        start("ingest", article(tmp_path, *range(first, first + 20)), "-w", tmp_path / name) for name, first in (("a", 100), ("b", 110))
    ]
    for one in both:
        out, err = one.communicate(timeout=60)
        assert one.returncode == OK, (out, err)
    with Ledger.open(tmp_path / "a") as ledger:
        ledger.verify()
        assert ledger.count(Report) == 30
        assert len(list(ledger.newest(Report))) == 30
