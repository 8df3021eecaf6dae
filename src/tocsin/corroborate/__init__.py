"""Statements become origins: copies, citations, drift and grades. Ten outlets that carry one report are one witness."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.model import Origin, Reading, Reliability, Report, Ruling
from tocsin.model.declared import Network, SourceProfile

if TYPE_CHECKING:
    from tocsin.corroborate.case import Case
    from tocsin.corroborate.meaning.encoder import Kept
    from tocsin.corroborate.trees import Tree

__all__ = ["corroborate", "reliabilities"]


def corroborate(
    reports: Sequence[Report],
    readings: Sequence[Reading],
    sources: Sequence[SourceProfile],
    *,
    clock: datetime,
    rulings: Sequence[Ruling] = (),
    encoder: "Kept | None" = None,
    networks: Sequence[Network] = (),
) -> tuple[Origin, ...]:
    """The origins behind `reports` (one reading each, in the same order), earliest first; every report stands under at least one.

    The order of the input plays no part. `clock` is the moment as of which the reports are related; nothing later may be among them.
    `rulings`: what persons decided by then, over the machine. `encoder`: what proposes, across words and languages, reports that tell the
    same; without one, names and numbers alone do. `networks`: outlets that are one hand; of those, the ones that were known by then count.
    """
    from tocsin.corroborate.networks import Hands
    from tocsin.corroborate.origins import records

    known = [ruling for ruling in rulings if ruling.t_known <= clock]
    case, trees = _grown(reports, readings, sources, clock, known, encoder)
    case.hands = Hands(networks, clock)
    return tuple(sorted(records(case, trees, known), key=lambda found: (found.first_seen, found.id)))


def reliabilities(
    reports: Sequence[Report],
    readings: Sequence[Reading],
    sources: Sequence[SourceProfile],
    *,
    clock: datetime,
    rulings: Sequence[Ruling] = (),
    encoder: "Kept | None" = None,
) -> tuple[Reliability, ...]:
    """What outcomes say of each source that has any: what it took back or put right itself, and what persons say became of its reports."""
    from tocsin.corroborate.outcomes import learnt

    known = [ruling for ruling in rulings if ruling.t_known <= clock]
    return tuple(found for _, found in sorted(learnt(*_grown(reports, readings, sources, clock, known, encoder), known).items()))


def _grown(
    reports: Sequence[Report],
    readings: Sequence[Reading],
    sources: Sequence[SourceProfile],
    clock: datetime,
    rulings: Sequence[Ruling],
    encoder: "Kept | None",
) -> "tuple[Case, list[Tree]]":
    """The case as of a moment, and its trees after the rulings."""
    from tocsin.corroborate.case import Case
    from tocsin.corroborate.rulings import follow
    from tocsin.corroborate.trees import Grower

    if any(reading.t_known > clock for reading in readings):
        pairs = [(report, reading) for report, reading in zip(reports, readings, strict=True) if reading.t_known <= clock]
        reports, readings = [report for report, _ in pairs], [reading for _, reading in pairs]
    case = Case(reports, readings, sources, encoder)
    grower = Grower(case)
    return case, follow(case, grower.finder, grower.grow(), rulings)
