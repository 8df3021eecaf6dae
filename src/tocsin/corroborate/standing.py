"""How origins stand to each other: told by another one independently, on the same upstream, or the contrary."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from tocsin.corroborate.case import Case
from tocsin.corroborate.parents import CITED_OTHER, CITED_SAME
from tocsin.corroborate.trees import Tree
from tocsin.model import Statement, Upstream

FACTS = ("report", "disclosure", "event")
NEAR = timedelta(days=5)
"""origins of one happening lie within days"""
DAY = len("2022-09-21")
COMPARED = 50
"""earlier origins on one matter that each is compared with: bounds the work"""


class Told(NamedTuple):
    """What one origin mainly says, and on whose word."""

    tree: Tree
    name: str
    main: Statement | None
    upstream: Upstream


class Standing(NamedTuple):
    """Names of the origins that tell the same independently, that may rest on the same, and that say the contrary."""

    confirmed: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    """they tell the same; whether independently is not known, or they share an upstream"""
    against: tuple[str, ...] = ()


def find(case: Case, origins: Sequence[Told]) -> list[Standing]:
    """The standing of each origin among the others."""
    confirmed: defaultdict[int, list[str]] = defaultdict(list)
    beside: defaultdict[int, list[str]] = defaultdict(list)
    against: defaultdict[int, list[str]] = defaultdict(list)
    by_matter: defaultdict[str, list[int]] = defaultdict(list)
    for number, mine in enumerate(origins):
        if mine.main is None or mine.main.interested or mine.main.polarity == "neutral":
            continue
        seen = sorted({other for matter in mine.main.indicators for other in by_matter[matter][-COMPARED:]})
        for matter in mine.main.indicators:
            by_matter[matter].append(number)
        for other in seen:
            theirs = origins[other]
            if theirs.main is None or not _one_matter(case, mine, theirs):
                continue
            same = confirmed if _independent(case, mine, theirs) else beside
            into = same if mine.main.polarity == theirs.main.polarity else against
            into[number].append(theirs.name)
            into[other].append(mine.name)
    return [Standing(*(tuple(dict.fromkeys(found[number])) for found in (confirmed, beside, against))) for number in range(len(origins))]


def _one_matter(case: Case, mine: Told, theirs: Told) -> bool:
    """Whether two origins tell of one happening: near in time, on one day where both say it, with a name or number in common."""
    one, two = mine.main, theirs.main
    if one is None or two is None or one.act not in FACTS or two.act not in FACTS or abs(one.t_known - two.t_known) > NEAR:
        return False
    if one.date and two.date and len(one.date) == len(two.date) == DAY and one.date != two.date:
        return False
    names = {name.id for name in one.names if name.type != "country"} & {name.id for name in two.names if name.type != "country"}
    a, b = mine.tree.members[0], theirs.tree.members[0]
    return bool(names) and case.agreement(max(a, b), min(a, b)) >= (CITED_SAME if case.same_language(a, b) else CITED_OTHER)


def _independent(case: Case, mine: Told, theirs: Told) -> bool:
    """Whether two origins are two hands, and rest on two upstreams that are told."""
    one, two = mine.tree.outlet, theirs.tree.outlet
    if one is not None and two is not None:
        hand = case.hand(one)
        if one.key == two.key or (hand is not None and hand == case.hand(two)):
            return False
    ids = mine.upstream.id, theirs.upstream.id
    return None not in ids and ids[0] != ids[1] and "known" in (mine.upstream.status, theirs.upstream.status)
