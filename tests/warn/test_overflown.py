"""The next looks: the soonest of each kind, the longest time without one, never a tasking; what is not known is said."""

from dataclasses import replace

import pytest

from tests.warn.laid import material, overhead, whole
from tocsin.warn.words import Lang


def told(lang: Lang, **more: object) -> list[str]:
    beside = replace(material(), timely=None, **more)  # type: ignore[arg-type]  # fields of Material
    return [s.text for s in whole(lang, beside=beside).sentences if s.section == "margin"][1:]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_next_look_of_each_kind_and_the_longest_gap(lang: Lang) -> None:
    first, gap, caveat = told(lang)
    assert "13 March 2031, 02:59 UTC" in first if lang == "en" else "13 mars 2031, 02 h 59 UTC" in first
    assert ("sky clear with 25%" if lang == "en" else "ciel clair à 25\u202f%") in first
    assert ("48 hours, 2 looks at 1 watched" if lang == "en" else "48 heures, 2 passages au-dessus de 1 lieux") in first
    assert ("14 hours from 12 March" if lang == "en" else "14 heures à partir du 12 mars") in gap
    assert ("not taskings" if lang == "en" else "non des commandes") in caveat


def test_what_is_not_known_is_said() -> None:
    assert told("en", overhead=None) == ["Nothing is known of the next looks from space."]
    assert "all are refused" in told("en", overhead=overhead(usable=False))[0]
    assert "no element sets" in told("en", overhead=overhead(usable=False, elements=0))[0]
