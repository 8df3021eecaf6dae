"""Rendering: fits the terminal, marks SYNTHETIC, lets nothing hostile through, leaves nothing out."""

import re
import unicodedata

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warn.made import SINCE, Made, case
from tocsin.model import Brief, Probability, Reason, Reasons, from_json
from tocsin.warn import render
from tocsin.warn.brief import compose
from tocsin.warn.words import Lang

LANGS: tuple[Lang, ...] = ("en", "fr")
both = pytest.mark.parametrize("lang", LANGS)
ATTACK = "\x1b]0;owned\x07\x1b[2J\u202eelif\u202c\u200b\x9b31m 50.12345, 30.54321 "


def made(lang: Lang, held: Made | None = None) -> Brief:
    held = held or case()
    return compose(
        held.assessment, held.origins, held.readings, held.reports, held.problem, (), lang=lang, since=SINCE, previous=held.previous
    )


def hostile() -> Made:
    """The case with every word from outside attacked."""
    held = case()
    mark = msgspec.structs.replace
    wire = held.reports[0]
    text = ATTACK + wire.text.replace("Des camions", ATTACK + "Des camions")
    start = text.index(ATTACK + "Des")
    attacked = mark(wire, text=text, path=ATTACK, site=ATTACK)
    trucks = mark(held.readings[0].statements[1], span=(start, start + 60), content_span=(start, start + 60), text=text[start : start + 60])
    reading = mark(held.readings[0], statements=(trucks,), chain=(ATTACK, "Agence Ombrine"))
    agency = mark(held.origins[0], publisher=ATTACK, statements=(trucks.id,))
    third = mark(held.assessment.judgements[0], by=ATTACK, phrase=ATTACK, via=(ATTACK,), statement="gone", conditional_on=ATTACK)
    judged = mark(held.assessment, judgements=(third,), assumptions=(ATTACK,))
    return mark(
        held,
        assessment=judged,
        reports=(attacked, *held.reports[1:]),
        readings=(reading, *held.readings[1:]),
        origins=(agency, *held.origins[1:]),
    )


def harmless(text: str) -> bool:
    return all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co") for c in text)


@both
@pytest.mark.parametrize("width", [80, 96, 100])
def test_no_line_is_wider_than_asked(lang: Lang, width: int) -> None:
    assert max(len(line) for line in render.text(made(lang), width).splitlines()) <= width


@both
def test_every_sentence_and_every_reference_is_there(lang: Lang) -> None:
    brief = made(lang)
    body = render.text(brief)
    flat = " ".join(body.split(None))
    for sentence in brief.sentences:
        assert " ".join(sentence.text.split()) in flat
    listing = body.rpartition("REFERENCES" if lang == "en" else "RÉFÉRENCES")[2]
    articles = [int(n) for n in re.findall(r"(?m)^\[(\d+)\] ", listing)]
    every = [reference for sentence in brief.sentences for reference in sentence.references]
    assert articles == list(range(1, len({reference.report or reference.origin for reference in every if not reference.declared}) + 1))
    documents = {str(reference.declared).partition(": ")[0] for reference in every if reference.declared}
    lettered = re.findall(r"(?m)^\[([A-Z])\] ", listing)
    assert lettered == [chr(ord("A") + n) for n in range(len(documents) - 1)]  # our own judgement has no letter, and the list says so
    for document in documents:
        assert document.split(" ")[-1] in listing


@both
def test_hostile_words_are_neutralised(lang: Lang) -> None:
    held = hostile()
    brief = made(lang, held)
    body = render.text(brief)
    assert harmless(body)
    assert "\x1b" not in body
    assert not re.search(r"\d+\.\d{3,}", body)
    for sentence in brief.sentences:
        assert harmless(sentence.text)
    document = render.json(brief)
    assert harmless(document)
    assert "50.12345" not in re.sub(r'"path": "[^\n]*', "", document)
    assert harmless(render.assessment(held.assessment, held.problem))


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet=st.characters(), min_size=1, max_size=60))
def test_any_publisher_prints_harmlessly(name: str) -> None:
    held = case()
    agency = msgspec.structs.replace(held.origins[0], publisher=name)
    assert harmless(render.text(made("en", msgspec.structs.replace(held, origins=(agency, *held.origins[1:])))))


@both
def test_synthetic_is_on_every_rendering(lang: Lang) -> None:
    held = case(synthetic=True)
    body = render.text(made(lang, held))
    assert "SYNTHETIC" in body.splitlines()[0]
    assert "SYNTHETIC" in body.splitlines()[-1]
    assert "SYNTHETIC" in render.json(made(lang, held))
    assert render.assessment(held.assessment, held.problem).count("SYNTHETIC") == 2
    assert "SYNTHETIC" in render.reasons(_reasons(True))
    plain = case()
    assert "SYNTHETIC" not in render.text(made(lang, plain))
    assert "SYNTHETIC" not in render.assessment(plain.assessment, plain.problem)


def test_json_is_the_record_rounded() -> None:
    brief = made("fr")
    document = render.json(brief)
    assert from_json(Brief, document) == brief
    assert document == render.json(made("fr"))


def _reasons(synthetic: bool = False) -> Reasons:
    return Reasons(
        hypothesis="breach",
        horizon=30,
        as_of=case().assessment.as_of,
        probability=Probability(mean=0.00143, low=0.0005, high=0.004),
        base_rate=Probability(mean=0.0008, low=0.0001, high=0.002),
        reasons=(
            Reason(observation="o1", origin="x", publisher="Agence \x1b[31mOmbrine", indicator="trucks", delta=0.0008),
            Reason(observation="silence:levels", origin=None, publisher=None, indicator="levels", delta=-0.00017),
        ),
        synthetic=synthetic,
    )


def test_reasons_add_up_and_are_safe() -> None:
    body = render.reasons(_reasons())
    assert harmless(body)
    counts = [int(n.replace("−", "-")) for n in re.findall(r"(?m)^ +([+−]\d+)  ", body)]
    assert sum(counts) == 1430 - 800 or sum(counts) == 143 - 80
    assert "silence where somebody was looking" in body


def test_the_table_of_an_assessment_has_every_hypothesis_and_indicator() -> None:
    held = case()
    body = render.assessment(held.assessment, held.problem)
    for name in ("a breach of the dam", "an overflow", "seepage at the foot", "unseen", "never", "peu probable"):
        assert name in body
