"""The same archive gives the same statements, origins and links: over runners, partitions, orders, and after any stop."""

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.bulk import archives
from tests.engine.bulk.archives import SETTINGS, Shuffled, Stopped, found, ran

from tocsin.engine.bulk.driving import Told
from tocsin.engine.bulk.runners.pool import Pool
from tocsin.engine.bulk.settings import Settings
from tocsin.errors import Busy, UsageError

SEEDS = st.integers(0, 10**6)


@given(seed=SEEDS, partition=st.integers(300, 40_000), order=SEEDS)
@settings(max_examples=4)
def test_partitions_and_their_order_play_no_part(seed: int, partition: int, order: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("archive")
    paths = archives.write(folder / "in", archives.lines(seed))
    ended = ran(paths, folder / "whole", partition=10**9)
    other = ran(paths, folder / "cut", Shuffled(order), partition=partition)
    whole = found(folder / "whole")
    assert found(folder / "cut") == whole
    assert (other.documents, other.kept, other.twice) == (ended.documents, ended.kept, ended.twice)
    assert (ended.statements, ended.origins, ended.links) == tuple(map(len, whole))


@given(seed=SEEDS)
@settings(max_examples=4)
def test_one_case_is_what_the_pipeline_builds(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("archive")
    paths = archives.write(folder / "in", archives.lines(seed))
    assert ran(paths, folder / "out", partition=3_000).cases == 1
    assert found(folder / "out", paths=False) == archives.built(paths)


@given(seed=SEEDS, after=st.integers(0, 24))
@settings(max_examples=4)
def test_a_run_that_was_stopped_anywhere_goes_on(seed: int, after: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("archive")
    paths = archives.write(folder / "in", archives.lines(seed))
    ran(paths, folder / "whole")
    try:
        ran(paths, folder / "out", archives.stopping(after)(), partition=3_000)
    except Stopped:
        with pytest.raises(UsageError, match="--resume"):
            ran(paths, folder / "out", partition=3_000)
    ran(paths, folder / "out", partition=3_000, resume=True)
    assert found(folder / "out") == found(folder / "whole")


def test_what_is_whole_is_not_done_again(tmp_path: Path) -> None:
    paths = archives.write(tmp_path / "in", archives.lines(1))
    first = ran(paths, tmp_path / "out", partition=3_000)
    told: list[Told] = []
    again = ran(paths, tmp_path / "out", partition=3_000, resume=True, told=told)
    assert told == []
    assert (again.documents, again.links) == (first.documents, first.links)


@pytest.mark.parametrize("change", ["input", "case", "partition"])
def test_another_run_is_not_gone_on_with(tmp_path: Path, change: str) -> None:
    paths = archives.write(tmp_path / "in", archives.lines(2))
    ran(paths, tmp_path / "out", partition=3_000)
    if change == "input":
        archives.write(tmp_path / "in", archives.lines(3))
    other = Settings(clock=SETTINGS.clock, encoder="none", case=7) if change == "case" else SETTINGS
    with pytest.raises(UsageError):
        ran(paths, tmp_path / "out", partition=1_000 if change == "partition" else 3_000, settings=other, resume=True)


def test_two_runs_in_one_folder_are_one_too_many(tmp_path: Path) -> None:
    paths = archives.write(tmp_path / "in", archives.lines(4))

    class Second(Shuffled):
        def run(self, work, numbers):  # type: ignore[no-untyped-def]
            with pytest.raises(Busy):
                ran(paths, tmp_path / "out", resume=True)
            yield from super().run(work, numbers)

    ran(paths, tmp_path / "out", Second(0))


def test_progress_grows_to_the_end(tmp_path: Path) -> None:
    paths = archives.write(tmp_path / "in", archives.lines(5))
    told: list[Told] = []
    ran(paths, tmp_path / "out", partition=3_000, told=told)
    shares = [one.part for one in told]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)
    assert all(one.done <= one.of for one in told)


def test_a_pool_comes_to_the_same_though_a_worker_is_killed(tmp_path: Path) -> None:
    paths = archives.write(tmp_path / "in", archives.lines(6))
    ran(paths, tmp_path / "whole")
    killed: list[int] = []

    class Killing(list[Told]):
        def append(self, _: Told) -> None:
            if not killed:
                worker = multiprocessing.active_children()[0]
                killed.append(int(worker.pid or 0))
                os.kill(killed[0], signal.SIGKILL)

    pool = Pool(2)
    try:
        ran(paths, tmp_path / "out", pool, partition=3_000, told=Killing())
    finally:
        pool.close()
    assert killed
    assert found(tmp_path / "out") == found(tmp_path / "whole")


KILLED = """
import os, sys
from pathlib import Path
from tests.engine.bulk import archives
from tocsin.engine.bulk import parts
from tocsin.engine.bulk.runners.pool import Pool
from tocsin.engine.bulk.runners.process import Process
if __name__ == "__main__":
    folder, how, left = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    class Dying(list):
        def append(self, told):
            if len(self) == left:
                os.kill(os.getpid(), 9)
            super().append(told)
    paths = sorted(str(path) for path in (folder / "in").iterdir())
    if how == "inside":
        real = parts.os.rename
        def rename(*given):
            global left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), 9)
            real(*given)
        parts.os.rename = rename
    archives.ran(paths, folder / "out", Pool(2) if how == "pool" else Process(), partition=3_000, told=Dying())
"""


@pytest.mark.parametrize(("how", "after"), [("pool", 2), ("process", 7), ("inside", 4)])
def test_a_driver_that_is_killed_leaves_nothing_half_done(root: Path, tmp_path: Path, how: str, after: int) -> None:
    paths = archives.write(tmp_path / "in", archives.lines(7))
    script = tmp_path / "script.py"
    script.write_text(KILLED)
    command = [sys.executable, str(script), str(tmp_path), how, str(after)]
    done = subprocess.run(command, check=False, capture_output=True, env={**os.environ, "PYTHONPATH": str(root)})
    assert done.returncode == -signal.SIGKILL, done.stderr
    ran(paths, tmp_path / "whole")
    # Its workers may be at their last piece still: whoever finishes one first, it is the same.
    ran(paths, tmp_path / "out", partition=3_000, resume=True)
    assert found(tmp_path / "out") == found(tmp_path / "whole")
