"""The images of a place as one series: passes that can be compared, and their pixels in each cell."""

import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tocsin.errors import CannotFinish, Refused
from tocsin.model.image_services import ImageProduct
from tocsin.model.imagery import Imaging
from tocsin.sense.imagery import catalogue, rasters
from tocsin.sense.imagery.cells import Cell, meets
from tocsin.sense.imagery.items import Asset, Item
from tocsin.sense.imagery.limits import USUAL, Limits
from tocsin.sense.imagery.rasters import Grid, Pixels

Bools = npt.NDArray[np.bool_]

TOGETHER = timedelta(minutes=10)
"""images of one pass lie closer: slices and tiles of it"""


class Pass(NamedTuple):
    """Images taken in one go, the first of which stands for them."""

    items: tuple[Item, ...]


class Group(NamedTuple):
    """Passes that can be compared with each other: one kind, one collection, for radar one track."""

    kind: Imaging
    collection: str
    track: str | None
    passes: tuple[Pass, ...]


class Seen(NamedTuple):
    """The pixels of one cell. values: (dates, bands, height, width) float32, NaN where not seen or outside of the cell."""

    values: Pixels
    inside: Bools
    refused: tuple[Refused, ...]


def groups(items: Sequence[Item], cell: Cell) -> tuple[Group, ...]:
    """The series that show a cell, in order of kind, collection and track."""
    found: dict[tuple[Imaging, str, str | None], list[list[Item]]] = {}
    for item in items:
        if not meets(cell, item.bbox):
            continue
        told = item.acquisition
        passes = found.setdefault((told.kind, told.collection, told.track if told.kind == "radar" else None), [])
        if passes and told.t - passes[-1][-1].acquisition.t <= TOGETHER:
            passes[-1].append(item)
        else:
            passes.append([item])
    ordered = sorted(found.items(), key=lambda one: (one[0][0], one[0][1], one[0][2] or ""))
    return tuple(Group(*key, tuple(Pass(tuple(one)) for one in passes)) for key, passes in ordered)


def bands(group: Group, product: ImageProduct) -> tuple[str, ...]:
    """The bands that every pass has, in the product's order."""
    return tuple(band for band in product.bands if all(asset_of(one.items[0], band, product.bands[band]) for one in group.passes))


def asset_of(item: Item, band: str, names: Sequence[str]) -> tuple[Asset, int] | None:
    """The asset with a band and the band's number in it: an asset of that name, else one that lists it."""
    wanted = {band, *(name.lower() for name in names)}
    for name in (band, *names):
        for asset in item.assets:
            if asset.key.lower() == name.lower():
                listed = [i for i, one in enumerate(asset.bands, 1) if one in wanted]
                return asset, listed[0] if listed else 1
    for asset in item.assets:
        for number, one in enumerate(asset.bands, 1):
            if one in wanted:
                return asset, number
    return None


def averaged(values: Pixels, inside: Bools, times: int) -> tuple[Pixels, Bools]:
    """Means of blocks of `times` x `times` pixels and which blocks lie inside; a block is seen where all of its pixels are."""
    if times == 1:
        return values, inside
    dates, count, height, width = values.shape
    tall, wide = height // times, width // times
    cut = values[:, :, : tall * times, : wide * times].reshape(dates, count, tall, times, wide, times)
    held = inside[: tall * times, : wide * times].reshape(tall, times, wide, times)
    return cut.mean(axis=(3, 5)), np.asarray(held.all(axis=(1, 3)))


class Reader:
    """Reads cells of one group out of a catalogue's folder; every file that fails is refused once, and its date stays unseen."""

    def __init__(
        self,
        root: Path,
        group: Group,
        product: ImageProduct,
        limits: Limits = USUAL,
        monotonic: Callable[[], float] = time.monotonic,
        average: int = 1,
    ) -> None:
        self.group, self.product, self.bands, self.average = group, product, bands(group, product), average
        self._root, self._limits, self._monotonic = root, limits, monotonic
        self._end = monotonic() + limits.seconds
        self._values = 0

    def cell(self, cell: Cell) -> Seen | None:
        """The pixels of a cell on every date; None where no image has a pixel in it. CannotFinish where a limit is reached."""
        refused: list[Refused] = []
        on = self._grid(cell, refused)
        if on is None:
            return Seen(np.empty((0, 0, 0, 0), np.float32), np.empty((0, 0), bool), tuple(refused)) if refused else None
        shape = (len(self.group.passes), len(self.bands), *on.inside.shape)
        self._values += int(np.prod(shape))
        if self._values > self._limits.stack:
            raise CannotFinish(
                f"{cell.lat:g}, {cell.lon:g}: more than {self._limits.stack:,} values", todo="take fewer dates (--from) or coarser images"
            )
        values = np.full(shape, np.nan, np.float32)
        for date, one in enumerate(self.group.passes):
            for item in one.items:
                if self._monotonic() > self._end:
                    raise CannotFinish(
                        f"reading took longer than {self._limits.seconds:g} s", todo="take fewer dates (--from) or coarser images"
                    )
                if not meets(cell, item.bbox):
                    continue
                try:
                    image = self._image(item, on)
                except Refused as error:
                    refused.append(error)
                    continue
                values[date] = np.where(np.isnan(values[date]).any(axis=0), image, values[date])
        values[:, :, ~on.inside] = np.nan
        return Seen(*averaged(values, on.inside, self.average), tuple(refused))

    def _grid(self, cell: Cell, refused: list[Refused]) -> Grid | None:
        """The pixels of the cell in the first image that covers most of it."""
        best: Grid | None = None
        for one in self.group.passes:
            for item in one.items:
                found = asset_of(item, self.bands[0], self.product.bands[self.bands[0]]) if self.bands else None
                if found is None or not meets(cell, item.bbox):
                    continue
                try:
                    with rasters.opened(self._path(item, found[0]), self._limits) as source:
                        on = rasters.grid(source, cell, self._limits)
                except Refused as error:
                    refused.append(error)
                    continue
                if on is not None and (best is None or on.inside.sum() > best.inside.sum()):
                    best = on
            if best is not None:
                return best
        return best

    def _image(self, item: Item, on: Grid) -> Pixels:
        """(bands, height, width) in linear units; NaN where there are no data or a mask says cloud."""
        found = np.stack([self._band(item, band, on) for band in self.bands])
        if self.product.mask:
            where = asset_of(item, self.product.mask[0], self.product.mask)
            if where is None:
                raise Refused("no-mask", "it has no mask of clouds", where=item.where, todo="bring the mask, e.g. SCL")
            mask = rasters.pixels(self._path(item, where[0]), where[1], on, where[0].nodata, self._limits)
            found[:, ~np.isin(mask, np.asarray(self.product.clear, np.float32))] = np.nan
        return found

    def _band(self, item: Item, band: str, on: Grid) -> Pixels:
        where = asset_of(item, band, self.product.bands[band])
        if where is None:
            raise Refused("no-band", f"it has no band {band}", where=item.where, todo="check the item")
        asset, number = where
        values = rasters.pixels(self._path(item, asset), number, on, asset.nodata, self._limits)
        values = values * np.float32(asset.scale) + np.float32(asset.offset)
        if self.product.kind != "radar":
            return values
        if self.product.numbers == "decibel":
            return np.power(np.float32(10.0), values / 10)
        seen = np.isfinite(values)
        if (values[seen] < 0).sum() > 0.01 * max(1, seen.sum()):
            raise Refused(
                "decibels", "it holds values below 0: decibels where linear power is needed", where=item.where, todo="bring power"
            )
        values = np.square(values) if self.product.numbers == "amplitude" else values
        return np.where(values > 0, values, np.float32(np.nan))

    def _path(self, item: Item, asset: Asset) -> Path:
        return catalogue.inside(self._root, Path(item.where.partition("#")[0]), asset.href)
