"""The index of wording: each report is asked about and inserted in one pass, in order of time.

Furniture first, then winnowed fingerprints propose earlier reports, and all grams, kept packed, decide. Memory is bounded by a window
of time. The work for one report does not depend on how many share its wording: a fingerprint is held for the earliest reports that
have it and for the latest, HELD in all, and these stand for the family.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tocsin.corroborate.copies import furniture, kernels
from tocsin.corroborate.copies.arrays import Codes, Grams, Places
from tocsin.corroborate.copies.comparing import COPY, LIFTED, Kind, coded, kind, overlap
from tocsin.corroborate.copies.furniture import Furniture
from tocsin.corroborate.copies.hashing import Text, hashed
from tocsin.corroborate.copies.layout import HELD
from tocsin.corroborate.copies.postings import Postings
from tocsin.corroborate.copies.tape import Tape

SHARED = 3
"""fingerprints that two reports must share to be compared"""
COMPARED = 6
"""candidates compared exactly, best first"""
SAME = 0.98
"""a report that is all furniture may still be the repetition of another: then of all of it"""
DAY = 86_400

REPORT = np.dtype(
    [("start", "<i8"), ("at", "<i8"), ("story", "<i8"), ("grams", "<i4"), ("prints", "<i4"), ("kept", "<i4"), ("outlet", "<i4")]
)
_LOW = np.uint64(0xFFFFFFFF)


class Match(NamedTuple):
    """An earlier report that a later one shares wording with."""

    earlier: int
    """its place in the order given"""
    containment: float
    """share of the later report's grams that the earlier one has"""
    shared: int
    """fingerprints in common"""
    lifted: int
    """grams in common outside quotation marks"""
    covered: float
    """share of the earlier report's grams that the later one has"""
    kind: Kind


class Index:
    """Fingerprints of the reports seen so far, in order of time. `add` asks and inserts in one pass."""

    def __init__(self, window: timedelta | None = None) -> None:
        self.window = None if window is None else int(window.total_seconds())
        self.postings = Postings()
        self.reports = Tape(REPORT, first=1)
        self.low, self.high = Tape(np.uint16), Tape(np.uint8)
        self.furniture = Furniture()
        self.outlets: dict[str, int] = {}
        self.entries = 0
        self.latest = 0
        self.loops = kernels.plain()
        self.swept = 0

    def __len__(self) -> int:
        return self.reports.end - 1

    @property
    def nbytes(self) -> int:
        """Bytes in use, spare room included."""
        return self.postings.table.nbytes + self.reports.nbytes + self.low.nbytes + self.high.nbytes + self.furniture.nbytes

    def add(self, text: str, *, outlet: str | None = None, at: datetime | None = None) -> list[Match]:
        """Earlier reports that `text` shares wording with, most contained first; then `text` is one of the earlier ones.

        With `outlet`, its furniture is learnt and left out, and of its other reports only copies count. With `at`, reports older than
        the window are forgotten.
        """
        moment = self.latest if at is None else int(at.astimezone(UTC).timestamp())
        self._forget(moment)
        who = 0 if outlet is None else self.outlets.setdefault(outlet, len(self.outlets) + 1)
        if self.loops is kernels.plain() and len(self) >= kernels.MUCH:
            self.loops = kernels.compiled()
        report = _Asked(self, hashed(text, self.loops), who, moment)
        if who and report.learn():
            report.ask()
        matches = report.matches()
        self._insert(report, matches)
        return matches

    def codes(self, number: int) -> Codes:
        """The grams kept of report `number`, in the order of its text."""
        row = self.reports.get(number, number + 1)[0]
        start, stop = int(row["start"]), int(row["start"]) + int(row["grams"])
        return np.asarray(self.low.get(start, stop) | (self.high.get(start, stop).astype(np.uint32) << np.uint32(16)))

    def _insert(self, report: "_Asked", matches: list[Match]) -> None:
        number = self.reports.end
        kept = self.loops.insert(self.postings.table, report.prints, report.hits, number, self.reports.first)
        start = self.low.add(report.codes.astype(np.uint16))
        self.high.add((report.codes >> np.uint32(16)).astype(np.uint8))
        row = np.zeros(1, dtype=REPORT)
        row[0] = (start, report.moment, report.story(matches), len(report.codes), len(report.prints), kept, report.outlet)
        self.reports.add(row)
        self.entries += kept
        self.postings.room(self.entries, self.reports.first)

    def _forget(self, moment: int) -> None:
        """Cuts off the reports that are older than the window, and once a day the furniture not seen in it."""
        self.latest = max(self.latest, moment)
        if self.window is None:
            return
        horizon, held = self.latest - self.window, self.reports.values()
        if not len(held) or held["at"][0] >= horizon:
            return
        young = held["at"] >= horizon
        count = int(young.argmax()) if young.any() else len(held)
        self.entries -= int(held["kept"][:count].sum())
        self.reports.cut(self.reports.first + count)
        start = int(held["start"][count]) if count < len(held) else self.low.end
        self.low.cut(start)
        self.high.cut(start)
        if horizon // DAY > self.swept:
            self.swept = horizon // DAY
            self.furniture.forget(self.swept)


class _Asked:
    """One report while it is asked about."""

    def __init__(self, index: Index, text: Text, outlet: int, moment: int) -> None:
        self.index, self.text, self.outlet, self.moment = index, text, outlet, moment
        self.kept: Places | None = None
        self.whole = False
        self.ask()

    def ask(self) -> None:
        """Takes furniture out, and looks up which earlier reports share fingerprints with the rest."""
        index, text, grams, outside = self.index, self.text, self.text.grams, self.text.outside
        self.kept = index.furniture.left(self.outlet, text, index.loops, self.moment // DAY) if self.outlet else None
        self.whole = self.kept is not None and len(self.kept) < LIFTED
        if self.whole:
            self.kept = None
        if self.kept is not None:
            grams, outside = grams[self.kept], None if outside is None else outside[self.kept]
        self.codes = coded(grams, outside)
        self.ordered = np.sort(self.codes)
        self.prints = index.loops.prints(grams)
        self._look_up()

    def _of(self, numbers: NDArray[np.int64], field: str) -> NDArray[np.int64]:
        """A field of earlier reports."""
        return np.asarray(self.index.reports.values()[field][numbers - self.index.reports.first])

    def _look_up(self) -> None:
        """Candidates with enough fingerprints in common, best first, and how many they share."""
        index = self.index
        numbers, counts, self.hits = index.loops.holders(index.postings.table, self.prints, index.reports.first)
        if len(numbers):
            fit = counts >= min(SHARED, len(self.prints))
            if not fit.all():
                fit |= counts >= self._of(numbers, "prints")
                numbers, counts = numbers[fit], counts[fit]
            if len(numbers) > 1:
                order = np.argsort(-counts, kind="stable")
                numbers, counts = numbers[order], counts[order]
        self.numbers, self.counts = numbers, counts

    def grams(self) -> Grams:
        """The grams that are not furniture."""
        return self.text.grams if self.kept is None else self.text.grams[self.kept]

    def learn(self) -> bool:
        """Learns what the outlet repeats; whether the report shows anything new of it."""
        if len(self.numbers) < furniture.SIGHTINGS - 1:
            return False
        numbers = self.numbers[self._of(self.numbers, "outlet") == self.outlet][: 2 * HELD]
        if len(numbers) < furniture.SIGHTINGS - 1:
            return False
        loops = self.index.loops
        earlier = [np.sort(self.index.codes(number)) for number in numbers.tolist()]
        found = [overlap(self.ordered, each, loops) for each in earlier]
        related = np.array([max(each.containment, each.covered) for each in found])
        shows = np.stack([loops.among(self.codes, each) for each in earlier])
        repeated = furniture.repeated(shows, related, self._of(numbers, "story"))
        if not repeated.any():
            return False
        self.index.furniture.learn(self.outlet, self.grams()[repeated], self.moment // DAY)
        return True

    def matches(self) -> list[Match]:
        """Earlier reports that the report shares wording with, most contained first."""
        if not len(self.numbers):
            return []
        found, loops = [], self.index.loops
        for number, shared in zip(self.numbers[:COMPARED].tolist(), self.counts[:COMPARED].tolist(), strict=True):
            codes, outlet = self.index.codes(number), int(self.index.reports.values()["outlet"][number - self.index.reports.first])
            foreign = not self.outlet or outlet != self.outlet
            own, earlier = self.codes, np.sort(codes)
            each = overlap(self.ordered, earlier, loops)
            if foreign and each.grams >= LIFTED and (theirs := self.index.furniture.seen(outlet, self.grams(), loops)) is not None:
                # What the other outlet puts around its articles was not yet known when that report came.
                own = self.codes[~theirs]
                each = overlap(np.sort(own), earlier, loops)
            copied = max(each.containment, each.covered if each.grams >= LIFTED else 0) >= (SAME if self.whole else COPY)
            if copied or (foreign and not self.whole and each.lifted >= LIFTED):
                found.append(Match(number - 1, each.containment, shared, each.lifted, each.covered, kind(own, codes, each, loops)))
        return sorted(found, key=lambda match: (-match.containment, match.earlier))

    def story(self, matches: list[Match]) -> int:
        """The story of its outlet that the report belongs to, named by its first report."""
        if self.outlet:
            for match in matches:
                earlier = self.index.reports.get(match.earlier + 1, match.earlier + 2)
                if int(earlier["outlet"][0]) == self.outlet and max(match.containment, match.covered) > furniture.STORY:
                    return int(earlier["story"][0])
        return self.index.reports.end
