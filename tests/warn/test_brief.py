"""The brief: what a tired person must find, and what must never be in it."""

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warn.made import AS_OF, NAME_OF_THE_HIDDEN, SINCE, Made, case, judged
from tocsin.model import Brief, Coverage, Dissent, Origin, Reading, Tlp, from_json, to_json
from tocsin.warn.brief import WORDS, compose, explain
from tocsin.warn.material import Material
from tocsin.warn.words import Lang

LANGS: tuple[Lang, ...] = ("en", "fr")
LIKELIHOOD = re.compile(r"probab|likely|1 in |1 sur |%|chance", re.IGNORECASE)
CONFIDENCE = re.compile(r"confiden|confian", re.IGNORECASE)
both = pytest.mark.parametrize("lang", LANGS)


def made(lang: Lang, given_: Made | None = None, **more: Any) -> Brief:
    held = given_ or case()
    return compose(held.assessment, held.origins, held.readings, held.reports, held.problem, (), lang=lang, **more)


def told(brief: Brief, section: str | None = None) -> str:
    return "\n".join(s.text for s in brief.sentences if section in (None, s.section))


@both
def test_every_sentence_has_a_reference_that_holds(lang: Lang) -> None:
    held = case()
    texts = {report.id: report.text for report in held.reports}
    brief = made(lang, held, since=SINCE, previous=held.previous)
    for sentence in brief.sentences:
        assert sentence.references, sentence.text
        for reference in sentence.references:
            assert reference.declared or reference.origin or reference.report
            if reference.report is not None:
                assert reference.report in texts
            if reference.span is not None:
                start, end = reference.span
                assert reference.report is not None
                assert 0 <= start < end <= len(texts[reference.report])
                assert reference.words == texts[reference.report][start:end]


@both
def test_quotations_rest_on_their_words(lang: Lang) -> None:
    brief = made(lang)
    quoted = [s for s in brief.sentences if s.section == "said" and s.role == "fact"]
    assert quoted
    for sentence in quoted:
        assert any(r.words and r.words.strip(" «»")[:20] in sentence.text for r in sentence.references)


@given(st.sampled_from(LANGS), st.floats(1e-7, 0.98))
def test_likelihood_and_confidence_are_never_in_one_sentence(lang: Lang, mean: float) -> None:
    brief = made(lang, case(mean))
    assert {"likelihood", "confidence"} <= {s.role for s in brief.sentences}
    for sentence in brief.sentences:
        for part in re.split(r"(?<=[.!?])\s", sentence.text):
            if CONFIDENCE.search(part):
                assert sentence.role == "confidence"
                assert not LIKELIHOOD.search(part), part
        if sentence.role == "likelihood":
            assert not CONFIDENCE.search(sentence.text)


@both
def test_below_one_percent_there_are_no_yardstick_words(lang: Lang) -> None:
    low, high = told(made(lang, case(0.002)), "key-judgements"), told(made(lang, case(0.07)), "key-judgements")
    words = "very unlikely" if lang == "en" else "très peu probable"
    below = "below the yardstick" if lang == "en" else "en dessous du barème"
    assert below in low
    assert words not in low
    assert below not in high
    assert words in high


@pytest.mark.parametrize("lang", LANGS)
def test_what_moved_it_adds_up(lang: Lang) -> None:
    held = case()
    for brief in (made(lang, held), made(lang, held, since=SINCE, previous=held.previous)):
        moves = [s.text for s in brief.sentences if s.section == "changed"]
        counts = [
            int(m[1].replace("−", "-").replace("±", "").replace(",", "").replace("\u202f", "")) for t in moves if (m := MOVE.match(t))
        ]
        unit = next(t for t in moves if "1,000" in t or "1\u202f000" in t or "0,000" in t or "0\u202f000" in t)
        numbers = [int(re.sub(r"[,\u202f]", "", n)) for n in re.findall(r"\d[\d,\u202f]*", unit)]
        assert len(counts) >= 3
        assert sum(counts) == numbers[2] - numbers[1]


MOVE = re.compile(r"([+−±][\d,\u202f]+)")


@both
def test_nothing_moved_is_said(lang: Lang) -> None:
    held = case(0.0008, moved=False)
    changed = told(made(lang, held, since=SINCE, previous=held.previous), "changed")
    assert ("Nothing moved the probability of a breach" if lang == "en" else "Rien n’a fait bouger la probabilité d’une rupture") in changed


@both
def test_the_chain_the_drift_and_the_interested_denial_are_told(lang: Lang) -> None:
    said = told(made(lang), "said")
    anonymous = "anonymous" if lang == "en" else "anonyme"
    assert f"ombrine.example ← Agence Ombrine ← un ingénieur ({anonymous})" in said
    assert "contre la capitale" in said
    assert "en aval de Sorn" in said


def test_an_interested_denial_is_said_to_be_one() -> None:
    held = case()
    denial = next(s for s in held.readings[0].statements if s.act == "denial")
    only = msgspec.structs.replace(held.origins[0], statements=(denial.id,))
    brief = made("en", msgspec.structs.replace(held, origins=(only,)))
    lines = [s.text for s in brief.sentences if s.section == "said"]
    at = next(n for n, text in enumerate(lines) if "denial" in text and "tiendra" in text)
    assert "interested party's denial" in lines[at + 1]


@both
def test_an_anonymous_speaker_is_never_named(lang: Lang) -> None:
    held = case()
    third = msgspec.structs.replace(held.assessment.judgements[0], by=NAME_OF_THE_HIDDEN)
    leaky = msgspec.structs.replace(held, assessment=msgspec.structs.replace(held.assessment, judgements=(third,)))
    brief = made(lang, leaky, since=SINCE, previous=held.previous)
    assert NAME_OF_THE_HIDDEN not in to_json(brief).decode()
    assert "orsolya" not in to_json(brief).decode()


@both
def test_unseen_is_not_calm(lang: Lang) -> None:
    brief = made(lang)
    unseen = "seepage at the foot" if lang == "en" else "suintement au pied"
    quiet = next(s.text for s in brief.sentences if s.section == "board" and s.text.startswith(("Quiet", "Calmes")))
    assert unseen not in quiet
    assert unseen in told(brief, "blind")
    assert ("Nobody looked" if lang == "en" else "Personne n’a observé") in told(brief, "blind")


@both
def test_third_parties_keep_their_words(lang: Lang) -> None:
    others = told(made(lang), "others")
    assert "peu probable" in others
    assert ("horizon unstated" if lang == "en" else "horizon non précisé") in others
    assert ("ICD 203: 20%-45%" if lang == "en" else "ICD 203\u202f: 20\u202f%-45\u202f%") in others


@both
def test_dissent_stands_beside(lang: Lang) -> None:
    dissent = Dissent(
        id="d1", assessment="a", by="M. Arkel", hypothesis="breach", horizon=30, probability=0.2, why="the wall sweats", t_known=AS_OF
    )
    assert "the wall sweats" in told(made(lang, dissents=(dissent,)), "others")


@pytest.mark.parametrize("which", ["assessment", "report", "reading", "origin", "previous"])
def test_one_synthetic_input_marks_the_brief(which: str) -> None:
    held = case()
    mark = msgspec.structs.replace
    given_ = {
        "assessment": mark(held, assessment=mark(held.assessment, synthetic=True)),
        "report": mark(held, reports=(mark(held.reports[0], synthetic=True), *held.reports[1:])),
        "reading": mark(held, readings=(mark(held.readings[0], synthetic=True), *held.readings[1:])),
        "origin": mark(held, origins=(mark(held.origins[0], synthetic=True), *held.origins[1:])),
        "previous": held,
    }[which]
    previous = mark(held.previous, synthetic=which == "previous")
    brief = made("fr", given_, previous=previous)
    assert brief.synthetic
    assert "SYNTHETIC" in brief.marking
    assert "SYNTHETIC" in told(brief, "notice")
    assert not made("fr", held, previous=held.previous).synthetic


@pytest.mark.parametrize("tlp", ["clear", "green", "amber", "amber+strict", "red"])
def test_the_highest_tlp_marks_the_brief(tlp: Tlp) -> None:
    brief = made("en", case(tlp=tlp))
    assert brief.tlp == tlp
    assert brief.marking.startswith(f"TLP:{tlp.upper()} - Exercise / Restricted")


@both
def test_labels_come_from_the_problem_and_fall_back_to_english(lang: Lang) -> None:
    first = told(made(lang), "key-judgements")
    assert ("a breach of the dam" if lang == "en" else "d’une rupture du barrage") in first
    assert "an overflow" in first
    assert "nucle" not in told(made(lang)).casefold()


@both
def test_it_stays_short_however_much_was_said(lang: Lang) -> None:
    held = case()
    many = _many(held, 60)
    brief = made(lang, many, since=SINCE, previous=held.previous)
    assert sum(len(s.text.split(" ")) for s in brief.sentences) <= WORDS + 60
    assert "tocsin statements" in told(brief, "said")


def _many(held: Made, count: int) -> Made:
    """The case with `count` more origins, each of one statement of its own."""
    origins: list[Origin] = list(held.origins)
    readings: list[Reading] = list(held.readings)
    first = held.readings[0].statements[1]
    for n in range(count):
        own = msgspec.structs.replace(first, id=f"copy-{n}")
        readings.append(msgspec.structs.replace(held.readings[0], report=f"r{n}", statements=(own,)))
        origins.append(msgspec.structs.replace(held.origins[0], id=f"origin-{n}", statements=(own.id,)))
    return msgspec.structs.replace(held, origins=tuple(origins), readings=tuple(readings))


@both
def test_same_input_same_brief_whatever_the_order(lang: Lang) -> None:
    held = case()
    turned = msgspec.structs.replace(held, origins=held.origins[::-1], readings=held.readings[::-1], reports=held.reports[::-1])
    one, other = made(lang, held), made(lang, turned)
    assert to_json(one) == to_json(other)
    assert from_json(Brief, to_json(one)) == one


def test_both_languages_have_the_same_bones() -> None:
    held = case()
    english, french = (made(lang, held, since=SINCE, previous=held.previous) for lang in LANGS)
    assert [(s.section, s.role) for s in english.sentences] == [(s.section, s.role) for s in french.sentences]
    assert [s.references for s in english.sentences] == [s.references for s in french.sentences]


def test_nothing_at_all_still_makes_a_brief() -> None:
    held = case(0.0008, moved=False)
    empty = msgspec.structs.replace(held.assessment, judgements=(), blind=(), assumptions=())
    brief = compose(empty, (), (), (), held.problem, (), lang="en")
    assert "No report says anything" in told(brief, "said")
    assert all(sentence.references for sentence in brief.sentences)


def test_explain_tells_what_moved_a_hypothesis_and_refuses_an_unknown_one() -> None:
    held = case()
    lines = explain(held.assessment, "breach", held.origins, held.readings, held.reports, held.problem)
    assert any("trucks leaving the quarry" in sentence.text for sentence in lines)
    assert any(r.words == "Des camions ont quitté la carrière de Sorn." for sentence in lines for r in sentence.references)
    with pytest.raises(KeyError):
        explain(held.assessment, "nothing", held.origins, held.readings, held.reports, held.problem)


def test_a_content_that_says_too_little_is_quoted_with_its_sentence() -> None:
    held = case()
    denial = next(s for s in held.readings[0].statements if s.act == "denial")
    start = held.reports[0].text.index("« Le barrage tiendra »")
    whole = held.reports[0].text[start:]
    wider = msgspec.structs.replace(denial, span=(start, start + len(whole)), text=whole)
    only = msgspec.structs.replace(held.origins[0], statements=(denial.id,))
    readings = (msgspec.structs.replace(held.readings[0], statements=(wider,)), *held.readings[1:])
    brief = made("fr", msgspec.structs.replace(held, origins=(only,), readings=readings))
    assert "a assuré la Régie des eaux" in told(brief, "said")


@both
def test_other_hypotheses_at_their_base_rate_share_a_line(lang: Lang) -> None:
    held = case()
    near = told(made(lang, held), "key-judgements")
    moved = msgspec.structs.replace(held.assessment, hypotheses=(held.assessment.hypotheses[0], judged("overflow", 0.2, 0.07)))
    far = told(made(lang, msgspec.structs.replace(held, assessment=moved)), "key-judgements")
    line = "At or near their base rates" if lang == "en" else "À leur taux de base ou presque"
    assert line in near
    assert line not in far
    assert ("base 7%" if lang == "en" else "base 7\u202f%") in far


@both
def test_a_denial_is_quoted_with_the_words_that_deny(lang: Lang) -> None:
    held = case()
    denial = next(s for s in held.readings[0].statements if s.act == "denial")
    start, end = denial.span
    text = held.reports[0].text
    narrow = msgspec.structs.replace(denial, span=(max(0, start - 30), end), text=text[max(0, start - 30) : end])
    only = msgspec.structs.replace(held.origins[0], statements=(denial.id,))
    readings = (msgspec.structs.replace(held.readings[0], statements=(narrow,)), *held.readings[1:])
    brief = made(lang, msgspec.structs.replace(held, origins=(only,), readings=readings))
    assert any(r.span == narrow.span for s in brief.sentences if s.section == "said" for r in s.references)


@both
def test_an_indicator_that_nobody_watched_is_never_called_quiet(lang: Lang) -> None:
    held = case()
    board = tuple(msgspec.structs.replace(row, coverage=0.0, status="quiet") for row in held.assessment.indicators)
    brief = made(lang, msgspec.structs.replace(held, assessment=msgspec.structs.replace(held.assessment, indicators=board)))
    assert not any(s.section == "board" and s.text.startswith(("Quiet", "Calmes")) for s in brief.sentences)


def test_a_french_brief_leaves_recorded_english_out() -> None:
    held = case()
    noted = msgspec.structs.replace(held.assessment, assumptions=("the run starts 180 days before",))
    brief = made("fr", msgspec.structs.replace(held, assessment=noted))
    assert "the run starts" not in told(brief)
    assert "consignée" in told(brief, "assumptions")


@both
def test_one_assessors_same_words_are_told_once(lang: Lang) -> None:
    held = case()
    first = held.assessment.judgements[0]
    twice = (
        msgspec.structs.replace(first, statement="elsewhere", by="Agence"),
        msgspec.structs.replace(first, statement="again", by="Agence"),
    )
    brief = made(lang, msgspec.structs.replace(held, assessment=msgspec.structs.replace(held.assessment, judgements=twice)))
    assert told(brief, "others").count("peu probable") == 1


@both
def test_that_a_source_looked_is_said_to_be_assumed_where_the_watch_says_so(lang: Lang) -> None:
    held = case()
    row = held.assessment.indicators[0]
    seen = msgspec.structs.replace(row, role="evidence", coverage=0.4)
    watched = msgspec.structs.replace(held, assessment=msgspec.structs.replace(held.assessment, indicators=(seen,)))
    day = Coverage(
        id="c", indicator=row.id, source="post", t_start=SINCE, t_end=AS_OF, t_known=AS_OF, status="watched", looked=0.4, method="watch",
        method_version="1",
    )  # fmt: skip
    words = "assumption by kind of source" if lang == "en" else "hypothèse selon le genre de source"
    for coverage, said in (((day,), True), ((msgspec.structs.replace(day, method="instruments"),), False), ((), False)):
        brief = made(lang, watched, material=Material(coverage=coverage))
        assert (words in told(brief, "board")) == said
