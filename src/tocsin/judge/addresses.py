"""From a stream of draws to the declared number behind it: what the judge draws under a name, a person finds in a file."""

from collections.abc import Iterable, Mapping

from tocsin.judge.instruments import STREAM
from tocsin.judge.parameters import rates_for
from tocsin.judge.sensitivity import LIFE
from tocsin.model.declared import Indicator, Problem, Process

Behind = tuple[str, tuple[str, ...]]
"""a parameter, and the addresses of the numbers that are drawn as it"""
FIELDS = {"episode": "episode_days", "concealed": "concealed", "published": "published"}


def behind(
    names: Iterable[str],
    problem: Problem,
    process: Process,
    grades: Mapping[str, str],
    heard: Mapping[str, frozenset[str]],
) -> dict[str, Behind]:
    """By stream, the parameter and its addresses. `heard`: by indicator with evidence, its sources; other indicators move nothing.

    A stream that nobody has told of here is its own parameter, so that none is lost.
    """
    indicators = {indicator.id: indicator for indicator in problem.indicators}
    found: dict[str, Behind] = {LIFE: ("observing.error_life_days", ("observing.error_life_days",))}
    for name in names:
        head, _, rest = name.partition("/")
        if head == process.id:
            found[name] = _move(process, rest)
        elif head in indicators:
            if head in heard:
                found[name] = _indicator(indicators[head], process, rest)
        elif head == "source":
            source, _, which = rest.rpartition("/")
            found[name] = _rate(source, which, problem, indicators, grades, heard)
        elif head in ("shared_upstream", "upstream", "same words"):
            found[name] = ("observing.shared_upstream", ("observing.shared_upstream",))
        elif head.startswith(f"{STREAM}."):
            _, instrument, field = head.split(".")
            links = [link for link in problem.instruments if link.instrument == instrument and link.indicator in heard]
            found[name] = (head, tuple(f"{STREAM}.{instrument}.{link.indicator}.{field}" for link in links) or (head,))
        elif head == "stance":
            found[name] = ("observing.denial_bound", ("observing.denial_bound",))
        elif head == "condition":
            found[name] = _condition(problem, process, rest)
        elif head == "flat":
            path = f"hypotheses.{rest}.rate_per_day"
            found[name] = (path, (path,))
        else:
            found[name] = (name, (name,))
    return found


LASTING = {"mean": "mean_days", "median": "median_days", "initial": "initial_days"}
"""fields of a duration whose streams go by a shorter name"""


def _condition(problem: Problem, process: Process, rest: str) -> Behind:
    """All ratios of a condition are drawn as one; whether a disputed one holds goes by its own chance."""
    name, _, what = rest.partition("/")
    stem = f"conditions.{name}"
    if what == "ratio":
        moves = [ratio for one in problem.conditions if one.id == name for ratio in one.ratios if ratio.process == process.id]
        paths = tuple(f"{stem}.ratios.{process.id}.{ratio.source_state}->{ratio.target}.ratio" for ratio in moves)
        return (paths[0] if len(paths) == 1 else f"{stem}.ratios.{process.id}", paths)
    path = f"{stem}.{'half_life_days' if what == 'half life' else 'believed'}"
    return (path, (path,))


def _move(process: Process, rest: str) -> Behind:
    first, _, target = rest.partition("/")
    if target.startswith("duration/"):
        path = f"processes.{process.id}.durations.{first}"
        which = target.removeprefix("duration/")
        return (path, (path,)) if which == "by day" else (found := f"{path}.{LASTING.get(which, which)}", (found,))
    stem = f"processes.{process.id}.transitions"
    if first == "into":
        paths = tuple(f"{stem}.{move.source_state}->{target}" for move in process.transitions if move.target == target)
        return (paths[0] if len(paths) == 1 else f"{stem}.*->{target}", paths)
    path = f"{stem}.{first}->{target}"
    known = {f"{stem}.{move.source_state}->{move.target}" for move in process.transitions}
    return (path, (path,)) if path in known else (f"processes.{process.id}.{rest}", (f"processes.{process.id}.{rest}",))


def _indicator(indicator: Indicator, process: Process, what: str) -> Behind:
    stem = f"indicators.{indicator.id}"
    if what in ("prevalence", "staged"):
        ladder = f"{stem}.{what}.{process.id}"
        return (ladder, tuple(f"{ladder}.{state}" for state in getattr(indicator, what).get(process.id, {})))
    field = FIELDS.get(what, what)
    path = f"{stem}.{field}" if getattr(indicator, field, None) is not None else f"judge.{field}"
    return (path, (path,))


def _rate(
    source: str,
    which: str,
    problem: Problem,
    indicators: Mapping[str, Indicator],
    grades: Mapping[str, str],
    heard: Mapping[str, frozenset[str]],
) -> Behind:
    """The rates of the grades that a source is heard with: its own, and those of cheap words."""
    field = "hit" if which == "hit" else "false_alarm"
    paths: dict[str, None] = {}
    for name in (name for name, sources in heard.items() if source in sources):
        indicator = indicators[name]
        rates = rates_for(grades.get(source), indicator, problem.observing)
        paths[f"observing.cheap_rates.{field}" if indicator.cheap else f"observing.rates.{rates.reliability}.{field}"] = None
    own = next((path for path in paths if "cheap" not in path), None)
    return (own or next(iter(paths), f"observing.rates.{field}"), tuple(paths))
