"""From drafts to statements: spans of the report's own text, with act, estimate, date and all the rest."""

import re
from collections.abc import Sequence
from datetime import date

import msgspec

from tocsin.model import Estimate, RedLine, Report, Speaker, Statement, Time, digest
from tocsin.model.statements import Act
from tocsin.read import acts, dates, details, split
from tocsin.read.carriers import Cited
from tocsin.read.chain import Credits
from tocsin.read.dates import Dates, When
from tocsin.read.estimates import Estimates
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.heard import Draft
from tocsin.read.marks import Said, denies, foresees
from tocsin.read.moments import HISTORY, Moments
from tocsin.read.names import Found, Gazetteer, to_name
from tocsin.read.polarity import polarity as polarity_of
from tocsin.read.relevance import Relevance
from tocsin.read.sentences import Parsed
from tocsin.read.speakers import Party
from tocsin.read.topics import Topics
from tocsin.read.view import View

EXPERT = re.compile(
    r"\b(?:expert|experte|analyste|chercheu|spécialiste|juriste|politologue|historien|professeur|analyst|researcher|scholar"
    r"|professor|lawyer|historian|fellow|specialist)"
)
WRITTEN = re.compile(
    r"\b(?:article|dispatch|report|story|image|photo|picture|claim|video|post|dépêche|information|cliché|publication|vidéo|message)s?\b"
)
"""what an outlet may take back"""
QUOTED = 0.66
"""share of a content inside marks from which it counts as quoted"""
ADDED = 60
"""characters: a sentence so short that follows a threat in one quotation belongs to it (`This is not a bluff`)"""
LANGUAGE_OF = {
    "country:us": "en",
    "country:gb": "en",
    "country:ru": "ru",
    "country:ua": "uk",
    "country:fr": "fr",
    "country:by": "ru",
    "country:pl": "pl",
    "country:de": "de",
}
"""language in which officials of a country assess; what a report in another language prints is a translation"""


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
        relevance: Relevance,
        estimates: Estimates,
        calendar: Dates,
        whens: list[When],
        day: object,
        flags: list[str],
        credits: Credits,
    ) -> None:
        self.report, self.view, self.parsed, self.grammar, self.gazetteer, self.names = report, view, parsed, grammar, gazetteer, names
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
        self._sides: dict[str, str | None] = {}
        self.moments = Moments(parsed, grammar, calendar, whens, day if isinstance(day, date) else None)
        self.topics = Topics(relevance, parsed, report.title or "")

    def author(self) -> Party | None:
        """The author of an op-ed, whose own sentences are statements; None for a report."""
        if self.credits.author is None or "op-ed" not in self.flags:
            return None
        start = self.parsed.text.find(self.credits.author)
        first, last = self.parsed.at(start), self.parsed.at(start + len(self.credits.author))
        return (
            Party(start, start + len(self.credits.author), first, last, "named", None, None, "", False, False, False, self.credits.author)
            if start >= 0
            else None
        )

    def statements(self, drafts: Sequence[Draft], cited: Cited) -> list[Statement]:
        """All statements, in order of their content; two drafts of one content give one."""
        made: list[Statement] = []
        seen: set[tuple[int, int]] = set()
        for draft in drafts:
            pieces = self._pieces(draft)
            threatened = False
            for number, piece in enumerate(pieces):
                if piece in seen or piece[1] - piece[0] < 2:
                    continue
                seen.add(piece)
                statement = self._statement(draft, piece, number == 0, len(pieces) > 1, cited)
                if (
                    threatened
                    and statement.quoted
                    and piece[1] - piece[0] < ADDED
                    and statement.act in ("report", "assessment", "denial", "disclosure")
                ):
                    statement = msgspec.structs.replace(statement, act="threat", polarity="raises", interested=False)
                threatened = statement.act == "threat"
                made.append(statement)
        return made

    def _pieces(self, draft: Draft) -> list[tuple[int, int]]:
        pieces = split.claims(self.parsed, draft.content, self.grammar, draft.layout)
        if len(pieces) > 1:
            return pieces
        first = self.parsed.at(draft.content[0])
        if first < len(self.parsed.quote) and self.parsed.quote[first] >= 0:
            inside = split.sentences(self.parsed, draft.content)
            if len(inside) > 1:
                acts_inside = [self._said(draft, piece)[1] for piece in inside]
                ahead = [foresees(self.parsed.lower[slice(*piece)], self.grammar) for piece in inside]
                if (len(set(acts_inside)) > 1 and any(ahead) and not all(ahead)) or any(
                    details.condition(self.parsed.text, self.parsed.lower, *piece, self.grammar) for piece in inside
                ):
                    return inside
        return pieces

    def _said(self, draft: Draft, content: tuple[int, int]) -> tuple[Said, Act]:
        lower = self.parsed.lower
        low = lower[slice(*content)]
        sentence = self.parsed.sentences[draft.sentence]
        around = lower[min(sentence.start, content[0]) : max(sentence.end, content[1])]
        found = self.estimates.find(lower, *(content if draft.gist != "exclude" else draft.span))
        if (
            found is None
            and draft.cue is not None
            and draft.cue[0] < content[0] == draft.content[0]
            and draft.verb_class in ("exclude", "assess", "believe", "say")
        ):
            found = self.estimates.find(lower, draft.cue[1] if draft.verb_class != "exclude" else draft.span[0], content[0])
        if found is None and draft.verb_class == "exclude" and draft.cue is not None and draft.negated and content[0] == draft.content[0]:
            found = self._exclusion(draft)
        speaker = draft.speaker
        party = self._side(speaker)
        topical = not self.topics.shown(*content)
        key = speaker.entity or speaker.name or lower[speaker.start : speaker.end] if speaker is not None else ""
        indicators = self.topics.bears_on(content, draft.sentence, key)
        said = Said(
            verb_class=draft.verb_class,
            layout=draft.layout,
            content=low,
            sentence=around,
            kind=speaker.kind if speaker else "text",
            party=party,
            negated=draft.negated,
            quoted=self._quoted(content),
            estimate=lower[slice(*found)] if found else None,
            indicators=indicators,
            conditional=details.condition(self.parsed.text, lower, *content, self.grammar) is not None,
            doctrinal=speaker is not None and details.tagged(self.parsed, speaker.first, speaker.last, "doctrinal"),
            expert=speaker is not None and bool(EXPERT.search(lower[speaker.start - 25 if speaker.start > 25 else 0 : speaker.end])),
            own=self._own(speaker, content),
            topical=topical,
            narrated=speaker is None,
        )
        self._estimate_at = found
        decided = acts.act(said, self.grammar)
        if speaker is not None and decided in ("threat", "commitment", "doctrine", "denial", "criticism") and draft.verb_class != "exclude":
            self._estimate_at = None
            said = said._replace(estimate=None)
        quiet = self.grammar.finders["negative_find"].search(said.content) is not None
        traits = (
            decided,
            party or "",
            "conditional" if said.conditional else "",
            "estimate" if said.estimate else "",
            "quiet" if quiet else "",
        )
        return said._replace(indicators=self.topics.bears_on(content, draft.sentence, key, traits)), decided

    def _exclusion(self, draft: Draft) -> tuple[int, int] | None:
        """`n'exclut pas` is itself the estimate."""
        assert draft.cue is not None  # noqa: S101 - the caller looked
        end = draft.cue[1]
        after = re.match(r"\s+(?:pas|point)\b", self.parsed.lower[end : end + 8])
        return draft.cue[0], end + (after.end() if after else 0)

    def _remember(self, words: str, side: str | None) -> str | None:
        """Keep the side of a speaker's phrase for the pronouns that stand for it."""
        self._sides[words] = side
        return side

    def _side(self, speaker: Party | None) -> str | None:
        if speaker is None:
            return None
        if speaker.entity is not None:
            return self.gazetteer.party(speaker.entity)
        words = self.parsed.lower[speaker.start : speaker.end]
        stands_for = (speaker.name or "").lower()
        inside = next(
            (name for name in self.names if speaker.start <= name.start and name.end <= speaker.end and self.gazetteer.party(name.id)), None
        )
        if inside is not None:
            return self._remember(words, self.gazetteer.party(inside.id))
        if stands_for in self._sides:
            return self._sides[stands_for]
        if self.parsed.tags[speaker.first] & TAGS["possessive"] and speaker.last - speaker.first > 1:
            owner = next((name for name in reversed(self.names) if name.end <= speaker.start and self.gazetteer.party(name.id)), None)
            sentence = next((item for item in self.parsed.sentences if item.start <= speaker.start < item.end), None)
            first = next(
                (
                    name
                    for name in self.names
                    if sentence and sentence.start <= name.start <= sentence.start + 12 and self.gazetteer.party(name.id)
                ),
                None,
            )
            owner = first if first is not None and first.start < speaker.start else owner
            if owner is not None and speaker.start - owner.start < 400:
                return self._remember(words, self.gazetteer.party(owner.id))
        words = f"{words} {stands_for}"
        role = self.parsed.words[speaker.first + 1] if speaker.last - speaker.first > 1 else ""
        if speaker.kind in ("named", "office") and role:
            titled = re.search(rf"\b{re.escape(role)} ([^\W\d_]+)", (self.report.title or "").lower())
            words += f" {titled.group(1)}" if titled is not None else ""
        return (
            "adversary"
            if re.search(r"\b(?:russe|russes|russian|moscou|moscow|kremlin|biéloruss\w*|belarus\w*|douma|duma)\b", words)
            else None
        )

    def _own(self, speaker: Party | None, content: tuple[int, int]) -> bool:
        """The content's subject is the speaker's own country or side."""
        if speaker is None:
            return False
        first = self.parsed.at(content[0])
        if first < len(self.parsed.tags) and self.parsed.tags[first] & TAGS["possessive"]:
            return True
        if speaker.entity is None:
            return False
        side = self.gazetteer.party(speaker.entity)
        return side is not None and any(
            content[0] <= name.start <= content[0] + 8 and self.gazetteer.party(name.id) == side and self.gazetteer.speaks_as(name.id)
            for name in self.names
        )

    def _quoted(self, content: tuple[int, int]) -> bool:
        inside = sum(max(0, min(quote.inner_end, content[1]) - max(quote.inner_start, content[0])) for quote in self.parsed.quotes)
        return inside >= QUOTED * (content[1] - content[0])

    def _statement(self, draft: Draft, content: tuple[int, int], first: bool, several: bool, cited: Cited) -> Statement:
        parsed, lower, grammar = self.parsed, self.parsed.lower, self.grammar
        said, act = self._said(draft, content)
        found = self._estimate_at
        span = content
        content = self._whole_marks(content)
        span = content
        if first:
            span = (
                min(draft.span[0], content[0]),
                max(content[1], draft.span[1] if not several or (draft.cue is not None and draft.cue[0] >= content[1]) else 0),
            )
        original, inner = self.view.original(*span), self.view.original(*content)
        text = self.report.text[slice(*original)]
        speaker = draft.speaker
        when, when_from = self.moments.of(draft, content, act)
        history = when is not None and when[:4] < HISTORY and when[:4].isdigit()
        interested = said.party == "adversary" and act == "denial"
        polarity = polarity_of(
            said, act, grammar, self.relevance.raises, self.relevance.lowers, access=speaker is not None and speaker.access
        )
        names = [name for name in self.names if span[0] <= name.start and name.end <= span[1]]
        inside = [name for name in names if content[0] <= name.start and name.end <= content[1]]
        words = parsed.at(content[0]), parsed.at(content[1])
        red_line = self._red_line(content, act, said)
        hypotheses = self.topics.hypotheses(content, draft.sentence, said.indicators)
        self.topics.said(
            draft.sentence,
            speaker.entity or speaker.name or lower[speaker.start : speaker.end] if speaker is not None else "",
            said.indicators,
            hypotheses,
        )
        via = cited.via(draft.via, self.parsed.sentences[draft.sentence], speaker.kind if speaker is not None else None)
        return Statement(
            id=digest(self.report.id, original, inner),
            report=self.report.id,
            t_known=self.t_known,
            span=original,
            text=text,
            content_span=inner,
            cue_span=self.view.original(*draft.cue) if draft.cue else None,
            speaker=self._speaker(speaker),
            told_by=self._speaker(draft.told_by) if draft.told_by else None,
            holder=self._speaker(draft.holder) if draft.holder else None,
            via=via,
            act=act,
            quoted=said.quoted,
            negated=draft.negated or denies(said.content, grammar),
            polarity="neutral" if history or self._corrected(content) else polarity,
            interested=interested,
            estimate=self._estimate(found, speaker, draft),
            because=details.because(parsed.text, lower, *content, grammar),
            red_line=red_line,
            conditional_on=details.conditional_on(parsed.text, lower, *content)
            or (red_line.condition if red_line and act == "assessment" else None),
            change=details.change(lower, *content, grammar),
            dissent=bool(grammar.finders["dissent"].search(said.sentence))
            and (said.kind in ("anonymous", "institution") or act == "assessment"),
            position=details.position(lower, *content, grammar, draft.verb_class),
            actor=self._first(inside, ("country", "organisation", "office", "person", "institution"), content),
            place=self._first(inside, ("place",), None),
            numbers=details.numbers(parsed, *words, [(item.start, item.end) for item in self.whens], grammar),
            date=when,
            date_from=when_from,
            indicators=said.indicators,
            hypotheses=hypotheses,
            names=tuple(to_name(name, self.report.text, self.view.original(name.start, name.end)) for name in names),
            tlp=self.report.tlp,
            synthetic=self.report.synthetic,
        )

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
        found = self.grammar.finders["correction"].search(self.parsed.lower, start, end)
        return found is not None and (
            "correction" in self.flags
            or not found.group().startswith(("withdr", "retir"))
            or WRITTEN.search(self.parsed.lower, start, end) is not None
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
        found = details.condition(self.parsed.text, self.parsed.lower, *content, self.grammar)
        if found is None and act == "threat":
            reserve = re.search(
                r"(?:se réserve(?:nt|ra)? le droit|reserves? the right)\s*[»”\"]?\s*(?:de |d'|to )?",
                self.parsed.lower[content[0] : content[1]],
            )
            start = content[0] + reserve.end() if reserve else content[0]
            return RedLine(consequence=self.parsed.text[start : content[1]].strip(' «»“”",.') or None)
        return found if act != "assessment" or said.party == "adversary" else None

    def _estimate(self, found: tuple[int, int] | None, speaker: Party | None, draft: Draft) -> Estimate | None:
        if found is None:
            return None
        span = self.view.original(*found)
        country = self._country(speaker) or self._country(draft.told_by)
        negated = bool(re.search(r"(?:\bpas|\bnot|n't|\bguère|\bjamais)\s$", self.parsed.lower[max(0, found[0] - 7) : found[0]]))
        return self.estimates.build(
            self.report.text[slice(*span)],
            self.parsed.lower[slice(*found)],
            span,
            assessor=speaker.entity if speaker else None,
            country=country,
            assessor_language=LANGUAGE_OF.get(country or ""),
            negated=negated,
        )

    def _country(self, speaker: Party | None) -> str | None:
        if speaker is None:
            return None
        for party in (speaker,):
            entity = self.gazetteer.entities.get(party.entity or "")
            if entity is not None:
                return entity.id if entity.type == "country" else entity.country
        words = self.parsed.lower[speaker.start : speaker.end] + " " + (speaker.name or "").lower()
        for pattern, country in (
            ("américain|american|u\\.s\\.|pentag|washington|congrès|congress", "country:us"),
            ("russe|russian|moscou|kremlin", "country:ru"),
            ("britanni|british", "country:gb"),
            ("ukrain", "country:ua"),
            ("français|french", "country:fr"),
        ):
            if re.search(pattern, words):
                return country
        return None

    def _first(self, inside: list[Found], types: tuple[str, ...], content: tuple[int, int] | None) -> str | None:
        for name in inside:
            if name.type in types and (content is None or name.start - content[0] < 40):
                return self.report.text[slice(*self.view.original(name.start, name.end))]
        return None
