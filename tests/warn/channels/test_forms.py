"""Text, JSON, GeoJSON and Atom: what people and programs get, marked, harmless, and at a tenth of a degree."""

import json
import unicodedata
from datetime import datetime

import pytest
from lxml import etree

from tests.warn.channels.made import event, told
from tests.warn.triggers.made import NOW
from tocsin.collect.files import collect_bytes
from tocsin.model import Alert
from tocsin.model.triggers import Form
from tocsin.warn.channels import atom, geojson, plain
from tocsin.warn.channels.message import message, payload
from tocsin.warn.neutral import STEERING

FORMS: tuple[Form, ...] = ("json", "cap", "stix", "geojson", "atom", "text")
ATOM = {"a": atom.NAMESPACE}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("tlp", ["clear", "amber+strict"])
def test_every_form_says_its_mark_and_that_it_is_made_up(form: Form, tlp: str) -> None:
    made = payload(told(tlp=tlp, synthetic=True), form)
    assert "SYNTHETIC" in made.body.decode()
    assert f"TLP:{tlp.upper()}" in made.body.decode()
    assert b"SYNTHETIC" not in payload(told(tlp=tlp), form).body
    assert payload(told(tlp=tlp, synthetic=True), form) == made
    assert made.name.startswith("tocsin-")


@pytest.mark.parametrize("form", ["text", "cap", "atom"])
def test_nothing_in_it_steers_a_terminal_or_turns_words(form: Form) -> None:
    body = payload(told(), form).body.decode()
    assert not [c for c in body if c != "\n" and unicodedata.category(c) in STEERING and c != "\N{REPLACEMENT CHARACTER}"]


def test_text_is_what_a_person_needs_at_six_in_the_morning() -> None:
    rows = plain.text(told(2)).splitlines()
    assert rows[0] == rows[-1] == "TLP:CLEAR - Exercise / Restricted"
    assert any("wire is broken" in row for row in rows)
    assert any(row.startswith("To do (watch-officer): look") for row in rows)
    assert any(row.startswith("Then: tocsin alerts ack ") for row in rows)
    assert max(map(len, rows)) <= plain.WIDTH + 20
    assert "Validé par personne" in plain.text(told(2), "fr")
    assert "Released by N. Name" in plain.text(told(2, release=True))
    base = event()
    assert "over" in plain.text(message(base, base.latest, "s"))


def test_json_has_everything() -> None:
    body = json.loads(plain.json(told(2)))
    assert body["alert"]["event"] == told(2).alert.event
    assert body["marking"] == "TLP:CLEAR - Exercise / Restricted"
    assert body["before"] == [told(1).name]
    assert body["alert"]["probability"] == 0.0123457


def test_geojson_puts_longitude_first_and_has_null_where_there_is_no_place() -> None:
    placed, unplaced = (json.loads(geojson.collection([told(1, places=places)])) for places in (told().alert.places, ()))
    assert [one["geometry"]["coordinates"] for one in placed["features"]] == [[-3.2, 50.5], [180.0, -0.0]]
    assert {one["type"] for one in placed["features"]} == {"Feature"}
    assert len({one["id"] for one in placed["features"]}) == 2
    (feature,) = unplaced["features"]
    assert feature["geometry"] is None
    assert json.loads(geojson.collection([])) == {"type": "FeatureCollection", "features": []}


def test_atom_has_what_rfc_4287_asks_for() -> None:
    body = atom.feed([told(1), told(2), told(2, release=True)])
    root = etree.fromstring(body)
    assert [root.findtext(f"a:{name}", namespaces=ATOM) is not None for name in ("id", "title", "updated")] == [True] * 3
    assert root.find("a:author/a:name", ATOM) is not None
    entries = root.findall("a:entry", ATOM)
    ids = [entry.findtext("a:id", namespaces=ATOM) or "" for entry in entries]
    assert len(set(ids)) == 3
    assert all(name.startswith("urn:uuid:") for name in ids)
    times = [datetime.fromisoformat(entry.findtext("a:updated", namespaces=ATOM) or "") for entry in entries]
    assert times == sorted(times, reverse=True)
    assert root.findtext("a:updated", namespaces=ATOM) == entries[0].findtext("a:updated", namespaces=ATOM)
    assert all(entry.find("a:content", ATOM) is not None and entry.find("a:title", ATOM) is not None for entry in entries)
    assert len(list(collect_bytes(body, "alerts.atom", clock=NOW, form="feed"))) == 3


def test_an_empty_feed_is_a_feed() -> None:
    root = etree.fromstring(atom.feed([]))
    assert root.findtext("a:updated", namespaces=ATOM) == "1970-01-01T00:00:00Z"


def test_an_alert_that_nobody_released_never_leaves_as_actual() -> None:
    forged = told()._replace(alert=told().alert)
    base = event()
    actual = _forged(base.first)
    assert message(base, actual, "s").alert.status == "Exercise"
    assert message(base, actual, "s").alert.released_by is None
    assert forged.alert.status == "Exercise"


def _forged(one: Alert) -> Alert:
    import msgspec

    return msgspec.structs.replace(one, status="Actual", scope="Public", released_by="nobody")
