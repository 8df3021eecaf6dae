"""From a word in public to a person who has acknowledged it, and back: the latest moment to know that still leaves the hours needed.

What is published waits for our next round, is read and judged, and then reaches whoever is on duty: at T + A on duty, else at T + F or at
the next duty's beginning + A, whichever is sooner. With F >= A that is non-decreasing in T, so that "acknowledged by D" is "known by t(D)".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from tocsin.judge.parameters import Floats
from tocsin.model.pathways import Duty, OwnSide
from tocsin.warn.margin.drawn import Drawn

BEFORE_DAYS = 14


@dataclass(frozen=True)
class Answering:
    """Our own times by scenario (D, n), hours; duty begins and ends (M,) in hours since as-of."""

    waits: Floats
    """until our next round, and to judge"""
    on: Floats
    off: Floats
    begins: Floats
    ends: Floats

    def acknowledged(self, known: Floats) -> Floats:
        """When what was known in public at `known` has been acknowledged; infinity stays."""
        at = known + self.waits
        finite = np.where(np.isfinite(at), at, 0.0)
        j = np.searchsorted(self.begins, finite, side="right") - 1
        later = np.minimum(finite + self.off, self.begins[np.minimum(j + 1, len(self.begins) - 1)] + self.on)
        return np.where(np.isfinite(at), np.where(finite < self.ends[j], finite + self.on, later), np.inf)

    def latest(self, by: Floats) -> Floats:
        """The latest time to be known in public that is acknowledged at `by`: the inverse of `acknowledged`."""
        x = by - self.on
        j = np.searchsorted(self.begins, x, side="right") - 1
        at = np.where(x < self.ends[j], x, np.maximum(self.ends[j], by - self.off))
        return np.asarray(at - self.waits)


def answering(own: OwnSide, drawn: Drawn, u: Sequence[Floats], as_of: datetime, until: float) -> Answering:
    """Our side drawn. u: two (D, n) uniforms, for our rounds and for who acknowledges; until: hours after as-of that duty is needed for."""
    waiting, slow = u
    tail = -np.log1p(-slow)
    on = drawn.value("own.on_duty_hours", own.on_duty_hours) * tail
    off = np.maximum(drawn.value("own.off_duty_hours", own.off_duty_hours) * tail, on)
    waits = drawn.value("own.rounds_hours", own.rounds_hours) * waiting + drawn.value("own.judging_hours", own.judging_hours)
    begins, ends = duties(own.duty, as_of, until)
    return Answering(waits, on, off, begins, ends)


def duties(duty: Duty, as_of: datetime, until: float) -> tuple[Floats, Floats]:
    """(begins, ends) in hours since as-of, from two weeks before it to `until`; those that touch are one."""
    midnight = (as_of + timedelta(hours=duty.utc_offset)).replace(hour=0, minute=0, second=0, microsecond=0)
    first = (midnight - timedelta(hours=duty.utc_offset) - as_of) / timedelta(hours=1)
    days = np.arange(-BEFORE_DAYS, int(until / 24) + BEFORE_DAYS)
    kept = days[np.isin((midnight.weekday() + days) % 7 + 1, duty.days)]
    begins, ends = first + kept * 24.0 + duty.begins, first + kept * 24.0 + duty.ends
    apart = begins[1:] > ends[:-1] + 1e-9
    return np.concatenate([begins[:1], begins[1:][apart]]), np.concatenate([ends[:-1][apart], ends[-1:]])
