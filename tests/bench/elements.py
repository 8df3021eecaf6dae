"""A million element sets in one file: read, kept in a workspace, and looked through for the newest, with time and peak memory of each.

Worst case for memory: all are of satellites of the catalogue, so that all are kept. Peers only read: `sgp4.omm` from CSV, and sgp4's own
reader of two lines. Each measurement is a process of its own; processor time, on a machine that others use too. `--rows N`: fewer.
"""

import csv
import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from tests.bench.feeds import MEMORY

ROWS = 1_000_000
SATELLITES = 400
START = datetime(2022, 1, 1)  # noqa: DTZ001  (written as element sets write it, without a zone)
NAMES = (
    "OBJECT_NAME", "OBJECT_ID", "NORAD_CAT_ID", "EPOCH", "MEAN_MOTION", "ECCENTRICITY", "INCLINATION", "RA_OF_ASC_NODE",
    "ARG_OF_PERICENTER",
    "MEAN_ANOMALY", "EPHEMERIS_TYPE", "CLASSIFICATION_TYPE", "ELEMENT_SET_NO", "REV_AT_EPOCH", "BSTAR", "MEAN_MOTION_DOT",
    "MEAN_MOTION_DDOT",
)  # fmt: skip
CODE = """
import json, resource, sys, time
way, path, folder, now = sys.argv[1:]
from datetime import datetime
from pathlib import Path
seen = 0
if way == "sgp4":
    from sgp4 import omm
    from sgp4.api import Satrec
    begun = time.process_time()
    with open(path) as file:
        for fields in omm.parse_csv(file):
            omm.initialize(Satrec(), fields)
            seen += 1
else:
    from tocsin.engine import elements, store
    at = datetime.fromisoformat(now)
    begun = time.process_time()
    if way == "read":
        told = elements.Told(path)
        seen = sum(map(len, elements.batches(Path(path), at, told)))
    elif way == "ingest":
        seen = elements.take(Path(path), Path(folder))[1]
    else:
        from tocsin.engine import overhead
        from datetime import timedelta
        found = overhead.of_workspace(Path(folder), ("kulikovo",), start=at, days=1, as_of=at)
        seen = len(found.looks)
spent = time.process_time() - begun
print(json.dumps([spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, seen]))
"""


def rows(count: int) -> Iterator[tuple[object, ...]]:
    """Invented sets of satellites called as SkySats are, each satellite's two and a half hours apart."""
    for k in range(count):
        ship, turn = k % SATELLITES, k // SATELLITES
        epoch = START + timedelta(hours=2.5 * turn, seconds=7 * ship)
        yield (
            f"SKYSAT-C{ship}", "2022-001A", 300_001 + ship, f"{epoch.isoformat()}.000000", f"{15.1 + ship / 10_000:.8f}", ".0010000",
            "97.5000", f"{(ship * 0.9 + turn * 0.1) % 360:.4f}", "80.0000", f"{turn * 7 % 360:.4f}", 0, "U", 999, turn % 99_999,
            ".10000E-3", ".1E-4", 0,
        )  # fmt: skip


def main(flags: list[str] | None = None) -> None:
    """The table."""
    count = int(flags[flags.index("--rows") + 1]) if flags else ROWS
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as made:
        folder = Path(made)
        path, packed = folder / "sets.csv", folder / "sets.csv.gz"
        with path.open("w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(NAMES)
            writer.writerows(rows(count))
        with path.open("rb") as plain, gzip.open(packed, "wb", compresslevel=1) as out:
            while piece := plain.read(1 << 20):
                out.write(piece)
        last = START + timedelta(hours=2.5 * (count // SATELLITES))
        now = f"{last.isoformat()}+00:00"
        print(f"{count:,} sets, {path.stat().st_size / 1e6:.0f} MB, packed {packed.stat().st_size / 1e6:.0f} MB")
        subprocess.run([sys.executable, "-m", "tocsin", "init", str(folder / "w")], check=True, capture_output=True)
        for way, file in (("sgp4", path), ("read", path), ("read", packed), ("ingest", path), ("ingest", path), ("looks", path)):
            done = subprocess.run(
                [sys.executable, "-c", CODE, way, str(file), str(folder / "w"), now], capture_output=True, text=True, check=False
            )
            if done.returncode:
                print(f"{way:8} {done.stderr.strip().splitlines()[-1]}")
                continue
            spent, peak, seen = json.loads(done.stdout)
            print(f"{way:8} {file.name:12} {spent:7.1f} s  {count / spent:9,.0f} sets/s  {peak:5.0f} MB at most  ({seen:,})")
