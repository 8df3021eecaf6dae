"""Searches of a STAC service: which images of a place it lists. Page by page, bounded, one host; what is broken is refused.

STAC API 1.0, Item Search: POST or GET with bbox, datetime, collections and limit; `next` links are GET addresses, or POST with a body that
replaces the last one or, with `merge`, is added to it.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

from tocsin.collect.fetching import keys
from tocsin.errors import CannotFinish, Refused
from tocsin.model.image_services import ImageService
from tocsin.sense.imagery import items
from tocsin.sense.imagery.cells import Cell
from tocsin.sense.imagery.items import Item
from tocsin.sense.imagery.limits import USUAL, Limits

if TYPE_CHECKING:
    from tocsin.collect.fetching.fetcher import Fetcher
    from tocsin.collect.fetching.results import Fetched

A_PAGE = 100
"""items asked for at a time"""
MOST_PAGES = 100
PAGE_BYTES = 16_000_000
JSON, GEOJSON = "application/json", "application/geo+json"


class Listed(NamedTuple):
    """An item of a service, and its JSON as it came."""

    item: Item
    raw: Mapping[str, Any]


class Request(NamedTuple):
    """A page to ask for; body None: by GET."""

    url: str
    body: dict[str, Any] | None


def search(
    fetcher: "Fetcher", service: ImageService, cell: Cell, begin: datetime, end: datetime, *, now: datetime, limits: Limits = USUAL
) -> tuple[tuple[Listed, ...], tuple[Refused, ...]]:
    """What a service lists of a cell between two moments, by time, each item once, and what was refused.

    CannotFinish where the service gives no answer; Refused things are broken items, and pages that lead elsewhere or in circles.
    """
    found: dict[tuple[str, str], Listed] = {}
    refused: list[Refused] = []
    for one in _pages(fetcher, service, _first(service, cell, begin, end), now):
        if isinstance(one, Refused):
            refused.append(one)
        else:
            told = one.item.acquisition
            found.setdefault((told.collection, told.id), one)
            if len(found) > limits.items:
                raise CannotFinish(f"it lists more than {limits.items:,} images", where=service.id, todo="ask for fewer days")
    ordered = sorted(found.values(), key=lambda one: (one.item.acquisition.t, one.item.acquisition.id))
    return tuple(one for one in ordered if begin <= one.item.acquisition.t <= end), tuple(refused)


def _first(service: ImageService, cell: Cell, begin: datetime, end: datetime) -> Request:
    box = [round(edge, 4) for edge in cell.box]
    window = "/".join(moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for moment in (begin, end))
    if service.post:
        return Request(service.search, {"bbox": box, "datetime": window, "collections": list(service.collections), "limit": A_PAGE})
    query = {"bbox": ",".join(map(str, box)), "datetime": window, "collections": ",".join(service.collections), "limit": str(A_PAGE)}
    return Request(f"{service.search}?{urlencode(query)}", None)


def _pages(fetcher: "Fetcher", service: ImageService, request: Request | None, now: datetime) -> Iterator[Listed | Refused]:
    asked: set[str] = set()
    while request is not None:
        key = json.dumps([request.url, request.body], sort_keys=True)
        if key in asked or len(asked) >= MOST_PAGES:
            what = "its pages lead in a circle" if key in asked else f"it has more than {MOST_PAGES} pages"
            yield Refused("pages", what, where=service.id, todo="ask for fewer days")
            return
        asked.add(key)
        page = _page(fetcher, service, request)
        features = page.get("features")
        for number, feature in enumerate(features if isinstance(features, list) else ()):
            try:
                where = f"{service.id}, page {len(asked)}, item {number + 1}"
                yield Listed(items.parse(feature, where=where, catalogue=service.id, now=now), feature)
            except Refused as error:
                yield error
        try:
            request = _next(page, service, request)
        except Refused as error:
            yield error
            return


def _page(fetcher: "Fetcher", service: ImageService, request: Request) -> Mapping[str, Any]:
    # Of a next page, which lies at the same place, the service says where: only the key of its own address is filled in.
    asked = keys.own(service.search)
    if request.body is None:
        answer = fetcher.fetch(request.url, most_bytes=PAGE_BYTES, own=asked)
    else:
        answer = fetcher.post(request.url, json.dumps(request.body).encode(), JSON, f"{GEOJSON}, {JSON}", PAGE_BYTES, own=asked)
    return answered(answer, service.id)


def answered(answer: "Fetched", who: str) -> Mapping[str, Any]:
    """The JSON object of an answer. CannotFinish where none came."""
    if answer.outcome != "new":
        raise CannotFinish(answer.what or f"no answer ({answer.outcome})", where=who, todo=answer.todo or "try again later")
    try:
        page = json.loads(answer.body)
    except (ValueError, RecursionError):
        page = None
    if not isinstance(page, dict):
        raise CannotFinish("what it answers is no JSON object", where=who, todo="check its address in a browser")
    return page


def _next(page: Mapping[str, Any], service: ImageService, last: Request) -> Request | None:
    """The next page. Refused (`elsewhere`) where it lies on another host: a key or a question is not handed on."""
    links = page.get("links")
    link = next((one for one in links if isinstance(one, dict) and one.get("rel") == "next"), None) if isinstance(links, list) else None
    if link is None or not isinstance(link.get("href"), str) or not page.get("features"):
        return None
    url = urljoin(last.url, link["href"])
    if urlsplit(url)[:2] != urlsplit(service.search)[:2]:
        raise Refused("elsewhere", f"its next page is at {url[:100]}", where=service.id, todo="check the service's address")
    if str(link.get("method", "GET")).upper() != "POST":
        return Request(url, None)
    body = link.get("body")
    body = dict(body) if isinstance(body, dict) else {}
    return Request(url, {**(last.body or {}), **body} if link.get("merge") is True else body or last.body or {})
