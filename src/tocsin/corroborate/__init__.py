"""Statements become origins: copies, citations, drift and grades. Ten outlets that carry one report are one witness."""

from collections.abc import Sequence
from datetime import datetime

from tocsin.model import Origin, Reading, Report
from tocsin.model.declared import SourceProfile

__all__ = ["corroborate"]


def corroborate(
    reports: Sequence[Report], readings: Sequence[Reading], sources: Sequence[SourceProfile], *, clock: datetime
) -> tuple[Origin, ...]:
    """The origins behind `reports` (one reading each, in the same order), earliest first; every report stands under at least one.

    The order of the input plays no part. `clock` is the moment as of which the reports are related; nothing later may be among them.
    """
    from tocsin.corroborate.case import Case
    from tocsin.corroborate.origins import origin
    from tocsin.corroborate.trees import Grower

    if any(reading.t_known > clock for reading in readings):
        pairs = [(report, reading) for report, reading in zip(reports, readings, strict=True) if reading.t_known <= clock]
        reports, readings = [report for report, _ in pairs], [reading for _, reading in pairs]
    case = Case(reports, readings, sources)
    return tuple(sorted((origin(case, tree) for tree in Grower(case).grow()), key=lambda found: (found.first_seen, found.id)))
