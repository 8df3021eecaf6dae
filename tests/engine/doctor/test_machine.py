"""Memory that is free is the least of what the machine has and what the process may have; a machine without zones is told."""

import zoneinfo
from pathlib import Path

import pytest

from tocsin.engine.doctor import machine

GB = 10**9


def files(folder: Path, free_kb: int | None, limit: str | None, used: int = 0) -> tuple[Path, Path, Path]:
    meminfo, most, current = folder / "meminfo", folder / "memory.max", folder / "memory.current"
    if free_kb is not None:
        meminfo.write_text(f"MemTotal:       99999999 kB\nMemFree:          100 kB\nMemAvailable:   {free_kb} kB\nBuffers: 1 kB\n")
    if limit is not None:
        most.write_text(f"{limit}\n")
        current.write_text(f"{used}\n")
    return meminfo, most, current


@pytest.mark.parametrize(
    ("free_kb", "limit", "used", "state", "said"),
    [
        (8_000_000, None, 0, "ok", "8.2 GB free"),
        (8_000_000, "max", 0, "ok", "8.2 GB free"),
        (8_000_000, str(4 * GB), 1 * GB, "ok", "3.0 GB free within this process's limit"),
        (8_000_000, str(2 * GB), 1_200_000_000, "attention", "0.8 GB free within this process's limit"),
        (8_000_000, str(2 * GB), 3 * GB, "broken", "0.0 GB free within this process's limit"),
        (800_000, str(4 * GB), 0, "attention", "0.8 GB free"),
        (300_000, None, 0, "broken", "0.3 GB free"),
        (None, None, 0, "ok", "this system does not say how much is free"),
        (None, str(4 * GB), 0, "ok", "4.0 GB free within this process's limit"),
    ],
)
def test_memory(tmp_path: Path, free_kb: int | None, limit: str | None, used: int, state: str, said: str) -> None:
    found = machine.memory(*files(tmp_path, free_kb, limit, used))
    assert (found.state, found.said) == (state, said)
    assert bool(found.todo) == bool(found.todo_fr) == (state != "ok")


def test_zones(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [one.state for one in machine.zones()] == ["ok"]

    def none(name: str) -> zoneinfo.ZoneInfo:
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", none)
    assert [(one.state, one.todo != "") for one in machine.zones()] == [("broken", True)]
