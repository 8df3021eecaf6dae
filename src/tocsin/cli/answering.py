"""The answer to "is it real?" on one screen."""

from collections.abc import Iterator, Sequence

from tocsin.cli import ink, trees
from tocsin.cli.ink import BOLD, DIM, Paper, letters
from tocsin.cli.labels import Lang
from tocsin.cli.tracing_labels import count, label
from tocsin.model.claims import Behind, Claim, Contrary
from tocsin.model.declared import Problem

COLOURS = {"withdrawn": trees.RED, "contradicted": trees.RED, "confirmed": trees.GREEN, "unconfirmed": trees.BEWARE, "nothing": DIM}
MOST = 3
"""origins, contradictions and changes that are shown; the rest is in --json"""
LONGEST = 180
"""characters of somebody's words on a screen"""


def show(claim: Claim, problem: Problem, lang: Lang, on: Paper) -> Iterator[str]:
    """The lines of one answer."""
    if claim.synthetic:
        yield from ink.lines(letters(label("synthetic", lang), DIM), on, [], [])
    yield from ink.lines(letters(_quoted(claim.words, lang)), on, [], letters(" "))
    yield from ink.lines(
        [*letters(label("question", lang) + " ", BOLD), *letters(label(claim.answer, lang), f"{BOLD};{COLOURS[claim.answer]}")],
        on,
        [],
        letters("  "),
    )
    yield from ink.lines(letters("; ".join(claim.why), DIM), on, letters("  "), letters("  "))
    first = claim.first_seen
    seen = [f"{first.at:%Y-%m-%d %H:%M} UTC", first.site, first.language, first.source_id or first.report[:8]]
    vouched = [
        label("held" if one.through == "bytes" else "held-ledger", lang, at=f"{one.at:%Y-%m-%d %H:%M}", by=one.by)
        for one in claim.stamped[:1]
    ]
    yield from _part("first-seen", [" · ".join(filter(None, seen)), *vouched], lang, on)
    yield from _part("origins", [_counted(claim, lang), *(_origin(one, lang) for one in claim.origins[:MOST])], lang, on)
    loud = [label("copied", lang, what=storm.publisher or label("unnamed", lang), count=len(storm.reports)) for storm in claim.storms]
    loud += [label("circle", lang, way=" ← ".join((*circle.outlets, circle.outlets[0]))) for circle in claim.circles]
    yield from ink.lines(letters("; ".join(loud), trees.BEWARE), on, letters("  "), letters("  ")) if loud else ()
    against = [_against(one, lang) for one in claim.contradictions[:MOST]]
    yield from _part("against", against or [label("against-none", lang)], lang, on)
    yield from _part("primary", list(_primary(claim, lang)), lang, on)
    if claim.drift:
        yield from _part("changed", [trees.changed(one, lang) for one in claim.drift[:MOST]], lang, on)
    yield from _part("alarm", list(_alarm(claim, problem, lang)), lang, on)
    wanted = [f"{number}. {one.words[lang]}" for number, one in enumerate(claim.settle, 1)]
    yield from _part("settle", wanted or [label("settle-none", lang)], lang, on)


def _part(key: str, rows: Sequence[str], lang: Lang, on: Paper) -> Iterator[str]:
    yield from ink.lines(letters(label(key, lang), BOLD), on, [], [])
    for row in rows:
        yield from ink.lines(letters(row), on, letters("  "), letters("    "))


def _counted(claim: Claim, lang: Lang) -> str:
    return label(
        "hands",
        lang,
        origins=count(len(claim.origins), "origin-one", "origin-many", lang),
        hands=count(claim.hands, "hand-one", "hand-many", lang),
    )


def _origin(one: Behind, lang: Lang) -> str:
    carried = label(
        "carried",
        lang,
        reports=count(one.reports, "report", "reports", lang),
        outlets=count(one.outlets, "outlet", "outlets", lang),
        languages=", ".join(one.languages),
    )
    grade = f"{one.grades[0].reliability}{one.grades[0].credibility}" if one.grades else ""
    parts = [one.publisher or label("unnamed", lang), label(one.kind, lang), grade, carried]
    if one.upstream.status != "unknown" and one.upstream.words:
        parts.append(label(f"upstream-{one.upstream.status}", lang, words=one.upstream.words))
    if one.hand is not None:
        parts.append(label("hand", lang, name=one.hand.partition(":")[2]))
    return " · ".join(filter(None, parts))


def _against(one: Contrary, lang: Lang) -> str:
    who = " · ".join(filter(None, (label(one.kind, lang), one.speaker, one.site, f"{one.t_known:%Y-%m-%d}")))
    interest = f" ({label('interested', lang)})" if one.interested else ""
    return f"{who}{interest}: {_quoted(one.words, lang)}"


def _primary(claim: Claim, lang: Lang) -> Iterator[str]:
    primary = claim.primary
    by = primary.by or label("unnamed", lang)
    if primary.held:
        yield label("primary-held", lang, by=by, where=primary.url or primary.source_id or (primary.report or "")[:8])
    else:
        yield label("primary-missing", lang, by=by)
    if primary.words and primary.words != primary.by:
        yield label("behind", lang, words=_cut(primary.words))


def _alarm(claim: Claim, problem: Problem, lang: Lang) -> Iterator[str]:
    alarm = claim.false_alarm
    if alarm is None:
        yield label("alarm-none", lang)
        return
    names = {one.id: one.name.get(lang, one.id) for one in problem.indicators} | {
        one.id: one.name.get(lang) or one.name.get("en", one.id) for one in problem.gazetteer
    }
    yield f"{alarm.date}: {alarm.what[lang]} ({alarm.source})"
    yield f"→ {alarm.resolved}, {label(alarm.outcome, lang)}: {alarm.how[lang]} ({alarm.resolved_by})"
    yield label("shares", lang, what=", ".join(names.get(one, one) for one in alarm.shares))


def _quoted(words: str, lang: Lang) -> str:
    return f"“{_cut(words)}”" if lang == "en" else f"« {_cut(words)} »"


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1].rsplit(" ", 1)[0] + " …"
