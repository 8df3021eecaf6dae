"""Statements as the registers look at them: known by the moment asked, with their report's language, their day, and whose word each is."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from tocsin.judge.evidence import day_of
from tocsin.model import Origin, Reading, Speaker, Statement
from tocsin.model.registers import Words


class Heard(NamedTuple):
    """One statement with what its report says of it."""

    said: Statement
    language: str | None
    origin: str
    """the origin it belongs to, else its report"""
    known: date
    day: date
    """of the act or event where the text tells it to the day, else when it became known"""
    dated: bool


def hear(readings: Sequence[Reading], origins: Sequence[Origin], as_of: datetime) -> list[Heard]:
    """Every statement that could have been known by `as_of`, in order of when it became known; those of carriers too."""
    home = {name: origin.id for origin in sorted(origins, key=lambda o: (o.first_seen, o.id), reverse=True) for name in origin.statements}
    found = list(_each(readings, home, as_of))
    return sorted(found, key=lambda one: (one.said.t_known, one.said.report, one.said.span, one.said.id))


def _each(readings: Sequence[Reading], home: dict[str, str], as_of: datetime) -> Iterator[Heard]:
    for reading in readings:
        if reading.t_known > as_of:
            continue
        for statement in reading.statements:
            if statement.t_known <= as_of:
                known = statement.t_known.astimezone(UTC).date()
                told = day_of(statement.date, known) if statement.date and len(statement.date) == len("2022-09-21") else None
                yield Heard(statement, reading.language, home.get(statement.id, statement.report), known, told or known, told is not None)


def start_of(day: date) -> datetime:
    """The first moment of a day, in UTC: when what is declared with a day can have been known."""
    return datetime.combine(day, time(), UTC)


def who(speaker: Speaker) -> str:
    """The words for a speaker."""
    return speaker.name or speaker.text or speaker.entity or "the report itself"


def key(one: Heard) -> str:
    """Who speaks, so that two statements meet: the entity, else the folded name; anonymous people never meet across origins."""
    speaker = one.said.speaker
    if speaker.kind == "anonymous":
        return f"anonymous-{one.origin[:8]}"
    return speaker.entity or who(speaker).casefold()


def words(one: Heard) -> Words:
    """The exact words, with where they stand."""
    said = one.said
    return Words(
        statement=said.id,
        report=said.report,
        span=said.span,
        text=said.text,
        speaker=who(said.speaker),
        t_known=said.t_known,
        via=said.via,
        quoted=said.quoted,
        tlp=said.tlp,
        synthetic=said.synthetic,
    )
