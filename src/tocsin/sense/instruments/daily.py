"""Sums by day and area, with coverage of every day that the feed spans; rows in any order give the same."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from tocsin.errors import Refused
from tocsin.model.instruments import Area
from tocsin.sense.instruments.contract import DAY, Status, Taken, Taking, coverage, day_of, days, known, observation

LONGEST = timedelta(days=30 * 366)
"""that a feed may span: a mistyped year would say of each day of a thousand years that somebody was looking"""


class Daily:
    """Values of several measures by area and day. `largest` names those of which the greatest counts instead of the sum."""

    def __init__(self, taking: Taking, measures: Sequence[str], largest: Sequence[str] = ()) -> None:
        self._taking, self._measures, self._largest = taking, tuple(measures), frozenset(largest)
        self._values: dict[tuple[str, datetime], dict[str, float]] = {}
        self._areas = {area.id: area for area in taking.areas}
        self._first: datetime | None = None
        self._last: datetime | None = None

    def spans(self, at: datetime, until: datetime | None = None) -> None:
        """Note that the feed speaks of this time."""
        self._first = at if self._first is None else min(self._first, at)
        self._last = (until or at) if self._last is None else max(self._last, until or at)

    def add(self, area: Area, at: datetime, **values: float) -> None:
        """Add to a day of an area."""
        self._areas.setdefault(area.id, area)
        held = self._values.setdefault((area.id, day_of(at)), {})
        for name, value in values.items():
            if name in self._largest:
                held[name] = max(held.get(name, value), value)
            else:
                held[name] = held.get(name, 0.0) + value

    def put(self, area: Area, at: datetime, measure: str, value: float) -> None:
        """Set a day's value."""
        self._areas.setdefault(area.id, area)
        self._values.setdefault((area.id, day_of(at)), {})[measure] = value

    def told(self, status: Status = "watched", looked: float = 1.0, why: str | None = None) -> Iterator[Taken]:
        """Observations of what was there, and coverage, remarked on by `why`, of each area on each day spanned. Raises Refused `sanity`.

        A day that is not over when the bytes were fetched is told so far, and covered by the share of it that is over.
        """
        spanned = self._spanned()
        for start in sorted({*spanned, *(day for _, day in self._values)}):
            end = start + DAY
            over = min(1.0, max(0.0, (self._taking.clock - start) / DAY))
            if over == 0.0:
                continue
            for _, area in sorted(self._areas.items()):
                values = self._values.get((area.id, start), {})
                for measure in self._measures:
                    if measure in values and values[measure] != 0:
                        try:
                            yield observation(self._taking, measure, area, values[measure], start, end, known_at=known(end, self._taking))
                        except ValueError as error:
                            todo = "compare the feed with its description (tocsin instruments)"
                            raise Refused("sanity", str(error), where=self._taking.where, todo=todo) from None
                    if start in spanned:
                        yield coverage(self._taking, measure, area, start, end, status, looked=looked * over, why=why)

    def _spanned(self) -> frozenset[datetime]:
        """The days that the feed speaks of: its window, else from the first to the last that it tells."""
        if self._taking.window is not None:
            first, last = self._taking.window
        elif self._first is not None and self._last is not None:
            first, last = self._first, max(self._last, self._first + timedelta(minutes=1))
        else:
            return frozenset()
        if last - first > LONGEST:
            what = f"it speaks of the time from {first:%Y-%m-%d} to {last:%Y-%m-%d}: one of its dates is wrong"
            raise Refused("sanity", what, where=self._taking.where, todo="take out the row with that date, or give it by the decade")
        return frozenset(start for start, _ in days(first, min(last, self._taking.clock)))
