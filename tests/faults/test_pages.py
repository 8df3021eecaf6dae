"""Bytes flipped in each page of the database: found, or in free room where they say nothing; what to do about it works."""

import shutil
from pathlib import Path

from tests.faults.conftest import LEDGER, OK, Made, Type, rows, told_what_to_do


def test_every_page_with_flipped_bytes_is_found_or_says_nothing_wrong(made: Made, typed: Type, tmp_path: Path) -> None:
    whole = (made.folder / "ledger.sqlite").read_bytes()
    size = int.from_bytes(whole[16:18], "big")
    sound = 0
    for page in range(len(whole) // size):
        middle = page * size + size // 2
        start = page * size if page % 2 else middle
        flipped = bytearray(whole)
        flipped[start : start + 64] = bytes(255 - one for one in flipped[start : start + 64])
        (made.folder / "ledger.sqlite").write_bytes(flipped)
        for command in (("ledger", "show"), ("statements",)) if page % 3 == 0 else ():
            done = typed(*command, "-w", made.folder)
            assert done.status in (LEDGER, OK), (page, command, done)
        if typed("verify", "-w", made.folder).status == OK:
            # Free room in a page: every record is what was acknowledged.
            sound += 1
            assert rows(made.folder) == made.acknowledged
            continue
        target = tmp_path / f"new-{page}"
        told_what_to_do(made, typed, target)
        shutil.rmtree(target)
    assert sound < len(whole) // size / 2
