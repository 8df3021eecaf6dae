"""The map: watched places, what was seen and looked at there, who could look next; borders take no position and say so."""

from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import Field

from tocsin.desk import parts
from tocsin.desk.declared import Action, Asked, Body, Download, Page, Query
from tocsin.engine import mapping
from tocsin.engine.mapping import AtPlace, Looks
from tocsin.engine.picturing import Picture
from tocsin.errors import CannotFinish, TocsinError, UsageError
from tocsin.model import Observation, Record, Time, to_json
from tocsin.model.orbits import NOT_TASKING
from tocsin.warn.brief import marking
from tocsin.warn.drawing import Frame, Site, body, site_map
from tocsin.warn.phrases import Both
from tocsin.warn.words import Lang

SHOWN_LOOKS, SHOWN_SEEN = 12, 5
STEP_S = 3 * 3_600
"""of the slider"""
STATES: dict[str, Both] = {
    "lit": Both("a sign was seen", "un signe a été vu"),
    "quiet": Both("looked at, no sign", "regardé, aucun signe"),
    "unseen": Both("nobody looked", "personne n'a regardé"),
    "contested": Both("one saw a sign, one did not", "l'un a vu un signe, l'autre non"),
    "broken": Both("the collector was broken", "le collecteur était en panne"),
}
GEOJSON = "application/geo+json"
HOW = {"lit": "alarm", "contested": "alarm", "quiet": "dot", "unseen": "ring", "broken": "ring"}
KINDS = {"radar": Both("radar", "radar"), "optical": Both("optical", "optique")}


class Seen(Record, frozen=True, kw_only=True):
    """One observation at a place."""

    id: str
    what: str
    href: str | None
    at: Time
    value: float
    unit: str | None
    baseline: float | None
    method: str
    source: str
    synthetic: bool


class Spot(Record, frozen=True, kw_only=True):
    """One watched place."""

    id: str
    name: str
    lat: float
    lon: float
    why: str
    source: str
    state: str
    state_words: str
    last_look: Time | None
    watched_days: int
    seen: tuple[Seen, ...]
    more: int
    next_look: Time | None
    next_by: str
    looks: int


class Next(Record, frozen=True, kw_only=True):
    """One look to come."""

    place: str
    sensor: str
    kind: str
    at: Time
    p_clear: float | None


class System(Record, frozen=True, kw_only=True):
    """One watched system: it has no point, for no position is kept."""

    id: str
    name: str
    about: str


class MapView(Record, frozen=True, kw_only=True):
    """What the page shows."""

    spots: tuple[Spot, ...]
    systems: tuple[System, ...]
    looks_ready: bool
    looks_refused: str
    looks: tuple[Next, ...]
    usable: int
    notes: tuple[str, ...]
    """on borders, and on places that are left out"""
    left_out: tuple[str, ...]
    """those of the notes that are of such places, and why"""
    says: str
    picture: str
    """the map as SVG"""
    window_days: int
    ahead_days: int
    synthetic: bool


class Asking(Query):
    """What may be asked."""

    place: str = Field("", max_length=100)


def show(asked: Asked, query: Asking) -> MapView:
    """The places as they stand at the picture's moment; looks are worked out in the background."""
    picture, lang = asked.picture, asked.lang
    spots = asked.pictures.once(picture, "places", _places)
    looks, refused = _looks(asked, picture)
    shown = [one for one in spots if query.place in ("", one.id)]
    points = [(one.lon, one.lat) for one in spots]
    notes = parts.boundary_notes(lang, points)
    return MapView(
        spots=tuple(_spot(one, looks, picture, asked) for one in shown),
        systems=_systems(picture, lang),
        looks_ready=looks is not None,
        looks_refused=refused,
        looks=tuple(
            Next(
                place=_name(spots, one.place, lang), sensor=one.sensor, kind=getattr(KINDS[one.kind], lang), at=one.at, p_clear=one.p_clear
            )
            for one in (looks.looks if looks is not None else ())
            if query.place in ("", one.place)
        )[:SHOWN_LOOKS],
        usable=looks.usable if looks is not None else 0,
        notes=(*notes, *(looks.notes if looks is not None else ())),
        left_out=looks.notes if looks is not None else (),
        says=NOT_TASKING[lang],
        picture=asked.pictures.once(picture, f"map.{lang}", lambda one: _drawn(one, spots, lang)),
        window_days=mapping.DAYS,
        ahead_days=mapping.LOOK_DAYS,
        synthetic=picture.synthetic,
    )


def _places(picture: Picture) -> tuple[AtPlace, ...]:
    return mapping.places(picture.case, picture.given.observations, picture.given.coverage)


def _looks(asked: Asked, picture: Picture) -> tuple[Looks | None, str]:
    """Looks, and why there are none: none is not yet, where nothing is said."""
    try:
        return asked.pictures.soon(picture, f"looks.{asked.lang}", lambda one: mapping.ahead(one, asked.lang)), ""
    except (UsageError, CannotFinish) as error:
        return None, _told(error)


def _told(error: TocsinError) -> str:
    what = getattr(error, "what", str(error))
    return str(what)


def _name(spots: tuple[AtPlace, ...], id: str, lang: Lang) -> str:
    return next((one.name.get(lang) or one.name["en"] for one in spots if one.id == id), id)


def _spot(one: AtPlace, looks: Looks | None, picture: Picture, asked: Asked) -> Spot:
    mine = [look for look in looks.looks if look.place == one.id] if looks is not None else []
    return Spot(
        id=one.id,
        name=one.name.get(asked.lang) or one.name["en"],
        lat=round(one.lat, 1),
        lon=round(one.lon, 1),
        why=one.why,
        source=one.source,
        state=one.state,
        state_words=getattr(STATES[one.state], asked.lang),
        last_look=one.last_look,
        watched_days=one.watched_days,
        seen=tuple(_seen(each, picture, asked) for each in one.observations[:SHOWN_SEEN]),
        more=max(0, len(one.observations) - SHOWN_SEEN),
        next_look=mine[0].at if mine else None,
        next_by=mine[0].sensor if mine else "",
        looks=len(mine),
    )


def _seen(one: Observation, picture: Picture, asked: Asked) -> Seen:
    names = {each.id: each.name.get(asked.lang) or each.name["en"] for each in picture.case.declared.problem.indicators}
    known = one.indicator in names
    return Seen(
        id=one.id,
        what=names.get(one.indicator, one.indicator),
        href=f"/indicators/{one.indicator}{asked.frozen}" if known else None,
        at=one.t_start or one.t_known,
        value=one.value,
        unit=one.unit,
        baseline=one.baseline,
        method=one.method,
        source=one.source,
        synthetic=one.synthetic,
    )


def _systems(picture: Picture, lang: Lang) -> tuple[System, ...]:
    held = [one for one in picture.case.declared.problem.gazetteer if one.id.startswith("system:")]
    day = picture.as_of.date()
    return tuple(
        System(id=one.id, name=one.name.get(lang) or one.name["en"], about=one.system_class or "")
        for one in held
        if one.known_since is None or one.known_since <= day
    )


def _drawn(picture: Picture, spots: tuple[AtPlace, ...], lang: Lang) -> str:
    title = Both("Watched places", "Lieux surveillés")
    sites = [
        Site(one.name.get(lang) or one.name["en"], one.lat, one.lon, HOW[one.state], getattr(STATES[one.state], lang))  # type: ignore[arg-type]
        for one in spots
    ]
    said = "; ".join(f"{site.name}: {site.said}" for site in sites)
    frame = Frame(getattr(title, lang), said, marking("clear", picture.synthetic), lang)
    return body(site_map(frame, sites))


def geojson(asked: Asked, query: Asking) -> Body:
    """The same as GeoJSON at 0.1 degree, for the element that draws it and for whoever takes it away."""
    picture, lang = asked.picture, asked.lang
    spots = asked.pictures.once(picture, "places", _places)
    looks, _ = _looks(asked, picture)
    features = [_feature(one.lon, one.lat, _place_properties(one, asked)) for one in spots if query.place in ("", one.id)]
    for one in spots:
        if query.place in ("", one.id):
            features += [_feature(one.lon, one.lat, _seen_properties(each, one, picture, asked)) for each in one.observations]
    for look in looks.looks if looks is not None else ():
        if query.place in ("", look.place):
            kind, name = getattr(KINDS[look.kind], lang), _name(spots, look.place, lang)
            features.append(
                _feature(
                    look.lon,
                    look.lat,
                    {
                        "id": look.id,
                        "name": f"{name}: {look.sensor}",
                        "kind": "look",
                        "said": f"{kind}, {look.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
                        "from": _seconds(look.begins),
                        "to": max(_seconds(look.ends), _seconds(look.begins) + STEP_S),
                    },
                )
            )
    begins, ends = picture.as_of - timedelta(days=mapping.DAYS), picture.as_of + timedelta(days=mapping.LOOK_DAYS)
    told = {
        "type": "FeatureCollection",
        "features": features,
        "slider": {"from": _seconds(begins), "to": _seconds(ends), "step": STEP_S, "now": _seconds(picture.as_of)},
        "notes": [*parts.boundary_notes(lang, [(one.lon, one.lat) for one in spots]), NOT_TASKING[lang]],
        "synthetic": picture.synthetic,
        "marking": marking("clear", picture.synthetic),
    }
    return Body(content=to_json(told), media_type=GEOJSON, name="places.geojson")


def _feature(lon: float, lat: float, properties: dict[str, Any]) -> dict[str, Any]:
    """A point, never finer than 0.1 degree."""
    point = {"type": "Point", "coordinates": [round(lon, 1), round(lat, 1)]}
    return {"type": "Feature", "geometry": point, "properties": properties}


def _place_properties(one: AtPlace, asked: Asked) -> dict[str, Any]:
    """Without a link: places lie too close for a finger on most screens (WCAG 2.2, 2.5.8); the list beside the map has them all."""
    return {
        "id": one.id,
        "name": one.name.get(asked.lang) or one.name["en"],
        "kind": "place",
        "state": one.state,
        "said": getattr(STATES[one.state], asked.lang),
    }


def _seen_properties(one: Observation, at: AtPlace, picture: Picture, asked: Asked) -> dict[str, Any]:
    seen = _seen(one, picture, asked)
    begins = one.t_start or one.t_known
    return {
        "id": one.id,
        "name": f"{at.name.get(asked.lang) or at.name['en']}: {seen.what}",
        "kind": "observation",
        "said": f"{one.value:g}{f' {one.unit}' if one.unit else ''}",
        "from": _seconds(begins),
        "to": max(_seconds(one.t_end or begins), _seconds(begins) + STEP_S),
    }


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


PAGES = (Page(name="map", path="/map", title=Both("Map", "Carte"), query=Asking, view=MapView, show=show, menu=60),)
DOWNLOADS = (
    Download(
        name="places",
        path="/map/places.geojson",
        title=Both("Places as GeoJSON", "Lieux en GeoJSON"),
        query=Asking,
        media=(GEOJSON,),
        make=geojson,
    ),
)
ACTIONS: tuple[Action, ...] = ()
