"""Where the words of a drawing stand, measured with a real typeface: DejaVu Sans, the widest that a reader may have."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest

ASCENT, DESCENT = 0.74, 0.20
"""of most letters, as shares of the size"""
SVG = "{http://www.w3.org/2000/svg}"


class Box(NamedTuple):
    """One text: its edges in the picture's units."""

    said: str
    left: float
    top: float
    right: float
    bottom: float


@cache
def _face(bold: bool) -> Any:
    matplotlib = pytest.importorskip("matplotlib")
    fonts = pytest.importorskip("PIL.ImageFont")
    return fonts.truetype(str(Path(matplotlib.get_data_path(), "fonts", "ttf", f"DejaVuSans{'-Bold' if bold else ''}.ttf")), 1000)


def length(said: str, size: float, bold: bool = False) -> float:
    """How long `said` is in DejaVu Sans of `size`."""
    return float(_face(bold).getlength(said, features=["-kern", "-liga"])) / 1000 * size if said else 0.0


def boxes(drawn: str) -> tuple[tuple[float, float], list[Box]]:
    """The picture's width and height, and the box of each of its texts."""
    root = ElementTree.fromstring(drawn.partition("?>\n")[2] or drawn)  # noqa: S314  # our own
    across, down = (float(n) for n in root.attrib["viewBox"].split()[2:])
    found = []
    for one in root.iter(f"{SVG}text"):
        size, said = float(one.attrib["font-size"]), one.text or ""
        wide = length(said, size, one.get("font-weight") == "bold")
        x, y = float(one.attrib["x"]), float(one.attrib["y"])
        left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[one.get("text-anchor", "start")] * wide
        found.append(Box(said, left, y - ASCENT * size, left + wide, y + DESCENT * size))
    return (across, down), found


def outside(drawn: str) -> list[Box]:
    """Texts that leave the picture."""
    (across, down), found = boxes(drawn)
    return [box for box in found if box.left < 0 or box.top < 0 or box.right > across or box.bottom > down]


def colliding(drawn: str) -> list[tuple[str, str]]:
    """Pairs of texts that stand on one another."""
    _, found = boxes(drawn)
    return [
        (one.said, other.said)
        for n, one in enumerate(found)
        for other in found[n + 1 :]
        if min(one.right, other.right) - max(one.left, other.left) > 0.5 and min(one.bottom, other.bottom) - max(one.top, other.top) > 1.0
    ]
