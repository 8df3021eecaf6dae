"""From what instruments measured to what it says of a problem's indicators, and to whether anybody could look: by declared links.

A sign is a value over its link's limit; it becomes an observation of the indicator. Less than that is no observation: the day is watched,
and silent. Where an optical look was impossible - the sun stays too low, or no satellite had a usable look - the day is not watched,
whatever a feed says of itself: opportunities never count as having looked, but without one nobody can have.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from datetime import date as Day
from typing import NamedTuple

from tocsin.model import Coverage, Look, Observation, digest
from tocsin.model.declared import Place, Problem
from tocsin.model.instruments import InstrumentLink, Lit
from tocsin.sense import daylight
from tocsin.sense.daily_values import DAY, Key, Past, Told, Unusual, by_nothing, counts, told

METHOD, VERSION = "sense.indicating", "1"
MEASURED = "/"
"""stands in what instruments measure (`adsb/military`), and in no indicator's id"""
NIGHT = "night: no optical look possible at {names}"
NO_LOOK = "no satellite had a usable optical look at {names} on {date}"
"""reasons that `judge.sentences` knows in French"""
NIGHT_DAYS = 30
"""how far back from the day judged the night is told of: the board's window"""


class Indicated(NamedTuple):
    """What instruments say of indicators."""

    observations: tuple[Observation, ...]
    coverage: tuple[Coverage, ...]


def measured(indicator: str) -> bool:
    """Whether a record names what an instrument measures rather than an indicator."""
    return MEASURED in indicator


def indicated(
    problem: Problem,
    observations: Sequence[Observation],
    coverage: Sequence[Coverage],
    looks: Sequence[Look] = (),
    *,
    as_of: datetime,
    past: Past = by_nothing,
) -> Indicated:
    """Observations and coverage of the problem's indicators, by its links. Records that name an indicator already come back as they are.

    as_of: nothing known later is looked at, and the night is told of up to it. past: how unusual a day is beside its own past.
    """
    mine = [o for o in observations if measured(o.indicator) and o.t_known <= as_of]
    covered = [c for c in coverage if measured(c.indicator) and c.t_known <= as_of]
    seen, watched = [o for o in observations if not measured(o.indicator)], [c for c in coverage if not measured(c.indicator)]
    if not problem.instruments or not (mine or covered):
        return Indicated(tuple(seen), tuple(watched))
    days = told(mine, covered)
    places = {place.id: place for place in problem.places}
    heard = {key[0].partition(MEASURED)[0] for key in days}
    lit_by_past = {
        f"{link.instrument}{MEASURED}{name}"
        for link in problem.instruments
        for name, lit in link.measures.items()
        if lit.p_null is not None
    }
    unusual = past({key: counts(value) for key, value in days.items() if key[0] in lit_by_past})
    synthetic = any(o.synthetic for o in mine) or any(c.synthetic for c in covered)
    for link in problem.instruments:
        if link.instrument in heard:
            made = _Linked(link, days, unusual, places, looks, as_of, synthetic)
            seen += made.observations()
            watched += made.coverage()
    return Indicated(tuple(seen), tuple(watched))


class _Linked:
    """One link worked through."""

    def __init__(
        self,
        link: InstrumentLink,
        days: Mapping[Key, Mapping[Day, Told]],
        unusual: Mapping[Key, Mapping[Day, Unusual]],
        places: Mapping[str, Place],
        looks: Sequence[Look],
        as_of: datetime,
        synthetic: bool,
    ) -> None:
        self.link, self.unusual, self.places, self.as_of, self.synthetic = link, unusual, places, as_of, synthetic
        spots = [*link.places, *(code.casefold() for code in link.regions)]
        self.days = {(name, spot): days.get((f"{link.instrument}{MEASURED}{name}", spot), {}) for name in link.measures for spot in spots}
        self.spots = spots
        self.looks = _usable(looks, link) if "daylight" in link.needs else {}
        self.every = sorted({day for some in self.days.values() for day in some} | set(self._night_days()))

    def observations(self) -> list[Observation]:
        """One a day on which any measure at any place is a sign: the most unusual."""
        found = []
        for day in self.every:
            signs = [
                (self._beside(name, spot, day), name, spot, one)
                for (name, spot), some in self.days.items()
                if (one := some.get(day)) is not None and one.of is not None and not self._impossible(spot, day)
                if _is_lit(self.link.measures[name], one, self._beside(name, spot, day))
            ]
            if signs:
                beside, name, spot, one = min(signs, key=lambda s: (1.0 if s[0].p_null is None else s[0].p_null, -s[3].value, s[1], s[2]))
                found.append(self._observation(day, name, spot, one, beside))
        return found

    def coverage(self) -> list[Coverage]:
        """One a day: the share of its places that was looked at; or why none was."""
        found = []
        for day in self.every:
            shares, why, broken = [], [], []
            for spot in self.spots:
                here = [one for name in self.link.measures if (one := self.days[name, spot].get(day)) is not None]
                if (reason := self._impossible(spot, day)) is not None:
                    shares.append(0.0)
                    why.append(reason)
                    continue
                shares.append(max((one.looked for one in here), default=0.0))
                why += [one.why for one in here if one.why and not one.looked]
                broken += [one.broken and not one.looked for one in here]
            looked = sum(shares) / len(shares)
            known = max((one.known for some in self.days.values() if (one := some.get(day)) is not None), default=_midnight(day))
            found.append(self._coverage(day, looked, self._why(day, why), bool(broken) and all(broken) and not looked, known))
        return found

    def _beside(self, name: str, spot: str, day: Day) -> Unusual:
        """How unusual a day is: as its own record says, where that does (an image beside its references), else beside its past."""
        one = self.days[name, spot].get(day)
        if one is not None and one.of is not None and one.of.p_null is not None:
            return Unusual(one.of.baseline, one.of.p_null)
        return self.unusual.get((f"{self.link.instrument}{MEASURED}{name}", spot), {}).get(day, Unusual(None, None))

    def _impossible(self, spot: str, day: Day) -> str | None:
        """Why nobody can have had an optical look at a place on a day, as a short mark; None where somebody can have."""
        place = self.places.get(spot)
        if "daylight" not in self.link.needs or place is None:
            return None
        if daylight.dark(place.lat, day, self.link.sun_above_deg):
            return f"night {spot}"
        if (span := self.looks.get(spot)) is not None and span[0] <= day <= span[1] and day not in span[2]:
            return f"no satellite {spot}"
        return None

    def _why(self, day: Day, reasons: Sequence[str]) -> str | None:
        """One sentence for the places that nobody looked at."""
        dark = [spot for spot in self.spots if f"night {spot}" in reasons]
        if dark:
            until = [daylight.light_again(self.places[spot].lat, day, self.link.sun_above_deg) for spot in dark]
            names = ", ".join(self._name(spot) for spot in dark)
            first = min((one for one in until if one is not None), default=None)
            return NIGHT.format(names=names) + (f" until {first.day} {first:%B %Y}" if first is not None else "")
        missed = [spot for spot in self.spots if f"no satellite {spot}" in reasons]
        if missed:
            return NO_LOOK.format(names=", ".join(self._name(spot) for spot in missed), date=f"{day.day} {day:%B %Y}")
        return reasons[0] if reasons else None

    def _name(self, spot: str) -> str:
        return self.places[spot].name.get("en", spot) if spot in self.places else self.link.regions.get(spot, spot)

    def _night_days(self) -> list[Day]:
        """Days up to as-of on which a place of a link that needs daylight lies in the night: told of though no record says anything."""
        if "daylight" not in self.link.needs:
            return []
        last = self.as_of.astimezone(UTC).date()
        some = [last - timedelta(days=n) for n in range(NIGHT_DAYS)]
        return [
            day for day in some if any((p := self.places.get(s)) and daylight.dark(p.lat, day, self.link.sun_above_deg) for s in self.spots)
        ]

    def _observation(self, day: Day, name: str, spot: str, one: Told, beside: Unusual) -> Observation:
        link, of = self.link, one.of
        assert of is not None  # noqa: S101  (a sign rests on a record)
        return Observation(
            id=digest("observation", link.indicator, link.instrument, day.isoformat(), name, spot),
            tlp=of.tlp,
            synthetic=self.synthetic,
            indicator=link.indicator,
            source=link.instrument,
            kind="look",
            value=1.0,
            t_start=_midnight(day),
            t_end=_midnight(day) + DAY,
            t_known=one.known,
            t_sigma=of.t_sigma,
            place=of.place,
            baseline=beside.baseline,
            p_null=beside.p_null,
            method=METHOD,
            method_version=VERSION,
            raw=of.raw,
            licence=of.licence,
            upstream=of.id,
        )

    def _coverage(self, day: Day, looked: float, why: str | None, broken: bool, known: datetime) -> Coverage:
        link = self.link
        status = "watched" if looked > 0 else "broken" if broken else "not-watched"
        return Coverage(
            id=digest("coverage", link.indicator, link.instrument, day.isoformat()),
            synthetic=self.synthetic,
            indicator=link.indicator,
            source=link.instrument,
            t_start=_midnight(day),
            t_end=_midnight(day) + DAY,
            t_known=known,
            status=status,  # type: ignore[arg-type]  # one of the three by construction
            looked=looked,
            method=METHOD,
            method_version=VERSION,
            why=None if looked > 0 else why,
        )


def _is_lit(lit: Lit, one: Told, beside: Unusual) -> bool:
    """Whether a day's value is a sign. A limit on p holds only where there is a past."""
    if lit.at_least is not None and one.value < lit.at_least:
        return False
    return lit.p_null is None or (beside.p_null is not None and beside.p_null <= lit.p_null)


def _usable(looks: Sequence[Look], link: InstrumentLink) -> dict[str, tuple[Day, Day, frozenset[Day]]]:
    """By place: the first and last day that looks are listed for, and the days with one that can be used."""
    spans: dict[str, list[Look]] = {}
    for look in looks:
        if look.kind == "optical":
            spans.setdefault(look.place.id, []).append(look)
    return {
        place: (
            min(look.t.astimezone(UTC).date() for look in some),
            max(look.t.astimezone(UTC).date() for look in some),
            frozenset(
                look.t.astimezone(UTC).date()
                for look in some
                if look.refused is None
                and (look.sun_elevation_deg or 0.0) >= link.sun_above_deg
                and (look.p_clear is None or look.p_clear > 0)
            ),
        )
        for place, some in spans.items()
    }


def _midnight(day: Day) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
