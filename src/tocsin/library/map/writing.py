"""Writes `outlines.txt` from the npm package world-atlas (ISC), which holds Natural Earth's 1:50m countries (public domain).

Usage: python -m tocsin.library.map.writing FOLDER, the unpacked package (`npm pack world-atlas`).
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from tocsin.library.map import FILE, TENTHS, disputes

SOURCE = "countries-50m.json"
TOLERANCE = 0.8
"""tenths of a degree by which a simplified line may stray"""
LEAST_AREA = 6.0
"""square tenths of a degree; smaller islands are left out"""
HEAD = (
    "# Natural Earth 1:50m (public domain), through world-atlas (ISC, Mike Bostock); simplified and rounded to 0.1 degree, in tenths: "
    "kind, first point, steps\n"
)
XY = tuple[int, int]


def text(folder: Path) -> str:
    """What `outlines.txt` says: rings of land, then borders, then those that are disputed."""
    atlas = msgspec.json.decode((folder / SOURCE).read_bytes())
    arcs = list(_arcs(atlas))
    rows = [_row("land", ring) for ring in _land(atlas, arcs)]
    rows += sorted(_row(kind, points) for kind, points in _borders(atlas, arcs))
    return HEAD + "".join(f"{row}\n" for row in rows)


def _arcs(atlas: Any) -> Iterator[list[tuple[float, float]]]:
    """Every arc in degrees: TopoJSON's integers are differences, scaled."""
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def _joined(arcs: Sequence[list[tuple[float, float]]], indexes: Sequence[int]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for index in indexes:
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        joined += points[1:] if joined else points
    return joined


def _land(atlas: Any, arcs: Sequence[list[tuple[float, float]]]) -> Iterator[list[XY]]:
    for geometry in atlas["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                coarse = _coarse(_unrolled(_joined(arcs, ring)))
                if len(coarse) >= 4 and abs(_area(coarse)) >= LEAST_AREA:
                    yield coarse


def _unrolled(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A ring over the 180th meridian goes on beyond 180 degrees; one around a pole is closed along it."""
    x, y = ring[0]
    out = [(x, y)]
    for lon, lat in ring[1:]:
        x += (lon - x + 180) % 360 - 180
        out.append((x, lat))
    if abs(out[-1][0] - out[0][0]) > 180:
        pole = -90.0 if y < 0 else 90.0
        out += [(out[-1][0], pole), (out[0][0], pole), out[0]]
    return out


def _borders(atlas: Any, arcs: Sequence[list[tuple[float, float]]]) -> Iterator[tuple[str, list[XY]]]:
    """Arcs that two countries share; where the dispute file names the pair, or the place, they are disputed."""
    owners: dict[int, set[str]] = {}
    for geometry in atlas["objects"]["countries"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                for index in ring:
                    owners.setdefault(index if index >= 0 else ~index, set()).add(geometry["properties"]["name"])
    held = disputes()
    for index, names in owners.items():
        if len(names) != 2:
            continue
        named = any(names >= set(dispute.between) for dispute in held if not dispute.within)
        boxes = [d.within for d in held if d.within and names >= set(d.between)]
        for part, disputed in _parts(arcs[index], boxes):
            points = _coarse(part)
            if len(points) > 1:
                yield ("disputed" if named or disputed else "border"), points
    for dispute in held:
        if dispute.line:
            yield "disputed", [(round(x * TENTHS), round(y * TENTHS)) for x, y in dispute.line]


def _parts(
    points: list[tuple[float, float]], boxes: Sequence[tuple[float, float, float, float]]
) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """A line cut where it goes in or out of a box, with whether the part is inside."""
    inside = [any(w <= x <= e and s <= y <= n for w, s, e, n in boxes) for x, y in points]
    start = 0
    for n in range(1, len(points)):
        if n == len(points) - 1 or (inside[n] and inside[n + 1]) != (inside[start] and inside[start + 1]):
            yield points[start : n + 1], inside[start] and inside[start + 1]
            start = n


def _coarse(points: Sequence[tuple[float, float]]) -> list[XY]:
    """Douglas and Peucker (1973), then whole tenths of a degree, repeated points once."""
    scaled = [(x * TENTHS, y * TENTHS) for x, y in points]
    if len(scaled) > 2 and scaled[0] == scaled[-1]:  # a ring: its two halves, or all would lie on one point
        far = max(range(len(scaled)), key=lambda n: (scaled[n][0] - scaled[0][0]) ** 2 + (scaled[n][1] - scaled[0][1]) ** 2)
        kept = [*_simplified(scaled[: far + 1])[:-1], *_simplified(scaled[far:])]
    else:
        kept = _simplified(scaled)
    whole = [(round(x), round(y)) for x, y in kept]
    return [point for n, point in enumerate(whole) if n == 0 or point != whole[n - 1]]


def _simplified(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    keep, stack = {0, len(points) - 1}, [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (x0, y0), (x1, y1) = points[first], points[last]
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        worst, at = 0.0, first
        for n in range(first + 1, last):
            x, y = points[n]
            off = abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length if length else ((x - x0) ** 2 + (y - y0) ** 2) ** 0.5
            if off > worst:
                worst, at = off, n
        if worst > TOLERANCE:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[n] for n in sorted(keep)]


def _area(ring: Sequence[XY]) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


def _row(kind: str, points: Sequence[XY]) -> str:
    steps = [f"{x1 - x0},{y1 - y0}" for (x0, y0), (x1, y1) in pairwise(points)]
    return " ".join([kind, f"{points[0][0]},{points[0][1]}", *steps])


if __name__ == "__main__":
    FILE.write_text(text(Path(sys.argv[1])), encoding="utf-8")
    print(FILE)
