"""What to take next, as a person reads it, in English and French."""

import textwrap
from collections.abc import Mapping

from tocsin.model.declared import Problem
from tocsin.model.pathways import Limits
from tocsin.model.tasking import Pick, Tasking
from tocsin.warn.brief import marking
from tocsin.warn.drawing import Bar, Frame, Part, Picture, Scale, bars
from tocsin.warn.margin.phrases import phrase
from tocsin.warn.words import Lang, listed, moment, number, percent, semicolons

WIDTH = 100
PER = 10_000
INDENT = 24


def text(found: Tasking, problem: Problem, lang: Lang = "en") -> str:
    """The choice, what each takes off, what could not be exceeded, and how it held on other draws; the marking opens and closes it."""
    mark = marking(found.tlp, found.synthetic)
    values = {"moment": moment(found.as_of, lang), "most": str(found.most), "needs": number(found.needs_hours, lang)}
    head = phrase(
        "task.head", lang, **values, budget="" if found.budget is None else phrase("task.budget", lang, budget=f"{found.budget:g}")
    )
    lines = [
        mark,
        "",
        phrase("task.title", lang),
        *_wrapped(head),
        *_wrapped(phrase("task.nothing", lang)),
        *_wrapped(phrase("if", lang)),
        "",
    ]
    lines += _wrapped(phrase("task.before", lang, before=_exact(found.before, lang), after=_exact(found.after, lang)))
    if found.picks:
        lines += [phrase("task.each", lang, per=number(PER, lang))]
    lines += [row for pick in found.picks for row in _row(pick, problem, lang)]
    if not found.picks:
        lines += _wrapped(phrase("task.none", lang))
    bound = {"bound": _count(found.bound, lang), "saved": _count(found.before - found.after, lang), "per": number(PER, lang)}
    lines += ["", *_wrapped(phrase("task.bound", lang, **bound))]
    if found.violations:
        lines += _wrapped(phrase("task.violations", lang, count=str(found.violations), bound=_count(found.bound_submodular, lang)))
    told = [f"{phrase('task.' + one.method, lang)} {_count(one.before - one.after, lang)}" for one in found.checked]
    lines += _wrapped(phrase("task.checked", lang, list=", ".join(told), per=number(PER, lang)))
    if found.solved is not None:
        state = phrase("task.optimal" if found.solved.optimal else "task.gap", lang, gap=percent(found.solved.gap, lang))
        lines += _wrapped(phrase("task.solved", lang, cases=number(found.solved.scenarios, lang), state=state))
    channels = {c.id: c.name.get(lang) or c.name["en"] for c in (problem.pathways.channels if problem.pathways else ())}
    if found.limits is not None and (within := limited(found.limits, channels, lang)):
        lines += _wrapped(phrase("task.constraints", lang, list=semicolons(within, lang)))
    for why in dict.fromkeys(one.why.get(lang) or one.why["en"] for one in found.blind):
        names = [channels.get(one.channel, one.channel) for one in found.blind if (one.why.get(lang) or one.why["en"]) == why]
        lines += _wrapped(phrase("blind", lang, names=listed(names, lang), why=why))
    if found.blind and found.passes == "none":
        lines += _wrapped(phrase("elements", lang))
    if "assumed" in found.passes:
        lines += _wrapped(phrase("assumed", lang))
    return "\n".join([*lines, "", mark]) + "\n"


def limited(limits: Limits, channels: Mapping[str, str], lang: Lang) -> list[str]:
    """Each hard constraint in words; `channels`: their names in this language, else their ids stand."""
    found = []
    if limits.per_satellite_day is not None:
        found.append(phrase("limit.day", lang, count=str(limits.per_satellite_day)))
    if limits.apart_minutes:
        found.append(phrase("limit.apart", lang, minutes=number(limits.apart_minutes, lang, 0 if limits.apart_minutes % 1 == 0 else 1)))
    return found + [
        phrase("limit.channel", lang, count=str(most), name=channels.get(channel, channel)) for channel, most in limits.per_channel.items()
    ]


def _told(pick: Pick, problem: Problem, lang: Lang) -> str:
    """`commercial radar images: Bryansk-18, iceye, 26 November 2024, 06:42 UTC`, or what an option is called."""
    if pick.kind == "option":
        return pick.name.get(lang) or pick.name["en"]
    sites = {place.id: place.name.get(lang) or place.name["en"] for place in problem.places}
    channels = {c.id: c.name.get(lang) or c.name["en"] for c in (problem.pathways.channels if problem.pathways else ())}
    when = moment(pick.at, lang) if pick.at is not None else ""
    colon = ": " if lang == "en" else "\N{NARROW NO-BREAK SPACE}: "
    return f"{channels.get(pick.channel or '', pick.channel)}{colon}{sites.get(pick.site or '', pick.site)}, {pick.sensor}, {when}"


def _row(pick: Pick, problem: Problem, lang: Lang) -> list[str]:
    """The choice behind what it gains, what is left and its cost: `     9   97.2%   4  commercial radar images: ...`."""
    first, *more = textwrap.wrap(_told(pick, problem, lang), WIDTH - INDENT, break_on_hyphens=False)
    cost = f"{pick.cost:g}" if lang == "en" else f"{pick.cost:g}".replace(".", ",")
    return [f"{_count(pick.gain, lang):>7}{_exact(pick.left, lang):>10}{cost:>5}  {first}", *(" " * INDENT + line for line in more)]


def picture(found: Tasking, problem: Problem, lang: Lang = "en") -> Picture:
    """A bar for each of the choice, in its order: of so many cases, how many more it warns in time, given those above it."""
    rows = [Bar(_told(pick, problem, lang), [Part("", PER * pick.gain)], said=_count(pick.gain, lang)) for pick in found.picks]
    said = phrase("task.before", lang, before=_exact(found.before, lang), after=_exact(found.after, lang))
    note = f"{phrase('if', lang)} {phrase('task.nothing', lang)}"
    frame = Frame(phrase("plot.task", lang, per=number(PER, lang)), said, marking(found.tlp, found.synthetic), lang, note)
    return bars(frame, rows, scale=Scale("number"))


def _count(value: float, lang: Lang) -> str:
    return number(value * PER, lang, 0 if abs(value) * PER >= 10 else 1)


def _exact(value: float, lang: Lang) -> str:
    """A percentage with two decimals: looks move it by little."""
    return number(100 * value, lang, 2) + ("%" if lang == "en" else "\N{NARROW NO-BREAK SPACE}%")


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line, WIDTH, break_on_hyphens=False)
