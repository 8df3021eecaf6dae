"""A replay over outcomes as text for people: scores beside climatology, and the course of the forecasts over what happened."""

import math
import textwrap
from collections.abc import Sequence
from datetime import timedelta

from tocsin.model.declared import Problem
from tocsin.model.rolling import Foretold, Rolling, Scored
from tocsin.warn.replayed import COURSE, WIDTH, sparkline
from tocsin.warn.words import chance, day, number

INSTANT = timedelta(microseconds=1)
WAYS = {
    "learned": "this problem, rates learned from the past",
    "declared": "this problem, ranges as declared",
    "climatology": "climatology: all past counts",
    "recent": "counts of the last two years",
}


def foretold(found: Rolling, problem: Problem) -> str:
    """The replay in English, a block for each hypothesis."""
    names = {h.id: h.name.get("en", h.id) for h in problem.hypotheses}
    title = problem.name.get("en", problem.id)
    unchecked, of = (sum(counts) for counts in zip(*((h.unchecked, len(h.events)) for h in found.hypotheses), strict=True))
    lines = [
        "TLP:CLEAR",
        *_wrap(f"REPLAY OVER OUTCOMES: {title}, {day(found.since + INSTANT, 'en')} to {day(found.until, 'en')}"),
        *_wrap(
            f"Chances of at least one within {found.horizon} days, one forecast every {found.step}, each from the past of its day alone; "
            f"the past begins on {found.learned_from}. {number(found.draws, 'en')} draws."
        ),
    ]
    for why in found.hindsight:
        lines += _wrap(f"HINDSIGHT-INFORMED. {why}")
    if unchecked:
        lines += _wrap(f"Of {of} dates of outcomes, {unchecked} were written from memory and not yet looked up.")
    for one in found.hypotheses:
        lines += ["", *_hypothesis(one, names.get(one.hypothesis, one.hypothesis))]
    lines += [
        "",
        *_wrap("Skill: share of climatology's Brier score saved, 90% range by blocks of days; below 0 is worse than counting."),
    ]
    return "\n".join([*lines, "", "TLP:CLEAR"]) + "\n"


def _hypothesis(found: Foretold, name: str) -> list[str]:
    means = [one.probability.mean for one in found.forecasts]
    width = math.ceil(len(means) / COURSE)
    came = "".join("x" if any(one.happened for one in found.forecasts[at : at + width]) else "·" for at in range(0, len(means), width))
    told = (
        f"{name}: it happened in {found.happened} of {found.n} windows; foretold {chance(min(means), 'en')} to {chance(max(means), 'en')}"
    )
    years = f"{found.forecasts[0].as_of:%Y}", f"{found.forecasts[-1].as_of:%Y}"
    rows = [("by", "Brier", "log", "skill", "90% range", "log skill"), *(_row(one) for one in found.scores)]
    return [*_wrap(told), f"  {years[0]} {sparkline(means)} {years[1]}", f"       {came}  x: it happened", *_table(rows)]


def _row(one: Scored) -> tuple[str, ...]:
    low_high = "" if one.skill_range is None else f"{one.skill_range[0]:+.2f} to {one.skill_range[1]:+.2f}"
    return (
        WAYS.get(one.by, one.by),
        f"{one.brier:.4f}",
        f"{one.logarithmic:.3f}",
        "" if one.skill is None else f"{one.skill:+.2f}",
        low_high,
        "" if one.log_skill is None else f"{one.log_skill:+.2f}",
    )


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_on_hyphens=False)


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return ["  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
