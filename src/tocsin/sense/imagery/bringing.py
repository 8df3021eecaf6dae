"""Files of listed images brought into a folder as a static catalogue that can be compared: whole, or the part around the places."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tocsin.collect.fetching import keys
from tocsin.errors import CannotFinish, Refused
from tocsin.model.image_services import ImageProduct, ImageService
from tocsin.sense.imagery import parts
from tocsin.sense.imagery.cells import Cell
from tocsin.sense.imagery.items import Asset
from tocsin.sense.imagery.remote import Listed, answered
from tocsin.sense.imagery.series import asset_of

if TYPE_CHECKING:
    from tocsin.collect.fetching.fetcher import Fetcher

_NAME = re.compile(r"[^A-Za-z0-9_-]+")
AROUND = "around.json"
"""beside an item whose files are parts: the cells that they were cut around"""
MOST_TOKEN = 4_096
"""characters of a token that addresses are signed with"""


def bring(
    fetcher: "Fetcher",
    service: ImageService,
    listed: Iterable[tuple[Listed, ImageProduct]],
    folder: Path,
    places: Mapping[str, Sequence[Cell]] | None = None,
) -> tuple[tuple[str, ...], tuple[Refused, ...]]:
    """Ids of the items whose bands and mask were brought, and what was refused. What is in the folder already is not asked for again.

    places: by id of an item the cells it was listed for. A file that is too large for the fetcher is brought as the part around these.
    """
    brought: list[str] = []
    refused: list[Refused] = []
    tokens: dict[str, str] = {}
    for one, product in listed:
        name = _NAME.sub("-", one.item.acquisition.id)[:120]
        some = (places or {}).get(one.item.acquisition.id, ())
        before = _around(folder / name)
        # What was cut around other places is cut anew around all of them.
        some = (*before, *(cell for cell in some if cell not in before)) if before else tuple(some)
        parted = list[str]()
        try:
            wanted = _wanted(one, product)
            for asset in wanted:
                path = folder / name / f"{_NAME.sub('-', asset.key)}.tif"
                if not path.is_file() or (before and len(some) > len(before)):
                    url = _signed(fetcher, service, one, asset, tokens)
                    hide = keys.hiding({f"{{token:{called}}}": token for called, token in tokens.items()})
                    parted += [asset.key] if _file(fetcher, url, path, one, hide, some) else []
        except Refused as error:
            refused.append(error)
            continue
        brought.append(name)
        if parted:
            _write(folder / name / AROUND, {"cells": [[cell.lat, cell.lon] for cell in some]})
        _write(folder / name / "item.json", _local(one.raw, wanted, cut=bool(parted or before)))
    if brought:
        known = sorted(path.parent.name for path in folder.glob("*/item.json"))
        links = [{"rel": "item", "href": f"./{name}/item.json"} for name in known]
        _write(
            folder / "catalog.json",
            {"type": "Catalog", "id": service.id, "stac_version": "1.0.0", "description": "brought", "links": links},
        )
    return tuple(brought), tuple(refused)


def _wanted(one: Listed, product: ImageProduct) -> list[Asset]:
    """The assets that a comparison reads, each once. Refused (`no-band`) where there is none."""
    named = [asset_of(one.item, band, names) for band, names in product.bands.items()]
    named += [asset_of(one.item, product.mask[0], product.mask)] if product.mask else []
    wanted = {found[0].key: found[0] for found in named if found is not None}
    if not wanted:
        raise Refused("no-band", "it has none of the bands", where=one.item.where, todo="check the collection in services.yml")
    return list(wanted.values())


def _signed(fetcher: "Fetcher", service: ImageService, one: Listed, asset: Asset, tokens: dict[str, str]) -> str:
    """The asset's address, with the service's token for the collection where it gives any. The token is kept nowhere."""
    if urlsplit(asset.href).scheme not in ("http", "https"):
        raise Refused("address", f"{asset.href[:80]!r} is not fetched", where=one.item.where, todo="bring it by hand")
    if service.sign is None:
        return asset.href
    collection = one.item.acquisition.collection
    if collection not in tokens:
        told = fetcher.fetch(service.sign.replace("{collection}", collection), own=keys.own(service.sign))
        given = answered(told, service.id).get("token")
        if not isinstance(given, str) or not 0 < len(given) <= MOST_TOKEN:
            raise CannotFinish("it gives no token", where=service.id, todo="check the address of its tokens")
        tokens[collection] = given
    return f"{asset.href}{'&' if '?' in asset.href else '?'}{tokens[collection]}"


def _file(fetcher: "Fetcher", url: str, path: Path, one: Listed, hide: keys.Hidden, some: Sequence[Cell]) -> bool:
    """Whether only the part around the cells was brought."""
    answer = fetcher.fetch(url, hide=hide)
    if answer.reason == "too-large" and some:
        parts.bring(fetcher, url, path, some, where=one.item.where, hide=hide)
        return True
    if answer.outcome != "new":
        raise Refused(answer.reason or "no-answer", answer.what or "no answer", where=one.item.where, todo=answer.todo or "try again later")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(answer.body)
    part.replace(path)
    return False


def _around(folder: Path) -> tuple[Cell, ...]:
    """The cells that an item's files were cut around; none where they are whole, or not there."""
    try:
        told = json.loads((folder / AROUND).read_bytes())["cells"]
        return tuple(Cell(float(lat), float(lon)) for lat, lon in told)
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _local(raw: Mapping[str, Any], wanted: list[Asset], *, cut: bool) -> dict[str, Any]:
    """The item with its brought assets alone, at their place on disk; without what told the grid of the whole, where they are cut."""
    kept = {asset.key: {**raw["assets"][asset.key], "href": f"./{_NAME.sub('-', asset.key)}.tif"} for asset in wanted}
    for asset in kept.values():
        asset.pop("alternate", None)
        for key in [key for key in asset if cut and key.startswith("proj:")]:
            del asset[key]
    told = {key: value for key, value in raw.get("properties", {}).items() if not (cut and key.startswith("proj:"))}
    return {**raw, "properties": told, "assets": kept, "links": []}


def _write(path: Path, document: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(document, indent=1, sort_keys=True), encoding="utf-8")
