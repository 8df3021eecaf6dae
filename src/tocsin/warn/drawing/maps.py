"""A small map: land in one tone, borders thin, disputed ones dashed and said to be, places as numbered marks with their names below."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from tocsin.library import map as outlines
from tocsin.warn.drawing.picture import HEAD, WIDTH, Frame, Picture, framed
from tocsin.warn.drawing.shapes import BLUE, INK, SMALL, VERMILION, XY, box, dot, fitted, path, stroke, tag, text, width
from tocsin.warn.words import typography

LEAST_SPAN = 8.0
"""degrees across at the least: a map says where in the world, not where on the ground"""
MARGIN = 0.08
TALLEST, FLATTEST = 420.0, 180.0
COLUMNS, ROW = 3, 14.0
LOOKS: dict[str, tuple[float, str | None]] = {"coast": (0.6, None), "border": (0.8, None), "disputed": (1.3, "4 3")}
"""width and dash"""
SETTLED = {
    "en": "Coasts and borders: Natural Earth, at 0.1 degree. They take no position; no front line is drawn.",
    "fr": "Côtes et frontières : Natural Earth, à 0,1 degré. Elles ne prennent pas position ; aucune ligne de front n'est tracée.",
}


@dataclass(frozen=True)
class Site:
    """A place at 0.1 degree; `said` stands behind its name."""

    name: str
    lat: float
    lon: float
    how: Literal["dot", "ring", "alarm"] = "dot"
    said: str = ""


@dataclass(frozen=True)
class _View:
    west: float
    south: float
    east: float
    north: float


def site_map(frame: Frame, sites: Sequence[Site]) -> Picture:
    """The map that holds all `sites`, equirectangular and true to scale at its middle. Positions go to 0.1 degree, whatever is given."""
    placed = [replace(site, lat=round(site.lat, 1), lon=round(site.lon, 1)) for site in sites]
    view = _view(placed)
    stretch = math.cos(math.radians((view.south + view.north) / 2))
    scale = (WIDTH - 16) / ((view.east - view.west) * stretch)
    height = (view.north - view.south) * scale

    def at(lon: float, lat: float) -> XY:
        return 8 + (lon - view.west) * stretch * scale, HEAD + (view.north - lat) * scale

    elements = [*_ground(view, at), box((8.0, HEAD), WIDTH - 16, height, hollow=True)]
    elements += _marks(placed, at)
    used = height + 6
    told = [f"{n + 1} {site.name}" + (f" ({site.said})" if site.said else "") for n, site in enumerate(placed)]
    longest = max((width(said, SMALL) for said in told), default=0.0)
    columns = next((count for count in (COLUMNS, 2) if longest <= (WIDTH - 16) / count - 8), 1)
    across = (WIDTH - 16) / columns
    each = math.ceil(len(placed) / columns)
    for n, said in enumerate(told):
        column, row = divmod(n, each)
        elements.append(text((8 + column * across, HEAD + height + 14 + row * ROW), fitted(said, across - 8, SMALL), size=SMALL))
    used += each * ROW
    held = [one for one in outlines.disputes() if view.west <= one.at[0] <= view.east and view.south <= one.at[1] <= view.north]
    notes = [frame.note, SETTLED[frame.lang], *(one.note.get(frame.lang, one.note["en"]) for one in held)]
    note = " ".join(one for one in notes if one)
    return framed(replace(frame, note=typography(note) if frame.lang == "fr" else note), used, elements)


def _view(sites: Sequence[Site]) -> _View:
    """The box around the sites with a margin, wide enough, and neither too tall nor too flat for the page."""
    lats, lons = [site.lat for site in sites] or [0.0], [site.lon for site in sites] or [0.0]
    middle = ((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)
    stretch = max(0.1, math.cos(math.radians(middle[1])))
    across = max(LEAST_SPAN, (max(lons) - min(lons)) * (1 + 2 * MARGIN) + 1)
    down = max(LEAST_SPAN * stretch / 2, (max(lats) - min(lats)) * (1 + 2 * MARGIN) + 1)
    shape = (WIDTH - 16) / (across * stretch) * down
    if shape > TALLEST:
        across *= shape / TALLEST
    elif shape < FLATTEST:
        down *= FLATTEST / shape
    return _View(middle[0] - across / 2, max(-90.0, middle[1] - down / 2), middle[0] + across / 2, min(90.0, middle[1] + down / 2))


def _ground(view: _View, at: Callable[[float, float], XY]) -> list[str]:
    """Land as one outline (lakes and inland seas stay open), coasts, borders, disputed ones last."""
    land: list[str] = []
    lines: dict[str, list[str]] = {"coast": [], "border": [], "disputed": []}
    for outline in outlines.outlines():
        for turn in (0.0, 360.0, -360.0):  # land goes on beyond 180 degrees
            west, east = outline.west + turn, outline.east + turn
            if east < view.west or west > view.east or outline.north < view.south or outline.south > view.north:
                continue
            points = [(x + turn, y) for x, y in outline.points]
            if outline.kind == "land":
                ring = _clipped(points, view)
                land += [path([at(*point) for point in ring]) + "Z"] if len(ring) > 2 else []
            kind = "coast" if outline.kind == "land" else outline.kind
            width, dash = LOOKS[kind]
            lines[kind] += [
                stroke([at(*point) for point in piece], width=width, dash=dash, opacity="0.6") for piece in _pieces(points, view)
            ]
    filled = tag("path", d="".join(land), fill=INK, fill_opacity="0.13", fill_rule="evenodd", stroke="none") if land else ""
    return [filled, *lines["coast"], *lines["border"], *lines["disputed"]]


def _clipped(points: Sequence[XY], view: _View) -> list[XY]:
    """A ring cut to the view (Sutherland and Hodgman 1974)."""
    ring = list(points)
    edges: tuple[tuple[int, float, bool], ...] = (
        (0, view.west, True),
        (0, view.east, False),
        (1, view.south, True),
        (1, view.north, False),
    )
    for axis, edge, above in edges:
        kept: list[XY] = []
        for n, here in enumerate(ring):
            before = ring[n - 1]
            inside, was = (here[axis] >= edge) == above or here[axis] == edge, (before[axis] >= edge) == above or before[axis] == edge
            if inside != was:
                kept.append(_crossing(before, here, axis, edge))
            if inside:
                kept.append(here)
        ring = kept
    return ring


def _pieces(points: Sequence[XY], view: _View) -> list[list[XY]]:
    """The parts of a line inside the view, each cut at its edge (Liang and Barsky 1984)."""
    pieces: list[list[XY]] = []
    for (x0, y0), (x1, y1) in pairwise(points):
        enter, leave = 0.0, 1.0
        for step, room in ((x0 - x1, x0 - view.west), (x1 - x0, view.east - x0), (y0 - y1, y0 - view.south), (y1 - y0, view.north - y0)):
            if step < 0:
                enter = max(enter, room / step)
            elif step > 0:
                leave = min(leave, room / step)
            elif room < 0:
                leave = -1.0
        if enter >= leave:
            continue
        start, end = (x0 + enter * (x1 - x0), y0 + enter * (y1 - y0)), (x0 + leave * (x1 - x0), y0 + leave * (y1 - y0))
        if pieces and pieces[-1][-1] == start:
            pieces[-1].append(end)
        else:
            pieces.append([start, end])
    return pieces


def _crossing(one: XY, other: XY, axis: int, edge: float) -> XY:
    share = (edge - one[axis]) / (other[axis] - one[axis])
    crossed = (one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1]))
    return (edge, crossed[1]) if axis == 0 else (crossed[0], edge)


def _marks(sites: Sequence[Site], at: Callable[[float, float], XY]) -> list[str]:
    """A mark for each site, and its number where there is room beside it."""
    found: list[str] = []
    taken = [at(site.lon, site.lat) for site in sites]
    for n, site in enumerate(sites):
        x, y = at(site.lon, site.lat)
        colour = VERMILION if site.how == "alarm" else BLUE
        found.append(dot((x, y), radius=4.0 if site.how == "alarm" else 3.2, colour=colour, hollow=site.how == "ring"))
        beside = [
            (x + 9, y + 3.5),
            (x - 9, y + 3.5),
            (x, y - 6),
            (x, y + 13),
            (x + 8, y - 5),
            (x - 8, y - 5),
            (x + 8, y + 11),
            (x - 8, y + 11),
        ]
        spot = min(beside, key=lambda here: (_crowding(here, taken, (x, y)), beside.index(here)))
        taken.append((spot[0], spot[1] - 3.5))
        found.append(text(spot, str(n + 1), size=SMALL, anchor="middle", fill=INK, bold=site.how == "alarm"))
    return found


def _crowding(spot: XY, taken: Sequence[XY], own: XY) -> int:
    """How many marks and numbers stand too near."""
    return sum(abs(spot[0] - x) < 12 and abs(spot[1] - 3.5 - y) < 9 for x, y in taken if (x, y) != own)
