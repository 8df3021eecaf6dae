"""What a methodologist finds in the indicators of a warning problem: signs that tell nothing apart, point the wrong way, cannot be seen."""

import itertools
from collections.abc import Iterator

from tocsin.library.problem_checks import Folder, _find
from tocsin.library.problem_method import Finding, Loc, error, middle, warning
from tocsin.library.problem_schema import Indicator, Ladder, ProblemFile
from tocsin.library.yaml_files import Declared

TELLS = 1.25
"""likelihood ratio between two states, for the middles of their ranges, below which an indicator tells nothing apart"""
CERTAIN = 0.999
"""a share from which nothing is left over"""
SHOWS = 1.0
"""weight from which a cue shows its indicator by itself"""


def review(folder: Folder) -> list[Finding]:
    """Findings in indicators and their cues."""
    if folder.indicators is None:
        return []
    document, file = folder.indicators
    problem = folder.problem[1] if folder.problem is not None else None
    cued: dict[str, float] = {}
    for _, cues in folder.cues:
        for name, group in cues.indicators.items():
            cued[name] = max([cued.get(name, 0.0), *(cue.weight for cue in group)])
    linked = {link.indicator for link in folder.instruments[1].instruments} if folder.instruments is not None else set()
    found: list[Finding] = []
    for indicator in file.indicators:
        here = _find(document, ("indicators",), indicator.id)
        found += [*_side(document, here, indicator), *_seen(document, here, indicator), *_cued(document, here, indicator, cued, linked)]
        if problem is not None:
            found += _ladders(document, here, indicator, problem)
    found += _unwatched(folder, problem)
    return found


def _side(document: Declared, here: Loc, indicator: Indicator) -> Iterator[Finding]:
    """Evidence of the own side, and coverage of the other."""
    if indicator.role == "evidence" and indicator.side == "own":
        yield error(
            document,
            (*here, "role"),
            "what our own side does is no evidence of what the other will do: our looking is coverage, our exercises are entries of the "
            "chronology; make it `role: coverage`, or watch how the other side answers",
        )
    if indicator.role == "coverage" and indicator.side == "adversary":
        yield error(
            document, (*here, "side"), "coverage says how well we would see; the adversary does not look for us: `side: own` or `third`"
        )


def _seen(document: Declared, here: Loc, indicator: Indicator) -> Iterator[Finding]:
    """Shares that leave nothing over: what is always hidden, and what is always printed."""
    concealed, published = indicator.concealed, indicator.published
    if concealed is not None and concealed.high >= CERTAIN:
        yield error(
            document,
            (*here, "concealed", "high"),
            f"concealed up to {concealed.high:g}: what is hidden from everybody can never be seen, and a report of it would be impossible; "
            "leave something over, or take the indicator out",
        )
    if published is not None and published.high >= CERTAIN:
        yield error(
            document,
            (*here, "published", "high"),
            f"published up to {published.high:g}: then one silent day would prove that nothing is there; nobody prints everything",
        )
    if published is not None and published.high <= 0:
        yield error(document, (*here, "published", "high"), "never published: silence would say nothing and reports could not come")


def _cued(document: Declared, here: Loc, indicator: Indicator, cued: dict[str, float], linked: set[str]) -> Iterator[Finding]:
    """Indicators that no words show in any language, and no instrument."""
    if indicator.id not in cued and indicator.id not in linked:
        yield error(
            document,
            (*here, "id"),
            f"no words in cues/ show '{indicator.id}' in any language: no report could ever light it; add cues, or an instrument's link",
        )
    elif indicator.id in cued and cued[indicator.id] < SHOWS:
        yield warning(
            document,
            (*here, "id"),
            f"the cues of '{indicator.id}' are hints only (weight below {SHOWS:g}): no sentence shows it by itself; give one of them more",
        )


def _ladders(document: Declared, here: Loc, indicator: Indicator, problem: ProblemFile) -> Iterator[Finding]:
    """Ladders that tell nothing apart, and those that run against the indicator's direction."""
    ratios: dict[str, float] = {}
    for process in problem.processes:
        ladder = indicator.prevalence.get(process.id)
        states = [state.id for state in process.states]
        if ladder is None or any(state not in ladder.states for state in states):
            continue
        ratios[process.id] = largest_ratio(ladder)
        at = (*here, "prevalence", process.id, "states")
        wrong = 1 if indicator.direction == "raises" else -1
        for before, after in itertools.pairwise(states):
            (low, high), (next_low, next_high) = ladder.states[before], ladder.states[after]
            if (low - next_low) * wrong > 0 and (high - next_high) * wrong > 0:
                way = "falls" if wrong > 0 else "rises"
                yield error(
                    document,
                    (*at, after),
                    f"{way} from [{low:g}, {high:g}] in '{before}' to [{next_low:g}, {next_high:g}] in '{after}', where direction says "
                    f"'{indicator.direction}': a report would point down the ladder; turn the ranges round, or the direction",
                    key=True,
                )
    for name, ratio in ratios.items():
        if ratio < TELLS:
            rest = [other for other in ratios if other != name]
            finding = warning if any(ratios[other] >= TELLS for other in rest) else error
            yield finding(
                document,
                (*here, "prevalence", name),
                f"tells nothing apart: its ranges overlap almost wholly, the largest likelihood ratio between two states is {ratio:.3g}; "
                f"say where it differs (x{TELLS:g} and more), or leave it out of this process",
                key=True,
            )


def largest_ratio(ladder: Ladder) -> float:
    """The largest likelihood ratio that "on", or "off", gives between two states, at the middles of their ranges."""
    on = [middle(low, high) for low, high in ladder.states.values()]
    return max(max(on) / max(min(on), 1e-9), (1 - min(on)) / max(1 - max(on), 1e-9))


def _unwatched(folder: Folder, problem: ProblemFile | None) -> Iterator[Finding]:
    """Processes that no evidence bears on: their probabilities could never move."""
    if problem is None or folder.problem is None or folder.indicators is None:
        return
    watched = {process for i in folder.indicators[1].indicators if i.role == "evidence" for process in i.prevalence}
    for process in problem.processes:
        if process.id not in watched:
            document = folder.problem[0]
            yield error(
                document,
                (*_find(document, ("processes",), process.id), "id"),
                f"no indicator of role evidence bears on '{process.id}': its probabilities can never move; add a prevalence for it",
            )
