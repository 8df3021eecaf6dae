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
from tocsin.corroborate.copies.arrays import Grams, Places
from tocsin.corroborate.copies.comparing import COPY, LIFTED, Kind, Overlap, Side, coded, overlap, packed, side
from tocsin.corroborate.copies.furniture import Furniture
from tocsin.corroborate.copies.hashing import Text, hashed
from tocsin.corroborate.copies.layout import HELD
from tocsin.corroborate.copies.postings import Postings
from tocsin.corroborate.copies.tape import Tape

SHARED = 2
"""fingerprints that two reports must share to be compared"""
COMPARED = 6
"""candidates compared exactly, best first"""
SAME = 0.98
"""a report that is all furniture may still be the repetition of another: then of all of it"""
DAY = 86_400
PACKED = np.dtype((np.uint8, 3))
"""a gram as it is kept"""

_FIELDS = "start at story grams different prints kept outlet".split()
REPORT = np.dtype([(field, "<i8" if field in ("start", "at", "story") else "<i4") for field in _FIELDS])
"""what is remembered of a report: where its grams begin, when it came, the first report of its outlet's story; how many grams it has, how
many of them different, how many fingerprints, how many of them got an entry; its outlet"""
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
        self.grams = Tape(PACKED)
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
        return self.postings.table.nbytes + self.reports.nbytes + self.grams.nbytes + self.furniture.nbytes

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
        self._insert(report)
        return matches

    def compared(self, later: Side, number: int) -> Overlap:
        """What `later` has in common with the earlier report `number`."""
        row = self.reports.get(number, number + 1)
        start = int(row["start"][0])
        stop = start + int(row["grams"][0])
        return overlap(later, self.grams.get(start, stop), int(row["different"][0]), self.loops)

    def _insert(self, report: "_Asked") -> None:
        number = self.reports.end
        kept = self.loops.insert(self.postings.table, report.prints, report.hits, number, self.reports.first)
        codes = report.side.codes
        start = self.grams.add(packed(codes))
        row = np.zeros(1, dtype=REPORT)
        row[0] = (start, report.moment, report.story, len(codes), len(report.side.hashes), len(report.prints), kept, report.outlet)
        self.reports.add(row)
        self.entries += kept
        self.postings.room(self.entries, self.reports.first, self.loops)

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
        start = int(held["start"][count]) if count < len(held) else self.grams.end
        self.grams.cut(start)
        if horizon // DAY > self.swept:
            self.swept = horizon // DAY
            self.furniture.forget(self.swept)


class _Asked:
    """One report while it is asked about."""

    def __init__(self, index: Index, text: Text, outlet: int, moment: int) -> None:
        self.index, self.text, self.outlet, self.moment = index, text, outlet, moment
        self.kept: Places | None = None
        self.whole = False
        self.story = index.reports.end
        """the first report of the story of its outlet that it belongs to"""
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
        self._beside: dict[int, Overlap] = {}
        self._kin: dict[int, float] = {}
        self.side = side(coded(grams, outside), index.loops)
        self.prints = index.loops.prints(grams)
        first = index.reports.first
        self.numbers, self.counts, self.hits = index.loops.holders(
            index.postings.table, self.prints, first, min(SHARED, len(self.prints)), index.reports.values()["prints"]
        )
        """earlier reports with enough fingerprints in common, best first; how many; and how many reports have each"""

    def _of(self, numbers: NDArray[np.int64], field: str) -> NDArray[np.int64]:
        """A field of earlier reports."""
        return np.asarray(self.index.reports.values()[field][numbers - self.index.reports.first])

    def grams(self) -> Grams:
        """The grams that are not furniture."""
        return self.text.grams if self.kept is None else self.text.grams[self.kept]

    def beside(self, number: int) -> Overlap:
        """What the report has in common with an earlier one."""
        if number not in self._beside:
            self._beside[number] = self.index.compared(self.side, number)
        return self._beside[number]

    def kin(self, number: int) -> float:
        """How far the report is one story with an earlier one of its outlet."""
        if number not in self._kin:
            self._kin[number] = furniture.kinship(self.beside(number))
        return self._kin[number]

    def learn(self) -> bool:
        """Learns what the outlet repeats; whether the report shows anything new of it."""
        if len(self.numbers) < furniture.SIGHTINGS - 1:
            return False
        numbers = self.numbers[self._of(self.numbers, "outlet") == self.outlet][:HELD]
        if len(numbers) < furniture.SIGHTINGS - 1:
            return False
        related = np.array([self.kin(number) for number in numbers.tolist()])
        if related.min() >= furniture.UPDATE:
            return False
        shows = np.stack([self.beside(number).shown for number in numbers.tolist()])
        repeated = furniture.repeated(shows, related, self._of(numbers, "story"))
        if not repeated.any():
            return False
        self.index.furniture.learn(self.outlet, self.grams()[repeated], self.moment // DAY)
        return True

    def matches(self) -> list[Match]:
        """Earlier reports that the report shares wording with, most contained first."""
        if not len(self.numbers):
            return []
        index, found, kin = self.index, [], 0.0
        for number, shared in zip(self.numbers[:COMPARED].tolist(), self.counts[:COMPARED].tolist(), strict=True):
            each, outlet = self.beside(number), int(index.reports.get(number, number + 1)["outlet"][0])
            foreign = not self.outlet or outlet != self.outlet
            if foreign and each.grams >= LIFTED and (theirs := index.furniture.seen(outlet, self.grams(), index.loops)) is not None:
                # What the other outlet puts around its articles was not yet known when that report came.
                each = index.compared(side(self.side.codes[~theirs], index.loops), number)
            if foreign:
                share = max(each.containment, each.covered if each.grams >= LIFTED else 0)
            else:
                share = self.kin(number)
                if share > max(kin, furniture.STORY):
                    kin, self.story = share, int(index.reports.get(number, number + 1)["story"][0])
            if share >= (SAME if self.whole else COPY) or (foreign and not self.whole and each.lifted >= LIFTED):
                found.append(Match(number - 1, each.containment, shared, each.lifted, each.covered, each.kind))
        return sorted(found, key=lambda match: (-match.containment, match.earlier))
