"""Warning time as a person reads it at six in the morning, in English and French."""

import textwrap
from datetime import UTC, datetime, time
from datetime import date as Day

from tocsin.model.declared import Problem
from tocsin.model.judgements import Probability
from tocsin.model.margin import ALL, Margin
from tocsin.warn.brief import marking
from tocsin.warn.margin.phrases import phrase
from tocsin.warn.words import Lang, day, listed, moment, number, percent, typography

WIDTH = 100
LABEL, NAME, CELL = 24, 40, 10
DAYS_SHOWN, SENSITIVE_SHOWN, FIRST_SHOWN = 31, 12, 4


def text(found: Margin, problem: Problem, lang: Lang = "en") -> str:
    """The whole table; the marking opens and closes it."""
    mark = marking(found.tlp, found.synthetic)
    lines = [mark, "", phrase("title", lang), *_wrapped(_head(found, problem, lang)), *_wrapped(phrase("if", lang)), ""]
    for key in ("in_time", "too_late", "never_seen"):
        lines.append(f"  {phrase(key, lang):<{LABEL}}{_chance(getattr(found, key), lang)}")
    lines += [
        "",
        *[row for sentence in sentences(found, problem, lang)[1:] for row in _wrapped(sentence)],
        "",
        *_table(found, lang),
    ]
    if found.by_needs:
        told = [f"{hours:g} h {percent(chance, lang)}" for hours, chance in found.by_needs]
        lines += ["", *_wrapped(phrase("needs", lang, list=", ".join(told)))]
    lines += _days(found, lang) + _next(found, problem, lang) + _sensitive(found, lang) + [""]
    numbers = [line for line in found.assumes if " to " in line and line.endswith(")")]
    assumed = sum("(assumption" in line for line in numbers)
    lines += _wrapped(phrase("rests", lang, count=number(len(numbers), lang), assumed=number(assumed, lang)))
    places = 1 if found.error < 0.01 else 0
    counts = {"scenarios": number(found.scenarios, lang), "draws": number(found.draws, lang)}
    lines += _wrapped(phrase("error", lang, **counts, error=number(max(100 * found.error, 0.1), lang, places)))
    return "\n".join([*lines, "", mark]) + "\n"


def sentences(found: Margin, problem: Problem, lang: Lang = "en") -> list[str]:
    """The short form, for a brief: masses, hours, the worst, who is first, what is blind, false confirmations."""
    masses = ", ".join(f"{phrase(key, lang)} {_chance(getattr(found, key), lang)}" for key in ("in_time", "too_late", "never_seen"))
    out = [phrase("masses", lang, list=masses), _hours(found, lang)]
    worst = next((row for row in found.strategies if row.strategy == found.worst.strategy), None)
    way, name = (_label(worst.way, lang), _label(worst.name, lang)) if worst is not None else (found.worst.pathway, found.worst.strategy)
    out.append(phrase("worst", lang, way=way, name=name, chance=percent(found.worst.not_in_time, lang)))
    channels = _channels(problem, lang)
    if found.first_seen_by:
        shown = [f"{channels.get(c, c)} {percent(share, lang)}" for c, share in list(found.first_seen_by.items())[:FIRST_SHOWN]]
        rest = percent(max(0.0, 1 - sum(found.first_seen_by.values())), lang)
        out.append(phrase("first", lang, list=", ".join(shown), rest=rest))
    for why in dict.fromkeys(_label(one.why, lang) for one in found.blind):
        names = [channels.get(one.channel, one.channel) for one in found.blind if _label(one.why, lang) == why]
        out.append(phrase("blind", lang, names=listed(names, lang), why=why))
    if found.blind and found.looks == "none":
        out.append(phrase("elements", lang))
    if "assumed" in found.looks:
        out.append(phrase("assumed", lang))
    if found.without:
        out.append(phrase("without", lang, list=listed([channels.get(name, name) for name in found.without], lang)))
    if found.false_confirmations is not None:
        rate = found.false_confirmations.per_year
        values = {
            name: number(value, lang, 0 if value >= 10 else 1)
            for name, value in (("rate", rate.mean), ("low", rate.low), ("high", rate.high))
        }
        out.append(phrase("false", lang, **values))
    return out


def _head(found: Margin, problem: Problem, lang: Lang) -> str:
    paths = problem.pathways.paths if problem.pathways is not None else ()
    if found.pathway == ALL:
        what = phrase("all", lang, count=str(len(paths)))
    else:
        what = phrase("one", lang, name=next((_label(path.name, lang) for path in paths if path.id == found.pathway), found.pathway))
    return phrase(
        "head",
        lang,
        moment=moment(found.as_of, lang),
        what=what,
        needs=number(found.needs_hours, lang, 0 if found.needs_hours % 1 == 0 else 1),
    )


def _hours(found: Margin, lang: Lang) -> str:
    low, median, high = (found.hours[name] for name in ("p25", "p50", "p75"))
    if low is None or median is None or high is None:
        return phrase("never", lang)
    told = phrase("before" if median >= 0 else "after", lang, hours=_hour(abs(median), lang))
    return phrase("hours", lang, median=told, low=_hour(low, lang), high=_hour(high, lang))


def _hour(value: float, lang: Lang) -> str:
    told = number(abs(value), lang, 0 if abs(value) >= 10 else 1)
    return ("−" if value < 0 and told.strip("0.,") else "") + told


def _table(found: Margin, lang: Lang) -> list[str]:
    heads = [phrase(key, lang) for key in ("share", "in_time", "too_late.short", "never_seen.short", "lasts", "median")]
    lines = [_line(phrase("strategies", lang), heads)]
    for k, one in enumerate(found.strategies):
        if k == 0 or found.strategies[k - 1].pathway != one.pathway:
            lines.append(_label(one.way, lang))
        median = one.hours["p50"]
        cells = [percent(value.mean, lang) for value in (one.share, one.in_time, one.too_late, one.never_seen)]
        cells += [f"{_hour(one.takes_hours['p50'], lang)} h", "-" if median is None else f"{_hour(median, lang)} h"]
        first, *more = textwrap.wrap(_label(one.name, lang), NAME - 3, break_on_hyphens=False)
        lines += [_line(f"  {first}", cells), *(f"    {line}" for line in more)]
    return lines


def _line(name: str, cells: list[str]) -> str:
    return f"{name:<{NAME}}" + "".join(f"{cell:>{CELL}}" for cell in cells)


def _tenths(value: float, lang: Lang) -> str:
    """A percentage with one decimal: days differ by little."""
    return typography(f"{number(100 * value, lang, 1)} %") if lang == "fr" else f"{number(100 * value, lang, 1)}%"


def _days(found: Margin, lang: Lang) -> list[str]:
    if not found.by_date:
        return []
    heads = [phrase(key, lang) for key in ("in_time", "too_late.short", "never_seen.short", "median")]
    lines = ["", _line(phrase("days", lang), heads)]
    for one in found.by_date[:DAYS_SHOWN]:
        median = "-" if one.median is None else f"{_hour(one.median, lang)} h"
        cells = [*(_tenths(value.mean, lang) for value in (one.in_time, one.too_late, one.never_seen)), median]
        lines.append(_line(f"  {_date(one.date, lang)}", cells))
    best, worst = max(found.by_date, key=lambda d: d.in_time.mean), min(found.by_date, key=lambda d: d.in_time.mean)
    values = {"best": _date(best.date, lang), "worst": _date(worst.date, lang)}
    chances = {"best_chance": _tenths(best.in_time.mean, lang), "worst_chance": _tenths(worst.in_time.mean, lang)}
    return [*lines, *_wrapped(phrase("days.best", lang, **values, **chances))]


def _next(found: Margin, problem: Problem, lang: Lang) -> list[str]:
    if not found.next_looks:
        return []
    names = {place.id: _label(place.name, lang) for place in problem.places}
    lines = ["", *_wrapped(phrase("next", lang))]
    for look in found.next_looks:
        told = f"{names.get(look.site, look.site)}, {look.sensor}, {moment(look.at, lang)}"
        lines.append(f"  {number(10_000 * look.gain, lang, 1):>7}  {told}")
    return lines


def _sensitive(found: Margin, lang: Lang) -> list[str]:
    if not found.sensitive:
        return []
    lines = ["", *_wrapped(phrase("sensitive", lang))]
    for row in found.sensitive[:SENSITIVE_SHOWN]:
        lines.append(
            f"  {percent(row.at_low, lang):>6} -> {percent(row.at_high, lang):<7} {row.path.removeprefix('pathways.')}  {row.at or ''}"
        )
    return lines


def _chance(value: Probability, lang: Lang) -> str:
    span = (
        f"{percent(value.low, lang)} to {percent(value.high, lang)}"
        if lang == "en"
        else f"{percent(value.low, lang)} à {percent(value.high, lang)}"
    )
    return f"{percent(value.mean, lang)} {phrase('range', lang, span=span)}"


def _channels(problem: Problem, lang: Lang) -> dict[str, str]:
    return {c.id: _label(c.name, lang) for c in (problem.pathways.channels if problem.pathways is not None else ())}


def _label(labels: dict[str, str], lang: Lang) -> str:
    return labels.get(lang) or labels["en"]


def _date(date: Day, lang: Lang) -> str:
    return day(datetime.combine(date, time(), UTC), lang)


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line, WIDTH, break_on_hyphens=False)
