"""The course of a judgement: each day judged as it could have been known then, kept beside the ledger so that no day is judged twice.

What is kept is derived and may be deleted at any time. Each day stands under the fingerprint of all that was known by then; where something
became known of a past day since (a late report, a correction), that day and those after it are judged anew.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import msgspec

from tocsin import __version__
from tocsin.engine import hindsight, replay
from tocsin.engine.picturing import Picture
from tocsin.engine.pipeline import HORIZONS, Input
from tocsin.ledger import durable
from tocsin.model import Probability, Record, digest, from_json, to_json
from tocsin.model.replays import Replay, Step

FOLDER, FILE = "derived", "course.json"
DAYS = 60
"""days back that are judged"""
DRAWS = 200
"""draws of the declared ranges for each day: a line through days needs no third digit"""
AT_ONCE = 5
"""days between two savings: so much work is lost where it is interrupted"""
MOST = 20_000
"""reports: relating more of them anew for each day takes hours, and only days judged before are shown"""
DAY = timedelta(days=1)


class Known(Record, frozen=True, kw_only=True):
    """One day's judgement, and the fingerprint of all that was known by then."""

    mark: str
    step: Step


class Course(Record, frozen=True, kw_only=True):
    """A hypothesis's days, oldest first. The first has no moves: it is where the course starts from."""

    days: tuple[Step, ...]
    missing: int
    """days that are not judged yet"""
    base_rate: dict[str, dict[str, Probability]]
    hindsight: tuple[str, ...]
    """why looking back on these days is informed by hindsight; empty where nothing says that it is"""


class Kept(Record, frozen=True, kw_only=True):
    """The file."""

    base_rate: dict[str, dict[str, Probability]] = {}  # noqa: RUF012  (msgspec copies a mutable default)
    days: tuple[Known, ...] = ()


def moments(picture: Picture) -> list[datetime]:
    """The ends of the days that are judged, up to the one before the picture's: the last `DAYS`, from the eve of the first thing known."""
    known = [reading.t_known for reading in picture.case.readings]
    if not known:
        return []
    last = picture.as_of.astimezone(UTC).date() - DAY
    first = max(min(known).astimezone(UTC).date() - DAY, last - DAYS * DAY)
    return [datetime.combine(first + n * DAY, time.max, UTC) for n in range((last - first).days + 1)]


def marks(given: Input, over: Sequence[datetime], draws: int = DRAWS) -> list[str]:
    """By moment: the fingerprint of all that was known by then, of what is declared, and of how it is judged."""
    known = sorted(_dated(given))
    begun = digest(__version__, given.declared.problem.version, [one.id for one in given.declared.sources], draws, HORIZONS)
    running, found, at = hashlib.sha256(begun.encode()), [], 0
    for moment in over:
        while at < len(known) and known[at][0] <= moment:
            running.update(known[at][1].encode())
            at += 1
        found.append(running.hexdigest())
    return found


def _dated(given: Input) -> Iterator[tuple[datetime, str]]:
    """When each record that is judged by was known, and which it is."""
    for name in given.__struct_fields__:
        held = getattr(given, name)
        for one in held if isinstance(held, tuple) else ():
            when = getattr(one, "t_known", None)
            if isinstance(when, datetime):
                yield when, f"{name}:{getattr(one, 'id', None) or getattr(one, 'report', '')}"


class Days(Record, frozen=True, kw_only=True):
    """The days of a picture's course, and by which fingerprint each is held. All records are gone through for it: callers keep it."""

    over: tuple[datetime, ...]
    names: tuple[str, ...]


def days_of(picture: Picture, draws: int = DRAWS) -> Days:
    """Which days the course of a picture has."""
    over = moments(picture)
    return Days(over=tuple(over), names=tuple(marks(picture.given, over, draws)))


def kept(picture: Picture, days: Days) -> Course:
    """What of a picture's course is judged already: milliseconds."""
    held = _read(picture.workspace)
    return _course(picture, held, _good(held, days.over, days.names), days.over)


def work(picture: Picture, draws: int = DRAWS, progress: Callable[[int, int], None] = lambda _done, _all: None) -> Course:
    """The whole course; what was not judged yet is judged and kept, about a second a day. `progress`: called with (done, all)."""
    days = days_of(picture, draws)
    over, names = days.over, days.names
    held = _read(picture.workspace)
    good = _good(held, over, names)
    while len(good) < len(over) and len(picture.given.reports) <= MOST:
        progress(len(good), len(over))
        first = max(len(good) - 1, 0)
        last = min(first + AT_ONCE, len(over) - 1)
        if first == last:  # one day alone: a replay needs a step, so it starts from the day before
            base = over[first] - DAY
            steps = _replayed(picture, base, over[last], draws)
            new = steps.steps[1:]
        else:
            steps = _replayed(picture, over[first], over[last], draws)
            new = steps.steps if not good else steps.steps[1:]
        at = len(good)
        good = [*good, *(Known(mark=names[at + n], step=step) for n, step in enumerate(new))]
        held = Kept(base_rate=steps.base_rate, days=tuple(good))
        _write(picture.workspace, held)
    progress(len(good), len(over))
    return _course(picture, held, good, over)


def as_replay(course: Course, picture: Picture, draws: int = DRAWS) -> Replay:
    """The course with the picture's own judgement at its end, as `tocsin replay` tells one. ValueError where no day is judged yet."""
    if not course.days:
        raise ValueError("no day of the course is judged yet")
    now = Step(
        as_of=picture.as_of,
        reports=len(picture.case.reports),
        origins=len(picture.case.origins),
        new_reports=0,
        new_origins=0,
        hypotheses={one.id: one.probability for one in picture.judged.hypotheses},
        states={one.id: {state.id: state.probability for state in one.states} for one in picture.judged.processes},
        lit=tuple(row.id for row in picture.judged.indicators if row.status == "lit"),
    )
    return Replay(
        problem=picture.judged.problem,
        problem_version=picture.judged.problem_version,
        since=course.days[0].as_of,
        until=picture.as_of,
        step="1d",
        horizons=picture.judged.horizons,
        draws=draws,
        seed=0,
        base_rate={one.id: one.base_rate for one in picture.judged.hypotheses},
        hindsight=course.hindsight,
        method=picture.judged.method,
        steps=(*course.days, now),
        tlp=picture.judged.tlp,
        synthetic=picture.judged.synthetic,
    )


def _replayed(picture: Picture, since: datetime, until: datetime, draws: int) -> Replay:
    return replay.replay(picture.given, replay.Span(since, until, "1d"), draws=draws)


def _good(held: Kept, over: Sequence[datetime], names: Sequence[str]) -> list[Known]:
    """The days from the first on that are held and rest on what is known of them now."""
    by_moment = {one.step.as_of: one for one in held.days}
    found = []
    for moment, name in zip(over, names, strict=True):
        one = by_moment.get(moment)
        if one is None or one.mark != name:
            break
        found.append(one)
    return found


def _course(picture: Picture, held: Kept, good: Sequence[Known], over: Sequence[datetime]) -> Course:
    declared = picture.given.declared
    why: tuple[str, ...] = ()
    if over:
        why = tuple(hindsight.reasons(declared.problem, over[0], hindsight.as_known(declared, over[0].date()).hidden))
    return Course(days=tuple(one.step for one in good), missing=len(over) - len(good), base_rate=held.base_rate, hindsight=why)


def _read(workspace: Path) -> Kept:
    """What is held; nothing where the file is not there, or was written by another version."""
    try:
        return from_json(Kept, (workspace / FOLDER / FILE).read_bytes())
    except (FileNotFoundError, msgspec.DecodeError):
        return Kept()


def _write(workspace: Path, held: Kept) -> None:
    folder = workspace / FOLDER
    folder.mkdir(exist_ok=True)
    durable.write(folder / FILE, to_json(held))
