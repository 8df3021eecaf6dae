"""One hand by behaviour alone: outlets that print the same, uncredited, at the same time, with the same furniture. A suggestion, no more.

For two outlets, `carried` is the share of the smaller one's stories that the other prints too without a credit to a third one, `together`
the share of those that came within `WITHIN` of each other and not always from the same side first, and `marks` the share of rare marks
(`corroborate.marks`) in common. The score is 1 - (1 - carried x together)(1 - MARKS x marks). Outlets that have hardly a story in common
are one hand by several rare marks, or not at all.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from typing import NamedTuple

from tocsin.corroborate.marks import of_outlets
from tocsin.model import Origin, Report, SuspectedHand

WITHIN = timedelta(days=1)
FEWEST = 5
"""stories in common below which they say nothing"""
FEWEST_MARKS = 3
"""rare marks in common that say something where stories do not"""
THRESHOLD = 0.25
"""score from which two outlets may be one hand"""
MARKS = 0.5
"""what shared marks alone can bring: a template is bought, a tracker copied"""
RARE = 0.5
"""a mark that more than half of all outlets bear tells nothing, where there are more than a few"""
FEW = 4
"""outlets"""


class Printed(NamedTuple):
    """One story as an outlet printed it. `story` is what is the same wherever it stands: an origin, a text, a title."""

    outlet: str
    story: Hashable
    at: datetime
    credited: bool = False
    """it says from whom it has it: reprinting with credit is what agencies are for"""


class Pair(NamedTuple):
    """How two outlets go together."""

    score: float
    shared: int
    carried: float
    together: float
    marks: float


def pairs(printed: Iterable[Printed], marks: Mapping[str, Collection[str]] | None = None) -> dict[tuple[str, str], Pair]:
    """The score of every two outlets that have enough stories, or rare marks, in common."""
    stories: defaultdict[str, dict[Hashable, datetime]] = defaultdict(dict)
    sizes: defaultdict[str, set[Hashable]] = defaultdict(set)
    for item in sorted(printed, key=lambda item: (item.at, item.outlet)):
        sizes[item.outlet].add(item.story)
        if not item.credited:
            stories[item.outlet].setdefault(item.story, item.at)
    borne = Counter(mark for outlet in sizes for mark in (marks or {}).get(outlet, ()))
    rare = {mark for mark, count in borne.items() if len(sizes) <= FEW or count <= RARE * len(sizes)}
    found = {}
    for one, two in combinations(sorted(sizes), 2):
        common = stories[one].keys() & stories[two].keys()
        ours, theirs = (set((marks or {}).get(outlet, ())) & rare for outlet in (one, two))
        alike = len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0
        if len(common) < FEWEST:
            if len(ours & theirs) >= FEWEST_MARKS:
                found[one, two] = Pair(MARKS * alike, len(common), 0.0, 0.0, alike)
            continue
        gaps = [stories[two][story] - stories[one][story] for story in common]
        near = sum(abs(gap) <= WITHIN for gap in gaps)
        first, second = sum(gap > timedelta(0) for gap in gaps), sum(gap < timedelta(0) for gap in gaps)
        # Who always comes second copies; one hand feeds both, now one first, now the other, or both at once.
        mutual = (
            1.0
            if first + second < FEWEST
            else min(1.0, 2 * min(first, second) / (first + second) + (len(gaps) - first - second) / len(gaps))
        )
        carried = len(common) / min(len(sizes[one]), len(sizes[two]))
        together = near / len(gaps) * mutual
        score = 1 - (1 - carried * together) * (1 - MARKS * alike)
        found[one, two] = Pair(score, len(common), carried, together, alike)
    return found


def hands(scores: Mapping[tuple[str, str], Pair], threshold: float = THRESHOLD) -> tuple[SuspectedHand, ...]:
    """Groups of outlets whose pairs score above the threshold on average, the largest first (average linkage)."""
    groups: list[frozenset[str]] = [frozenset((name,)) for name in sorted({name for pair in scores for name in pair})]

    def mean(one: frozenset[str], two: frozenset[str]) -> float:
        between = [scores[min(a, b), max(a, b)].score if (min(a, b), max(a, b)) in scores else 0.0 for a in one for b in two]
        return sum(between) / len(between)

    while len(groups) > 1:
        best, one, two = max(
            ((mean(a, b), a, b) for a, b in combinations(groups, 2)), key=lambda item: (item[0], sorted(item[1]), sorted(item[2]))
        )
        if best < threshold:
            break
        groups = [group for group in groups if group not in (one, two)] + [one | two]
    return tuple(_suggested(group, scores) for group in sorted(groups, key=lambda one: (-len(one), sorted(one))) if len(group) > 1)


def suspected(reports: Sequence[Report], origins: Sequence[Origin]) -> tuple[SuspectedHand, ...]:
    """Outlets among the reports at hand that behave as one."""
    by_id = {report.id: report for report in reports}
    printed: list[Printed] = []
    for origin in origins:
        for link in origin.reports:
            found = by_id.get(link.id)
            if found is not None and found.site:
                credited = any(words.startswith(("citation", "credit")) for words in link.evidence) or link.link not in ("copy", "original")
                printed.append(Printed(found.site, origin.id, link.t_known, credited))
    return hands(pairs(printed, of_outlets(reports)))


def _suggested(group: frozenset[str], scores: Mapping[tuple[str, str], Pair]) -> SuspectedHand:
    inside = [scores[pair] for pair in combinations(sorted(group), 2) if pair in scores]
    count = len(inside) or 1
    carried, together = (sum(getattr(pair, name) for pair in inside) / count for name in ("carried", "together"))
    evidence = [f"uncredited stories in common: {carried:.0%}", f"printed together: {together:.0%}"] if carried else []
    marks = sum(pair.marks for pair in inside) / count
    if marks:
        evidence.append(f"rare marks in common: {marks:.0%}")
    return SuspectedHand(outlets=tuple(sorted(group)), score=sum(pair.score for pair in inside) / count, evidence=tuple(evidence))
