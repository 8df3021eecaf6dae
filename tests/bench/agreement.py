"""How far two people who annotated the same reports apart agree, a field at a time: what a reader can be asked for at the most.

Usage: python -m tests.bench.agreement [FOLDER]    (pairs `test_xx.jsonl` with `second_xx.jsonl`, by the reports' ids)
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.bench.reading import same

FOLDER = Path(__file__).resolve().parent / "data" / "reading"
OVERLAP = 0.5
"""share of the union of two spans that they must have in common to be one statement"""
FIELDS = ("speaker", "speaker_kind", "act", "quote", "estimate", "polarity", "indicator")


def gold(file: Path) -> dict[str, dict[str, Any]]:
    """Report id -> annotated line."""
    return {line["id"]: line for line in map(json.loads, filter(None, file.read_text(encoding="utf-8").splitlines()))}


def pairs(text: str, one: Sequence[dict[str, Any]], other: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Statements of both that share most of their words, the best pairs first, each used once."""

    def span(item: dict[str, Any]) -> tuple[int, int]:
        start = text.find(item["words"])
        return start, start + len(item["words"])

    ranked = []
    for left, item in enumerate(one):
        for right, theirs in enumerate(other):
            (start, end), (begin, stop) = span(item), span(theirs)
            common = min(end, stop) - max(start, begin)
            share = common / (max(end, stop) - min(start, begin)) if common > 0 else 0.0
            if share >= OVERLAP:
                ranked.append((-share, left, right))
    used_left: set[int] = set()
    used_right: set[int] = set()
    for _, left, right in sorted(ranked):
        if left not in used_left and right not in used_right:
            used_left.add(left)
            used_right.add(right)
            yield one[left], other[right]


def kappa(values: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa (1960) of two readers' labels; 1 where both give one label only."""
    seen = sum(left == right for left, right in values) / len(values)
    first, second = Counter(left for left, _ in values), Counter(right for _, right in values)
    chance = sum(first[label] * second[label] for label in first) / len(values) ** 2
    return 1.0 if chance == 1 else (seen - chance) / (1 - chance)


def compare(first: dict[str, dict[str, Any]], second: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The table of one language as lines of text."""
    both = sorted(first.keys() & second.keys())
    matched: list[tuple[dict[str, Any], dict[str, Any]]] = []
    ours = theirs = 0
    for key in both:
        one, other = first[key]["gold"]["statements"], second[key]["gold"]["statements"]
        ours, theirs = ours + len(one), theirs + len(other)
        matched += pairs(first[key]["text"], one, other)
    relevant = sum(first[key]["gold"]["relevant"] == second[key]["gold"]["relevant"] for key in both)
    yield f"reports {len(both)}, relevant or not: {relevant} agreed"
    yield f"statements {ours} and {theirs}, one with the other {len(matched)}: F1 {2 * len(matched) / max(ours + theirs, 1):.3f}"
    for field in FIELDS:
        values = [(str(one.get(field)), str(other.get(field))) for one, other in matched]
        of = max(len(matched), 1)
        if field in ("speaker", "estimate"):
            agreed = sum(same(one.get(field), other.get(field)) for one, other in matched)
            yield f"{field:13} {agreed:4}/{len(matched):<4} {agreed / of:.3f}"
        else:
            agreed = sum(left == right for left, right in values)
            yield f"{field:13} {agreed:4}/{len(matched):<4} {agreed / of:.3f}  kappa {kappa(values) if values else 0.0:.3f}"


def main(arguments: Sequence[str] = ()) -> int:
    """Print one table a language."""
    folder = Path(arguments[0]) if arguments else FOLDER
    for file in sorted(folder.glob("second_*.jsonl")):
        language = file.stem.removeprefix("second_")
        print(f"== {language}")
        print("\n".join(compare(gold(folder / f"test_{language}.jsonl"), gold(file))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
