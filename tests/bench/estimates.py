"""What readers take words of likelihood to mean: mean absolute error of our numbers against people's, beside the middles of official bands.

Usage: python -m tests.bench estimates    (data in `../shared/data/capphrase`, from the project's root; it says so where they are absent)

Fitted on one survey and tested on another, both ways, and on halves of the respondents. A band's middle is compared on the phrases its
yardstick has, with ours on the same ones. Last, whether the order of two phrases predicts which of them people chose as the likelier.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from statistics import fmean, median

from tocsin.library import yardsticks
from tocsin.model.declared import Yardstick
from tocsin.read import languages
from tocsin.read.estimates import Estimates

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "capphrase"
OFFICIAL = ("icd203", "phia", "nato", "efsa", "ipcc")
Answers = Mapping[str, list[float]]
"""phrase in small letters -> numbers of readers, 0 to 100"""


def absolute(half: int | None = None) -> Answers:
    """CAPphrase's numbers (2026); of one half of the respondents by hash of their id, or of all."""
    found: dict[str, list[float]] = {}
    with (FOLDER / "absolute_judgements.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if half is None or int(hashlib.sha256(row["response_id"].encode()).hexdigest(), 16) % 2 == half:
                found.setdefault(_plain(row["term"]), []).append(float(row["probability"]))
    return found


def zonination() -> Answers:
    """The numbers of 46 readers in zonination/perceptions (2015)."""
    with (FOLDER / "zonination_probly.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {_plain(term): [float(row[term]) for row in rows if row[term]] for term in rows[0]}


def _plain(term: str) -> str:
    """One spelling for both surveys."""
    low = term.lower().strip()
    return "almost certain" if low == "almost certainly" else low


def error(predicted: Mapping[str, float], answers: Answers) -> float:
    """Mean over phrases of the mean absolute error, in points of 100, on the phrases that both have."""
    return fmean(fmean(abs(value - predicted[phrase]) for value in answers[phrase]) for phrase in sorted(predicted.keys() & answers.keys()))


def medians(answers: Answers) -> dict[str, float]:
    """What minimises the absolute error."""
    return {phrase: median(values) for phrase, values in answers.items()}


def shipped(phrases: Iterable[str]) -> dict[str, float]:
    """Medians as the reader gives them, in points of 100, of the phrases it knows."""
    words = Estimates(languages.grammar("en"), yardsticks.load())
    found = {phrase: words.build(phrase, phrase, (0, len(phrase))).median for phrase in phrases}
    return {phrase: 100 * value for phrase, value in found.items() if value is not None}


def middles(yardstick: Yardstick, phrases: Iterable[str]) -> dict[str, float]:
    """The middles of the bands that the yardstick itself gives the phrases, in points of 100."""
    bands = {_plain(phrase): term for term in yardstick.terms for phrase in term.phrases}
    return {phrase: 50 * (bands[phrase].low + bands[phrase].high) for phrase in phrases if phrase in bands}


def choices() -> Iterator[tuple[str, str, bool]]:
    """(one phrase, another, whether the first was chosen as the likelier) of CAPphrase's pairwise comparisons."""
    with (FOLDER / "pairwise_comparisons.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["selected"] in (row["term1"], row["term2"]):
                yield _plain(row["term1"]), _plain(row["term2"]), row["selected"] == row["term1"]


def agreement(order: Mapping[str, float], chosen: Iterable[tuple[str, str, bool]]) -> tuple[float, int, int]:
    """(share of choices that the order predicts, choices it has both phrases of, those it ties; a tie counts a half)."""
    right, of, ties = 0.0, 0, 0
    for one, other, first in chosen:
        if one in order and other in order and one != other:
            of += 1
            ties += order[one] == order[other]
            right += 0.5 if order[one] == order[other] else float((order[one] > order[other]) == first)
    return right / max(of, 1), of, ties


def main() -> None:
    """Print the tables of docs/benchmarks.md."""
    if not FOLDER.is_dir():
        print(f"skipped: no {FOLDER}")
        return
    large, small = absolute(), zonination()
    halves = absolute(0), absolute(1)
    print("mean absolute error, points of 100; fitted medians, and the least error possible (the tested survey's own medians)")
    for name, fitted, tested in (
        ("CAPphrase -> zonination", large, small),
        ("zonination -> CAPphrase", small, large),
        ("half of CAPphrase -> other half", halves[0], halves[1]),
        ("the other way", halves[1], halves[0]),
    ):
        common = {phrase: value for phrase, value in medians(fitted).items() if phrase in tested}
        least = {phrase: value for phrase, value in medians(tested).items() if phrase in common}
        print(f"{name:32} {error(common, tested):6.2f}   least {error(least, tested):6.2f}   {len(common)} phrases")
    print("\nmiddles of official bands beside our medians on the same phrases; tested on both surveys")
    by_id = {yardstick.id: yardstick for yardstick in yardsticks.load()}
    for name in OFFICIAL:
        for survey, answers, other in (("CAPphrase", large, small), ("zonination", small, large)):
            band = middles(by_id[name], answers)
            ours = {phrase: value for phrase, value in medians(other).items() if phrase in band}
            both = {phrase: value for phrase, value in band.items() if phrase in ours}
            theirs, mine = error(both, answers), error(ours, answers)
            print(f"{name:8} on {survey:10} band {theirs:6.2f}   ours, fitted on the other {mine:6.2f}   {len(both)} phrases")
    known = shipped(large)
    print(f"\nas shipped, through the reader: {len(known)} of {len(large)} phrases, error {error(known, large):.2f} on CAPphrase")
    chosen = list(choices())
    most: dict[tuple[str, str], list[bool]] = {}
    for one, two, first in chosen:
        most.setdefault((min(one, two), max(one, two)), []).append(first == (one < two))
    best = sum(max(sum(votes), len(votes) - sum(votes)) for votes in most.values()) / len(chosen)
    print(f"\npairs: which of two phrases is the likelier, {len(chosen)} choices; the majority of each pair is right in {best:.3f}")
    orders = {"CAPphrase's means": {p: fmean(v) for p, v in large.items()}, "zonination's means": {p: fmean(v) for p, v in small.items()}}
    for name, order in (*orders.items(), *((name, middles(by_id[name], large)) for name in OFFICIAL)):
        share, of, ties = agreement(order, chosen)
        print(f"{name:20} {share:.3f} of {of}, {ties} tied")
        if name in OFFICIAL:
            ours = {phrase: orders["CAPphrase's means"][phrase] for phrase in order}
            print(f"{'  ours, same pairs':20} {agreement(ours, chosen)[0]:.3f}")


if __name__ == "__main__":
    main()
