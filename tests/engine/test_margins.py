"""Warning time from a workspace: passes of real element sets where there are any, and what was not asked rightly."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tocsin.engine import margins
from tocsin.errors import UsageError
from tocsin.library.paths import root

NOW = datetime(2022, 10, 22, tzinfo=UTC)


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    """One invented element set under the name of a catalogued satellite."""
    pytest.importorskip("sgp4", reason="sgp4, the extra space, is not installed")
    first = json.loads((root() / "samples" / "autumn-2022" / "elements.json").read_text(encoding="utf-8"))[0]
    file = tmp_path / "elements.json"
    file.write_text(json.dumps([{**first, "OBJECT_NAME": "WORLDVIEW-2", "NORAD_CAT_ID": 35946}]), encoding="utf-8")
    return file


def question(**more: object) -> margins.Question:
    return margins.Question(NOW, problem="nuclear-escalation", draws=20, **more)  # type: ignore[arg-type]


def test_a_channel_whose_satellites_are_known_is_not_blind(sets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blind = {one.channel for one in margins.ask(None, question()).blind}
    seeing = margins.ask(None, question(elements=(sets,)))
    assert blind - {one.channel for one in seeing.blind} == {"optical-commercial"}
    assert seeing.looks == "elements"
    both = margins.ask(None, question(elements=(sets,), passes="assumed"))
    assert both.looks == "elements and assumed"
    assert not both.blind
    assert both.next_looks


def test_sites_in_active_combat_are_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tocsin.library.combat.refusal", lambda lat, *_: "fighting" if lat > 52 else None)
    found = margins.ask(None, question(passes="assumed"))
    assert any(line.startswith("bryansk-18 is left out of every look: fighting") for line in found.assumes)
    assert {look.site for look in found.next_looks} <= {"belgorod-22", "voronezh-45", "saratov-63", "engels"}


def test_what_cannot_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="no workspace"):
        margins.of_workspace(tmp_path / "nowhere", as_of=NOW)
    with pytest.raises(UsageError, match="no channel 'x'"):
        margins.ask(None, question(without=("x",)))
    with pytest.raises(UsageError, match="cannot be chosen"):
        margins.next_taken(None, question(), most=0)
