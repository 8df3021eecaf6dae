"""Other people's judgements in time: who judged what when, what is new in it, and a pool beside ours where event and horizon are stated.

A re-report of an old judgement, and "unchanged", are no new evidence. Nothing here enters our number.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from math import exp, log
from typing import NamedTuple

from msgspec.structs import replace

from tocsin.judge.evidence import observe
from tocsin.judge.heard import Heard, hear, words
from tocsin.judge.opinions import UNSTATED
from tocsin.judge.originators import Parties
from tocsin.judge.until import until
from tocsin.judge.wording import plain, tells_all
from tocsin.model import Estimate, Origin, Probability, Reading, ThirdPartyJudgement
from tocsin.model.declared import Problem, SourceProfile
from tocsin.model.lines import Decision
from tocsin.model.opinions import Assessor, Others, Pool, Status, View
from tocsin.model.registers import marks

ECHO_DAYS = 14
"""days within which the same words without a date of their own are taken for a re-report"""
NEW = frozenset({"first", "raised", "lowered", "differs"})
EDGE = 1e-4
"""nearest that a pooled chance comes to 0 and 1: a word for certainty is not one"""
FEWEST = 2
"""assessors that make a pool"""


class Chance(NamedTuple):
    """What words of likelihood come to: 5%, 50% and 95% of what readers gave, else the yardstick's band and its middle."""

    low: float | None
    median: float | None
    high: float | None


class Known(NamedTuple):
    """One judgement with what the tracker goes by."""

    judged: ThirdPartyJudgement
    heard: Heard
    upstream: str | None
    day: date


def register(
    problem: Problem, readings: Sequence[Reading], origins: Sequence[Origin], sources: Sequence[SourceProfile], *, as_of: datetime
) -> Others:
    """Every assessor's judgements of each event known by `as_of`, and the pools of those who state event and horizon."""
    heard = {one.said.id: one for one in hear(readings, origins, as_of)}
    upstreams = {one.id: one.upstream.id if one.upstream.status != "unknown" else None for one in origins}
    groups: dict[tuple[str, str, str], list[Known]] = {}
    for judged in observe(origins, readings, problem, sources, as_of=as_of).judgements:
        one = heard[judged.statement]
        known = Known(judged, one, upstreams.get(judged.origin or ""), one.day)
        groups.setdefault((assessor(one), judged.hypothesis, condition(judged.conditional_on, one.language, problem)), []).append(known)
    rows = [_row(key, group) for key, group in sorted(groups.items())]
    rows.sort(key=lambda row: (row.views[0].date, row.by, row.hypothesis, row.condition))
    tlp, synthetic = marks(view.words for row in rows for view in row.views)
    pools, left = pool(rows, Parties.of(problem, sources))
    return Others(
        as_of=as_of,
        assessors=tuple(rows),
        pools=pools,
        not_pooled=left,
        tlp=tlp,
        synthetic=synthetic,
    )


def assessor(one: Heard) -> str:
    """Who judges, so that two judgements meet; anonymous assessors never meet across origins."""
    party = one.said.holder or one.said.speaker
    if party.kind == "anonymous":
        return f"anonymous-{one.origin[:8]}"
    return party.entity or (party.name or party.text or UNSTATED).casefold()


def condition(said: str | None, language: str | None, problem: Problem) -> str:
    """What a judgement is conditional on: the declared decision that its words name, else the words, else `unstated`."""
    if not said:
        return UNSTATED
    named = next((one.id for one in problem.lines.decisions if meant(one, said, language)), None)
    return named or plain(said).casefold()


def meant(decision: Decision, said: str, language: str | None) -> bool:
    """Whether words name a decision."""
    return tells_all(said, decision.words, language)


def chance(estimate: Estimate | None) -> Chance:
    """The distribution of an estimate; nothing where the words have none, or stand in the negative."""
    if estimate is None or estimate.negated:
        return Chance(None, None, None)
    if estimate.readers is not None:
        return Chance(estimate.readers[0], estimate.readers[2], estimate.readers[4])
    if estimate.low is None or estimate.high is None:
        return Chance(None, None, None)
    return Chance(estimate.low, estimate.median if estimate.median is not None else (estimate.low + estimate.high) / 2, estimate.high)


def _row(key: tuple[str, str, str], group: Sequence[Known]) -> Assessor:
    views: list[View] = []
    before: list[tuple[Known, View]] = []
    for known in sorted(group, key=lambda one: (one.day, one.judged.t_known, one.judged.statement)):
        view = _view(known, before)
        views.append(view)
        before.append((known, view))
    new = [view for view in views if view.status in NEW and not view.dissent]
    first = group[0].heard.said.holder or group[0].heard.said.speaker
    return Assessor(
        by=group[0].judged.by,
        entity=first.entity,
        hypothesis=key[1],
        condition=key[2],
        views=tuple(views),
        new=len(new),
        consistent=None if len(new) < FEWEST or key[1] == UNSTATED else all(_alike(new[0], view) for view in new[1:]),
    )


def _view(known: Known, before: Sequence[tuple[Known, View]]) -> View:
    estimate = known.heard.said.estimate
    low, median, high = chance(estimate)
    horizon = known.judged.horizon
    base = View(
        date=known.day,
        status="first",
        why="first",
        phrase=known.judged.phrase,
        sense=estimate.sense if estimate is not None else None,
        low=low,
        median=median,
        high=high,
        horizon=horizon,
        until=until(horizon, known.heard.language, known.day) if horizon != UNSTATED else None,
        conditional_on=known.judged.conditional_on,
        because=known.heard.said.because,
        dissent=known.judged.dissent,
        words=words(known.heard),
    )
    status, why = _status(known, base, before)
    return replace(base, status=status, why=why)


def _status(known: Known, view: View, before: Sequence[tuple[Known, View]]) -> tuple[Status, str]:
    """What is new in a judgement beside those before it of the same assessor, event and condition."""
    if known.judged.change == "none":
        return "unchanged", "said-so" if before else "said-so-and-what-it-was-is-not-held"
    if not before:
        return "first", "first"
    for other, told in reversed(before):
        if not _alike(view, told):
            continue
        if known.upstream is not None and known.upstream == other.upstream and known.judged.origin != other.judged.origin:
            return "re-report", "same-upstream"
        if known.heard.dated and (known.heard.known - known.day).days > 1 and abs((known.day - told.date).days) <= 1:
            return "re-report", "older-date"
        if not known.heard.dated and (known.day - told.date).days <= ECHO_DAYS:
            return "re-report", "undated-echo"
    if _bare(view):
        return ("first", "another-event") if known.judged.hypothesis == UNSTATED else ("said-again", "no-likelihood")
    worded = [told for _, told in before if not _bare(told)]
    if not worded:
        return "first", "first-likelihood"
    last = worded[-1]
    if _alike(view, last):
        return "said-again", "same-words-later"
    if known.judged.hypothesis == UNSTATED:
        return "first", "another-event"
    if known.judged.change in ("up", "down"):
        return ("raised" if known.judged.change == "up" else "lowered"), "said-so"
    if view.date == last.date or view.median is None or last.median is None or view.median == last.median:
        return "differs", "other-words"
    return ("raised" if view.median > last.median else "lowered"), "other-words"


def _bare(view: View) -> bool:
    """Whether a judgement has no words of likelihood to compare."""
    return view.sense is None and view.median is None


def _alike(one: View, other: View) -> bool:
    """Whether two judgements say the same: one sense, or one band; without either, one phrase."""
    if one.sense is not None and other.sense is not None:
        return one.sense == other.sense
    if one.median is not None and other.median is not None:
        return (one.low, one.high) == (other.low, other.high)
    return one.phrase.casefold() == other.phrase.casefold() and (one.median is None) is (other.median is None)


def voice(entity: str | None, by: str, parties: Parties) -> str:
    """Whose voice an assessor's is: its country's, so that two offices of one state are one."""
    return parties.interest_of(entity) if entity is not None else by


def pool(rows: Sequence[Assessor], parties: Parties) -> tuple[tuple[Pool, ...], dict[str, int]]:
    """Log-odds pools of each assessor's latest view, equal weights, by event and day on which the horizon ends; why others are in none."""
    left: Counter[str] = Counter()
    groups: dict[tuple[str, date], dict[str, tuple[str, View]]] = {}
    for row in rows:
        last = latest(row)
        why = _left_out(row, last)
        if why is None and last is not None and last.until is not None:
            groups.setdefault((row.hypothesis, last.until), {}).setdefault(voice(row.entity, row.by, parties), (row.by, last))
        elif why is not None:
            left[why] += 1
    pools = []
    for (hypothesis, end), voices in sorted(groups.items()):
        some = list(voices.values())
        if len(some) < FEWEST:
            left["alone"] += 1
            continue
        pools.append(
            Pool(
                hypothesis=hypothesis,
                until=end,
                n=len(some),
                who=tuple(sorted(by for by, _ in some)),
                median=pooled([view.median for _, view in some]),
                low=pooled([view.low for _, view in some]),
                high=pooled([view.high for _, view in some]),
            )
        )
    return tuple(pools), dict(sorted(left.items()))


def latest(row: Assessor) -> View | None:
    """The latest judgement with a range that is no dissent; of those of one day the first to be known, which no translation has changed."""
    held = [view for view in row.views if not view.dissent and view.median is not None]
    return max(held, key=lambda view: (view.date, -view.words.t_known.timestamp()), default=None)


def _left_out(row: Assessor, last: View | None) -> str | None:
    if row.hypothesis == UNSTATED:
        return "event unstated"
    if row.condition != UNSTATED:
        return "on a condition"
    if last is None:
        return "no range"
    if last.horizon == UNSTATED:
        return "horizon unstated"
    return "horizon without a day" if last.until is None else None


def pooled(chances: Sequence[float | None]) -> float:
    """The mean on the log-odds scale."""
    held = [min(max(value, EDGE), 1 - EDGE) for value in chances if value is not None]
    mean = sum(log(value / (1 - value)) for value in held) / len(held)
    return 1 / (1 + exp(-mean))


def beside(others: Others, ours: Mapping[tuple[str, date], tuple[Probability, int]]) -> Others:
    """The pools with our own probability of the same event by the same day, and in how many days, beside each: never mixed."""
    pools = []
    for one in others.pools:
        probability, days = ours.get((one.hypothesis, one.until), (None, None))
        pools.append(replace(one, ours=probability, ours_days=days))
    return replace(others, pools=tuple(pools))
