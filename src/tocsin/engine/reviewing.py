"""What `tocsin problem check` says of a warning problem: its mistakes, what a methodologist finds, and what its ladders imply.

The implied chances are those without any evidence, by the judge's own draws and recursion: a number that its author never wrote down, and
that everything else is measured against.
"""

from collections import Counter
from pathlib import Path

from tocsin.library import problems
from tocsin.library.problem_checks import Folder, _find
from tocsin.model import Probability, Record
from tocsin.model.declared import Hypothesis, Problem, Range

DAYS = 30
DRAWS = 1000


class Implied(Record, frozen=True, kw_only=True):
    """What the declared ladder implies for one hypothesis without evidence, within DAYS days, beside what was expected of it."""

    hypothesis: str
    days: int
    probability: Probability
    expected: tuple[float, float] | None = None


class Reviewed(Record, frozen=True, kw_only=True):
    """One warning problem, checked."""

    problem: str
    mistakes: tuple[str, ...]
    """errors: the problem does not load, or judges wrongly; `file:line:column what`"""
    warnings: tuple[str, ...] = ()
    implied: tuple[Implied, ...] = ()
    numbers: dict[str, int] = {}  # noqa: RUF012  (msgspec copies a mutable default)
    """how many ranges rest on a source, on an argued assumption, on a bare one"""


def review(problem: str | Path) -> Reviewed:
    """The review of a shipped problem, or of a folder. UsageError where there is none."""
    from tocsin.library.yaml_files import in_order

    folder, mistakes, findings = problems.reviewed(problem)
    if mistakes:
        return Reviewed(problem=str(problem), mistakes=tuple(mistakes))
    declared = problems.load(problem)
    errors = [found.text for found in findings if found.severity == "error"]
    implied = () if errors else tuple(_implied(declared))
    errors += [_apart(folder, one) for one in implied if one.expected and not one.expected[0] <= one.probability.mean <= one.expected[1]]
    return Reviewed(
        problem=str(problem),
        mistakes=tuple(in_order(errors)),
        warnings=tuple(in_order(found.text for found in findings if found.severity == "warning")),
        implied=implied,
        numbers=_numbers(declared),
    )


def _implied(problem: Problem) -> list[Implied]:
    import numpy as np

    from tocsin.judge.horizon import flat, outlook, reach, without_evidence
    from tocsin.judge.judgement import summary
    from tocsin.judge.parameters import draw_ladder, draws_for, positive

    draws = draws_for(DRAWS, problem.observing, 0)
    even = np.full(draws.lanes, 1 / draws.lanes)
    found: dict[str, Probability] = {}
    for process in problem.processes:
        ladder = draw_ladder(process, draws)
        chances = outlook(without_evidence(ladder, problem.start_days), reach(ladder, [DAYS]))[DAYS]
        found |= {event: summary(chances[k], even) for k, event in enumerate(process.absorbing)}
    for hypothesis in problem.hypotheses:
        if hypothesis.rate_per_day is not None:
            rate = positive(hypothesis.rate_per_day, draws.normals(f"flat/{hypothesis.id}"))
            found[hypothesis.id] = summary(flat(rate, [DAYS])[DAYS], even)
    return [_beside(hypothesis, found[hypothesis.id]) for hypothesis in problem.hypotheses if hypothesis.id in found]


def _beside(hypothesis: Hypothesis, probability: Probability) -> Implied:
    expected = hypothesis.expected_30_days
    return Implied(
        hypothesis=hypothesis.id,
        days=DAYS,
        probability=probability,
        expected=(expected.low, expected.high) if expected is not None else None,
    )


def _apart(folder: Folder, one: Implied) -> str:
    if folder.problem is None or one.expected is None:
        raise ValueError("nothing was expected")
    document = folder.problem[0]
    low, high = one.expected
    return document.mistake(
        (*_find(document, ("hypotheses",), one.hypothesis), "expected_30_days"),
        f"the ladder implies {one.probability.mean:.2g} within {one.days} days without evidence, outside [{low:g}, {high:g}]: "
        "the rates, the prior or the expectation is not what you mean",
        key=True,
    )


def _numbers(problem: Problem) -> dict[str, int]:
    """Every declared range by what it rests on; a ladder counts once."""
    counted: Counter[str] = Counter()
    for one in _ranges(problem):
        counted["sourced" if one.source else "argued" if one.note else "bare"] += 1
    return dict(sorted(counted.items()))


def _ranges(problem: Problem) -> list[Range]:
    moves = [move.per_day for process in problem.processes for move in process.transitions]
    rates = [end for rates in (*problem.observing.rates, problem.observing.cheap_rates) for end in (rates.hit, rates.false_alarm)]
    flat = [h.rate_per_day for h in problem.hypotheses if h.rate_per_day is not None]
    of_indicators = [one for i in problem.indicators for one in (i.episode_days, i.concealed, i.published) if one is not None]
    ladders = [next(iter(ladder.values())) for i in problem.indicators for ladder in i.prevalence.values()]
    return [*moves, *rates, problem.observing.shared_upstream, *flat, *of_indicators, *ladders]
