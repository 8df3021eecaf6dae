"""What `tocsin series` counts: tables in files, and the ledger's own reports, statements and instruments, by day, gaps told from zeros."""

import glob
import io
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date as Day
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec

from tocsin.engine import store
from tocsin.engine.pipeline import Input
from tocsin.errors import UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.model import TLP_ORDER, Coverage, Observation, Tlp, utc
from tocsin.model.series import Count, Series, Side
from tocsin.sense import daily_values
from tocsin.sense.series import tables

BROKEN = ("broken", "not-watched")
TABLES = (".csv", ".tsv", ".txt")
"""endings of what is taken from a folder"""


class Counted(NamedTuple):
    """Series by name, what was refused, what decided that a day was looked at, and the marks of what was counted."""

    series: dict[str, list[Count]]
    refused: tuple[str, ...]
    looked: str
    """`listed`, `all-days`, `coverage`, or `any-report`: no record says who looked, so days on which nothing at all came are gaps"""
    tlp: Tlp = "clear"
    synthetic: bool = False
    unit: str | None = None


def from_files(paths: Sequence[str], *, columns: tables.Columns, events: bool, zero: bool) -> Counted:
    """Tables in files, `-` for standard input. Where there are several files, a series is called by its file too."""
    series: dict[str, list[Count]] = {}
    refused: list[str] = []
    named = _expanded(paths)
    for path in named:
        if path == "-":
            found = tables.read(
                io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", newline=""), "-", columns=columns, events=events, zero=zero
            )
        else:
            found = _read(Path(path), columns, events, zero)
        for name, counts in found.series.items():
            told = " ".join(part for part in (Path(path).stem if len(named) > 1 or not name else "", name) if part)
            series[told or "-"] = counts
        refused += found.refused
    if not series:
        raise UsageError("no day could be read", where=", ".join(paths), todo="a table's first line names the columns, e.g. date,value")
    return Counted(series, tuple(refused), "all-days" if events or zero else "listed")


def _expanded(paths: Sequence[str]) -> list[str]:
    """Files as they are named, the tables of a folder, what a glob finds; UsageError where that is nothing."""
    found: list[str] = []
    for path in paths:
        here = Path(path)
        if path != "-" and here.is_dir():
            some = sorted(str(one) for one in here.iterdir() if one.suffix.lower() in TABLES)
        elif path != "-" and not here.exists() and any(sign in path for sign in "*?["):
            some = sorted(glob.glob(path, recursive=True))
        else:
            some = [path]
        if not some:
            raise UsageError("no table is there", where=path, todo=f"files that end in {', '.join(TABLES)}")
        found += some
    return found


def _read(path: Path, columns: tables.Columns, events: bool, zero: bool) -> tables.Table:
    if not path.exists():
        raise UsageError("there is no such file", where=str(path), todo="name a table, or - for standard input")
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return tables.read(lines, str(path), columns=columns, events=events, zero=zero)
    except UnicodeDecodeError as error:
        raise UsageError(f"is not UTF-8 at byte {error.start}", where=str(path), todo="save it as UTF-8") from None


def from_ledger(workspace: Path | None, as_of: datetime, *, indicator: str | None, source: str | None) -> Counted:
    """Statements a day on an indicator, reports a day of a source, or statements of a source on an indicator; known by `as_of`.

    A day is the day of publication, else of when it was known. UsageError for an unknown indicator, or where nothing is held.
    """
    given = store.load(workspace, as_of)
    known = [i.id for i in given.declared.problem.indicators]
    if indicator is not None and indicator not in known:
        raise UsageError(f"no indicator {indicator!r} in {given.declared.problem.id}", todo=f"one of {', '.join(known)}")
    counts: dict[Day, int] = defaultdict(int)
    any_day: set[Day] = set()
    tlps: list[Tlp] = []
    synthetic = False
    for report, reading in zip(given.reports, given.readings, strict=True):
        if reading.t_known > as_of:
            continue
        day = utc(report.published_at or reading.t_known).date()
        any_day.add(day)
        if source is not None and source not in _called(given, report.site, report.url):
            continue
        tlps.append(report.tlp)
        synthetic |= report.synthetic
        counts[day] += 1 if indicator is None else sum(indicator in s.indicators for s in reading.statements)
    if not any_day:
        raise UsageError("the workspace holds no report known by then", todo="tocsin ingest, or a later --as-of")
    if source is not None and not counts:
        raise UsageError(f"no report of {source!r} is held", todo="name a source's id or site: tocsin source list")
    coverage = [c for c in given.coverage if c.t_known <= as_of and indicator in (None, c.indicator) and source in (None, c.source)]
    watched, how = _watched(coverage, any_day)
    name = " of ".join(part for part in (indicator or "reports", source) if part)
    found = _days(counts, watched, min(any_day), max(max(any_day), *watched) if watched else max(any_day))
    unit = "reports a day" if indicator is None else "statements a day"
    return Counted({name: found}, (), how, max(tlps, key=TLP_ORDER.index, default="clear"), synthetic, unit)


def from_instrument(workspace: Path | None, as_of: datetime, instrument: str, indicator: str | None = None) -> Counted:
    """What an instrument measured: a series for each thing measured and place, a value a day as its links to indicators read it.

    A day that was watched and has no observation is a zero: instruments keep what was there. A day that is not over is left out.
    """
    from tocsin.ledger import Ledger

    place = workspaces.find(workspace)
    with Ledger.open(place.folder) as ledger:
        seen = [o for o in ledger.records(Observation, known_by=as_of) if o.source == instrument and o.kind == "look"]
        coverage = [c for c in ledger.records(Coverage, known_by=as_of) if c.source == instrument and c.t_end <= as_of]
    seen = [o for o in seen if o.t_end is None or o.t_end <= as_of]
    if indicator is not None:
        seen, coverage = [o for o in seen if o.indicator == indicator], [c for c in coverage if c.indicator == indicator]
    if not seen and not coverage:
        raise UsageError(f"nothing of an instrument {instrument!r} is held", todo="tocsin ingest its files, or another --instrument")
    series = {
        " ".join(part for part in key if part): [Count(day=day, value=value) for day, value in daily_values.counts(days)]
        for key, days in daily_values.told(seen, coverage).items()
    }
    if not series:
        raise UsageError(f"what is held of {instrument!r} names no place and time", todo="tocsin ingest its files, or another --instrument")
    units = {one.unit for one in seen if one.unit}
    tlp: Tlp = max((one.tlp for one in seen), key=TLP_ORDER.index, default="clear")
    synthetic = any(one.synthetic for one in seen)
    return Counted(series, (), "coverage" if coverage else "listed", tlp, synthetic, units.pop() if len(units) == 1 else None)


def _called(given: Input, site: str | None, url: str | None) -> set[str]:
    """What the outlet of a report goes by: its site, the host of its address, the id of the source that has either."""
    host = url.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.") if url else None
    names = {name for name in (site, host) if name}
    return names | {profile.id for profile in given.declared.sources if names & {*profile.sites, profile.name, profile.id}}


def _watched(coverage: Iterable[Coverage], any_day: set[Day]) -> tuple[set[Day], str]:
    """Days on which somebody looked, and how that is known."""
    held = list(coverage)
    if not held:
        return any_day, "any-report"
    watched: set[Day] = set()
    for record in held:
        if record.status in BROKEN:
            continue
        day, last = utc(record.t_start).date(), (utc(record.t_end) - timedelta(microseconds=1)).date()
        while day <= last:
            watched.add(day)
            day += timedelta(1)
    return watched, "coverage"


def _days(counts: "dict[Day, int] | dict[Day, float]", watched: set[Day], first: Day, last: Day) -> list[Count]:
    """Every day of the span: its count where something came or somebody looked, else a gap."""
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return [Count(day=day, value=float(counts.get(day, 0)) if day in watched or counts.get(day) else None) for day in days]


def judged(counted: Counted, *, last: Day | None, side: Side, country: str | None, days_off: Iterable[Day]) -> list[Series]:
    """Every series judged, up to `last`. UsageError where no day is left."""
    from tocsin.sense.series import judged_all

    kept = {name: [c for c in counts if last is None or c.day <= last] for name, counts in counted.series.items()}
    if not any(kept.values()):
        raise UsageError(f"no count is as old as {last}", todo="name a later --to")
    found = judged_all(kept, side=side, country=country, days_off=days_off, unit=counted.unit)
    return [msgspec.structs.replace(one, tlp=counted.tlp, synthetic=counted.synthetic) for one in found]


def from_day(series: Series, first: Day | None) -> Series:
    """The series with only the days from `first` on."""
    return series if first is None else msgspec.structs.replace(series, days=tuple(one for one in series.days if one.day >= first))
