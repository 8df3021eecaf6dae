"""Acts and polarities: the tables hold together, and each rule family decides our own sentences in both languages alike."""

from collections.abc import Callable

import pytest

from tocsin.model import Reading
from tocsin.read import acts, polarity
from tocsin.read.marks import MARKS, bit, bits
from tocsin.read.rules import Rule, Table, compiled, first

PAIRS = [
    (
        "threat",
        "raises",
        "The Kremlin said on Monday that any strike on Crimea with Western missiles would be met with a nuclear answer.",
        "Le Kremlin a déclaré lundi que toute frappe sur la Crimée avec des missiles occidentaux serait suivie d'une riposte nucléaire.",
    ),
    (
        "report",
        "lowers",
        "The Lithuanian defence minister said that no Russian nuclear warhead had left its depot.",
        "Le ministre lituanien de la Défense a dit qu'aucune ogive nucléaire russe n'avait quitté son dépôt.",
    ),
    (
        "disclosure",
        "raises",
        "Two unnamed officers said that six lorries carrying nuclear warheads left the depot near Saratov on Sunday.",
        "Deux officiers anonymes affirment que six camions chargés d'ogives nucléaires ont quitté le dépôt près de Saratov.",
    ),
    (
        "assessment",
        "lowers",
        "An analyst in Oslo, Tove Brandvik, said that the use of a nuclear weapon in Ukraine remained unlikely.",
        "Selon une analyste d'Oslo, Tove Brandvik, l'emploi d'une arme nucléaire en Ukraine reste peu probable.",
    ),
    (
        "denial",
        "neutral",
        "The Russian defence ministry denied that nuclear warheads had been moved to Belarus.",
        "Le ministère russe de la Défense a démenti que des ogives nucléaires aient été déplacées en Biélorussie.",
    ),
    (
        "criticism",
        "neutral",
        "The Polish opposition denounced the nuclear blackmail of the Russian president.",
        "L'opposition polonaise a dénoncé le chantage nucléaire du président russe.",
    ),
]


@pytest.mark.parametrize(("act", "points", "english", "french"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_both_languages_decide_alike(read: Callable[..., Reading], act: str, points: str, english: str, french: str) -> None:
    for text in (english, french):
        found = [(item.act, item.polarity) for item in read(text).statements]
        assert (act, points) in found, (text, found)


@pytest.mark.parametrize("table", [acts.TABLE, polarity.TABLE], ids=["acts", "polarities"])
def test_a_table_ends_with_a_rule_that_asks_nothing_and_no_rule_is_written_twice(table: Table[str]) -> None:
    rules = [item.rule for item in table]
    assert [rule.when for rule in rules].index("") == len(rules) - 1
    assert len({rule.when for rule in rules}) == len(rules)
    assert all(rule.why for rule in rules)


def test_every_mark_is_asked_for() -> None:
    asked = 0
    for table in (acts.TABLE, polarity.TABLE):
        for item in table:
            asked |= item.present | item.absent
            for present, absent in item.choices:
                asked |= present | absent
    assert [mark for mark in sorted(MARKS) if not bit(mark) & asked] == []


def test_a_mark_that_nobody_defines_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown mark 'sounds odd'"):
        compiled([Rule("x", "quoted, sounds odd", "a slip")])


def test_first_rule_wins_and_absence_counts() -> None:
    table = compiled([Rule("a", "quoted, not adversary", ""), Rule("b", "quoted | own", ""), Rule("c", "", "")])
    cases = ({"quoted"}, {"quoted", "adversary"}, {"own"}, {"adversary"})
    assert [first(table, bits(marks)).value for marks in cases] == ["a", "b", "b", "c"]
