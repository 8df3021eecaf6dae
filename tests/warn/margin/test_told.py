"""What a person reads: the three masses first, the condition on every number, both languages, and nothing wider than a terminal."""

import msgspec
import pytest

from tests.warn.margin.made import MONDAY, setting
from tocsin.library import problems
from tocsin.model.margin import NextLook
from tocsin.warn.margin import margin, told
from tocsin.warn.margin.phrases import PHRASES
from tocsin.warn.margin.resting import assumes, sensitive
from tocsin.warn.words import Lang


def text(lang: Lang, **more: object) -> str:
    problem = problems.load("nuclear-escalation")
    assert problem.pathways is not None
    where = setting(problem.pathways, draws=20, inner=8)
    found = margin(where, problem.id, days=2)
    return told.text(msgspec.structs.replace(found, assumes=assumes(where, None), **more), problem, lang)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_fits_and_says_what_it_must(lang: Lang) -> None:
    found = text(lang)
    assert all(len(line) <= 100 for line in found.splitlines())
    assert ("If these step rates hold" if lang == "en" else "Si ces taux par étape tiennent") in found
    assert ("never confirmed" if lang == "en" else "jamais confirmé") in found
    assert ("Blind: public radar images" if lang == "en" else "Aveugles") in found
    assert "None" not in found
    assert "{" not in found


def test_synthetic_and_extras_are_shown() -> None:
    look = NextLook(site="engels", sensor="iceye", at=MONDAY, gain=0.034, channel="sar-commercial", look="x")
    problem = problems.load("nuclear-escalation")
    assert problem.pathways is not None
    rows = sensitive(setting(problem.pathways), "no-visible-steps", 24.0)
    found = text(
        "en",
        synthetic=True,
        next_looks=(look,),
        sensitive=rows,
        hours=dict.fromkeys(("p05", "p25", "p50", "p75", "p95")),
        without=("press",),
    )
    assert found.startswith("TLP:CLEAR")
    assert "SYNTHETIC" in found.splitlines()[0]
    assert "SYNTHETIC" in found.splitlines()[-1]
    assert "Engels air base, iceye, 25 November 2024" in found
    assert "No case is ever confirmed." in found
    assert "Left out: press with sources of its own." in found
    assert "pathways.yml:" in found


def test_no_sentence_for_a_brief_goes_without_its_condition() -> None:
    problem = problems.load("korea-tests")
    assert problem.pathways is not None
    found = margin(setting(problem.pathways, draws=20, inner=8), problem.id)
    assert told.sentences(found, problem)[0].startswith("If these step rates hold: in time ")
    assert told.sentences(found, problem, "fr")[0].startswith("Si ces taux par étape tiennent")


def test_both_languages_hold_the_same_placeholders() -> None:
    import re

    for both in PHRASES.values():
        assert set(re.findall(r"{(\w+)}", both.en)) == set(re.findall(r"{(\w+)}", both.fr))
