"""CAP 1.2: valid against OASIS's schema whatever the words, Exercise and Restricted unless released, its references whole."""

from datetime import timedelta, timezone
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.warn.channels.made import SENDER, told
from tests.warn.triggers.made import NOW
from tocsin.model import Cause
from tocsin.warn.channels import cap

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("CAP-v1.2.xsd")))
HERE = {"c": cap.NAMESPACE}


def parsed(body: bytes) -> etree._Element:
    root = etree.fromstring(body)
    SCHEMA.assertValid(root)
    return root


def one(root: etree._Element, path: str) -> str:
    return str(root.findtext(path, namespaces=HERE))


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("synthetic", [True, False])
@pytest.mark.parametrize("tlp", ["clear", "amber+strict"])
def test_every_kind_is_valid_and_an_exercise(number: int, synthetic: bool, tlp: str) -> None:
    root = parsed(cap.alert(told(number, synthetic=synthetic, tlp=tlp)))
    assert (one(root, "c:status"), one(root, "c:scope")) == ("Exercise", "Restricted")
    assert one(root, "c:restriction").startswith(f"TLP:{tlp.upper()}")
    assert one(root, "c:msgType") == ("Alert", "Update", "Cancel")[number - 1]
    said = [element.text or "" for element in root.iterfind(".//c:headline", HERE)] + [one(root, "c:note")]
    assert len(said) == 3
    assert all(("SYNTHETIC" in text) is synthetic for text in said)
    assert ("SYNTHETIC" in [code.text for code in root.iterfind("c:code", HERE)]) is synthetic
    assert [language.text for language in root.iterfind("c:info/c:language", HERE)] == ["en", "fr"]


def test_references_name_every_message_before_as_it_was_sent() -> None:
    sent = [parsed(cap.alert(told(number))) for number in (1, 2, 3)]
    names = [f"{SENDER},{one(root, 'c:identifier')},{one(root, 'c:sent')}" for root in sent]
    assert sent[0].find("c:references", HERE) is None
    assert one(sent[1], "c:references") == names[0]
    assert one(sent[2], "c:references") == " ".join(names[:2])
    assert len({one(root, "c:incidents") for root in sent}) == 1


def test_a_release_is_a_message_of_its_own_and_follows_released_ones() -> None:
    exercise, free, after = told(2), told(2, release=True), told(3, release=True)
    root, last = parsed(cap.alert(free)), parsed(cap.alert(after))
    assert (one(root, "c:status"), one(root, "c:scope")) == ("Actual", "Public")
    assert root.find("c:restriction", HERE) is None
    assert "N. Name" in one(root, "c:note")
    assert one(root, "c:identifier") != exercise.name
    assert one(last, "c:references").split(" ")[1].split(",")[1] == one(root, "c:identifier")


def test_what_never_went_out_is_no_update_to_who_receives_it() -> None:
    free = told(2, release=True)._replace(before=())
    assert one(parsed(cap.alert(free)), "c:msgType") == "Alert"


def test_times_have_digits_for_their_zone_and_places_a_tenth_of_a_degree() -> None:
    moved = told()._replace(sent=NOW.astimezone(timezone(timedelta(hours=5, minutes=45))))
    root = parsed(cap.alert(moved))
    assert one(root, "c:sent") == f"{NOW:%Y-%m-%dT%H:%M:%S}-00:00"
    assert [circle.text for circle in root.iterfind("c:info[1]/c:area/c:circle", HERE)] == ["50.5,-3.2 11", "-0.0,180.0 11"]
    assert "Sorn & <co>" in one(root, "c:info/c:area/c:areaDesc")


@pytest.mark.parametrize(("chance", "word"), [(None, "Unknown"), (0.6, "Likely"), (0.5, "Possible"), (0.04, "Unlikely")])
def test_certainty_is_a_probabilitys_or_unknown(chance: float | None, word: str) -> None:
    assert one(parsed(cap.alert(told(probability=chance))), "c:info/c:certainty") == word


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_no_words_break_it(words: str) -> None:
    message = told(title={"en": words, "fr": words}, area={"en": words}, places=())
    alert = msgspec.structs.replace(message.alert, causes=(_cause(words, message.alert.t_known),))
    parsed(cap.alert(message._replace(alert=alert)))


def _cause(words: str, when: object) -> Cause:
    return Cause(key="k", trigger="t", kind="drift", subject=words, what={"en": words}, t_known=NOW)
