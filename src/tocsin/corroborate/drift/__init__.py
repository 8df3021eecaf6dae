"""What changed on the way: along each link of a tree, and inside a report between lead and body; brought in there, or inherited."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from tocsin.corroborate.case import Case
from tocsin.corroborate.drift import figures, framing, likelihood, scenes, voices
from tocsin.corroborate.drift.carried import carried
from tocsin.corroborate.drift.sides import Cutter, Sentence, Side, pairs
from tocsin.corroborate.trees import Tree
from tocsin.model import Drift
from tocsin.model.origins import DriftKind

__all__ = ["Drifts", "of_tree"]


class Drifts(NamedTuple):
    """Drifts by place of the report in the case, and the kinds that its parent already had."""

    found: dict[int, tuple[Drift, ...]]
    inherited: dict[int, tuple[DriftKind, ...]]


def of_tree(case: Case, tree: Tree) -> Drifts:
    """Drifts of every report of a tree, against its original where we hold it, and against the parent; and inside the report.

    A drift is inherited where the parent has it against the original, and the report says the same as the parent.
    """
    found: dict[int, tuple[Drift, ...]] = {}
    inherited: dict[int, tuple[DriftKind, ...]] = {}
    cutter = Cutter(case)
    for number in tree.members:
        up = tree.links[number].report if tree.links[number].link != "original" else None
        drifts = _against(tree, number, up, cutter, found)
        drifts += [drift for drift in _inside(cutter, number) if not _has(drifts, drift)]
        if drifts:
            found[number] = tuple(sorted(drifts, key=lambda drift: (drift.span, drift.kind)))
        kept = tuple(sorted({drift.kind for drift in drifts if drift.inherited}))
        if kept:
            inherited[number] = kept
    return Drifts(found, inherited)


def _against(tree: Tree, number: int, up: int | None, cutter: Cutter, found: dict[int, tuple[Drift, ...]]) -> list[Drift]:
    """Drifts of one report on its way from the original through its parent."""
    if tree.links[number].link == "original" or number == tree.root:
        return []
    child, cited = cutter.whole(number), tree.links[number].link == "citation"
    drifts = carried(child, cutter.whole(up), found.get(up, ())) if up is not None else []
    for source in dict.fromkeys(place for place in (tree.root, up) if place is not None and place != number):
        for drift in between(child, cutter.whole(source), cited):
            if _has(drifts, drift):
                continue
            # What the parent changed as well, and the report took over, was found with the parent.
            taken = False
            if up is not None and source != up and any(other.kind == drift.kind for other in found.get(up, ())):
                taken = not any(_meets(drift, other) for other in between(child, cutter.whole(up), cited))
            drifts.append(msgspec.structs.replace(drift, inherited=True) if taken else drift)
    return drifts


def between(child: Side, source: Side, cited: bool) -> list[Drift]:
    """Drifts of one report against one it comes from. `cited`: it speaks for itself beside, and is not held to the source's manner."""
    told = pairs(child, source)
    found = figures.of_numbers(child, source) + figures.of_days(child, source)
    found += scenes.of_targets(child, source, told) + scenes.of_places(child, source)
    found += voices.of_speakers(child, source, told) + voices.of_descriptions(child, source, told)
    if not cited:
        found += likelihood.of_estimates(child, source) + likelihood.of_modality(child, source, told)
        found += framing.of_frames(child, source)
    return found


def _inside(cutter: Cutter, number: int) -> list[Drift]:
    """Drifts of a report's first sentence against the rest of it."""
    lead, body = cutter.parts(number)
    if len(body.sentences) < 2:
        return []
    told = pairs(lead, body)
    return [
        *scenes.in_lead(lead, body),
        *_of_one(figures.of_numbers(lead, body), told),
        *_of_one(figures.of_days(lead, body), told),
        *likelihood.of_modality(lead, body, told),
        *voices.of_speakers(lead, body, told),
    ]


def _of_one(drifts: list[Drift], told: Sequence[tuple[Sentence, Sentence]]) -> list[Drift]:
    """Those between two sentences that tell one thing: a lead and its body count and date several."""
    return [drift for drift in drifts if any(was.start <= (drift.was_span or (-1, -1))[0] < was.end for _, was in told)]


def _has(drifts: list[Drift], drift: Drift) -> bool:
    return any(other.kind == drift.kind and _meets(other, drift) for other in drifts)


def _meets(one: Drift, other: Drift) -> bool:
    return one.kind == other.kind and one.span[0] < other.span[1] and other.span[0] < one.span[1]
