"""How far a thing may go: TLP marks against what a channel may carry, and the line of marking that opens every payload."""

from collections.abc import Iterable

from msgspec.structs import replace

from tocsin.model import TLP_ORDER, Alert, Reading, Release, Report, Tlp

SYNTHETIC = "SYNTHETIC"


def unreleased(tlp: Tlp, synthetic: bool) -> str:
    """`TLP:CLEAR - Exercise / Restricted - SYNTHETIC`: a brief leaves as Exercise / Restricted unless a named person releases it."""
    return " - ".join([f"TLP:{tlp.upper()}", "Exercise / Restricted", *(["SYNTHETIC"] if synthetic else [])])


def allowed(mark: Tlp, most: Tlp) -> bool:
    """Whether something marked `mark` may go where at most `most` may."""
    return TLP_ORDER.index(mark) <= TLP_ORDER.index(most)


def higher(one: Tlp, other: Tlp) -> Tlp:
    """The higher of two marks."""
    return other if allowed(one, other) else one


def highest(some: Iterable[Tlp]) -> Tlp:
    """The highest mark of all; clear where there is none."""
    return max(some, key=TLP_ORDER.index, default="clear")


def inherited(readings: Iterable[Reading], reports: Iterable[Report]) -> tuple[Reading, ...]:
    """Readings whose statements are marked at least as high as the report that they stand in: a report's mark may be raised later."""
    marks = {one.id: (one.tlp, one.synthetic) for one in reports}
    made = []
    for reading in readings:
        tlp, synthetic = marks.get(reading.report, ("clear", False))
        if any(one.tlp != tlp or one.synthetic != synthetic for one in reading.statements):
            told = [replace(one, tlp=higher(one.tlp, tlp), synthetic=one.synthetic or synthetic) for one in reading.statements]
            reading = replace(reading, statements=tuple(told))
        made.append(reading)
    return tuple(made)


def marking(alert: Alert) -> str:
    """e.g. `TLP:CLEAR - Exercise / Restricted - SYNTHETIC`."""
    parts = [f"TLP:{alert.tlp.upper()}", f"{alert.status} / {alert.scope}", *([SYNTHETIC] if alert.synthetic else [])]
    return " - ".join(parts)


def released(alert: Alert, release: Release | None) -> Alert:
    """The alert as it leaves: Exercise and Restricted, unless a named person released this very message."""
    if release is None or release.alert != alert.id:
        return replace(alert, status="Exercise", scope="Restricted", released_by=None)
    return replace(alert, status="Actual", scope=release.scope, released_by=release.by)
