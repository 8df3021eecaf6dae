"""What is known of the watched places: what instruments saw there, whether anybody was looking, and who could look next."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from tocsin.engine.pipeline import Case
from tocsin.model import Coverage, Observation, Record, Time
from tocsin.model.declared import Place

if TYPE_CHECKING:
    from tocsin.engine.picturing import Picture

DAYS = 30
"""back, over which a place is lit or quiet: the board's own window (tocsin.judge.board)"""
LOOK_DAYS = 7
"""ahead, of looks"""
MOST_LOOKS = 400
State = Literal["lit", "quiet", "unseen", "contested", "broken"]


class AtPlace(Record, frozen=True, kw_only=True):
    """One watched place as it stands."""

    id: str
    name: dict[str, str]
    lat: float
    lon: float
    why: str
    source: str
    state: State
    """lit: a sign was seen there within the window; quiet: somebody looked and saw none; contested: one saw and one did not, on one day;
    broken: the latest word of a collector is that it was; unseen: nobody looked"""
    last_look: Time | None
    watched_days: int
    """of the window's days, those on which somebody was looking there"""
    observations: tuple[Observation, ...]
    """within the window, the latest first"""


def places(case: Case, measured: Sequence[Observation] = (), coverage: Sequence[Coverage] = ()) -> tuple[AtPlace, ...]:
    """Every watched place that was known at the case's moment.

    measured, coverage: of instruments as they came; what they say of indicators, and reports' own places, are in the case.
    """
    since = case.as_of - timedelta(days=DAYS)
    seen: dict[str, dict[str, Observation]] = defaultdict(dict)
    for one in (*case.observations, *measured):
        at = one.t_start or one.t_known
        if one.place is not None and one.t_known <= case.as_of and since <= at <= case.as_of:
            seen[one.place.id][one.id] = one
    looked: dict[str, dict[str, Coverage]] = defaultdict(dict)
    for each in (*case.coverage, *coverage):
        if each.place is not None and each.t_known <= case.as_of and each.t_end > since and each.t_start <= case.as_of:
            looked[each.place.id][each.id] = each
    signs = {one.id for one in case.observations}
    known = (place for place in case.declared.problem.places if place.known_since <= case.as_of.date())
    return tuple(_at(place, list(seen[place.id].values()), list(looked[place.id].values()), signs, case.as_of) for place in known)


def _at(place: Place, seen: Sequence[Observation], looked: Sequence[Coverage], signs: set[str], as_of: datetime) -> AtPlace:
    watched = [one for one in looked if one.status == "watched"]
    ordered = sorted(seen, key=lambda one: (one.t_start or one.t_known, one.id), reverse=True)
    return AtPlace(
        id=place.id,
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        why=place.why,
        source=place.source,
        state=_state([one for one in seen if one.id in signs], looked, bool(watched)),
        last_look=max((min(one.t_end, as_of) for one in watched), default=None),
        watched_days=len({day for one in watched for day in _days(one, as_of)}),
        observations=tuple(ordered),
    )


def _state(signs: Sequence[Observation], looked: Sequence[Coverage], watched: bool) -> State:
    on, off = [one for one in signs if one.value > 0], [one for one in signs if one.value <= 0]
    if on and off and {_day(one) for one in on} & {_day(one) for one in off}:
        return "contested"
    if on:
        return "lit"
    if looked and max(looked, key=lambda one: (one.t_end, one.t_known, one.id)).status == "broken":
        return "broken"
    return "quiet" if watched or off else "unseen"


def _day(one: Observation) -> object:
    return (one.t_start or one.t_known).date()


def _days(one: Coverage, as_of: datetime) -> Iterable[object]:
    day, last = max(one.t_start, as_of - timedelta(days=DAYS)).date(), min(one.t_end, as_of).date()
    while day <= last:
        yield day
        day += timedelta(days=1)


class Ahead(Record, frozen=True, kw_only=True):
    """One opportunity to look, which is no tasking."""

    id: str
    place: str
    lat: float
    lon: float
    sensor: str
    kind: str
    at: Time
    begins: Time
    ends: Time
    p_clear: float | None


class Looks(Record, frozen=True, kw_only=True):
    """Who could look at the watched places from the picture's moment on."""

    looks: tuple[Ahead, ...]
    """that may be used, by time"""
    usable: int
    """how many there are, also where only the first are told"""
    notes: tuple[str, ...]
    says: str
    elements: int


def ahead(picture: "Picture", lang: str = "en") -> Looks:
    """Looks of the week after the picture's moment. UsageError, CannotFinish as `overhead.ask`: seconds where many satellites are held."""
    from tocsin.engine import overhead
    from tocsin.model.orbits import NOT_TASKING

    asked = overhead.ask(picture.workspace, start=picture.as_of, days=LOOK_DAYS, as_of=picture.as_of)
    usable = sorted((look for look in asked.found.looks if look.refused is None), key=lambda look: (look.t, look.id))
    names = {one.id: one.name.get(lang, one.name["en"]) for one in asked.sensors}
    return Looks(
        looks=tuple(
            Ahead(
                id=look.id,
                place=look.place.id,
                lat=round(look.place.lat or 0.0, 1),
                lon=round(look.place.lon or 0.0, 1),
                sensor=names.get(look.sensor, look.sensor),
                kind=look.kind,
                at=look.t,
                begins=look.t_start or look.t,
                ends=look.t_end or look.t,
                p_clear=look.p_clear,
            )
            for look in usable[:MOST_LOOKS]
        ),
        usable=len(usable),
        notes=asked.notes,
        says=NOT_TASKING.get(lang, NOT_TASKING["en"]),
        elements=asked.found.elements,
    )
