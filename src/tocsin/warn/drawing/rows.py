"""Calendar rows: one line for each name, stretches of time and single moments on it, over a common axis of dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tocsin.warn.drawing.picture import HEAD, WIDTH, Frame, Picture, framed
from tocsin.warn.drawing.scales import dates
from tocsin.warn.drawing.shapes import BLUE, INK, LEADING, SMALL, VERMILION, box, dot, fitted, folded, named, stroke, text, width

ROW, LINES = 18.0, 2
NAMES, PAD = 204.0, 6.0
RIGHT = 14.0
TICK, WHOLE = 3.0, 0.995
LEAST = 2.0
"""a stretch is drawn at least this wide: a minute of a week must be seen"""
How = Literal["full", "light", "hollow", "broken", "night"]


@dataclass(frozen=True)
class Stretch:
    """A stretch of time: `full` and `light` differ in strength, `hollow` is an outline, `broken` a dashed one, `night` a grey."""

    start: datetime
    end: datetime
    how: How = "full"
    said: str = ""


@dataclass(frozen=True)
class Tick:
    """A moment: a filled dot, or a ring; `share`: the part of it that is filled from below, e.g. the chance of a clear sky."""

    at: datetime
    hollow: bool = False
    share: float = 1.0


@dataclass(frozen=True)
class Row:
    """One named row."""

    name: str
    stretches: Sequence[Stretch] = ()
    ticks: Sequence[Tick] = ()


def rows(
    frame: Frame,
    given: Sequence[Row],
    *,
    key: Sequence[tuple[How | Literal["dot", "ring", "part"], str]] = (),
    now: datetime | None = None,
    span: tuple[datetime, datetime] | None = None,
) -> Picture:
    """Rows from the top down; `key` says what fills and dots mean; `now` is a line down; `span` is the time shown, else all given."""
    moments = [m for row in given for s in row.stretches for m in (s.start, s.end)] + [t.at for row in given for t in row.ticks]
    moments += [*([now] if now else []), *(span or ())]
    seconds = [moment.timestamp() for moment in moments]
    axis = dates(min(seconds, default=0.0), max(seconds, default=0.0), frame.lang)
    left, right = NAMES + 8, WIDTH - RIGHT

    def x(moment: datetime) -> float:
        return left + (right - left) * axis.share(moment.timestamp())

    elements, y = _key(key)
    top = y
    held = [folded(row.name, NAMES - PAD, SMALL, LINES) for row in given]
    for n, row in enumerate(given):
        high = ROW + LEADING * (len(held[n]) - 1)
        middle = y + high / 2
        elements += named(NAMES, middle, held[n])
        elements.append(stroke([(left, middle), (right, middle)], width=0.5, opacity="0.3"))
        for stretch in row.stretches:
            start, end = x(stretch.start), x(stretch.end)
            elements.append(_bar(start, middle - ROW / 2 + 3, max(LEAST, end - start), stretch.how))
            if stretch.said and width(stretch.said, SMALL) < end - start - 4 and stretch.how != "full":
                elements.append(text((start + 3, middle + 3.5), stretch.said, size=SMALL))
        elements += [part for tick in row.ticks for part in _dot(x(tick.at), middle, tick.hollow, tick.share)]
        y += high
    if now is not None:
        elements.append(stroke([(x(now), top), (x(now), y)], colour=VERMILION, width=1.0, dash="4 2"))
    last = -1.0
    for value, label in axis.ticks:
        at = left + (right - left) * axis.share(value)
        elements.append(stroke([(at, y), (at, y + 4)], width=1.0))
        half = width(label, SMALL) / 2
        inside = min(at, WIDTH - half - 2)
        if inside - half > last:
            elements.append(text((inside, y + 16), label, size=SMALL, anchor="middle"))
            last = inside + half + 6
    elements.append(stroke([(left, y), (right, y)], width=1.0))
    return framed(frame, y - HEAD + 22, elements)


def _dot(x: float, y: float, hollow: bool, share: float) -> list[str]:
    """A dot; where part of it is filled, a ring with a bar in it as high as the part."""
    if hollow or share >= WHOLE:
        return [dot((x, y), radius=TICK, colour=BLUE, hollow=hollow)]
    high = 2 * TICK * max(0.0, share)
    return [dot((x, y), radius=TICK, colour=BLUE, hollow=True), box((x - 1.5, y + TICK - high), 3.0, high, colour=BLUE)]


def _bar(x: float, y: float, across: float, how: How) -> str:
    if how == "night":
        return box((x, y - 3), across, ROW, colour=INK, opacity=0.16)
    if how in ("hollow", "broken"):
        return box((x, y), across, ROW - 6, colour=INK, hollow=True, dash="3 2" if how == "broken" else None)
    return box((x, y), across, ROW - 6, colour=BLUE, opacity=1.0 if how == "full" else 0.4)


def _key(key: Sequence[tuple[How | Literal["dot", "ring", "part"], str]]) -> tuple[list[str], float]:
    found: list[str] = []
    x, y = 8.0, HEAD + 2
    for how, name in key:
        said = fitted(name, WIDTH - 40, SMALL)
        if x > 8 and x + 20 + width(said, SMALL) > WIDTH - 8:
            x, y = 8.0, y + ROW
        if how == "part":
            found += _dot(x + 6, y - 3.5, False, 0.5)
        elif how == "dot" or how == "ring":
            found.append(dot((x + 6, y - 3.5), radius=3.0, colour=BLUE, hollow=how == "ring"))
        else:
            found.append(_bar(x, y - 10, 14.0, how))
        found.append(text((x + 19, y), said, size=SMALL))
        x += 19 + width(said, SMALL) + 16
    return found, (y + 10 if found else HEAD)
