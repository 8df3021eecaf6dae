"""Moves to both sides of nought: what raised a judgement and what lowered it, largest first, each with its figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.warn.drawing.picture import HEAD, WIDTH, Frame, Picture, framed
from tocsin.warn.drawing.shapes import BLUE, SMALL, VERMILION, box, fitted, folded, named, stroke, text

ROW, BAR = 26.0, 12.0
NAMES, PAD = 264.0, 6.0
RIGHT = 70.0


@dataclass(frozen=True)
class Move:
    """One move, and its figure in words."""

    name: str
    delta: float
    said: str


def moves(frame: Frame, given: Sequence[Move], *, unit: str = "") -> Picture:
    """Rows from the top down; what raises goes right, filled, what lowers left, lighter: told apart in grey too. `unit` stands below."""
    largest = max((abs(move.delta) for move in given), default=0.0) or 1.0
    left, right = NAMES + 12, WIDTH - RIGHT
    middle, half = (left + right) / 2, (right - left) / 2
    elements: list[str] = []
    for n, move in enumerate(given):
        y = HEAD + ROW * (n + 0.5)
        elements += named(NAMES, y, folded(move.name, NAMES - PAD, SMALL, 2))
        across = half * abs(move.delta) / largest
        if across > 0.05:
            start = middle if move.delta > 0 else middle - across
            elements.append(
                box((start, y - BAR / 2), across, BAR, colour=VERMILION if move.delta > 0 else BLUE, opacity=1.0 if move.delta > 0 else 0.5)
            )
        elements.append(text((WIDTH - 8, y + 3.5), fitted(move.said, RIGHT - 12, SMALL), size=SMALL, anchor="end"))
    bottom = HEAD + ROW * len(given)
    elements.append(stroke([(middle, HEAD), (middle, bottom)], width=1.0))
    if unit:
        elements.append(text((WIDTH - 8, bottom + 12), fitted(unit, WIDTH - 16, SMALL), size=SMALL, anchor="end", dim=True))
    return framed(frame, bottom - HEAD + (18 if unit else 6), elements)
