"""Areas of active combat, in which no site may be looked at: coarse boxes with the day since which they are known (`combat.yml`)."""

from datetime import date as Day
from functools import cache
from typing import Literal, NamedTuple

from tocsin.library.paths import root

EDGE = 1e-9
"""degrees: a site at 0.1 degree on an edge lies inside"""


class Combat(NamedTuple):
    """One area."""

    id: str
    name: dict[str, str]
    lat: tuple[float, float]
    lon: tuple[float, float]
    known_since: Day
    until: Day | None = None

    def holds(self, lat: float, lon: float, on: Day) -> bool:
        """Whether the place lies in it, and it was one on that day."""
        inside = self.lat[0] - EDGE <= lat <= self.lat[1] + EDGE and self.lon[0] - EDGE <= lon <= self.lon[1] + EDGE
        return inside and self.known_since <= on and (self.until is None or on <= self.until)


@cache
def load() -> tuple[Combat, ...]:
    """The declared areas, in their order. ConfigError where the file is wrong."""
    from pydantic import BaseModel, ConfigDict, Field

    from tocsin.library.field_schema import Date, Labels, Latitude, Longitude, Slug, Text
    from tocsin.library.yaml_files import read_model

    class CombatArea(BaseModel):
        model_config = ConfigDict(extra="forbid")

        id: Slug
        name: Labels
        lat: tuple[Latitude, Latitude]
        lon: tuple[Longitude, Longitude]
        known_since: Date
        until: Date | None = None

    class CombatFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        assumption: Literal[True]
        note: Text
        areas: tuple[CombatArea, ...] = Field(min_length=1)

    read = read_model(root() / "combat.yml", CombatFile)
    return tuple(Combat(a.id, a.name, a.lat, a.lon, a.known_since, a.until) for a in read.areas)


def refusal(lat: float, lon: float, on: Day) -> str | None:
    """Why a site may not be looked at on that day, in one sentence; None where it may."""
    found = next((area for area in load() if area.holds(lat, lon, on)), None)
    if found is None:
        return None
    return f"the site lies in an area of active combat ({found.name['en']}, since {found.known_since}): nothing there is looked at"
