"""From claims to statements: what is not in the text, letter for letter, does not come in."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tocsin.model import Estimate, Reading, Report, Span, Speaker, Statement, digest
from tocsin.read import details, quotes
from tocsin.read.dates import When
from tocsin.read.estimates import Assessor
from tocsin.read.llm.form import Claim
from tocsin.read.llm.places import Places
from tocsin.read.reader import Reader, Tools
from tocsin.read.sentences import Parsed, parse

LONGEST_CONTENT = 1_500
"""characters of one statement: more is no claim but a passage"""
SHORTEST_CONTENT = 2
"""words"""
NEAR = 200
"""characters between content and speaker or cue within which they make one span"""
MOSTLY = 0.8
"""share of the content inside one quotation from which it is quoted"""
LINE_END = "\n"


class Verified(NamedTuple):
    """Statements that stand, in the order of the text, and why the others do not."""

    statements: list[Statement]
    dropped: Counter[str]


class Verifier:
    """Checks the claims about one report against its text."""

    def __init__(self, report: Report, reading: Reading, reader: Reader, most_chars: int) -> None:
        self._report, self._reading, self._reader = report, reading, reader
        self.places = Places(report.text[:most_chars])
        text = self.places.text
        self._tools: Tools | None = reader.tools(reading.language) if reading.language is not None else None
        self._parsed: Parsed | None = parse(text, self._tools.grammar) if self._tools is not None else None
        self._quotes = self._parsed.quotes if self._parsed is not None else _quotes(text)
        self._breaks = [0, *(at + 1 for at, sign in enumerate(text) if sign == LINE_END)]
        self._whens = self._dated()
        self._indicators = {item.id for item in reader.problem.indicators}
        self._hypotheses = {item.id for item in reader.problem.hypotheses}

    def verify(self, claims: Sequence[Claim]) -> Verified:
        """The statements among `claims`, each with spans of the report's own text."""
        made: dict[Span, Statement] = {}
        dropped: Counter[str] = Counter()
        after = 0
        for claim in claims:
            content = self.places.find(claim.content, after)
            reason = self._wrong(claim, content)
            if reason is not None or content is None:
                dropped[reason or "content-not-in-text"] += 1
                continue
            after = content[0] + 1
            statement = self._statement(claim, content)
            if isinstance(statement, str):
                dropped[statement] += 1
            elif statement.content_span in made:
                dropped["twice"] += 1
            else:
                made[statement.content_span] = statement
        return Verified(sorted(made.values(), key=lambda one: (one.span, one.content_span)), dropped)

    def _wrong(self, claim: Claim, content: Span | None) -> str | None:
        if content is None:
            return "content-not-in-text"
        words = self.places.text[slice(*content)]
        if len(words) > LONGEST_CONTENT:
            return "content-too-long"
        if len(words.split()) < SHORTEST_CONTENT:
            return "content-too-short"
        start, end = self.places.original(content)
        if any(left < end and start < right for left, right in self._reading.furniture):
            return "furniture"
        if not set(claim.indicators) <= self._indicators or not set(claim.hypotheses) <= self._hypotheses:
            return "id-not-in-list"
        return None

    def _statement(self, claim: Claim, content: Span) -> Statement | str:
        """The record, or why there is none."""
        places, report = self.places, self._report
        where = None
        if claim.speaker is not None and claim.speaker.strip():
            where = places.nearest(claim.speaker, content)
            if where is None:
                return "speaker-not-in-text"
        elif claim.speaker_kind != "text":
            return "speaker-missing"
        elif not claim.indicators and not claim.hypotheses:
            return "bears-on-nothing"
        others: list[Speaker | None] = []
        for words in (claim.told_by, claim.holder):
            place = places.nearest(words, content) if words else None
            if words and place is None:
                return "speaker-not-in-text"
            others.append(self._party(place, None) if place is not None else None)
        cue = places.nearest(claim.cue, content) if claim.cue else None
        if cue is not None and not self._beside(cue, content):
            cue = None
        estimate = None
        if claim.estimate:
            phrase = places.within(claim.estimate, [content, self._line(content)])
            if phrase is None:
                return "estimate-not-in-text"
            estimate = phrase
        speaker = self._party(where, claim)
        span = content
        for part in (where, cue):
            if part is not None and self._beside(part, content):
                span = min(span[0], part[0]), max(span[1], part[1])
        original, inner = places.original(span), places.original(content)
        party = self._reader.gazetteer.party(speaker.entity) if speaker.entity is not None else None
        interested = claim.act == "denial" and party == "adversary"
        # No denial raises, and one by an interested party points nowhere (the contract), whatever the model says.
        polarity = "neutral" if interested or (claim.act == "denial" and claim.polarity == "raises") else claim.polarity
        when = self._when(content)
        return Statement(
            id=digest(report.id, original, inner),
            report=report.id,
            t_known=self._reading.t_known,
            span=original,
            text=report.text[slice(*original)],
            content_span=inner,
            cue_span=places.original(cue) if cue is not None else None,
            speaker=speaker,
            told_by=others[0],
            holder=others[1],
            act=claim.act,
            quoted=self._quoted(content),
            negated=claim.negated,
            polarity=polarity,
            interested=interested,
            estimate=self._estimate(estimate, speaker) if estimate is not None else None,
            because=self._because(content),
            numbers=self._numbers(content),
            date=when.value if when is not None else None,
            date_from=when.resolved_from if when is not None else None,
            indicators=tuple(dict.fromkeys(claim.indicators)),
            hypotheses=tuple(dict.fromkeys(claim.hypotheses)),
            names=tuple(name for name in self._reading.names if original[0] <= name.span[0] and name.span[1] <= original[1]),
            reader="model",
            tlp=report.tlp,
            synthetic=report.synthetic,
        )

    def _party(self, where: Span | None, claim: Claim | None) -> Speaker:
        """A speaker in the report's words; `claim` where it is the statement's own, else somebody who tells or holds it."""
        if where is None:
            return Speaker(kind="text")
        span = self.places.original(where)
        inside = [name for name in self._reading.names if span[0] <= name.span[0] and name.span[1] <= span[1]]
        speaks = [(name, kind) for name in inside if (kind := self._reader.gazetteer.speaks_as(name.id)) is not None]
        kind = claim.speaker_kind if claim is not None else speaks[0][1] if speaks else "anonymous"
        entity = next((name.id for name, known in speaks if known == kind), None)
        name = None
        if claim is not None and claim.stands_for and kind != "anonymous":
            meant = self.places.nearest(claim.stands_for, where)
            if meant is not None and meant != where:
                known = self.places.original(meant)
                name = self._report.text[slice(*known)]
                found = (one for one in self._reading.names if known[0] <= one.span[0] and one.span[1] <= known[1])
                entity = entity or next((one.id for one in found if self._reader.gazetteer.speaks_as(one.id) == kind), None)
        return Speaker(
            text=self._report.text[slice(*span)], span=span, kind=kind, entity=entity if kind != "anonymous" else None, name=name
        )

    def _estimate(self, phrase: Span, speaker: Speaker) -> Estimate:
        span = self.places.original(phrase)
        words = self._report.text[slice(*span)]
        if self._tools is None or self._parsed is None:
            return Estimate(phrase=words, span=span)
        entity = self._reader.gazetteer.entities.get(speaker.entity or "")
        country = None if entity is None else entity.id if entity.type == "country" else entity.country
        lower = self._parsed.lower
        return self._tools.estimates.build(
            words,
            lower[slice(*phrase)],
            span,
            Assessor(speaker.entity, country, self._reader.gazetteer.language(country)),
            negated=self._tools.grammar.marks["negates_estimate"].search(lower, max(0, phrase[0] - 7), phrase[0]) is not None,
        )

    def _because(self, content: Span) -> str | None:
        if self._tools is None or self._parsed is None:
            return None
        return details.because(self._parsed, *content, self._tools.grammar)

    def _numbers(self, content: Span) -> tuple[float, ...]:
        if self._tools is None or self._parsed is None:
            return ()
        first, last = self._parsed.at(content[0]), self._parsed.at(content[1])
        return details.numbers(self._parsed, first, last, [(when.start, when.end) for when in self._whens], self._tools.grammar)

    def _dated(self) -> list[When]:
        if self._tools is None or self._parsed is None:
            return []
        day = date.fromisoformat(self._reading.resolved_date) if self._reading.resolved_date else None
        return self._tools.dates.resolve(self._tools.dates.find(self._parsed.lower), day, self._parsed.lower)

    def _when(self, content: Span) -> When | None:
        """The one date that stands in the content; several, or none, say nothing sure."""
        inside = [when for when in self._whens if content[0] <= when.start and when.end <= content[1] and when.value]
        return inside[0] if len({when.value for when in inside}) == 1 else None

    def _quoted(self, content: Span) -> bool:
        length = content[1] - content[0]
        return any(min(content[1], quote.end) - max(content[0], quote.start) >= MOSTLY * length for quote in self._quotes)

    def _beside(self, part: Span, content: Span) -> bool:
        """Both in one paragraph and near each other."""
        line = self._line(content)
        gap = max(0, content[0] - part[1], part[0] - content[1])
        return line[0] <= part[0] and part[1] <= line[1] and gap <= NEAR

    def _line(self, content: Span) -> Span:
        """The lines that the content stands in."""
        text = self.places.text
        end = text.find(LINE_END, content[1])
        return self._breaks[bisect_right(self._breaks, content[0]) - 1], end if end >= 0 else len(text)


def _quotes(text: str) -> list[quotes.Quote]:
    """Quotations of a text in a language that no grammar reads, line by line."""
    found: list[quotes.Quote] = []
    start = 0
    for line in text.splitlines(keepends=True):
        found += quotes.find(text, start, start + len(line))
        start += len(line)
    return found
