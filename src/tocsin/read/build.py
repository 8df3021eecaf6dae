"""From drafts to statements: spans of the report's own text, with act, estimate, date and all the rest."""

import re
from collections.abc import Sequence
from datetime import date

import msgspec

from tocsin.model import Clock, Estimate, RedLine, Report, Speaker, Statement, Time, digest
from tocsin.model.statements import Act, Polarity
from tocsin.read import dates, details, hours, judgements, split, weighing
from tocsin.read.carriers import Cited
from tocsin.read.chain import Credits
from tocsin.read.claims import Text, claim
from tocsin.read.dates import Dates, When
from tocsin.read.estimates import Assessor, Estimates
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.heard import Draft
from tocsin.read.hours import Hour, Hours
from tocsin.read.marks import HARM, NOT_SO, Marker, Said
from tocsin.read.moments import Moments
from tocsin.read.names import Found, Gazetteer
from tocsin.read.naming import Naming
from tocsin.read.polarity import polarity as polarity_of
from tocsin.read.relevance import Marks as Bearings
from tocsin.read.relevance import Relevance
from tocsin.read.rules import Rule
from tocsin.read.sentences import Parsed
from tocsin.read.sides import Sides
from tocsin.read.speakers import Party
from tocsin.read.together import together
from tocsin.read.topics import Topics
from tocsin.read.view import View
from tocsin.read.weighing import Scales, Traits, Weighed

AIMED_AT = ("country", "place", "organisation", "institution")
"""types of names of what may be hit"""
AIM = 40
"""characters before such a name within which it is said to be aimed at"""
ADDED = 60
"""characters: a sentence so short that follows a threat in one quotation belongs to it (`This is not a bluff`)"""


class Builder:
    """Makes the statements of one report."""

    def __init__(
        self,
        report: Report,
        view: View,
        parsed: Parsed,
        grammar: Grammar,
        gazetteer: Gazetteer,
        names: list[Found],
        naming: Naming,
        relevance: Relevance,
        bearing: Bearings,
        estimates: Estimates,
        calendar: Dates,
        hours: Hours,
        whens: list[When],
        day: object,
        flags: list[str],
        credits: Credits,
        marker: Marker,
        scales: Scales | None,
    ) -> None:
        self.report, self.view, self.parsed, self.grammar, self.gazetteer, self.names = report, view, parsed, grammar, gazetteer, names
        self.naming = naming
        self.relevance, self.estimates, self.calendar, self.whens, self.day, self.flags, self.credits = (
            relevance,
            estimates,
            calendar,
            whens,
            day,
            flags,
            credits,
        )
        self.t_known: Time = report.published_at or (dates.end_of(str(day)) if day is not None else report.collected_at)
        self.moments = Moments(parsed, grammar, calendar, whens, day if isinstance(day, date) else None)
        self.topics = Topics(relevance, bearing, parsed, report.title or "")
        self.sides = Sides(parsed, gazetteer, names, (report.title or "").lower())
        self.bearing = bearing
        self.timed = [(item.start, item.end) for item in whens]
        self.claims = Text(parsed, grammar, estimates, estimates.scan(parsed.lower), self.topics, self.sides, marker)
        self.marker, self.scales = marker, scales
        self.hours, self.found_hours = hours, hours.find(parsed.lower)

    def author(self) -> Party | None:
        """The author of an op-ed, whose own sentences are statements; None for a report."""
        if self.credits.author is None or not ("op-ed" in self.flags or self._in_first_person()):
            return None
        start = self.parsed.text.find(self.credits.author)
        first, last = self.parsed.at(start), self.parsed.at(start + len(self.credits.author))
        return (
            Party(start, start + len(self.credits.author), first, last, "named", None, None, "", False, False, False, self.credits.author)
            if start >= 0
            else None
        )

    def _in_first_person(self) -> bool:
        """The text says `I` outside quotation marks: who signs it gives a view."""
        return any(tag & TAGS["i"] and quote < 0 for tag, quote in zip(self.parsed.tags, self.parsed.quote, strict=True))

    def statements(self, drafts: Sequence[Draft], cited: Cited) -> list[Statement]:
        """All statements, in order of their content; two drafts of one content give one."""
        made: list[Statement] = []
        told: list[tuple[str | None, Hour | None, int]] = []
        seen: set[tuple[int, int]] = set()
        for draft in drafts:
            pieces = self._pieces(draft)
            threatened = False
            for number, piece in enumerate(pieces):
                if piece in seen or piece[1] - piece[0] < 2:
                    continue
                seen.add(piece)
                statement, hour = self._statement(draft, piece, number == 0, len(pieces) > 1, cited)
                if (
                    threatened
                    and statement.quoted
                    and piece[1] - piece[0] < ADDED
                    and statement.act in ("report", "assessment", "denial", "disclosure")
                ):
                    statement = msgspec.structs.replace(statement, act="threat", polarity="raises", interested=False)
                threatened = statement.act == "threat"
                made.append(statement)
                told.append((statement.date, hour, self.hours.follows(self.parsed.lower, self.parsed.sentences[draft.sentence])))
        return [
            statement if place is None else msgspec.structs.replace(statement, order=place)
            for statement, place in zip(made, hours.order(told), strict=True)
        ]

    def _pieces(self, draft: Draft) -> list[tuple[int, int]]:
        pieces = split.claims(self.parsed, draft.content, self.grammar, draft.layout)
        if len(pieces) > 1:
            return pieces
        first = self.parsed.at(draft.content[0])
        if first < len(self.parsed.quote) and self.parsed.quote[first] >= 0:
            inside = split.sentences(self.parsed, draft.content)
            if len(inside) > 1:
                acts_inside = [claim(draft, piece, self.claims).rule.value for piece in inside]
                ahead = [self.marker.foresees(self.parsed, piece) for piece in inside]
                if (len(set(acts_inside)) > 1 and any(ahead) and not all(ahead)) or any(
                    details.condition(self.parsed, *piece, self.grammar) for piece in inside
                ):
                    return inside
        return pieces

    def _statement(self, draft: Draft, content: tuple[int, int], first: bool, several: bool, cited: Cited) -> tuple[Statement, Hour | None]:
        parsed, lower, grammar = self.parsed, self.parsed.lower, self.grammar
        said, deed, found = claim(draft, content, self.claims)
        act = deed.value
        said_in = content
        content = span = self._whole_marks(content)
        if first:
            span = (
                min(draft.span[0], content[0]),
                max(content[1], draft.span[1] if not several or (draft.cue is not None and draft.cue[0] >= content[1]) else 0),
            )
        original, inner = self.view.original(*span), self.view.original(*content)
        text = self.report.text[slice(*original)]
        speaker = draft.speaker
        when, when_from = self.moments.of(draft, content, act)
        history = self.moments.long_ago(draft, when, act)
        interested = said.party == "adversary" and act == "denial"
        points = self.relevance.points(self.bearing, *said_in)
        if act == "doctrine" and speaker is not None and self.gazetteer.superseded(speaker.entity, self.day):
            points = [*points, "previous"]
        access = speaker is not None and speaker.access
        way = polarity_of(said, act, grammar, points, access=access)
        polarity = way.value
        if self.scales is not None:
            weighed = self._weighed(self.scales, said, said_in, draft, points, deed, way)
            act, polarity = weighed.act, weighed.polarity
            said = said._replace(indicators=weighing.subjects(said.indicators, weighed.indicator))
        inside = [name for name in self.names if content[0] <= name.start and name.end <= content[1]]
        words = parsed.at(content[0]), parsed.at(content[1])
        red_line = self._red_line(content, act, said)
        condition = details.conditional_on(parsed, *content, grammar) or (red_line.condition if red_line and act == "assessment" else None)
        hypotheses = self.topics.hypotheses(content, draft.sentence, said.indicators)
        self.topics.said(
            draft.sentence,
            speaker.entity or speaker.name or lower[speaker.start : speaker.end] if speaker is not None else "",
            said.indicators,
            hypotheses,
        )
        via = cited.via(draft.via, self.parsed.sentences[draft.sentence], speaker.kind if speaker is not None else None)
        hour = hours.of(self.found_hours, draft, parsed.sentences[draft.sentence], said_in, act)
        return Statement(
            id=digest(self.report.id, original, inner),
            report=self.report.id,
            t_known=self.t_known,
            span=original,
            text=text,
            content_span=inner,
            cue_span=self.view.original(*draft.cue) if draft.cue else None,
            speaker=self._speaker(speaker),
            co_speakers=self._beside(draft),
            told_by=self._speaker(draft.told_by) if draft.told_by else None,
            holder=self._speaker(draft.holder) if draft.holder else None,
            via=via,
            act=act,
            quoted=said.quoted,
            negated=draft.negated or said.marks & NOT_SO != 0,
            polarity="neutral" if history or self._corrected(content) else polarity,
            interested=interested,
            estimate=self._estimate(found, content, speaker, draft, condition),
            because=details.because(parsed, *content, grammar),
            red_line=red_line,
            conditional_on=condition,
            change=details.change(parsed, *content),
            dissent=parsed.seen.word("dissent", *said.around) is not None
            and (said.kind in ("anonymous", "institution") or act == "assessment"),
            position=details.position(parsed, *content, draft.verb_class),
            actor=self._first(inside, ("country", "organisation", "office", "person", "institution"), content),
            target=self._target(inside, said),
            place=self._place(inside),
            numbers=details.numbers(parsed, *words, self.timed, grammar),
            date=when,
            date_from=when_from,
            clock=self._clock(hour),
            indicators=said.indicators,
            hypotheses=hypotheses,
            names=self.naming.within(span, self.report.text, self.view),
            tlp=self.report.tlp,
            synthetic=self.report.synthetic,
        ), hour

    def _weighed(
        self,
        scales: Scales,
        said: Said,
        content: tuple[int, int],
        draft: Draft,
        points: Sequence[str],
        deed: Rule[Act],
        way: Rule[Polarity],
    ) -> Weighed:
        """What the problem's weights say of a statement, beside what the tables say."""
        lower, sentence, speaker = self.parsed.lower, self.parsed.sentences[draft.sentence], draft.speaker
        traits = Traits(
            language=self.grammar.code,
            said=said,
            points=tuple(points),
            access=speaker is not None and speaker.access,
            cue=lower[slice(*draft.cue)] if draft.cue is not None else "",
            before=lower[min(sentence.start, content[0]) : content[0]],
            behind=lower[content[1] : max(sentence.end, content[1])],
            speaker=lower[speaker.start : speaker.end] if speaker is not None else "",
            act=deed.value,
            polarity=way.value,
            rules=(deed.when, way.when),
        )
        return weighing.settled(scales.weigh(traits), traits)

    def _whole_marks(self, content: tuple[int, int]) -> tuple[int, int]:
        """`content` with the mark of a quotation that it holds but for one end."""
        start, end = content
        for quote in self.parsed.quotes:
            if quote.start >= start and quote.inner_end == end and quote.inner_start > start + 1 and quote.end > end:
                mark = re.compile(r"\s*[,.]?\s*[»”\"“’']").match(self.parsed.text, end)
                end = mark.end() if mark is not None and mark.end() <= quote.end else end
            if quote.inner_start == start and quote.end < end:
                start = quote.start
        return start, end

    def _corrected(self, content: tuple[int, int]) -> bool:
        """Words of correction stand beside; what is withdrawn must be something written, for troops are withdrawn as well."""
        start, end = max(0, content[0] - 80), min(content[1] + 80, len(self.parsed.lower))
        found = self.parsed.seen.word("correction", start, end)
        return found is not None and (
            "correction" in self.flags
            or self.grammar.marks["withdraws"].match(found.group()) is None
            or self.grammar.marks["written"].search(self.parsed.lower, start, end) is not None
        )

    def _beside(self, draft: Draft) -> tuple[Speaker, ...]:
        """Who speaks with the speaker."""
        if draft.speaker is None or draft.speaker.kind == "anonymous":
            return ()
        spans = [
            (name, self.view.original(name.start, name.end)) for name in together(self.parsed, self.naming.names, draft.speaker, draft.cue)
        ]
        return tuple(
            Speaker(
                text=self.report.text[slice(*span)], span=span, kind=self.gazetteer.speaks_as(name.id) or "named", entity=_known(name.id)
            )
            for name, span in spans
        )

    def _speaker(self, party: Party | None) -> Speaker:
        if party is None:
            return Speaker(kind="text")
        span = self.view.original(party.start, party.end)
        return Speaker(
            text=self.report.text[slice(*span)],
            span=span,
            kind=party.kind,
            count=party.many,
            entity=party.entity if party.kind != "anonymous" else None,
            name=party.name,
        )

    def _red_line(self, content: tuple[int, int], act: str, said: Said) -> RedLine | None:
        if act not in ("threat", "doctrine", "warning", "commitment", "assessment"):
            return None
        found = details.condition(self.parsed, *content, self.grammar)
        if found is None and act == "threat":
            reserve = self.grammar.marks["reserves"].search(self.parsed.lower, *content)
            start = reserve.end() if reserve is not None else content[0]
            return RedLine(consequence=self.parsed.text[start : content[1]].strip(' «»“”",.') or None)
        return found if act != "assessment" or said.party == "adversary" else None

    def _estimate(
        self, found: tuple[int, int] | None, content: tuple[int, int], speaker: Party | None, draft: Draft, condition: str | None
    ) -> Estimate | None:
        if found is None:
            return None
        span = self.view.original(*found)
        country = self.sides.country(speaker) or self.sides.country(draft.told_by)
        negated = self.grammar.marks["negates_estimate"].search(self.parsed.lower, max(0, found[0] - 7), found[0]) is not None
        body = None if country else self._briefed(speaker)
        country = self.gazetteer.entities[body].country if body else country
        assessor = Assessor(body or (speaker.entity if speaker else None), country, self.gazetteer.language(country))
        estimate = self.estimates.build(self.report.text[slice(*span)], self.parsed.lower[slice(*found)], span, assessor, negated=negated)
        judged = judgements.of(self.parsed.lower, content, found, self.parsed.sentences[draft.sentence], self.grammar)

        def words(part: tuple[int, int] | None) -> str:
            return self.report.text[slice(*self.view.original(*part))] if part is not None else judgements.UNSTATED

        return msgspec.structs.replace(
            estimate, event=words(judged.event), horizon=words(judged.horizon), condition=condition or judgements.UNSTATED
        )

    def _briefed(self, speaker: Party | None) -> str | None:
        """The one assessing body in the sentence that brings in people unnamed: theirs is its judgement (`U.S. intelligence has seen no
        sign, five officials said`). Null where there is none, or several."""
        if speaker is None or speaker.kind != "anonymous":
            return None
        first = self.parsed.text.find(speaker.name) if speaker.name else -1
        at = first if first >= 0 else speaker.start
        sentence = next((item for item in self.parsed.sentences if item.start <= at < item.end), None)
        if sentence is None:
            return None
        bodies = {name.id for name in self.names if sentence.start <= name.start < sentence.end and name.id in self.estimates.bodies}
        return bodies.pop() if len(bodies) == 1 else None

    def _clock(self, hour: Hour | None) -> Clock | None:
        if hour is None:
            return None
        span = self.view.original(hour.start, hour.end)
        return hours.clock(hour, self.report.text[slice(*span)], span)

    def _target(self, inside: list[Found], said: Said) -> str | None:
        """Whom or what the harm that is spoken of would hit, where the words name it: `a strike on Poland`, `contre l'Ukraine`."""
        lower, marks = self.parsed.lower, self.grammar.marks
        if not said.marks & HARM and marks["armed_act"].search(said.content) is None:
            return None
        for name in inside:
            if name.type in AIMED_AT and marks["aimed_before"].search(lower, max(0, name.start - AIM), name.start) is not None:
                return self.report.text[slice(*self.view.original(name.start, name.end))]
        return None

    def _place(self, inside: list[Found]) -> str | None:
        """The first place named where something is, or moves: a capital that acts or speaks (`Washington said`) is none."""
        for name in inside:
            if name.type != "place":
                continue
            before = self.parsed.at(name.start) - 1
            located = before >= 0 and self.parsed.tags[before] & (TAGS["preposition"] | TAGS["in"] | TAGS["near"] | TAGS["to"])
            if located or self.gazetteer.speaks_as(name.id) is None:
                return self.report.text[slice(*self.view.original(name.start, name.end))]
        return None

    def _first(self, inside: list[Found], types: tuple[str, ...], content: tuple[int, int] | None) -> str | None:
        for name in inside:
            if name.type in types and (content is None or name.start - content[0] < 40):
                return self.report.text[slice(*self.view.original(name.start, name.end))]
        return None


def _known(entity: str) -> str | None:
    """The id of an entity; None for a name that no gazetteer has."""
    return None if entity.startswith("unknown:") else entity
