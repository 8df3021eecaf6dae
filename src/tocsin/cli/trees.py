"""An origin as a tree that a person reads at a glance: who from whom, how, in what language, when, how good, and what changed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from tocsin.cli import ink
from tocsin.cli.ink import BOLD, DIM, Letter, Paper, letters
from tocsin.cli.labels import Lang
from tocsin.cli.tracing_labels import count, label
from tocsin.model import Drift, Grade, Link, Origin, Reading

ALIKE = 6
"""leaves of one parent that are shown one by one; of more, unchanged ones are counted"""
DEEPEST = 8
"""steps to the right; deeper ones stay there, or a narrow terminal has no room for words"""
BEWARE = "33"
"""yellow"""
GREEN, RED = "32", "31"


def show(origin: Origin, readings: Mapping[str, Reading], lang: Lang, on: Paper) -> Iterator[str]:
    """The lines of one origin: head, claim, tree, and the reasons of the grades."""
    grades = _by_hop(origin.grades)
    yield from _head(origin, grades, lang, on)
    children: defaultdict[str | None, list[Link]] = defaultdict(list)
    held = {link.id for link in origin.reports}
    roots = [link for link in origin.reports if link.link == "original"]
    root = roots[0].id if roots else None
    for link in sorted(origin.reports, key=lambda one: (one.t_known, one.id)):
        if link.id != root:
            children[link.parent if link.parent in held and link.parent != link.id else root].append(link)
    if root is not None:
        yield from _line(roots[0], "  ", "  ", readings, origin, grades, lang, on)
    yield from _below(root, children, "  ", readings, origin, grades, lang, on, set())
    for grade in origin.grades:
        by = f" ({label('by', lang, who=grade.by)})" if grade.by != "machine" else ""
        said = letters(f"{grade.hop}{by}: {'; '.join(grade.why)}", DIM)
        yield from ink.lines(said, on, [*letters("  "), *_mark(grade), *letters(" ")], letters("     "))
    yield ""


def age(earlier: datetime, later: datetime) -> str:
    """How much later: `+25 min`, `+4 h`, `+2 d`."""
    passed = max(timedelta(0), later - earlier)
    if passed < timedelta(hours=1):
        return f"+{passed // timedelta(minutes=1)} min"
    return f"+{passed // timedelta(hours=1)} h" if passed < timedelta(days=2) else f"+{passed.days} d"


def named(link: Link, reading: Reading | None) -> str:
    """The outlet of a report, else its file, else its id."""
    if reading is not None and reading.site:
        return reading.site
    return (Path(link.path).name if link.path else None) or link.source_id or link.id[:12]


def changed(drift: Drift, lang: Lang) -> str:
    """What changed on the way, was and now."""
    said = label("was", lang, kind=label(drift.kind, lang), words=drift.words, was=drift.was)
    return f"{said} ({label('inherited', lang)})" if drift.inherited else said


def _head(origin: Origin, grades: Mapping[str, Grade], lang: Lang, on: Paper) -> Iterator[str]:
    name = origin.publisher or label("unnamed", lang)
    parts = [label(origin.kind, lang), f"{origin.first_seen:%Y-%m-%d %H:%M} UTC", count(len(origin.reports), "report", "reports", lang)]
    if origin.hand is not None:
        parts.append(label("hand", lang, name=origin.hand.partition(":")[2]))
    written = [*letters(name, BOLD), *letters(f" · {' · '.join(parts)}")]
    if name in grades:
        written += [*letters(" · "), *_mark(grades[name])]
    yield from ink.lines([*written, *letters(f" · {origin.id[:8]}", DIM)], on, [], letters("  "))
    yield from ink.lines(letters(f"“{origin.claim}”" if lang == "en" else f"« {origin.claim} »"), on, letters("  "), letters("  "))
    if origin.upstream.status != "unknown":
        words = origin.upstream.words or origin.upstream.id or ""
        yield from ink.lines(
            letters(label(f"upstream-{origin.upstream.status}", lang, words=words), DIM), on, letters("  "), letters("    ")
        )


def _below(
    parent: str | None,
    children: Mapping[str | None, Sequence[Link]],
    margin: str,
    readings: Mapping[str, Reading],
    origin: Origin,
    grades: Mapping[str, Grade],
    lang: Lang,
    on: Paper,
    seen: set[str],
) -> Iterator[str]:
    """The lines of everything that has it from `parent`."""
    below = [link for link in children.get(parent, ()) if link.id not in seen]
    plain = [link for link in below if not link.drift and not children.get(link.id) and link.link in ("copy", "rewrite", "translation")]
    hidden = {link.id for link in plain[ALIKE - 1 :]} if len(plain) > ALIKE else set()
    shown = [link for link in below if link.id not in hidden]
    for place, link in enumerate(shown):
        seen.add(link.id)
        last = place == len(shown) - 1 and not hidden
        deep = len(margin) >= 2 + 3 * DEEPEST
        branch, under = ("└─ ", "   ") if last else ("├─ ", "│  ")
        yield from _line(link, margin + branch, margin + under, readings, origin, grades, lang, on)
        yield from _below(link.id, children, margin if deep else margin + under, readings, origin, grades, lang, on, seen)
    if hidden:
        yield from ink.lines(
            letters(label("more", lang, count=len(hidden)), DIM), on, letters(f"{margin}└─ ", DIM), letters(f"{margin}   ")
        )


def _line(
    link: Link,
    first: str,
    rest: str,
    readings: Mapping[str, Reading],
    origin: Origin,
    grades: Mapping[str, Grade],
    lang: Lang,
    on: Paper,
) -> Iterator[str]:
    """One report: outlet, kind of link, language, how much later, grade, its id; below it what changed."""
    reading = readings.get(link.id)
    name = named(link, reading)
    written = [*letters(name, BOLD if link.link == "original" else ""), *letters(f" · {label(link.link, lang)}")]
    for hand in link.through:
        state = label("not-held" if hand.named else "described", lang)
        written += letters(f" ← {hand.name} ({state})", DIM)
    if reading is not None and reading.language:
        written += letters(f" · {reading.language}")
    when = f"{link.t_known:%m-%d %H:%M}" if link.link == "original" else age(origin.first_seen, link.t_known)
    written += letters(f" · {when}")
    if name in grades and link.link != "original":
        written += [*letters(" · "), *_mark(grades[name])]
    written += letters(f" · {link.source_id or link.id[:8]}", DIM)
    yield from ink.lines(written, on, letters(first, DIM), letters(f"{rest}  ", DIM))
    for drift in link.drift:
        yield from ink.lines(letters(f"≠ {changed(drift, lang)}", BEWARE), on, letters(f"{rest}  ", DIM), letters(f"{rest}    ", DIM))


def _by_hop(grades: Sequence[Grade]) -> dict[str, Grade]:
    """The grade of each hop: a person's before the machine's."""
    found: dict[str, Grade] = {}
    for grade in grades:
        if grade.hop not in found or grade.by != "machine":
            found[grade.hop] = grade
    return found


def _mark(grade: Grade) -> list[Letter]:
    colour = GREEN if grade.credibility <= 2 else RED if grade.credibility in (4, 5) else ""
    return letters(f"{grade.reliability}{grade.credibility}", f"{BOLD};{colour}".rstrip(";"))
