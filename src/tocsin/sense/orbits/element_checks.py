"""What numbers an element set may hold: each is read, bounded and turned into a record, or refused with what is wrong and what to do."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tocsin.errors import Refused
from tocsin.model.base import digest
from tocsin.model.orbits import Elements, ObjectKind

FIRST_SATELLITE = datetime(1957, 10, 4, tzinfo=UTC)
AHEAD = timedelta(days=2)
"""public element sets are sometimes dated some hours ahead; beyond that an epoch is invented or a clock is wrong"""
SLOWEST, FASTEST = 0.02, 17.0
"""revolutions a day: the farthest objects of the public catalogue, and an orbit along the ground"""
LOWEST_KM = 80.0
"""of a perigee: below, nothing goes round once"""
STEEPEST_DRAG = 10.0
"""|B*|, per Earth radius; the public catalogue stays below 1"""
FASTEST_CHANGE = 10.0
MU, EARTH_KM = 398600.8, 6378.135
LARGEST = 999_999_999
WANTED = {
    "MEAN_ELEMENT_THEORY": ("SGP4", "SGP/SGP4", "SGP"),
    "REF_FRAME": ("TEME",),
    "TIME_SYSTEM": ("UTC",),
    "CENTER_NAME": ("EARTH",),
}
_KINDS: dict[str, ObjectKind] = {
    "PAYLOAD": "payload",
    "PAY": "payload",
    "ROCKET BODY": "rocket-body",
    "R/B": "rocket-body",
    "DEBRIS": "debris",
    "DEB": "debris",
}
_DEBRIS = re.compile(r"(?<![A-Z])(DEB|DEBRIS|COOLANT|FUEL CORE)(?![A-Z])")
_ROCKET = re.compile(r"(?<![A-Z])(R/B|RKT|AKM|PKM)(?![A-Z])")


class Collecting(NamedTuple):
    """What is known of an input beside its sets."""

    clock: datetime
    """when it was collected: later epochs are invented"""
    licence: str | None = None
    synthetic: bool = False
    raw: str | None = None


def record(fields: Mapping[str, str], collecting: Collecting) -> Elements:
    """The record of one set from fields named as an Orbit Mean-Elements Message names them. Raises Refused."""
    number = catalogue(fields.get("NORAD_CAT_ID", ""))
    _frames(fields)
    epoch = moment(fields.get("EPOCH", ""), "EPOCH")
    if epoch < FIRST_SATELLITE:
        raise _wrong("impossible-epoch", f"its epoch {epoch:%Y-%m-%d} lies before the first satellite", "get the set again")
    if epoch > collecting.clock + AHEAD:
        raise _wrong("future-epoch", f"its epoch {epoch:%Y-%m-%d %H:%M} lies in the future", "get a measured set, not an invented one")
    decayed = fields.get("DECAY_DATE", "").strip()
    if decayed and moment(decayed, "DECAY_DATE") <= collecting.clock:
        raise _wrong("decayed", f"it fell on {decayed[:10]}", "leave it out")
    motion = _number(fields, "MEAN_MOTION", SLOWEST, FASTEST, "in revolutions a day")
    eccentricity = _number(fields, "ECCENTRICITY", 0.0, 0.999999999, "below 1, with its decimal point")
    perigee = (MU / (motion * 2 * math.pi / 86400) ** 2) ** (1 / 3) * (1 - eccentricity) - EARTH_KM
    if perigee < LOWEST_KM:
        raise _wrong(
            "decayed", f"its perigee lies {perigee:,.0f} km over the ground", "leave it out: it has fallen, or its numbers are wrong"
        )
    name = " ".join(fields.get("OBJECT_NAME", "").replace("\ufeff", "").split())[:200] or None
    creation = fields.get("CREATION_DATE", "").strip()
    made = moment(creation, "CREATION_DATE") if creation else epoch
    numbers = (
        motion,
        eccentricity,
        _number(fields, "INCLINATION", 0.0, 180.0, "in degrees"),
        _number(fields, "RA_OF_ASC_NODE", 0.0, 360.0, "in degrees"),
        _number(fields, "ARG_OF_PERICENTER", 0.0, 360.0, "in degrees"),
        _number(fields, "MEAN_ANOMALY", 0.0, 360.0, "in degrees"),
        _number(fields, "BSTAR", -STEEPEST_DRAG, STEEPEST_DRAG, "in per Earth radius", "0"),
        _number(fields, "MEAN_MOTION_DOT", -FASTEST_CHANGE, FASTEST_CHANGE, "in revolutions a day squared", "0"),
        _number(fields, "MEAN_MOTION_DDOT", -FASTEST_CHANGE, FASTEST_CHANGE, "in revolutions a day cubed", "0"),
    )
    return Elements(
        id=digest("elements", number, epoch.isoformat(), *numbers),
        catalogue=number,
        name=name,
        designator=fields.get("OBJECT_ID", "").strip()[:20] or None,
        kind=kind(fields.get("OBJECT_TYPE", ""), name or ""),
        epoch=epoch,
        t_known=min(made, collecting.clock),
        mean_motion=numbers[0],
        eccentricity=numbers[1],
        inclination_deg=numbers[2],
        raan_deg=numbers[3],
        arg_perigee_deg=numbers[4],
        mean_anomaly_deg=numbers[5],
        bstar=numbers[6],
        mean_motion_dot=numbers[7],
        mean_motion_ddot=numbers[8],
        licence=collecting.licence,
        synthetic=collecting.synthetic,
        raw=collecting.raw,
    )


def kind(declared: str, name: str) -> ObjectKind:
    """What sort of object it is: as declared, else by what its name says."""
    told = _KINDS.get(declared.strip().upper())
    if told is not None:
        return told
    upper = name.upper()
    if _DEBRIS.search(upper):
        return "debris"
    return "rocket-body" if _ROCKET.search(upper) else "unknown" if not name else "payload"


def catalogue(text: str) -> int:
    """A catalogue number: up to nine digits, or one letter and four digits (Alpha-5: A is 10, I and O are left out). Raises Refused."""
    given = text.strip().upper()
    if re.fullmatch(r"[0-9]{1,9}", given) and int(given) > 0:
        return int(given)
    if re.fullmatch(r"[A-HJ-NP-Z][0-9]{4}", given):
        return "ABCDEFGHJKLMNPQRSTUVWXYZ".index(given[0]) * 10_000 + 100_000 + int(given[1:])
    raise _wrong("no-number", f"{text.strip()[:20]!r} is no catalogue number", "give up to nine digits, or Alpha-5")


def moment(text: str, field: str) -> datetime:
    """A moment in UTC from ISO 8601, calendar or day of the year, with any number of decimals. Raises Refused."""
    given = text.strip().removesuffix("Z")
    try:
        found = re.fullmatch(r"(\d{4})-(\d{3})(?:[T ](\d{2}):(\d{2}):(\d{2}(?:\.\d+)?))?", given, re.ASCII)
        if found is not None:
            year, day, hour, minute, second = found.groups()
            base = datetime(int(year), 1, 1, tzinfo=UTC)
            if not 1 <= int(day) <= 366 or (base + timedelta(days=int(day) - 1)).year != base.year:
                raise ValueError(given)
            return base + timedelta(days=int(day) - 1, hours=int(hour or 0), minutes=int(minute or 0), seconds=float(second or 0))
        seconds = re.fullmatch(r"(\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?)(\.\d+)?(\+00:00)?", given, re.ASCII)
        if seconds is None:
            raise ValueError(given)
        # Python's own reader stops at microseconds; what is finer is rounded.
        return datetime.fromisoformat(seconds[1]).replace(tzinfo=UTC) + timedelta(seconds=float(seconds[2] or 0))
    except (ValueError, OverflowError):
        raise _wrong("bad-field", f"{field} {text.strip()[:40]!r} is no moment in UTC", "write 2022-10-15T05:45:58.335936") from None


def _frames(fields: Mapping[str, str]) -> None:
    """Raises Refused where the set is no SGP4 set of the Earth in TEME and UTC."""
    wanted = {
        "MEAN_ELEMENT_THEORY": ("SGP4", "SGP/SGP4", "SGP"),
        "REF_FRAME": ("TEME",),
        "TIME_SYSTEM": ("UTC",),
        "CENTER_NAME": ("EARTH",),
    }
    for field, allowed in wanted.items():
        given = fields.get(field, "").strip().upper()
        if given and given not in allowed:
            raise _wrong("wrong-frame", f"{field} is {given[:30]!r}, not {allowed[0]}", "get the set as mean elements for SGP4")
    if fields.get("EPHEMERIS_TYPE", "").strip() == "4":
        raise _wrong("wrong-frame", "it is for SGP4-XP (EPHEMERIS_TYPE 4)", "get the set as mean elements for SGP4")


def _number(fields: Mapping[str, str], field: str, low: float, high: float, unit: str, default: str | None = None) -> float:
    text = fields.get(field, "").strip() or (default or "")
    if not text:
        raise _wrong("bad-field", f"{field} is missing", "get the set again")
    try:
        value = float(text) if len(text) <= 40 and "_" not in text else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise _wrong("bad-field", f"{field} {text[:40]!r} is no number", "get the set again")
    if not low <= value <= high:
        raise _wrong(
            "out-of-bounds", f"{field} {value:g} lies outside {low:g} to {high:g}", f"it must be in {unit}" if "," not in unit else unit
        )
    return value


def _wrong(reason: str, what: str, todo: str) -> Refused:
    return Refused(reason, what, todo=todo)
