"""GeoJSON (RFC 7946): one feature a message and place, at 0.1 degree; a message without a place has a null geometry."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from tocsin.model import Place, rounded
from tocsin.warn.channels.message import Message, headline, kind
from tocsin.warn.marking import marking

DECIMALS = 1


def collection(some: Iterable[Message]) -> bytes:
    """A FeatureCollection, canonical JSON."""
    features = [feature for one in some for feature in _features(one)]
    return msgspec.json.encode({"type": "FeatureCollection", "features": features}, order="sorted") + b"\n"


def _features(one: Message) -> Iterator[dict[str, Any]]:
    told = one.alert
    properties = {
        "name": one.name,
        "event": told.event,
        "kind": kind(one),
        "headline": headline(one, "en"),
        "headline_fr": headline(one, "fr"),
        "severity": told.severity,
        "count": told.count,
        "sent": one.sent.isoformat(),
        "status": told.status,
        "scope": told.scope,
        "tlp": told.tlp,
        "synthetic": told.synthetic,
        "marking": marking(told),
        "what": [cause.what for cause in told.causes],
        "hypothesis": told.hypothesis,
        "horizon_days": told.horizon,
        "probability": rounded(told.probability),
    }
    placed: list[Place | None] = [place for place in told.places if place.lat is not None and place.lon is not None]
    for place in placed or [None]:
        geometry = None
        if place is not None and place.lat is not None and place.lon is not None:
            # RFC 7946, 3.1.1: longitude first.
            geometry = {"type": "Point", "coordinates": [round(place.lon, DECIMALS), round(place.lat, DECIMALS)]}
        more = {"place": place.name, "precision_km": place.precision_km} if place is not None else {"area": told.area}
        identity = f"{one.name}/{place.id}" if place is not None else one.name
        yield {"type": "Feature", "id": identity, "geometry": geometry, "properties": {**properties, **more}}
