"""The claim of a statement: its content where that says the same alone, all of it where it does not."""

from datetime import UTC, datetime

import pytest

from tocsin.corroborate.claimed import words
from tocsin.model import Report, Speaker, Statement, report_id

NOW = datetime(2022, 10, 5, tzinfo=UTC)


def claim(text: str, content: str, act: str = "disclosure", negated: bool = False) -> str:
    report = Report(id=report_id(None, None, NOW, None, text), collected_at=NOW, text=text)
    start = text.index(content)
    said = Statement(
        id="s",
        report=report.id,
        t_known=NOW,
        span=(0, len(text)),
        text=text,
        content_span=(start, start + len(content)),
        speaker=Speaker(kind="text"),
        act=act,  # type: ignore[arg-type]
        negated=negated,
    )
    return words(said, report)


def test_who_said_it_is_left_out() -> None:
    content = "Four covered wagons left the depot at Kessin on Tuesday night"
    assert claim(f"{content}, two railwaymen told Lake Agency", content) == content


@pytest.mark.parametrize(
    ("text", "content", "act", "negated"),
    [
        ("The ministry denied that the depot had been opened by anybody", "the depot had been opened by anybody", "denial", False),
        ("He doubts that the depot had been opened by anybody at all", "the depot had been opened by anybody at all", "assessment", True),
        ("The wagons left for the south on Tuesday, a man told the Kestrel Post", "told the Kestrel Post", "disclosure", False),
        ("The general promised to answer every strike with another", "to answer every strike with another", "commitment", False),
    ],
    ids=["denied", "negated before", "a piece", "promised"],
)
def test_what_would_say_less_or_the_contrary_alone_stays_whole(text: str, content: str, act: str, negated: bool) -> None:
    assert claim(text, content, act, negated) == text


def test_a_negation_inside_the_content_goes_with_it() -> None:
    content = "No wagon has left the depot since Monday"
    assert claim(f"{content}, says the ministry", content, negated=True) == content
