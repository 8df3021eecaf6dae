"""An assessment, and the reasons of one hypothesis, as tables for people."""

import textwrap
from collections.abc import Sequence

from tocsin.model import Assessment, Probability, Reason, Reasons, Reference
from tocsin.model.declared import Problem
from tocsin.warn.neutral import line, shortened
from tocsin.warn.resting import wide
from tocsin.warn.words import chance, day, denominator, moment, number, percent, signed, span

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
        (shortened(names.get(h.id, h.id), NAME), *(_mean(h.probability[str(days)]) for days in judged.horizons), h.confidence.level)
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


def reasons(found: Reasons, problem: Problem | None = None) -> str:
    """What moved one hypothesis, in English, in chances that add up, with the words each rests on. `problem` gives the names."""
    names = {h.id: h.name.get("en", h.id) for h in problem.hypotheses} if problem else {}
    indicators = {i.id: i.name.get("en", i.id) for i in problem.indicators} if problem else {}
    before = found.previous or found.base_rate
    per = denominator(max(found.probability.mean, before.mean))
    start, end = round(before.mean * per), round(found.probability.mean * per)
    since = f"since {moment(found.since, 'en')}" if found.since else "from the base rate"
    mark = _mark(found.tlp, found.synthetic)
    name = names.get(found.hypothesis, found.hypothesis)
    lines = [
        mark,
        *textwrap.wrap(f"{name} within {found.horizon} days, {since}: from {_mean(before)} to {_mean(found.probability)}", WIDTH),
        f"In chances out of {number(per, 'en')}, from {number(start, 'en')} to {number(end, 'en')}:",
    ]
    compared = found.since is not None
    moves = [(reason.change or 0.0) if compared else reason.delta for reason in found.reasons]
    counts = [round(move * per) for move in moves]
    for reason, count in zip(found.reasons, counts, strict=True):
        if not count:
            continue
        lines += textwrap.wrap(
            f"{signed(count, 'en'):>8}  {_mover(reason, indicators)}", WIDTH, subsequent_indent=" " * 12, drop_whitespace=False
        )
        for words in reason.words[:2]:
            lines += textwrap.wrap(_words(words), WIDTH, initial_indent=" " * 10, subsequent_indent=" " * 12, break_on_hyphens=False)
    rest = end - start - sum(counts)
    still = sum(not count for count in counts)
    if not any(counts) and not rest:
        lines.append("Nothing moved it.")
    elif rest or still:
        lines.append(f"{signed(rest, 'en'):>8}  everything else together ({still} smaller moves, rounding)")
    lines += _views(found, indicators, per)
    return "\n".join([*lines, mark]) + "\n"


ELSE = {"time": "time passing: indications fade, and so do silences", "declarations": "other declared numbers than then"}
"""what the rows are called that no observation stands behind"""


def _mover(reason: Reason, indicators: dict[str, str]) -> str:
    if reason.observation in ELSE:
        return ELSE[reason.observation]
    who = "silence where somebody was looking" if reason.observation.startswith("silence:") else line(reason.publisher or "unnamed source")
    on = reason.indicator or reason.observation.removeprefix("silence:")
    name = indicators.get(on, on if reason.indicator or reason.observation.startswith("silence:") else "several indicators")
    return f"{name}: {shortened(who, NAME)}"


def _views(found: Reasons, indicators: dict[str, str], per: int) -> list[str]:
    """The same moves by indicator and by origin, one line each; they add up alike."""
    lines = []
    for title, parts in (("By indicator", found.by_indicator), ("By origin", found.by_origin)):
        told = []
        for part in parts:
            count = round((part.change or 0.0 if found.since is not None else part.delta) * per)
            silent = part.id.startswith("silence:")
            name = part.name or indicators.get(part.id.removeprefix("silence:"), part.id.removeprefix("silence:")[:12])
            if count:
                told.append(
                    f"{part.id if part.id in ELSE else shortened(line(name), NAME)}{' (silence)' if silent else ''} {signed(count, 'en')}"
                )
        if told:
            lines += textwrap.wrap(f"{title}: {'; '.join(told)}.", WIDTH, subsequent_indent="  ", break_on_hyphens=False)
    return lines


def _ranges(judged: Assessment, names: dict[str, str]) -> list[str]:
    """At 30 days, or the middle horizon: the 90% range of every hypothesis, its base rate, and what another prior would make of it."""
    at = "30" if 30 in judged.horizons else str(judged.horizons[len(judged.horizons) // 2])
    rows = []
    for h in judged.hypotheses:
        mean, base = h.probability[at].mean, h.base_rate.get(at)
        told = (span(h.probability[at], "en"), chance(base.mean, "en", mean) if base else "none")
        another = (chance(h.prior_times_10, "en", mean), chance(h.prior_over_10, "en", mean)) if at == "30" else ()
        rows.append((shortened(names.get(h.id, h.id), WHO), *told, *another))
    return _table(rows, (f"at {at} days", "90% range", "base rate", *(("prior x10", "prior /10") if at == "30" else ())))


def _lines(told: Sequence[str]) -> list[str]:
    return [row for one in told for row in textwrap.wrap(one, WIDTH, subsequent_indent="    ", break_on_hyphens=False)]


def _words(words: Reference) -> str:
    quote = f"“{shortened(words.words, QUOTE)}”" if words.words else ""
    file = "/".join((words.path or (words.report or "")[:12]).split("/")[-2:])
    where = f", characters {words.span[0]:,}-{words.span[1]:,}" if words.span else ""
    return f"{quote} {line(file)}{where}".strip()


def _mark(tlp: str, synthetic: bool) -> str:
    return f"TLP:{tlp.upper()}" + (" - SYNTHETIC" if synthetic else "")


def _mean(value: Probability) -> str:
    return chance(value.mean, "en")


def _table(rows: Sequence[Row], heads: Row) -> list[str]:
    """Left-aligned columns, two spaces apart."""
    widths = [max(len(row[n]) for row in [heads, *rows]) for n in range(len(heads))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in [heads, *rows]]
