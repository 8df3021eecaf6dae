"""STIX 2.1: round trip, the same bytes again, marked as its alert is, and nothing that its own library refuses."""

import json

import msgspec
import pytest
import stix2

from tests.warn.channels.made import told
from tocsin.errors import UsageError
from tocsin.model import Alert, Tlp, rounded
from tocsin.warn.channels import stix


def plain(alert: Alert) -> object:
    """As it comes back: floats at six significant digits."""
    return msgspec.convert({"record": "alert", **rounded(alert)}, Alert)


@pytest.mark.parametrize("release", [True, False])
def test_what_goes_in_comes_back(release: bool) -> None:
    messages = [told(number, release=release) for number in (1, 2, 3)]
    assert list(stix.alerts(stix.bundle(messages))) == [plain(one.alert) for one in messages]


def test_the_same_messages_give_the_same_bytes_in_any_order() -> None:
    messages = [told(number) for number in (1, 2, 3)]
    assert stix.bundle(messages) == stix.bundle(messages[::-1])


@pytest.mark.parametrize("tlp", ["clear", "green", "amber", "amber+strict", "red"])
def test_every_object_of_a_message_has_its_mark(tlp: Tlp) -> None:
    body = stix.bundle([told(tlp=tlp, synthetic=True)])
    objects = json.loads(body)["objects"]
    own = [one for one in objects if one["type"] in ("report", "note", "location")]
    assert len(own) == 1 + 2 + 2
    assert all(one["object_marking_refs"] == [stix.MARKINGS[tlp]] for one in own)
    assert all("SYNTHETIC" in one["labels"] for one in own)
    (mark,) = [one for one in objects if one["type"] == "marking-definition"]
    assert mark["extensions"][stix.TLP_EXTENSION]["tlp_2_0"] == tlp
    held = {one["id"] for one in objects}
    assert {ref for one in objects for ref in one.get("object_refs", ())} <= held


def test_a_bundle_that_is_marked_less_than_its_alert_is_not_taken() -> None:
    body = stix.bundle([told(tlp="red")]).replace(stix.MARKINGS["red"].encode(), stix.MARKINGS["clear"].encode())
    with pytest.raises(UsageError, match="TLP:RED"):
        stix.alerts(body)
    with pytest.raises(UsageError, match="no STIX"):
        stix.alerts(b'{"type": "bundle", "id": "bundle--1", "objects": [{"type": "report"}]}')


def test_places_are_at_a_tenth_of_a_degree() -> None:
    objects = json.loads(stix.bundle([told()]))["objects"]
    assert [(one["latitude"], one["longitude"]) for one in objects if one["type"] == "location"] == [(50.5, -3.2), (-0.0, 180.0)]


def test_its_own_library_takes_it_with_nothing_custom() -> None:
    parsed = stix2.parse(stix.bundle([told(2)]), allow_custom=False)
    report = next(one for one in parsed["objects"] if one["type"] == "report")
    assert report["extensions"][stix.EXTENSION]["alert"]["number"] == 2
