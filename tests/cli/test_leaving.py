"""A process ends when its command has, though a thread is still at work."""

import subprocess
import sys

import pytest

ENDING = """
import atexit, sys, threading
from tocsin.cli.leaving import leave
begun = threading.Event()
def work():
    begun.set()
    {work}
threading.Thread(target=work, daemon={daemon}).start()
begun.wait()
atexit.register(lambda: print("tidied up"))
sys.stdout.write("said; ")
leave(3)
"""


@pytest.mark.parametrize(
    ("work", "daemon"),
    [("threading.Event().wait()", False), ("threading.Event().wait()", True), ("while True: sorted(range(10_000))", True), ("pass", False)],
    ids=["waits", "waits, a daemon", "computes, a daemon", "has ended"],
)
def test_it_ends_at_once_with_its_status_and_says_all(work: str, daemon: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENDING.format(work=work, daemon=daemon)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "said; tidied up\n", "")
