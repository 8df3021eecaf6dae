"""The day of an act or event: of all times near a statement the one that is its own."""

import re
from collections.abc import Sequence
from datetime import date

from tocsin.model.declared import ChronologyEntry
from tocsin.read.dates import AROUND, Dates, When, once
from tocsin.read.grammar import Grammar
from tocsin.read.heard import Draft
from tocsin.read.sentences import Parsed, Sentence

SPEECH_NEAR = 3
"""days between a time named in the words and the chronology's entry that the same words point to"""
HISTORY = "2014"
"""years before it are history for this reader's problems: told for comparison"""
LONG_AGO = 8
"""years before the report's day from which an event is told for comparison (`ten years ago`)"""
AROUND_COUNT = 5
"""days from which a count is round (`a week ago`)"""
OTHER_CLAUSE = 60
"""characters that a mark between two clauses counts for"""
FOLLOWING = 2
"""sentences after a dated speech within which its speaker goes on with it"""
HAPPENED = ("event", "report", "disclosure")
"""acts whose own day stands in what they tell"""
HELD = ("assessment", "doctrine", "threat", "warning", "criticism")
"""acts in whose content a day is that of something else"""
CLOCK = re.compile(r"[\W_]*\d{1,2}\s?(?:h\s?\d{0,2}|[.:]\d{2})\s?(?:am|pm|gmt)?\b")
"""a time of day that opens an entry of a live report"""
TEXTS = 10
"""days after a text within which its paragraphs are told as news"""


class Moments:
    """Dates the statements of one report, in their order: a dated speech goes on in what its speaker says next."""

    def __init__(self, parsed: Parsed, grammar: Grammar, calendar: Dates, whens: Sequence[When], day: date | None) -> None:
        self._parsed, self._grammar, self._whens, self._day = parsed, grammar, whens, day
        self._pointed = calendar.pointed(parsed.lower)
        cued = once(self._pointed)
        self._speeches = [entry for entry, _ in cued if entry.kind == "speech"]
        self._texts = [entry for entry, _ in cued if entry.kind == "text"]
        self._cued: dict[int, list[ChronologyEntry]] = {}
        self._dated: dict[tuple[int, str], tuple[str, str]] = {}
        self._spoke: tuple[int, str, tuple[str, str]] | None = None
        """(sentence, speaker, day and source) of the dated words said last"""

    def of(self, draft: Draft, content: tuple[int, int], act: str) -> tuple[str | None, str | None]:
        """(YYYY, YYYY-MM or YYYY-MM-DD; from what), both None where the text dates neither act nor event."""
        sentence = self._parsed.sentences[draft.sentence]
        speaker = draft.speaker
        who = "" if speaker is None else speaker.entity or speaker.name or f"{speaker.kind} {speaker.head}"
        chosen = self._chosen(draft, sentence, content, act)
        cued = self._cued_in(draft.sentence, sentence)
        if (
            chosen is not None
            and draft.cue is not None
            and (chosen.value or "") < HISTORY
            and (carried := self._carried(draft, sentence, act, who))[0]
        ):
            return carried
        if chosen is not None and chosen.value is not None:
            value, source = self._settled(chosen, sentence, act, cued)
            if who and act not in ("event", "report") and speaker is not None and (speaker.entity or speaker.name):
                self._dated.setdefault((sentence.paragraph, who), (value, source))
            if who and act != "event" and len(value) == 10:
                self._spoke = (draft.sentence, who, (value, source))
            return value, source
        if draft.layout == "narration" and cued and self._day is not None:
            today = self._day
            entry = max(cued, key=lambda item: (item.date <= today, item.date))
            if abs((entry.date - today).days) <= AROUND:
                return entry.date.isoformat(), f"chronology {entry.date.isoformat()}"
        return self._carried(draft, sentence, act, who)

    def long_ago(self, draft: Draft, value: str | None, act: str) -> bool:
        """What happened at `value` is history: before the problem's present, or so many years back, even where the report has no day."""
        if value is not None:
            old = self._day is not None and act in HAPPENED and self._day.year - int(value[:4]) >= LONG_AGO
            return value < HISTORY or old
        sentence = self._parsed.sentences[draft.sentence]
        return act in HAPPENED and any(
            when.kind == "year" and len(when.numbers) == 1 and -300 < when.numbers[0] <= -LONG_AGO
            for when in self._whens
            if sentence.start <= when.start < sentence.end
        )

    def _cued_in(self, number: int, sentence: Sentence) -> list[ChronologyEntry]:
        """Entries of the chronology that the words of a sentence point to."""
        if number not in self._cued:
            self._cued[number] = [entry for entry, _ in once(item for item in self._pointed if sentence.start <= item[1] < sentence.end)]
        return self._cued[number]

    def _chosen(self, draft: Draft, sentence: Sentence, content: tuple[int, int], act: str) -> When | None:
        lower, marks = self._parsed.lower, self._grammar.marks
        since, since_before, possessed = marks["since"], marks["since_before"], marks["possessed"]
        near = [
            when
            for when in self._whens
            if sentence.start <= when.start < sentence.end
            and when.value
            and (act == "event" or not (since.match(lower, when.start) or since_before.search(lower, max(0, when.start - 16), when.start)))
        ]
        if not near:
            return None
        cue = draft.cue
        inside: list[When] = []
        outside: list[When] = []
        for when in near:
            within = content[0] <= when.start < content[1]
            if within and cue is not None and (0 <= when.start - cue[1] <= 2 or 0 <= cue[0] - when.end <= 2):
                within = False
            (inside if within else outside).append(when)
        spoken = [when for when in outside if when.value is not None and when.value[:4] >= HISTORY]
        spoken.sort(key=lambda when: self._away(when, cue, content))
        first_inside = [when for when in inside if not possessed.match(lower, when.end)] or ([] if spoken else inside)
        if act in HAPPENED:
            return next(iter(first_inside or spoken or outside), None)
        if spoken:
            return spoken[0]
        if act not in HELD or draft.layout == "narration":
            return next(iter(inside), None)
        return next((when for when in inside if when.value is not None and when.value[:4] < HISTORY), None)

    def _away(self, when: When, cue: tuple[int, int] | None, content: tuple[int, int]) -> tuple[int, int]:
        left, right = cue if cue is not None else content
        if when.end <= left:
            between = (when.end, left)
        elif when.start >= right:
            between = (right, when.start)
        else:
            return (0, when.start)
        words = self._parsed.lower[slice(*between)]
        return (len(words) + OTHER_CLAUSE * sum(words.count(mark) for mark in ";:"), when.start)

    def _settled(self, chosen: When, sentence: Sentence, act: str, cued: list[ChronologyEntry]) -> tuple[str, str]:
        """The day named, or that of the chronology's entry that the same words point to."""
        value = chosen.value or ""
        speech = act != "event" and self._grammar.finders["speech_noun"].search(self._parsed.lower, sentence.start, sentence.end)
        about = chosen.kind not in ("weekday", "exact", "day-month", "eve") and not (
            chosen.kind == "day" and abs(chosen.numbers[0]) < AROUND_COUNT
        )
        for entry in [*cued, *(self._speeches if speech else ())]:
            if about and len(value) == 10 and abs((entry.date - date.fromisoformat(value)).days) <= SPEECH_NEAR:
                return entry.date.isoformat(), f"{chosen.words} + chronology {entry.date.isoformat()}"
        return value, chosen.words

    def _carried(self, draft: Draft, sentence: Sentence, act: str, who: str) -> tuple[str | None, str | None]:
        """A day that goes on: of the same speaker's speech, of the paragraph told in the past before, of a live entry, of a text."""
        if who and (sentence.paragraph, who) in self._dated:
            return self._dated[sentence.paragraph, who]
        if (
            who
            and self._spoke is not None
            and self._spoke[1] == who
            and 0 < draft.sentence - self._spoke[0] <= FOLLOWING
            and act != "event"
        ):
            before = self._spoke[2]
            self._spoke = (draft.sentence, who, before)
            return before
        start = self._parsed.paragraphs[sentence.paragraph][0] if sentence.paragraph < len(self._parsed.paragraphs) else sentence.start
        if self._day is not None and CLOCK.match(self._parsed.lower, start):
            return self._day.isoformat(), "live"
        low = self._parsed.lower[sentence.start : sentence.end]
        if draft.sentence and self._parsed.sentences[draft.sentence - 1].paragraph == sentence.paragraph:
            past_perfect = self._grammar.marks["past_perfect"]
            told = past_perfect.search(low) if act == "event" or draft.cue is None else past_perfect.match(self._parsed.lower, draft.cue[0])
            if told or self._grammar.marks["told_them"].search(low):
                before_this = self._parsed.sentences[draft.sentence - 1]
                day = next((when for when in self._whens if before_this.start <= when.start < before_this.end and when.value), None)
                if day is not None and day.value is not None and len(day.value) >= 7:
                    return day.value, f"{day.words}, carried on"
        if act == "doctrine" and self._day is not None:
            signed = next(
                (
                    when
                    for when in self._whens
                    if when.value
                    and len(when.value) == 10
                    and self._grammar.marks["signed_before"].search(self._parsed.lower, max(0, when.start - 16), when.start)
                ),
                None,
            )
            if signed is not None:
                return signed.value, signed.words
            text = next((entry for entry in self._texts if 0 <= (self._day - entry.date).days <= TEXTS), None)
            if text is not None:
                return text.date.isoformat(), f"chronology {text.date.isoformat()}"
        return None, None
