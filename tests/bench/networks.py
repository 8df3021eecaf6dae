"""One operator, many sites: massmove's 23 local-news sites found as one hand by the list, and by behaviour alone.

`python -m tests.bench networks`. Behaviour sees titles and days, no byline and no list. Precision needs outlets that are not one hand:
beside the sites stand as many ones made here from a draw of the same titles (of those printed on one site only), of three kinds:
subscribers of an agency (60% of what they print is the agency's, 80% of that with its credit), aggregators that copy one site without
credit a day late, and papers with stories of their own. A pair is right where both are of the operator.
"""

import csv
import gzip
import re
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import numpy as np

from tocsin.corroborate.behaviour import THRESHOLD, Pair, Printed, hands, pairs
from tocsin.corroborate.networks import Hands
from tocsin.corroborate.outlets import Outlet
from tocsin.library.networks import About, Columns, imported

DATA = Path(__file__).parents[3] / "shared" / "data" / "massmove"
SUBSCRIBERS, SCRAPERS, PAPERS = 10, 6, 7
STORIES = 2_000
"""what a made outlet prints"""
AGENCY_SHARE, CREDITED = 0.6, 0.8
SEED = 24


def main() -> None:
    """Print both tables."""
    if not DATA.is_dir():
        print(f"skipped: {DATA.relative_to(DATA.parents[2])} is not there")
        return
    sites = {path.name.removesuffix("-stories.csv.gz"): _stories(path) for path in sorted(DATA.glob("*-stories.csv.gz"))}
    _by_list(list(sites))
    printed = [one for rows in sites.values() for one in rows]
    made = _made(sites)
    print(f"{len(printed):,} stories of {len(sites)} sites, {len(made):,} of {SUBSCRIBERS + SCRAPERS + PAPERS} made outlets\n")
    scores = pairs([*printed, *made])
    real = set(sites)
    print("| threshold | hands found | sites in the largest | others in it | pairs: precision | recall |\n|---|---|---|---|---|---|")
    for threshold in (0.1, THRESHOLD, 0.4, 0.6):
        print(_row(scores, real, threshold))
    half = sorted(real)[::2]
    few = pairs([one for one in [*printed, *made] if one.outlet not in set(half)])
    print(f"\nthe other {len(real) - len(half)} sites alone, at {THRESHOLD:g}: {_row(few, real - set(half), THRESHOLD)}")
    alike = sum(pair.score >= THRESHOLD for key, pair in scores.items() if set(key) <= real)
    print(f"pairs of sites at or above the threshold by themselves: {alike} of {len(real) * (len(real) - 1) // 2}")


def _by_list(sites: list[str]) -> None:
    about = About("operator", "operator", "owner", "MassMove, AttackVectors", "2020-03-01")
    listed = Hands(imported(DATA / "sites.csv", Columns("domain", "siteOperator"), about))
    found = Counter(listed.of(Outlet(f"site:{site}", site)) for site in sites)
    print(f"by the list: {len(sites)} sites are {len(found)} hand(s): {', '.join(f'{hand} {count}' for hand, count in found.items())}")


def _row(scores: dict[tuple[str, str], Pair], real: set[str], threshold: float) -> str:
    groups = hands(scores, threshold)
    found = {pair for group in groups for pair in combinations(group.outlets, 2)}
    right = {pair for pair in found if set(pair) <= real}
    truth = len(real) * (len(real) - 1) // 2
    largest = max((set(group.outlets) for group in groups), key=len, default=set())
    precision = len(right) / len(found) if found else 1.0
    return (
        f"| {threshold:g} | {len(groups)} | {len(largest & real)} of {len(real)} | {len(largest - real)} "
        f"| {precision:.3f} | {len(right) / truth:.3f} |"
    )


def _stories(path: Path) -> list[Printed]:
    site = path.name.removesuffix("-stories.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Printed(site, " ".join(re.findall(r"\w+", row["storyTitle"].casefold())), at)
        for row in rows
        if (at := _day(row["publishedOn"])) is not None
    ]


def _day(words: str) -> datetime | None:
    try:
        return datetime.strptime(words, "%b %d, %Y").replace(tzinfo=UTC)
    except ValueError:
        return None


def _made(sites: dict[str, list[Printed]]) -> list[Printed]:
    """Outlets that are nobody's: what they print is told apart from the sites' by a mark of its own, but for the copies."""
    draw = np.random.default_rng(SEED)
    where: defaultdict[object, set[str]] = defaultdict(set)
    for site, rows in sites.items():
        for one in rows:
            where[one.story].add(site)
    pool = [one for rows in sites.values() for one in rows if len(where[one.story]) == 1]
    agency = [pool[place] for place in draw.choice(len(pool), 4_000, replace=False)]
    found = []
    for number in range(SUBSCRIBERS):
        name = f"subscriber-{number}.example"
        for place in draw.choice(len(agency), int(STORIES * AGENCY_SHARE), replace=False):
            at = agency[place].at + timedelta(days=int(draw.integers(0, 2)))
            found.append(Printed(name, ("agency", agency[place].story), at, credited=bool(draw.random() < CREDITED)))
        found += [Printed(name, (name, place), one.at) for place, one in enumerate(_some(pool, int(STORIES * (1 - AGENCY_SHARE)), draw))]
    for number in range(SCRAPERS):
        name, victim = f"scraper-{number}.example", sorted(sites)[3 * number]
        found += [Printed(name, one.story, one.at + timedelta(days=1)) for one in _some(sites[victim], STORIES, draw)]
    for number in range(PAPERS):
        name = f"paper-{number}.example"
        found += [Printed(name, (name, place), one.at) for place, one in enumerate(_some(pool, STORIES, draw))]
    return found


def _some(stories: list[Printed], count: int, draw: np.random.Generator) -> list[Printed]:
    return [stories[place] for place in draw.choice(len(stories), min(count, len(stories)), replace=False)]


if __name__ == "__main__":
    main()
