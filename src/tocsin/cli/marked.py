"""A report with what was read in it: the text itself, what is reported marked and numbered, and the notes under each paragraph."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tocsin.cli import ink, notes
from tocsin.cli.ink import BOLD, DIM, ITALIC, TIED, UNDERLINED, Letter, Paper, letters
from tocsin.cli.labels import LABELS, Lang, label
from tocsin.cli.output import safe
from tocsin.model import Reading, Report, Statement
from tocsin.model.declared import Problem

PARAGRAPH = re.compile(r"[^\S\n\r]*+\S[^\n\r]*")
TAG = re.compile(r"<[^<>]*>")
INDENT = "  "
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
OPENS, CLOSES, LEFT_OUT = "⟦", "⟧", ("⟨", "⟩")


class Mark(NamedTuple):
    """One statement's content in the text."""

    number: int
    statement: Statement

    @property
    def span(self) -> tuple[int, int]:
        """Where its content stands."""
        return self.statement.content_span


def show(report: Report, reading: Reading, problem: Problem, lang: Lang, on: Paper) -> Iterator[str]:
    """The lines of one report. One with nothing on the problem is its head alone."""
    yield from _head(reading, lang, on)
    if not reading.statements:
        yield from ink.lines(letters(label("nothing", lang), DIM), on, letters(INDENT), letters(INDENT))
        yield ""
        return
    ordered = sorted(reading.statements, key=lambda statement: (statement.content_span[0], -statement.content_span[1], statement.id))
    marks = [Mark(number, statement) for number, statement in enumerate(ordered, start=1)]
    text = safe(report.text)
    waiting = list(marks)
    for paragraph in PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        here = [mark for mark in marks if mark.span[0] < end and mark.span[1] > start]
        written = list(_paragraph(text, start, end, here, reading, lang, on))
        if any(letter.sign.isalnum() for letter in written):
            yield ""
            yield from ink.lines(written, on, letters(INDENT), letters(INDENT))
        while waiting and waiting[0].span[0] < end:
            mark = waiting.pop(0)
            yield from notes.note(mark.statement, mark.number, problem, lang, on)
    yield ""


def legend(readings: Sequence[Reading], lang: Lang, on: Paper) -> Iterator[str]:
    """What the marks mean, of those that occur."""
    acts = dict.fromkeys(statement.act for reading in readings for statement in reading.statements)
    if not acts:
        return
    parts: list[list[Letter]] = []
    if on.coloured:
        parts += [letters(label(act, lang), f"{UNDERLINED};{notes.COLOURS[act]}") for act in LABELS if act in acts]
        parts += [letters(label("legend.speaker", lang), BOLD)]
        parts += [letters(label("legend.furniture", lang), DIM)] if any(reading.furniture for reading in readings) else []
    else:
        parts += [letters(label("legend.marks", lang)), letters(f"*{label('legend.speaker', lang)}*")]
        left = LEFT_OUT[0] + label("legend.furniture", lang) + LEFT_OUT[1]
        parts += [letters(left)] if any(reading.furniture for reading in readings) else []
    parts += [letters(words.replace(" ", TIED)) for words in label("legend.polarity", lang).split(", ")]
    written = [letter for part in parts[:-1] for letter in (*part, *letters(f"{TIED}· ", DIM))]
    yield from ink.lines([*written, *parts[-1]], on, [], [])


def _head(reading: Reading, lang: Lang, on: Paper) -> Iterator[str]:
    where = reading.site or (Path(reading.path).name if reading.path else reading.report[:12])
    if reading.published_at:
        when = reading.published_at.date().isoformat()
    else:
        when = f"{reading.resolved_date} ({reading.resolved_from})" if reading.resolved_date else label("no-date", lang)
    written = [*letters(where, BOLD), *letters(f": {reading.language or label('unknown-language', lang)}, {when}")]
    if reading.chain:
        written += letters(", " + label("through", lang, chain=" ← ".join(reading.chain)))
    yield from ink.lines(written, on, [], letters(INDENT))
    if reading.flags:
        yield from ink.lines(letters(label("flags", lang, list=", ".join(reading.flags)), "33"), on, letters(INDENT), letters(INDENT))
    if reading.title:
        yield from ink.lines(letters(reading.title, f"{BOLD};{UNDERLINED}"), on, letters(INDENT), letters(INDENT))


def _paragraph(text: str, start: int, end: int, marks: Sequence[Mark], reading: Reading, lang: Lang, on: Paper) -> Iterator[Letter]:
    """The letters of one paragraph with its marks; tags are left out."""
    styles = [""] * (end - start)
    nested = sorted(marks, key=lambda mark: (mark.span[0], -mark.span[1]))
    for mark in nested:
        _paint(styles, start, mark.span, f"{UNDERLINED};{notes.COLOURS[mark.statement.act]}")
    inserted: dict[int, list[Letter]] = {}
    for mark in marks:
        speaker = mark.statement.speaker.span
        if speaker is not None and start <= speaker[0] < end:
            _paint(styles, start, speaker, BOLD, over=True)
            if not on.coloured and not any(letter.sign == "*" for letter in inserted.get(speaker[0], [])):
                inserted.setdefault(speaker[0], []).append(Letter("*"))
                inserted.setdefault(speaker[1], []).insert(0, Letter("*"))
        if mark.statement.estimate is not None:
            _paint(styles, start, mark.statement.estimate.span, f"{BOLD};{ITALIC}", over=True)
    for mark in reversed(nested):
        colour = notes.COLOURS[mark.statement.act]
        digits = str(mark.number)
        opening = letters(digits.translate(RAISED), f"{BOLD};{colour}") if on.coloured else letters(f"{OPENS}{digits}{TIED}")
        if mark.span[0] >= start:
            inserted[mark.span[0]] = [*opening, *inserted.get(mark.span[0], [])]
    if not on.coloured:
        for mark in nested:
            if mark.span[1] <= end:
                inserted[mark.span[1]] = [Letter(CLOSES), *inserted.get(mark.span[1], [])]
    out = _left_out(text, start, end, reading, lang)
    yield from _written(text, start, end, styles, inserted, out, on)


def _paint(styles: list[str], start: int, span: tuple[int, int], style: str, over: bool = False) -> None:
    for at in range(max(0, span[0] - start), min(len(styles), span[1] - start)):
        styles[at] = ";".join(filter(None, (styles[at], style))) if over else style


def _left_out(text: str, start: int, end: int, reading: Reading, lang: Lang) -> dict[int, tuple[int, str]]:
    """Where furniture begins -> where it ends, and what is shown of it: its words, a word for what a page hides, nothing of tags."""
    out: dict[int, tuple[int, str]] = {}
    for left, right in reading.furniture:
        if left < end and right > start:
            words = text[max(left, start) : min(right, end)]
            if words.startswith("<"):
                words = label("unseen", lang) if any(map(str.isalpha, TAG.sub("", words))) else ""
            words = TAG.sub("", words)
            out[max(left, start)] = min(right, end), words
    return out


def _written(
    text: str, start: int, end: int, styles: Sequence[str], inserted: dict[int, list[Letter]], out: dict[int, tuple[int, str]], on: Paper
) -> Iterator[Letter]:
    at = start
    while at < end:
        yield from inserted.pop(at, ())
        if at in out:
            after, words = out[at]
            if words.strip():
                yield from _dimmed(words, on)
            for skipped in range(at + 1, after):
                yield from inserted.pop(skipped, ())
            at = max(at + 1, after)
            continue
        yield Letter(text[at], styles[at - start])
        at += 1
    yield from inserted.pop(end, ())


def _dimmed(words: str, on: Paper) -> Iterable[Letter]:
    return letters(words, DIM) if on.coloured else [*letters(LEFT_OUT[0]), *letters(words), *letters(LEFT_OUT[1])]
