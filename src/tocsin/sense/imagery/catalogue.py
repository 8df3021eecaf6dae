"""A static STAC catalogue on disk, read without leaving its folder and without the network. What is broken is refused, the rest goes on."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from tocsin.errors import CannotFinish, Refused, UsageError
from tocsin.sense.imagery import items
from tocsin.sense.imagery.items import Item
from tocsin.sense.imagery.limits import USUAL, Limits

NAMES = ("catalog.json", "collection.json")


class Found(NamedTuple):
    """What a catalogue holds: usable items by time, and what was refused."""

    root: Path
    """the folder that nothing is read outside of"""
    items: tuple[Item, ...]
    refused: tuple[Refused, ...]


def read(place: Path, *, now: datetime, limits: Limits = USUAL) -> Found:
    """The items under a catalogue (its folder, or its catalog.json or collection.json). UsageError where there is none."""
    start = next((place / name for name in NAMES if (place / name).is_file()), None) if place.is_dir() else place
    if start is None or not start.is_file():
        raise UsageError("there is no catalog.json or collection.json", where=str(place), todo="name the folder of a static STAC catalogue")
    root = start.parent.resolve()
    taken: dict[tuple[str, str], Item] = {}
    refused: list[Refused] = []
    for one in _walk(start, root, root.name, now, limits):
        if isinstance(one, Refused):
            refused.append(one)
        elif (one.acquisition.collection, one.acquisition.id) in taken:
            refused.append(Refused("twice", "another item has this id", where=one.where, todo="give each item its own id"))
        else:
            taken[one.acquisition.collection, one.acquisition.id] = one
            if len(taken) > limits.items:
                raise CannotFinish(
                    f"it holds more than {limits.items:,} items", where=str(place), todo="name a smaller catalogue inside it"
                )
    return Found(root, tuple(sorted(taken.values(), key=lambda i: (i.acquisition.t, i.acquisition.id))), tuple(refused))


def inside(root: Path, base: Path, href: str) -> Path:
    """The file that `href` names, relative to the file `base`. Refused (`outside`) unless it is one in `root`, links followed."""
    parts = urlsplit(href)
    if (
        (parts.scheme and not (len(parts.scheme) == 1 or parts.scheme == "file"))
        or parts.netloc
        or href.startswith("/vsi")
        or "\x00" in href
    ):
        raise Refused("outside", f"{href[:120]!r} is not in the catalogue's folder", where=str(base), todo="bring the file into it")
    named = unquote(parts.path) if parts.scheme == "file" else href.partition("?")[0]
    path = (base.parent / named).resolve()
    if not path.is_relative_to(root):
        raise Refused("outside", f"{href[:120]!r} leads out of the catalogue's folder", where=str(base), todo="bring the file into it")
    return path


def _walk(start: Path, root: Path, name: str, now: datetime, limits: Limits) -> Iterator[Item | Refused]:
    waiting: list[tuple[Path, int, str | None]] = [(start, 0, None)]
    seen: set[Path] = set()
    while waiting:
        path, depth, licence = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        if len(seen) > limits.documents:
            yield Refused(
                "too-many", f"more than {limits.documents:,} documents", where=str(start), todo="name a smaller catalogue inside it"
            )
            return
        try:
            document = _document(path, limits)
            if document.get("type") == "Feature":
                yield items.parse(document, where=str(path), catalogue=name, now=now, licence=licence)
                continue
            if document.get("type") == "FeatureCollection":
                yield from _features(document, path, name, now, licence)
                continue
            if depth >= limits.depth:
                raise Refused("too-deep", "catalogues lie too deep within one another", where=str(path), todo="name one further inside")
        except Refused as error:
            yield error
            continue
        licence = document["license"] if isinstance(document.get("license"), str) else licence
        links = document.get("links")
        for link in links if isinstance(links, list) else ():
            if isinstance(link, dict) and link.get("rel") in ("child", "item", "items") and isinstance(link.get("href"), str):
                try:
                    waiting.append((inside(root, path, link["href"]), depth + 1, licence))
                except Refused as error:
                    yield error


def _features(document: dict[str, Any], path: Path, name: str, now: datetime, licence: str | None) -> Iterator[Item | Refused]:
    features = document.get("features")
    for number, feature in enumerate(features if isinstance(features, list) else ()):
        try:
            yield items.parse(feature, where=f"{path}#{number}", catalogue=name, now=now, licence=licence)
        except Refused as error:
            yield error


def _document(path: Path, limits: Limits) -> dict[str, Any]:
    """A JSON object. Refused (`missing`, `too-large`, `not-json`)."""
    try:
        if not path.is_file():
            raise Refused("missing", "it is not there", where=str(path), todo="bring it, or take the link out")
        if path.stat().st_size > limits.json_bytes:
            raise Refused("too-large", f"it is larger than {limits.json_bytes:,} bytes", where=str(path), todo="check the catalogue")
        document = json.loads(path.read_bytes())
    except OSError as error:
        raise Refused("unreadable", str(error.strerror or error), where=str(path), todo="check its permissions") from None
    except (ValueError, RecursionError) as error:
        raise Refused("not-json", f"it is no JSON: {error}", where=str(path), todo="check the catalogue") from None
    if not isinstance(document, dict):
        raise Refused("not-json", "it is no JSON object", where=str(path), todo="check the catalogue")
    return document
