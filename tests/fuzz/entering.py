"""Fuzz the doors: `python -m tests.fuzz.entering [--seconds 120] [DOOR...]`; without a name each of tests/fuzz/doors.py in turn.

Each door has a process of its own, begins from its sound bytes, and is guided by coverage of what reads them. Whatever the bytes are, they
are taken or refused. At the end a table says how many inputs each was given and what came of it.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

OPTIONS = ("-timeout=20", "-max_len=20000", "-rss_limit_mb=4096")
"""libFuzzer's: seconds after which one input counts as hanging; longest input; memory"""
ONE = "--one"


def one(name: str, seconds: int, where: str) -> None:
    """Hand over to libFuzzer for one door; it ends the process."""
    import atheris

    with atheris.instrument_imports(include=["tocsin.collect", "tocsin.sense", "tocsin.library.yaml_files", "tocsin.library.networks"]):
        from tests.fuzz.doors import DOORS, through
        from tests.fuzz.test_doors import SMALL
    door = next(door for door in DOORS if door.name == name)
    with tempfile.TemporaryDirectory() as folder:
        beginnings = Path(folder) / "beginnings"
        beginnings.mkdir()
        for number, raw in enumerate(door.begins()):
            (beginnings / f"{number}").write_bytes(raw)
        place = Path(folder) / "place"
        place.mkdir()
        atheris.Setup(
            [sys.argv[0], *OPTIONS, f"-max_total_time={seconds}", f"-artifact_prefix={where}/", str(beginnings)],
            lambda data: through(door, data, place, SMALL) and None,
        )
        atheris.Fuzz()


def main() -> int:
    """Every door, or those named; 1 where one gave way."""
    from tests.fuzz.doors import DOORS

    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("doors", nargs="*")
    asked.add_argument("--seconds", type=int, default=600, help="in all")
    asked.add_argument("--out", default="build", help="where inputs are written that a door gave way to")
    given = asked.parse_args()
    names = given.doors or [door.name for door in DOORS]
    Path(given.out).mkdir(parents=True, exist_ok=True)
    share = max(1, given.seconds // len(names))
    gave_way = 0
    print("| door | inputs | seconds | result |\n|---|---|---|---|")
    for name in names:
        command = [sys.executable, "-m", "tests.fuzz.entering", ONE, name, str(share), given.out]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        counted = re.search(r"Done (\d+) runs? in (\d+) second", done.stderr)
        gave_way += done.returncode != 0
        told = "held" if done.returncode == 0 else f"gave way: {(done.stderr.strip().splitlines() or ['?'])[-1][:120]}"
        runs, took = counted.groups() if counted else ("?", "?")
        print(f"| {name} | {runs} | {took} | {told} |", flush=True)
    return 1 if gave_way else 0


if __name__ == "__main__":
    if sys.argv[1:2] == [ONE]:
        one(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        sys.exit(main())
