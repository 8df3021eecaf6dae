"""Fits the weights by which statements are weighed, and says how they do on reports left out, beside the tables alone.

Usage: python -m tests.bench.fitting [--write] [FILE.jsonl...]
Without files: the annotated statements under data/fitting and the development half of data/reading. Left out are whole reports, in
turn (five folds). `--write` fits on all of them and writes the problem's `weights.tsv`.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import numpy as np

from tests.bench.reading import match, report_of
from tocsin.library import problems, sources, yardsticks
from tocsin.library.paths import root
from tocsin.library.weights import FILE, WEAK
from tocsin.model.lexicon import Weights
from tocsin.read import Reader
from tocsin.read.relevance import Relevance
from tocsin.read.triage import Triage
from tocsin.read.weighing import CONSTANT, NO_INDICATOR, Scales, Traits, Weighed, features, ruled

DATA = Path(__file__).resolve().parent / "data"
PROBLEM = "nuclear-escalation"
LANGUAGES = ("en", "fr", "ru", "uk")
FOLDS = 5
SELDOM = 2
"""statements that a feature must stand in"""
RIDGE = {"act": 0.1, "polarity": 0.1, "indicator": 0.1}
"""inverse strength of the penalty on the weights, set by the folds"""
LARGEST = 127
FIRM, DOUBT = 0.5, 10
"""share of statements in which a rule must be right not to be overruled, after so many doubtful ones (six in ten right) are added"""


class Row(NamedTuple):
    """One annotated statement that the reader found."""

    language: str
    report: str
    traits: Traits
    gold: dict[str, str]


class Recorder(Scales):
    """Says what the tables say, and keeps what it was asked."""

    def __init__(self) -> None:
        self.languages = frozenset(LANGUAGES)
        self.asked: list[Traits] = []

    def weigh(self, traits: Traits) -> Weighed:
        """The tables' answer."""
        self.asked.append(traits)
        return Weighed(traits.act, traits.polarity, None)


def rows(files: Sequence[Path]) -> Iterator[Row]:
    """Every annotated statement of `files` that the reader finds, whatever its report is about."""
    reader = Reader(problems.load(PROBLEM), yardsticks.load(), sources.load())
    reader.scales = recorder = Recorder()
    with mock.patch.object(Relevance, "weighs", return_value=True), mock.patch.object(Triage, "keeps", return_value=True):
        for file in files:
            for text in file.read_text(encoding="utf-8").splitlines():
                line: dict[str, Any] = json.loads(text)
                recorder.asked.clear()
                reading = reader.read(report_of(line))
                traits = dict(zip((item.id for item in reading.statements), recorder.asked, strict=True))
                for gold in line["gold"]["statements"]:
                    found = match(gold, line["text"], reading.statements)
                    if found is not None:
                        wanted = {"act": gold["act"], "polarity": gold["polarity"], "indicator": gold["indicator"] or NO_INDICATOR}
                        yield Row(line["language"], line["id"], traits[found.id], wanted)


def vocabulary(found: Sequence[list[tuple[str, float]]]) -> dict[str, int]:
    """Features that stand in enough statements, in order of name."""
    counts = Counter(name for item in found for name, _ in item)
    return {name: number for number, name in enumerate(sorted(name for name, count in counts.items() if count >= SELDOM))}


def matrix(found: Sequence[list[tuple[str, float]]], known: dict[str, int]) -> Any:
    """One row a statement, one column a feature."""
    from scipy.sparse import csr_matrix

    cells = [(row, known[name], value) for row, item in enumerate(found) for name, value in item if name in known]
    return csr_matrix(([c[2] for c in cells], ([c[0] for c in cells], [c[1] for c in cells])), shape=(len(found), len(known)))


def fit(table: Any, wanted: np.ndarray, constant: int, field: str) -> tuple[tuple[str, ...], np.ndarray]:
    """Labels, and weights with a row a feature and a column a label. The constant feature carries the intercept."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=RIDGE[field], max_iter=3000).fit(table, wanted)
    weights = model.coef_.T.copy()
    weights[constant] += model.intercept_
    return tuple(str(label) for label in model.classes_), weights


def weak(known: Sequence[Row]) -> set[str]:
    """Rules of the tables that the weights may overrule."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for row in known:
        for table, field, rule in zip(("act", "way"), ("act", "polarity"), row.traits.rules, strict=True):
            asked[ruled(table, rule)] += 1
            right[ruled(table, rule)] += getattr(row.traits, field) == row.gold[field]
    return {rule for rule, count in asked.items() if (right[rule] + 0.6 * DOUBT) / (count + DOUBT) < FIRM}


def folds(known: Sequence[Row]) -> None:
    """Prints, for reports left out in turn, how often the tables and the weights are right."""
    found = [features(row.traits) for row in known]
    names = sorted({row.report for row in known})
    order: dict[str, int] = {str(name): number % FOLDS for number, name in enumerate(np.random.default_rng(0).permutation(names))}
    fold = np.array([order[row.report] for row in known])
    print(f"{len(known)} statements of {len(names)} reports")
    for field in ("act", "polarity", "indicator"):
        wanted = np.array([row.gold[field] for row in known])
        before = np.array([_table(row, field) for row in known])
        guessed = wanted.copy()
        for number in range(FOLDS):
            learnt, left = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
            seen = vocabulary([found[at] for at in learnt])
            labels, weights = fit(matrix([found[at] for at in learnt], seen), wanted[learnt], seen[CONSTANT], field)
            guessed[left] = np.array(labels)[np.asarray(matrix([found[at] for at in left], seen) @ weights).argmax(axis=1)]
            if field != "indicator":
                overruled = weak([row for row, part in zip(known, fold, strict=True) if part != number])
                table, rule = ("act", 0) if field == "act" else ("way", 1)
                kept = np.array([ruled(table, row.traits.rules[rule]) not in overruled for row in known])
                firm = left[kept[left]]
                guessed[firm] = before[firm]
        for language in (*LANGUAGES, None):
            chosen = np.array([language in (None, row.language) for row in known])
            if chosen.any():
                right, tables = (guessed == wanted)[chosen].mean(), (before == wanted)[chosen].mean()
                print(f"{field:10} {language or 'all':4} {chosen.sum():5}  tables {tables:.3f}  weighed {right:.3f}")


def _table(row: Row, field: str) -> str:
    if field == "indicator":
        return (*row.traits.said.indicators, NO_INDICATOR)[0]
    return str(getattr(row.traits, field))


def whole(known: Sequence[Row]) -> Weights:
    """Weights fitted on everything, in steps of a 127th of the largest."""
    found = [features(row.traits) for row in known]
    seen = vocabulary(found)
    table = matrix(found, seen)
    parts = [fit(table, np.array([row.gold[field] for row in known]), seen[CONSTANT], field) for field in ("act", "polarity", "indicator")]
    values = np.hstack([weights for _, weights in parts])
    scale = float(np.abs(values).max()) / LARGEST
    steps = np.rint(values / scale).astype(int)
    kept = [(name, row) for name, row in seen.items() if steps[row].any()]
    return Weights(
        languages=LANGUAGES,
        acts=parts[0][0],
        polarities=parts[1][0],
        indicators=parts[2][0],
        weak=tuple(sorted(weak(known))),
        scale=float(f"{scale:.6g}"),
        features=tuple(name for name, _ in kept),
        values=bytes(int(value) + 128 for _, row in kept for value in steps[row]),
    )


def write(weights: Weights, path: Path) -> None:
    """The file that `tocsin.library.weights` reads."""
    head = {name: ",".join(getattr(weights, name)) for name in ("languages", "acts", "polarities", "indicators")}
    width = len(weights.acts) + len(weights.polarities) + len(weights.indicators)
    lines = ["\t".join([*(f"{name}={value}" for name, value in head.items()), f"scale={weights.scale:.6g}"])]
    lines += [f"{WEAK}{rule}" for rule in weights.weak]
    for row, name in enumerate(weights.features):
        lines.append(f"{name}\t" + " ".join(str(value - 128) for value in weights.values[row * width : (row + 1) * width]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] = ()) -> int:
    """Folds, and with `--write` the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args(arguments)
    known = list(rows(options.files or sorted([*(DATA / "fitting").glob("*.jsonl"), *(DATA / "reading").glob("dev_*.jsonl")])))
    folds(known)
    if options.write:
        path = root() / "problems" / PROBLEM / FILE
        write(whole(known), path)
        print(f"{path.name}: {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
