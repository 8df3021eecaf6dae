"""Copies: planted reuse found by winnowed fingerprints with exact containment, beside MinHash-128 in 42 bands of 3 (Broder 1997).

The texts are synthetic: words by Zipf's law, topics that share names, stock phrases, and each outlet's furniture, a fifth of it reworded
from report to report. Thresholds were not set on them. Family means one source text with everything planted from it.
"""

import random
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple

import numpy as np

from tocsin.collect.furniture import find
from tocsin.corroborate.copies import Index, bodies, grams
from tocsin.model import Report
from tocsin.model.base import utc

REPORTS = 6_000
OUTLETS = 120
VOCABULARY = 30_000
KINDS = ("verbatim", "cut", "reordered", "15% reworded", "30% reworded", "two sentences")
HASHES, BANDS, ROWS = 128, 42, 3
STORY = 5_000


class Planted(NamedTuple):
    """One synthetic report: its text, its family, how it was made, from which report, and who published it."""

    text: str
    family: int
    kind: str
    source: int
    outlet: int


def world(count: int, seed: int = 7) -> list[Planted]:
    """`count` reports of which a third reuse an earlier one."""
    rng, draw = random.Random(seed), np.random.default_rng(seed)  # noqa: S311
    letters = "bcdfgklmnprstvz"
    words = [f"{rng.choice(letters)}{rng.choice('aeiou')}{rng.choice(letters)}{number:x}" for number in range(VOCABULARY)]
    weights = 1 / np.arange(1, VOCABULARY + 1) ** 1.02
    cumulated = np.cumsum(weights / weights.sum())
    topics = [draw.integers(2_000, VOCABULARY, 100) for _ in range(max(20, count // 150))]
    stock = [_words(draw, cumulated, words, 6) for _ in range(2_000)]

    def sentence(topic: int) -> list[str]:
        chosen = _words(draw, cumulated, words, int(draw.integers(12, 30)))
        chosen = [words[int(draw.choice(topics[topic]))] if rng.random() < 0.18 else word for word in chosen]
        return chosen[:3] + rng.choice(stock) + chosen[3:] if rng.random() < 0.3 else chosen

    furniture = [[sentence(rng.randrange(len(topics))) for _ in range(rng.randint(1, 3))] for _ in range(OUTLETS)]

    def render(body: list[list[str]], outlet: int) -> str:
        around = [[word if rng.random() < 0.98 else rng.choice(words) for word in piece] for piece in furniture[outlet]]
        around = around if rng.random() < 0.2 else furniture[outlet]
        return "\n".join(" ".join(piece).capitalize() + "." for piece in [*body, *around])

    made: list[Planted] = []
    family = 0
    while len(made) < count:
        topic = rng.randrange(len(topics))
        body, family, source = [sentence(topic) for _ in range(rng.randint(10, 18))], family + 1, len(made)
        outlet = rng.randrange(OUTLETS)
        made.append(Planted(render(body, outlet), family, "original", source, outlet))
        for kind in rng.sample(KINDS, rng.randint(1, 2)) if rng.random() < 0.3 else ():
            reuser = rng.randrange(OUTLETS)
            made.append(Planted(render(_reuse(rng, body, kind, words, partial(sentence, topic)), reuser), family, kind, source, reuser))
    return made[:count]


def _words(draw: np.random.Generator, cumulated: np.ndarray, words: list[str], count: int) -> list[str]:
    return [words[place] for place in np.minimum(np.searchsorted(cumulated, draw.random(count)), len(words) - 1)]


def _reuse(rng: random.Random, body: list[list[str]], kind: str, words: list[str], sentence: Callable[[], list[str]]) -> list[list[str]]:
    if kind == "verbatim":
        return body
    if kind == "cut":
        return body[: max(3, int(len(body) * rng.uniform(0.3, 0.6)))]
    if kind == "reordered":
        return rng.sample(body, len(body))
    if kind == "two sentences":
        start = rng.randrange(len(body) - 2)
        own = [sentence() for _ in range(rng.randint(10, 16))]
        return own[:4] + body[start : start + 2] + own[4:]
    share = 0.15 if kind.startswith("15") else 0.3
    return [[rng.choice(words) if rng.random() < share else word for word in piece] for piece in body]


def winnowed(planted: list[Planted], texts: list[str]) -> set[tuple[int, int]]:
    """Pairs (earlier, later) that the project's index finds."""
    index = Index()
    return {(match.earlier, number) for number, text in enumerate(texts) for match in index.add(text)}


def minhash(planted: list[Planted], texts: list[str]) -> set[tuple[int, int]]:
    """Pairs that share a band of MinHash signatures over the same 5-grams, and agree in half of the signature or more in one direction."""
    draw = np.random.default_rng(1)
    factors = draw.integers(1, 2**63, HASHES, dtype=np.uint64) | np.uint64(1)
    offsets = draw.integers(0, 2**63, HASHES, dtype=np.uint64)
    buckets: dict[tuple[int, bytes], list[int]] = {}
    found: set[tuple[int, int]] = set()
    for number, text in enumerate(texts):
        hashed = np.unique(grams(text))
        if not len(hashed):
            continue
        signature = ((hashed[:, None] * factors[None, :] + offsets[None, :]) >> np.uint64(32)).min(axis=0)
        for band in range(BANDS):
            bucket = buckets.setdefault((band, signature[band * ROWS : (band + 1) * ROWS].tobytes()), [])
            found.update((earlier, number) for earlier in bucket[:6])
            bucket.append(number)
    return found


def scored(pairs: Iterable[tuple[int, int]], planted: list[Planted]) -> tuple[float, dict[str, float]]:
    """Precision over pairs, and by kind the share of planted reports linked to their family."""
    pairs = set(pairs)
    right = {pair for pair in pairs if planted[pair[0]].family == planted[pair[1]].family}
    linked = {later for _, later in right}
    made, hit = Counter(item.kind for item in planted), Counter(planted[number].kind for number in linked)
    return len(right) / max(1, len(pairs)), {kind: hit[kind] / max(1, made[kind]) for kind in KINDS}


def _reports(planted: list[Planted]) -> list[Report]:
    moment = utc(datetime(2026, 1, 1, tzinfo=UTC))
    return [
        Report(id=str(number), site=f"outlet {item.outlet}", collected_at=moment, text=item.text, furniture=find(item.text))
        for number, item in enumerate(planted)
    ]


def main() -> None:
    """Print recall by kind, precision and speed of both, and how the work grows on one story."""
    planted = world(REPORTS)
    reports = _reports(planted)
    start = time.process_time()
    texts = bodies(reports)
    prepared = time.process_time() - start
    print(f"{REPORTS:,} reports, {OUTLETS} outlets; furniture out at {REPORTS / prepared:,.0f} reports/s")
    print(f"{'method':34s} {'prec.':>6s} " + " ".join(f"{kind:>14s}" for kind in KINDS) + f" {'reports/s':>10s} {'kB/report':>9s}")
    for name, method, given in (
        ("winnowed, furniture out", winnowed, texts),
        ("winnowed, furniture left in", winnowed, [item.text for item in planted]),
        ("MinHash 42x3, furniture out", minhash, texts),
    ):
        tracemalloc.start()
        method(planted[:1_000], given[:1_000])
        held = tracemalloc.get_traced_memory()[1] / 1_000 / 1_000
        tracemalloc.stop()
        start = time.process_time()
        pairs = method(planted, given)
        rate = len(given) / (time.process_time() - start)
        precision, recall = scored(pairs, planted)
        print(f"{name:34s} {precision:6.4f} " + " ".join(f"{recall[kind]:14.3f}" for kind in KINDS) + f" {rate:10,.0f} {held:9.1f}")
    _story()


def _story() -> None:
    """One story of thousands of near copies: the work for each must not grow."""
    rng = random.Random(3)  # noqa: S311
    words = world(1)[0].text.split()
    for count in (STORY // 5, STORY):
        index, linked = Index(), 0
        start = time.process_time()
        for _ in range(count):
            changed = words[:]
            for _ in range(8):
                changed[rng.randrange(len(words))] = f"w{rng.randrange(10**6)}"
            linked += bool(index.add(" ".join(changed)))
        print(f"one story of {count:5,d} near copies: {count / (time.process_time() - start):8,.0f} reports/s, {linked:,} linked")


if __name__ == "__main__":
    main()
