"""What happened goes into the ledger, with its source, and says what became of each judgement; what is due is listed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Day
from datetime import datetime, time
from pathlib import Path

from tocsin.engine import clock, store
from tocsin.engine.forecasting import Asked, Held, asked, every, held, hindsight, said
from tocsin.engine.forecasting import known as known_outcomes
from tocsin.errors import Conflict, UsageError
from tocsin.judge.outcomes import Verdict, Window, standing, verdict
from tocsin.judge.pools import Pool, latest, pool
from tocsin.model import Outcome, PersonJudgement, Record, digest, utc
from tocsin.model.forecasts import Turn

TURNS: tuple[Turn, ...] = ("yes", "no", "void")


class Due(Record, frozen=True, kw_only=True):
    """A thing on which judgements wait for an outcome: how many, and since when."""

    about: str
    name: dict[str, str]
    until: Day
    """the earliest end of a horizon that nothing has settled"""
    judgements: int
    by: tuple[str, ...]


class Row(Record, frozen=True, kw_only=True):
    """A judgement with what became of it."""

    judgement: PersonJudgement
    verdict: Verdict
    hindsight: bool


class Pooled(Record, frozen=True, kw_only=True):
    """Those who judge one thing over one horizon that is not over, taken together: each person's last judgement."""

    about: str
    horizon: int
    pool: Pool


def pooled(workspace: Path | None, about: str | None = None) -> tuple[Pooled, ...]:
    """The pools of persons as of now, of two or more."""
    return pools(held(workspace).judgements, clock.now().date(), about)


def pools(judgements: Iterable[PersonJudgement], day: Day, about: str | None = None) -> tuple[Pooled, ...]:
    """The pools of those judgements whose horizon is not over on a day, of two persons or more."""
    groups: dict[tuple[str, int], list[PersonJudgement]] = {}
    for one in sorted(judgements, key=lambda one: one.as_of):
        if about in (None, one.about) and one.until >= day and one.probability is not None:
            groups.setdefault((one.about, one.horizon), []).append(one)
    given = {key: latest(group) for key, group in sorted(groups.items())}
    return tuple(Pooled(about=key[0], horizon=key[1], pool=pool(some)) for key, some in given.items() if len(some) > 1)


def listed(workspace: Path | None, about: str | None = None) -> tuple[Row, ...]:
    """Every judgement of a person (of one thing), oldest first, with what became of it."""
    return rows(held(workspace), clock.now(), about)


def rows(have: Held, now: datetime, about: str | None = None) -> tuple[Row, ...]:
    """The same of what is held, with what was known by a moment to have become of it."""
    outcomes = known_outcomes(have, now)
    names = {one.id: one for one in every(have.declared)}
    return tuple(
        Row(
            judgement=one,
            verdict=became(one, names[one.about], outcomes) if one.about in names else Verdict(state="void", why="no longer declared"),
            hindsight=hindsight(one),
        )
        for one in have.judgements
        if about in (None, one.about)
    )


def resolve(
    workspace: Path | None,
    about: str,
    outcome: str,
    on: str,
    *,
    by: str,
    why: str = "",
    source: str = "",
    since: str | None = None,
    known: str | None = None,
    replaces: Sequence[str] = (),
    seen: str | None = None,
) -> Outcome:
    """Append what happened. UsageError where it lies in the future, says no source, or is void without a reason.

    Conflict where more outcomes of it are held than when it was looked at (`seen`: `recorded`, as it was then).
    A second outcome of the same thing and days corrects the first; `replaces` names those of other days that it corrects.
    """
    now, have = clock.now(), held(workspace)
    question = asked(have.declared, about)
    if seen is not None and seen != (stands := recorded(have, about)):
        raise Conflict(f"somebody else recorded what became of {about}", todo="look at what they recorded, then send it again", now=stands)
    said(by=by)
    turn, value = _turn(outcome, question)
    day, at = _on(on)
    _span(turn, since)
    begins = clock.moment(since, "start").date() if since else None
    if begins is not None and begins > day:
        raise UsageError(f"--since {begins} is after --on {day}", todo="--since is the first day, --on the last")
    over = at or utc(datetime.combine(day, time.max, now.tzinfo))
    if (day > now.date()) or (at is not None and at > now) or (turn in ("no", "number") and over > now):
        raise UsageError(f"{on} is not over yet", where=about, todo="a resolution cannot be known before its date")
    if turn != "void" and not source.strip():
        raise UsageError("an outcome needs its source", where=about, todo="--source with an address or a citation")
    if turn == "void" and not why.strip():
        raise UsageError("a void outcome needs a reason", where=about, todo='--why "..."')
    corrects = _corrected(have.outcomes, about, turn, begins, day, replaces)
    could = clock.moment(known, "end") if known else (now if corrects else min(over, now))
    if could < min(over, now):
        raise UsageError(f"--known {known} is before it happened", where=about, todo="a resolution cannot be known before its date")
    made = Outcome(
        id=digest(about, turn, value, on, since, source, by, why, now.isoformat()),
        problem=have.declared.problem.id,
        about=about,
        outcome=turn,
        value=value,
        since=begins,
        on=day,
        at=at,
        source=source,
        by=by,
        why=why,
        replaces=corrects,
        t_known=min(could, now),
        recorded_at=now,
        synthetic=have.synthetic,
    )
    store.add(workspace, [made])
    return made


def recorded(have: Held, about: str) -> str:
    """Which outcomes of a thing are held, in a word that changes with every one more."""
    return digest([one.id for one in have.outcomes if one.about == about])[:16]


def counted(workspace: Path | None, about: str, table: Path, *, by: str, source: str, why: str = "") -> tuple[Outcome, ...]:
    """Append the numbers of a table (CSV with the columns `date` and `number`), one day each; days already told alike change nothing.

    UsageError where a row is no day that is over, or no number, with its line; then nothing is appended.
    """
    now, have = clock.now(), held(workspace)
    question = asked(have.declared, about)
    said(by=by, source=source)
    if question.kind != "count" and question.at_least is None:
        raise UsageError(f"{about} is not asked in numbers", todo="a table is for a question of kind count, or with at_least")
    told = {one.on: one for one in standing(have.outcomes, now) if one.about == about and one.outcome == "number" and one.since is None}
    made: dict[Day, Outcome] = {}
    for where, row in _rows(table):
        try:
            (day, at), (_, value) = _on(row["date"] or ""), _turn(row["number"] or "", question)
        except UsageError as error:
            raise UsageError(error.what, where=where, todo=error.todo) from None
        over = utc(datetime.combine(day, time.max, now.tzinfo))
        if at is not None or over > now or day in made:
            found = "has an hour" if at is not None else "stands there twice" if day in made else "is not over yet"
            raise UsageError(f"{row['date']} {found}", where=where, todo="one line for each day that is over")
        if value is None:
            raise UsageError(f"{row['number']!r} is no number", where=where, todo="write a number")
        before = told.get(day)
        if before is not None and (before.value, before.source) == (value, source):
            continue
        made[day] = Outcome(
            id=digest(about, value, day.isoformat(), source, by, now.isoformat()),
            problem=have.declared.problem.id,
            about=about,
            outcome="number",
            value=value,
            on=day,
            source=source,
            by=by,
            why=why,
            replaces=(before.id,) if before is not None else (),
            t_known=now if before is not None else over,
            recorded_at=now,
            synthetic=have.synthetic,
        )
    store.add(workspace, made.values())
    return tuple(made.values())


def _rows(table: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """(place, cells) of each row of a table of numbers. UsageError where it is none."""
    import csv

    try:
        with table.open(encoding="utf-8-sig", newline="") as rows:
            reader = csv.DictReader(rows)
            if not {"date", "number"} <= set(reader.fieldnames or ()):
                raise UsageError("has no columns date and number", where=str(table), todo="its first line names them: date,number")
            for row in reader:
                yield f"{table}:{reader.line_num}", row
    except (csv.Error, UnicodeDecodeError) as error:
        raise UsageError(f"is no table: {error}", where=str(table), todo="save it as CSV in UTF-8") from None


def due(have: Held, now: datetime) -> tuple[Due, ...]:
    """What judgements wait for: things with a horizon that is over and that nothing has settled, the longest waiting first."""
    outcomes = known_outcomes(have, now)
    names = {one.id: one for one in every(have.declared)}
    waiting: dict[str, list[tuple[Day, str]]] = {}
    for one in have.judgements:
        question = names.get(one.about)
        if question is not None and one.until < now.date() and became(one, question, outcomes).state == "open":
            waiting.setdefault(one.about, []).append((one.until, one.by))
    rows = [
        Due(
            about=about,
            name=names[about].name,
            until=min(until for until, _ in some),
            judgements=len(some),
            by=tuple(sorted({by for _, by in some})),
        )
        for about, some in waiting.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.until, row.about)))


def became(judgement: PersonJudgement, question: Asked, outcomes: Sequence[Outcome]) -> Verdict:
    """What became of a person's judgement."""
    return verdict(
        Window(
            about=judgement.about,
            kind=judgement.kind,
            as_of=judgement.as_of,
            until=judgement.until,
            at_least=question.at_least,
            ends=question.ends,
        ),
        outcomes,
    )


def _on(text: str) -> tuple[Day, datetime | None]:
    """The day of an outcome, and its moment where one is given."""
    when = clock.moment(text, "start")
    return when.date(), when if "T" in text or " " in text.strip() else None


def _turn(outcome: str, question: Asked) -> tuple[Turn, float | None]:
    word = outcome.strip().lower()
    for turn in TURNS:
        if word == turn:
            if turn != "void" and question.kind == "count":
                raise UsageError(f"{question.id} asks how many", todo="write the number, or VOID")
            return turn, None
    try:
        value = float(word)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise UsageError(f"{outcome!r} is no outcome", todo="write yes, no, VOID, or a number")
    if question.kind != "count" and question.at_least is None:
        raise UsageError(f"{question.id} is not asked in numbers", todo="write yes, no or VOID")
    return "number", value


def _span(turn: Turn, since: str | None) -> None:
    if turn == "yes" and since is not None:
        raise UsageError("yes is of one day", where="--since", todo="record each occurrence by itself")


def _corrected(outcomes: Iterable[Outcome], about: str, turn: Turn, since: Day | None, on: Day, named: Sequence[str]) -> tuple[str, ...]:
    """Ids of the outcomes that a new one corrects: those of the same days that stand, and those named."""
    mine = [one for one in outcomes if one.about == about]
    gone = {name for one in mine for name in one.replaces}
    out = [one.id for one in mine if one.on == on and one.id not in gone and (one.since == since or turn == "void" or one.outcome == "yes")]
    for name in named:
        meant = [one.id for one in mine if len(name) >= store.SHORTEST_ID and one.id.startswith(name)]
        if len(meant) != 1:
            found = "no outcome of this has that id" if not meant else f"{len(meant)} outcomes begin like this"
            raise UsageError(
                found, where=name, todo=f"give at least {store.SHORTEST_ID} letters of an id that tocsin resolve --list --json shows"
            )
        out += meant
    return tuple(dict.fromkeys(out))
