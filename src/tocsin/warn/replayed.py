"""A replay as text for people: every hypothesis's course in one line, then one hypothesis step by step, with what moved it."""

import math
import textwrap
from collections.abc import Sequence
from datetime import datetime

from tocsin.model.declared import Problem
from tocsin.model.replays import Move, Replay
from tocsin.warn.neutral import line, shortened
from tocsin.warn.words import chance, day, denominator, number, signed, span

WIDTH = 100
"""columns that everything fits into"""
NAME, WHO, BAR, COURSE = 34, 18, 6, 24
LEVELS = "▁▂▃▄▅▆▇█"
EIGHTHS = " ▏▎▍▌▋▊▉█"
END_OF_DAY = "23:59:59.999999"


def replayed(found: Replay, problem: Problem, hypothesis: str | None = None) -> str:
    """The replay in English. `hypothesis`: whose steps are shown; by default the one that moved most, as a ratio."""
    names = {h.id: h.name.get("en", h.id) for h in problem.hypotheses}
    indicators = {i.id: i.name.get("en", i.id) for i in problem.indicators}
    days = "30" if 30 in found.horizons else str(found.horizons[0])
    courses = {name: [step.hypotheses[name][days].mean for step in found.steps] for name in names}
    chosen = hypothesis or max(names, key=lambda name: max(courses[name]) / max(min(courses[name]), 1e-12))
    mark = f"TLP:{found.tlp.upper()}" + (" - SYNTHETIC" if found.synthetic else "")
    lines = [mark, *_wrap(f"REPLAY: {problem.name.get('en', problem.id)}, {day(found.steps[1].as_of, 'en')} to {day(found.until, 'en')}")]
    lines += _wrap(
        f"{len(found.steps) - 1} judgements, {found.step} apart, each from what could have been known by then; {number(found.draws, 'en')} "
        "draws. The first line is what was known before."
    )
    for why in found.hindsight:
        lines += _wrap(f"HINDSIGHT-INFORMED. {why}")
    lines += ["", *_courses(courses, names, days), ""]
    lines += [*_wrap(f"{names[chosen]}, within {days} days; without evidence {chance(found.base_rate[chosen][days].mean, 'en')}")]
    lines += _steps(found, chosen, days, indicators)
    return "\n".join([*lines, "", mark]) + "\n"


def _courses(courses: dict[str, list[float]], names: dict[str, str], days: str) -> list[str]:
    rows: list[tuple[str, ...]] = [(f"within {days} days", "first", "lowest", "highest", "last", "course")]
    for name, values in courses.items():
        told = (chance(value, "en", max(values)) for value in (values[0], min(values), max(values), values[-1]))
        rows.append((shortened(names[name], NAME), *told, sparkline(values)))
    return _table(rows)


def _steps(found: Replay, chosen: str, days: str, indicators: dict[str, str]) -> list[str]:
    """One row a step: chance, range, a bar on a logarithmic scale, what was new, how many indicators were lit, and what moved it most."""
    means = [step.hypotheses[chosen][days].mean for step in found.steps]
    per = denominator(max(means))
    rows: list[tuple[str, ...]] = [("as of", "chance", "90% range", "", "new", "lit", f"moved most, in {number(per, 'en')}")]
    for step, mean in zip(found.steps, means, strict=True):
        move = next((move for move in step.moves if move.hypothesis == chosen), None)
        rows.append(
            (
                _moment(step.as_of),
                chance(mean, "en"),
                span(step.hypotheses[chosen][days], "en").replace("to 1 in ", "to "),
                bar(mean, min(means), max(means)),
                f"{step.new_reports}/{step.new_origins}" if step.new_reports else "",
                str(len(step.lit)) + ("!" if step.broken else ""),
                _moved(move, per, indicators),
            )
        )
    lit = found.steps[-1].lit
    told = [indicators.get(name, name) for name in lit]
    notes = [f"new: reports/origins since the line before. Lit at the end: {'; '.join(told) or 'nothing'}."]
    if any(step.broken for step in found.steps):
        notes.append("!: a collector was broken, so that silence there says nothing.")
    return [*_table(rows), *(row for note in notes for row in _wrap(note)), *_scores(found, chosen)]


def _scores(found: Replay, chosen: str) -> list[str]:
    """The scores of one hypothesis, where its outcomes were recorded."""
    rows: list[tuple[str, ...]] = [("scored (tocsin resolve)", "n", "happened", "Brier", "of the base rate", "skill", "90% range")]
    for one in found.scores:
        if one.hypothesis == chosen:
            between = "" if one.skill_range is None else f"{one.skill_range[0]:+.2f} to {one.skill_range[1]:+.2f}"
            told = "" if one.skill is None else f"{one.skill:+.2f}"
            rows.append(
                (f"within {one.horizon} days", str(one.n), str(one.happened), f"{one.brier:.4f}", f"{one.base_brier:.4f}", told, between)
            )
    return ["", *_table(rows)] if len(rows) > 1 else []


def _moved(move: Move | None, per: int, indicators: dict[str, str]) -> str:
    count = round(move.delta * per) if move else 0
    if move is None or not count:
        return ""
    if move.by == "time":
        return f"{signed(count, 'en')} passing time"
    who = "silence" if move.by == "silence" else line(move.publisher or "unnamed source")
    name = indicators.get(move.indicator or "", move.indicator or "")
    return shortened(f"{signed(count, 'en')} {shortened(name, WHO)}: {who}" if name else f"{signed(count, 'en')} {who}", 2 * WHO + 6)


def sparkline(values: Sequence[float]) -> str:
    """A course of chances on a logarithmic scale, at most COURSE marks: the highest of each stretch. Even where nothing moved."""
    width = math.ceil(len(values) / COURSE)
    tops = [max(values[at : at + width]) for at in range(0, len(values), width)]
    return "".join(LEVELS[round(_share(value, min(values), max(values)) * (len(LEVELS) - 1))] for value in tops)


def bar(value: float, low: float, high: float) -> str:
    """A bar of BAR columns on a logarithmic scale from `low` to `high`, in eighths; one eighth at the low end."""
    eighths = max(1, round(_share(value, low, high) * BAR * 8))
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def _share(value: float, low: float, high: float) -> float:
    """Where a chance stands between two others, 0 to 1, by its logarithm; 0 where they hardly differ."""
    low, high, value = (math.log(max(one, 1e-12)) for one in (low, high, value))
    return 0.0 if high - low < 0.01 else min(1.0, max(0.0, (value - low) / (high - low)))


def _moment(when: datetime) -> str:
    return f"{when:%Y-%m-%d}" if f"{when:%H:%M:%S.%f}" == END_OF_DAY else f"{when:%Y-%m-%dT%H:%MZ}"


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_on_hyphens=False)


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Left-aligned columns; the last one is cut where the line would be longer than WIDTH."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    out = []
    for row in rows:
        told = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        out.append(told if len(told) <= WIDTH else told[: WIDTH - 1] + "…")
    return out
