"""`make demo` on a small machine: from a clone to the first brief, and again where it is installed, on 2 cores and 2 GB.

Cores are held by the scheduler's affinity. Memory is held by a control group of its own (cgroup v2, else v1), where this may make one: the
kernel ends what wants more. Else it is said that nothing held it. Beside the group's own peak, in which files that were read count too
and give way, stands the largest sum of what its processes had resident at one time, looked at twenty times a second.
"""

import os
import re
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
CORES, LIMIT = 2, 2_000_000_000
EVERY_S = 0.05
V2, V1 = Path("/sys/fs/cgroup"), Path("/sys/fs/cgroup/memory")
PAGE = os.sysconf("SC_PAGE_SIZE")


class Ran(NamedTuple):
    """What came of one command."""

    seconds: float
    processor: float
    """seconds of processor, which a machine that does much else leaves as they are"""
    status: int
    resident: int
    """bytes: the largest sum over its processes"""
    group: int | None
    """bytes: the peak of its control group, files included"""
    lines: int


class Group:
    """A control group with a limit of memory, where one may be made."""

    def __init__(self, limit: int) -> None:
        self.folder: Path | None = None
        self.kind = "no limit of memory: no control group may be made here"
        two = (V2 / "cgroup.controllers").is_file()
        folder = (V2 if two else V1) / f"tocsin-bench-{os.getpid()}"
        try:
            folder.mkdir()
            (folder / ("memory.max" if two else "memory.limit_in_bytes")).write_text(str(limit))
            if two:
                (folder / "memory.swap.max").write_text("0")
        except OSError:
            if folder.is_dir():
                folder.rmdir()
            return
        self.folder, self._peak = folder, folder / ("memory.peak" if two else "memory.max_usage_in_bytes")
        self.kind = f"memory held at {limit / 1e9:.0f} GB by a control group (cgroup v{2 if two else 1})"

    def entering(self) -> str:
        """What a shell runs to be in it."""
        return f"echo $$ > {self.folder / 'cgroup.procs'} && " if self.folder is not None else ""

    def peak(self) -> int | None:
        """Bytes, if it counts them."""
        return int(self._peak.read_text()) if self.folder is not None and self._peak.is_file() else None

    def close(self) -> None:
        """Take it away, once all who were in it have gone."""
        until = time.monotonic() + 10
        while self.folder is not None and time.monotonic() < until:
            try:
                self.folder.rmdir()
                return
            except OSError:
                time.sleep(0.1)


def main() -> None:
    """Print the table of docs/benchmarks.md."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        group = Group(LIMIT)
        print(f"{CORES} cores; {group.kind}")
        group.close()
        cold = _row("make demo, from a clone", ["make", "demo"], clone)
        if cold.status == 0:
            shutil.rmtree(clone / "tocsin-demo")
            _row("make demo, installed", ["make", "demo"], clone)
            for number in range(2):
                _row(f"tocsin demo, run {number + 1}", [str(clone / ".venv/bin/tocsin"), "demo", f"w{number}"], clone)
            _row("tocsin doctor", [str(clone / ".venv/bin/tocsin"), "doctor", "-w", "w0"], clone)


def _row(name: str, command: list[str], folder: Path) -> Ran:
    done = limited(command, folder)
    held = "-" if done.group is None else f"{done.group / 1e6:,.0f}"
    print(
        f"{name:<26} {done.seconds:6.1f} s, {done.processor:.1f} of processor  "
        f"processes {done.resident / 1e6:6,.0f} MB  group {held:>6} MB  "
        f"exit {done.status}, {done.lines} lines"
    )
    return done


def limited(command: list[str], folder: Path) -> Ran:
    """Run it on `CORES` cores, with `LIMIT` bytes where that can be held."""
    group = Group(LIMIT)
    cores = sorted(os.sched_getaffinity(0))[:CORES]
    script = f'{group.entering()}exec taskset --cpu-list {",".join(map(str, cores))} "$@"'
    # The clone's own code, and nothing that is set for this checkout.
    clean = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV") and not name.startswith("TOCSIN_")
    }
    began, spent = time.perf_counter(), _processor()
    with subprocess.Popen(
        ["sh", "-c", script, "sh", *command],
        cwd=folder,
        env=clean,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        most, stop = [0], threading.Event()

        def look() -> None:
            while not stop.wait(EVERY_S):
                most[0] = max(most[0], resident(process.pid))

        looking = threading.Thread(target=look, daemon=True)
        looking.start()
        try:
            said, _ = process.communicate()
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            stop.set()
            looking.join()
    seconds, peak = time.perf_counter() - began, group.peak()
    group.close()
    if process.returncode:
        print("\n".join(said.splitlines()[-5:]))
    return Ran(seconds, _processor() - spent, process.returncode, most[0], peak, len(said.splitlines()))


def _processor() -> float:
    """Seconds of processor of everything that this process started and that has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def resident(root: int) -> int:
    """Bytes that a process and all that it started have resident now (proc(5)); what they share is counted for each."""
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for path in Path("/proc").iterdir():
        if not path.name.isdigit():
            continue
        try:
            stat, sizes_now = (path / "stat").read_text(), (path / "statm").read_text()
        except OSError:
            continue  # it has ended meanwhile
        found = re.search(r"\) \S (\d+)", stat)
        if found is not None:
            parents[int(path.name)], sizes[int(path.name)] = int(found[1]), int(sizes_now.split()[1]) * PAGE
    kin = {root}
    while more := {one for one, parent in parents.items() if parent in kin and one not in kin}:
        kin |= more
    return sum(sizes.get(one, 0) for one in kin)
