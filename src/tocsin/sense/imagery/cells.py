"""Places as cells of 0.1 degree: the precision that published places are kept at, and the finest area that anything is said of."""

from typing import NamedTuple

STEP = 0.1
"""degree"""


class Cell(NamedTuple):
    """A square of 0.1 degree around its middle, which lies on a multiple of 0.1 degree."""

    lat: float
    lon: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        return self.lon - STEP / 2, self.lat - STEP / 2, self.lon + STEP / 2, self.lat + STEP / 2


def of(lat: float, lon: float) -> Cell:
    """The cell that a point lies in, its longitude within -180 and 180."""
    east = round(lon, 1)
    return Cell(round(lat, 1) + 0.0, (east - 360 if east >= 180 else east) + 0.0)


def around(cell: Cell) -> tuple[Cell, ...]:
    """The eight cells beside a cell, those over the poles left out."""
    steps = [(dy, dx) for dy in (-STEP, 0, STEP) for dx in (-STEP, 0, STEP) if dy or dx]
    return tuple(of(cell.lat + dy, cell.lon + dx) for dy, dx in steps if abs(cell.lat + dy) <= 90)


def meets(cell: Cell, bbox: tuple[float, float, float, float]) -> bool:
    """Whether a cell and a box (west, south, east, north; east may lie beyond 180) share ground."""
    west, south, east, north = cell.box
    return south < bbox[3] and north > bbox[1] and any(west + turn < bbox[2] and east + turn > bbox[0] for turn in (0, 360, -360))
