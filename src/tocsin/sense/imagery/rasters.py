"""Pixels of a cell from image files on disk, and nothing else: one driver, no neighbours of the file, no network, bounded windows.

GDAL opens many things by name: archives, addresses, files that point to other files. Here a file is a regular one inside the catalogue's
folder, it is opened as a GeoTIFF or not at all (a COG is one), and how much a read unpacks is known before it is read.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tocsin.errors import CannotFinish, Refused
from tocsin.sense.imagery.cells import Cell
from tocsin.sense.imagery.limits import USUAL, Limits

if TYPE_CHECKING:
    import rasterio

Pixels = npt.NDArray[np.float32]
DRIVER = "GTiff"
OPTIONS = {
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",  # no side-car files, which may hold anything
    "GDAL_PAM_ENABLED": "NO",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "GDAL_HTTP_MAX_RETRY": "0",
    "GDAL_NUM_THREADS": "1",
    "GDAL_CACHEMAX": 64,
}
NODES = 32
"""a row and a column where longitude and latitude of pixels are worked out exactly; between them they are nearly straight"""
NO_DATA = 0.0
"""what marks a pixel without data where neither file nor item says so: in products of Sentinel-1 and Sentinel-2 it is 0"""


class Grid(NamedTuple):
    """The pixels of a cell in an image. inside: (height, width), whether a pixel's middle lies in the cell."""

    crs: Any
    transform: Any
    inside: npt.NDArray[np.bool_]


def library() -> Any:
    """rasterio. CannotFinish, naming the extra, where it is not installed."""
    try:
        import rasterio
        import rasterio.warp
        import rasterio.windows
    except ImportError as error:
        raise CannotFinish(
            f"reading images needs {error.name}, which is not installed", todo="install the extra: pip install 'tocsin[imagery]'"
        ) from error
    return rasterio


@contextmanager
def opened(path: Path, limits: Limits = USUAL) -> "Iterator[rasterio.DatasetReader]":
    """An image file. Refused (`missing`, `not-an-image`, `too-large`, `no-place`)."""
    rio = library()
    if not path.is_file():
        raise Refused("missing", "the image is not there", where=str(path), todo="bring it, or take the item out")
    with rio.Env(**OPTIONS):
        try:
            with rio.open(path.resolve().as_posix(), driver=DRIVER, sharing=False) as source:
                check(source, str(path), limits)
                yield source
        except (rio.errors.RasterioError, rio.errors.CRSError) as error:
            raise Refused(
                "not-an-image", f"it cannot be read as a GeoTIFF: {str(error)[:200]}", where=str(path), todo="bring it again"
            ) from None


def check(source: "rasterio.DatasetReader", where: str, limits: Limits) -> None:
    """Refused `too-large`, `no-place` for an image that is not read."""
    largest = max((height * width for height, width in source.block_shapes), default=0)
    if max(source.width, source.height) > limits.side or source.count > limits.bands or largest > limits.block:
        what = f"{source.width:,} x {source.height:,} pixels, {source.count} bands, {largest:,} pixels a block"
        raise Refused("too-large", what, where=where, todo="cut it, and tile it (a COG)")
    if source.crs is None or source.transform.is_identity:
        raise Refused("no-place", "the image does not say where it lies", where=where, todo="bring it with its georeference")


def grid(source: "rasterio.DatasetReader", cell: Cell, limits: Limits = USUAL) -> Grid | None:
    """Where a cell lies in an image; None where they share no pixel. Refused (`too-large`)."""
    rio = library()
    box = rio.warp.transform_bounds("EPSG:4326", source.crs, *cell.box, densify_pts=21)
    if not all(math.isfinite(edge) for edge in box):
        return None
    inverse = ~source.transform
    corners = [_at(inverse, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    left, right = (f(c[0] for c in corners) for f in (min, max))
    top, bottom = (f(c[1] for c in corners) for f in (min, max))
    column, row = max(0, math.floor(left)), max(0, math.floor(top))
    width, height = min(source.width, math.ceil(right)) - column, min(source.height, math.ceil(bottom)) - row
    if width <= 0 or height <= 0:
        return None
    if width * height > limits.window:
        raise Refused("too-large", f"the cell has {width * height:,} pixels in it", where=source.name, todo="bring an overview of it")
    affine = source.transform
    x, y = _at(affine, column, row)
    transform = type(affine)(affine.a, affine.b, x, affine.d, affine.e, y)
    lon, lat = _degrees(source.crs, transform, height, width)
    west, south, east, north = cell.box
    turned = (lon - cell.lon + 180) % 360 - 180 + cell.lon
    inside = (turned >= west) & (turned < east) & (lat >= south) & (lat < north)
    return Grid(source.crs, transform, inside) if inside.any() else None


def _degrees(crs: Any, transform: Any, height: int, width: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Longitude and latitude of each pixel's middle, exactly at some and by straight lines between."""
    rio = library()
    rows, columns = (np.linspace(0.5, size - 0.5, min(size, NODES)) for size in (height, width))
    x, y = _at(transform, *np.meshgrid(columns, rows))
    lon, lat = (np.asarray(v).reshape(x.shape) for v in rio.warp.transform(crs, "EPSG:4326", x.ravel(), y.ravel())[:2])
    if np.ptp(lon) > 180:
        lon = lon % 360
    along = [_weights(nodes, size) for nodes, size in ((rows, height), (columns, width))]
    return along[0] @ lon @ along[1].T, along[0] @ lat @ along[1].T


def _at(affine: Any, x: Any, y: Any) -> tuple[Any, Any]:
    """Where an affine transformation takes points."""
    return affine.a * x + affine.b * y + affine.c, affine.d * x + affine.e * y + affine.f


def _weights(nodes: npt.NDArray[np.float64], size: int) -> npt.NDArray[np.float64]:
    """(size, nodes): each pixel's middle as a mean of the nodes beside it."""
    return np.stack([np.interp(np.arange(size) + 0.5, nodes, unit) for unit in np.eye(nodes.size)], axis=1)


def pixels(path: Path, band: int, on: Grid, nodata: float | None = None, limits: Limits = USUAL) -> Pixels:
    """One band (from 1) on a grid, (height, width), NaN where there are no data; the nearest pixel where the image has another grid."""
    rio = library()
    with opened(path, limits) as source:
        if not 1 <= band <= source.count:
            raise Refused("no-band", f"it has {source.count} bands, not {band}", where=str(path), todo="check the item")
        empty = nodata if nodata is not None else source.nodatavals[band - 1]
        empty = NO_DATA if empty is None else empty
        window = _aligned(source, on)
        if window is not None:
            found: Pixels = source.read(band, window=window).astype(np.float32)
            return np.where(found == np.float32(empty), np.float32(np.nan), found)
        out = np.full(on.inside.shape, np.nan, np.float32)
        rio.warp.reproject(
            rio.band(source, band),
            out,
            src_nodata=empty,
            dst_nodata=np.nan,
            dst_transform=on.transform,
            dst_crs=on.crs,
            resampling=rio.warp.Resampling.nearest,
            num_threads=1,
            warp_mem_limit=64,
        )
        return out


def _aligned(source: "rasterio.DatasetReader", on: Grid) -> Any:
    """The window of `source` that is the grid, pixel for pixel; None where there is none."""
    rio = library()
    mine, theirs = source.transform, on.transform
    if source.crs != on.crs or any(abs(getattr(mine, k) - getattr(theirs, k)) > 1e-9 * abs(mine.a) for k in "abde"):
        return None
    column, row = _at(~mine, theirs.c, theirs.f)
    height, width = on.inside.shape
    if abs(column - round(column)) > 1e-3 or abs(row - round(row)) > 1e-3:
        return None
    column, row = round(column), round(row)
    if column < 0 or row < 0 or column + width > source.width or row + height > source.height:
        return None
    return rio.windows.Window(column, row, width, height)
