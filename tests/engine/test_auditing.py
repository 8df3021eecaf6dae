"""The log comes back newest first, in pieces, by account and by kind of act."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tocsin.engine import auditing, store
from tocsin.model import Audited

NOON = datetime(2030, 3, 1, 12, tzinfo=UTC)


def act(number: int, who: str, what: str) -> Audited:
    return Audited(id=f"act-{number}", who=who, act=what, through="password", t_known=NOON + timedelta(minutes=number))


def test_newest_first_in_pieces_by_account_and_by_act(tmp_path: Path) -> None:
    store.create(tmp_path / "desk", "nuclear-escalation")
    every = [act(number, "ana" if number % 3 else "ben", "do:judge" if number % 2 else "sign-in") for number in range(25)]
    assert auditing.note(tmp_path / "desk", every) == 25
    assert auditing.note(tmp_path / "desk", every[:5]) == 0
    newest = every[::-1]

    def asked(**how: Any) -> list[Audited]:
        found: list[Audited] = []
        before = None
        while True:
            some = auditing.recent(tmp_path / "desk", most=4, before=before, **how)
            found += some.acts
            assert len(some.acts) <= 4
            if some.earlier is None:
                return found
            before = some.earlier

    assert asked() == newest
    assert asked(who="ben") == [one for one in newest if one.who == "ben"]
    assert asked(act="do:") == [one for one in newest if one.act == "do:judge"]
    assert asked(act="do") == []
    assert asked(who="ana", act="sign-in") == [one for one in newest if one.who == "ana" and one.act == "sign-in"]
