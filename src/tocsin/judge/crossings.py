"""Crossings of a red line, on whose word, and what followed in which order: declared, told by statements, or entered by a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from tocsin.judge.evidence import FACT_ACTS
from tocsin.judge.heard import Heard, key, start_of, who, words
from tocsin.judge.originators import Parties
from tocsin.judge.wording import tells, tells_all
from tocsin.model import Crossed as Ruled
from tocsin.model.lines import Consequence, Lines
from tocsin.model.red_lines import Crossed, Followed, Placed
from tocsin.model.registers import Basis, Labels

if TYPE_CHECKING:
    from tocsin.judge.redlines import Row

Found = tuple[Crossed, ...]
SAYING_ACTS = frozenset({"commitment", "threat", "warning"})
NOTHING = "nothing"
"""what a person enters where nothing followed"""
WORDS = "words"


@dataclass
class Item:
    """What followed, while it is still gathered."""

    date: date
    kind: str
    what: Labels
    told_as_answer: bool
    clock: str | None = None
    source: str | None = None
    heard: Heard | None = None


@dataclass
class Case:
    """One crossing, while statements are still gathered."""

    id: str
    date: date
    basis: Basis
    what: Labels
    on_whose_word: list[str]
    t_known: datetime
    clock: str | None = None
    disputed: str | None = None
    source: str | None = None
    heard: list[Heard] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    entered: bool = False
    """a person, or the data, say what followed"""


@dataclass(frozen=True)
class Sifted:
    """By theme, the statements that can bear on crossings of its lines, in the order heard; looked for once for all lines."""

    crossed: Mapping[str, list[Heard]]
    """facts told plainly in the words of a crossing"""
    answered: Mapping[str, list[Heard]]
    """facts and promises told as an answer, in the theme's words"""


def sift(heard: Sequence[Heard], lines: Lines) -> Sifted:
    """Of all that was heard, what the crossings of a line are made of."""
    facts = [one for one in heard if one.said.act in FACT_ACTS and _plainly(one)]
    answers = [
        one
        for one in heard
        if one.said.act in FACT_ACTS | SAYING_ACTS and not one.said.negated and tells(one.said.text, lines.answering, one.language)
    ]
    found = Sifted({theme.id: [] for theme in lines.themes}, {theme.id: [] for theme in lines.themes})
    for one in facts:  # each with all themes, one after the other: its text is made plain once
        for theme in lines.themes:
            if tells_all(one.said.text, theme.crossed, one.language):
                found.crossed[theme.id].append(one)
    for one in answers:
        for theme in lines.themes:
            if tells(one.said.text, theme.words, one.language):
                found.answered[theme.id].append(one)
    return found


def _plainly(one: Heard) -> bool:
    said = one.said
    return not (said.negated or said.conditional_on or said.red_line or said.estimate)


def kind_of(text: str | None, lines: Lines, language: str | None) -> tuple[Consequence | None, bool]:
    """The gravest kind of consequence that the words name, and whether they only hint at it; the open kind where they name none."""
    ranked = sorted(lines.consequences, key=lambda kind: -kind.rank)
    for hinted in (False, True):
        for kind in ranked:
            if tells(text, kind.hints if hinted else kind.words, language):
                return kind, hinted
    return next((kind for kind in ranked if kind.open), None), False


def of(row: "Row", sifted: Sifted, ruled: Sequence[Ruled], lines: Lines, parties: Parties, today: date) -> Found:
    """The crossings of one line that were known by `today`, oldest first."""
    theme = next((one.id for one in lines.themes if one.id == row.theme), None)
    cases = _declared(row, today)
    if theme is not None:
        _told(row, theme, sifted.crossed[theme], cases)
    _entered(row, ruled, cases)
    cases.sort(key=lambda case: (case.date, case.id))
    if theme is not None:
        _follow(row, sifted.answered[theme], cases, lines, parties)
    kinds = {kind.id: kind for kind in lines.consequences}
    return tuple(_record(case, row, kinds, lines, today) for case in cases)


def _declared(row: "Row", today: date) -> list[Case]:
    cases = []
    for one in row.line.crossings if row.line is not None else ():
        if one.known_since > today:
            continue
        items = [Item(a.date, a.kind, a.what, a.told_as_answer, a.clock, a.source) for a in one.answers if a.known_since <= today]
        cases.append(
            Case(
                one.id,
                one.date,
                "declared",
                one.what,
                list(one.says),
                start_of(one.known_since),
                one.clock,
                one.disputed,
                one.source,
                [],
                items,
                True,
            )
        )
    return cases


def _told(row: "Row", theme: str, crossed: Sequence[Heard], cases: list[Case]) -> None:
    """Statements of fact that tell a crossing in the theme's words: witnesses of a known one of that day, else a crossing that was read."""
    first = row.first
    for one in crossed:
        if one.day < first:
            continue
        said = one.said
        case = next((case for case in cases if abs((case.date - one.day).days) <= 1), None)
        if case is None:
            case = Case(f"{theme}-{one.day}", one.day, "statement", {one.language or "und": said.text}, [], said.t_known)
            cases.append(case)
        case.heard.append(one)
        speaker = who(said.speaker)
        if case.basis == "statement" and speaker not in case.on_whose_word:
            case.on_whose_word.append(speaker)


def _entered(row: "Row", ruled: Sequence[Ruled], cases: list[Case]) -> None:
    """What persons entered: the latest of two on one day counts; a `not crossed` takes a read crossing away and disputes a declared one."""
    latest = {one.date: one for one in sorted(ruled, key=lambda one: one.t_known) if one.line == row.id}
    for day, one in sorted(latest.items()):
        case = next((case for case in cases if case.date == day), None)
        if not one.crossed:
            if case is not None and case.basis == "statement":
                cases.remove(case)
            elif case is not None:
                case.disputed = "; ".join(filter(None, (case.disputed, f"{one.by}: {one.why}")))
            continue
        if case is None:
            case = Case(f"{row.id}-{day}", day, "person", {"und": one.what or one.why}, [], one.t_known)
            cases.append(case)
        case.basis = "declared" if case.basis == "declared" else "person"
        case.clock = case.clock or one.clock
        case.on_whose_word.append(one.by)
        case.source = case.source or one.why
        if one.answered is not None:
            case.entered = True
            if one.answered != NOTHING:
                case.items.append(Item(day, one.answered, {"und": one.why}, True, source=f"{one.by}, {one.t_known:%Y-%m-%d}"))


def _follow(row: "Row", answered: Sequence[Heard], cases: Sequence[Case], lines: Lines, parties: Parties) -> None:
    """Statements that tell an answer, or promise one, under the last crossing before them; each origin once."""
    side = parties.side(row.speaker)
    seen: set[tuple[str, str]] = set()
    witnesses = {case.id: {one.said.id for one in case.heard} for case in cases}
    for one in answered:
        said = one.said
        before = [case for case in cases if case.date <= one.day <= case.date + timedelta(days=lines.answer_days)]
        if not before:
            continue
        if said.act in FACT_ACTS:
            kind, _ = kind_of(said.text, lines, one.language)
            name = kind.id if kind is not None and not kind.open else WORDS
        elif said.act in SAYING_ACTS and (key(one) == row.key or (side is not None and parties.side(said.speaker.entity) == side)):
            name = WORDS
        else:
            continue
        if (one.origin, name) in seen or any(said.id in witnesses[case.id] for case in before):
            continue
        seen.add((one.origin, name))
        case = max(before, key=lambda case: (case.date, case.id))
        case.items.append(Item(one.day, name, {one.language or "und": said.text}, True, heard=one))


def _record(case: Case, row: "Row", kinds: dict[str, Consequence], lines: Lines, today: date) -> Crossed:
    whole: list[Item | Case] = [case, *case.items]
    items = sorted(case.items, key=_sequence)
    counted = [item for item in items if item.told_as_answer and item.kind in kinds and kinds[item.kind].act]
    over = (today - case.date).days > lines.answer_days
    answered: bool | None = True if counted else False if over and case.entered else None
    if not over:
        answered = None  # counted early, only the quick answers would be: all wait until their time is over
    kind = kinds.get(row.consequence)
    vague = kind is None or kind.open
    return Crossed(
        id=case.id,
        date=case.date,
        t_known=case.t_known,
        clock=case.clock,
        basis=case.basis,
        what=case.what,
        on_whose_word=tuple(dict.fromkeys(case.on_whose_word)),
        disputed=case.disputed,
        source=case.source,
        words=tuple(words(one) for one in case.heard),
        followed=tuple(_followed(item, whole, item in counted) for item in items),
        answered=answered,
        as_threatened=None if answered is None or vague else any(item.kind == row.consequence for item in counted),
        why=_why(counted, case, over),
    )


def _why(counted: Sequence[Item], case: Case, over: bool) -> Literal["too-early", "act", "no-act", "only-read"]:
    """Why a crossing counts as it does. What the ledger does not hold is no sign that nothing followed: a crossing only read stays open."""
    if not over:
        return "too-early"
    return "act" if counted else "no-act" if case.entered else "only-read"


def _followed(item: Item, whole: Sequence[Item | Case], counts: bool) -> Followed:
    return Followed(
        date=item.date,
        clock=item.clock,
        placed=_placed(item, [other for other in whole if other is not item and other.date == item.date]),
        kind=item.kind,
        what=item.what,
        told_as_answer=item.told_as_answer,
        counts=counts,
        source=item.source,
        words=words(item.heard) if item.heard is not None else None,
    )


def _placed(item: Item, same_day: Sequence[Item | Case]) -> Placed:
    """Where it stands inside its day: told only where times of day, or one report's order, tell it of everything known of that day."""
    if not same_day:
        return "later-day"
    places = [_between(item, other) for other in same_day]
    if None in places:
        return "unknown"
    return "first" if all(place is not None and place < 0 for place in places) else "after"


def _between(item: Item, other: "Item | Case") -> int | None:
    """-1 where `item` came before `other`, 1 after it, None where nobody tells."""
    mine, theirs = _instant(item.date, item.clock), _instant(other.date, other.clock)
    if mine is not None and theirs is not None and mine != theirs:
        return -1 if mine < theirs else 1
    heard = [item.heard] if item.heard is not None else []
    others = other.heard if isinstance(other, Case) else [other.heard] if other.heard is not None else []
    for one in heard:
        for two in others:
            a, b = one.said.order, two.said.order
            if one.said.report == two.said.report and a is not None and b is not None and a != b:
                return -1 if a < b else 1
    return None


def _sequence(item: Item) -> tuple[date, str, int, str]:
    moment = _instant(item.date, item.clock)
    order = item.heard.said.order if item.heard is not None and item.heard.said.order is not None else 99
    return item.date, moment.astimezone(UTC).isoformat() if moment is not None else "9", order, item.kind


def _instant(day: date, clock: str | None) -> datetime | None:
    """The moment of a `HH:MM+HH:MM`."""
    return datetime.fromisoformat(f"{day}T{clock}") if clock else None
