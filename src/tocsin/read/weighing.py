"""What a statement does, which way it points and what it bears on, where the tables are weak: weighed over its marks and its words.

A linear model fitted on annotated statements (`tests/bench/fitting.py`). Rules that were right in most of those statements are never
overruled; for the others the weights decide. `docs/design/0023-weak-rules-are-weighed.md` says how much it brings.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, cast

from tocsin.model.lexicon import Weights
from tocsin.model.statements import Act, Polarity
from tocsin.read.marks import NOT_AT_ONCE, Said, named

if TYPE_CHECKING:
    import numpy as np

WORD = re.compile(r"[^\W\d_]+|\d+|[?!]")
STEM = 6
"""letters of a word that count"""
BESIDE = 12
"""words before and behind the content that count"""
LONGEST = 60
"""words of the content that count"""
SURE = 0.5
"""probability from which the model's indicator goes before those that the words show"""
CLEARLY = 0.1
"""by how much a direction must be more probable than that of the tables"""
NO_INDICATOR = "none"
CONSTANT = "*"
"""the feature of every statement"""


class Traits(NamedTuple):
    """What is known of one statement before it is weighed."""

    language: str
    said: Said
    points: tuple[str, ...]
    """what the problem's own words in the content do: `raises`, `lowers`, `previous`"""
    access: bool
    """the speaker can know"""
    cue: str
    before: str
    """the sentence before the content, lower case"""
    behind: str
    speaker: str
    act: Act
    """what the tables say"""
    polarity: Polarity
    rules: tuple[str, str]
    """the conditions of the rules that say so"""


class Weighed(NamedTuple):
    """What the weights say of one statement."""

    act: Act
    polarity: Polarity
    indicator: str | None
    """what it most likely bears on, `none` for nothing; None where the model is not sure"""


class Scales:
    """The weights of one problem, ready to weigh."""

    def __init__(self, weights: Weights) -> None:
        import numpy as np

        self.languages = frozenset(weights.languages)
        self._weights = weights
        self._weak = frozenset(weights.weak)
        self._rows = {feature: row for row, feature in enumerate(weights.features)}
        width = len(weights.acts) + len(weights.polarities) + len(weights.indicators)
        table = np.frombuffer(weights.values, dtype=np.uint8).astype(np.float32).reshape(-1, width)
        self._table = (table - 128) * np.float32(weights.scale)
        self._bounds = len(weights.acts), len(weights.acts) + len(weights.polarities)

    def weigh(self, traits: Traits) -> Weighed:
        """Act, direction and subject of a statement."""
        import numpy as np

        known = [(row, value) for name, value in features(traits) if (row := self._rows.get(name)) is not None]
        rows, values = [row for row, _ in known], np.array([value for _, value in known], dtype=np.float32)
        scores = values @ self._table[rows] if rows else np.zeros(self._table.shape[1], dtype=np.float32)
        acts, rest = self._bounds
        subject = _chances(scores[rest:])
        best = int(subject.argmax())
        act, polarity = traits.act, traits.polarity
        if ruled("act", traits.rules[0]) in self._weak:
            act = cast("Act", self._weights.acts[int(scores[:acts].argmax())])
        if ruled("way", traits.rules[1]) in self._weak:
            ways = _chances(scores[acts:rest])
            if ways.max() - ways[self._weights.polarities.index(polarity)] > CLEARLY:
                polarity = cast("Polarity", self._weights.polarities[int(ways.argmax())])
        return Weighed(act, polarity, self._weights.indicators[best] if subject[best] >= SURE else None)


def ruled(table: str, conditions: str) -> str:
    """The name of a rule of the tables of acts (`act`) or of directions (`way`)."""
    return f"{table} {conditions or 'otherwise'}"


def features(traits: Traits) -> list[tuple[str, float]]:
    """The features of a statement, each with its value. Those of words carry their language; the others are shared by all."""
    said, lang = traits.said, traits.language
    found: dict[str, float] = {CONSTANT: 1.0}
    for mark in named(said):
        found[f"m {mark}"] = 1
    for point in traits.points:
        found[f"points {point}"] = 1
    if traits.access:
        found["access"] = 1
    found[f"side {said.kind} {said.party}"] = 1
    found[f"says {said.verb_class} {said.kind}"] = 1
    found[f"shape {said.verb_class} {said.layout}"] = 1
    found[f"negated {said.negated}"] = 1
    found[f"table {traits.act}"] = 1
    found[f"table {traits.polarity}"] = 1
    found[f"table {traits.act} {traits.polarity}"] = 1
    found[f"table {traits.act} {said.kind}"] = 1
    for name, rule in zip(("act", "way"), traits.rules, strict=True):
        found[f"rule {ruled(name, rule)}"] = 1
    for rank, indicator in enumerate(said.indicators):
        found[f"on {indicator}"] = 1
        if rank == 0:
            found[f"first {indicator}"] = 1
            found[f"first {indicator} {traits.act}"] = 1
    stems = [word[:STEM] for word in WORD.findall(said.content)[:LONGEST]]
    for stem in stems:
        found[f"{lang} {stem}"] = 1
    for one, other in pairwise(stems):
        found[f"{lang} {one} {other}"] = 0.7
    if stems:
        found[f"{lang} ^ {stems[0]}"] = 1
        found[f"{lang} ^ {' '.join(stems[:2])}"] = 0.7
    for name, words, value in (
        ("cue", WORD.findall(traits.cue), 1.0),
        ("beside", [*WORD.findall(traits.before)[-BESIDE:], *WORD.findall(traits.behind)[:BESIDE]], 0.5),
        ("speaker", WORD.findall(traits.speaker), 0.5),
    ):
        for word in words:
            found[f"{lang} {name} {word[:STEM]}"] = value
    return list(found.items())


def _chances(scores: "np.ndarray") -> "np.ndarray":
    import numpy as np

    raised = np.exp(scores - scores.max())
    return cast("np.ndarray", raised / raised.sum())


def settled(weighed: Weighed, traits: Traits) -> Weighed:
    """`weighed` within what no weight may move: words that deny at once threaten nothing, a denial never raises, an interested one points
    nowhere, a happening announced is no promise."""
    if weighed.act == "threat" != traits.act and traits.said.marks & NOT_AT_ONCE:
        weighed = weighed._replace(act=traits.act, polarity=traits.polarity)
    if traits.act == "event" and weighed.act == "commitment":
        weighed = weighed._replace(act=traits.act)
    if weighed.act == "denial" and (traits.said.party == "adversary" or weighed.polarity == "raises"):
        return weighed._replace(polarity="neutral")
    return weighed


def subjects(indicators: Iterable[str], first: str | None) -> tuple[str, ...]:
    """`indicators` with the one the model is sure of in front."""
    if first is None or first == NO_INDICATOR:
        return tuple(indicators)
    return (first, *(indicator for indicator in indicators if indicator != first))
