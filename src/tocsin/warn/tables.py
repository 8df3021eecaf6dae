"""An assessment, and the reasons of one hypothesis, as tables for people."""

from collections.abc import Sequence

from tocsin.model import Assessment, Probability, Reason, Reasons
from tocsin.model.declared import Problem
from tocsin.warn.neutral import line, shortened
from tocsin.warn.words import chance, day, denominator, moment, number, percent, signed, span

NAME = 44
QUOTE = 90
TIME = "time"
"""the reason that stands for passing time: part of the last line"""
Row = tuple[str, ...]


def assessment(judged: Assessment, problem: Problem) -> str:
    """One assessment in English: hypotheses by horizon, processes, indicators, third parties. SYNTHETIC opens and closes it where it is."""
    names = {h.id: h.name.get("en", h.id) for h in problem.hypotheses}
    indicators = {i.id: i.name.get("en", i.id) for i in problem.indicators}
    mark = _mark(judged.tlp, judged.synthetic)
    last = str(judged.horizons[-1])
    rows = [
        (
            shortened(names.get(h.id, h.id), NAME),
            *(_mean(h.probability[str(days)]) for days in judged.horizons),
            _mean(h.base_rate.get(last) or next(iter(h.base_rate.values()))),
            h.confidence.level,
        )
        for h in judged.hypotheses
    ]
    heads = ("hypothesis", *(f"{days} days" for days in judged.horizons), f"base {last} days", "confidence")
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
    for h in judged.hypotheses[:1]:
        middle = "30" if "30" in h.probability else str(judged.horizons[0])
        lines += [f"90% range of the first at {middle} days, over declared parameters: {span(h.probability[middle], 'en')}", ""]
    states = [(p.id, s.id, percent(s.probability.mean, "en")) for p in judged.processes for s in p.states]
    lines += [*_table(states, ("process", "state", "probability")), ""] if states else []
    lines += _table(board, ("indicator", "role", "status", "coverage", "last look", "origins", "reports"))
    theirs = [
        (shortened(j.by, NAME), f"“{shortened(j.phrase, NAME)}”" if j.phrase else "none", j.hypothesis, j.horizon, j.date or "undated")
        for j in judged.judgements
    ]
    lines += ["", *_table(theirs, ("judgement of", "in their words", "on", "horizon", "date"))] if theirs else []
    return "\n".join([*lines, "", mark]) + "\n"


def reasons(found: Reasons) -> str:
    """What moved one hypothesis, in English, in chances that add up, with the words each rests on."""
    before = found.previous or found.base_rate
    per = denominator(max(found.probability.mean, before.mean))
    start, end = round(before.mean * per), round(found.probability.mean * per)
    since = f"since {moment(found.since, 'en')}" if found.since else "from the base rate"
    mark = _mark(found.tlp, found.synthetic)
    lines = [
        mark,
        f"{found.hypothesis} at {found.horizon} days, {since}: from {_mean(before)} to {_mean(found.probability)}",
        f"In chances of {number(per, 'en')}: from {number(start, 'en')} to {number(end, 'en')}",
    ]
    counts = [0 if reason.observation == TIME else round(_moved(reason) * per) for reason in found.reasons]
    for reason, count in zip(found.reasons, counts, strict=True):
        if not count:
            continue
        silent = reason.observation.startswith("silence:")
        who = "silence where somebody was looking" if silent else line(reason.publisher or "unnamed source")
        on = reason.indicator or reason.observation.partition(":")[2]
        lines.append(f"{signed(count, 'en'):>8}  {shortened(who, NAME)}, on {on}")
        for words in reason.words[:2]:
            quote = f"“{shortened(words.words, QUOTE)}”" if words.words else ""
            place = f"{words.path or (words.report or '')[:12]} {list(words.span) if words.span else ''}"
            lines.append(f"{'':10}{quote} {line(place)}".rstrip())
    rest = end - start - sum(counts)
    still = sum(not count for count in counts)
    if not any(counts) and not rest:
        lines.append("Nothing moved it.")
    elif rest or still:
        lines.append(f"{signed(rest, 'en'):>8}  everything else together ({still} smaller moves, passing time, rounding)")
    return "\n".join([*lines, mark]) + "\n"


def _moved(reason: Reason) -> float:
    return reason.delta if reason.change is None else reason.change


def _mark(tlp: str, synthetic: bool) -> str:
    return f"TLP:{tlp.upper()}" + (" - SYNTHETIC" if synthetic else "")


def _mean(value: Probability) -> str:
    return chance(value.mean, "en")


def _table(rows: Sequence[Row], heads: Row) -> list[str]:
    """Left-aligned columns, two spaces apart."""
    widths = [max(len(row[n]) for row in [heads, *rows]) for n in range(len(heads))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in [heads, *rows]]
