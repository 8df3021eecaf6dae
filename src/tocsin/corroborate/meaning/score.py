"""The decision: how likely two reports are to tell the same from the same source, from what was found, with the evidence in words.

Logistic regression in two steps over listed features; its weights are data (`library/meaning/weights/`), with what they were fitted on.
"""

import math
from typing import NamedTuple

from tocsin.corroborate.meaning.compare import Comparison
from tocsin.corroborate.meaning.sources import Likeness
from tocsin.library import meaning

SHOWN = 3
"""differences that are told"""
CUT = 60
"""characters of a sentence that stand in the evidence"""


class Decision(NamedTuple):
    """`probability` that the later report has its news from the earlier one or from the same source; what speaks for and against it."""

    probability: float
    covered: float
    """how much of the later report stands in the earlier one, 0 to 1: of several that are the same, the parent has the most"""
    evidence: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether it is taken for the same."""
        return self.probability >= meaning.weights().threshold


def features(comparison: Comparison, likeness: Likeness) -> dict[str, float]:
    """Everything that is weighed, by name."""
    found = dict(comparison.features)
    entities = likeness.shared + likeness.only
    found["entities"] = likeness.shared / entities if entities else 0.5
    found["counts_agree"] = float(likeness.counts > 0)
    found["counts_differ"] = float(likeness.counts < 0)
    found["described"] = likeness.described if likeness.described is not None else 0.5
    return found


def decide(comparison: Comparison, likeness: Likeness) -> Decision:
    """The decision on a pair."""
    weights = meaning.weights()
    found = features(comparison, likeness)
    near = min(weights.cap, weights.near_bias + math.fsum(weight * found[name] for name, weight in weights.near.items()))
    counted = {"near": near} | {name: min(found[name], most) for name, most in weights.most.items()}
    logit = weights.differs_bias + math.fsum(weight * counted[name] for name, weight in weights.differs.items())
    probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
    return Decision(round(probability, 3), round(comparison.covered, 3), tuple(_evidence(comparison, likeness)))


def _evidence(comparison: Comparison, likeness: Likeness) -> list[str]:
    found = [f"meaning:{comparison.features['meaning']:.2f}", f"sentences:{comparison.pairs}"]
    if likeness.counts:
        now, was = likeness.words
        found.append(f"sources:{now}" if likeness.counts > 0 else f"sources-differ:{now} | {was}")
    for finding in sorted(comparison.findings, key=lambda finding: -finding.weight)[:SHOWN]:
        found.append(f"{finding.kind}-differs:{finding.now[:CUT]} | {finding.was[:CUT]}")
    return found
