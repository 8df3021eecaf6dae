"""Checks between the files of a warning problem: what one declares and another names, and numbers that cannot all be true."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tocsin.library import dynamics_checks, instruments, likelihood, line_checks, outcomes, pathways, trigger_schema
from tocsin.library.alarm_schema import FalseAlarmsFile
from tocsin.library.elicitation_schema import ElicitationFile
from tocsin.library.instrument_schema import LinksFile
from tocsin.library.outcome_schema import OutcomesFile
from tocsin.library.pathway_schema import PathwaysFile
from tocsin.library.problem_schema import (
    ChronologyFile,
    CuesFile,
    GazetteerFile,
    IndicatorsFile,
    PlacesFile,
    ProblemFile,
)
from tocsin.library.yaml_files import Declared


@dataclass(slots=True)
class Folder:
    """The parsed files of one problem: what is sound of each, beside the document that knows its places."""

    problem: tuple[Declared, ProblemFile] | None = None
    indicators: tuple[Declared, IndicatorsFile] | None = None
    places: tuple[Declared, PlacesFile] | None = None
    chronology: tuple[Declared, ChronologyFile] | None = None
    false_alarms: tuple[Declared, FalseAlarmsFile] | None = None
    outcomes: tuple[Declared, OutcomesFile] | None = None
    triggers: tuple[Declared, trigger_schema.TriggersFile] | None = None
    instruments: tuple[Declared, LinksFile] | None = None
    pathways: tuple[Declared, PathwaysFile] | None = None
    gazetteer: list[tuple[Declared, GazetteerFile]] = field(default_factory=list)
    cues: list[tuple[Declared, CuesFile]] = field(default_factory=list)
    lines: dict[str, tuple[Declared, Any]] = field(default_factory=dict)
    """red lines, doctrine, decisions and the calendar (`line_checks`)"""
    elicitation: list[tuple[Declared, ElicitationFile]] = field(default_factory=list)
    documents: dict[str, list[Declared]] = field(default_factory=dict)
    """all that could be parsed, by kind, sound or not: an id in a broken entry is known still"""

    def ids(self, kind: str, *keys: str) -> set[str]:
        """Every id that the files of `kind` declare in the list under `keys`."""
        return {name for document in self.documents.get(kind, []) for name in _ids(document.data, keys)}


def check(folder: Folder) -> list[str]:
    """Every mistake between the files, in the order of the files."""
    mistakes: list[str] = []
    entities = folder.ids("gazetteer", "entities")
    hypotheses = folder.ids("problem", "hypotheses")
    indicators = folder.ids("indicators", "indicators")
    states = _states(folder.documents.get("problem", []))
    if folder.problem:
        _problem(*folder.problem, hypotheses, states, entities, mistakes)
    if folder.indicators:
        _indicators(*folder.indicators, states, mistakes)
    _times(folder, mistakes)
    if folder.places:
        _twice([(folder.places[0], ("places",))], mistakes)
    if folder.chronology:
        _chronology(*folder.chronology, entities, indicators, mistakes)
    if folder.false_alarms:
        _false_alarms(*folder.false_alarms, indicators, entities, mistakes)
    if folder.lines:
        mistakes += line_checks.check(folder.lines, entities, hypotheses, indicators, likelihood.load().senses)
    if folder.outcomes:
        mistakes += outcomes.check(*folder.outcomes, hypotheses, folder.chronology[1].entries if folder.chronology else ())
    if folder.triggers:
        mistakes += trigger_schema.check(folder.triggers[0], folder.triggers[1].triggers, *_watched(folder, indicators, hypotheses))
    if folder.instruments:
        _instruments(folder, *folder.instruments, mistakes)
    if folder.pathways:
        mistakes += pathways.check(*folder.pathways, hypotheses, folder.ids("places", "places"), indicators)
    _gazetteer(folder.gazetteer, entities, mistakes)
    seen: set[str] = set()
    for document, cues in folder.cues:
        if cues.language in seen:
            mistakes.append(document.mistake(("language",), f"{cues.language} has a file of cues already"))
        seen.add(cues.language)
        for key in cues.indicators:
            _known(document, ("indicators", key), key, indicators, "indicator", mistakes, key=True)
        for key in cues.hypotheses:
            _known(document, ("hypotheses", key), key, hypotheses, "hypothesis", mistakes, key=True)
    return mistakes


def _watched(folder: Folder, indicators: set[str], hypotheses: set[str]) -> tuple[dict[str, set[str]], set[str]]:
    """What triggers may name, by their kind; and places. Red lines that were only read have ids that no file declares."""
    known: dict[str, set[str]] = {
        "indicator": indicators,
        "drift": indicators,
        "probability": hypotheses,
        "judgement": hypotheses,
        "calendar": set(trigger_schema.CALENDAR),
        "margin": folder.ids("pathways", "paths"),
    }
    return known, folder.ids("places", "places")


def _problem(
    document: Declared,
    problem: ProblemFile,
    hypotheses: set[str],
    states: Mapping[str, Sequence[str]],
    entities: set[str],
    mistakes: list[str],
) -> None:
    _twice([(document, ("processes",))], mistakes)
    _twice([(document, ("hypotheses",))], mistakes)
    for index, name in enumerate(problem.own):
        _known(document, ("own", index), name, entities, "entity of the gazetteer", mistakes)
    absorbing = {event: process.id for process in problem.processes for event in process.absorbing}
    for hypothesis in problem.hypotheses:
        at = (*_find(document, ("hypotheses",), hypothesis.id), "process")
        if hypothesis.process is not None:
            _known(document, at, hypothesis.process, states, "process", mistakes)
            if hypothesis.process in states and absorbing.get(hypothesis.id, hypothesis.process) != hypothesis.process:
                mistakes.append(
                    document.mistake(at, f"{hypothesis.id} is absorbing in {absorbing[hypothesis.id]}, not in {hypothesis.process}")
                )
            elif hypothesis.process in states and hypothesis.id not in absorbing:
                mistakes.append(document.mistake(at, f"{hypothesis.id} is no absorbing event of {hypothesis.process}"))
    for process in problem.processes:
        here = _find(document, ("processes",), process.id)
        living = [state.id for state in process.states]
        _twice([(document, (*here, "states"))], mistakes)
        for name in process.prior:
            _known(document, (*here, "prior", name), name, living, "living state", mistakes, key=True)
        for index, event in enumerate(process.absorbing):
            _known(document, (*here, "absorbing", index), event, hypotheses, "hypothesis", mistakes)
        leaving: dict[str, float] = {}
        for index, transition in enumerate(process.transitions):
            at = (*here, "transitions", index)
            _known(document, (*at, "from"), transition.source_state, living, "living state", mistakes)
            _known(document, (*at, "to"), transition.target, [*living, *process.absorbing], "state or absorbing event", mistakes)
            if transition.source_state == transition.target:
                mistakes.append(document.mistake((*at, "to"), "a state does not lead to itself: what is left over stays"))
            leaving[transition.source_state] = leaving.get(transition.source_state, 0.0) + transition.per_day.high
            if leaving[transition.source_state] > 1 >= leaving[transition.source_state] - transition.per_day.high:
                total = leaving[transition.source_state]
                mistakes.append(
                    document.mistake(
                        (*at, "per_day", "high"),
                        f"chances per day out of {transition.source_state} add up to {total:g} at their highest, above 1",
                    )
                )


def _times(folder: Folder, mistakes: list[str]) -> None:
    """Durations, restarts, conditions, deception, and the events that entries say have happened."""
    hypotheses = sorted(folder.ids("problem", "hypotheses"))

    def tellers(document: Declared) -> tuple[dynamics_checks.Known, dynamics_checks.Say]:
        def known(at: tuple[str | int, ...], given: str, names: Sequence[str], what: str) -> bool:
            _known(document, at, given, names, what, mistakes, key=at[-1] == given)
            return given in names

        return known, lambda at, said: mistakes.append(document.mistake(at, said))

    if folder.problem:
        document, problem = folder.problem
        known, say = tellers(document)
        for process in problem.processes:
            dynamics_checks.process_times(process, _find(document, ("processes",), process.id), known, say)
        sound = {indicator.id: indicator for indicator in folder.indicators[1].indicators} if folder.indicators else {}
        begun_by = {
            "chronology": (sorted(folder.ids("chronology", "entries")), "entry of chronology.yml"),
            "crossings": (sorted(folder.ids("red_lines", "red_lines")), "red line of red_lines.yml"),
            "matters": (_matters(folder), "matter of doctrine.yml"),
            "decisions": (sorted(folder.ids("decisions", "decisions")), "decision of decisions.yml"),
        }
        dynamics_checks.conditions(problem.conditions, {p.id: p for p in problem.processes}, sound, begun_by, known, say)
    if folder.indicators:
        document, indicators = folder.indicators
        known, say = tellers(document)
        for indicator in indicators.indicators:
            dynamics_checks.staged(indicator, _find(document, ("indicators",), indicator.id), known, say)
    if folder.chronology:
        document, chronology = folder.chronology
        known, say = tellers(document)
        for entry in chronology.entries:
            if entry.happened is not None:
                known((*_find(document, ("entries",), entry.id), "happened"), entry.happened, hypotheses, "hypothesis")


def _instruments(folder: Folder, document: Declared, links: LinksFile, mistakes: list[str]) -> None:
    """Links of instruments; of entries that are broken themselves only the id is known."""
    kinds: dict[str, Sequence[str]] = dict.fromkeys(folder.ids("indicators", "indicators"), ())
    kinds |= {one.id: one.reads_as for one in folder.indicators[1].indicators} if folder.indicators else {}
    where: dict[str, tuple[float, float] | None] = dict.fromkeys(folder.ids("places", "places"))
    where |= {one.id: (one.lat, one.lon) for one in folder.places[1].places} if folder.places else {}
    instruments.check(document, links, kinds, where, mistakes)


def _matters(folder: Folder) -> list[str]:
    """What conditions of doctrine texts are about."""
    found = set()
    for document in folder.documents.get("doctrine", []):
        texts = document.data.get("texts", []) if isinstance(document.data, dict) else []
        for text in texts if isinstance(texts, list) else []:
            conditions = text.get("conditions", []) if isinstance(text, dict) else []
            found |= {str(one.get("matter")) for one in conditions if isinstance(one, dict)} if isinstance(conditions, list) else set()
    return sorted(found)


def _indicators(document: Declared, file: IndicatorsFile, states: Mapping[str, Sequence[str]], mistakes: list[str]) -> None:
    _twice([(document, ("indicators",))], mistakes)
    for indicator in file.indicators:
        here = _find(document, ("indicators",), indicator.id)
        for process, ladder in indicator.prevalence.items():
            at = (*here, "prevalence", process)
            _known(document, at, process, states, "process", mistakes, key=True)
            if process not in states:
                continue
            for state, (_, high) in ladder.states.items():
                _known(document, (*at, "states", state), state, states[process], "living state", mistakes, key=True)
                days = indicator.episode_days
                if days is not None and high < 1 and days.low < high / (1 - high):
                    least = high / (1 - high)
                    said = (
                        f"on {high:g} of the time needs episodes of at least p/(1-p) = {least:.3g} days, episode_days allows {days.low:g}"
                    )
                    mistakes.append(document.mistake((*at, "states", state), said))
            missing = [state for state in states[process] if state not in ladder.states]
            if missing:
                mistakes.append(document.mistake((*at, "states"), f"no prevalence for {', '.join(missing)}"))


def _chronology(document: Declared, file: ChronologyFile, entities: set[str], indicators: set[str], mistakes: list[str]) -> None:
    _twice([(document, ("entries",))], mistakes)
    for entry in file.entries:
        here = _find(document, ("entries",), entry.id)
        if entry.indicator is not None:
            _known(document, (*here, "indicator"), entry.indicator, indicators, "indicator", mistakes)
        for index, name in enumerate(entry.entities):
            _known(document, (*here, "entities", index), name, entities, "entity of the gazetteer", mistakes)


def _false_alarms(document: Declared, file: FalseAlarmsFile, indicators: set[str], entities: set[str], mistakes: list[str]) -> None:
    _twice([(document, ("false_alarms",))], mistakes)
    for alarm in file.false_alarms:
        here = _find(document, ("false_alarms",), alarm.id)
        for index, name in enumerate(alarm.indicators):
            _known(document, (*here, "indicators", index), name, indicators, "indicator", mistakes)
        for index, name in enumerate(alarm.entities):
            _known(document, (*here, "entities", index), name, entities, "entity of the gazetteer", mistakes)


def _gazetteer(files: Sequence[tuple[Declared, GazetteerFile]], entities: set[str], mistakes: list[str]) -> None:
    _twice([(document, ("entities",)) for document, _ in files], mistakes)
    for document, file in files:
        for entity in file.entities:
            here = _find(document, ("entities",), entity.id)
            for name, given in (("country", entity.country), ("aliases_of", entity.aliases_of)):
                if given is not None:
                    _known(document, (*here, name), given, entities, "entity of the gazetteer", mistakes)
            for name in ("type", "source", "known_since"):
                if getattr(entity, name) is None and getattr(file, name) is None:
                    mistakes.append(document.mistake(here, f"{entity.id} has no {name}, nor has the file"))
            kind = entity.type or file.type
            if kind is not None and entity.id.split(":")[0] != kind:
                mistakes.append(document.mistake((*here, "id"), f"begins with '{entity.id.split(':')[0]}:' where the type is {kind}"))
        for number, homonym in enumerate(file.homonyms):
            for identity in homonym.of:
                _known(document, ("homonyms", number, "of"), identity, entities, "entity of the gazetteer", mistakes)


def _known(
    document: Declared,
    loc: Sequence[str | int],
    given: str,
    known: Iterable[str],
    what: str,
    mistakes: list[str],
    *,
    key: bool = False,
) -> None:
    if given not in known:
        mistakes.append(document.mistake(loc, f"'{given}' is no {what}", key=key, given=given, known=known))


def _twice(lists: Sequence[tuple[Declared, tuple[str | int, ...]]], mistakes: list[str]) -> None:
    first: dict[str, str] = {}
    for document, keys in lists:
        for index, name in enumerate(_ids(document.data, keys)):
            at = (*keys, index, "id")
            if name in first:
                mistakes.append(document.mistake(at, f"'{name}' is declared already at {first[name]}"))
            elif name:
                first[name] = document.place(at)


def _find(document: Declared, keys: tuple[str | int, ...], name: str) -> tuple[str | int, ...]:
    """Where the item of that id stands in the file as written (what is sound may have moved up)."""
    ids = _ids(document.data, keys)
    return (*keys, ids.index(name)) if name in ids else keys


def _ids(data: object, keys: Iterable[str | int]) -> list[str]:
    """The ids of a list of mappings, in order; an empty text where an item has none."""
    for key in keys:
        if isinstance(data, dict):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            return []
    if not isinstance(data, list):
        return []
    return [item["id"] if isinstance(item, dict) and isinstance(item.get("id"), str) else "" for item in data]


def _states(documents: Sequence[Declared]) -> dict[str, list[str]]:
    """Living states by process, sound or not."""
    found: dict[str, list[str]] = {}
    for document in documents:
        for index, name in enumerate(_ids(document.data, ("processes",))):
            found[name] = [state for state in _ids(document.data, ("processes", index, "states")) if state]
    return found
