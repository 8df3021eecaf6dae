"""Bars across: masses stacked to a whole, or one share with its range, each named, with its figure beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.warn.drawing.picture import HEAD, WIDTH, Frame, Picture, framed
from tocsin.warn.drawing.scales import Scale, fit
from tocsin.warn.drawing.shapes import BLUE, GREEN, INK, LEADING, SMALL, VERMILION, box, fitted, folded, named, stroke, text, width

HEIGHT, GAP, KEY = 18.0, 10.0, 16.0
LINES = 3
NAMES, PAD = 214.0, 6.0
"""room for the names at the left"""
RIGHT = 60.0
FILLS: tuple[tuple[str, float], ...] = ((BLUE, 1.0), (VERMILION, 0.55), (INK, 0.25), (GREEN, 0.4))
"""colour and strength together: parts are told apart in grey as well"""


@dataclass(frozen=True)
class Part:
    """One part of a bar; `low` and `high` are the ends of its range."""

    name: str
    size: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Bar:
    """A named bar of one or more parts; `said` is its figure in words, at its right end."""

    name: str
    parts: Sequence[Part]
    said: str = ""


def bars(frame: Frame, given: Sequence[Bar], *, scale: Scale | None = None) -> Picture:
    """Bars from the top down. Parts of one name have one fill, told once in a key; the whisker of a lone part is its range."""
    scale = scale or Scale("chance", high=1.0)
    totals = [total for bar in given for total in (sum(p.size for p in bar.parts), *(p.high for p in bar.parts if p.high is not None))]
    axis = fit(scale, totals, frame.lang)
    left, right = NAMES + 8, WIDTH - RIGHT
    names = list(dict.fromkeys(part.name for bar in given for part in bar.parts if part.name))
    key, used = _key(names) if len(names) > 1 else ([], 0.0)
    elements, y = key, HEAD + used
    for bar in given:
        told = folded(bar.name, NAMES - PAD, SMALL, LINES)
        high = max(HEIGHT + GAP, LEADING * len(told) + 4)
        y += (high - HEIGHT - GAP) / 2
        elements += named(NAMES, y + HEIGHT / 2, told)
        x = 0.0
        for part in bar.parts:
            colour, opacity = FILLS[(names.index(part.name) if part.name else 0) % len(FILLS)]
            start, end = (left + (right - left) * axis.share(edge) for edge in (x, x + part.size))
            if end - start > 0.05:
                elements.append(box((start, y), end - start, HEIGHT, colour=colour, opacity=opacity))
            if len(bar.parts) == 1 and part.low is not None and part.high is not None:
                low, high = (left + (right - left) * axis.share(edge) for edge in (part.low, part.high))
                elements.append(stroke([(low, y + HEIGHT / 2), (high, y + HEIGHT / 2)], width=1.5))
                elements += [stroke([(edge, y + 5), (edge, y + HEIGHT - 5)], width=1.5) for edge in (low, high)]
            x += part.size
        if bar.said:
            elements.append(text((WIDTH - 4, y + HEIGHT / 2 + 3.5), fitted(bar.said, RIGHT - 6, SMALL), size=SMALL, anchor="end"))
        y += HEIGHT + GAP + (high - HEIGHT - GAP) / 2
    for value, label in axis.ticks:
        at = left + (right - left) * axis.share(value)
        elements.append(stroke([(at, y - GAP + 3), (at, y - GAP + 7)], width=1.0))
        elements.append(text((at, y - GAP + 18), label, size=SMALL, anchor="middle"))
    elements.append(stroke([(left, y - GAP + 3), (right, y - GAP + 3)], width=1.0))
    if scale.said:
        elements.append(text((right, y + 20), fitted(scale.said, right - 8, SMALL), size=SMALL, anchor="end", dim=True))
    return framed(frame, y - HEAD + (24 if scale.said else 12), elements)


def _key(names: Sequence[str]) -> tuple[list[str], float]:
    found: list[str] = []
    x, y = 8.0, HEAD + 2
    for n, name in enumerate(names):
        colour, opacity = FILLS[n % len(FILLS)]
        said = fitted(name, WIDTH - 40, SMALL)
        if x > 8 and x + 20 + width(said, SMALL) > WIDTH - 8:
            x, y = 8.0, y + KEY
        found += [box((x, y - 8), 14.0, 9.0, colour=colour, opacity=opacity), text((x + 19, y), said, size=SMALL)]
        x += 19 + width(said, SMALL) + 16
    return found, y - HEAD + KEY
