"""Copies: planted reuse in a stream of 50,000 reports, beside MinHash LSH of datasketch and rensa (Broder 1997).

The stream is `tests.corroborate.copies.planted`: word pairs of translated news in four languages, furniture that changes from report to
report, sister outlets, stories that their outlet updates. Thresholds were set on seed 1, what is printed is of another. A pair is right
where both reports come from one source text; recall is the share of planted reports linked to any of its kin. The peers get the texts
with furniture out, in hindsight. `python -m tests.bench.copies 1000000` goes on to a million reports.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from datasketch import MinHash, MinHashLSH
from rensa import RMinHash, RMinHashLSH

from tests.corroborate.copies.planted import KINDS, Planted, World, stream
from tocsin.corroborate.copies import Index, bodies, families, grams, kernels
from tocsin.model import Report
from tocsin.model.base import utc

DATA = Path(__file__).parents[3] / "shared" / "data" / "ntrex128"
REPORTS, BESIDE, SEED = 50_000, 10_000, 20_261_128
PERMUTATIONS, BANDS, ROWS = 128, 42, 3
STORY = 5_000
SIZES = (10_000, 100_000)
LAST = 5_000
"""reports over which a rate is taken"""
WINDOW = timedelta(days=30)

Pairs = list[tuple[int, int]]


def own(planted: Sequence[Planted]) -> tuple[Pairs, Index, Counter[tuple[str, str]], float]:
    """Pairs (earlier, later) that the index finds online; as what kind it takes each planted report that its source came before; and the
    median of its rates over each thousand reports, once its loops are compiled."""
    index, pairs, kinds, rates = Index(WINDOW), [], Counter[tuple[str, str]](), []
    start = time.process_time()
    for number, report in enumerate(planted):
        matches = index.add(report.text, outlet=str(report.outlet), at=report.at)
        if (number + 1) % 1_000 == 0:
            if number > kernels.MUCH:
                rates.append(1_000 / (time.process_time() - start))
            start = time.process_time()
        pairs += [(match.earlier, number) for match in matches]
        for match in matches:
            source = planted[match.earlier]
            if source.kind == "original" and source.family == report.family:
                kinds[report.kind, match.kind] += 1
                break
    return pairs, index, kinds, float(np.median(rates))


def unlearnt(texts: Sequence[str]) -> Pairs:
    """Pairs that the index finds where it is told of no outlets."""
    index = Index()
    return [(match.earlier, number) for number, text in enumerate(texts) for match in index.add(text)]


def datasketch(texts: Sequence[str]) -> Pairs:
    """Pairs that share a band of datasketch's MinHash over the same word 5-grams."""
    lsh, pairs = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS)), []
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=PERMUTATIONS, hashfunc=lambda gram: gram)
        if len(hashed := (np.unique(grams(text)) >> np.uint64(32)).tolist()):
            sketch.update_batch(hashed)
            pairs += [(earlier, number) for earlier in lsh.query(sketch)[:6]]
            lsh.insert(number, sketch)
    return pairs


def rensa(texts: Sequence[str]) -> Pairs:
    """Pairs that share a band of rensa's."""
    lsh, pairs = RMinHashLSH(threshold=0.3, num_perm=PERMUTATIONS - PERMUTATIONS % BANDS, num_bands=BANDS), []
    for number, text in enumerate(texts):
        sketch = RMinHash(num_perm=PERMUTATIONS - PERMUTATIONS % BANDS, seed=1)
        if len(hashed := np.unique(grams(text))):
            sketch.update([str(gram) for gram in hashed.tolist()])
            pairs += [(earlier, number) for earlier in lsh.query(sketch)[:6]]
            lsh.insert(number, sketch)
    return pairs


def scored(pairs: Iterable[tuple[int, int]], planted: Sequence[Planted]) -> tuple[float, dict[str, float]]:
    """Precision over pairs, and by kind the share of planted reports linked to their family."""
    pairs = set(pairs)
    right = {pair for pair in pairs if planted[pair[0]].family == planted[pair[1]].family}
    # A reuse that came before its source is found when that comes.
    linked = {number for pair in right for number in pair}
    made, hit = Counter(item.kind for item in planted), Counter(planted[number].kind for number in linked)
    return len(right) / max(1, len(pairs)), {kind: hit[kind] / max(1, made[kind]) for kind in KINDS}


def _line(name: str, pairs: Pairs, planted: Sequence[Planted], rate: float) -> None:
    precision, recall = scored(pairs, planted)
    print(f"{name:36s} {precision:6.4f} " + " ".join(f"{recall[kind]:{max(7, len(kind))}.4f}" for kind in KINDS) + f" {rate:10,.0f}")


def _timed(method: Callable[[Sequence[str]], Pairs], texts: Sequence[str]) -> tuple[Pairs, float]:
    start = time.process_time()
    return method(texts), len(texts) / (time.process_time() - start)


def _planted() -> None:
    planted = stream(DATA, REPORTS, SEED)
    length = sum(len(report.text.split()) for report in planted) / len(planted)
    print(f"{REPORTS:,} reports of {length:.0f} words, {sum(report.kind != 'original' for report in planted):,} planted, seed {SEED}")
    heading = f"{'method':36s} {'prec.':>6s} " + " ".join(f"{kind:>7s}" for kind in KINDS) + f" {'reports/s':>10s}"
    print(heading)
    pairs, index, kinds, rate = own(planted)
    _line(f"own, online, {REPORTS:,}", pairs, planted, rate)
    furniture = sum(len(known.grams) for known in index.furniture.known.values())
    print(f"{index.nbytes / REPORTS:,.0f} bytes a report, spare room included: {index.entries / REPORTS:.0f} fingerprints in", end=" ")
    print(
        f"{index.postings.table.nbytes / REPORTS:,.0f}, grams in {index.grams.nbytes / REPORTS:,.0f}, furniture of",
        end=" ",
    )
    print(f"{len(index.furniture.known)} outlets ({furniture:,} grams) in {index.furniture.nbytes / REPORTS:,.0f}")
    for kind in KINDS:
        made = {said: count for (was, said), count in kinds.items() if was == kind}
        print(f"  {kind} taken for: " + ", ".join(f"{said} {count / sum(made.values()):.3f}" for said, count in sorted(made.items())))
    planted = planted[:BESIDE]
    moment = utc(datetime(2026, 1, 1, tzinfo=UTC))
    reports = [Report(id=str(n), site=str(item.outlet), collected_at=moment, text=item.text) for n, item in enumerate(planted)]
    texts = bodies(reports)
    pairs, _, _, rate = own(planted)
    print(heading)
    _line(f"own, online, the first {BESIDE:,}", pairs, planted, rate)
    for name, method, given in (
        ("own, furniture left in", unlearnt, [report.text for report in planted]),
        ("own, furniture out in hindsight", unlearnt, texts),
        (f"datasketch {BANDS}x{ROWS}, furniture out", datasketch, texts),
        (f"rensa {BANDS}x{ROWS}, furniture out", rensa, texts),
    ):
        pairs, other = _timed(method, given)
        _line(name, pairs, planted, other)
        print(f"{'':36s} own, online: {rate / other:.1f} times as fast")


def _story() -> None:
    """One story of thousands of near copies: one family, and the work for each must not grow."""
    world = World(DATA, SEED)
    words = " ".join(" ".join(world.sentence("en")) for _ in range(18)).split()
    for outlets in (STORY, 1):
        for count in (STORY // 5, STORY):
            index, pairs = Index(WINDOW), []
            texts = [" ".join(world.changed(words, 0.03, "en")) for _ in range(count)]
            start = time.process_time()
            for number, text in enumerate(texts):
                pairs += [(match.earlier, number) for match in index.add(text, outlet=f"outlet {number % outlets}")]
            rate = count / (time.process_time() - start)
            said = f"{count:5,d} near copies, {min(outlets, count):5,d} outlets: {len(families(count, pairs))} family"
            print(f"one story of {said}, {rate:8,.0f} reports/s")


def _growth(sizes: Sequence[int]) -> None:
    """The rate of insertion and query as the index grows, nothing expiring."""
    world, index = World(DATA, SEED + 1, outlets=3_000), Index()
    while len(index) < sizes[-1]:
        bodies = []
        for _ in range(LAST):
            outlet = world.rng.randrange(3_000)
            body = [world.sentence(world.language[outlet]) for _ in range(world.rng.randint(8, 24))]
            bodies.append((world.render(body, outlet), str(outlet)))
        start = time.process_time()
        for text, outlet_ in bodies:
            index.add(text, outlet=outlet_)
        spent = time.process_time() - start
        if len(index) in sizes:
            print(
                f"{len(index):9,d} reports held: {LAST / spent:8,.0f} reports/s, {index.nbytes / len(index):6,.0f} bytes a report",
                flush=True,
            )


def main(most: int = SIZES[-1]) -> None:
    """Print recall by kind, precision, speed and memory, and how the work grows on one story and with the index."""
    if not DATA.exists():
        print("skipped: ../shared/data/ntrex128 is not there")
        return
    how = "compiled" if kernels.compiled() is not kernels.plain() else "numba is not installed"
    print(f"inner loops: {how}; process time of one core")
    _planted()
    _story()
    _growth(sorted({*SIZES, most}))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
