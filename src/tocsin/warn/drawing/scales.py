"""Axes: where a value stands and what its ticks say: dates, probabilities on a logarithmic or plain scale, numbers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from tocsin.judge.frequency import YARDSTICK_FROM
from tocsin.warn.words import MONTHS, Lang, chance, number

LEAST = 1e-6
"""a logarithmic axis of probabilities goes no lower: no declared range supports more"""
SHORT = {
    "en": [month[:3] for month in MONTHS["en"]],
    "fr": ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
}
NARROWEST = 1e-9
"""a plain axis spans more than this, or it would have no ticks to tell apart"""
DAY = 86_400.0
MOST_TICKS = 7
X = datetime | float
Tick = tuple[float, str]


@dataclass(frozen=True)
class Scale:
    """An axis: `log` (probabilities, natural frequencies as ticks), `chance` (probabilities), `number`."""

    kind: Literal["log", "chance", "number"] = "log"
    said: str = ""
    """what it measures, with its unit"""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Axis:
    """A scale fitted to values: from `low` to `high`, in its own measure (a logarithm, seconds)."""

    low: float
    high: float
    log: bool
    ticks: tuple[Tick, ...]

    def share(self, value: float) -> float:
        """How far along the axis `value` stands: 0 at its low end, 1 at its high end, held inside."""
        at = math.log10(max(value, 10**self.low)) if self.log else value
        return min(1.0, max(0.0, (at - self.low) / (self.high - self.low)))


def fit(scale: Scale, values: Sequence[float], lang: Lang) -> Axis:
    """The axis of `scale` that holds `values`, with its ticks."""
    if scale.kind == "log":
        return _log(scale, values, lang)
    low = scale.low if scale.low is not None else min([0.0, *values])
    high = scale.high if scale.high is not None else max([*values, low])
    if high - low < NARROWEST:
        high = low + 1.0
    step = _step((high - low) / 5)
    top = high if scale.high is not None else math.ceil(high / step - 1e-9) * step
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    marks = [n * step for n in range(math.ceil(low / step - 1e-9), math.floor(top / step + 1e-9) + 1)]
    ticks = [(mark, _share(mark, step, lang) if scale.kind == "chance" else number(mark, lang, places)) for mark in marks]
    return Axis(low, top, False, tuple(ticks))


def _log(scale: Scale, values: Sequence[float], lang: Lang) -> Axis:
    kept = [min(1.0, max(LEAST, value)) for value in values] or [0.001]
    low = math.floor(math.log10(scale.low or min(kept)) + 1e-9)
    high = math.ceil(math.log10(scale.high or max(kept)) - 1e-9)
    if high <= low:
        low, high = (low - 1, low) if low == 0 else (low, low + 1)
    inside = (1, 2, 5) if high - low == 1 else (1, 3) if high - low == 2 else (1,)
    marks = [times * 10.0**power for power in range(low, high) for times in inside] + [10.0**high]
    ticks = [(mark, chance(mark, lang) if mark < YARDSTICK_FROM * (1 - 1e-9) else _share(mark, 0.01, lang)) for mark in marks]
    return Axis(float(low), float(high), True, tuple(ticks))


def _share(mark: float, step: float, lang: Lang) -> str:
    """`40%`, `0.5%`: whole and certain marks as they are, for an axis has both ends."""
    places = max(0, -math.floor(math.log10(step * 100) + 1e-9))
    return number(100 * mark, lang, places) + ("%" if lang == "en" else "\u202f%")


def _step(rough: float) -> float:
    """The least of 1, 2, 5 x 10^n that is not below `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(times * power for times in (1.0, 2.0, 5.0, 10.0) if times * power >= rough * (1 - 1e-9))


def along(values: Sequence[X]) -> list[float]:
    """Values across as numbers: moments as seconds since 1970."""
    return [value.timestamp() if isinstance(value, datetime) else float(value) for value in values]


def dates(low: float, high: float, lang: Lang) -> Axis:
    """An axis of moments, in seconds, with at most seven ticks on days, months or years; the first, and each new year, name it."""
    if high - low < DAY:
        middle = (low + high) / 2
        low, high = middle - DAY / 2, middle + DAY / 2
    days = (high - low) / DAY
    ticks = _days(low, high, lang) if days <= 150 else _months(low, high, lang)
    return Axis(low, high, False, tuple(ticks))


def _days(low: float, high: float, lang: Lang) -> list[Tick]:
    step = next(step for step in (1, 2, 5, 7, 14, 28) if (high - low) / DAY / step <= MOST_TICKS)
    first = datetime.fromtimestamp(low, UTC)
    moment = datetime(first.year, first.month, first.day, tzinfo=UTC)
    ticks: list[Tick] = []
    year = None
    while moment.timestamp() <= high:
        if moment.timestamp() >= low:
            name = SHORT[lang][moment.month - 1]
            ticks.append((moment.timestamp(), f"{moment.day} {name}" + (f" {moment.year}" if moment.year != year else "")))
            year = moment.year
            moment += timedelta(days=step)
        else:
            moment += timedelta(days=1)
    return ticks


def _months(low: float, high: float, lang: Lang) -> list[Tick]:
    months = (high - low) / DAY / 30.44
    step = next((step for step in (1, 2, 3, 6, 12, 24, 60, 120) if months / step <= MOST_TICKS), 240)
    first = datetime.fromtimestamp(low, UTC)
    at = first.year * 12 + first.month - 1
    at += -at % step
    ticks: list[Tick] = []
    while True:
        moment = datetime(at // 12, at % 12 + 1, 1, tzinfo=UTC)
        if moment.timestamp() > high:
            return ticks
        if moment.timestamp() >= low:
            ticks.append((moment.timestamp(), str(moment.year) if step >= 12 else f"{SHORT[lang][moment.month - 1]} {moment.year}"))
        at += step
