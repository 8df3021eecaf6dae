"""Free retellings: a report beside all its candidates, by how far one stands out and by rare numbers and words that both have.

Sentence by sentence a free retelling is not sure of itself: it leaves out, joins, and changes on the way. But reports that are not of one
origin seldom have a number that nobody else has, and the one that is retold lies nearer than all others on the subject. A report that
renders another sentence by sentence is left to `score`: what differs there is meant.
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

from tocsin.corroborate.content import Shared
from tocsin.corroborate.meaning.score import Decision
from tocsin.library import retelling

LEAST = 0.001
"""probability below which nothing is told apart"""
FEATURES = ("decided", "stands_out", "numbers", "words", "same_language")


class Candidate(NamedTuple):
    """An earlier report: what the sentences decided, what it has in common with the later one, and whether both are in one language."""

    decision: Decision
    shared: Shared
    same_language: bool


def features(candidates: Mapping[int, Candidate]) -> dict[int, dict[str, float]]:
    """What is weighed of each candidate, by name."""
    known = retelling.load()
    nearness = math.fsum(candidate.decision.meaning for candidate in candidates.values())
    found = {}
    for place, candidate in candidates.items():
        decided = min(1 - LEAST, max(LEAST, candidate.decision.probability))
        others = nearness - candidate.decision.meaning + known.imagined * known.typical
        found[place] = {
            "decided": math.log(decided / (1 - decided)),
            "stands_out": candidate.decision.meaning - others / (len(candidates) - 1 + known.imagined),
            "numbers": math.log1p(candidate.shared.numbers),
            "words": math.log1p(candidate.shared.words),
            "same_language": float(candidate.same_language),
        }
    return found


def weigh(candidates: Mapping[int, Candidate], told: bool = False) -> dict[int, Decision]:
    """The candidates that a report retells, each with its decision: those decided by their sentences, and the free retellings.

    `told`: somebody told its outlet what it says. Then it retells nobody freely, however much two that found out the same have in common.
    """
    known, found = retelling.load(), dict[int, Decision]()
    for place, weighed in features(candidates).items():
        decision, shared = candidates[place].decision, candidates[place].shared
        if decision.same:
            found[place] = decision
        elif decision.meaning < known.free and not told:
            logit = known.bias + math.fsum(known.weights[name] * weighed[name] for name in FEATURES)
            probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
            if probability >= known.threshold:
                common = (f"in-common:{' '.join(shared.rarest)}",) if shared.rarest else ()
                evidence = (*decision.evidence, f"stands-out:{weighed['stands_out']:.2f}", *common)
                found[place] = decision._replace(probability=round(probability, 3), evidence=evidence)
    return found
