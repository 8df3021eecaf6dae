"""A hostile input through a door: within time and memory, to a refusal or a report, and what lies beside it is taken."""

from pathlib import Path

from tests.fuzz.bombs import Bomb
from tests.fuzz.doors import CLOCK, DOORS, FOUND, Door, checked, through
from tests.fuzz.held import Held, held
from tocsin.collect.files import Limits, collect

LIMITS = Limits(seconds=3)
SECONDS, MEGABYTES = 9.0, 450.0
"""of processor time, and of memory that one input may take. The document's own time is `LIMITS.seconds`"""
KILLED = 90.0
SOUND = "Two launchers left the garrison, the office said on Tuesday."


def cases(some: tuple[Bomb, ...]) -> list[tuple[Bomb, Door]]:
    """Each with the doors that it is meant for, and with detection where it is meant for formats."""
    by_name = {door.name: door for door in DOORS}
    found: list[tuple[Bomb, Door]] = []
    for bomb in some:
        for name in bomb.forms:
            if name == "instrument":
                found += [(bomb, door) for door in DOORS if door.name.startswith("instrument ")]
            elif name in by_name:
                found.append((bomb, by_name[name]))
            else:
                found.append((bomb, by_name[f"collect {name}"]))
    return found


def ids(some: list[tuple[Bomb, Door]]) -> list[str]:
    """Their names."""
    return [f"{bomb.name}, {door.name}" for bomb, door in some]


def given(bomb: Bomb, door: Door, folder: Path) -> Held:
    """What becomes of it."""
    raw = bomb.make()
    if door.name == "reader":
        through(door, b"said", folder, LIMITS)  # its dictionaries are loaded before it is measured
    return _stands(held(lambda: through(door, raw, folder, LIMITS), KILLED))


def among_others(bomb: Bomb, folder: Path) -> list[str]:
    """What becomes of a folder with it in the middle: the files before and behind it are taken."""
    (folder / "a.txt").write_text(SOUND)
    (folder / "m.bin").write_bytes(bomb.make())
    (folder / "z.txt").write_text(SOUND)
    came = _stands(held(lambda: list(checked(collect([str(folder)], clock=CLOCK, limits=LIMITS))), KILLED))
    assert came.value[0] == came.value[-1] == "taken"
    assert len(came.value) >= 3
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "m.bin", "z.txt"]
    return list(came.value[1:-1])


def _stands(came: Held) -> Held:
    assert not came.failed
    assert came.value
    assert came.seconds < SECONDS
    assert came.megabytes < MEGABYTES
    return came


__all__ = ["FOUND", "among_others", "cases", "given", "ids"]
