"""Writes the sample's element sets: invented satellites on orbits of the kinds that imaging satellites fly. SYNTHETIC.

`python -m tests.sense.orbits.invented` writes them again; a test says when the file is not what this writes.
"""

import json
import math
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from tocsin.library import samples

MU, EARTH_KM = 398600.8, 6378.135
EPOCH = datetime(2022, 10, 20, 3, 0, tzinfo=UTC)
FIRST = 799_500_001
"""catalogue numbers that nobody has given out"""


class Group(NamedTuple):
    """Satellites that share an orbit's shape."""

    names: tuple[str, ...]
    altitude_km: float
    local_hours: tuple[float, ...]
    """local time of the ascending node, hours; for inclined orbits the node's longitude among the stars / 15"""
    inclination: float | None = None
    """None: sun-synchronous"""
    days_old: float = 0.0
    drag: float = 1e-4


GROUPS = (
    Group(("EXAMPLE WIDE A", "EXAMPLE WIDE B"), 786.0, (22.5, 22.5)),
    Group(("EXAMPLE FINE 1", "EXAMPLE FINE 2", "EXAMPLE FINE 3", "EXAMPLE FINE 4"), 600.0, (22.5, 22.5, 13.5, 13.5)),
    Group(("EXAMPLE SLANTED 1", "EXAMPLE SLANTED 2", "EXAMPLE SLANTED 3"), 460.0, (1.0, 9.0, 17.0), 53.0, drag=4e-4),
    Group(("EXAMPLE RADAR WIDE 1",), 693.0, (18.0,)),
    Group(tuple(f"EXAMPLE RADAR FINE {n}" for n in range(1, 7)), 570.0, (22.0, 20.0, 18.0, 16.0, 14.0, 12.0), drag=2e-4),
    Group(("EXAMPLE OLD 1",), 520.0, (22.5,), days_old=26.0, drag=2e-4),
)


def sets() -> list[dict[str, object]]:
    """Orbit Mean-Elements Messages as JSON objects."""
    found: list[dict[str, object]] = []
    for group in GROUPS:
        axis = EARTH_KM + group.altitude_km
        # The node must move once round the year: cos i = -(a / 12,352 km)^(7/2).
        inclination = group.inclination or math.degrees(math.acos(-((axis / 12352.0) ** 3.5)))
        motion = math.sqrt(MU / axis**3) * 86400 / (2 * math.pi)
        for k, (name, hour) in enumerate(zip(group.names, group.local_hours, strict=True)):
            epoch = EPOCH - timedelta(days=group.days_old) + timedelta(minutes=23 * len(found) + 7)
            node = (_sun(epoch) + 15 * (hour - 12)) % 360 if group.inclination is None else 15 * hour
            found.append(
                {
                    "OBJECT_NAME": name,
                    "OBJECT_ID": "SYNTHETIC",
                    "NORAD_CAT_ID": FIRST + len(found),
                    "OBJECT_TYPE": "PAYLOAD",
                    "CENTER_NAME": "EARTH",
                    "REF_FRAME": "TEME",
                    "TIME_SYSTEM": "UTC",
                    "MEAN_ELEMENT_THEORY": "SGP4",
                    "EPOCH": epoch.replace(tzinfo=None).isoformat(),
                    "MEAN_MOTION": round(motion, 8),
                    "ECCENTRICITY": 0.0005 + 0.0001 * k,
                    "INCLINATION": round(inclination, 4),
                    "RA_OF_ASC_NODE": round(node, 4),
                    "ARG_OF_PERICENTER": 90.0,
                    "MEAN_ANOMALY": round((270 + 360 * k / len(group.names)) % 360, 4),
                    "BSTAR": group.drag,
                    "MEAN_MOTION_DOT": 0.0,
                    "MEAN_MOTION_DDOT": 0.0,
                    "COMMENT": "SYNTHETIC: invented for the sample of autumn 2022; no such satellite exists",
                }
            )
    return found


def _sun(moment: datetime) -> float:
    """Right ascension of the sun in degrees, roughly."""
    days = (moment - datetime(2000, 1, 1, 12, tzinfo=UTC)) / timedelta(days=1)
    longitude = math.radians((280.46 + 0.9856474 * days + 1.915 * math.sin(math.radians(357.528 + 0.9856003 * days))) % 360)
    return math.degrees(math.atan2(math.cos(math.radians(23.44)) * math.sin(longitude), math.cos(longitude)))


def text() -> str:
    """The sample's file."""
    return "[\n" + ",\n".join(json.dumps(one) for one in sets()) + "\n]\n"


def file() -> Path:
    """Where it lies."""
    return samples.path("autumn-2022") / samples.ELEMENTS


if __name__ == "__main__":
    file().write_text(text(), encoding="utf-8")
