"""Feeds of instruments, damaged: what each format does with each kind of damage; and a million rows, with time and memory.

Damage is told of in counts of inputs: refused whole, taken with some pieces refused, taken as if sound, and changed without a word - the
measurements differ from the sound file's and nothing was refused. A file cut at the end of a row is such a case for every table.
"""

import json
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from tests.sense.instruments.feeds import BEFORE, CLOCK, FEEDS, Feed, doubled, reversed_rows, tried

CUTS, CHANGES = 200, 200
ROWS = 1_000_000
LONG = ("viirs.csv", "events.txt", "danish.csv", "spans.csv")


def damage(feed: Feed) -> Iterator[tuple[str, bytes]]:
    """Kinds of damage with the bytes of each."""
    raw = feed.raw
    for end in range(0, len(raw), max(1, len(raw) // CUTS)):
        yield "cut off", raw[:end]
    for at in range(0, len(raw), max(1, len(raw) // CHANGES)):
        yield "a byte changed", raw[:at] + bytes([raw[at] ^ 0x15]) + raw[at + 1 :]
    old, new = feed.wrong
    yield "wrong units", raw.decode().replace(old, new).encode()
    yield "clock ahead", raw
    yield "doubled", doubled(feed)
    yield "out of order", reversed_rows(feed)


def counted(feed: Feed) -> dict[str, Counter[str]]:
    """By kind of damage, how many inputs came out which way."""
    sound, told, _ = tried(feed, feed.raw)
    plain = {(one.id, one.value) for one in sound}
    found: dict[str, Counter[str]] = {}
    for kind, raw in damage(feed):
        seen, refused, whole = tried(feed, raw, BEFORE if kind == "clock ahead" else CLOCK)
        same = {(one.id, one.value) for one in seen} == plain
        way = "refused" if whole is not None else "some refused" if len(refused) > len(told) else "as sound" if same else "changed unsaid"
        found.setdefault(kind, Counter())[way] += 1
    return found


CODE = """
import json, resource, sys, time
name, path = sys.argv[1:]
if name == "ours":
    from tests.sense.instruments.feeds import FEEDS, taking
    from tocsin.sense.instruments import registry
    feed = next(one for one in FEEDS if one.name == path.rsplit("/", 1)[1])
    begun = time.process_time()
    with open(path, "rb") as stream:
        seen = sum(1 for _ in registry.get(feed.instrument).parse(stream, taking(feed)))
elif name == "csv":
    import csv
    begun = time.process_time()
    with open(path, newline="") as stream:
        seen = sum(1 for _ in csv.DictReader(stream, delimiter="|" if path.endswith("txt") else ","))
else:
    from pyarrow import csv
    begun = time.process_time()
    seen = csv.read_csv(path, parse_options=csv.ParseOptions(delimiter="|" if path.endswith("txt") else ",")).num_rows
print(json.dumps([time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, seen]))
"""


def long_table(feed: Feed, rows: int, folder: Path) -> Path:
    """The recorded rows again and again."""
    head, *some = feed.raw.decode().rstrip("\n").split("\n")
    path = folder / feed.name
    with path.open("w") as out:
        out.write(head + "\n")
        for at in range(rows):
            out.write(some[at % len(some)] + "\n")
    return path


def main(flags: list[str] | None = None) -> None:
    """Print both tables."""
    rows = int(next((flag.partition("=")[2] for flag in flags or [] if flag.startswith("--rows=")), ROWS))
    ways = ("refused", "some refused", "as sound", "changed unsaid")
    print(f"{'feed':28} {'damage':16} {'inputs':>7} " + " ".join(f"{way:>14}" for way in ways))
    for feed in FEEDS:
        for kind, count in counted(feed).items():
            row = " ".join(f"{count[way]:>14}" for way in ways)
            print(f"{feed.instrument + ' ' + feed.name:28} {kind:16} {sum(count.values()):>7} {row}")
    print(f"\n{rows:,} rows: seconds of one core and peak memory of a process that does only this; csv.DictReader and pyarrow only read")
    with tempfile.TemporaryDirectory() as folder:
        for name in LONG:
            feed = next(one for one in FEEDS if one.name == name)
            path = long_table(feed, rows, Path(folder))
            told = {}
            for who in ("ours", "csv", "pyarrow"):
                begun = perf_counter()
                done = subprocess.run([sys.executable, "-c", CODE, who, str(path)], capture_output=True, text=True, check=False)
                told[who] = json.loads(done.stdout) if done.returncode == 0 else [perf_counter() - begun, float("nan"), 0]
            cells = "  ".join(f"{who} {seconds:6.1f} s {memory:5.0f} MB" for who, (seconds, memory, _) in told.items())
            print(f"{name:14} {path.stat().st_size / 1e6:5.0f} MB  {cells}  ratio to csv {told['ours'][0] / told['csv'][0]:.1f}")
            path.unlink()
    print(f"peak of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
