"""Invented situations for triggers: the dam of `tests.warn.made`, judged by hand."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from tests.warn import made
from tocsin.model import Alert, HypothesisJudgement, IndicatorJudgement, Probability, Standing
from tocsin.model.triggers import Trigger
from tocsin.warn.triggers import Collector, Situation, evaluate, standing

NOW = made.AS_OF


def trigger(watch: str, name: str | None = None, **more: Any) -> Trigger:
    """A trigger that is told at once."""
    values: dict[str, Any] = {
        "id": name or watch,
        "name": {"en": f"the {name or watch}"},
        "watch": watch,
        "update_minutes": 0,
        "action": {"en": "look"},
        "why": "a test",
        **more,
    }
    return msgspec.convert(values, Trigger)


def judged(chance: float = 0.01, lit: Sequence[str] = (), *, now: datetime = NOW, **more: Any) -> Situation:
    """The dam at a moment: P(breach) within 30 days, and which indicators are lit."""
    base = made.case().assessment
    hypotheses = tuple(_with(one, chance) if one.id == "breach" else one for one in base.hypotheses)
    rows = tuple(_row(one, one.id in lit) for one in base.indicators)
    told = msgspec.structs.replace(base, hypotheses=hypotheses, indicators=rows, as_of=now, tlp="clear", synthetic=False)
    values: dict[str, Any] = {"now": now, "problem": made.problem(), "assessment": told, "origins": (), "readings": (), **more}
    return Situation(**values)


def _with(one: HypothesisJudgement, chance: float) -> HypothesisJudgement:
    return msgspec.structs.replace(one, probability={"30": Probability(mean=chance, low=chance / 2, high=min(1.0, chance * 2))})


def _row(one: IndicatorJudgement, lit: bool) -> IndicatorJudgement:
    return msgspec.structs.replace(one, status="lit" if lit else "unseen")


class Watch:
    """A watch that keeps what it is told, as the engine does."""

    def __init__(self, *triggers: Trigger) -> None:
        self.triggers = triggers
        self.alerts: list[Alert] = []
        self.standings: list[Standing] = []

    def look(self, seen: Situation) -> tuple[Alert, ...]:
        """The messages of one look."""
        found = evaluate(self.triggers, seen, self.alerts, self.standings)
        assert evaluate(self.triggers, seen, [*self.alerts, *found], self.standings) == ()  # the same twice is one alert
        self.alerts += found
        stands = standing(seen)
        self.standings += [stands] if stands is not None else []
        return found


def later(minutes: float = 0, **more: float) -> datetime:
    """So long after NOW."""
    return NOW + timedelta(minutes=minutes, **more)


def broken(*names: str) -> tuple[Collector, ...]:
    """Collectors that are broken."""
    return tuple(Collector(source=name, doing="broken", since=NOW, what="3 failures in a row") for name in names)
