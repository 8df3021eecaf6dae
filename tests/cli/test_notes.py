"""What a note says of one statement."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.cli import notes
from tocsin.cli.ink import Paper
from tocsin.library import problems
from tocsin.model import Speaker, Statement
from tocsin.model.statements import Act, Estimate, RedLine

PROBLEM = problems.load("nuclear-escalation")
NOW = datetime(2024, 12, 5, tzinfo=UTC)


def statement(act: Act = "assessment", **more: object) -> Statement:
    given = {"speaker": Speaker(text="deux responsables", span=(0, 17), kind="anonymous", count=2), **more}
    return Statement(id="s", report="r", t_known=NOW, span=(0, 40), text="x" * 40, content_span=(20, 40), act=act, **given)  # type: ignore[arg-type]


def said(one: Statement, lang: str = "en", width: int = 200) -> str:
    return "\n".join(notes.note(one, 3, PROBLEM, "fr" if lang == "fr" else "en", Paper(width)))


def test_who_through_whom_how_sure_and_which_way() -> None:
    one = statement(
        told_by=Speaker(text="Reuters", span=(0, 7), kind="outlet"),
        via=("Reuters", "24news"),
        polarity="lowers",
        interested=True,
        indicators=("official_assessment",),
        date="2024-11-28",
        estimate=Estimate(phrase="peu probable", span=(20, 32), yardstick="icd203", low=0.2, high=0.45, via_translation=True),
    )
    words = said(one)
    for part in (
        "3 ▼ assessment: deux responsables (anonymous, 2 people); told by Reuters (outlet); via Reuters ← 24news; an interested party",
        "-> an official assessment",
        "“peu probable” (icd203, 20% to 45%, through a translation) ··■■■·····",
        "dated 2024-11-28",
    ):
        assert part in words
    assert "▼ appréciation : deux responsables (anonyme, 2 personnes)" in said(one, "fr")


def test_a_red_line_says_its_condition_and_what_follows() -> None:
    words = said(statement("threat", red_line=RedLine(condition="if it is attacked", consequence="it will answer"), polarity="raises"))
    assert "▲ threat" in words
    assert "if: if it is attacked" in words
    assert "then: it will answer" in words


def test_the_narration_is_the_report_itself() -> None:
    assert "event: the report itself" in said(statement("event", speaker=Speaker(kind="text")))


def test_a_description_stands_beside_the_name_it_is_of() -> None:
    words = said(statement(speaker=Speaker(text="il", span=(0, 2), kind="named", name="Vladimir Poutine")))
    assert "il = Vladimir Poutine (named)" in words


@pytest.mark.parametrize(
    ("low", "high", "drawn"),
    [(0.0, 1.0, "■" * 10), (0.2, 0.45, "··■■■·····"), (0.0, 0.01, "■·········"), (0.99, 1.0, "·········■"), (0.5, 0.5, "·····■····")],
)
def test_a_bar_shows_where_a_range_lies(low: float, high: float, drawn: str) -> None:
    assert notes.bar(low, high) == drawn


@given(st.floats(0, 1), st.floats(0, 1))
def test_every_bar_has_ten_cells_and_one_of_them_full(one: float, other: float) -> None:
    drawn = notes.bar(min(one, other), max(one, other))
    assert len(drawn) == notes.CELLS
    assert "■" in drawn
