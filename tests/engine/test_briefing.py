"""A brief of a workspace: open alerts as known at its moment, who has them, and their marks on every page."""

from datetime import timedelta

import pytest
from tests.engine.alerting.test_alerting import NOW, deaf, place

from tocsin.engine import briefing, store
from tocsin.engine.alerting import deciding
from tocsin.ledger.workspace import Workspace
from tocsin.model import Brief

__all__ = ["place"]


def handover(where: Workspace, hours: float = 0.0) -> Brief:
    given = store.load(where.folder, NOW + timedelta(hours=hours))
    return briefing.brief(given, "en", draws=20, form="handover", workspace=where.folder)


def alerts(brief: Brief) -> str:
    return " ".join(sentence.text for sentence in brief.sentences if sentence.section == "alerts")


def test_a_handover_tells_open_alerts_and_who_has_them(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    assert alerts(handover(place)) == "No alert is open."
    (alert,) = deaf(place, monkeypatch, "post", "wire").alerts
    assert "nobody has acknowledged it" in alerts(handover(place))
    deciding.acknowledge(place.folder, alert.id, by="O. Arkel", did="called the desk", nothing=None)
    assert "O. Arkel has it" in alerts(handover(place))
    assert alerts(handover(place, -1.0)) == "No alert is open."  # what was raised later was not known then


def test_a_flash_asks_that_it_be_acknowledged(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    deaf(place, monkeypatch, "post")
    brief = briefing.brief(store.load(place.folder, NOW), "fr", draws=20, form="flash", workspace=place.folder)
    assert "accuser réception" in " ".join(sentence.text for sentence in brief.sentences if sentence.section == "next")


def test_files_alone_have_no_alerts_to_look_up(place: Workspace) -> None:
    given = store.load(place.folder, NOW)
    brief = briefing.brief(given, "en", draws=20, form="handover", stored=False)
    assert "not looked up" in alerts(brief)
