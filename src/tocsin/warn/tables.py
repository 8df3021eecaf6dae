"""An assessment, and the reasons of one hypothesis, as tables for people."""

import textwrap
from collections.abc import Sequence

from tocsin.model import Assessment, Probability
from tocsin.model.declared import Problem
from tocsin.warn import timing
from tocsin.warn.neutral import shortened
from tocsin.warn.resting import wide
from tocsin.warn.words import chance, day, moment, percent, span

WIDTH = 100
"""columns that the tables fit into"""
NAME = 42
WHO, PHRASE, EVENT = 28, 24, 24
"""characters of a third party, of its words, and of what they are on"""
QUOTE = 90
Row = tuple[str, ...]


def assessment(judged: Assessment, problem: Problem) -> str:
    """One assessment in English: hypotheses by horizon, processes, indicators, third parties. SYNTHETIC opens and closes it where it is."""
    names = {h.id: h.name.get("en", h.id) for h in problem.hypotheses}
    indicators = {i.id: i.name.get("en", i.id) for i in problem.indicators}
    mark = _mark(judged.tlp, judged.synthetic)
    rows = [
        (
            shortened(names.get(h.id, h.id), NAME),
            *(timing.standing(h) if timing.is_over(h) else _mean(h.probability[str(days)]) for days in judged.horizons),
            h.confidence.level,
        )
        for h in judged.hypotheses
    ]
    heads = ("hypothesis", *(f"{days} days" for days in judged.horizons), "confidence")
    board = [
        (
            shortened(indicators.get(row.id, row.id), NAME),
            row.role,
            row.status,
            percent(row.coverage, "en"),
            day(row.last_look, "en") if row.last_look else "never",
            str(row.origins),
            str(row.reports),
        )
        for row in judged.indicators
    ]
    lines = [mark, f"{problem.name.get('en', problem.id)}, as of {moment(judged.as_of, 'en')}", "", *_table(rows, heads), ""]
    lines += timing.lines(judged, problem)
    lines += [*_ranges(judged, names), ""]
    lines += [*resting, ""] if (resting := _lines(wide(judged, problem))) else []
    states = [(p.id, s.id, percent(s.probability.mean, "en")) for p in judged.processes for s in p.states]
    lines += [*_table(states, ("process", "state", "probability")), ""] if states else []
    lines += _table(board, ("indicator", "role", "status", "coverage", "last look", "origins", "reports"))
    theirs = [
        (
            shortened(j.by, WHO),
            f"“{shortened(j.phrase, PHRASE - 2)}”" if j.phrase else "no estimative word",
            shortened(names.get(j.hypothesis, j.hypothesis), EVENT),
            shortened(j.horizon, 8),
            j.date or "undated",
        )
        for j in sorted(judged.judgements, key=lambda j: (j.low is None, not j.phrase))
    ]
    lines += ["", *_table(theirs, ("judgement of", "in their words", "on", "horizon", "date"))] if theirs else []
    return "\n".join([*lines, "", mark]) + "\n"


def _ranges(judged: Assessment, names: dict[str, str]) -> list[str]:
    """At 30 days, or the middle horizon: the 90% range of every hypothesis, its base rate, and what another prior would make of it."""
    at = "30" if 30 in judged.horizons else str(judged.horizons[len(judged.horizons) // 2])
    rows = []
    for h in judged.hypotheses:
        if timing.is_over(h):
            continue
        mean, base = h.probability[at].mean, h.base_rate.get(at)
        told = (span(h.probability[at], "en"), chance(base.mean, "en", mean) if base else "none")
        another = (chance(h.prior_times_10, "en", mean), chance(h.prior_over_10, "en", mean)) if at == "30" else ()
        rows.append((shortened(names.get(h.id, h.id), WHO), *told, *another))
    return _table(rows, (f"at {at} days", "90% range", "base rate", *(("prior x10", "prior /10") if at == "30" else ())))


def _lines(told: Sequence[str]) -> list[str]:
    return [row for one in told for row in textwrap.wrap(one, WIDTH, subsequent_indent="    ", break_on_hyphens=False)]


def _mark(tlp: str, synthetic: bool) -> str:
    return f"TLP:{tlp.upper()}" + (" - SYNTHETIC" if synthetic else "")


def _mean(value: Probability) -> str:
    return chance(value.mean, "en")


def _table(rows: Sequence[Row], heads: Row) -> list[str]:
    """Left-aligned columns, two spaces apart."""
    widths = [max(len(row[n]) for row in [heads, *rows]) for n in range(len(heads))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in [heads, *rows]]
