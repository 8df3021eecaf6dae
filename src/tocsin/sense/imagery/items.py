"""STAC items as they are met, in any version, and what of them is needed: when, where, published when, which assets.

Only what is used is looked at, each field checked for its type; what is missing and cannot be done without is a Refusal. Versions 0.9 to
1.1 differ in where bands stand (`eo:bands`, `raster:bands`, `bands`) and where the collection and licence do.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from tocsin.errors import Refused
from tocsin.model.imagery import Acquisition, Imaging

MOST_ASSETS = 200
EARLIEST, LATEST_AHEAD = datetime(1960, 1, 1, tzinfo=UTC), timedelta(days=2)
"""before the first satellite image, and further ahead than clocks and time zones explain: a wrong time"""
PUBLISHED_AFTER = timedelta(hours=24)
"""where an item does not say when it was published: an assumption, the slower of the routine delays of Sentinel data (fast-24h)"""
_RADAR, _OPTICAL = ("sar:", "s1:"), ("eo:", "s2:", "landsat:")


class Asset(NamedTuple):
    """A file of an item."""

    key: str
    href: str
    media_type: str | None
    bands: tuple[str, ...]
    """names of the raster's bands, in order; empty where the item does not say"""
    scale: float
    offset: float
    nodata: float | None
    size: int | None
    """bytes, where the item says so"""


class Item(NamedTuple):
    """One acquisition in a catalogue. bbox: west, south, east, north, degrees."""

    acquisition: Acquisition
    bbox: tuple[float, float, float, float]
    assets: tuple[Asset, ...]
    where: str


def parse(found: object, *, where: str, catalogue: str, now: datetime, licence: str | None = None) -> Item:
    """An item from its JSON. Refused (`not-an-item`, `no-time`, `no-place`, `no-kind`, `time`) where it cannot be used."""
    if not isinstance(found, Mapping) or found.get("type") != "Feature":
        raise Refused("not-an-item", "it is no STAC item (a Feature)", where=where, todo="check the catalogue")
    properties = _mapping(found.get("properties"))
    identity = found.get("id")
    if not isinstance(identity, str) or not identity or len(identity) > 300:
        raise Refused("not-an-item", "it has no id", where=where, todo="check the catalogue")
    when = _taken(properties, where)
    if not EARLIEST <= when <= now + LATEST_AHEAD:
        raise Refused("time", f"it says that it was taken on {when:%Y-%m-%d}", where=where, todo="check its clock")
    collection = _text(found.get("collection")) or _text(properties.get("collection")) or ""
    return Item(
        Acquisition(
            id=identity,
            collection=collection,
            catalogue=catalogue,
            kind=_kind(properties, _mapping(found.get("assets")), collection, where),
            platform=_text(properties.get("platform")),
            track=_track(properties),
            t=when,
            t_known=max(_moment(properties.get("published")) or _moment(properties.get("created")) or when + PUBLISHED_AFTER, when),
            cloud=_share(properties.get("eo:cloud_cover")),
            licence=_text(properties.get("license")) or licence,
            synthetic=properties.get("tocsin:synthetic") is True,
        ),
        _bbox(found, where),
        tuple(_assets(_mapping(found.get("assets")), properties)),
        where,
    )


def _taken(properties: Mapping[str, Any], where: str) -> datetime:
    """`datetime`, or the middle of `start_datetime` and `end_datetime`."""
    when = _moment(properties.get("datetime"))
    if when is None:
        start, end = _moment(properties.get("start_datetime")), _moment(properties.get("end_datetime"))
        if start is None or end is None or end < start:
            raise Refused("no-time", "it does not say when it was taken", where=where, todo="check the catalogue")
        when = start + (end - start) / 2
    return when


def _bbox(found: Mapping[str, Any], where: str) -> tuple[float, float, float, float]:
    """The box of the item, or of its geometry. Across the date line the east end is beyond 180."""
    box = found.get("bbox")
    if isinstance(box, list) and len(box) in (4, 6) and all(_number(x) is not None for x in box):
        west, south, east, north = (box[i] for i in ((0, 1, 2, 3) if len(box) == 4 else (0, 1, 3, 4)))
    else:
        points = list(_points(_mapping(found.get("geometry")).get("coordinates"), 0))
        if not points:
            raise Refused("no-place", "it does not say what it shows", where=where, todo="check the catalogue")
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, north = min(y for _, y in points), max(y for _, y in points)
    east = east + 360 if east < west else east
    if not (-180 <= west <= 180 and east <= 540 and -90 <= south <= north <= 90):
        raise Refused(
            "no-place", f"its box {west:g}, {south:g}, {east:g}, {north:g} lies on no globe", where=where, todo="check the catalogue"
        )
    return float(west), float(south), float(east), float(north)


def _points(found: object, depth: int) -> "list[tuple[float, float]]":
    if not isinstance(found, list) or depth > 4 or len(found) > 100_000:
        return []
    if len(found) >= 2 and all(_number(x) is not None for x in found[:2]):
        return [(float(found[0]), float(found[1]))]
    return [point for part in found for point in _points(part, depth + 1)]


def _kind(properties: Mapping[str, Any], assets: Mapping[str, Any], collection: str, where: str) -> Imaging:
    """Radar or optical: by the properties' extensions, else by the names of assets and bands."""
    if any(key.startswith(_RADAR) for key in properties) or "sentinel-1" in collection:
        return "radar"
    if any(key.startswith(_OPTICAL) for key in properties) or "sentinel-2" in collection:
        return "optical"
    names = {key.lower() for key in assets}
    if names & {"vv", "vh", "hh", "hv"}:
        return "radar"
    if names & {"red", "nir", "green", "blue", "b04", "visual", "b08"}:
        return "optical"
    raise Refused("no-kind", "neither radar nor optical can be told from it", where=where, todo="name its assets vv, vh or red, nir")


def _track(properties: Mapping[str, Any]) -> str | None:
    state, number = _text(properties.get("sat:orbit_state")), _number(properties.get("sat:relative_orbit"))
    return " ".join(part for part in (state, f"{number:g}" if number is not None else None) if part) or None


def _assets(found: Mapping[str, Any], properties: Mapping[str, Any]) -> "list[Asset]":
    made = []
    applied = properties.get("earthsearch:boa_offset_applied") is True
    for key, value in list(found.items())[:MOST_ASSETS]:
        asset = _mapping(value)
        href = asset.get("href")
        other = _mapping(_mapping(asset.get("alternate")).get("https")).get("href")
        if isinstance(href, str) and href.startswith("s3:") and isinstance(other, str):
            href = other
        if not isinstance(href, str) or not 0 < len(href) <= 4096:
            continue
        first = next(
            (_mapping(one) for name in ("raster:bands", "bands") if isinstance(asset.get(name), list) for one in asset[name][:1]), {}
        )
        scale, offset = _number(first.get("scale", first.get("raster:scale"))), _number(first.get("offset", first.get("raster:offset")))
        made.append(
            Asset(
                str(key),
                href,
                _text(asset.get("type")),
                tuple(_bands(asset)),
                1.0 if scale is None else scale,
                # Where the service took the offset off the pixels already, the item still names it.
                0.0 if offset is None or applied else offset,
                _number(first.get("nodata", asset.get("nodata"))),
                size if isinstance(size := asset.get("file:size"), int) else None,
            )
        )
    return made


def _bands(asset: Mapping[str, Any]) -> "list[str]":
    for name in ("bands", "eo:bands"):
        listed = asset.get(name)
        if isinstance(listed, list) and listed:
            bands = [_mapping(one) for one in listed[:64]]
            return [(_text(b.get("eo:common_name")) or _text(b.get("common_name")) or _text(b.get("name")) or "").lower() for b in bands]
    polarizations = asset.get("sar:polarizations")
    return [str(one).lower() for one in polarizations[:8]] if isinstance(polarizations, list) else []


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= 300 else None


def _number(value: object) -> float | None:
    """A finite number; NaN as a word ("nan") too, as `nodata` may be."""
    if value == "nan":
        return math.nan
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) else None


def _share(value: object) -> float | None:
    percent = _number(value)
    return percent / 100 if percent is not None and 0 <= percent <= 100 else None


def _moment(value: object) -> datetime | None:
    """An RFC 3339 time; one without zone is UTC, as STAC says."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return None
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
