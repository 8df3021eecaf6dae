"""Lines with their 90% bands over dates or numbers, others' judgements as intervals, and levels such as a base rate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin.warn.drawing.picture import HEAD, WIDTH, Frame, Picture, framed
from tocsin.warn.drawing.scales import Axis, Scale, X, along, dates, fit
from tocsin.warn.drawing.shapes import (
    BLUE,
    GREEN,
    INK,
    LEADING,
    PURPLE,
    SMALL,
    VERMILION,
    XY,
    area,
    dot,
    fitted,
    folded,
    stroke,
    text,
    width,
)

HEIGHT = 250.0
LEFT, RIGHT, UNDER = 78.0, 14.0, 24.0
"""the left is as wide as its widest tick needs, and at least this"""
STYLES: tuple[tuple[str, str | None], ...] = ((BLUE, None), (VERMILION, "7 3"), (GREEN, "2 3"), (PURPLE, "9 3 2 3"), (INK, "4 4"))
"""colour and dash together: lines are told apart in grey as well"""
ROW = 15.0


@dataclass(frozen=True)
class Point:
    """A value at a moment or number, with the ends of its range where it has one."""

    x: X
    y: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Line:
    """A named line; `steps` holds each value until the next."""

    name: str
    points: Sequence[Point]
    steps: bool = False


@dataclass(frozen=True)
class Interval:
    """Somebody's range at a moment: a third party's judgement, as its reader reads its words."""

    name: str
    x: X
    low: float
    high: float


@dataclass(frozen=True)
class Level:
    """A value that holds all along: a base rate, a threshold."""

    name: str
    y: float


@dataclass(frozen=True)
class Mark:
    """A moment (or number) that is spoken of: a line down, a numeral above it, and its words in a list below."""

    x: X
    said: str


def chart(
    frame: Frame,
    lines: Sequence[Line],
    *,
    scale: Scale | None = None,
    intervals: Sequence[Interval] = (),
    levels: Sequence[Level] = (),
    across: Scale | None = None,
    marks: Sequence[Mark] = (),
    height: float = HEIGHT,
) -> Picture:
    """Lines over moments, or over numbers on the axis `across`. An empty chart says so by its empty plane; nothing is made up."""
    scale = scale or Scale()
    lang = frame.lang
    heights = [y for line in lines for p in line.points for y in (p.y, p.low, p.high) if y is not None]
    heights += [y for interval in intervals for y in (interval.low, interval.high)] + [level.y for level in levels]
    up = fit(scale, heights, lang)
    xs = along([p.x for line in lines for p in line.points] + [interval.x for interval in intervals])
    moments = any(isinstance(p.x, datetime) for line in lines for p in line.points) or across is None
    over = dates(min(xs, default=0.0), max(xs, default=0.0), lang) if moments else fit(across or Scale("number"), xs, lang)
    left = max([LEFT, *(width(label, SMALL) + 13 for _, label in up.ticks)])
    legend, used = _legend(lines, intervals, levels, scale.said, left)
    top = HEAD + used + (2 * ROW if marks else 0.0)
    plane = _Plane(left, top, height, over, up)
    elements = legend + _axes(plane, "" if moments or across is None else across.said)
    for level in levels:
        y = plane.y(level.y)
        elements.append(stroke([(left, y), (WIDTH - RIGHT, y)], width=1.0, dash="3 3", opacity="0.8"))
    for n, line in enumerate(lines):
        elements += _line(plane, line, *STYLES[n % len(STYLES)])
    for interval in intervals:
        x = plane.x(interval.x)
        elements.append(stroke([(x, plane.y(interval.low)), (x, plane.y(interval.high))], width=3.0, opacity="0.55"))
    bottom = top - HEAD + height + UNDER + (ROW if across is not None and across.said and not moments else 0)
    elements += _marks(plane, marks)
    for n, mark in enumerate(marks):
        elements.append(text((8.0, HEAD + bottom + 10), str(n + 1), size=SMALL, bold=True))
        for row in folded(mark.said, WIDTH - 32, SMALL, 2):
            elements.append(text((24.0, HEAD + bottom + 10), row, size=SMALL))
            bottom += LEADING + 1
        bottom += 2
    return framed(frame, bottom, elements)


@dataclass(frozen=True)
class _Plane:
    """Where values stand on the picture."""

    left: float
    top: float
    height: float
    over: Axis
    up: Axis

    def x(self, value: X) -> float:
        return self.left + (WIDTH - self.left - RIGHT) * self.over.share(along([value])[0])

    def y(self, value: float) -> float:
        return self.top + self.height * (1 - self.up.share(value))


def _legend(
    lines: Sequence[Line], intervals: Sequence[Interval], levels: Sequence[Level], said: str, left: float
) -> tuple[list[str], float]:
    """What is measured, then swatches with names, in rows, and the room they took."""
    items = [(line.name, *STYLES[n % len(STYLES)], 2.0) for n, line in enumerate(lines)]
    items += [(level.name, INK, "3 3", 1.0) for level in levels]
    items += [(name, INK, None, 4.0) for name in dict.fromkeys(interval.name for interval in intervals)]
    found = [text((8.0, HEAD), fitted(said, WIDTH - 16, SMALL), size=SMALL, dim=True)] if said else []
    first = HEAD + (ROW if said else 0.0)
    x, y = left, first
    for name, colour, dash, thick in (item for item in items if item[0]):
        said = fitted(name, WIDTH - left - RIGHT - 30, SMALL)
        if x > left and x + 28 + width(said, SMALL) > WIDTH - RIGHT:
            x, y = left, y + ROW
        found += [stroke([(x, y - 3), (x + 22, y - 3)], colour=colour, width=thick, dash=dash), text((x + 27, y), said, size=SMALL)]
        x += 27 + width(said, SMALL) + 16
    return found, (y - HEAD + 10 if len(found) > bool(said) else first - HEAD)


def _axes(plane: _Plane, across: str) -> list[str]:
    bottom = plane.top + plane.height
    found = []
    for value, label in plane.up.ticks:
        y = plane.y(value)
        found.append(stroke([(plane.left, y), (WIDTH - RIGHT, y)], width=0.5, opacity="0.3"))
        found.append(text((plane.left - 5, y + 3.5), label, size=SMALL, anchor="end"))
    last = -1.0
    for value, label in plane.over.ticks:
        x = plane.x(value)
        found.append(stroke([(x, bottom), (x, bottom + 4)], width=1.0))
        half = width(label, SMALL) / 2
        at = min(max(x, half + 2), WIDTH - half - 2)
        if at - half > last:
            found.append(text((at, bottom + 16), label, size=SMALL, anchor="middle"))
            last = at + half + 6
    found.append(stroke([(plane.left, bottom), (WIDTH - RIGHT, bottom)], width=1.0))
    if across:
        found.append(text((WIDTH - RIGHT, bottom + 30), fitted(across, WIDTH - RIGHT - 8, SMALL), size=SMALL, anchor="end", dim=True))
    return found


def _marks(plane: _Plane, marks: Sequence[Mark]) -> list[str]:
    """A thin line down at each, numbered above; where two stand close, the second numeral stands higher, a third not at all."""
    found: list[str] = []
    taken: list[list[float]] = [[], []]
    for n, mark in sorted(enumerate(marks), key=lambda pair: along([pair[1].x])[0]):
        x, name = plane.x(mark.x), str(n + 1)
        found.append(stroke([(x, plane.top - 2), (x, plane.top + plane.height)], width=0.8, dash="2 2", opacity="0.7"))
        half = width(name, SMALL, bold=True) / 2 + 1.5
        level = next((k for k, others in enumerate(taken) if all(abs(x - other) > 2 * half for other in others)), None)
        if level is not None:
            taken[level].append(x)
            found.append(text((x, plane.top - 4 - level * 12), name, size=SMALL, anchor="middle", bold=True))
    return found


def _line(plane: _Plane, line: Line, colour: str, dash: str | None) -> list[str]:
    points = sorted(line.points, key=lambda p: along([p.x])[0])
    banded = [p for p in points if p.low is not None and p.high is not None]
    found = []
    if banded:
        upper = _run([(plane.x(p.x), plane.y(p.high if p.high is not None else p.y)) for p in banded], line.steps)
        lower = _run([(plane.x(p.x), plane.y(p.low if p.low is not None else p.y)) for p in banded], line.steps)
        if len(banded) == 1:
            found.append(stroke([upper[0], lower[0]], colour=colour, width=1.0))
        else:
            found.append(area([*upper, *reversed(lower)], colour=colour))
    if points:
        found.append(stroke(_run([(plane.x(p.x), plane.y(p.y)) for p in points], line.steps), colour=colour, width=2.0, dash=dash))
        found.append(dot((plane.x(points[-1].x), plane.y(points[-1].y)), radius=2.5, colour=colour))
    return found


def _run(points: list[XY], steps: bool) -> list[XY]:
    """Points as they are joined: straight, or each value held until the next."""
    if not steps:
        return points
    return [point for n, (x, y) in enumerate(points) for point in ([(x, points[n - 1][1]), (x, y)] if n else [(x, y)])]
