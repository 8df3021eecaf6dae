"""The list of doors is whole, and whatever bytes come through one are taken or refused."""

import random
from pathlib import Path

import pytest

from tests.fuzz.doors import DOORS, ELSEWHERE, OWN, PARSES, Door, through
from tocsin.collect.adapters import registry as adapters
from tocsin.collect.files import Limits
from tocsin.sense.instruments import registry as instruments
from tocsin.sense.orbits.element_files import FORMS

SOURCE = Path(__file__).resolve().parents[2] / "src/tocsin"
ROUNDS = 25
"""damaged copies of each of a door's beginnings"""
SMALL = Limits(report=40_000, kept=200, document=60_000, unpacked=400_000, members=50, seconds=5)
SPLICES = (b"\x00", b"\xff\xff", b"<", b"<![CDATA[", b"&a;", b'"', b"{", b"[", b"]" * 9, b",", b"\n", b"\r", b"9" * 40, b"-1", b"NaN",
           b"\xe2\x80\xae",
           b"\xed\xa0\x80", b"1e999", b"null", b"PK\x05\x06", b"\x1f\x8b", b"--", b"*", b"&", b"!!python/object:a")  # fmt: skip
every_door = pytest.mark.parametrize("door", DOORS, ids=[door.name for door in DOORS])


def damaged(raw: bytes, rng: random.Random) -> bytes:
    """The bytes with a few of them changed, put in, taken out, said again, cut."""
    held = bytearray(raw)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(held) + 1)
        kind = rng.randrange(5)
        if kind == 0 and at < len(held):
            held[at] = rng.randrange(256)
        elif kind == 1:
            held[at:at] = rng.choice(SPLICES)
        elif kind == 2:
            del held[at : at + rng.randint(1, 40)]
        elif kind == 3:
            held[at:at] = held[at : at + rng.randint(1, 200)] * rng.randint(1, 20)
        else:
            held[at : at + 4] = rng.randbytes(4)
    return bytes(held[: rng.randrange(len(held) + 1)] if rng.random() < 0.2 else held)


def test_every_parser_that_is_declared_has_a_door() -> None:
    names = {door.name for door in DOORS}
    assert names >= {f"collect {form}" for form in ("text", "jsonl", *adapters.OURS)}
    assert names >= {f"instrument {name}" for name in instruments.READ}
    assert set(FORMS) == {"omm-json", "omm-csv", "omm-kvn", "omm-xml", "tle"}  # the beginnings of the door of element sets


def test_every_module_that_parses_stands_behind_a_door() -> None:
    behind = {module for door in DOORS for module in door.modules}
    parsing = {
        path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if PARSES.search(path.read_text(encoding="utf-8")) is not None
    }
    assert sorted(parsing - behind - ELSEWHERE.keys() - OWN.keys()) == [], "give each a door in tests/fuzz/doors.py"
    gone = [module for module in (*behind, *ELSEWHERE, *OWN) if not (SOURCE / module).is_file()]
    assert [module for module in gone if module not in ("collect/adapters/text.py", "collect/adapters/jsonl.py")] == []


@every_door
def test_sound_bytes_come_through(door: Door, tmp_path: Path) -> None:
    begins = door.begins()
    assert begins
    assert all(through(door, raw, tmp_path, Limits()) for raw in begins)


@every_door
def test_damaged_bytes_are_taken_or_refused(door: Door, tmp_path: Path) -> None:
    rng = random.Random(f"{door.name} damaged")  # noqa: S311 - no secret
    for raw in door.begins():
        for _ in range(ROUNDS):
            assert through(door, damaged(raw, rng), tmp_path, SMALL)


@every_door
def test_any_bytes_are_taken_or_refused(door: Door, tmp_path: Path) -> None:
    rng = random.Random(f"{door.name} any")  # noqa: S311 - no secret
    for raw in (b"", b" \n", b"\0" * 900, b"\xff\xfe\x00\xd8" * 50, b"[" * 5_000, b"<" * 3_000, b"{}", b"[]", b"null", b'"', b"a: " * 90):
        assert through(door, raw, tmp_path, SMALL)
    for _ in range(ROUNDS):
        assert through(door, rng.randbytes(rng.randrange(300)), tmp_path, SMALL)
