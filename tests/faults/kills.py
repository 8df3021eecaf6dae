"""Kill each command again and again, and look what became of what it had acknowledged.

After each kill: is every acknowledged record held, does the chain verify (or does the command that its message names help), does the
same command, typed again, end as one that nobody killed, with nothing lost and nothing twice?
"""

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.faults import killing
from tests.faults.killing import Ended, exists, typed
from tests.faults.scenarios import NOW, Scenario, State, reports, state

THERE_ALREADY = "something is there already"
"""what restore says of a workspace that is whole"""


class Reference(NamedTuple):
    """A run that nobody killed."""

    steps: int
    seconds: float
    states: dict[str, State]


class Trial(NamedTuple):
    """What one kill came to."""

    stage: str
    acknowledged: int
    """records"""
    lost: int
    doubled: int
    missing: int
    """records of the reference that are not there in the end"""
    by_itself: bool
    """the chain verified right after the kill, or nothing was there yet"""
    wrong: str = ""
    """what a message said that names nothing to do, or a command that could not be run again"""


class Template:
    """What a scenario begins from, made once and copied, or made anew each time."""

    def __init__(self, scenario: Scenario, folder: Path) -> None:
        self.scenario, self._folder, self._number = scenario, folder / scenario.name.replace(" ", "-"), 0
        if not scenario.fresh:
            scenario.make(self._folder / "template")

    def place(self) -> Path:
        """A place for one run. The path has always the same name, for records name paths."""
        place = self._folder / "place"
        shutil.rmtree(place, ignore_errors=True)
        if self.scenario.fresh:
            place.mkdir(parents=True)
            self.scenario.make(place)
        else:
            shutil.copytree(self._folder / "template", place, symlinks=True)
        return place


def reference(template: Template) -> Reference:
    """Run it through. RuntimeError where it fails by itself."""
    place = template.place()
    done = killing.run(template.scenario.commands(place))
    if done.status != 0:
        raise RuntimeError(f"{template.scenario.name}: {done}")
    return Reference(done.steps, done.seconds, {name: state(place / name) for name in template.scenario.workspaces})


def trials(template: Template, kills: int, seed: int) -> Iterator[Trial]:
    """So many kills: every other one before a step drawn by lot, the others at a moment drawn by lot."""
    lot = random.Random(f"{seed} {template.scenario.name}")  # noqa: S311 - to be drawn again
    expected = reference(template)
    done = 0
    while done < kills:
        place = template.place()
        drawn = {"at": lot.randrange(expected.steps)} if done % 2 == 0 else {"after": lot.uniform(0, expected.seconds)}
        ended = killing.run(template.scenario.commands(place), **drawn)
        if not ended.killed:
            if ended.status != 0:
                raise RuntimeError(f"{template.scenario.name} failed by itself: {ended}")
            continue
        done += 1
        yield _looked(template.scenario, place, ended, expected)


def _looked(scenario: Scenario, place: Path, ended: Ended, expected: Reference) -> Trial:
    acknowledged = scenario.acknowledged(ended.acknowledged)
    by_itself, wrong, lost = True, "", 0
    for name in scenario.workspaces:
        if not exists(place / name):
            continue
        checked = typed("verify", "-w", place / name)
        if checked.status != 0:
            by_itself = False
            said = checked.out + checked.err
            wrong = wrong or ("" if "tocsin " in said else f"{name}: {said}")
    main = place / scenario.workspaces[0]
    if by_itself and exists(main):
        lost = len(acknowledged - reports(main))
    # The one that was killed, and what would have come after it.
    again = killing.run(scenario.commands(place)[ended.acknowledged :])
    if again.status != 0 and THERE_ALREADY not in again.err:
        return Trial(ended.stage, len(acknowledged), lost, 0, 0, by_itself, f"cannot be run again: {again.out}{again.err}")
    missing = doubled = 0
    for name in scenario.workspaces:
        whole = typed("verify", "-w", place / name)
        if whole.status != 0:
            wrong = wrong or f"{name}: {whole.out}{whole.err}"
            continue
        found = state(place / name)
        missing += (expected.states[name] - found).total()
        doubled += (found - expected.states[name]).total()
        if found != expected.states[name]:
            differs = [*(found - expected.states[name]), *(expected.states[name] - found)]
            wrong = wrong or f"{name}: differs: {sorted(differs)[:4]}"
    if exists(main):
        lost = max(lost, len(acknowledged - reports(main)))
    return Trial(ended.stage, len(acknowledged), lost, doubled, missing, by_itself, wrong)


def table(found: dict[str, list[Trial]]) -> Iterator[str]:
    """Rows for the documentation."""
    yield "| command | kills | where | acknowledged before | lost | twice | missing at the end | whole by itself | by what it says |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, some in found.items():
        yield _row(name, some)
    yield _row("**all**", [one for some in found.values() for one in some], stages=False)


def _row(name: str, some: list[Trial], stages: bool = True) -> str:
    where = ", ".join(f"{stage} {number}" for stage, number in Counter(one.stage for one in some).most_common()) if stages else ""
    sums = [sum(getattr(one, field) for one in some) for field in ("acknowledged", "lost", "doubled", "missing")]
    by_itself = sum(one.by_itself for one in some)
    cells = [name, len(some), where, *sums, by_itself, len(some) - by_itself]
    return "| " + " | ".join(map(str, cells)) + " |"


def well(one: Trial) -> bool:
    """Is nothing lost, nothing twice, and everything said?"""
    return not (one.lost or one.doubled or one.missing or one.wrong)


ENVIRONMENT = {"TOCSIN_NOW": NOW, "TOCSIN_ENCODER": "none"}
