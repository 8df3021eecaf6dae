"""Checks of what a problem says of time: durations, restarts, conditions and deception name things that are there, and can all be true."""

from collections.abc import Callable, Mapping, Sequence

from tocsin.library.dynamics_schema import Covariate
from tocsin.library.problem_schema import Indicator, Process

Say = Callable[[tuple[str | int, ...], str], None]
"""(where in the file, what is wrong)"""
Known = Callable[[tuple[str | int, ...], str, Sequence[str], str], bool]
"""(where, the name given, the names there are, what they are): whether it is one, saying so where it is not"""


def process_times(process: Process, here: tuple[str | int, ...], known: Known, say: Say) -> None:
    """Durations on living states that can be left; restarts after the process's own events, in its own states."""
    living = [state.id for state in process.states]
    left = {move.source_state for move in process.transitions}
    for state in process.durations:
        if known((*here, "durations", state), state, living, "living state") and state not in left:
            say((*here, "durations", state), f"{state} lasts a declared time but nothing leads out of it")
    for event, state in process.restarts.items():
        known((*here, "restarts", event), event, process.absorbing, f"absorbing event of {process.id}")
        known((*here, "restarts", event), state, living, "living state")


def conditions(
    given: Sequence[Covariate],
    processes: Mapping[str, Process],
    indicators: Mapping[str, Indicator],
    begun_by: Mapping[str, tuple[Sequence[str], str]],
    known: Known,
    say: Say,
) -> None:
    """Conditions change moves that are declared, begin by what is there, and use no report that the same process's filter uses.

    `begun_by`: by field, the ids there are, and what they are of.
    """
    for n, condition in enumerate(given):
        here: tuple[str | int, ...] = ("conditions", n)
        if condition.id in [other.id for other in given[:n]]:
            say((*here, "id"), f"'{condition.id}' is declared already")
        for field, (names, what) in begun_by.items():
            for i, name in enumerate(getattr(condition, field)):
                known((*here, field, i), name, names, what)
        for i, ratio in enumerate(condition.ratios):
            at = (*here, "ratios", i)
            if not known((*at, "process"), ratio.process, list(processes), "process"):
                continue
            moves = [f"{move.source_state} to {move.target}" for move in processes[ratio.process].transitions]
            if (move := f"{ratio.source_state} to {ratio.target}") not in moves:
                say(at, f"{ratio.process} declares no move from {move}, so no ratio can change it")
        moved = {ratio.process for ratio in condition.ratios}
        for i, name in enumerate(condition.indicators):
            if not known((*here, "indicators", i), name, list(indicators), "indicator"):
                continue
            if twice := moved.intersection(indicators[name].prevalence):
                say((*here, "indicators", i), f"{name} is evidence in {', '.join(sorted(twice))} already, and would count twice")


def staged(indicator: Indicator, here: tuple[str | int, ...], known: Known, say: Say) -> None:
    """What is staged is staged in a process in which the indicator is evidence, and leaves room for being on, and for being off."""
    for process, ladder in indicator.staged.items():
        at = (*here, "staged", process)
        if not known(at, process, list(indicator.prevalence), f"process that {indicator.id} has a prevalence on"):
            continue
        on = indicator.prevalence[process].states
        for state, (_, high) in ladder.states.items():
            if known((*at, "states", state), state, list(on), "living state") and high + on[state][1] >= 1:
                say((*at, "states", state), f"staged {high:g} and on {on[state][1]:g} of the time leave it no time to be off")
