"""Acts against events that others coded: PLOVER's hand-coded sentences (openeventdata/PLOVER, CC BY-SA 4.0), beside a keyword baseline.

Usage: python -m tests.bench acts    (data in `../shared/data/plover_gsr`; it says so where they are absent)
       python tests/bench/acts.py --errors    shows the errors of the half that rules may be developed on

The sentences are of other conflicts, so the reader is asked with a warning problem to which every sentence is news. What PLOVER codes is
what an actor did; what the reader gives is what is done with the words. They meet in four places (`OURS`); the rest is left out, counted.
PETRARCH's records (`data/petrarch`) are no gold for this: invented sentences whose codes a test dictionary assigns word by word
(`act on` a resolution is 102, `criticised` is 121), to test a program, not to say what is meant.
"""

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from tocsin.library import problems
from tocsin.model import Reading, Report, Statement, report_id
from tocsin.model.declared import Cue, Cues, Problem
from tocsin.read import Reader

FILE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "plover_gsr" / "PLOVER_GSR_CAMEO.txt"
THREAT, BLAME, PROMISE, HAPPENING, NOTHING = "threat", "criticism", "commitment", "happening", "-"
OURS = {
    "THREATEN": THREAT,
    "DISAPPROVE": BLAME,
    "AGREE": PROMISE,
    **dict.fromkeys(
        (
            "COERCE",
            "MOBILIZE",
            "FIGHT",
            "ASSAULT",
            "PROTEST",
            "RETREAT",
            "SANCTION",
            "AID",
            "COOPERATE",
            "CONSULT",
            "INVESTIGATE",
            "CONCEDE",
        ),
        HAPPENING,
    ),
}
"""PLOVER's event -> ours. AGREE is there an intent expressed, not a deed; the twelve are deeds, told as event, report or disclosure.
Without a counterpart: DEMAND and REJECT (what is asked for or refused: no claim is denied, no harm announced) and SUPPORT (praise)."""
TOLD = frozenset({"event", "report", "disclosure"})
KEYWORDS = (
    (THREAT, r"\b(?:threat|warn|ultimatum|vow|retaliat|unless|boycott)"),
    (BLAME, r"\b(?:accus|critici|condemn|denounc|blam|protest(?:ed|s)?\b|complain|deplor)"),
    (PROMISE, r"\b(?:agree|promis|pledg|offer|will\b|would\b|ready to|willing to|prepared to|commit)"),
)
"""what a reader with a list of words would say, the first that stands"""
OPEN = ("the", "a", "an", "of", "in", "to", "and", "on", "said", "for")
"""words that make any sentence news of the problem"""


class Coded(NamedTuple):
    """A sentence, where its event's words begin, and PLOVER's code."""

    text: str
    start: int
    event: str

    @property
    def held_out(self) -> bool:
        """Of the half that no rule is developed on."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 1


def coded(file: Path) -> Iterator[Coded]:
    """Every coded sentence, once."""
    seen: set[str] = set()
    for entry in json.loads(file.read_text(encoding="utf-8")):
        text = entry.get("text")
        if text and text not in seen:
            seen.add(text)
            words = re.search(r"\(EVT: ([^)]*)\)", json.dumps(entry.get("textInfo") or "", ensure_ascii=False))
            found = text.find(words.group(1)) if words else -1
            yield Coded(text, max(found, 0), entry["event"])


def open_problem() -> Problem:
    """A warning problem that every English sentence bears on, by one indicator that no rule of acts knows."""
    problem = problems.load("nuclear-escalation")
    indicator = msgspec.structs.replace(problem.indicators[0], id="anything", leans={})
    cues = Cues(
        language="en", indicators=(Cue(id="anything", all_of=(OPEN,), none_of=(), weight=2.0),), hypotheses=(), relevant=(), strong=OPEN
    )
    return msgspec.structs.replace(problem, indicators=(indicator,), cues={"en": cues})


def reader() -> Callable[[str], Reading]:
    """The reader for that problem."""
    made = Reader(open_problem(), (), ())
    now = datetime(2025, 1, 1, tzinfo=UTC)

    def read(text: str) -> Reading:
        return made.read(Report(id=report_id(None, None, None, None, text), collected_at=now, language="en", text=text))

    return read


def act_at(statements: Iterable[Statement], start: int) -> str:
    """The act of the tightest statement whose content or cue holds the event's words, in our four; `-` where none does."""

    def holds(span: tuple[int, int] | None) -> bool:
        return span is not None and span[0] <= start < span[1]

    found = [one for one in statements if holds(one.cue_span) or holds(one.content_span)]
    if not found:
        found = [one for one in statements if holds(one.span)]
    if not found:
        return NOTHING
    best = min(found, key=lambda one: (not holds(one.cue_span), one.content_span[1] - one.content_span[0]))
    return HAPPENING if best.act in TOLD else best.act


def by_keyword(text: str) -> str:
    """The baseline."""
    low = text.lower()
    return next((act for act, pattern in KEYWORDS if re.search(pattern, low)), HAPPENING)


def table(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Lines: of each act precision, recall and F1, then what its sentences were taken for."""
    confusion: dict[str, Counter[str]] = {}
    given: Counter[str] = Counter()
    for wanted, got in pairs:
        confusion.setdefault(wanted, Counter())[got] += 1
        given[got] += 1
    for act in (THREAT, BLAME, PROMISE, HAPPENING):
        row = confusion.get(act, Counter())
        recall, precision = row[act] / max(row.total(), 1), row[act] / max(given[act], 1)
        both = 2 * precision * recall / max(precision + recall, 1e-9)
        taken = ", ".join(f"{name} {count}" for name, count in row.most_common())
        yield f"  {act:11} P {precision:.2f}  R {recall:.2f}  F1 {both:.2f}  of {row.total():3}: {taken}"
    right = sum(wanted == got for wanted, got in pairs)
    yield f"  all right {right} of {len(pairs)} ({right / max(len(pairs), 1):.2f})"


def main(arguments: Sequence[str] = ()) -> int:
    """Print both halves, ours beside the baseline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments)
    if not FILE.exists():
        print(f"skipped: no {FILE}")
        return 0
    read, everything = reader(), list(coded(FILE))
    left_out = Counter(one.event for one in everything if one.event not in OURS)
    print(f"{len(everything)} sentences; without a counterpart: {', '.join(f'{name} {count}' for name, count in sorted(left_out.items()))}")
    for half, name in ((False, "half to develop on"), (True, "held-out half")):
        mine = [one for one in everything if one.event in OURS and one.held_out is half]
        ours = [(OURS[one.event], act_at(read(one.text).statements, one.start)) for one in mine]
        print(f"== {name}: tocsin", *table(ours), sep="\n")
        print(f"== {name}: keywords", *table([(OURS[one.event], by_keyword(one.text)) for one in mine]), sep="\n")
        if options.errors and not half:
            for one, (wanted, got) in zip(mine, ours, strict=True):
                if wanted != got:
                    print(f"{one.event} {wanted} <> {got}: {one.text}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
