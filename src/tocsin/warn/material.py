"""What a brief is made of beside the assessment and its reports: who watched, the rival reading, what lies ahead, warning time, alerts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from tocsin.model import Coverage, Tlp
from tocsin.model.briefs import Rival
from tocsin.model.calendars import Calendar
from tocsin.model.orbits import Overhead
from tocsin.model.sensors import Sensor
from tocsin.model.trends import Trend
from tocsin.model.triggers import Severity
from tocsin.model.worth import Worth
from tocsin.warn.words import Lang


@dataclass(frozen=True)
class OpenAlert:
    """An alert that is not closed, as the handover names it."""

    id: str
    title: Mapping[str, str]
    """by language"""
    severity: Severity
    opened: datetime
    acknowledged_by: str | None = None
    who: str | None = None
    """who is to act"""
    action: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Timely:
    """Warning time and the next looks, in sentences by language, as their own stage tells them."""

    sentences: Mapping[Lang, Sequence[str]]
    declared: str
    """where the numbers are: the reference of each sentence"""


@dataclass(frozen=True)
class Material:
    """All of it may be missing: the brief then says what is not known, and why."""

    coverage: Sequence[Coverage] = ()
    rival: Rival | None = None
    worth: Worth | None = None
    due: Calendar | None = None
    timely: Timely | None = None
    trend: Trend | None = None
    """how the main hypothesis went over the last weeks"""
    overhead: Overhead | None = None
    sensors: Sequence[Sensor] = ()
    """whose families the looks name"""
    untimely: Literal["no-pathways", "not-asked"] = "not-asked"
    """why nothing is known of warning time"""
    alerts: Sequence[OpenAlert] | None = None
    """None: not looked up"""
    marks: Sequence[tuple[Tlp, bool]] = ()
    """TLP and whether SYNTHETIC, of whatever in here has no record of its own"""


NOTHING = Material()
