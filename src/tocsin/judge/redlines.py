"""Red lines as a register: declared and read ones together, each with every occasion on which it was said, crossings and what followed.

A line is a speaker and a theme. However many reports tell one occasion, it was said once; anonymous speakers never meet across origins.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from tocsin.corroborate.folding import stem
from tocsin.judge import crossings, follow_through
from tocsin.judge.crossings import kind_of
from tocsin.judge.heard import Heard, hear, key, words
from tocsin.judge.originators import Parties
from tocsin.judge.wording import tells
from tocsin.model import Crossed, Origin, Reading, digest
from tocsin.model.declared import Problem, SourceProfile
from tocsin.model.lines import Consequence, Line, Lines
from tocsin.model.red_lines import LineRow, RedLines, Said
from tocsin.model.registers import marks

LINE_ACTS = frozenset({"threat", "warning", "commitment"})
ECHO_DAYS = 14
"""days after an occasion within which an undated retelling is of it, not a new one"""
FEWEST_WORDS = 3
"""of a consequence without a condition: fewer say nothing"""
ALIKE = 0.5
"""share of word stems in common from which two conditions without a theme are one"""
UNSPECIFIED = "unspecified"


@dataclass
class Occasion:
    """One occasion, while statements are still gathered."""

    date: date
    said: Said
    rank: int | None
    heard: list[Heard] = field(default_factory=list)
    origins: set[str] = field(default_factory=set)
    """of what was heard: looked up for each statement that comes"""

    def hear(self, one: Heard) -> None:
        """One statement more that tells it."""
        self.heard.append(one)
        self.origins.add(one.origin)


@dataclass
class Row:
    """One line, while statements are still gathered."""

    id: str
    speaker: str
    key: str
    theme: str | None
    condition: dict[str, str]
    threatened: dict[str, str]
    consequence: str
    vague: tuple[str, ...]
    occasions: list[Occasion]
    stems: frozenset[str]
    line: Line | None = None

    @property
    def first(self) -> date:
        """When it was said first."""
        return min(one.date for one in self.occasions)


def register(
    problem: Problem,
    readings: Sequence[Reading],
    origins: Sequence[Origin],
    sources: Sequence[SourceProfile],
    *,
    as_of: datetime,
    crossed: Iterable[Crossed] = (),
) -> RedLines:
    """Every line that was known by `as_of`, in order of when it was first said, and how often crossings were answered."""
    lines, today = problem.lines, as_of.astimezone(UTC).date()
    parties = Parties.of(problem, sources)
    heard = hear(readings, origins, as_of)
    rows = [_declared(line, lines, today) for line in lines.red_lines if line.known_since <= today]
    for one in heard:
        if _is_line(one):
            _place(one, rows, lines)
    ruled, sifted = [record for record in crossed if record.t_known <= as_of], crossings.sift(heard, lines)
    made = tuple(_row(row, parties, crossings.of(row, sifted, ruled, lines, parties, today)) for row in sorted(rows, key=_order))
    told = [one for row in made for said in row.said for one in said.words]
    told += [one for row in made for crossing in row.crossings for one in crossing.words]
    told += [one.words for row in made for crossing in row.crossings for one in crossing.followed if one.words is not None]
    tlp, synthetic = marks(told)
    return RedLines(
        as_of=as_of,
        prior="Jeffreys: Beta(0.5, 0.5)",
        answer_days=lines.answer_days,
        checked=lines.checked,
        lines=made,
        follow_through=follow_through.count(made),
        too_early=follow_through.left_out(made, "too-early"),
        only_read=follow_through.left_out(made, "only-read"),
        tlp=tlp,
        synthetic=synthetic or any(record.synthetic for record in ruled),
    )


def _order(row: Row) -> tuple[date, str]:
    return row.first, row.id


def _declared(line: Line, lines: Lines, today: date) -> Row:
    rank = next(kind.rank for kind in lines.consequences if kind.id == line.consequence)
    told = [Occasion(line.date, Said(date=line.date, change="first", what=line.threatened, source=line.source), rank)]
    for one in line.said:
        if one.known_since <= today:
            told.append(Occasion(one.date, Said(date=one.date, change=one.change, what=one.what, source=one.source), None))
    parts = (line.condition, line.threatened, line.consequence, line.vague)
    return Row(line.id, line.speaker, line.speaker, line.theme, *parts, told, frozenset(), line)


def _is_line(one: Heard) -> bool:
    """Whether a statement says what its speaker would do if: a condition, or at least a consequence that says something."""
    said = one.said
    if said.act not in LINE_ACTS or (said.red_line is None and said.conditional_on is None):
        return False
    condition, consequence = _parts(one)
    if condition is not None:
        return True
    return consequence is not None and not said.negated and len(consequence.split()) >= FEWEST_WORDS


def _parts(one: Heard) -> tuple[str | None, str | None]:
    line = one.said.red_line
    if line is None:
        return one.said.conditional_on, one.said.text
    return line.condition or one.said.conditional_on, line.consequence


def _place(one: Heard, rows: list[Row], lines: Lines) -> None:
    """Put a statement under the line that it says, or under a new one."""
    condition, consequence = _parts(one)
    theme = next((t.id for t in lines.themes if tells(condition or consequence, t.words, one.language)), None)
    if theme is None and condition is None:
        theme = next((t.id for t in lines.themes if tells(one.said.text, t.words, one.language)), None)
    kind, hinted = kind_of(consequence, lines, one.language)
    speaker, stems = key(one), frozenset(filter(None, map(stem, (condition or "").split())))
    mine = [row for row in rows if row.key == speaker]
    row = _same(one, mine, theme, kind, stems, condition is None)
    if row is None:
        vague = tuple(
            name
            for name, unclear in (("condition", theme is None), ("consequence", kind is None or kind.open or hinted or consequence is None))
            if unclear
        )
        code = one.language or "und"
        row = Row(
            f"{speaker.rpartition(':')[2].replace(' ', '-')}/{theme or digest(one.said.id)[:6]}",
            one.said.speaker.entity or speaker,
            speaker,
            theme,
            {code: condition} if condition else {},
            {code: consequence} if consequence else {},
            kind.id if kind is not None else UNSPECIFIED,
            vague,
            [],
            stems,
        )
        rows.append(row)
    _add(one, row, None if kind is None or kind.open else kind.rank)


def _same(
    one: Heard, mine: Sequence[Row], theme: str | None, kind: Consequence | None, stems: frozenset[str], unconditional: bool
) -> Row | None:
    """The speaker's line that a statement says: of its theme; declared for its day; said in one breath with it; or alike in its words.

    A condition without a theme is a line of its own: three conditions of one morning are three lines.
    """
    themed = [row for row in mine if theme is not None and row.theme == theme and row.first <= one.day]
    today = [row for row in mine if any(abs((told.date - one.day).days) <= 1 for told in row.occasions)]
    if themed:
        return max(themed, key=lambda row: (row in today, row.first, row.id))
    if theme is not None:
        return None
    same_day = today if unconditional else [row for row in today if row.line is not None]
    if same_day:
        return max(same_day, key=lambda row: (kind is not None and row.consequence == kind.id, row.line is not None, row.first, row.id))
    if unconditional:
        return next((row for row in reversed(mine) if any(h.said.report == one.said.report for o in row.occasions for h in o.heard)), None)
    return next((row for row in mine if row.theme is None and stems and len(row.stems & stems) >= ALIKE * len(row.stems | stems)), None)


def _add(one: Heard, row: Row, rank: int | None) -> None:
    """Add a statement to the occasion that it tells, or as a new one."""
    for told in row.occasions:
        if one.origin in told.origins or abs((told.date - one.day).days) <= 1:
            told.hear(one)
            return
    before = [told for told in row.occasions if told.date <= one.day]
    last = max(before, key=lambda told: told.date, default=None)
    if last is not None and not one.dated and (one.day - last.date).days <= ECHO_DAYS:
        last.hear(one)
        return
    known = next((told.rank for told in sorted(before, key=lambda told: told.date, reverse=True) if told.rank is not None), None)
    change = "first" if last is None else "repeated"
    if last is not None and rank is not None and known is not None and rank != known:
        change = "hardened" if rank > known else "softened"
    row.occasions.append(Occasion(one.day, Said(date=one.day, change=change), rank))  # type: ignore[arg-type]  # one of the four
    row.occasions[-1].hear(one)


def _row(row: Row, parties: Parties, crossings_of: "crossings.Found") -> LineRow:
    said = tuple(
        Said(
            date=told.date,
            change=told.said.change if at or told.said.source else "first",
            what=told.said.what,
            source=told.said.source,
            words=tuple(words(one) for one in told.heard),
        )
        for at, told in enumerate(sorted(row.occasions, key=lambda told: told.date))
    )
    return LineRow(
        id=row.id,
        basis="declared" if row.line is not None else "statement",
        speaker=row.speaker,
        side=parties.side(row.speaker),
        theme=row.theme,
        condition=row.condition,
        threatened=row.threatened,
        consequence=row.consequence,
        vague=row.vague,
        first_said=said[0].date,
        last_said=said[-1].date,
        said=said,
        crossings=crossings_of,
        source=row.line.source if row.line is not None else None,
        note=row.line.note if row.line is not None else None,
    )
