"""From the registers to the filter: lines crossed, doctrine conditions said to hold and decisions taken, as records of conditions.

A problem that declares a condition under the id of a red line, of a matter of doctrine or of a decision gets it from the registers; what
it does to the rates is the filter's. What one party says and another disputes holds with a chance, as a range.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime

from tocsin.judge.heard import start_of
from tocsin.model import Condition, digest
from tocsin.model.doctrines import Doctrine, HoldingRow
from tocsin.model.lines import Decision
from tocsin.model.red_lines import LineRow, RedLines
from tocsin.model.registers import Words

DISPUTED = (0.2, 0.8)
"""chance that a disputed condition holds: an assumption, wide, and the one that the record's own description gives"""


def conditions(wanted: Collection[str], red_lines: RedLines, doctrine: Doctrine, decisions: Sequence[Decision]) -> tuple[Condition, ...]:
    """Records of the conditions in `wanted` as far as the registers know of them, in order of id.

    Crossings: each, since its day. Matters of doctrine: since somebody first said that it holds, disputed where another denies it or only
    an interested party says so. Decisions: since they were taken.
    """
    found = [
        *_crossed([row for row in red_lines.lines if row.id in wanted]),
        *_holding([row for row in doctrine.holdings if row.matter in wanted], set(doctrine.disputed)),
        *_taken([one for one in decisions if one.id in wanted], red_lines.as_of),
    ]
    return tuple(sorted(found, key=lambda one: one.id))


def _crossed(rows: Sequence[LineRow]) -> Iterator[Condition]:
    for row in rows:
        for one in row.crossings:
            word = ", ".join(one.on_whose_word) or one.source or one.id
            disputed = one.disputed is not None or one.basis == "statement"
            yield _record(row.id, one.date, one.t_known, word, disputed, one.words)


def _holding(rows: Sequence[HoldingRow], disputed: set[str]) -> Iterator[Condition]:
    said = [row for row in rows if row.stance == "holds"]
    for matter in sorted({row.matter for row in said}):
        mine = [row for row in said if row.matter == matter]
        first = min(mine, key=lambda row: (row.date, row.t_known))
        doubted = matter in disputed or all(row.interested for row in mine)
        yield _record(matter, first.date, first.t_known, first.by, doubted, (first.words,) if first.words is not None else ())


def _taken(decisions: Sequence[Decision], as_of: datetime) -> Iterator[Condition]:
    for one in decisions:
        if one.known_since <= as_of.astimezone(UTC).date():
            yield _record(one.id, one.date, start_of(one.known_since), one.by, False, ())


def _record(condition: str, since: date, known: datetime, word: str, disputed: bool, words: Sequence[Words]) -> Condition:
    low, high = DISPUTED if disputed else (1.0, 1.0)
    return Condition(
        id=digest("condition", condition, since.isoformat(), word),
        synthetic=any(one.synthetic for one in words),
        condition=condition,
        since=since,
        t_known=known,
        on_whose_word=word,
        low=low,
        high=high,
        disputed=disputed,
        statements=tuple(one.statement for one in words),
    )
