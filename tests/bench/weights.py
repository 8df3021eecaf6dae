"""The weights of the decision on meaning: fitted again on what they were fitted on, beside those that ship.

Usage: python -m tests.bench weights            (prints both, and what a fit without each fold says of it)
       python tests/bench/weights.py --write    writes `library/meaning/weights/weights.yml`

Fitted on NTREX-128's tuning half (`translation`: true translations, look-alikes with one change, and the nearest other documents) and on
the development half of the stories (`data/stories/dev.jsonl`: pairs of reports of one origin or of two, five days apart at most), never on
the halves that are measured on. Ridge logistic regression; both sets weigh the same, and so do the same and the different inside each.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from tests.bench import reading, translation
from tocsin.collect.furniture import find
from tocsin.corroborate.copies import bodies
from tocsin.corroborate.meaning import Meaning
from tocsin.corroborate.meaning.encoder import Kept, Packaged
from tocsin.corroborate.meaning.score import features
from tocsin.library import meaning, problems, sources, yardsticks
from tocsin.read import Reader

STORIES = Path(__file__).parent / "data" / "stories" / "dev.jsonl"
TARGET = meaning.FOLDER / "weights" / "weights.yml"
WITHIN = timedelta(days=5)
NEAREST = 3
"""other documents, the nearest, that stand for different ones"""
RIDGE = 1.0
FOLDS = 5
NEAR = ("meaning", "head", "aligned", "names", "numbers", "entities", "counts_agree")
MOST = {"number": 2.0, "name": 3.0, "role": 2.0, "polarity": 1.5, "date": 2.0, "speaker": 2.0, "estimate": 2.0, "act": 2.0, "stance": 2.0}
DECLARED, DECLARED_MOST = {"source": -2.0}, {"source": 1.0}
"""weights that no pair at hand can teach: none of them are look-alikes that differ in nothing but whom they have it from"""
"""of each difference, what counts: a third number that differs says little that two did not"""
CAP, THRESHOLD = 4.0, 0.65
"""set by what fits without each fold say of stories: precision .95 and more, and differences that can still turn a translation"""
CLOSE = -1.0
"""log-odds of nearness from which differences are weighed: of two reports that are not near, none tells anything"""
SHARE = {"story": 1.0, "document": 0.4}
"""what each set weighs for nearness: documents of the most diverse news are the easier ones"""


Matrix = NDArray[np.float64]


class Pair(NamedTuple):
    """Features of a pair, whether it is the same, what it weighs, and what may not be split over folds."""

    found: dict[str, float]
    same: bool
    kind: str
    group: str


def documents() -> Iterator[Pair]:
    """Pairs of the tuning half of NTREX-128."""
    held = [document for document in translation.documents() if not document.test]
    for language in translation.OTHERS:
        asked = translation.Asked(held, language, changed=True)
        for document in held:
            query = asked.query(document)
            others = [number for number in asked.meaning.near(query) if asked.owner(number) not in (document.id, None)][:NEAREST]
            for number, kind in [*asked.english(document), *((number, "other") for number in others)]:
                found = features(asked.meaning.compared(query, number), asked.meaning.likeness(query, number))
                yield Pair(found, kind == "true", f"document {kind}", document.id)


def stories(file: Path) -> Iterator[Pair]:
    """Pairs of stories, as they are read."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    lines = sorted((line for line in lines if line.get("published")), key=lambda line: (line["published"], line["id"]))
    reports = [reading.report_of(line) for line in lines]
    reports = [msgspec.structs.replace(report, furniture=find(report.text)) for report in reports]
    reader = Reader(problems.load("nuclear-escalation"), yardsticks.load(), sources.load())
    readings = [reader.read(report) for report in reports]
    meant = Meaning(reports, readings, bodies(reports), Kept(Packaged))
    for later, (report, line) in enumerate(zip(reports, lines, strict=True)):
        for earlier in range(later):
            other = reports[earlier]
            assert report.published_at is not None
            assert other.published_at is not None
            if report.published_at - other.published_at > WITHIN or report.site == other.site or line["gold"]["link"] == "copy":
                continue
            gold, before = line["gold"], lines[earlier]["gold"]
            same = gold["origin"] == before["origin"]
            if "citation" in (gold["link"], before["link"]) or (not same and _origins(gold) & _origins(before)):
                continue
            found = features(meant.compared(later, earlier), meant.likeness(later, earlier))
            yield Pair(found, same, "story same" if same else "story other", str(gold["origin"]))


def _origins(gold: dict[str, Any]) -> frozenset[str]:
    """The main origin, and those that it draws on beside."""
    return frozenset([gold["origin"], *(other["origin"] for other in gold.get("also", []))])


def fit(x: Matrix, pairs: Sequence[Pair], weight: Matrix, signs: Sequence[int]) -> Matrix:
    """Weights a unit of each column of x, the bias last (x has no column for it). A weight of the wrong sign is held at 0."""
    same = np.array([pair.same for pair in pairs], dtype=float)
    spread = x.std(axis=0)
    scale = np.append(np.where(spread > 1e-6, spread, 1.0), 1.0)
    z = np.column_stack([x, np.ones(len(x))]) / scale
    free, found, ridge = np.ones(len(scale), dtype=bool), np.zeros(len(scale)), np.append(np.full(len(scale) - 1, RIDGE), 0.0)
    for _ in range(80):
        p = 1 / (1 + np.exp(-np.clip(z @ found, -30, 30)))
        gradient = z.T @ (weight * (p - same)) + ridge * found
        hessian = (z * (weight * p * (1 - p))[:, None]).T @ z + np.diag(ridge + 1e-9)
        step = np.zeros_like(found)
        step[free] = np.linalg.solve(hessian[np.ix_(free, free)], gradient[free])
        found = found - step
        for place, sign in enumerate(signs):
            if found[place] * sign < 0:
                found[place], free[place] = 0.0, False
    weights: Matrix = found / scale
    return weights


def both(pairs: Sequence[Pair]) -> tuple[Matrix, Matrix]:
    """Weights of nearness, and of capped nearness with the differences."""
    asked = [pair for pair in pairs if not _changed(pair)]
    weight = _balanced([pair.kind for pair in asked]) * np.array([SHARE[pair.kind.split()[0]] for pair in asked])
    near = fit(_near(asked), asked, weight, [1] * len(NEAR))
    told = _near(pairs) @ near[:-1] + near[-1]
    close = [pair for pair, value in zip(pairs, told, strict=True) if value > CLOSE]
    kinds = ["changed" if _changed(pair) else pair.kind for pair in close]
    return near, fit(_capped(close, near), close, _balanced(kinds), [1, *(-1 for _ in MOST)])


def logits(pairs: Sequence[Pair], near: Matrix, differs: Matrix) -> Matrix:
    """(n,) what the weights say."""
    told = np.array([sum(weight * pair.found[name] for name, weight in DECLARED.items()) for pair in pairs])
    return np.asarray(_capped(pairs, near) @ differs[:-1] + differs[-1] + told)


def _changed(pair: Pair) -> bool:
    return pair.kind.split()[1] in translation.CHANGES


def _near(pairs: Sequence[Pair]) -> Matrix:
    return np.array([[pair.found[name] for name in NEAR] for pair in pairs])


def _capped(pairs: Sequence[Pair], near: Matrix) -> Matrix:
    told = np.minimum(_near(pairs) @ near[:-1] + near[-1], CAP)
    return np.column_stack([told, np.array([[min(pair.found[name], most) for name, most in MOST.items()] for pair in pairs])])


def _balanced(kinds: Sequence[str]) -> Matrix:
    """What each pair weighs where every kind weighs the same."""
    counts = Counter(kinds)
    return np.array([len(kinds) / len(counts) / counts[kind] for kind in kinds])


def _report(pairs: Sequence[Pair]) -> None:
    """What fits without each fold say of the pairs in it, by kind."""
    groups = sorted({pair.group for pair in pairs})
    fold = np.array([groups.index(pair.group) % FOLDS for pair in pairs])
    found = np.zeros(len(pairs))
    for held in range(FOLDS):
        near, differs = both([pair for pair, at in zip(pairs, fold, strict=True) if at != held])
        found[fold == held] = logits([pair for pair, at in zip(pairs, fold, strict=True) if at == held], near, differs)
    taken = found > np.log(THRESHOLD / (1 - THRESHOLD))
    for kind in sorted({pair.kind for pair in pairs}):
        here = np.array([pair.kind == kind for pair in pairs])
        print(f"{kind:20s} {here.sum():6d} pairs, taken for the same {np.mean(taken[here]):.3f}")
    right = np.array([pair.same and pair.kind.startswith("story") for pair in pairs])
    wrong = np.array([not pair.same and pair.kind.startswith("story") for pair in pairs])
    if right.any():
        precision = (taken & right).sum() / max(1, (taken & (right | wrong)).sum())
        print(f"stories: precision {precision:.3f} at recall {(taken & right).sum() / right.sum():.3f}, every pair by itself")


def main(arguments: Sequence[str] = ()) -> None:
    """Print the fit beside the shipped weights, or write it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--stories", type=Path, default=STORIES)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    pairs = list(documents()) if translation.FOLDER.is_dir() else []
    told = list(stories(given.stories)) if given.stories.is_file() else []
    if not pairs or not told:
        print(f"not refitted in full: {translation.FOLDER if not pairs else STORIES} is absent")
    pairs += told
    if not pairs:
        return
    _report(pairs)
    near, differs = both(pairs)
    shipped = meaning.weights()
    for place, name in enumerate(NEAR):
        print(f"near {name:15s} {near[place]:8.3f} shipped {shipped.near.get(name, 0.0):8.3f}")
    for place, name in enumerate(("near", *MOST)):
        print(f"differs {name:12s} {differs[place]:8.3f} shipped {shipped.differs.get(name, 0.0):8.3f}")
    if given.write:
        TARGET.write_text(_written(near, differs, len(pairs), len(told)), encoding="utf-8")


def _written(near: Matrix, differs: Matrix, count: int, told: int) -> str:
    lines = [
        "# Weights of the decision whether two reports tell the same from the same source. Written by",
        "# `python tests/bench/weights.py --write`: change that, not this.",
        "fitted:",
        "  on: >-",
        "    NTREX-128's tuning half (true translations, look-alikes with one number, actor or negation changed, nearest others) and pairs",
        f"    of the stories' development half: {count} pairs, {told} of them of stories",
        "  how: ridge logistic regression in two steps; kinds of pairs weigh the same; what can only speak against is held at 0 or below",
        f"  declared: {', '.join(DECLARED)}, which no pair at hand can teach",
        f"threshold: {THRESHOLD}",
        "near:",
        *(f"  {name}: {value + 0:.3f}" for name, value in zip(NEAR, near[:-1], strict=True) if value),
        f"near_bias: {near[-1]:.3f}",
        f"cap: {CAP}",
        "differs:",
        *(f"  {name}: {value + 0:.3f}" for name, value in zip(("near", *MOST), differs[:-1], strict=True)),
        *(f"  {name}: {value:g}" for name, value in DECLARED.items()),
        f"differs_bias: {differs[-1]:.3f}",
        "most:",
        *(f"  {name}: {value:g}" for name, value in (MOST | DECLARED_MOST).items()),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
