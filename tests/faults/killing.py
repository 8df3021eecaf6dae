"""One command, killed: in a process of its own that has everything imported, at a moment drawn by lot or at a step of its writing.

A step is a call that makes something durable (fsync, rename, removal, commit). The process kills itself right before one, or is killed
from outside after a time. What it had acknowledged by then is what it had printed.
"""

import contextlib
import io
import json
import os
import re
import select
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection

from tocsin.cli import app

PATIENCE_S = 120.0
_BLOB = re.compile(r"/(?:blobs|quarantine)/")


class Command(NamedTuple):
    """What is typed, with what stands in the environment; `does` runs instead of it where it is no command."""

    tokens: Sequence[str]
    env: Mapping[str, str] = {}
    does: Callable[[], None] | None = None


class Ended(NamedTuple):
    """How it ended: `acknowledged` commands were through; `stage` is where it was killed; its steps and seconds where it was not."""

    status: int
    acknowledged: int
    out: str
    err: str
    stage: str = ""
    steps: int = 0
    seconds: float = 0.0

    @property
    def killed(self) -> bool:
        return self.status == -signal.SIGKILL


def _named(path: str) -> str:
    """What a file is, for the table."""
    name = os.path.basename(path)
    if name == "head" or name.startswith(".head."):
        return "head"
    return "bytes" if _BLOB.search(path) else "folder" if os.path.isdir(path) else "file"


class _Steps:
    """Counts what makes something durable, and kills this process right before one of them."""

    def __init__(self, at: int | None, told: int) -> None:
        self.count, self._at, self._told = 0, at, told

    def take(self, what: str) -> None:
        if self.count == self._at:
            os.write(self._told, json.dumps({"stage": what}).encode() + b"\n")
            os.kill(os.getpid(), signal.SIGKILL)
        self.count += 1

    def watch(self) -> None:
        """From here on, in this process."""
        fsync, replace, unlink = os.fsync, os.replace, os.unlink

        def watched_fsync(handle: int) -> None:
            self.take(f"{_named(os.readlink(f'/proc/self/fd/{handle}'))} onto disk")
            fsync(handle)

        def watched_replace(source: str, target: str) -> None:
            self.take(f"{_named(os.fspath(target))} put in place")
            replace(source, target)

        def watched_unlink(path: str, **where: int | None) -> None:
            self.take(f"{_named(os.fspath(path))} taken away")
            unlink(path, **where)

        os.fsync, os.replace, os.unlink = watched_fsync, watched_replace, watched_unlink  # type: ignore[assignment]

        def committing(_: Connection) -> None:
            self.take("commit")

        event.listen(Engine, "commit", committing)


def run(commands: Sequence[Command], *, at: int | None = None, after: float | None = None) -> Ended:
    """The commands one after the other until one fails; killed before the step `at`, or `after` seconds."""
    told_out, told_in = os.pipe()
    out_out, out_in = os.pipe()
    err_out, err_in = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        for handle, number in ((out_in, 1), (err_in, 2)):
            os.dup2(handle, number)
        for handle in (told_out, out_out, err_out, out_in, err_in):
            os.close(handle)
        _child(commands, at, told_in)
    for handle in (told_in, out_in, err_in):
        os.close(handle)
    read = {told_out: b"", out_out: b"", err_out: b""}
    waiting, left = set(read), after
    while waiting:
        ready, _, _ = select.select(sorted(waiting), [], [], PATIENCE_S if left is None else max(0.0, left - (time.monotonic() - began)))
        if not ready:
            os.kill(child, signal.SIGKILL)
            left = None
        for handle in ready:
            if some := os.read(handle, 65_536):
                read[handle] += some
            else:
                os.close(handle)
                waiting.discard(handle)
    _, code = os.waitpid(child, 0)
    said = [json.loads(line) for line in read[told_out].splitlines()]
    return Ended(
        status=os.waitstatus_to_exitcode(code),
        acknowledged=sum("ack" in one for one in said),
        out=read[out_out].decode(errors="replace"),
        err=read[err_out].decode(errors="replace"),
        stage=next((one["stage"] for one in said if "stage" in one), "any moment" if after is not None else ""),
        steps=next((one["steps"] for one in said if "steps" in one), 0),
        seconds=time.monotonic() - began,
    )


def _child(commands: Sequence[Command], at: int | None, told: int) -> None:
    status = 70
    try:
        sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115 - as long as the process
        steps = _Steps(at, told)
        steps.watch()
        for number, command in enumerate(commands):
            os.environ.update(command.env)
            if command.does is not None:
                command.does()
                status = 0
            else:
                status = app.run(list(command.tokens))
            sys.stdout.flush()
            sys.stderr.flush()
            if status != 0:
                break
            os.write(told, json.dumps({"ack": number}).encode() + b"\n")
        os.write(told, json.dumps({"steps": steps.count}).encode() + b"\n")
    finally:
        os._exit(status)


def typed(*tokens: object) -> Ended:
    """One command, left alone."""
    return run([Command(tuple(map(str, tokens)))])


def exists(folder: Path) -> bool:
    """Is there a workspace?"""
    return (folder / "tocsin.yml").is_file()


def warm(folder: Path) -> None:
    """Run in this process what the others are made from by fork, so that each of them has imported everything already."""
    (folder / "one").mkdir(parents=True)
    (folder / "one" / "a.jsonl").write_text(json.dumps({"id": "a", "text": "Le Kremlin a démenti tout mouvement d'ogives nucléaires."}))
    w, there, backup, restored = (str(folder / name) for name in ("w", "there", "backup", "restored"))
    commands: tuple[tuple[str, ...], ...] = (
        ("init", w),
        ("init", there),
        ("ingest", str(folder / "one"), "-w", w),
        ("verify", "-w", w),
        ("backup", backup, "-w", w),
        ("restore", backup, restored),
        ("ledger", "rescue", w, restored, "--apply"),
        ("ledger", "copy", w, there),
    )
    silent = io.TextIOWrapper(io.BytesIO())
    with contextlib.redirect_stdout(silent), contextlib.redirect_stderr(silent):
        for tokens in commands:
            if app.run(list(tokens)) != 0:
                raise RuntimeError(f"{tokens}: {silent.buffer.getvalue()!r}")
