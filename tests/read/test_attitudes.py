"""What people hold without saying it, as `attributed` gives it; the reader makes no statements of it."""

from datetime import UTC, datetime

import pytest

from tocsin.library import problems, sources, yardsticks
from tocsin.model import Report
from tocsin.read import Reader
from tocsin.read.attributed import attributed


def parts(text: str) -> list[tuple[str | None, str, list[str]]]:
    """(holder, cue, contents) of every attribution in an English text."""
    return [
        (text[slice(*item.source)] if item.source else None, text[slice(*item.cue)], [text[slice(*span)] for span in item.contents])
        for item in attributed(text, "en")
    ]


@pytest.mark.parametrize(
    ("text", "holder", "cue", "contents"),
    [
        ("The bakers want cheaper flour and salt.", "The bakers", "want", ["cheaper flour and salt"]),
        ("Holm, who wants to sell the mill, smiled.", "who", "wants", ["to sell the mill"]),
        ("Farmers supporting the new mill have met the mayor.", "Farmers", "supporting", ["the new mill"]),
        ("The mayor praised the bakers and left.", "The mayor", "praised", ["the bakers"]),
        ("The new mill, opposed by the bakers, never opened.", "the bakers", "opposed", ["The new mill"]),
        ("The mill appears to have been sold.", None, "appears", ["The mill", "to have been sold"]),
        ("Her decision to close the mill hurt the town.", "Her", "decision", ["to close the mill"]),
        ("Ada Holm's support for the mill is old.", "Ada Holm's", "support for", ["the mill"]),
        ("The bakers are supportive of the mill's new owners.", "The bakers", "are supportive of", ["the mill's new owners"]),
        ("The mayor refused to discuss the mill's price.", "The mayor", "discuss", ["the mill's price"]),
    ],
)
def test_who_holds_what(text: str, holder: str | None, cue: str, contents: list[str]) -> None:
    assert (holder, cue, contents) in parts(text)


@pytest.mark.parametrize("text", ["The plans of the mill hung on the wall.", "A back door was open.", "Their support was missed."])
def test_nouns_of_the_same_letters_hold_nothing(text: str) -> None:
    assert parts(text) == []


def test_a_quotation_holds_no_attitudes_of_others() -> None:
    assert [cue for _, cue, _ in parts('"I want the mill," said the baker.')] == ["said"]


def test_statements_are_what_they_were() -> None:
    reader = Reader(problems.load("nuclear-escalation"), yardsticks.load(), sources.load())
    when = datetime(2024, 11, 28, 9, tzinfo=UTC)
    text = "Moscow wants a pause in the nuclear exercise of the alliance, whose support for Kyiv it mocked."
    report = Report(id="r", collected_at=when, published_at=when, language="en", title="Nuclear exercise", text=text)
    assert all("wants" not in item.text[:12] or item.act != "report" for item in reader.read(report).statements)
