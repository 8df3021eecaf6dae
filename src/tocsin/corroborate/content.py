"""What a report is about, in features that cross languages: names and cognates, numbers, days; and how far two reports agree."""

import html
import math
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tocsin.corroborate.closed import days, numbers
from tocsin.corroborate.folding import PREFIX, stem
from tocsin.corroborate.words import FIRST_PERSON, WORD, plain, without_quotes
from tocsin.library import retelling, subjects
from tocsin.model import Reading

IMAGINED = 40
"""reports that we imagine beside those at hand, so that rarity means something among few"""
PLEAS = frozenset("us нас нам".split())
"""first persons that stand in many a plea to read on, and tell nothing of whose voice it is"""
OWN = FIRST_PERSON - PLEAS
COMMON_WEIGHT = 0.3
SHOWN = 3
"""things in common that are told"""


class Content(NamedTuple):
    """Features of one report with how often it has them, and whether its author speaks in the first person."""

    language: str | None
    features: frozenset[str]
    own_voice: bool
    length: int


def content(reading: Reading, title: str | None, body: str) -> Content:
    """The features of a report's body and title."""
    text = html.unescape(f"{title or ''}\n{body}")
    words = {word for word in WORD.findall(text) if len(word) > PREFIX - 1}
    found = {f"w:{begins}" for begins in map(stem, words) if len(begins) >= PREFIX - 1}
    found |= {f"n:{value:g}" for _, _, value in numbers(text) if value > 1}
    found |= {f"d:{month}-{day}" for month, day in days(text)}
    found |= {f"e:{name.id}" for name in reading.names if name.listed and name.type != "country"}
    # `US` is a country, and no first person.
    voice = {word for word in WORD.findall(without_quotes(html.unescape(body))) if len(word) == 1 or not word.isupper()}
    return Content(reading.language, frozenset(found), not OWN.isdisjoint(map(plain, voice)), len(WORD.findall(body)))


class Shared(NamedTuple):
    """What two reports have in common: the rarity of their numbers, and of their words, added up, and the rarest of all."""

    numbers: float
    words: float
    rarest: tuple[str, ...] = ()


class Weights:
    """How much each feature says: rare ones much, common ones little."""

    def __init__(self, contents: Sequence[Content], apart: Sequence[int]) -> None:
        """`apart`: places of those that copy no other. A feature is not common for having been copied, or reprints would move the trees."""
        counted = Counter(feature for place in apart for feature in contents[place].features)
        most, features = len(apart) + IMAGINED, {feature for item in contents for feature in item.features}
        self.weight = {feature: _rarity(feature, math.log(most / (1 + counted[feature]))) for feature in sorted(features)}
        self._contents = contents
        self._total = [self._sum(item.features) for item in contents]

    def agreement(self, later: int, earlier: int) -> float:
        """Share of the shorter report's weight that the other has too, 0 to 1. Across languages only names and numbers can agree."""
        shared = self._sum(self._contents[later].features & self._contents[earlier].features)
        return shared / max(1e-9, min(self._total[later], self._total[earlier]))

    def shared(self, later: int, earlier: int) -> Shared:
        """Numbers and words of both; none counts more than the declared most, or it would count for more the more reports are held."""
        most, both = retelling.load().rare, self._contents[later].features & self._contents[earlier].features
        kinds = {kind: sorted(feature for feature in both if feature.startswith(kind)) for kind in ("n:", "w:")}
        added = [math.fsum(min(most, self.weight[feature]) for feature in features) for features in kinds.values()]
        rarest = sorted((feature for features in kinds.values() for feature in features), key=lambda one: (-self.weight[one], one))
        return Shared(added[0], added[1], tuple(feature[2:] for feature in rarest[:SHOWN]))

    def _sum(self, features: frozenset[str]) -> float:
        # Exactly rounded, so that the order in which a set is walked does not show in the last digit.
        return math.fsum(map(self.weight.__getitem__, features))


@cache
def common() -> frozenset[str]:
    """Stems of what nearly every report on a subject holds: no evidence that two of them are one."""
    return frozenset(stem(word) for word in subjects.common())


def _rarity(feature: str, weight: float) -> float:
    return weight * COMMON_WEIGHT if feature[2:] in common() else weight
