"""Warning problems: a folder of YAML files in, one record out, or every mistake of every file at once."""

import hashlib
import re
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from tocsin.errors import ConfigError, UsageError
from tocsin.library.paths import root
from tocsin.model import declared
from tocsin.model.lexicon import Weights

if TYPE_CHECKING:
    from pydantic import BaseModel

    from tocsin.library.problem_checks import Folder
    from tocsin.library.problem_method import Finding

SINGLE = ("problem", "indicators", "places", "chronology", "false_alarms", "outcomes", "triggers", "instruments", "pathways")
LINES = ("red_lines", "doctrine", "decisions", "calendar")
NEEDED = ("problem", "indicators")
WORDS = ("gazetteer", "cues", "homonyms")
"""what of a problem are words: tens of thousands, and no range among them"""


def shipped() -> tuple[str, ...]:
    """Ids of the problems that come with Tocsin, in order."""
    return tuple(sorted(file.parent.name for file in (root() / "problems").glob("*/problem.yml")))


def load(problem: str | Path) -> declared.Problem:
    """The problem of that id, or in that folder. Raises ConfigError with every mistake, UsageError where there is none.

    A folder is read once in a process: edit it, and the next command sees the change.
    """
    return _load(_folder(problem))


def weights(problem: str | Path) -> Weights | None:
    """The fitted weights that come with a problem; None for one that has none. Raises ConfigError where their file is wrong."""
    from tocsin.library import weights as fitted

    return fitted.load(_folder(problem))


def check(problem: str | Path) -> list[str]:
    """Every mistake in a problem's files, each `file:line:column field: what. Did you mean ...?`; none means that it loads."""
    return _read(_folder(problem))[1]


def reviewed(problem: str | Path) -> "tuple[Folder, list[str], list[Finding]]":
    """The files, every mistake in them, and, where they load, what a methodologist finds."""
    from tocsin.library.problem_method import review

    folder, mistakes = _read(_folder(problem))
    return folder, mistakes, [] if mistakes else review(folder)


def new(folder: Path, like: str | None = None) -> None:
    """A small problem that passes its check, with comments, to be edited; or, with `like`, a copy of a shipped one under the folder's name.

    UsageError where the folder holds something, or where there is no such problem.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("is not empty", where=str(folder), todo="name a folder that does not exist")
    if like is None:
        shutil.copytree(root() / "templates" / "problem", folder, dirs_exist_ok=True)
        return
    source = _folder(like)
    # Fitted weights belong to the words they were fitted on: a copy is for another subject.
    shutil.copytree(source, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("weights.tsv", "__pycache__"))
    file, name = folder / "problem.yml", re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "my-problem"
    file.write_text(re.sub(r"(?m)^id: .*$", f"id: {name}", file.read_text(encoding="utf-8"), count=1), encoding="utf-8")


def _folder(problem: str | Path) -> Path:
    if str(problem) in shipped():
        return root() / "problems" / str(problem)
    folder = Path(problem)
    if not folder.is_dir():
        from tocsin.library.yaml_files import did_you_mean

        raise UsageError(
            f"no problem '{problem}'{did_you_mean(problem, shipped())}", todo=f"shipped: {', '.join(shipped())}; or name a folder"
        )
    return folder


@cache
def _load(folder: Path) -> declared.Problem:
    files, mistakes = _read(folder)
    if mistakes:
        raise ConfigError(mistakes)
    return _record(folder, files)


def _read(folder: Path) -> tuple["Folder", list[str]]:
    """All files of a folder, parsed and checked, with every mistake."""
    from tocsin.library import line_checks
    from tocsin.library import problem_schema as schema
    from tocsin.library.alarm_schema import FalseAlarmsFile
    from tocsin.library.elicitation_schema import ElicitationFile
    from tocsin.library.instrument_schema import LinksFile
    from tocsin.library.outcome_schema import OutcomesFile
    from tocsin.library.pathway_schema import PathwaysFile
    from tocsin.library.problem_checks import Folder
    from tocsin.library.problem_checks import check as cross_check
    from tocsin.library.trigger_schema import TriggersFile
    from tocsin.library.yaml_files import in_order, parse, validate

    single: dict[str, type[BaseModel]] = {
        "problem": schema.ProblemFile,
        "indicators": schema.IndicatorsFile,
        "places": schema.PlacesFile,
        "chronology": schema.ChronologyFile,
        "false_alarms": FalseAlarmsFile,
        **line_checks.MODELS,
        "outcomes": OutcomesFile,
        "triggers": TriggersFile,
        "instruments": LinksFile,
        "pathways": PathwaysFile,
    }
    several: dict[str, type[BaseModel]] = {
        "gazetteer": schema.GazetteerFile,
        "cues": schema.CuesFile,
        "elicitation": ElicitationFile,
    }
    files, mistakes = Folder(), _strangers(folder)
    for kind, model in single.items():
        path = folder / f"{kind}.yml"
        if not path.is_file():
            if kind in NEEDED:
                mistakes.append(f"{path}:1:1 is missing: a problem needs {' and '.join(f'{name}.yml' for name in NEEDED)}")
            continue
        document = parse(path, mistakes)
        if document is not None:
            files.documents.setdefault(kind, []).append(document)
            content = validate(document, model, mistakes)
            if content is not None and kind in LINES:
                files.lines[kind] = (document, content)
            elif content is not None:
                setattr(files, kind, (document, content))
    for kind, model_of in several.items():
        for path in sorted((folder / kind).glob("*.yml")):
            document = parse(path, mistakes)
            if document is not None:
                files.documents.setdefault(kind, []).append(document)
                content = validate(document, model_of, mistakes)
                if content is not None:
                    getattr(files, kind).append((document, content))
    mistakes.extend(cross_check(files))
    if files.elicitation:
        from tocsin.library import elicitation
        from tocsin.library.number_places import places

        numbered = places([document for kind in NEEDED for document in files.documents.get(kind, [])])
        elicitation.check(files.elicitation, numbered, mistakes)
    return files, in_order(mistakes)


def _strangers(folder: Path) -> list[str]:
    """YAML files that no loader reads: most often a name misspelt."""
    from tocsin.library.yaml_files import did_you_mean

    known = [f"{name}.yml" for name in (*SINGLE, *LINES)]
    return [
        f"{path}:1:1 is no file of a problem{did_you_mean(path.name, known)}"
        for path in sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")])
        if path.name not in known
    ]


def _version(folder: Path) -> str:
    """SHA-256 over names and bytes of the folder's YAML files, case forms and weights, in order of name."""
    digest = hashlib.sha256()
    for path in sorted(
        [*folder.rglob("*.yml"), *folder.rglob("declined.txt"), *folder.glob("weights.tsv")],
        key=lambda file: file.relative_to(folder).as_posix(),
    ):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _record(folder: Path, files: "Folder") -> declared.Problem:
    """The record of files without a mistake."""
    from tocsin.library import instruments, line_checks, outcomes, trigger_schema

    if files.problem is None or files.indicators is None:
        raise ConfigError([f"{folder}:1:1 needs problem.yml and indicators.yml"])
    top = files.problem[1].model_dump()
    chronology = [
        {**item, "known_since": item["known_since"] or item["date"]}
        for item in (files.chronology[1].model_dump()["entries"] if files.chronology else [])
    ]
    data: dict[str, Any] = {
        **top,
        "version": _version(folder),
        "processes": [_process(process) for process in top["processes"]],
        "indicators": [_indicator(item) for item in files.indicators[1].model_dump()["indicators"]],
        "places": files.places[1].model_dump()["places"] if files.places else [],
        "chronology": chronology,
        "false_alarms": [
            {**item, "known_since": item["known_since"] or item["resolved"]}
            for item in (files.false_alarms[1].model_dump()["false_alarms"] if files.false_alarms else [])
        ],
        "questions": outcomes.questions(files.outcomes[1], chronology) if files.outcomes else [],
        "gazetteer": _gazetteer(folder, files),
        "homonyms": [item for _, file in files.gazetteer for item in file.model_dump()["homonyms"]],
        "cues": {file.language: _cues(file.model_dump()) for _, file in files.cues},
        "lines": line_checks.record(files.lines),
        "area": files.triggers[1].area or {} if files.triggers else {},
        "triggers": trigger_schema.record(files.triggers[1].triggers) if files.triggers else [],
        "instruments": instruments.links(files.instruments[1] if files.instruments else None),
        "pathways": files.pathways[1].model_dump() if files.pathways else None,
    }
    words = {name: data.pop(name) for name in WORDS}
    return _placed(msgspec.convert({**_ranges(data), **words}, declared.Problem), files)


def _placed(problem: declared.Problem, files: "Folder") -> declared.Problem:
    """The problem with the file and line of each declared number."""
    from tocsin.library.number_places import places
    from tocsin.model.numbers import numbers, replaced

    at = places([document for kind in (*NEEDED, "instruments") for document in files.documents.get(kind, [])])
    at |= {f"pathways.{path}": place for path, place in places(files.documents.get("pathways", [])).items()}
    found = {path: number.bounds for path, number in numbers(problem).items() if path in at}
    placed = replaced(problem, {path: msgspec.structs.replace(bounds, at=at[path]) for path, bounds in found.items()})
    if not files.elicitation:
        return placed
    from tocsin.library import elicitation

    return elicitation.applied(placed, files.elicitation)


def _process(data: dict[str, Any]) -> dict[str, Any]:
    return {
        **data,
        "states": [state["id"] for state in data["states"]],
        "state_names": {state["id"]: state["name"] for state in data["states"]},
    }


def _indicator(data: dict[str, Any]) -> dict[str, Any]:
    vouched = ("source", "assumption", "note", "since")
    ladders = {
        field: {
            process: {
                state: {"low": low, "high": high, **{key: ladder[key] for key in vouched}}
                for state, (low, high) in ladder["states"].items()
            }
            for process, ladder in data[field].items()
        }
        for field in ("prevalence", "staged")
    }
    return {**data, **ladders}


def _gazetteer(folder: Path, files: "Folder") -> list[dict[str, Any]]:
    """All entities, with the case forms of their names."""
    from tocsin.library import declined

    more = declined.load(folder / "gazetteer")
    entities = [entity for _, file in files.gazetteer for entity in _entities(file.model_dump())]
    for entity in entities:
        found = more.get(entity["id"], {})
        adjectives = {
            code.removeprefix(declined.ADJECTIVES): words for code, words in found.items() if code.startswith(declined.ADJECTIVES)
        }
        entity["forms"] = declined.joined(entity["forms"], {code: words for code, words in found.items() if ":" not in code})
        entity["adjectives"] = declined.joined(entity["adjectives"], adjectives)
    return entities


def _entities(file: dict[str, Any]) -> list[dict[str, Any]]:
    """Entities with what the head of their file says for all of them."""
    head = {key: file[key] for key in ("type", "speaks_as", "source", "known_since")}
    return [{**entity, **{key: value for key, value in head.items() if entity[key] is None}} for entity in file["entities"]]


def _cues(file: dict[str, Any]) -> dict[str, Any]:
    def flat(kind: str) -> list[dict[str, Any]]:
        return [{"id": name, **cue} for name, cues in file[kind].items() for cue in cues]

    return {**file, "indicators": flat("indicators"), "hypotheses": flat("hypotheses")}


def _ranges(value: Any) -> Any:
    """Where a source is given and nothing else said, a range is no assumption."""
    if isinstance(value, dict):
        made = {key: _ranges(item) for key, item in value.items()}
        if "low" in made and "assumption" in made:
            made["assumption"] = bool(made["assumption"])
        return made
    return [_ranges(item) for item in value] if isinstance(value, list | tuple) else value
