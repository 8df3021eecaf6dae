"""Reports that tell the same in other words or another language: nearness in meaning proposes, what they say decides.

Vectors do not see a negation, a swapped actor or another number; names, numbers, polarity, roles and sources do (`compare`, `sources`,
`score`). Without an encoder nothing is proposed and nothing decided here, and corroboration goes by names and numbers alone.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from tocsin.corroborate.content import Shared
from tocsin.corroborate.meaning.claims import Claim, claims
from tocsin.corroborate.meaning.compare import Comparison, compare
from tocsin.corroborate.meaning.contest import nearest, nearly_one
from tocsin.corroborate.meaning.encoder import Kept, Vectors
from tocsin.corroborate.meaning.facts import Facts, facts
from tocsin.corroborate.meaning.near import Near
from tocsin.corroborate.meaning.retelling import Candidate, weigh
from tocsin.corroborate.meaning.score import Decision, decide
from tocsin.corroborate.meaning.sources import Likeness, Source, compared, sources
from tocsin.model import Reading, Report

__all__ = ["Decision", "Meaning"]

STATEMENTS = 6
"""key statements encoded beside the title and the lead"""
CANDIDATES = 20
"""nearest reports that are compared"""
LEAD = 2
"""sentences of the lead"""


class Meaning:
    """The reports of a case, in order of time, by what they mean. Each is encoded when it is first asked for."""

    def __init__(self, reports: Sequence[Report], readings: Sequence[Reading], bodies: Sequence[str], encoder: Kept | None) -> None:
        self._reports, self._readings, self._bodies, self._kept = reports, readings, bodies, encoder
        self._near = Near()
        self._facts: dict[int, Facts] = {}
        self._claims: dict[int, list[Claim]] = {}
        self._sources: dict[int, list[Source]] = {}

    @property
    def ready(self) -> bool:
        """Whether there is an encoder to ask."""
        return self._kept is not None

    def near(self, number: int) -> list[int]:
        """Earlier reports that lie nearest in meaning, the nearest first. Numbers are asked in order; none where no encoder is."""
        if self._kept is None:
            return []
        for place in range(len(self._near), number):
            self._near.add(place, self._vector(place))
        return [earlier for earlier, _ in self._near.find(self._vector(number), CANDIDATES)]

    def decide(self, later: int, earlier: int) -> Decision:
        """Whether `later` has its news from `earlier`, or from the same source. An encoder must be at hand."""
        return decide(self.compared(later, earlier), self.likeness(later, earlier))

    def retold(self, number: int, among: Mapping[int, Shared], told: bool = False) -> tuple[int, Decision] | None:
        """Which of some earlier reports a report tells again, if any: the one that has most of it; of several nearly one text,
        the one that it renders. `among`: each with what it has in common with the report. `told`: somebody told its outlet.

        An encoder must be at hand.
        """
        spoken = self._language(number)
        decided = weigh(
            {
                earlier: Candidate(self.decide(number, earlier), shared, self._language(earlier) == spoken)
                for earlier, shared in among.items()
            },
            told,
        )
        same = sorted(decided, key=lambda earlier: (-decided[earlier].covered, earlier))
        if not same:
            return None
        best = same[0]
        for other in same[1:]:
            best = self.rendered(number, best, other)
        return best, decided[best]

    def rendered(self, number: int, one: int, other: int) -> int:
        """Of two earlier reports, the one that a report renders, where they are nearly one text; else the first."""
        if other == one or self._language(other) != self._language(one) or not nearly_one(self._said(one), self._said(other)):
            return one
        return (one, other)[nearest(self._said(number), self._said(one), self._said(other), self._encode)]

    def cosine(self, one: int, other: int) -> float:
        """How near two reports lie in meaning alone."""
        return float(self._vector(one) @ self._vector(other))

    def _encode(self, texts: Sequence[str], language: str | None) -> Vectors:
        assert self._kept is not None  # noqa: S101 - `ready` is asked first
        return self._kept.encode(texts, language)

    def compared(self, later: int, earlier: int) -> Comparison:
        """What two reports say, side by side."""
        return compare(self._said(later), self._said(earlier), self._encode, self._held(later), self._held(earlier))

    def likeness(self, later: int, earlier: int) -> Likeness:
        """How far two reports name the same sources; descriptions are compared where an encoder is at hand."""
        ours, theirs = self._heard(later), self._heard(earlier)
        nameless = [source.text for source in ours if source.anonymous], [source.text for source in theirs if source.anonymous]
        near: Vectors | None = None
        if self._kept is not None and all(nameless):
            near = self._kept.encode(nameless[0], self._language(later)) @ self._kept.encode(nameless[1], self._language(earlier)).T
        return compared(ours, theirs, near)

    def _language(self, number: int) -> str | None:
        return self._readings[number].language

    def _said(self, number: int) -> Facts:
        if number not in self._facts:
            self._facts[number] = facts(self._language(number), self._reports[number].title, self._bodies[number])
        return self._facts[number]

    def _held(self, number: int) -> list[Claim]:
        if number not in self._claims:
            self._claims[number] = claims(self._readings[number], self._said(number))
        return self._claims[number]

    def _heard(self, number: int) -> list[Source]:
        if number not in self._sources:
            self._sources[number] = sources(self._readings[number])
        return self._sources[number]

    def _vector(self, number: int) -> Vectors:
        """(d,) float32: the middle of title, lead and key statements, of length one."""
        assert self._kept is not None  # noqa: S101 - `near` asks first
        said = self._said(number)
        texts = [sentence.text for sentence in said.sentences[: LEAD + 1]]
        texts += [statement.text for statement in self._readings[number].statements if statement.indicators][:STATEMENTS]
        if not texts:
            texts = [self._bodies[number][:200] or "-"]
        middle: Vectors = self._kept.encode(list(dict.fromkeys(texts)), said.language).mean(axis=0)
        return middle / np.float32(max(1e-9, float(np.linalg.norm(middle))))
