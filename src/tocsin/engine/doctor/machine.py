"""The machine: memory that is free for a judgement, and a time zone database that days can be told by."""

import time
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

from tocsin.engine.doctor.findings import Finding, found
from tocsin.warn.phrases import Both

LITTLE, TOO_LITTLE = 1_500_000_000, 500_000_000
"""bytes free: the shipped sample, taken in and judged, peaks at 1.1 GB (docs/benchmarks.md, `demo`); real ledgers want more"""
MEMINFO = Path("/proc/meminfo")
LIMIT, USED = Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")
"""of a container, or a service of systemd (cgroup v2, docs.kernel.org/admin-guide/cgroup-v2.html)"""
A_ZONE = "Europe/Paris"
"""that every database of zones knows"""


def memory(meminfo: Path = MEMINFO, limit: Path = LIMIT, used: Path = USED) -> Finding:
    """Is there memory to judge with? The least of what the machine has and what this process may have."""
    free = _available(meminfo)
    left = _left(limit, used)
    known = [one for one in (free, left) if one is not None]
    if not known:
        return found("memory", "ok", Both("this system does not say how much is free", "ce système ne dit pas combien il en reste"))
    least = min(known)
    said = (
        Both("{free:.1f} GB free within this process's limit", "{free:.1f} Go libres dans la limite de ce processus")
        if least == left
        else Both("{free:.1f} GB free", "{free:.1f} Go libres")
    )
    if least > LITTLE:
        return found("memory", "ok", said, free=least / 1e9)
    todo = Both("end other programs, or give it more", "arrêter d'autres programmes, ou en donner davantage")
    return found("memory", "attention" if least > TOO_LITTLE else "broken", said, todo, free=least / 1e9)


def _available(meminfo: Path) -> int | None:
    """Bytes that may be had without swapping (proc(5)); None where the system has no such file."""
    try:
        lines = meminfo.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    for line in lines:
        name, _, told = line.partition(":")
        if name == "MemAvailable":
            return int(told.split()[0]) * 1024
    return None


def _left(limit: Path, used: Path) -> int | None:
    """Bytes that this process's group may still have; None where it has no limit."""
    try:
        most = limit.read_text(encoding="ascii").strip()
        return None if most == "max" else max(0, int(most) - int(used.read_text(encoding="ascii")))
    except OSError:
        return None


def zones() -> Iterator[Finding]:
    """Can local days and quiet hours be told? What is kept is in UTC, whatever zone the machine has."""
    try:
        zoneinfo.ZoneInfo(A_ZONE)
    except zoneinfo.ZoneInfoNotFoundError:
        said = Both("there is no database of time zones", "il n'y a pas de base de fuseaux horaires")
        todo = Both(
            "pip install tzdata: quiet hours and local days need it", "pip install tzdata : heures de silence et jours locaux en dépendent"
        )
        yield found("time zone", "broken", said, todo)
        return
    said = Both("this machine's is {here}; everything is kept in UTC", "celui de cette machine est {here} ; tout est tenu en UTC")
    yield found("time zone", "ok", said, here="/".join(dict.fromkeys(time.tzname)))
