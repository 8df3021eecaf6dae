"""How far a thing may go: TLP marks against what a channel may carry, and the line of marking that opens every payload."""

from msgspec.structs import replace

from tocsin.model import TLP_ORDER, Alert, Release, Tlp

SYNTHETIC = "SYNTHETIC"


def allowed(mark: Tlp, most: Tlp) -> bool:
    """Whether something marked `mark` may go where at most `most` may."""
    return TLP_ORDER.index(mark) <= TLP_ORDER.index(most)


def marking(alert: Alert) -> str:
    """e.g. `TLP:CLEAR - Exercise / Restricted - SYNTHETIC`."""
    parts = [f"TLP:{alert.tlp.upper()}", f"{alert.status} / {alert.scope}", *([SYNTHETIC] if alert.synthetic else [])]
    return " - ".join(parts)


def released(alert: Alert, release: Release | None) -> Alert:
    """The alert as it leaves: Exercise and Restricted, unless a named person released this very message."""
    if release is None or release.alert != alert.id:
        return replace(alert, status="Exercise", scope="Restricted", released_by=None)
    return replace(alert, status="Actual", scope=release.scope, released_by=release.by)
