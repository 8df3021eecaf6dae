"""Other people's judgements and decisions, for people: who judged what when, what is new in it, and ours beside."""

from collections.abc import Iterator, Sequence

from tocsin.cli import ink
from tocsin.cli.ink import BOLD, DIM, Paper
from tocsin.cli.labels import Lang
from tocsin.cli.register_labels import label
from tocsin.cli.registers import Names, head, quoted, row, told
from tocsin.judge.opinions import UNSTATED
from tocsin.model import Probability
from tocsin.model.decisions import Beside, DecisionRow, Decisions, Given
from tocsin.model.declared import Problem, SourceProfile
from tocsin.model.opinions import Assessor, Others, View
from tocsin.warn.words import chance


def judgements(found: Others, problem: Problem, sources: Sequence[SourceProfile], lang: Lang, on: Paper) -> Iterator[str]:
    """Assessors in order of their first judgement, then the pools and why the rest is in none."""
    names = Names(problem, lang, sources)
    yield from head(label("judgements", lang, day=f"{found.as_of:%Y-%m-%d}"), found, None, lang, on)
    yield from row(label("beside", lang), on, 2, DIM)
    for one in found.assessors:
        yield ""
        yield from _assessor(one, names, lang, on)
    if not found.assessors:
        yield from row(label("none", lang), on, 2)
    if found.pools:
        yield ""
        yield from row(label("pools", lang), on, 0, BOLD)
    for pool in found.pools:
        shares = {"median": percent(pool.median, lang), "low": percent(pool.low, lang), "high": percent(pool.high, lang)}
        who = ", ".join(pool.who)
        yield from row(label("pool", lang, event=names.of(pool.hypothesis), day=pool.until, n=pool.n, who=who, **shares), on, 2)
        if pool.ours is not None:
            yield from row(label("pool-ours", lang, days=pool.ours_days, **_parts(pool.ours, lang)), on, 4)
    if found.not_pooled:
        yield ""
        left = [f"{label(f'why-{why}', lang)} {count}" for why, count in found.not_pooled.items()]
        yield from row(label("not-pooled", lang, list=", ".join(left)), on, 0, DIM)


def percent(share: float, lang: Lang) -> str:
    """A share in whole per cent."""
    return f"{100 * share:.0f}{'%' if lang == 'en' else ink.TIED + '%'}"


def _parts(one: Probability, lang: Lang) -> dict[str, str]:
    return {"mean": chance(one.mean, lang), "low": chance(one.low, lang), "high": chance(one.high, lang)}


def _assessor(one: Assessor, names: Names, lang: Lang, on: Paper) -> Iterator[str]:
    event = label("event-unstated", lang) if one.hypothesis == UNSTATED else label("of-event", lang, event=names.of(one.hypothesis))
    condition = "" if one.condition == UNSTATED else "; " + label("on-condition", lang, words=names.of(one.condition))
    yield from row(f"{one.by}, {event}{condition}", on, 0, BOLD)
    for view in one.views:
        yield from row(f"{view.date}  {_view(view, lang)}", on, 2)
    if one.consistent is not None:
        yield from row(label("consistent" if one.consistent else "inconsistent", lang, count=one.new), on, 2, DIM)


def _view(view: View, lang: Lang) -> str:
    said = quoted(view.phrase, lang) if view.phrase else label("no-words", lang)
    parts = [f"{said}{_band(view.low, view.median, view.high, lang)}"]
    if view.horizon == UNSTATED:
        parts.append(label("horizon-unstated", lang))
    else:
        parts.append(label("until", lang, day=view.until) if view.until is not None else label("horizon", lang, words=view.horizon))
    if view.dissent:
        parts.append(label("dissent", lang))
    parts.append(label(f"status-{view.status}", lang))
    made_up = f" [{label('made-up', lang)}]" if view.words.synthetic else ""
    return "; ".join(parts) + made_up


def _band(low: float | None, median: float | None, high: float | None, lang: Lang) -> str:
    if low is None or median is None or high is None:
        return ""
    return ": " + label("band", lang, median=percent(median, lang), low=percent(low, lang), high=percent(high, lang))


def decisions(found: Decisions, problem: Problem, sources: Sequence[SourceProfile], lang: Lang, on: Paper) -> Iterator[str]:
    """Decisions, oldest first, each with judgements before and after."""
    names = Names(problem, lang, sources)
    yield from head(label("decisions", lang, day=f"{found.as_of:%Y-%m-%d}"), found, found.checked, lang, on)
    for one in found.decisions:
        yield ""
        yield from _decision(one, names, lang, on)
    if not found.decisions:
        yield from row(label("none", lang), on, 2)


def _decision(one: DecisionRow, names: Names, lang: Lang, on: Paper) -> Iterator[str]:
    yield from row(f"{one.date}  {names.labels(one.what)} ({names.of(one.by)}) [{one.id}]", on, 0, BOLD)
    for view in one.ours:
        shares = {"before": _short(view.before, lang), "after": _short(view.after, lang)}
        said = label("ours-line", lang, event=names.of(view.hypothesis), days=view.horizon, **shares)
        yield from row(f"{label('ours', lang)}: {said}", on, 2)
    if one.ours_missing is not None:
        yield from row(label("ours-missing", lang, why=label(one.ours_missing, lang)), on, 2, DIM)
    for when in ("before", "after"):
        told_then = [each for each in one.others if each.when == when]
        if told_then:
            yield from row(label(f"others-{when}", lang), on, 2)
        for each in told_then:
            yield from row(_beside(each, names, lang), on, 4)
    if one.given:
        yield from row(label("conditional", lang), on, 2)
    for given in one.given:
        yield from row(_given(given, names, lang), on, 4)


def _beside(one: Beside, names: Names, lang: Lang) -> str:
    said = told(one.words, lang) if one.words is not None else names.labels(one.what)
    tail = [names.of(one.hypothesis) + _band(one.low, one.median, one.high, lang)]
    if one.given is not None:
        tail.append(label("given-yes" if one.given else "given-no", lang))
    if not one.new:
        tail.append(label("not-new", lang))
    return f"{one.date}  {names.of(one.by)}: {said} ({'; '.join(tail)})"


def _given(one: Given, names: Names, lang: Lang) -> str:
    words = {"given": _wide(one.given, one.basis, lang), "absent": _wide(one.given_not, one.basis, lang)}
    return label(
        f"given-{one.basis}", lang, event=names.of(one.hypothesis), horizon=one.horizon, n=one.n_given, m=one.n_not, why=one.why, **words
    )


def _wide(one: Probability | None, basis: str, lang: Lang) -> str:
    if one is None:
        return label("nobody", lang)
    if basis == "others":
        return _band(one.low, one.mean, one.high, lang).removeprefix(": ")
    return _short(one, lang)


def _short(one: Probability, lang: Lang) -> str:
    return label("band", lang, median=chance(one.mean, lang), low=chance(one.low, lang), high=chance(one.high, lang))
