"""Statements of a workspace, found by what they are: an index over what was known at a moment, made once and asked often.

What persons rejected is in it as well, and marked: it moves nothing, but must be there to be seen and restored.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from tocsin.corroborate.corrections import corrected, standing
from tocsin.model import Reading, Record, Statement, StatementRuling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.int32]

Ruled = Literal["corrected", "rejected", "none"]


class Sought(Record, frozen=True, kw_only=True):
    """What is asked for; null: whatever it be."""

    indicator: str | None = None
    hypothesis: str | None = None
    speaker: str | None = None
    """in the words, name or entity of who speaks, or told it"""
    act: str | None = None
    polarity: str | None = None
    language: str | None = None
    outlet: str | None = None
    """in the outlet's name"""
    red_line: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    """when it became known: from `since` on, up to `until`"""
    ruled: Ruled | None = None
    """what persons decided on it"""


class Row(Record, frozen=True, kw_only=True):
    """One statement, as it counts, with what its report says of it."""

    statement: Statement
    language: str | None
    site: str | None
    ruling: StatementRuling | None = None
    """the one that stands; a restored statement has none"""


class Found(Record, frozen=True, kw_only=True):
    """One page of what was found, newest first, or in the order asked for."""

    rows: tuple[Row, ...]
    total: int
    following: str | None
    """id after which the next page begins; null on the last"""


class Index:
    """All statements known by a moment, newest first, with what is filtered by in arrays."""

    def __init__(self, readings: Sequence[Reading], rulings: Iterable[StatementRuling], as_of: datetime) -> None:
        import numpy as np

        ruled = standing(rulings, as_of)
        self.rows = sorted(
            (
                _row(statement, reading, ruled.get(statement.id))
                for reading in readings
                if reading.t_known <= as_of
                for statement in reading.statements
                if statement.t_known <= as_of
            ),
            key=lambda row: (-row.statement.t_known.timestamp(), row.statement.report, row.statement.span, row.statement.id),
        )
        self.place = {row.statement.id: place for place, row in enumerate(self.rows)}
        said = [row.statement for row in self.rows]
        self._known = np.array([one.t_known.timestamp() for one in said], dtype=np.float64)
        self._red_line = np.array([one.red_line is not None for one in said], dtype=bool)
        self._act = _coded(one.act for one in said)
        self._polarity = _coded(one.polarity for one in said)
        self._language = _coded(row.language for row in self.rows)
        self._outlet = _coded(row.site for row in self.rows)
        self._speaker = _coded(_who(one) for one in said)
        self._ruled = _coded(_word(row.ruling) for row in self.rows)
        self._bearing = _coded("|".join(("", *one.indicators, *one.hypotheses, "")) for one in said)
        self.outlets = tuple(sorted(name for name in self._outlet[0] if name))
        self.languages = tuple(sorted(name for name in self._language[0] if name))

    def find(self, sought: Sought, *, after: str | None = None, limit: int = 50, among: Sequence[str] | None = None) -> Found:
        """A page of what is sought. after: the id that the page before ended with. among: only these ids, in their order."""
        import numpy as np

        mask = self._mask(sought)
        if among is None:
            places = np.flatnonzero(mask)
        else:
            places = np.array([place for name in among if (place := self.place.get(name)) is not None and mask[place]], dtype=np.int64)
        start = 0
        if after is not None and (last := self.place.get(after)) is not None:
            start = int(np.searchsorted(places, last, side="right")) if among is None else _following(places, last)
        chosen = [self.rows[place] for place in places[start : start + limit]]
        more = start + limit < len(places)
        return Found(rows=tuple(chosen), total=len(places), following=chosen[-1].statement.id if chosen and more else None)

    def get(self, identity: str) -> Row | None:
        """One statement by its id."""
        place = self.place.get(identity)
        return None if place is None else self.rows[place]

    def _mask(self, sought: Sought) -> "NDArray[np.bool_]":
        import numpy as np

        mask = np.ones(len(self.rows), dtype=bool)
        for wanted, column in ((sought.act, self._act), (sought.polarity, self._polarity), (sought.language, self._language)):
            if wanted is not None:
                mask &= _is(column, [wanted])
        for bearing in (sought.indicator, sought.hypothesis):
            if bearing is not None:
                mask &= _is(self._bearing, [words for words in self._bearing[0] if f"|{bearing}|" in words])
        for part, column in ((sought.speaker, self._speaker), (sought.outlet, self._outlet)):
            if part is not None:
                mask &= _is(column, [words for words in column[0] if part.casefold() in words.casefold()])
        if sought.ruled is not None:
            mask &= _is(self._ruled, [sought.ruled])
        if sought.red_line is not None:
            mask &= self._red_line == sought.red_line
        if sought.since is not None:
            mask &= self._known >= sought.since.timestamp()
        if sought.until is not None:
            mask &= self._known <= sought.until.timestamp()
        return mask


Column = tuple[Mapping[str, int], "Codes"]
"""distinct words -> code, and a code a row: what is compared as text is compared once for each distinct text"""


def _coded(values: Iterable[str | None]) -> Column:
    import numpy as np

    codes: dict[str, int] = {}
    rows = [codes.setdefault(value or "", len(codes)) for value in values]
    return codes, np.array(rows, dtype=np.int32)


def _is(column: Column, words: Sequence[str]) -> "NDArray[np.bool_]":
    import numpy as np

    codes, rows = column
    chosen = np.zeros(len(codes) + 1, dtype=bool)
    chosen[[codes[word] for word in words if word in codes]] = True
    return np.asarray(chosen[rows])


def _following(places: "NDArray[np.int64]", last: int) -> int:
    import numpy as np

    found = np.flatnonzero(places == last)
    return int(found[0]) + 1 if len(found) else 0


def _row(statement: Statement, reading: Reading, ruling: StatementRuling | None) -> Row:
    if ruling is None or ruling.kind == "restore":
        return Row(statement=statement, language=reading.language, site=reading.site)
    if ruling.kind == "correct" and ruling.corrected is not None:
        statement = corrected(statement, ruling.corrected)
    return Row(statement=statement, language=reading.language, site=reading.site, ruling=ruling)


def _who(statement: Statement) -> str:
    people = (statement.speaker, statement.told_by, *statement.co_speakers)
    return " ".join(words for who in people if who is not None for words in (who.text, who.name, who.entity) if words)


def _word(ruling: StatementRuling | None) -> Ruled:
    return "none" if ruling is None else "rejected" if ruling.kind == "reject" else "corrected"
