"""Coasts and borders of the world at 0.1 degree (Natural Earth), and which borders are disputed, for the small maps of a brief."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from tocsin.model.base import Record

FOLDER = Path(__file__).resolve().parent
FILE = FOLDER / "outlines.txt"
DISPUTES = FOLDER / "disputes.yml"
TENTHS = 10
"""units a degree: nothing in the file is finer"""
Kind = Literal["land", "border", "disputed"]


class Dispute(Record, frozen=True, kw_only=True):
    """A border that is drawn dashed, and what is said of it where it is on the map."""

    id: str
    note: dict[str, str]
    """by language"""
    between: tuple[str, ...] = ()
    """names of the two countries in the source"""
    within: tuple[float, float, float, float] | None = None
    """west, south, east, north: only the part inside"""
    line: tuple[tuple[float, float], ...] = ()
    """a dashed line that the source does not have: longitude, latitude"""
    source: str
    at: tuple[float, float]
    """longitude and latitude: on a map that holds this place its note is said"""


@dataclass(frozen=True)
class Outline:
    """One ring of land, or one line of a border: longitude and latitude in degrees, and the box that holds it."""

    kind: Kind
    points: tuple[tuple[float, float], ...]
    west: float
    south: float
    east: float
    north: float


@cache
def disputes() -> tuple[Dispute, ...]:
    """The declared disputes, in the file's order. ConfigError with all mistakes at once."""
    from pydantic import BaseModel, ConfigDict

    from tocsin.library.yaml_files import read_model

    class DisputeEntry(BaseModel):
        model_config = ConfigDict(extra="forbid")

        id: str
        note: dict[str, str]
        between: list[str] = []
        within: tuple[float, float, float, float] | None = None
        line: list[tuple[float, float]] = []
        source: str
        at: tuple[float, float]

    class DisputeFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        disputes: list[DisputeEntry]

    held = read_model(DISPUTES, DisputeFile).disputes
    return tuple(
        Dispute(
            id=one.id,
            note=one.note,
            between=tuple(one.between),
            within=one.within,
            line=tuple(one.line),
            source=one.source,
            at=one.at,
        )
        for one in held
    )


@cache
def outlines() -> tuple[Outline, ...]:
    """Every ring and line of the file."""
    with FILE.open(encoding="utf-8") as rows:
        return tuple(_outline(row) for row in rows if not row.startswith("#"))


def _outline(row: str) -> Outline:
    kind, first, *steps = row.split()
    x, y = (int(part) for part in first.split(","))
    points = [(x, y)]
    for step in steps:
        dx, dy = step.split(",")
        x, y = x + int(dx), y + int(dy)
        points.append((x, y))
    xs, ys = [p[0] / TENTHS for p in points], [p[1] / TENTHS for p in points]
    kinds: dict[str, Kind] = {"land": "land", "border": "border", "disputed": "disputed"}
    return Outline(kinds[kind], tuple(zip(xs, ys, strict=True)), min(xs), min(ys), max(xs), max(ys))
