"""Experts' answers in elicitation/*.yml take the place of the ranges that a problem declares, pooled, with who was asked."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tocsin.library.elicitation_schema import Asked, ElicitationFile, Expert
from tocsin.library.pooling import Answer, Seed, factor, pool
from tocsin.library.yaml_files import Declared
from tocsin.model.declared import Problem, Range
from tocsin.model.numbers import SHAPE, numbers, replaced

Files = Sequence[tuple[Declared, ElicitationFile]]


def check(files: Files, addresses: Iterable[str], mistakes: list[str]) -> None:
    """What the files say of experts and numbers that are not there, or twice; bounds that the number cannot have."""
    known = set(addresses)
    asked: dict[str, str] = {}
    for document, file in files:
        experts = [expert.id for expert in file.experts]
        for place, name in enumerate(experts):
            if name in experts[:place]:
                mistakes.append(document.mistake(("experts", place, "id"), f"'{name}' is declared twice"))
        for place, seed in enumerate(file.seeds):
            for name in seed.judgements:
                if name not in experts:
                    here = ("seeds", place, "judgements", name)
                    mistakes.append(document.mistake(here, f"'{name}' is no expert of this file", key=True, given=name, known=experts))
        for place, number in enumerate(file.numbers):
            at = ("numbers", place, "path")
            if number.path not in known:
                mistakes.append(document.mistake(at, f"'{number.path}' is no declared number", given=number.path, known=known))
            if number.path in asked:
                mistakes.append(document.mistake(at, f"{number.path} is elicited already at {asked[number.path]}"))
            asked.setdefault(number.path, document.place(at))
            _answers(document, place, number, experts, mistakes)


def _answers(document: Declared, place: int, number: Asked, experts: Sequence[str], mistakes: list[str]) -> None:
    told: set[str] = set()
    for index, judgement in enumerate(number.judgements):
        at = ("numbers", place, "judgements", index)
        if judgement.expert not in experts:
            said = f"'{judgement.expert}' is no expert of this file"
            mistakes.append(document.mistake((*at, "expert"), said, given=judgement.expert, known=experts))
        if judgement.expert in told:
            mistakes.append(document.mistake((*at, "expert"), f"{judgement.expert} answers twice"))
        told.add(judgement.expert)
        if judgement.high > 1 and not number.path.endswith("_days"):
            mistakes.append(document.mistake((*at, "high"), f"{judgement.high:g} is above 1"))


def applied(problem: Problem, files: Files) -> Problem:
    """The problem with every elicited number in place of its declared range. The declared one is told in the note."""
    declared = numbers(problem)
    found: dict[str, Range] = {}
    for document, file in files:
        experts = {expert.id: expert for expert in file.experts}
        a = factor([Seed(tuple((p, experts[name].weight) for name, p in seed.judgements.items()), seed.outcome) for seed in file.seeds])
        for place, number in enumerate(file.numbers):
            before = declared[number.path]
            answers = [Answer(j.low, j.best, j.high, j.coverage, experts[j.expert].weight) for j in number.judgements]
            shape = pool(answers, before.scale, a)
            line = document.place(("numbers", place)).split(":")[-2]
            found[number.path] = _range(shape, before.bounds, number, experts, a if before.scale == "logit" else 1.0, document, line)
    return replaced(problem, found)


def _range(
    shape: tuple[float, ...], before: Range, number: Asked, experts: Mapping[str, Expert], a: float, document: Declared, line: str
) -> Range:
    file = Path(document.name).name
    asked = len(number.judgements)
    each = ", ".join(f"{j.expert} {j.low:g}-{j.high:g}" for j in number.judgements)
    moved = f"; extremised by {a:.3g}" if abs(a - 1) > 1e-9 else ""
    return Range(
        low=shape[SHAPE.index(0.05)],
        high=shape[SHAPE.index(0.95)],
        source=f"elicited from {asked} expert{'s' if asked > 1 else ''} (elicitation/{file})",
        assumption=False,
        note=f"{each}{moved}; declared before: {before.low:g}-{before.high:g}",
        since=max(experts[j.expert].date for j in number.judgements),
        at=f"{file}:{line}",
        shape=shape,
    )
