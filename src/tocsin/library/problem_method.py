"""What a methodologist finds in a warning problem that loads: ladders, hypotheses and rates that cannot do what they are for.

Each finding stands at its file, line and column, says what is wrong, why it matters and what to do. An error makes a judgement wrong or
void; a warning is something to argue for. Indicators have a module of their own (`indicator_method`).
"""

import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from tocsin.library.problem_checks import Folder, _find
from tocsin.library.problem_schema import Hypothesis, Observing, ProblemFile, Process, Range, Rates
from tocsin.library.yaml_files import Declared

SAME_WORDS = 0.8
"""share of the words of two definitions, from which they define one thing"""
WORD = re.compile(r"[^\W\d_]{4,}")
"""words that carry a definition; shorter ones hold it together"""
FAR = 20.0
"""how many times a prior may differ from what its own ladder leads to before it needs an argument"""
STEPS = 20_000
"""days after which a ladder has settled"""
EMPTY_SOURCES = frozenset(
    {"todo", "tbd", "?", "??", "xxx", "x", "me", "us", "unknown", "n/a", "na", "none", "source", "-", "...", "internet", "the internet"}
)
Loc = tuple[str | int, ...]


class Finding(NamedTuple):
    """One thing that a methodologist would object to."""

    severity: Literal["error", "warning"]
    text: str
    """`file:line:column field: what, why, what to do`"""


def error(document: Declared, loc: Loc, what: str, *, key: bool = False) -> Finding:
    return Finding("error", document.mistake(loc, what, key=key))


def warning(document: Declared, loc: Loc, what: str, *, key: bool = False) -> Finding:
    return Finding("warning", document.mistake(loc, what, key=key))


def review(folder: Folder) -> list[Finding]:
    """Everything a methodologist finds in a folder that loads, in the order of the checks."""
    from tocsin.library import indicator_method

    found: list[Finding] = []
    if folder.problem is not None:
        document, problem = folder.problem
        for process in problem.processes:
            here = _find(document, ("processes",), process.id)
            found += [*_reached(document, here, process), *_left(document, here, process), *_prior(document, here, process)]
        found += [*_ends_once(document, problem), *_hypotheses(document, problem), *_observing(document, problem.observing)]
    if folder.indicators is not None:
        found += indicator_method.review(folder)
    for document in [document for documents in folder.documents.values() for document in documents]:
        found += _sources(document, document.data, ())
    return found


def middle(low: float, high: float) -> float:
    """The middle of a range of probabilities on the logit scale: what half of its draws lie below."""
    a, b = (math.log(max(end, 1e-9) / max(1 - end, 1e-9)) for end in (low, high))
    return 1 / (1 + math.exp(-(a + b) / 2))


def _middle_rate(rate: Range) -> float:
    return math.sqrt(max(rate.low, 1e-12) * max(rate.high, 1e-12))


def _reached(document: Declared, here: Loc, process: Process) -> Iterator[Finding]:
    """States that no prior and no transition leads to, and events that no reachable state leads to."""
    reached = {state for state, share in process.prior.items() if share > 0}
    while more := {t.target for t in process.transitions if t.source_state in reached and t.per_day.high > 0} - reached:
        reached |= more
    for index, state in enumerate(process.states):
        if state.id not in reached:
            yield error(
                document,
                (*here, "states", index, "id"),
                f"nothing leads to '{state.id}': its prior is 0 and no transition goes there, so it can never hold; "
                "add a transition, or take it out",
            )
    for index, event in enumerate(process.absorbing):
        if event not in reached:
            yield error(
                document,
                (*here, "absorbing", index),
                f"nothing leads to '{event}': its probability would be 0 whatever is seen; add a transition to it, or take it out",
            )


def _left(document: Declared, here: Loc, process: Process) -> Iterator[Finding]:
    """States that the process can never leave, and states that it can leave for an event alone."""
    living = {state.id for state in process.states}
    for index, state in enumerate(process.states):
        targets = {t.target for t in process.transitions if t.source_state == state.id and t.per_day.high > 0}
        at = (*here, "states", index, "id")
        if not targets:
            yield error(
                document, at, f"'{state.id}' has no way out: once there, the process stays for ever; give it a transition back or on"
            )
        elif not targets & living:
            yield warning(
                document,
                at,
                f"'{state.id}' can only end in {', '.join(sorted(targets))}: no crisis could be called off; "
                "give it a way back, or argue for it in prior_note",
            )


def _prior(document: Declared, here: Loc, process: Process) -> Iterator[Finding]:
    """Priors that the process's own rates contradict: the first days of a run would be spent on forgetting them."""
    settled = stationary(process)
    for state, share in process.prior.items():
        own = settled.get(state, 0.0)
        if max(share, own) >= 0.02 and (share > FAR * own or own > FAR * share):
            yield warning(
                document,
                (*here, "prior", state),
                f"the prior puts {share:.3g} on '{state}', the declared rates settle at {own:.2g}: one of them is not meant; "
                "change the rates or the prior, or say in prior_note why today is unlike the long run",
                key=True,
            )


def stationary(process: Process) -> dict[str, float]:
    """Share of each living state that the middle rates settle at, given that no event has happened; by powers of the ladder."""
    states = [state.id for state in process.states]
    rates = {(t.source_state, t.target): _middle_rate(t.per_day) for t in process.transitions}
    out = [sum(rate for (source, _), rate in rates.items() if source == state) for state in states]
    matrix = [[(max(0.0, 1 - out[i]) if i == j else rates.get((a, b), 0.0)) for j, b in enumerate(states)] for i, a in enumerate(states)]
    power = 1
    while power < STEPS:
        # Squaring: a year of days is nine steps, and rows are kept within reach of a float.
        matrix = [[sum(row[k] * matrix[k][j] for k in range(len(states))) for j in range(len(states))] for row in matrix]
        largest = max(max(row) for row in matrix)
        matrix = [[value / largest for value in row] for row in matrix]
        power *= 2
    start = [process.prior.get(state, 0.0) for state in states]
    share = [sum(start[i] * matrix[i][j] for i in range(len(states))) for j in range(len(states))]
    total = sum(share) or 1.0
    return {state: value / total for state, value in zip(states, share, strict=True)}


def _ends_once(document: Declared, problem: ProblemFile) -> Iterator[Finding]:
    """An event is absorbing in one process only: two would each claim its probability."""
    first: dict[str, str] = {}
    for process in problem.processes:
        here = _find(document, ("processes",), process.id)
        for index, event in enumerate(process.absorbing):
            if event in first:
                yield error(
                    document,
                    (*here, "absorbing", index),
                    f"'{event}' ends {first[event]} already: what ends two processes would be counted twice; make two hypotheses of it",
                )
            first.setdefault(event, process.id)


def _hypotheses(document: Declared, problem: ProblemFile) -> Iterator[Finding]:
    """Hypotheses that two people could not tell apart, by their words or by the way they come about."""
    for one, other in itertools.combinations(problem.hypotheses, 2):
        at = (*_find(document, ("hypotheses",), other.id), "definition")
        mine, theirs = _words(one), _words(other)
        shared = len(mine & theirs)
        if mine and shared >= SAME_WORDS * len(mine | theirs):
            yield error(
                document,
                at,
                f"defined in {shared} of the {len(mine | theirs)} words of '{one.id}': one happening would be both; "
                "say in the definition what makes it the one and not the other",
                key=True,
            )
        elif min(len(mine), len(theirs)) >= 4 and shared >= 0.95 * min(len(mine), len(theirs)):
            yield warning(
                document,
                at,
                f"every word of one definition stands in the other's ('{one.id}'): a case of it? Hypotheses exclude each other; say how",
                key=True,
            )
    for process in problem.processes:
        ways = {event: _ways(process, event) for event in process.absorbing}
        for one_event, other_event in itertools.combinations(process.absorbing, 2):
            if ways[one_event] and ways[one_event] == ways[other_event]:
                here = _find(document, ("processes",), process.id)
                number = next(n for n, t in enumerate(process.transitions) if t.target == other_event)
                yield error(
                    document,
                    (*here, "transitions", number, "to"),
                    f"'{other_event}' comes about from the same states at the same rates as '{one_event}': nothing that is seen can move "
                    "one without the other; give it rates of its own, or make one hypothesis of the two",
                )


def _words(hypothesis: Hypothesis) -> frozenset[str]:
    return frozenset(WORD.findall(hypothesis.definition.get("en", next(iter(hypothesis.definition.values()))).casefold()))


def _ways(process: Process, event: str) -> Mapping[str, tuple[float, float]]:
    return {t.source_state: (t.per_day.low, t.per_day.high) for t in process.transitions if t.target == event}


def _observing(document: Declared, observing: Observing) -> Iterator[Finding]:
    """Rates by which a source's report would speak against what it reports, and grades whose order the rates turn round."""
    every: Sequence[tuple[Loc, Rates]] = [
        *(((("observing", "rates", n)), rates) for n, rates in enumerate(observing.rates)),
        (("observing", "cheap_rates"), observing.cheap_rates),
    ]
    for loc, rates in every:
        hit, false = rates.hit, rates.false_alarm
        if hit.low < false.low or hit.high < false.high or middle(hit.low, hit.high) <= middle(false.low, false.high):
            yield error(
                document,
                (*loc, "hit"),
                f"hit [{hit.low:g}, {hit.high:g}] is not above false_alarm [{false.low:g}, {false.high:g}]: a report would speak "
                "against what it says; a source reports more often what is there than what is not",
                key=True,
            )
    for before, after in itertools.pairwise(sorted(enumerate(observing.rates), key=lambda item: item[1].reliability)):
        worse, better = _odds(after[1]), _odds(before[1])
        if after[1].reliability != "F" and worse > 1.05 * better:
            yield warning(
                document,
                ("observing", "rates", after[0], "hit"),
                f"grade {after[1].reliability} tells more apart (x{worse:.3g}) than grade {before[1].reliability} (x{better:.3g}): "
                "a better grade errs less; order the rates as the grades are",
                key=True,
            )


def _odds(rates: Rates) -> float:
    hit, false = rates.hit, rates.false_alarm
    return middle(hit.low, hit.high) / middle(false.low, false.high)


def _sources(document: Declared, value: object, at: Loc) -> Iterator[Finding]:
    """Sources that name nobody: `source: TODO` stands for no number."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "source" and isinstance(item, str) and item.strip().casefold() in EMPTY_SOURCES:
                yield error(
                    document,
                    (*at, key),
                    f"'{item}' names no source: say who says so and where, so that one can check, or write `assumption: true` with a note",
                )
            else:
                yield from _sources(document, item, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _sources(document, item, (*at, index))
