"""One at a time, in a workspace and among the desks of a team."""

from pathlib import Path

import pytest
from tests.ledger.conftest import Places, declare

from tocsin.errors import Busy
from tocsin.ledger import turns
from tocsin.ledger.ledger import Ledger

DOING = "is sending alerts"


def test_a_turn_is_had_by_one_and_given_back(ledger: Ledger) -> None:
    with turns.alone(ledger.folder, "alerts.lock", DOING):
        with pytest.raises(Busy, match=DOING), turns.alone(ledger.folder, "alerts.lock", DOING):
            pass
        with turns.alone(ledger.folder, "other.lock", DOING):
            pass
    with turns.alone(ledger.folder, "alerts.lock", DOING):
        pass


def test_two_desks_of_one_ledger_do_not_have_the_same_turn(ledger: Ledger, places: Places, tmp_path: Path) -> None:
    if places.server is None:
        return  # a ledger in a file has one workspace
    declare(tmp_path / "second", ledger.where)
    other = places.create("of-another-schema")
    with turns.alone(ledger.folder, "alerts.lock", DOING):
        with pytest.raises(Busy, match="another desk"), turns.alone(tmp_path / "second", "alerts.lock", DOING):
            pass
        with turns.alone(other.folder, "alerts.lock", DOING):
            pass
    with turns.alone(tmp_path / "second", "alerts.lock", DOING):
        pass
    other.close()
