"""The forms: a flash says what happened, what it moves, what is not known, what to do and by whom; a handover what the next needs."""

import re

import msgspec
import pytest

from tests.warn.laid import TOLD, material, whole
from tests.warn.made import AS_OF, case
from tests.warn.test_brief import CONFIDENCE, LIKELIHOOD
from tocsin.model import Brief
from tocsin.model.briefs import Form
from tocsin.warn.material import NOTHING
from tocsin.warn.words import Lang

both = pytest.mark.parametrize("lang", ["en", "fr"])
FORMS: tuple[Form, ...] = ("daily", "flash", "handover")


def told(brief: Brief, section: str | None = None) -> str:
    return "\n".join(s.text for s in brief.sentences if section in (None, s.section))


def sections(brief: Brief) -> list[str]:
    return list(dict.fromkeys(s.section for s in brief.sentences))


@both
def test_a_flash_has_its_four_parts_in_order(lang: Lang) -> None:
    brief = whole(lang, "flash")
    assert sections(brief) == ["happened", "moves", "unknown", "next", "notice"]
    assert "camions" in told(brief, "happened")
    assert "O. Arkel" in told(brief, "next")
    assert TOLD[lang][0] in told(brief, "unknown")
    assert len(told(brief).split(" ")) < 350


@both
def test_what_a_flash_does_not_show_is_counted(lang: Lang) -> None:
    held = case()
    more = tuple(msgspec.structs.replace(held.origins[0], id=f"o{n}") for n in range(4))
    brief = whole(lang, "flash", msgspec.structs.replace(held, origins=(*held.origins, *more)))
    assert ("Not shown: 3 origins" if lang == "en" else "Non montrées : 3 origines") in told(brief, "happened")
    assert ("rests on 6 origins" if lang == "en" else "repose sur 6 origines") in told(brief, "unknown")


@both
def test_a_flash_of_nothing_says_so(lang: Lang) -> None:
    brief = whole(lang, "flash", since=AS_OF, beside=NOTHING)
    assert ("Nothing new that bears" if lang == "en" else "Rien de nouveau sur le problème") in told(brief, "happened")
    assert ("Do nothing more" if lang == "en" else "Rien de plus") in told(brief, "next")
    assert ("Nothing is known of warning time" if lang == "en" else "Rien n’est connu du délai") in told(brief, "unknown")


@both
def test_a_handover_names_who_has_what(lang: Lang) -> None:
    brief = whole(lang, "handover")
    assert sections(brief) == ["watched", "key-judgements", "changed", "happened", "alerts", "due", "unknown", "notice"]
    assert ("L. Sorn has it" if lang == "en" else "pris par L. Sorn") in told(brief, "alerts")
    assert ("nobody has acknowledged it" if lang == "en" else "personne n’en a accusé réception") in told(brief, "alerts")
    assert "the spring flood" in told(brief, "due")
    none = whole(lang, "handover", beside=NOTHING)
    assert ("no workspace" if lang == "en" else "pas d’espace de travail") in told(none, "alerts")


@both
def test_a_handover_of_a_quiet_watch_says_so_once(lang: Lang) -> None:
    brief = whole(lang, "handover", since=AS_OF)
    assert "happened" not in sections(brief)
    assert ("Nothing new became known since 12 March 2031, 23:59" if lang == "en" else "12 mars 2031, 23 h 59") in told(brief, "changed")


@both
@pytest.mark.parametrize("form", ["flash", "handover"])
def test_what_was_heard_of_unwatched_is_told_apart_from_what_nobody_watched(lang: Lang, form: Form) -> None:
    brief = whole(lang, form)
    rows = [row for row in case().assessment.indicators if row.role == "evidence" and not row.coverage]
    names = {i.id: i.name.get(lang) or i.name["en"] for i in case().problem.indicators}
    lines = [sentence.text for sentence in brief.sentences if sentence.section == "unknown"]
    for row in rows:
        (line,) = [text for text in lines if names[row.id].replace("'", "’") in text]
        assert line.startswith(("Heard of" if lang == "en" else "Connus") if row.origins else ("Nobody" if lang == "en" else "Personne"))


@both
@pytest.mark.parametrize("form", FORMS)
def test_likelihood_and_confidence_stay_apart_and_every_sentence_rests_on_something(lang: Lang, form: Form) -> None:
    brief = whole(lang, form)
    for sentence in brief.sentences:
        assert sentence.references, sentence.text
        for part in re.split(r"(?<=[.!?])\s", sentence.text):
            if CONFIDENCE.search(part):
                assert sentence.role == "confidence"
                assert not LIKELIHOOD.search(part), part


@pytest.mark.parametrize("form", FORMS)
def test_no_place_is_fine_and_the_same_input_gives_the_same_brief(form: Form) -> None:
    brief = whole("en", form, beside=material(words="50.12345, 30.54321"))
    assert "50.12" not in told(brief)
    assert brief.form == form
    assert whole("en", form) == whole("en", form)


@both
def test_the_daily_brief_tells_the_other_reading_what_would_change_it_time_and_sources(lang: Lang) -> None:
    brief = whole(lang)
    assert ("strongest other reading is “strained”" if lang == "en" else "autre lecture est «\u202fstrained\u202f»") in told(
        brief, "alternative"
    )
    assert ("(x1.60)" if lang == "en" else "(x1,60)") in told(brief, "alternative")
    assert ("a further source of grade B: 30" if lang == "en" else "une source de plus, cotée B\u202f: 30") in told(brief, "ahead")
    assert "the spring flood" in told(brief, "ahead")
    assert all(sentence in told(brief, "margin") for sentence in TOLD[lang])
    counted = told(brief, "sources")
    assert ("4 reports, of 3 origins" if lang == "en" else "4 articles, de 3 origines") in counted
    assert ("Of them, 1 report" if lang == "en" else "Parmi eux, 1 article") in counted


@both
def test_what_is_missing_is_said_to_be(lang: Lang) -> None:
    brief = whole(lang, beside=NOTHING)
    for section in ("alternative", "ahead", "margin"):
        assert told(brief, section)
    assert ("No other reading was worked out" if lang == "en" else "Aucune autre lecture") in told(brief, "alternative")
    silent = case()
    assert told(whole(lang, made=msgspec.structs.replace(silent, origins=(), readings=(), reports=()), beside=NOTHING), "said")
