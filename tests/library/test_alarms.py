"""A file of past false alarms that is wrong is refused with every mistake, where it stands."""

import shutil
from pathlib import Path

import pytest

from tocsin.errors import ConfigError
from tocsin.library import problems
from tocsin.library.paths import root

NUCLEAR = root() / "problems" / "nuclear-escalation"

SOUND = """\
false_alarms:
  - id: lake-2020
    date: 2020-03-01
    resolved: 2020-03-04
    outcome: explained
    what: {en: "Lights over the lake", fr: "Des lueurs sur le lac"}
    how: {en: "A drill of the fire service", fr: "Un exercice des pompiers"}
    source: "Lake Post, 1 March 2020"
    resolved_by: "Lake Post, 4 March 2020"
    indicators: [storage_activity]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(NUCLEAR, tmp_path / "mine"))


def mistakes(folder: Path, text: str) -> list[str]:
    (folder / "false_alarms.yml").write_text(text, encoding="utf-8")
    return problems.check(str(folder))


def test_a_sound_file_is_taken_and_known_since_its_end(folder: Path) -> None:
    assert mistakes(folder, SOUND) == []
    [alarm] = problems.load(str(folder)).false_alarms
    assert alarm.known_since == alarm.resolved


@pytest.mark.parametrize(
    ("old", "new", "row", "words"),
    [
        ("resolved: 2020-03-04", "resolved: 2020-02-04", 2, "before it arose"),
        ("    outcome: explained\n", "    outcome: explained\n    known_since: 2020-03-02\n", 2, "before it was resolved"),
        ("outcome: explained", "outcome: forgotten", 5, "outcome"),
        ("[storage_activity]", "[storage_activty]", 10, "storage_activity"),
        ("[storage_activity]", "[]", 10, "indicators"),
        ("[storage_activity]\n", "[storage_activity]\n    entities: [country:atlantis]\n", 11, "country:atlantis"),
        ('    source: "Lake Post, 1 March 2020"\n', "", 2, "source"),
        ("date: 2020-03-01", "date: yesterday", 3, "date"),
        ("resolved_by:", "resolved_bye:", 9, "resolved_by"),
        ('fr: "Des lueurs sur le lac"', 'fr: ""', 6, "fr"),
    ],
)
def test_each_mistake_is_told_with_its_place(folder: Path, old: str, new: str, row: int, words: str) -> None:
    assert SOUND.count(old) == 1
    found = mistakes(folder, SOUND.replace(old, new))
    assert any(f"false_alarms.yml:{row}:" in line and words in line for line in found), found


def test_two_of_one_id_are_told(folder: Path) -> None:
    found = mistakes(folder, SOUND + SOUND.removeprefix("false_alarms:\n"))
    assert any("lake-2020" in line for line in found)


@pytest.mark.parametrize("text", ["false_alarms: [", "- a\n- b\n", "false_alarms: 3\n", "false_alarm: []\n"])
def test_a_file_that_is_none_is_refused_whole(folder: Path, text: str) -> None:
    assert mistakes(folder, text)
    with pytest.raises(ConfigError):
        problems.load(str(folder))
