"""Ranges across a logarithmic axis of probabilities: a dot for each mean, its 90% range, and a ring for what it is set beside."""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.warn.drawing.picture import HEAD, WIDTH, Frame, Picture, framed
from tocsin.warn.drawing.scales import Scale, fit
from tocsin.warn.drawing.shapes import BLUE, INK, LEADING, SMALL, dot, fitted, folded, named, stroke, text, width

ROW, LINES = 30.0, 3
NAMES = 214.0
PAD = 6.0
RIGHT = 96.0


@dataclass(frozen=True)
class Ranged:
    """One row: mean, range, what stands beside it (a base rate), and its figure in words."""

    name: str
    mean: float
    low: float
    high: float
    beside: float | None = None
    said: str = ""


def ranges(frame: Frame, given: Sequence[Ranged], *, scale: Scale | None = None, key: tuple[str, str] = ("", "")) -> Picture:
    """Rows from the top down; `key` names the dot and the ring."""
    scale = scale or Scale("log")
    values = [value for row in given for value in (row.low, row.mean, row.high, row.beside) if value is not None]
    axis = fit(scale, values, frame.lang)
    left, right = NAMES + 10, WIDTH - RIGHT

    def x(value: float) -> float:
        return left + (right - left) * axis.share(value)

    elements: list[str] = []
    at = 8.0
    for n, name in enumerate(word for word in key if word):
        elements += [
            dot((at + 5, HEAD - 1.5), radius=3.5, colour=INK if n else BLUE, hollow=bool(n)),
            text((at + 14, HEAD + 2), name, size=SMALL),
        ]
        at += 14 + width(name, SMALL) + 18
    top = HEAD + (14.0 if any(key) else 0.0)
    named_rows = [folded(row.name, NAMES - PAD, SMALL, LINES) for row in given]
    heights = [max(ROW, LEADING * len(lines) + 6) for lines in named_rows]
    bottom = top + sum(heights)
    for value, _ in axis.ticks:
        elements.append(stroke([(x(value), top), (x(value), bottom)], width=0.5, opacity="0.3"))
    for n, row in enumerate(given):
        y = top + sum(heights[:n]) + heights[n] / 2
        elements += named(NAMES, y, named_rows[n])
        elements.append(stroke([(x(row.low), y), (x(row.high), y)], colour=BLUE, width=4.0, opacity="0.5"))
        if row.beside is not None:
            elements.append(dot((x(row.beside), y), radius=4.5, hollow=True))
        elements.append(dot((x(row.mean), y), radius=3.5, colour=BLUE))
        if row.said:
            elements.append(text((WIDTH - 8, y + 3.5), fitted(row.said, RIGHT - 12, SMALL, bold=True), size=SMALL, anchor="end", bold=True))
    last = -1.0
    for value, label in axis.ticks:
        half = width(label, SMALL) / 2
        if x(value) - half > last:
            elements.append(text((x(value), bottom + 13), label, size=SMALL, anchor="middle"))
            last = x(value) + half + 6
    elements.append(stroke([(left, bottom), (right, bottom)], width=1.0))
    used = bottom - HEAD + 16
    if scale.said:
        elements.append(text((right, bottom + 27), fitted(scale.said, right - 8, SMALL), size=SMALL, anchor="end", dim=True))
        used += 14
    return framed(frame, used, elements)
