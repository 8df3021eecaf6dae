"""Two reports side by side: a swapped actor, another number and the opposite polarity are found, and nothing where all is the same."""

import numpy as np
import pytest
from tests.corroborate.meaning.fake import kept

from tocsin.corroborate.meaning.compare import compare, held
from tocsin.corroborate.meaning.contest import nearest, nearly_one
from tocsin.corroborate.meaning.facts import Facts, facts

TITLE = "Guards doubled at the depot in Orlinsk"
BODY = (
    "Guards were doubled at the nuclear depot in Orlinsk, said Minister Varenko.\n"
    "Varenko told Halloway that 14 trucks had come in three days, and Halloway did report it.\n"
    "Nobody at the gate would say for how long."
)


def said(body: str = BODY) -> Facts:
    return facts("en", TITLE, body)


def kinds(later: Facts, earlier: Facts) -> set[str]:
    return {finding.kind for finding in compare(later, earlier, kept().encode).findings}


def test_the_same_differs_in_nothing() -> None:
    found = compare(said(), said(), kept().encode)
    assert not found.findings
    assert found.pairs == 4
    assert found.features["meaning"] == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("14 trucks", "41 trucks", "number"),
        ("Varenko", "Ostrander", "name"),
        ("Guards were doubled", "Guards were not doubled", "polarity"),
    ],
)
def test_what_was_changed_is_found(old: str, new: str, kind: str) -> None:
    changed = said(BODY.replace(old, new))
    assert kinds(said(), changed) == {kind}
    assert kinds(changed, said()) == {kind}


def test_two_who_trade_places_are_found() -> None:
    one = said("Varenko met the guards of the depot.\nLater Halloway left the city by train.\nVarenko stayed.\nHalloway wrote of it.")
    other = said("Halloway met the guards of the depot.\nLater Varenko left the city by train.\nHalloway stayed.\nVarenko wrote of it.")
    assert "role" in kinds(one, other)


def test_of_two_nearly_equal_texts_the_one_that_is_rendered_is_found() -> None:
    true, changed = said(), said(BODY.replace("14 trucks", "41 trucks"))
    rendering = facts("en", None, "At the depot 14 trucks had come, Varenko told Halloway, in three days.\nNobody would say for how long.")
    assert nearly_one(true, changed)
    assert nearest(rendering, true, changed, kept().encode) == 0
    assert nearest(rendering, changed, true, kept().encode) == 1
    assert not nearly_one(true, rendering)


@pytest.mark.parametrize(("value", "others", "found"), [(7, {19}, True), (80, {1980}, True), (14, {41}, False), (2016, {2013}, False)])
def test_numbers_written_another_way_are_the_same(value: float, others: set[float], found: bool) -> None:
    assert held(value, frozenset(others)) is found


def test_an_empty_report_has_nothing_to_compare() -> None:
    empty = facts("en", None, "")
    found = compare(empty, said(), lambda texts, code: kept().encode(texts, code) if texts else np.empty((0, 0), dtype=np.float32))
    assert found.pairs == 0
    assert not any(found.features.values())
