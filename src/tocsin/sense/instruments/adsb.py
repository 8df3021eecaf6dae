"""Aircraft heard by receivers (readsb and tar1090 aircraft.json, OpenSky states): counts within a radius, by the hour; no aircraft leaves.

Measures: aircraft heard (which shows that a receiver is in range at all), military ones (the feed's flag, or addresses that states allot to
their forces), reconnaissance types, and the share whose navigation integrity lies below what 14 CFR 91.227(c) asks for, which is what
disturbed satellite navigation looks like from outside. Where too few are heard nobody was listening: not-watched, never zero.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, NamedTuple

from tocsin.errors import Refused
from tocsin.model.instruments import Area
from tocsin.sense.instruments.contract import (
    HOUR,
    Near,
    Refusals,
    Taken,
    Taking,
    coverage,
    hour_of,
    json_of,
    listed,
    moment,
    not_after,
    number,
    observation,
    point,
    setting,
)

ID = "adsb"
MILITARY_FLAG = 1
"""of readsb's dbFlags"""
STATE_FIELDS = 17
"""of OpenSky: 17, or 18 with the category"""
NIC, NAC_P = "nic", "nac_p"


class Heard(NamedTuple):
    """What counts of one aircraft: nothing that names it."""

    lat: float
    lon: float
    military: bool
    reconnaissance: bool | None
    """null where the feed tells no type"""
    low: bool | None
    """whether its integrity is low; null on the ground, and where it is not told"""


def fuller(one: Heard) -> tuple[object, ...]:
    """How much is told of an aircraft: of two tellings the fuller counts, whatever their order."""
    return one.low is not None, one.reconnaissance is not None, one.military, one.low is True, one.reconnaissance is True, one.lat, one.lon


class Rules(NamedTuple):
    """What an aircraft is told by: the snapshot's time, addresses of forces, types."""

    at: datetime
    military: tuple[tuple[int, int], ...]
    types: frozenset[str]


class Tally:
    """Counts of one area."""

    def __init__(self) -> None:
        self.heard = self.military = self.typed = self.reconnaissance = self.rated = self.low = 0

    def add(self, one: Heard) -> None:
        self.heard += 1
        self.military += one.military
        self.typed += one.reconnaissance is not None
        self.reconnaissance += one.reconnaissance is True
        self.rated += one.low is not None
        self.low += one.low is True


def knows(head: str) -> bool:
    """aircraft.json has `now` and `aircraft`, OpenSky `time` and `states`, near the beginning."""
    begins = head.lstrip()[:400]
    return begins.startswith("{") and (('"aircraft"' in head and '"now"' in begins) or ('"states"' in begins and '"time"' in begins))


def parse(stream: BinaryIO, taking: Taking) -> Iterator[Taken]:
    """One snapshot as counts of the hour that it lies in. Raises Refused `not-this-format`, `clock`, `sanity`."""
    data = json_of(stream, taking)
    if not isinstance(data, dict):
        raise _refused("not-this-format", "it is no object of aircraft or states", taking)
    refusals = Refusals(taking)
    time, found, read = (
        (data.get("now"), data.get("aircraft"), _readsb) if "aircraft" in data else (data.get("time"), data.get("states"), _opensky)
    )
    try:
        at = not_after(moment(number(time, 0, 1e13, "its time")), taking)
    except ValueError as error:
        raise _refused("clock", str(error), taking) from None
    if found is None:
        found = []  # OpenSky says null for nobody
    if not isinstance(found, list):
        raise _refused("not-this-format", "it holds no list of aircraft or states", taking)
    rules = Rules(at, _ranges(taking), frozenset(listed(taking, "reconnaissance_types")))
    near, tallies, held = Near(taking.areas), {area.id: Tally() for area in taking.areas}, dict[str, Heard]()
    for index, item in enumerate(found):
        try:
            name, one = read(item, taking, rules)
        except ValueError as error:
            yield from refusals.one(f"#{index + 1}", "broken-piece", str(error), "compare the feed with its description", b"")
            continue
        if one is not None and (name not in held or fuller(one) > fuller(held[name])):
            held[name] = one  # told twice: by several receivers, or once by multilateration
    for one in held.values():
        for area in near(one.lat, one.lon):
            tallies[area.id].add(one)
    yield from refusals.rest()
    for area in taking.areas:
        yield from _told(tallies[area.id], area, at, taking)


def _told(tally: Tally, area: Area, at: datetime, taking: Taking) -> Iterator[Taken]:
    """An area's observations and coverage. Raises Refused `sanity`."""
    start, end = hour_of(at), hour_of(at) + HOUR
    if tally.heard < setting(taking, "least_heard"):
        why = f"no receiver in range heard enough aircraft ({tally.heard})"
        for declared in taking.about.measures:
            yield coverage(taking, declared.id, area, start, end, "not-watched", looked=0.0, why=why)
        return
    told = {"aircraft": float(tally.heard), "military": float(tally.military)}
    if tally.typed:
        told["reconnaissance"] = float(tally.reconnaissance)
    if tally.rated >= setting(taking, "least_rated"):
        told["low-integrity"] = tally.low / tally.rated
    for measure, value in told.items():
        if value > 0:
            try:
                yield observation(taking, measure, area, value, start, end)
            except ValueError as error:
                raise _refused("sanity", str(error), taking) from None
        yield coverage(taking, measure, area, start, end)


def _readsb(item: object, taking: Taking, rules: Rules) -> tuple[str, Heard | None]:
    """One aircraft of readsb. Raises ValueError."""
    if not isinstance(item, dict):
        raise ValueError("an aircraft is no object")
    name = str(item.get("hex", "")).strip()
    if item.get("lat") is None or item.get("lon") is None:
        return name, None
    if number(item.get("seen_pos", 0), 0, 1e6, "seen_pos") > setting(taking, "oldest_position_s"):
        return name, None
    lat, lon = point(item["lat"], item["lon"])
    flags = int(number(item.get("dbFlags", 0), 0, 1 << 32, "dbFlags"))
    kind = item.get("t")
    return name, Heard(
        lat, lon,
        military=bool(flags & MILITARY_FLAG) or _allotted(name, rules.military),
        reconnaissance=None if not isinstance(kind, str) else kind.strip().upper() in rules.types,
        low=None if item.get("alt_baro") == "ground" else _low(item, taking),
    )  # fmt: skip


def _low(item: dict[str, object], taking: Taking) -> bool | None:
    """Whether integrity or accuracy is told and below what is asked for. Raises ValueError."""
    told = [(field, item[field]) for field in (NIC, NAC_P) if item.get(field) is not None]
    if not told:
        return None
    return any(number(value, 0, 15, field) < setting(taking, f"least_{field}") for field, value in told)


def _opensky(item: object, taking: Taking, rules: Rules) -> tuple[str, Heard | None]:
    """One state vector of OpenSky: it tells neither type nor integrity. Raises ValueError."""
    if not isinstance(item, list) or len(item) < STATE_FIELDS:
        raise ValueError(f"a state vector is no list of {STATE_FIELDS} fields")
    name, when, lon, lat = str(item[0]).strip(), item[3], item[5], item[6]
    if lat is None or lon is None:
        return name, None
    if when is not None:
        age = rules.at.timestamp() - number(when, 0, 4.2e9, "time_position")
        if age > setting(taking, "oldest_position_s"):
            return name, None
    here = point(lat, lon)
    return name, Heard(here[0], here[1], military=_allotted(name, rules.military), reconnaissance=None, low=None)


def _ranges(taking: Taking) -> tuple[tuple[int, int], ...]:
    """Addresses allotted to forces, first and last, of the settings."""
    found = taking.about.settings["military_hex"]
    pairs = found if isinstance(found, list | tuple) else ()
    return tuple((int(str(first), 16), int(str(last), 16)) for first, last in pairs)


def _allotted(name: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    """Whether an address is one of the forces'; `~` marks one that no state allotted."""
    try:
        value = int(name, 16) if len(name) == 6 else -1
    except ValueError:
        return False
    return any(first <= value <= last for first, last in ranges)


def _refused(reason: str, what: str, taking: Taking) -> Refused:
    return Refused(reason, what, where=taking.where, todo="compare the feed with its description (tocsin instruments)")
