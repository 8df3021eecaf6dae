"""What two readings hold differently of one sentence."""

from datetime import UTC, datetime

import pytest

from tocsin.corroborate.meaning.claims import claims, differences
from tocsin.corroborate.meaning.facts import facts
from tocsin.model import Estimate, Reading, Speaker, Statement
from tocsin.model.base import utc

TEXT = "The guards at the depot were doubled.\nA strike before winter is unlikely, the minister said."
WHEN = utc(datetime(2024, 11, 18, tzinfo=UTC))


def kinds(**fields: object) -> list[str]:
    """Kinds of differences between a statement on the second sentence and the same with some fields changed."""
    before, now = said(), said(**fields)
    held = facts("en", None, TEXT)
    return [kind for kind, _, _, _ in differences(claims(now, held), claims(before, held), [(0, 0), (1, 1)])]


def said(**fields: object) -> Reading:
    words = "A strike before winter is unlikely"
    start = TEXT.index(words)
    span = (start, start + len(words))
    given = {
        "speaker": Speaker(text="the minister", kind="office", entity="person:x"),
        "act": "assessment",
        "polarity": "lowers",
        "date": "2024-11-18",
        "estimate": Estimate(phrase="unlikely", span=span, low=0.2, high=0.45),
        **fields,
    }
    made = Statement(id="s", report="r", t_known=WHEN, span=span, text=words, content_span=span, **given)  # type: ignore[arg-type]
    return Reading(report="r", language="en", t_known=WHEN, statements=(made,))


def test_the_same_differs_in_nothing() -> None:
    assert kinds() == []


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"speaker": Speaker(text="the envoy", kind="office", entity="person:y")}, "speaker"),
        ({"date": "2024-11-20"}, "date"),
        ({"estimate": Estimate(phrase="likely", span=(0, 1), low=0.55, high=0.8)}, "estimate"),
        ({"act": "denial"}, "act"),
        ({"polarity": "raises"}, "stance"),
    ],
)
def test_what_differs_is_named(fields: dict[str, object], kind: str) -> None:
    assert kinds(**fields) == [kind]


@pytest.mark.parametrize("fields", [{"date": None}, {"date": "2024"}, {"polarity": "neutral"}, {"estimate": None}])
def test_what_is_not_said_contradicts_nothing(fields: dict[str, object]) -> None:
    assert kinds(**fields) == []
