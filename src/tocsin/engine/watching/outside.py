"""What of a workspace can be told in numbers to who looks from outside, whenever they look."""

import shutil

from tocsin.engine import picturing
from tocsin.ledger.workspace import Workspace


def gauges(place: Workspace) -> dict[str, float]:
    """By name of `tocsin.engine.telemetry.metrics.LOOKED_UP`: those that any process can tell."""
    return {
        "tocsin_ledger_entries": float(picturing.head(place.folder).count),
        "tocsin_disk_free_bytes": float(shutil.disk_usage(place.folder).free),
    }
