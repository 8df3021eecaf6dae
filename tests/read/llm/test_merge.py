"""The policy by which two readings become one."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tocsin.model import Speaker, Statement
from tocsin.read.llm.merge import Merged, merge, overlap
from tocsin.read.llm.verify import Verified

SPANS = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda pair: (pair[0], sum(pair)))
NAMED = Speaker(text="a minister", span=(50, 60), kind="office")


def said(start: int, end: int, **fields: Any) -> Statement:
    """A statement at a place."""
    known = {"act": "report", "speaker": NAMED, **fields}
    return Statement(
        id=f"{start}-{end}",
        report="r",
        t_known=datetime(2024, 1, 1, tzinfo=UTC),
        span=(start, end),
        text="",
        content_span=(start, end),
        **known,
    )


def merged(rules: list[Statement], model: list[Statement], *, suspect: bool = False) -> Merged:
    return merge(tuple(rules), Verified([*model], Counter()), suspect=suspect)


@given(SPANS, SPANS)
def test_overlap_is_a_share_and_the_same_both_ways(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert 0 <= overlap(one, other) == overlap(other, one) <= 1
    assert overlap(one, one) == 1


@given(st.lists(SPANS, max_size=6, unique=True), st.lists(SPANS, max_size=6, unique=True), st.booleans())
def test_no_statement_of_the_rules_is_lost_and_each_of_the_models_is_accounted_for(
    mine: list[tuple[int, int]], theirs: list[tuple[int, int]], suspect: bool
) -> None:
    done = merged([said(*span) for span in mine], [said(*span, reader="model") for span in theirs], suspect=suspect)
    spans = [one.content_span for one in done.statements]
    assert set(mine) <= set(spans)
    assert len(spans) == len(set(spans))
    assert spans == sorted(spans)
    assert done.agreed + done.added + sum(done.dropped.values()) == len(theirs)
    assert sum(one.reader == "both" for one in done.statements) == done.agreed
    assert sum(one.reader == "model" for one in done.statements) == done.added == (0 if suspect else done.added)


def test_the_rules_spans_stand_and_their_sure_act() -> None:
    (one,) = merged(
        [said(0, 20, act="denial", polarity="neutral")], [said(1, 19, act="threat", polarity="raises", reader="model")]
    ).statements
    assert (one.content_span, one.act, one.polarity, one.reader) == ((0, 20), "denial", "neutral", "both")


def test_an_act_left_open_is_the_models() -> None:
    (one,) = merged([said(0, 20)], [said(0, 20, act="warning", reader="model")]).statements
    assert one.act == "warning"
    (other,) = merged([said(0, 20, act="warning")], [said(0, 20, act="report", reader="model")]).statements
    assert other.act == "warning"


def test_a_denial_taken_from_the_model_never_raises() -> None:
    mine, theirs = said(0, 20, polarity="raises"), said(0, 20, act="denial", polarity="neutral", interested=True, reader="model")
    (one,) = merged([mine], [theirs]).statements
    assert (one.act, one.polarity, one.interested) == ("denial", "neutral", True)


def test_what_the_rules_left_open_is_filled() -> None:
    pronoun = Speaker(text="he", span=(22, 24), kind="named")
    known = Speaker(text="he", span=(22, 24), kind="named", name="Oskar Lind")
    mine = [said(0, 20, speaker=Speaker(kind="text")), said(30, 40, speaker=pronoun, indicators=("exercise",))]
    theirs = [said(0, 20, reader="model", indicators=("rhetoric",)), said(30, 40, speaker=known, indicators=("rhetoric",), reader="model")]
    first, second = merged(mine, theirs).statements
    assert first.speaker == NAMED
    assert first.indicators == ("rhetoric",)
    assert second.speaker.name == "Oskar Lind"
    assert second.indicators == ("exercise",)


def test_in_a_suspect_text_the_model_only_confirms() -> None:
    mine = [said(0, 20, speaker=Speaker(kind="text"))]
    done = merged(mine, [said(0, 20, act="threat", reader="model"), said(30, 40, reader="model")], suspect=True)
    (one,) = done.statements
    assert (one.reader, one.act, one.speaker.kind) == ("both", "report", "text")
    assert done.dropped == {"suspect-text": 1}


def test_half_of_what_the_rules_read_is_not_added_again() -> None:
    done = merged([said(0, 40)], [said(0, 20, reader="model"), said(21, 40, reader="model")])
    assert (done.agreed, done.added, done.dropped) == (1, 0, {"part-of-another": 1})
