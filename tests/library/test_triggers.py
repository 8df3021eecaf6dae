"""triggers.yml: every slip is found, with its line and what was perhaps meant; the shipped ones are sound."""

import shutil
from pathlib import Path

import pytest

from tocsin.library import problems
from tocsin.library.paths import root

FILE = """triggers:
  - id: one
    name: {en: One}
    watch: indicator
    of: [dispersal]
    action: {en: Look.}
    why: a test
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(root() / "templates" / "problem", tmp_path / "p")
    return tmp_path / "p"


def mistakes(folder: Path, text: str) -> list[str]:
    (folder / "triggers.yml").write_text(text, encoding="utf-8")
    return problems.check(folder)


def test_a_sound_file_has_its_defaults(folder: Path) -> None:
    assert mistakes(folder, FILE) == []
    (one,) = problems.load(folder).triggers
    assert (one.states, one.who, one.severity, one.acknowledge) == (("lit",), "watch-officer", "moderate", True)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("[dispersal]", "[disperzal]", "triggers.yml:5:9 triggers.0.of: 'disperzal' is no indicator. Did you mean 'dispersal'?"),
        ("watch: indicator", "watch: indicater", "Did you mean 'indicator'"),
        ("    why: a test\n", "", "why"),
        ("    action: {en: Look.}\n", "", "action"),
        ("of: [dispersal]", "of: [dispersal]\n    is: [bright]", "no state of a indicator"),
        ("of: [dispersal]", "of: [dispersal]\n    up: 0.5", "`up` says nothing of a indicator"),
        ("of: [dispersal]", "of: [dispersal]\n    places: [nowhere]", "no watched place"),
        ("watch: indicator\n    of: [dispersal]", "watch: probability\n    of: [event]\n    up: 0.1", "lower `down`"),
        ("watch: indicator\n    of: [dispersal]", "watch: probability\n    of: [event]\n    up: 0.1\n    down: 0.2", "lower `down`"),
        (
            "watch: indicator\n    of: [dispersal]",
            "watch: probability\n    of: [evnt]\n    up: 0.1\n    down: 0.05",
            "no hypothesis. Did you mean",
        ),
        ("watch: indicator\n    of: [dispersal]", "watch: margin\n    below: 9", "higher `above`"),
        ("watch: indicator\n    of: [dispersal]", "watch: judgement\n    whose: ours", "`factor`"),
        ("watch: indicator\n    of: [dispersal]", "watch: calendar\n    of: [party]", "kind of calendar entry"),
        ("    why: a test\n", "    why: a test\n    fresh_days: 1\n    update_minutes: 2000\n", "longer than facts stay fresh"),
        (
            "    why: a test\n",
            "    why: a test\n    escalate: [{after_minutes: 9, who: a}, {after_minutes: 5, who: b}]\n",
            "one after the other",
        ),
        ("    why: a test\n", "    why: a test\n" + FILE.partition("\n")[2], "'one' is declared already"),
    ],
)
def test_a_slip_is_named(folder: Path, was: str, now: str, said: str) -> None:
    found = mistakes(folder, FILE.replace(was, now))
    assert len(found) == 1, found
    assert said in found[0]


@pytest.mark.parametrize("name", problems.shipped())
def test_shipped_triggers_say_what_to_do_in_both_languages(name: str) -> None:
    for one in problems.load(name).triggers:
        assert set(one.name) >= {"en", "fr"}
        assert set(one.action) >= {"en", "fr"}
        assert one.why
