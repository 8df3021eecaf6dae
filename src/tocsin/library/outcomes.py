"""A problem's outcomes.yml: checked against its other files, and made into questions with their occurrences."""

from collections.abc import Mapping, Sequence
from typing import Any

from tocsin.library.outcome_schema import OutcomesFile
from tocsin.library.problem_schema import Entry
from tocsin.library.yaml_files import Declared


def check(document: Declared, file: OutcomesFile, hypotheses: set[str], entries: Sequence[Entry]) -> list[str]:
    """Every mistake between outcomes.yml and the rest of its folder."""
    mistakes: list[str] = []
    dated = {entry.id: entry for entry in entries}
    counting = [one.id for one in file.questions if one.same_as is None]
    seen: dict[str, int] = {}
    for index, one in enumerate(file.questions):
        at = ("questions", index)
        if one.id in hypotheses:
            mistakes.append(document.mistake((*at, "id"), f"'{one.id}' is a hypothesis already"))
        if one.id in seen:
            mistakes.append(document.mistake((*at, "id"), f"'{one.id}' is declared already"))
        seen[one.id] = index
        if one.same_as is not None and one.same_as not in counting:
            said = f"'{one.same_as}' is no question of its own"
            mistakes.append(document.mistake((*at, "same_as"), said, given=one.same_as, known=counting))
        for place, name in enumerate(one.counted.entries if one.counted else ()):
            where = (*at, "counted", "entries", place)
            entry = dated.get(name)
            if entry is None:
                mistakes.append(document.mistake(where, f"'{name}' is no entry of the chronology", given=name, known=dated))
            elif one.counted and not one.counted.since <= entry.date <= one.counted.until:
                mistakes.append(document.mistake(where, f"{name} is of {entry.date}, outside {one.counted.since} to {one.counted.until}"))
    return mistakes


def questions(file: OutcomesFile, entries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The questions as the record wants them, each with its occurrences in order of their days. entries: the chronology's."""
    dated = {entry["id"]: entry for entry in entries}
    counted = {one.id: one.counted for one in file.questions}
    out = []
    for one in file.questions:
        count = one.counted or (counted.get(one.same_as) if one.same_as else None)
        row: dict[str, Any] = one.model_dump(exclude={"counted"})
        if count is not None:
            told = [
                {"date": e["date"], "known_since": e["known_since"], "source": e["source"], "entry": e["id"], "what": e["what"]}
                for e in (dated[name] for name in count.entries)
            ]
            more = [{**item.model_dump(), "known_since": item.known_since or item.date} for item in count.more]
            row |= {
                "since": count.since,
                "until": count.until,
                "complete": count.source or count.note or "",
                "assumption": count.source is None,
                "occurrences": sorted([*told, *more], key=lambda item: item["date"]),
            }
        out.append(row)
    return out
