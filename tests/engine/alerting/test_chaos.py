"""Alerts through channels that fail and a sender that is killed: none lost, none doubled. `tests.bench alerts` has 10,000."""

import base64
from pathlib import Path

import pytest
from tests.engine.alerting import chaos
from tests.warn.channels.servers import KEY


def test_nothing_is_lost_and_nothing_doubled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, socket_enabled: None) -> None:
    monkeypatch.setenv(chaos.SECRET, "whsec_" + base64.b64encode(KEY).decode())
    done = chaos.play(tmp_path / "w", 60, seed=3, share=0.2, kills=1)
    assert (done.lost, done.doubled, done.taken, done.files) == (0, 0, 60, 60)
    assert done.failures > 5
    assert done.arrived >= done.taken


def test_killed_right_after_it_sent_it_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(chaos.SECRET, "whsec_" + base64.b64encode(KEY).decode())
    done = chaos.journal(tmp_path / "w", 60, seed=3, share=0.2, kills=1)
    assert (done.kills, done.lost, done.doubled, done.taken) == (1, 0, 0, 60)
    assert done.arrived > done.taken
