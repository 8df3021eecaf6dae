"""Checks of red lines, doctrine, decisions and the calendar against the rest of a problem, and the record made of the four files."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tocsin.library.line_schema import CalendarFile, DecisionsFile, DoctrineFile, RedLinesFile
from tocsin.library.yaml_files import Declared

if TYPE_CHECKING:
    from pydantic import BaseModel

MODELS: "dict[str, type[BaseModel]]" = {
    "red_lines": RedLinesFile,
    "doctrine": DoctrineFile,
    "decisions": DecisionsFile,
    "calendar": CalendarFile,
}
"""the files, by name without ending; none of them is needed"""

File = tuple[Declared, Any]
At = tuple[str | int, ...]


def check(files: Mapping[str, File], entities: set[str], hypotheses: set[str], indicators: set[str], senses: Iterable[str]) -> list[str]:
    """Every mistake in the four files that only shows beside the others: ids that nothing has, twins, words that no text is made of."""
    mistakes: list[str] = []
    if "red_lines" in files:
        _red_lines(*files["red_lines"], entities, mistakes)
    if "doctrine" in files:
        _doctrine(*files["doctrine"], entities, mistakes)
    if "decisions" in files:
        _decisions(*files["decisions"], entities, hypotheses, set(senses), mistakes)
    if "calendar" in files:
        document, file = files["calendar"]
        _twice(document, ("calendar",), mistakes)
        for at, due in _each(document, ("calendar",), file.calendar):
            _known(document, (*at, "by"), due.by, entities, "entity of the gazetteer", mistakes)
            for number, name in enumerate(due.indicators):
                _known(document, (*at, "indicators", number), name, indicators, "indicator", mistakes)
    return mistakes


def _red_lines(document: Declared, file: RedLinesFile, entities: set[str], mistakes: list[str]) -> None:
    for key in ("consequences", "themes", "red_lines"):
        _twice(document, (key,), mistakes)
    kinds, themes = {one.id for one in file.consequences}, {one.id for one in file.themes}
    crossings: dict[str, str] = {}
    for at, line in _each(document, ("red_lines",), file.red_lines):
        _known(document, (*at, "speaker"), line.speaker, entities, "entity of the gazetteer", mistakes)
        _known(document, (*at, "theme"), line.theme, themes, "theme", mistakes)
        _known(document, (*at, "consequence"), line.consequence, kinds, "consequence", mistakes)
        for number, crossing in enumerate(line.crossings):
            here = (*at, "crossings", number)
            if crossing.id in crossings:
                mistakes.append(document.mistake((*here, "id"), f"'{crossing.id}' is declared already at {crossings[crossing.id]}"))
            crossings.setdefault(crossing.id, document.place((*here, "id")))
            for place, name in enumerate(crossing.says):
                _known(document, (*here, "says", place), name, entities, "entity of the gazetteer", mistakes)
            for place, answer in enumerate(crossing.answers):
                _known(document, (*here, "answers", place, "kind"), answer.kind, kinds, "consequence", mistakes)
                if (answer.date - crossing.date).days > file.answer_days:
                    late = f"{(answer.date - crossing.date).days} days after the crossing, answer_days is {file.answer_days}"
                    mistakes.append(document.mistake((*here, "answers", place, "date"), late))


def _doctrine(document: Declared, file: DoctrineFile, entities: set[str], mistakes: list[str]) -> None:
    for key in ("elements", "texts"):
        _twice(document, (key,), mistakes)
    elements, texts = {one.id for one in file.elements}, {one.id: one for one in file.texts}
    matters = {condition.matter for text in file.texts for condition in text.conditions}
    used: set[str] = set()
    for at, text in _each(document, ("texts",), file.texts):
        _known(document, (*at, "entity"), text.entity, entities, "entity of the gazetteer", mistakes)
        _known(document, (*at, "replaces"), text.replaces, texts, "text of this file", mistakes)
        if text.replaces in texts and texts[text.replaces].date >= text.date:
            mistakes.append(document.mistake((*at, "replaces"), f"{text.replaces} is no earlier than {text.id}"))
        for number, condition in enumerate(text.conditions):
            used |= set(condition.elements)
            for place, name in enumerate(condition.elements):
                _known(document, (*at, "conditions", number, "elements", place), name, elements, "element", mistakes)
    for at, element in _each(document, ("elements",), file.elements):
        if element.id not in used:
            mistakes.append(document.mistake((*at, "id"), f"'{element.id}' is part of no condition"))
    for number, holding in enumerate(file.holdings):
        _known(document, ("holdings", number, "matter"), holding.matter, matters, "matter of a condition", mistakes)
        _known(document, ("holdings", number, "by"), holding.by, entities, "entity of the gazetteer", mistakes)
    for number, term in enumerate(file.terms):
        _known(document, ("terms", number, "by"), term.by, entities, "entity of the gazetteer", mistakes)


def _decisions(
    document: Declared, file: DecisionsFile, entities: set[str], hypotheses: set[str], senses: set[str], mistakes: list[str]
) -> None:
    _twice(document, ("decisions",), mistakes)
    for at, decision in _each(document, ("decisions",), file.decisions):
        _known(document, (*at, "by"), decision.by, entities, "entity of the gazetteer", mistakes)
        for number, name in enumerate(decision.hypotheses):
            _known(document, (*at, "hypotheses", number), name, hypotheses, "hypothesis", mistakes)
        for number, ratio in enumerate(decision.ratios):
            _known(document, (*at, "ratios", number, "hypothesis"), ratio.hypothesis, hypotheses, "hypothesis", mistakes)
        for number, view in enumerate(decision.judgements):
            here = (*at, "judgements", number)
            _known(document, (*here, "by"), view.by, entities, "entity of the gazetteer", mistakes)
            _known(document, (*here, "hypothesis"), view.hypothesis, hypotheses, "hypothesis", mistakes)
            _known(document, (*here, "sense"), view.sense, senses, "sense of likelihood", mistakes)


def record(files: Mapping[str, File]) -> dict[str, Any]:
    """The data of `model.lines.Lines`, known since their day where nothing else is said."""
    found: dict[str, Any] = {}
    checked: list[str] = []
    for kind in MODELS:
        if kind not in files:
            continue
        data = _since(files[kind][1].model_dump())
        checked.append(data.pop("checked"))
        if kind == "doctrine":
            data = {"elements": data["elements"], "doctrine": data["texts"], "holdings": data["holdings"], "readings": data["terms"]}
        found |= data
    return found | {"checked": "; ".join(dict.fromkeys(checked)) or None}


def _since(value: Any) -> Any:
    if isinstance(value, dict):
        made = {key: _since(item) for key, item in value.items()}
        if "known_since" in made:
            made["known_since"] = made["known_since"] or made["date"]
        if "assumption" in made:
            made["assumption"] = bool(made["assumption"])
        return made
    return [_since(item) for item in value] if isinstance(value, list | tuple) else value


def _known(document: Declared, loc: At, given: str | None, known: Iterable[str], what: str, mistakes: list[str]) -> None:
    if given is not None and given not in known:
        mistakes.append(document.mistake(loc, f"'{given}' is no {what}", given=given, known=known))


def _ids(document: Declared, keys: At) -> list[str]:
    data = document.data
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    if not isinstance(data, list):
        return []
    return [item["id"] if isinstance(item, dict) and isinstance(item.get("id"), str) else "" for item in data]


def _twice(document: Declared, keys: At, mistakes: list[str]) -> None:
    first: dict[str, str] = {}
    for number, name in enumerate(_ids(document, keys)):
        at = (*keys, number, "id")
        if name in first:
            mistakes.append(document.mistake(at, f"'{name}' is declared already at {first[name]}"))
        elif name:
            first[name] = document.place(at)


def _each(document: Declared, keys: At, items: Sequence[Any]) -> list[tuple[At, Any]]:
    """The sound items, each with where it stands in the file as written."""
    ids = _ids(document, keys)
    return [((*keys, ids.index(item.id)) if item.id in ids else keys, item) for item in items]
