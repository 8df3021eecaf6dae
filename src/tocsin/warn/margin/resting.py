"""What a warning time rests on: every declared number in a line, and what each range does to the chance of not being warned in time."""

from collections.abc import Iterator
from dataclasses import replace

import msgspec
import numpy as np

from tocsin.judge.assumptions import span
from tocsin.judge.parameters import Z95, Floats
from tocsin.model.assumed import Assumption
from tocsin.model.base import Record
from tocsin.model.declared import Problem
from tocsin.model.margin import Sensitive
from tocsin.model.pathways import Path, Pathways
from tocsin.model.ranges import Range
from tocsin.warn.margin.plans import Setting, all_plans, shares
from tocsin.warn.words import Lang

INNER = 32
"""scenarios of each strategy where every number stands in the middle: common to all comparisons"""
FIELDS = {
    "median_hours": ("median hours", "durée médiane en heures"),
    "sigma": ("spread of the logarithm of hours", "étalement du logarithme de la durée"),
    "overlap": ("share of the step before that is left when it begins", "part de l'étape d'avant qui reste quand elle commence"),
    "compressed_to": ("share of its time that is left when hurried", "part de sa durée qui reste si l'on se hâte"),
    "concealed": ("chance to stay hidden anyway", "probabilité de rester cachée de toute façon"),
    "hidden": ("chance to stay hidden when pains are taken", "probabilité de rester cachée si l'on s'y emploie"),
    "explained": ("chance to be taken for something else anyway", "probabilité d'être prise pour autre chose de toute façon"),
    "faked": ("chance to be disbelieved after many shows", "probabilité de n'être plus crue après maintes démonstrations"),
    "rate_per_day": ("findings a day", "constats par jour"),
    "once": ("chance that its beginning is told", "probabilité que son début soit dit"),
    "per_look": ("chance that a usable look shows it", "probabilité qu'un regard utilisable la montre"),
    "recognised": ("chance that the channel can tell it for what it is", "probabilité que le canal sache la reconnaître"),
    "latency_hours": ("mean hours to publication", "heures moyennes jusqu'à la publication"),
    "reading_hours": ("hours of translation and reading", "heures de traduction et de lecture"),
    "false_per_day": ("false sightings a day", "fausses observations par jour"),
    "taken": ("share of opportunities taken and shown", "part des occasions prises et montrées"),
    "share": ("share", "part"),
    "rounds_hours": ("hours between our rounds", "heures entre deux de nos tournées"),
    "judging_hours": ("hours to read and judge", "heures pour lire et juger"),
    "on_duty_hours": ("mean hours to acknowledge on duty", "heures moyennes pour prendre acte en service"),
    "off_duty_hours": ("mean hours to acknowledge off duty", "heures moyennes pour prendre acte hors service"),
    "counts_days": ("days for which a sighting is held against the next", "jours pendant lesquels une observation compte encore"),
}


def _line(name: str, bounds: Range, lang: Lang) -> str:
    """`paths.x.steps.y: median hours 6 to 48`."""
    at, _, field = name.rpartition(".")
    said = FIELDS.get(field, (field, field))[lang == "fr"]
    return f"{at}{': ' if lang == 'en' else ' : '}{said} {span(bounds, lang)}".removeprefix(": ").removeprefix(" : ")


def register(problem: Problem) -> tuple[Assumption, ...]:
    """One entry for each declared number of warning time, in both languages; none for a problem without pathways."""
    declared = problem.pathways
    if declared is None:
        return ()
    owner = {path.id: path.hypothesis for path in declared.paths}
    every = tuple(dict.fromkeys(owner.values()))
    return tuple(
        Assumption(
            id=f"pathways.{name}",
            what={"en": _line(name, bounds, "en"), "fr": _line(name, bounds, "fr")},
            low=bounds.low,
            high=bounds.high,
            source=None if bounds.assumption else bounds.source,
            note=bounds.note,
            since=bounds.since or problem.declared_on,
            at=bounds.at,
            hypotheses=(owner[name.split(".")[1]],) if name.startswith("paths.") else every,
        )
        for name, bounds in declared_numbers(declared, None)
    )


def declared_numbers(declared: Pathways, pathway: str | None) -> list[tuple[str, Range]]:
    """Every range that the ways asked about rest on, by address below `pathways.`."""
    paths = [path for path in declared.paths if pathway in (None, path.id)]
    steps = {step.id for path in paths for step in path.steps}
    return [(name, bounds) for name, bounds in _walk(declared, "") if _counts(name, paths, steps)]


def _counts(name: str, paths: list[Path], steps: set[str]) -> bool:
    parts = name.split(".")
    if parts[0] == "paths":
        return parts[1] in {path.id for path in paths}
    return not (parts[0] == "channels" and len(parts) > 3 and parts[2] == "sees" and parts[3] not in steps)


def _walk(value: object, path: str) -> Iterator[tuple[str, Range]]:
    if isinstance(value, Range):
        yield path, value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _walk(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _walk(each, f"{path}.{name}")
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            if isinstance(each, Record):
                yield from _walk(each, f"{path}.{getattr(each, 'id', place)}")


def assumes(setting: Setting, pathway: str | None) -> tuple[str, ...]:
    """One English line for each declared number, with its range and who says so, then what the method supposes."""
    lines = [
        f"{_line(name, bounds, 'en')} ({'assumption' if bounds.assumption else bounds.source}{': ' + bounds.note if bounds.note else ''})"
        for name, bounds in declared_numbers(setting.declared, pathway)
    ]
    return (*lines, *SUPPOSED)


SUPPOSED = (
    "a step lasts lognormally, and the preparation begins at any hour of the day with the same chance",
    "given the steps and what stays hidden, findings and looks are independent of each other, clouds of neighbouring looks too",
    "a confirmation stays one: nobody talks himself out of it",
    "false sightings that happen to fall into a preparation do not help",
    "the adversary does not know which look is taken when",
)


def sensitive(setting: Setting, pathway: str | None, needs: float) -> tuple[Sensitive, ...]:
    """P(not in time) with one number at each end of its range and all others in the middle, widest first; the same scenarios throughout."""
    names = [
        (name, bounds)
        for name, bounds in declared_numbers(setting.declared, pathway)
        if bounds.low < bounds.high and name.rpartition(".")[2] not in ("false_per_day", "counts_days")
    ]
    fixed = {}
    for k, (name, _) in enumerate(names):
        z = np.zeros(2 * len(names))
        z[2 * k : 2 * k + 2] = -Z95, Z95
        fixed[f"pathways.{name}"] = z
    found = missed(replace(setting, draws=2 * len(names), inner=INNER, fixed=fixed), pathway, needs)
    rows = [
        Sensitive(path=f"pathways.{name}", at_low=float(found[2 * k]), at_high=float(found[2 * k + 1]), at=bounds.at)
        for k, (name, bounds) in enumerate(names)
    ]
    return tuple(sorted(rows, key=lambda row: (-abs(row.at_high - row.at_low), row.path)))


def missed(setting: Setting, pathway: str | None, needs: float) -> Floats:
    """(D,) P(not in time) of the mix."""
    paths = [path for path in setting.declared.paths if pathway in (None, path.id)]
    weight = shares(setting.drawn, paths)
    return np.asarray(sum(weight[k] * plan.not_in_time(needs).mean(1) for k, plan in enumerate(all_plans(setting, paths))))
