"""Which reports are transcripts, whose words they hold, and which of them a quotation may come from."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tocsin.corroborate.folding import fold, stem
from tocsin.corroborate.outlets import Outlets
from tocsin.corroborate.quoting.words import Words
from tocsin.corroborate.words import WORD
from tocsin.model import Reading, Report, Speaker, Statement
from tocsin.model.declared import SourceProfile
from tocsin.read.names import Gazetteer

OFFICIAL = frozenset(["office", "ministry", "official-text"])
"""kinds of sources that print what was said in the words of whoever said it"""
MARK = "transcript"
"""a flag, or a field of the input, by which a report from elsewhere is declared to be one"""
BEFORE, AFTER = timedelta(days=30), timedelta(days=3)
"""a transcript is printed up to so long before the report, or after it"""
NEAR = timedelta(days=3)
"""and this near to the day that the report gives for what was said"""
SHORTEST_NAME = 4
LABEL = re.compile(r"^[ \t>«\"—–-]*(?P<who>[^\W\d_][^\n:.!?]{0,2}(?:[^\n:!?]{0,57}))[ \t]*:(?=\s|$)", re.MULTILINE)
"""`V. Lantsov: ...` at the beginning of a line: who speaks from here on"""
WORDS_IN_LABEL = 5
INITIAL = re.compile(r"^[^\W\d_a-zа-яёіїєґ]\.\s?(?:[^\W\d_a-zа-яёіїєґ]\.\s?)?[^\W\d_a-zа-яёіїєґ]")


class Transcript(NamedTuple):
    """An official text of what was said, and the profile of who printed it where that is known."""

    words: Words
    day: date
    profile: SourceProfile | None


def is_transcript(report: Report, outlets: Outlets) -> bool:
    """Whether a report is an official text, by its source, or declared to be a transcript."""
    declared = report.extra.get(MARK)
    if MARK in report.flags or declared is True or report.extra.get("kind") == MARK:
        return True
    profile = outlets.find(report.site).profile if report.site else None
    return profile is not None and profile.kind in OFFICIAL


def may_hold(transcript: Transcript, statement: Statement, reading: Reading, gazetteer: Gazetteer) -> bool:
    """Whether the quotation may come from there: the same speaker, or his own office, on a day that fits."""
    return same_speaker(transcript, statement.speaker, gazetteer) and on_time(transcript, statement, reading)


def on_time(transcript: Transcript, statement: Statement, reading: Reading) -> bool:
    """Whether the transcript's day fits that of the report, or the one that the report gives for what was said."""
    reported = reading.t_known.date()
    if reported - BEFORE <= transcript.day <= reported + AFTER:
        return True
    said = _day(statement.date)
    return said is not None and abs(transcript.day - said) <= NEAR


def same_speaker(transcript: Transcript, speaker: Speaker, gazetteer: Gazetteer) -> bool:
    """Whether the speaker, by entity or by name, is named in the transcript, or it is the text of his own country's office."""
    if speaker.kind in ("anonymous", "outlet"):
        return False
    entity = gazetteer.entities.get(speaker.entity or "")
    if entity is not None:
        country = entity.id if entity.type == "country" else entity.country
        if transcript.profile is not None and country is not None and transcript.profile.country == country:
            return True
        if any(name.id == entity.id for name in transcript.words.names):
            return True
    words = _names(speaker)
    return bool(words) and bool(words & {stem(word) for word in transcript.words.words})


def other_speaker(transcript: Transcript, position: int, speaker: Speaker, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """The label of the turn at `position`, where it gives the words to somebody else than `speaker`; None otherwise."""
    labels = _labels(transcript, gazetteer)
    own = next((span for span in reversed(labels) if span[0] <= position), None)
    if own is None:
        return None
    people = {name.id for name in transcript.words.names if own[0] <= name.start and name.end <= own[1] and name.type == "person"}
    if people and speaker.entity is not None and speaker.entity.startswith("person:"):
        return None if speaker.entity in people else own
    words = _names(speaker)
    if not words or speaker.kind != "named":
        return None  # an office or a state speaks through many people
    return None if words & {stem(word) for word in WORD.findall(transcript.words.view.text[slice(*own)])} else own


def _labels(transcript: Transcript, gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Labels of turns in order: those of people known, with initials, or that come back."""
    text = transcript.words.view.text
    found = [match.span("who") for match in LABEL.finditer(text) if len(match["who"].split()) <= WORDS_IN_LABEL]
    often = Counter(fold(text[slice(*span)]) for span in found)
    people = [(name.start, name.end) for name in transcript.words.names if gazetteer.speaks_as(name.id) is not None]

    def is_label(span: tuple[int, int]) -> bool:
        words = text[slice(*span)]
        known = any(span[0] <= start and end <= span[1] for start, end in people)
        return known or often[fold(words)] > 1 or INITIAL.match(words) is not None

    return [span for span in found if is_label(span)]


def _names(speaker: Speaker) -> set[str]:
    """Stems of the capitalised words that name a speaker, in the report's words or for whom they stand."""
    words = WORD.findall(f"{speaker.text or ''} {speaker.name or ''}")
    return {stem(word) for word in words if word[0].isupper() and len(word) >= SHORTEST_NAME}


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None  # a month or a year says too little


def nearest(transcripts: Sequence[Transcript], reading: Reading) -> list[Transcript]:
    """The transcripts, the one printed nearest to the report first."""
    reported = reading.t_known.date()
    return sorted(transcripts, key=lambda item: (abs(item.day - reported), item.words.report.id))
