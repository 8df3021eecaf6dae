"""Feeds, readings and people: each changes what it says, never for the worse."""

import numpy as np
import pytest

from tests.warn.margin.made import between
from tests.warn.tasking.made import NEEDS, declared, setting
from tocsin.model.pathways import Option
from tocsin.warn.tasking import boards
from tocsin.warn.tasking.options import applied


@pytest.mark.parametrize(
    "option",
    [
        Option(id="watch", name={"en": "w"}, cost=1, note="", around_the_clock=True),
        Option(id="rounds", name={"en": "r"}, cost=1, note="", rounds_hours=between(0.05, 0.1)),
        Option(id="judging", name={"en": "j"}, cost=1, note="", judging_hours=between(0.05, 0.1)),
        Option(id="press", name={"en": "p"}, cost=1, note="", channel="press", times=2.0),
        Option(id="reading", name={"en": "p"}, cost=1, note="", channel="press", reading_hours=between(0.1, 0.2)),
    ],
)
def test_an_option_never_harms(option: Option) -> None:
    made = boards(setting(), None, NEEDS)
    assert made([option], []).missed <= made([], []).missed + 1e-12


def test_an_option_changes_what_it_says_and_nothing_else() -> None:
    before = declared()
    more = applied(before, Option(id="press", name={"en": "p"}, cost=1, note="", channel="press", times=2.0))
    press = {c.id: c for c in more.channels}["press"].sees["load"].rate_per_day
    assert press is not None
    assert np.allclose([press.low, press.high], [0.4, 1.2])
    assert [c for c in more.channels if c.id != "press"] == [c for c in before.channels if c.id != "press"]
    assert more.own == before.own
