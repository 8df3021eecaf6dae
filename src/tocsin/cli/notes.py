"""The note of one statement: in what act, who, through whom, how sure, which way it points, and what it bears on."""

from collections.abc import Iterator

from tocsin.cli import ink
from tocsin.cli.ink import BOLD, DIM, TIED, Letter, Paper, letters
from tocsin.cli.labels import Lang, label
from tocsin.model import Speaker, Statement
from tocsin.model.declared import Problem
from tocsin.warn.words import percent

COLOURS = {
    "threat": "31",
    "warning": "33",
    "assessment": "36",
    "commitment": "34",
    "denial": "35",
    "disclosure": "32",
    "report": "39",
    "criticism": "95",
    "doctrine": "94",
    "event": "39",
}
"""of the acts: the sixteen that every terminal's owner has made readable for himself"""
ARROWS = {"raises": "▲", "lowers": "▼", "neutral": "–"}
ARROW_COLOURS = {"raises": "31", "lowers": "32", "neutral": DIM}
CELLS = 10
"""of the bar that shows a range of probability"""
TOGETHER = 48
"""characters of an estimate with its yardstick that stay on one line"""
LONGEST = 90
"""characters of a reason or condition that a note repeats"""


def note(statement: Statement, number: int, problem: Problem, lang: Lang, on: Paper) -> Iterator[str]:
    """Its lines: a head (number, act, who), and what it says below."""
    colour = COLOURS[statement.act]
    digits = str(number)
    gutter = letters("  │ ", DIM)
    head = [
        *letters(digits + TIED, f"{BOLD};{colour}"),
        *letters(ARROWS[statement.polarity] + TIED, ARROW_COLOURS[statement.polarity]),
        *letters(label(statement.act, lang) + (":" if lang == "en" else TIED + ":"), colour),
        Letter(" "),
        *who(statement.speaker, lang, BOLD),
    ]
    for key, other in (("held", statement.holder), ("told", statement.told_by)):
        if other is not None:
            before, after = label(key, lang, who="\0").split("\0")
            head += [*letters(f"; {before}"), *who(other, lang, ""), *letters(after)]
    if statement.co_speakers:
        head += letters("; " + label("together", lang, who=", ".join(other.text or "" for other in statement.co_speakers)))
    if statement.via:
        head += letters("; " + label("via", lang, who=" ← ".join(statement.via)))
    if statement.interested:
        head += letters("; " + label("interested", lang))
    inner = letters("  │ " + " " * (len(digits) + 3), DIM)
    says = _says(statement, problem, lang)
    whole = list(ink.lines([*head, Letter(" "), *says], on, gutter, inner))
    if len(whole) == 1 or not says:
        yield from whole
        return
    yield from ink.lines(head, on, gutter, inner)
    yield from ink.lines(says, on, inner, [*inner, *letters("   ")])


def who(speaker: Speaker, lang: Lang, style: str) -> list[Letter]:
    """The words of the report, the name where it is another, and the kind. Anonymous ones keep to their words."""
    words = speaker.text or label("itself", lang)
    kind = label(speaker.kind, lang)
    if speaker.kind == "anonymous":
        if speaker.count and speaker.count > 1:
            kind += ", " + label("people", lang, count=speaker.count)
    elif speaker.name and speaker.name.casefold() != words.casefold():
        words += f" = {speaker.name}"
    return letters(words, style) if speaker.text is None else [*letters(words, style), *letters(f" ({kind})", DIM)]


def bar(low: float, high: float) -> str:
    """A range of probability drawn from 0 to 1: `··■■······`."""
    first, last = int(low * CELLS + 0.5), int(high * CELLS + 0.5)
    if first >= last:
        first = min(int(low * CELLS), CELLS - 1)
        last = first + 1
    return "·" * first + "■" * (last - first) + "·" * (CELLS - last)


def _says(statement: Statement, problem: Problem, lang: Lang) -> list[Letter]:
    names = {item.id: item.name.get(lang, item.id) for item in problem.indicators}
    names |= {item.id: item.name.get(lang, item.id) for item in problem.hypotheses}
    parts: list[list[Letter]] = []
    on = [names.get(key, key) for key in (*statement.indicators, *statement.hypotheses)]
    if on:
        parts.append(letters(f"-> {', '.join(on)}"))
    if statement.estimate is not None:
        parts.append(_estimate(statement, lang))
    plain = [
        label(f"change.{statement.change}", lang) if statement.change else "",
        label("negated", lang) if statement.negated else "",
        label("dissent", lang) if statement.dissent else "",
        label(statement.position, lang) if statement.position else "",
    ]
    if statement.red_line is not None:
        plain += [
            label("condition", lang, words=_short(statement.red_line.condition)) if statement.red_line.condition else "",
            label("consequence", lang, words=_short(statement.red_line.consequence)) if statement.red_line.consequence else "",
        ]
    elif statement.conditional_on:
        plain.append(label("condition", lang, words=_short(statement.conditional_on)))
    plain += [
        label("because", lang, words=_short(statement.because)) if statement.because else "",
        label("dated", lang, date=statement.date) if statement.date else "",
        label("clock", lang, words=statement.clock.text) if statement.clock else "",
        label("order", lang, place=str(statement.order)) if statement.order else "",
        label("target", lang, words=statement.target) if statement.target else "",
        label("by-model", lang) if statement.reader == "model" else "",
    ]
    parts += [letters(words) for words in plain if words]
    written: list[Letter] = []
    for part in parts:
        written += [*(letters(f"{TIED}· ", DIM) if written else ()), *part]
    return written


def _estimate(statement: Statement, lang: Lang) -> list[Letter]:
    estimate = statement.estimate
    if estimate is None:
        return []
    yardstick = estimate.yardstick or label("no-yardstick", lang)
    drawn: list[Letter] = []
    if estimate.low is not None and estimate.high is not None:
        low, high = percent(estimate.low, lang), percent(estimate.high, lang)
        yardstick += ", " + label("range", lang, low=low, high=high)
        drawn = letters(TIED + bar(estimate.low, estimate.high), "36")
    if estimate.via_translation:
        yardstick += ", " + label("translated", lang)
    marks = ("“", "”") if lang == "en" else ("«" + TIED, TIED + "»")
    words = f"{marks[0]}{' '.join(estimate.phrase.split())}{marks[1]} ({yardstick})"
    return [*letters(words.replace(" ", TIED) if len(words) <= TOGETHER else words), *drawn]


def _short(words: str | None) -> str:
    flat = " ".join((words or "").split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1].rstrip() + "…"
