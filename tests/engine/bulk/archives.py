"""Small archives with planted copies, duplicates and much that bears on nothing; and what a run over one comes to, as sets."""

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq
from msgspec.structs import replace

from tocsin.collect.files import Collected, collect
from tocsin.engine import declarations, pipeline
from tocsin.engine.bulk import driving, parts
from tocsin.engine.bulk.driving import Ended, Told
from tocsin.engine.bulk.operators.reading import AWAY
from tocsin.engine.bulk.runners import Runner
from tocsin.engine.bulk.runners.process import Process
from tocsin.engine.bulk.settings import Settings
from tocsin.engine.bulk.work import Done, Work
from tocsin.engine.pipeline import Input
from tocsin.library import samples
from tocsin.model import Link, Origin, Statement, from_json, to_json

CLOCK = datetime(2026, 11, 28, tzinfo=UTC)
SETTINGS = Settings(clock=CLOCK, encoder="none")
CALM = "The council of village {n} has opened its library number {m}, the mayor said. Rain is expected on the coast until Friday."
Line = dict[str, object]


def story(n: int) -> str:
    """A report that bears on the problem, long enough to be told from the next."""
    words = " ".join(f"depot{n * 97 + k} road{k * 31 + n} gate{n + k}" for k in range(14))
    return (
        f"Trucks and armed guards in unusual numbers have been seen at a nuclear warhead storage site near Belaya-{n}, two officials said. "
        f"Satellite pictures of {words} show a column of lorries with a police escort near the storage site in Russia."
    )


def lines(seed: int, most: int = 14) -> list[Line]:
    """A draw from the shipped sample, with copies of some under other names and days, some of them twice, among calm news."""
    draw = random.Random(seed)  # noqa: S311
    given = [json.loads(line) for line in samples.reports(samples_name()).read_text(encoding="utf-8").splitlines()]
    found: list[Line] = draw.sample(given, draw.randint(4, most))
    began = datetime(2022, 9, 1, tzinfo=UTC)
    for n in range(draw.randint(0, 6)):
        source = draw.choice(found)
        text = str(source["text"]) if draw.random() < 0.5 else f"Our newsroom. {source['text']} (more follows, {n})"
        day = began + timedelta(days=draw.randint(0, 60), minutes=n)
        found.append({**source, "id": f"copy-{seed}-{n}", "site": f"post{n}.example", "published": day.isoformat(), "text": text})
    found += [{"id": f"calm-{seed}-{n}", "text": CALM.format(n=n, m=draw.randint(0, 99))} for n in range(draw.randint(0, 12))]
    found += draw.sample(found, min(len(found), draw.randint(0, 3)))
    draw.shuffle(found)
    return found


def samples_name() -> str:
    """The sample that is drawn from."""
    return "autumn-2022"


def write(folder: Path, rows: Sequence[Line], files: int = 2) -> list[str]:
    """The rows as JSON Lines in some files; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number}.jsonl" for number in range(files)]
    for number, path in enumerate(paths):
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows[number::files]), encoding="utf-8")
    return [str(path) for path in paths]


def web_archive(path: Path, texts: Sequence[str]) -> None:
    """A WET file: a gzip member for each record, the first of which tells of the archive."""
    bodies = [("warcinfo", "", "software: none")] + [
        ("conversion", f"https://post{n}.example/{n}", f"Title {n}\n{text}") for n, text in enumerate(texts)
    ]
    with path.open("wb") as file:
        for n, (kind, url, text) in enumerate(bodies):
            body = text.encode()
            head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{n:032d}>\r\nWARC-Target-URI: {url}\r\n"
            head += f"WARC-Date: 2024-11-20T06:00:00Z\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
            file.write(gzip.compress(head.encode() + body + b"\r\n\r\n", mtime=0))


class Found(NamedTuple):
    """What a run came to. Nothing is ordered, and nothing may be there twice."""

    statements: frozenset[bytes]
    origins: frozenset[bytes]
    links: frozenset[tuple[str, bytes]]


def found(folder: Path, paths: bool = True) -> Found:
    """What the folder of a run holds; without `paths`, links do not say where a report stands."""
    said = [from_json(Statement, row) for row in _records(folder, "route", "statements")]
    origins = [from_json(Origin, row) for row in _records(folder, "relate", "origins")]
    links = []
    for path in parts.files(folder, "relate", "links"):
        for row in pq.read_table(path).to_pylist():
            link = from_json(Link, row["record"])
            links.append((row["origin"], to_json(link if paths else replace(link, path=None))))
    statements = [to_json(one) for one in said]
    whole = Found(frozenset(statements), frozenset(map(to_json, origins)), frozenset(links))
    assert (len(whole.statements), len(whole.origins), len(whole.links)) == (len(statements), len(origins), len(links)), "doubles"
    return whole


def _records(folder: Path, step: str, table: str) -> list[str]:
    return [row for path in parts.files(folder, step, table) for row in pq.read_table(path).column("record").to_pylist()]


def built(paths: Sequence[str]) -> Found:
    """What one process without parts or partitions makes of the same reports: `pipeline.build`, of those that bear on the problem."""
    declared = declarations.load()
    reports = {item.report.id: item.report for item in collect(paths, clock=CLOCK) if isinstance(item, Collected)}
    readings = pipeline.read(reports.values(), declared)
    kept = [(report, reading) for report, reading in zip(reports.values(), readings, strict=True) if AWAY.isdisjoint(reading.flags)]
    given = Input(declared=declared, reports=tuple(one for one, _ in kept), readings=tuple(one for _, one in kept), as_of=CLOCK)
    case = pipeline.build(given)
    return Found(
        frozenset(to_json(said) for reading in case.readings for said in reading.statements),
        frozenset(to_json(replace(origin, reports=())) for origin in case.origins),
        frozenset((origin.id, to_json(replace(link, path=None))) for origin in case.origins for link in origin.reports),
    )


class Shuffled:
    """In this process, in an order that is drawn."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)  # noqa: S311  # noqa: S311

    def run(self, work: Work, numbers: Sequence[int]) -> Iterator[Done]:
        """Each piece of a step, whichever comes."""
        yield from map(work.do, self._draw.sample(list(numbers), len(numbers)))

    def close(self) -> None:
        """Nothing to let go."""


class Stopped(Exception):
    """The run was stopped where the test wanted it."""


def stopping(after: int) -> "type[Process]":
    """A runner that stops after so many pieces, as if the power had failed."""

    class Stops(Process):
        left = after

        def run(self, work: Work, numbers: Sequence[int]) -> Iterator[Done]:
            for number in numbers:
                if not self.left:
                    raise Stopped
                self.left -= 1
                yield work.do(number)

    return Stops


def ran(
    paths: Sequence[str], folder: Path, runner: Runner | None = None, *, partition: int = 20_000, settings: Settings = SETTINGS,
    resume: bool = False, told: "list[Told] | None" = None,
) -> Ended:  # fmt: skip
    """A run, in this process where nothing else is said."""
    return driving.run(
        paths, folder, settings, runner or Process(), partition=partition, resume=resume, told=None if told is None else told.append
    )
