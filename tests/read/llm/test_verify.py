"""Whatever a model claims: no exception, no span outside the text, no word that is not in it."""

import time
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.model.statements import Act, Polarity, SpeakerKind
from tocsin.read import Reader
from tocsin.read.llm.form import MOST_CLAIMS, Claim, answer
from tocsin.read.llm.verify import Verifier

from .conftest import claim, report_of

TEXT = (
    "Le Kremlin a d&eacute;menti jeudi tout mouvement d'ogives nucléaires.\n\n«\u00a0Nous n'avons rien déplacé\u200b\u00a0», a dit un "
    "responsable russe. Il est peu probable, selon lui, que 12 missiles aient été vus le 3 mars."
)
WORDS = st.one_of(
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, 80)).map(lambda at: TEXT[at[0] : at[0] + at[1]]), st.text(max_size=20), st.none()
)
CLAIMS = st.builds(
    Claim,
    content=WORDS.map(lambda words: words or ""),
    speaker=WORDS,
    speaker_kind=st.sampled_from(SpeakerKind.__args__),  # type: ignore[attr-defined]
    stands_for=WORDS,
    told_by=WORDS,
    holder=WORDS,
    cue=WORDS,
    act=st.sampled_from(Act.__args__),  # type: ignore[attr-defined]
    polarity=st.sampled_from(Polarity.__args__),  # type: ignore[attr-defined]
    negated=st.booleans(),
    estimate=WORDS,
    indicators=st.lists(st.sampled_from(["exercise", "storage_activity", "nonsense"]), max_size=2).map(tuple),
    hypotheses=st.lists(st.sampled_from(["short-range-use", "nonsense"]), max_size=2).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(CLAIMS, max_size=6))
def test_any_claims(reader: Reader, claims: list[Claim]) -> None:
    report = report_of(TEXT)
    verified = Verifier(report, reader.read(report), reader, len(TEXT)).verify(claims)
    assert len(verified.statements) + sum(verified.dropped.values()) == len(claims)
    for one in verified.statements:
        assert 0 <= one.span[0] <= one.content_span[0] < one.content_span[1] <= one.span[1] <= len(TEXT)
        assert one.text == TEXT[slice(*one.span)]
        assert one.act != "denial" or one.polarity != "raises"
        for who in (one.speaker, one.told_by, one.holder):
            if who is not None and who.span is not None:
                assert who.text == TEXT[slice(*who.span)]
                assert who.kind != "anonymous" or who.entity is None
        if one.estimate is not None:
            assert one.estimate.phrase == TEXT[slice(*one.estimate.span)]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=9), inner),
    )
)
def test_any_json_is_an_answer_or_none(data: Any) -> None:
    for given_data in (data, {"statements": data}, {"statements": [data, claim("Nous n'avons rien")]}):
        found = answer(msgspec.json.encode(given_data).decode())
        assert found is None or len(found.claims) <= MOST_CLAIMS


@given(st.text())
def test_any_words_are_an_answer_or_none(words: str) -> None:
    answer(words)


def test_claims_made_to_be_slow_are_not(reader: Reader) -> None:
    text = "a " * 12_000
    report = report_of(text)
    verifier = Verifier(report, reader.read(report), reader, len(text))
    slow = msgspec.convert(claim("a " * 1_900 + "b", "a " * 1_900 + "b", cue="a", estimate="a " * 1_900 + "b", told_by="a"), Claim)
    found = msgspec.convert(claim("a a", "a", cue="a", told_by="a", holder="a", stands_for="a"), Claim)
    start = time.perf_counter()
    verifier.verify([slow, found] * (MOST_CLAIMS // 2))
    assert time.perf_counter() - start < 5
