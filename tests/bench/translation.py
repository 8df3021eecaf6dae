"""Translations found and told from look-alikes: NTREX-128's 123 news documents (MicrosoftTranslator/NTREX, CC BY-SA 4.0) in four languages.

Usage: python -m tests.bench translation        (data in `../shared/data/ntrex128`; it says so where they are absent)

Each French, Russian and Ukrainian document looks for its English one among all 123 and DISTRACTORS more, which are made of runs of
sentences of two to four English documents: a distractor holds a part of some document, and nothing else is as near to a document as its
own parts. Then an English look-alike stands beside the true one, the same but for one number, one day, one actor (a name, wherever it
stands), two names that trade places, or one negation put in or taken out of the title or one of the first sentences; and what is decided
of each pair alone is counted. The changes are made by `change`, which knows nothing of how the project reads numbers, names or negations.

Documents are split by a hash of their id: on the one half thresholds and weights were set (`--fit` prints them), the other was run for
the table. Beside it: embeddings alone, and Jaccard .5 of the titles' words, folded to one script.
"""

import argparse
import hashlib
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from tocsin.corroborate.folding import fold
from tocsin.corroborate.meaning import Meaning
from tocsin.corroborate.meaning.encoder import Kept, Packaged
from tocsin.library.meaning import weights
from tocsin.model import Reading, Report, report_id

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "ntrex128"
FILES = {
    "en": "newstest2019-src.eng.txt",
    "fr": "newstest2019-ref.fra.txt",
    "ru": "newstest2019-ref.rus.txt",
    "uk": "newstest2019-ref.ukr.txt",
}
OTHERS = ("fr", "ru", "uk")
DISTRACTORS = 5_000
CHANGES = ("number", "date", "actor", "swap", "negation")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December")
TITLES = 0.5
KEY = 6
"""sentences at the head, of which one is changed: what a report is about stands there"""
COMMON = frozenset(
    "The A An In On At It He She They We I But And For With This That If As By When While After Before There These Those Mr Mrs Ms Dr Sir"
    " January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday"
    " Saturday Sunday American British German French Russian Chinese European English Mexican Catholic Republican Republicans Democrat"
    " Democrats Democratic".split()
)
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w,.-]*\d)")
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_NOT = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|should|must|did|does|do)(n't| not)\b")
_AUXILIARY = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|should|must|may|might)\b(?! (?:not|never|no)\b)(?!n't)")


class Document(NamedTuple):
    """One news document in the four languages, line by line, the title first."""

    id: str
    lines: dict[str, tuple[str, ...]]

    @property
    def test(self) -> bool:
        """Of the half that nothing was set on."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 2 == 1


def documents() -> list[Document]:
    """All documents, in order of their ids."""
    ids = (FOLDER / "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").split()
    found: dict[str, dict[str, list[str]]] = {}
    for language, file in FILES.items():
        for key, line in zip(ids, (FOLDER / file).read_text(encoding="utf-8").splitlines(), strict=True):
            found.setdefault(key, {}).setdefault(language, []).append(line)
    return [Document(key, {language: tuple(lines) for language, lines in by.items()}) for key, by in sorted(found.items())]


def distractors(held: Sequence[Document], count: int = DISTRACTORS) -> Iterator[tuple[str, ...]]:
    """English documents made of runs of sentences of two to four others."""
    rng = random.Random(128)  # noqa: S311 - not secret
    for _ in range(count):
        made: list[str] = []
        for one in rng.sample(held, rng.randint(2, 4)):
            lines = one.lines["en"]
            start = rng.randrange(len(lines))
            made += lines[start : start + rng.randint(3, 6)]
        yield tuple(made)


def change(kind: str, document: Document, held: Sequence[Document]) -> tuple[str, ...] | None:
    """The English document with one thing changed; None where it has nothing of the kind."""
    rng = random.Random(f"{kind} {document.id}")  # noqa: S311 - not secret
    lines, names = document.lines["en"], _names(document.lines["en"])
    if kind == "number":
        made = _number(lines, rng)
    elif kind == "date":
        made = _date(lines, rng)
    elif kind == "negation":
        made = _negation(lines, rng)
    elif kind == "swap":
        made = _replaced(lines, {names[0]: names[1], names[1]: names[0]}) if len(names) > 1 else None
    else:
        others = [name for other in held if other.id != document.id for name in _names(other.lines["en"])[:1] if name not in names]
        made = _replaced(lines, {names[0]: rng.choice(others)}) if names else None
    return None if made == lines else made


def _number(lines: Sequence[str], rng: random.Random) -> tuple[str, ...] | None:
    head = "\n".join(lines[:KEY])
    figures = [match.group() for match in _NUMBER.finditer(head)] + [word for word in _WORDS if re.search(rf"\b{word}\b", head)]
    if not figures:
        return None
    old = rng.choice(figures)
    if old in _WORDS:
        new = rng.choice([word for word in _WORDS if word != old])
    elif re.fullmatch(r"(?:19|20)\d\d", old):
        new = str(int(old) + rng.choice((-7, -4, -2, 2, 3, 5)))
    else:
        digit = next(place for place, sign in enumerate(old) if sign.isdigit())
        new = old[:digit] + rng.choice([sign for sign in "23456789" if sign != old[digit]]) + old[digit + 1 :]
    pattern = re.compile(rf"(?<![\w.,]){re.escape(old)}(?![\w]|[.,]\d)")
    return tuple(pattern.sub(new, line) for line in lines)


def _date(lines: Sequence[str], rng: random.Random) -> tuple[str, ...] | None:
    """Another day of the week, or another month, wherever the one that stands first at the head stands."""
    head = "\n".join(lines[:KEY])
    for known in (WEEKDAYS, MONTHS):
        old = next(iter(sorted((found.start(), found.group()) for found in re.finditer(rf"\b(?:{'|'.join(known)})\b", head))), None)
        if old is not None:
            return _replaced(lines, {old[1]: rng.choice([day for day in known if day not in "\n".join(lines)])})
    return None


def _names(lines: Sequence[str]) -> list[str]:
    """Names that stand twice or more, the most frequent first."""
    counted = Counter(name for line in lines for name in _NAME.findall(line) if name not in COMMON)
    whole = {name: sum(len(re.findall(rf"\b{name}\b", line)) for line in lines) for name in counted}
    return [name for name in sorted(counted, key=lambda name: (-whole[name], name)) if counted[name] >= 2]


def _replaced(lines: Sequence[str], names: dict[str, str]) -> tuple[str, ...]:
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
    return tuple(pattern.sub(lambda found: names[found.group()], line) for line in lines)


def _negation(lines: Sequence[str], rng: random.Random) -> tuple[str, ...] | None:
    places = [place for place, line in enumerate(lines[:KEY]) if _NOT.search(line) or _AUXILIARY.search(line)]
    if not places:
        return None
    place = rng.choice(places)
    line = lines[place]
    if _NOT.search(line):
        line = _NOT.sub(lambda found: {"ca": "can", "wo": "will"}.get(found[1], found[1]), line, count=1)
    else:
        line = _AUXILIARY.sub(lambda found: f"{found[1]} not", line, count=1)
    return (*lines[:place], line, *lines[place + 1 :])


class Asked:
    """English documents, whatever stands beside them, and the documents of one other language that look for theirs."""

    def __init__(self, held: Sequence[Document], language: str, *, changed: bool, beside: Sequence[tuple[str, ...]] = ()) -> None:
        rows: list[tuple[str, str | None, str, tuple[str, ...]]] = [("en", document.id, "true", document.lines["en"]) for document in held]
        if changed:
            every = documents()
            for kind in CHANGES:
                made = ((document, change(kind, document, every) or ()) for document in held)
                rows += [("en", document.id, kind, lines) for document, lines in made if lines]
        rows += [("en", None, "distractor", lines) for lines in beside]
        self.first = len(rows)
        rows += [(language, document.id, "query", document.lines[language]) for document in held]
        self._rows = rows
        reports = [_report(code, lines) for code, _, _, lines in rows]
        readings = [
            Reading(report=report.id, language=code, title=report.title, t_known=report.collected_at)
            for report, (code, _, _, _) in zip(reports, rows, strict=True)
        ]
        self.meaning = Meaning(reports, readings, [report.text for report in reports], Kept(Packaged))

    def owner(self, number: int) -> str | None:
        """The document that a report is of; None for a distractor, and for whatever looks for its own."""
        return self._rows[number][1] if number < self.first else None

    def kind(self, number: int) -> str:
        """What a report is: `true`, a change, `distractor` or `query`."""
        return self._rows[number][2]

    def query(self, document: Document) -> int:
        """The report of a document in the other language."""
        return next(number for number in range(self.first, len(self._rows)) if self._rows[number][1] == document.id)

    def english(self, document: Document) -> list[tuple[int, str]]:
        """The English reports of a document with what they are: the true one first."""
        return [(number, row[2]) for number, row in enumerate(self._rows[: self.first]) if row[1] == document.id]


def _report(language: str, lines: Sequence[str]) -> Report:
    text = "\n".join(lines[1:])
    return Report(id=report_id(None, None, None, lines[0], text), title=lines[0], text=text, collected_at=MOMENT, language=language)


class Counted(NamedTuple):
    """Of one language: how many of the documents that look for theirs were right, by what stood beside; and pairs taken for the same."""

    asked: int
    vectors: int
    """found first by the vectors of title and lead alone"""
    first: int
    """found first by all sentences of those"""
    beside: dict[str, tuple[int, int, int]]
    """by change, the true one beside its look-alike: how many there are, right by vectors alone, right by the decision"""
    alone: dict[str, list[tuple[float, bool]]]
    """by change: (probability, whether true) of each true pair and of each changed one, decided by itself"""


def count(language: str, held: Sequence[Document], every: Sequence[Document]) -> Counted:
    """What comes of the documents `held` in one language, among all English ones and the distractors."""
    asked = Asked(every, language, changed=False, beside=list(distractors(every)))
    meant, vectors, first = asked.meaning, 0, 0
    for document in held:
        query = asked.query(document)
        near = [number for number in meant.near(query) if number < asked.first]
        vectors += asked.owner(near[0]) == document.id
        decided = sorted(near, key=lambda number: (-meant.decide(query, number).covered, near.index(number)))
        first += asked.owner(decided[0]) == document.id
    changed = Asked(held, language, changed=True)
    beside: dict[str, tuple[int, int, int]] = {}
    alone: dict[str, list[tuple[float, bool]]] = {}
    for document in held:
        query = changed.query(document)
        english = changed.english(document)
        true = english[0][0]
        for number, kind in english[1:]:
            by_vector = changed.meaning.cosine(query, true) > changed.meaning.cosine(query, number)
            best = changed.meaning.rendered(query, min(true, number), max(true, number))
            there, one, other = beside.get(kind, (0, 0, 0))
            beside[kind] = (there + 1, one + by_vector, other + (best == true))
            pairs = alone.setdefault(kind, [])
            pairs.append((changed.meaning.decide(query, true).probability, True))
            pairs.append((changed.meaning.decide(query, number).probability, False))
    return Counted(len(held), vectors, first, beside, alone)


def precision_at(pairs: Sequence[tuple[float, bool]], recall: float) -> float:
    """The precision of those taken for the same where the threshold is set so that `recall` of the true ones are."""
    true = sorted((probability for probability, same in pairs if same), reverse=True)
    least = true[min(len(true) - 1, int(recall * len(true)))]
    taken = [same for probability, same in pairs if probability >= least]
    return sum(taken) / len(taken)


def titles(language: str, held: Sequence[Document], every: Sequence[Document]) -> int:
    """How many documents find theirs by titles alone: the only one, of all English ones, with Jaccard .5 of folded words or more."""
    right = 0
    for document in held:
        own = _folded(document.lines[language][0])
        near = {other.id: len(own & words) / len(own | words) for other in every if (words := _folded(other.lines["en"][0]))}
        best = max(near, key=lambda name: near[name])
        right += best == document.id and near[best] >= TITLES
    return right


def _folded(title: str) -> frozenset[str]:
    return frozenset(fold(word)[:5] for word in re.findall(r"\w+", title) if len(word) > 2)


def main(arguments: Sequence[str] = ()) -> None:
    """Print the table of the half that nothing was set on; with `--tuning`, of the other."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tuning", action="store_true", help="the half that weights were fitted on")
    given = parser.parse_args(arguments)
    if not FOLDER.is_dir():
        print(f"{FOLDER} is absent: nothing measured")
        return
    every = documents()
    held = [document for document in every if document.test is not given.tuning]
    print(f"{len(held)} documents of {len(every)}, {DISTRACTORS:,} distractors beside {len(every)} English documents")
    print(f"{'':4s}{'titles':>8s}{'vectors':>9s}{'all':>9s}   beside a look-alike, right by vectors / by the decision")
    for language in OTHERS:
        found = count(language, held, every)
        words = f"{titles(language, held, every) / found.asked:8.3f}{found.vectors / found.asked:9.3f}{found.first / found.asked:9.3f}   "
        words += "  ".join(
            f"{kind} {one / there:.3f} / {other / there:.3f} ({there})" for kind, (there, one, other) in found.beside.items()
        )
        print(f"{language:4s}{words}")
        for kind, pairs in found.alone.items():
            true = [probability for probability, same in pairs if same]
            false = [probability for probability, same in pairs if not same]
            least = weights().threshold
            kept, wrong = sum(one >= least for one in true) / len(true), sum(one >= least for one in false) / len(false)
            print(
                f"      each pair alone, {kind:9s} at the threshold: {kept:.2f} of true pairs taken, {wrong:.2f} of look-alikes;"
                f" precision at recall .90: {precision_at(pairs, 0.9):.2f}"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
