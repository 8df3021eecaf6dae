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
DESCRIBED, OTHER = 0.4, 0.1
"""cosine of two descriptions of nameless sources from which they may be the same people, and up to which they are others"""
CUT = 60
"""characters of a sentence that stand in the evidence"""


class Decision(NamedTuple):
    """`probability` that the later report has its news from the earlier one or from the same source; what speaks for and against it."""

    probability: float
    covered: float
    """how much of the later report stands in the earlier one, 0 to 1: of several that are the same, the parent has the most"""
    evidence: tuple[str, ...]
    meaning: float = 0.0
    """mean nearness of the sentences of the one with fewer"""

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
    found["source"] = _other_source(likeness)
    return found


def _other_source(likeness: Likeness) -> float:
    """How far the nameless sources are others, 0 to 1: another number of people, or descriptions that mean something else."""
    if likeness.counts or likeness.described is None:
        return float(likeness.counts < 0)
    return min(1.0, max(0.0, (DESCRIBED - likeness.described) / (DESCRIBED - OTHER)))


def decide(comparison: Comparison, likeness: Likeness) -> Decision:
    """The decision on a pair."""
    weights = meaning.weights()
    found = features(comparison, likeness)
    near = min(weights.cap, weights.near_bias + math.fsum(weight * found[name] for name, weight in weights.near.items()))
    counted = {"near": near} | {name: min(found[name], most) for name, most in weights.most.items()}
    logit = weights.differs_bias + math.fsum(weight * counted[name] for name, weight in weights.differs.items())
    probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
    evidence = tuple(_evidence(comparison, likeness))
    return Decision(round(probability, 3), round(comparison.covered, 3), evidence, round(found["meaning"], 4))


def _evidence(comparison: Comparison, likeness: Likeness) -> list[str]:
    found = [f"meaning:{comparison.features['meaning']:.2f}", f"sentences:{comparison.pairs}"]
    other = _other_source(likeness)
    now, was = likeness.words
    if other > 0:
        found.append(f"source-differs:{now[:CUT]} | {was[:CUT]}")
    elif likeness.counts > 0 or likeness.described is not None:
        found.append(f"source:{now[:CUT]} | {was[:CUT]}")
    weighed = [finding for finding in comparison.findings if meaning.weights().differs[finding.kind]]
    for finding in sorted(weighed, key=lambda finding: -finding.weight)[:SHOWN]:
        found.append(f"{finding.kind}-differs:{finding.now[:CUT]} | {finding.was[:CUT]}")
    return found
