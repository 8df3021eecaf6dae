"""The part of a large image on a service that lies around some cells, read through the guarded fetcher and written as a small GeoTIFF.

A cloud-optimised GeoTIFF holds its directory first and its pixels in tiles, so a window costs a few reads. GDAL sees one file that is read
here, a block at a time, and never the network: each read is a request of the fetcher, in the host's turn, within the limit of one file.
"""

import io
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.collect.fetching import keys
from tocsin.errors import Refused
from tocsin.sense.imagery import cells, rasters
from tocsin.sense.imagery.cells import Cell
from tocsin.sense.imagery.limits import USUAL, Limits

if TYPE_CHECKING:
    from tocsin.collect.fetching.fetcher import Fetcher

BLOCK = 1 << 20
"""bytes asked for at a time: a tile of 512 x 512 pixels is about half of it"""
NAME = "image.tif"
TILE = 256


class _Blocks:
    """A file of an address, block by block, each asked for once. `trouble`: why a block did not come; GDAL swallows what is raised."""

    def __init__(self, fetcher: "Fetcher", url: str, where: str, hide: keys.Hidden) -> None:
        self._fetcher, self._url, self._where, self._hide = fetcher, url, where, hide
        self._held: dict[int, bytes] = {}
        self._tag: str | None = None
        self.taken, self.trouble = 0, None  # type: int, Refused | None
        self.size = 0
        self.block(0)
        if self.trouble is not None:
            raise self.trouble

    def block(self, number: int) -> bytes:
        """The bytes of a block; none, with `trouble`, where they did not come."""
        if number not in self._held and self.trouble is None:
            self._held[number] = self._asked(number)
        return self._held.get(number, b"")

    def _asked(self, number: int) -> bytes:
        most = self._fetcher.policy.most_bytes
        if self.taken + BLOCK > most:
            todo = "raise most_bytes under fetching: in tocsin.yml, or bring the file by hand"
            return self._stop("too-large", f"the part around the places is larger than {most:,} bytes", todo)
        came = self._fetcher.part(self._url, number * BLOCK, BLOCK, hide=self._hide)
        if came.outcome != "new":
            return self._stop(came.reason or "no-answer", came.what or "no answer", came.todo or "try again later")
        if number == 0:
            self.size, self._tag = came.whole or 0, came.validators.etag
        elif came.whole != self.size or came.validators.etag != self._tag:
            return self._stop("changed", "the file changed while it was read", "try again")
        self.taken += len(came.body)
        return came.body

    def _stop(self, reason: str, what: str, todo: str) -> bytes:
        self.trouble = Refused(reason, what, where=self._where, todo=todo)
        return b""


class _View(io.RawIOBase):
    """The file as GDAL reads it."""

    def __init__(self, blocks: _Blocks) -> None:
        self._blocks, self._at = blocks, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._blocks.size}[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer as far as the file reaches: GDAL takes a short read for a broken file."""
        filled = 0
        while filled < len(buffer) and self._at < self._blocks.size:
            held = self._blocks.block(self._at // BLOCK)
            piece = held[self._at % BLOCK :][: len(buffer) - filled]
            if not piece:
                break
            buffer[filled : filled + len(piece)] = piece
            filled, self._at = filled + len(piece), self._at + len(piece)
        return filled


def bring(fetcher: "Fetcher", url: str, path: Path, some: Sequence[Cell], *, where: str, hide: keys.Hidden, limits: Limits = USUAL) -> int:
    """Write to `path` what the image at `url` holds of the cells and those beside them; how many bytes were asked for.

    Refused: what the fetcher says, `no-parts`, `changed`, `too-large`, `not-an-image`, `no-place`, and `elsewhere` where it holds none.
    """
    rio = rasters.library()
    blocks = _Blocks(fetcher, url, where, hide)

    def opener(name: str, mode: str = "rb") -> _View:
        if name != NAME or "r" not in mode:
            raise FileNotFoundError(name)  # side-car files, which GDAL looks for
        return _View(blocks)

    part = path.with_suffix(".part")
    try:
        with rio.Env(**rasters.OPTIONS), rio.open(NAME, driver=rasters.DRIVER, sharing=False, opener=opener) as source:
            rasters.check(source, where, limits)
            window = _window(rio, source, some, where, limits)
            pixels = source.read(window=window)
            told = {
                "driver": rasters.DRIVER, "width": window.width, "height": window.height, "count": source.count, "dtype": source.dtypes[0],
                "crs": source.crs, "transform": source.window_transform(window), "nodata": source.nodata, "compress": "deflate",
                "tiled": True, "blockxsize": TILE, "blockysize": TILE,
            }  # fmt: skip
        if blocks.trouble is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            with rio.Env(**rasters.OPTIONS), rio.open(part, "w", **told) as target:
                target.write(pixels)
    except (rio.errors.RasterioError, rio.errors.CRSError, OSError) as error:
        if blocks.trouble is None:
            raise Refused(
                "not-an-image", f"it cannot be read as a GeoTIFF: {str(error)[:200]}", where=where, todo="bring it by hand"
            ) from None
    if blocks.trouble is not None:
        raise blocks.trouble
    part.replace(path)
    return blocks.taken


def _window(rio: Any, source: Any, some: Sequence[Cell], where: str, limits: Limits) -> Any:
    """The pixels that hold the cells and those beside them. Refused `elsewhere`, `too-large`."""
    every = [each for one in some for each in (one, *cells.around(one))]
    boxes = [rio.warp.transform_bounds("EPSG:4326", source.crs, *each.box, densify_pts=21) for each in every]
    corners = [
        ~source.transform * (x, y) for box in boxes if all(map(math.isfinite, box)) for x in (box[0], box[2]) for y in (box[1], box[3])
    ]
    left, top, right, bottom = (
        (f(corner[k] for corner in corners) for f, k in ((min, 0), (min, 1), (max, 0), (max, 1))) if corners else (0, 0, 0, 0)
    )
    column, row = max(0, math.floor(left)), max(0, math.floor(top))
    width, height = min(source.width, math.ceil(right)) - column, min(source.height, math.ceil(bottom)) - row
    if width <= 0 or height <= 0:
        raise Refused("elsewhere", "it holds nothing of the places", where=where, todo="check the catalogue: it said that it did")
    if width * height > limits.window:
        what = f"the places lie {width:,} x {height:,} pixels apart in it"
        raise Refused("too-large", what, where=where, todo="name fewer places at a time")
    return rio.windows.Window(column, row, width, height)
