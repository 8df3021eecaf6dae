"""From cues to drafts of statements: nesting, carriers, continued speech, and narration that matters."""

import re
from bisect import bisect_right
from typing import NamedTuple

from tocsin.read import cues, details, phrases, sourced, speakers, speech
from tocsin.read.cues import Attribution
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.names import Found, Gazetteer
from tocsin.read.relevance import Relevance
from tocsin.read.sentences import Parsed, Sentence
from tocsin.read.speakers import Party

MENTAL = frozenset(["fear", "believe", "see", "exclude"])
"""classes of verbs that say nothing aloud: with somebody telling, their subject is the holder, not the speaker"""
PLACED = re.compile(r"(?:(?:à|au|aux|chez|dans|du côté de|du côté du|du côté|côté|de source|auprès de|auprès du) )+(?:l'|la |le |les )?")
"""what opens a sentence before the place where `on` speaks"""
OWN = frozenset(["threaten", "promise"])
"""acts that a person announces for his country: the person speaks"""
OUTER = frozenset(["before", "after", "according"])
WHOLE = 0.45
"""share of the outer content that an inner attribution must fill to stand in its place"""
OPENING = 0.35
"""share of the outer content within which an inner attribution that stands in its place begins"""
LIKELY = re.compile(r"\b(?:(?:in)?vraisemblable|(?:im)?probable|plausible|(?:pas |peu )?exclu)e?s?\b")
UNCONFIRMED = re.compile(
    r"\b(?:aucune? (?:autre )?(?:média|source|journal|agence|image|document|témoin|autorité)s?\b[^.]{0,30}\bn'(?:a|ont|est) "
    r"|(?:preuve|confirmation)s? (?:\w+ )?(?:manqu|fait défaut|font défaut)|n'(?:a|ont) (?:pu être|pas été|pu) (?:confirm|vérifi))"
)
"""nobody else bears it out: worth telling whatever it is about"""
LAID_DOWN = re.compile(
    r"\b(?:sera|seront|est|sont|peut|peuvent|pourra|pourront) (?:\w+ )?(?:traité|considéré|tenu|réputé|assimilé|regardé|autorisé|justifi"
    r"|suffi|être)|\ben va de même|\b(?:will|may|can|shall) be (?:treated|regarded|considered|deemed)"
)
"""a text's conditions go on in its own words"""
BESIDE = 1
"""sentences behind a statement in which a hint of an indicator makes a happening"""
NOTHING = re.compile(r"(?:no|none|nobody|nothing|neither) ")
QUOTED = 0.8
"""share of a sentence inside marks that makes it a quotation without its own cue"""
PERFECT_FR = re.compile(
    r"\b\w{3,}(?:ait|aient|era|eront)\b|\bdoi(?:t|vent) se tenir\b"
    r"|\b(?:a|ont|est|sont|avait|avaient|était|étaient)(?: (?!en |au |à |dans |sur |par )\w+){0,2}? (?:été )?\w{2,}(?:é|ée"
    r"|és|ées|i|ie|is|it|u|ue|us|ues|ert)\b"
)
SUBORDINATE = re.compile(r"\b(?:où|qui|que|dont|which|that|who|where)\s+(?:\w+\s+)?$")
"""before a verb: it is not that of the main clause"""
PAST_EN = re.compile(
    r"\b(?:was|were|has|have|had|been) (?:\w+ )?\w+(?:ed|en|wn|ck|it|ut|ld|nt|pt)\b|\b\w{3,}ed\b|\b(?:struck|hit|came|went"
    r"|began|took|put|sent|fired|left|met|held|flew|built|moved|set|fell)\b"
)


TO_COME = re.compile(
    r"\bwill (?:take place|begin|start|be held|be tested|fly|fire|hold|meet|run)\b|\b(?:is|are) (?:being|due|expected"
    r"|scheduled|asked|set to|to be)\b"
    r"|\b(?:aura|auront) lieu\b|\bse (?:déroulera|tiendra|déroulent)\b|\b(?:commencera|débutera|mobilisera)\b|\b(?:doit"
    r"|doivent) se (?:tenir|réunir)\b|\b(?:est|sont) (?:prévue?s?|attendue?s?|invitée?s?|priée?s?)\b"
)
"""a happening announced"""


class Draft(NamedTuple):
    """A statement before its details: who, through whom, by which verb, and what."""

    sentence: int
    content: tuple[int, int]
    speaker: Party | None
    """None: the report's own narration"""
    told_by: Party | None
    holder: Party | None
    verb_class: str
    layout: str
    cue: tuple[int, int] | None
    negated: bool
    hearsay: bool
    via: tuple[str, ...]
    span: tuple[int, int]
    gist: str = ""
    """class of the inner verb where the outer one speaks (`craint` in `X craint que, a dit Y`)"""


class Discourse:
    """Reads the sentences of one text in order and remembers who spoke."""

    def __init__(self, parsed: Parsed, grammar: Grammar, gazetteer: Gazetteer, names: list[Found], relevance: Relevance) -> None:
        self.parsed, self.grammar, self.gazetteer, self.names, self.relevance = parsed, grammar, gazetteer, names, relevance
        self.spoke: list[Party] = []
        self.outlets: list[str] = []
        """outlets cited, in order of mention in an attribution"""
        self.last: Draft | None = None
        self.named: tuple[int, Party] | None = None
        """the subject of the last sentence that opens with one, and the number of that sentence"""
        self.author: Party | None = None

    def drafts(self, number: int, sentence: Sentence) -> list[Draft]:
        """Drafts of one sentence, in the order of their content."""
        sentence = sourced.untimed(self.parsed, sentence)
        self._mention(number, sentence)
        found = [item for item in speech.attributions(self.parsed, sentence, self.grammar) if self._counts(item)]
        parties = self._parties(found)
        drafts = self._nested(number, found, parties)
        if not drafts:
            drafts = self._continued(number, sentence)
        if not drafts:
            drafts = self._narrated(number, sentence)
        drafts.sort(key=lambda draft: draft.content)
        for draft in drafts:
            if draft.speaker is not None:
                self.spoke.append(draft.speaker)
                if draft.told_by is not None:
                    self.spoke.append(draft.told_by)
                self.last = draft
        return drafts

    def _paragraph(self, position: int) -> int:
        return max(0, bisect_right(self.parsed.paragraphs, (position, len(self.parsed.text))) - 1)

    def _mention(self, number: int, sentence: Sentence) -> None:
        """A person or office that is the subject of a sentence without speech may be meant by the next `il`."""
        start = sentence.first
        if self.parsed.words[start] == "quant" and start + 2 < sentence.last:
            start += 2
        if (
            start < sentence.last
            and phrases.starts_phrase(self.parsed, start, self.grammar)
            and not self.parsed.tags[start] & TAGS["pronoun"]
        ):
            last = phrases.right(self.parsed, sentence, self.grammar, start)
            if last > start:
                party = speakers.classify(self.parsed, self.grammar, self.gazetteer, self.names, start, last)
                if self.parsed.words[sentence.first] == "quant":
                    many = party.plural or self.parsed.words[start - 1] == "aux"
                    self.spoke.append(party._replace(refers=False, plural=many))
                elif not party.refers and any(self.parsed.tags[at] & speakers.PEOPLE for at in range(start, last)):
                    self.spoke.append(party)
                    if party.kind in ("named", "office", "anonymous"):
                        self.named = number, party

    def _counts(self, item: Attribution) -> bool:
        """Speech about speech (`a lancé son avertissement`) and objects without content are no statements."""
        if item.speaker is not None and self.parsed.tags[item.speaker[0]] & TAGS["not"]:
            people = any(self.parsed.tags[at] & (TAGS["anonymous"] | TAGS["office"] | TAGS["institution"]) for at in range(*item.speaker))
            if item.speaker[1] - item.speaker[0] == 1 or (self.grammar.code == "fr" and not people):
                return False
        if item.kind == "provide" and (
            item.speaker is None
            or (
                not any(self.parsed.tags[at] & (TAGS["text"] | TAGS["each_of"]) for at in range(*item.speaker))
                and not (self.parsed.tags[item.speaker[0]] & TAGS["pronoun"] and self.spoke and self.spoke[-1].kind == "text")
            )
        ):
            return False
        if item.kind == "ask" and self.grammar.finders["anonymous_mark"].search(self.parsed.lower, item.cue[0], item.content[1]):
            return False
        if item.layout in ("noun", "infinitive", "passive"):
            low = self.parsed.lower[item.content[0] : item.content[0] + 60]
            if item.layout == "noun" and re.match(r"(?:son|sa|ses|leurs?|cet?t?e?|his|her|its|their|the|this|an?|un|une) ?(?:\w+ )?", low):
                noun = self.grammar.finders["speech_noun"].search(low)
                if noun is not None and noun.start() < 24 and item.kind in ("say", "reveal"):
                    return False
            if item.verb is not None and item.verb.tail and item.verb.tail[0] in ("état", "part", "mention") and self.spoke:
                return True
            if item.kind in ("say", "reveal", "see", "believe") and item.layout == "noun":
                content = self.parsed.lower[slice(*item.content)]
                if self.grammar.finders["estimative"].search(content) or any(
                    pattern.search(content) for pattern in self.grammar.patterns["numeric_probability"]
                ):
                    return True
                if re.search(r"\by (?:voi|vi|décèl|perçoi|perce)", self.parsed.lower[slice(*item.cue)]):
                    return True
                if item.kind in ("see", "believe"):
                    content = self.parsed.lower[slice(*self.parsed.paragraphs[self._paragraph(item.content[0])])]
                return bool(self.relevance.indicators(content))
        return item.content[1] - item.content[0] > 2

    def _parties(self, found: list[Attribution]) -> list[Party | None]:
        """The speaker of every attribution; a borrowed one is that of the last that had its own."""
        parties: list[Party | None] = []
        known = list(self.spoke)
        borrowed: Party | None = None
        for item in found:
            if item.speaker is None:
                party = borrowed
                if party is None and item.layout in ("infinitive", "that", "noun") and self.spoke and item.subjectless:
                    party = self.spoke[-1]
            else:
                raw = self._author_of(item, speakers.classify(self.parsed, self.grammar, self.gazetteer, self.names, *item.speaker))
                if item.kind == "relay" and raw.kind == "named" and raw.entity is None:
                    raw = raw._replace(kind="outlet")
                party = speakers.resolve(raw, known, self.parsed, self.grammar, self.names)
                if (
                    item.layout == "headline"
                    and party.entity is None
                    and not any(self.parsed.tags[at] & speakers.PEOPLE for at in range(*item.speaker))
                ):
                    parties.append(None)
                    continue
                party = self._at_home(self._first_person(party))
                if party.refers and party.name is None and item.layout == "before" and party.last - party.first == 1:
                    party = self._meant(party, item)
                known.append(party)
                if item.layout not in ("after", "according") and party.kind != "outlet":
                    borrowed = party
            parties.append(party)
        return parties

    def _author_of(self, item: Attribution, party: Party) -> Party:
        """`Je` and `nous` outside quotation marks are the author's, or the outlet's."""
        words = self.grammar.lexicon.words
        if item.kind == "provide" and party.refers and party.kind == "anonymous":
            text = next((other for other in reversed(self.spoke) if other.kind == "text"), None)
            return party if text is None else party._replace(kind="text", refers=False, name=self.parsed.text[text.start : text.end])
        if self.author is not None and party.head in words.get("one", ()):
            return self.author._replace(start=party.start, end=party.end)
        if (party.head not in words.get("i", ()) and party.head not in words.get("we", ())) or self.parsed.quote[party.first] >= 0:
            return party
        return (
            self.author._replace(start=party.start, end=party.end, name=self.author.name)
            if self.author is not None
            else party._replace(kind="outlet", refers=False)
        )

    def _meant(self, party: Party, item: Attribution) -> Party:
        """Whom a pronoun after the content stands for, where nobody spoke before: the subject of the content (`The navy
        will sail, it said`)."""
        first = self.parsed.at(item.content[0])
        sentence = next((other for other in self.parsed.sentences if other.first <= first < other.last), None)
        if sentence is None or not phrases.starts_phrase(self.parsed, first, self.grammar):
            return party
        last = phrases.right(self.parsed, sentence, self.grammar, first)
        if last <= first or not any(self.parsed.tags[at] & speakers.PEOPLE for at in range(first, last)):
            return party
        meant = speakers.classify(self.parsed, self.grammar, self.gazetteer, self.names, first, last)
        return party._replace(kind=meant.kind, entity=meant.entity, name=self.parsed.text[meant.start : meant.end])

    def _first_person(self, party: Party) -> Party:
        """`I` and `we` outside quotation marks are the author of an op-ed, or the outlet that prints the report."""
        words = self.grammar.lexicon.words
        if (
            party.head not in (*words.get("i", ()), *words.get("we", ()))
            or self.parsed.quote[party.first] >= 0
            or party.last - party.first > 1
        ):
            return party
        if self.author is not None:
            return party._replace(kind="named", name=self.parsed.text[self.author.start : self.author.end])
        return party._replace(kind="outlet")

    def _at_home(self, party: Party) -> Party:
        """`Au Kremlin, on assure que ...`: `on` are those of the place that opens the sentence."""
        if party.head not in self.grammar.lexicon.words.get("one", ()) or party.name is not None:
            return party
        sentence = next((item for item in self.parsed.sentences if item.first <= party.first < item.last), None)
        if sentence is None:
            return party
        lead = PLACED.match(self.parsed.lower, sentence.start, party.start)
        if lead is None:
            return party
        first = self.parsed.at(lead.end())
        last = next((at for at in range(first, party.first) if self.parsed.words[at] == ","), party.first)
        if last <= first:
            return party
        meant = speakers.classify(self.parsed, self.grammar, self.gazetteer, self.names, first, last)
        return party._replace(kind=meant.kind, entity=meant.entity, name=self.parsed.text[meant.start : meant.end], refers=False)

    def _nested(self, number: int, found: list[Attribution], parties: list[Party | None]) -> list[Draft]:
        drafts: list[Draft] = []
        children: dict[int, list[int]] = {}
        for inner, item in enumerate(found):
            holders = [
                outer
                for outer, other in enumerate(found)
                if outer != inner
                and _inside(item, other)
                and (item.layout not in OUTER or (other.layout in OUTER and other.cue > item.cue))
            ]
            for outer in holders:
                children.setdefault(outer, []).append(inner)
        replaced: set[int] = set()
        dropped: set[int] = set()
        for outer, inners in children.items():
            fill = [inner for inner in inners if found[inner].layout not in OUTER]
            chained = [inner for inner in inners if found[inner].layout in OUTER]
            size = max(1, found[outer].content[1] - found[outer].content[0])
            near = {inner: self._start(found[inner]) - found[outer].content[0] < OPENING * size for inner in fill}
            covering = [
                inner
                for inner in fill
                if near[inner]
                and self._extent(found[inner]) / size >= WHOLE
                and parties[inner] is not None
                and not self._doctrine(found[outer], parties[outer])
            ]
            if covering:
                replaced.add(outer)
            for inner in fill:
                if inner not in covering and not any(inner in children.get(other, []) and other in covering for other in covering):
                    strong = found[inner].layout in ("that", "quote", "colon") and found[inner].kind in (
                        "say",
                        "assess",
                        "warn",
                        "promise",
                        "threaten",
                        "deny",
                    )
                    if not (covering and strong):
                        dropped.add(inner)
            if chained and found[outer].layout == "after":
                replaced.add(outer)
        for index, item in enumerate(found):
            party = parties[index]
            if index in replaced or index in dropped or (party is None and item.layout not in ("passive", "impersonal")):
                continue
            if item.layout == "after" and any(
                other.cue[1] <= item.cue[0] and item.cue[1] <= other.content[0] for other in found if other is not item
            ):
                continue
            outers = [outer for outer, inners in children.items() if index in inners and outer not in dropped]
            outers += [
                number
                for number, other in enumerate(found)
                if other.layout == "after" and item.cue[1] <= other.cue[0] and other.cue[1] <= item.content[0]
            ]
            drafts.append(self._draft(number, item, party, [(found[outer], parties[outer]) for outer in outers]))
        return drafts

    def _to_come(self, item: Attribution) -> bool:
        """What its subject will think is what the teller announces (`la Russie considérera tout tir comme une attaque`)."""
        cue = self.parsed.lower[slice(*item.cue)]
        return cue.endswith(("ra", "ront", "rait", "raient")) or bool(re.search(r"\b(?:will|would|shall)\b", cue))

    def _doctrine(self, outer: Attribution, party: Party | None) -> bool:
        """A text that lays something down is the speaker of all of it."""
        if party is None or party.kind != "text":
            return False
        return outer.kind == "provide" or (
            outer.layout == "according" and any(self.parsed.tags[at] & TAGS["doctrinal"] for at in range(party.first, party.last))
        )

    def _start(self, item: Attribution) -> int:
        return min(item.cue[0], self.parsed.starts[item.speaker[0]]) if item.speaker is not None else item.cue[0]

    def _extent(self, item: Attribution) -> int:
        start = min(item.cue[0], self.parsed.starts[item.speaker[0]]) if item.speaker is not None else item.cue[0]
        return item.content[1] - min(start, item.content[0])

    def _draft(self, number: int, item: Attribution, party: Party | None, outers: list[tuple[Attribution, Party | None]]) -> Draft:
        via: list[str] = []
        tellers: list[Party] = []
        for _, outer_party in sorted(outers, key=lambda pair: pair[0].cue):
            if outer_party is None:
                continue
            if outer_party.kind == "outlet":
                self._carry(via, outer_party)
            else:
                tellers.append(outer_party)
        if party is not None and party.kind == "outlet" and not self.parsed.tags[party.first] & (TAGS["i"] | TAGS["we"]):
            self._carry(via, party)
        for attribution in (item, *(outer for outer, _ in outers)):
            if attribution.addressee is not None:
                self._told(via, attribution.addressee)
        speaker, told_by, holder = party, tellers[-1] if tellers else None, None
        content, gist = item.content, ""
        if speaker is not None and told_by is not None and speaker.head in self.grammar.lexicon.words.get("one", ()):
            speaker, told_by = told_by, None
        first_person = speaker is not None and self.parsed.tags[speaker.first] & (TAGS["i"] | TAGS["we"])
        if speaker is not None and speaker.kind == "outlet" and not first_person:
            self._carry(via, speaker)
            if told_by is not None:
                speaker, told_by = told_by, None
            elif (people := self._people_first(content)) is not None:
                speaker = people
        elif (
            told_by is not None
            and speaker is not None
            and (
                item.kind in MENTAL
                or (item.layout in ("noun", "infinitive") and item.kind != "deny" and (item.kind != "assess" or self._to_come(item)))
                or (item.kind in OWN and speaker.kind == "institution" and told_by.kind in ("named", "office"))
            )
        ):
            outer = next(other for other, outer_party in reversed(outers) if outer_party is told_by)
            holder, speaker, told_by, gist, content = speaker, told_by, None, item.kind, outer.content
        if told_by is not None and speaker is not None and (told_by.start, told_by.end) == (speaker.start, speaker.end):
            told_by = None
        points = [content[0], content[1], *item.cue] if gist == "" else [*content]
        if speaker is not None and gist == "" and item.speaker is not None and speaker is party:
            points += [self.parsed.starts[item.speaker[0]], self.parsed.ends[item.speaker[1] - 1]]
        return Draft(
            number,
            content,
            speaker,
            told_by,
            holder,
            ("say" if item.kind == "see" and item.layout in ("before", "that") else item.kind)
            if gist == ""
            else "say"
            if item.kind == "see"
            else item.kind,
            item.layout,
            item.cue,
            item.negated,
            item.hearsay,
            tuple(via),
            (min(points), max(points)),
            gist,
        )

    def _carry(self, via: list[str], party: Party) -> None:
        """An outlet that carries: by its name, or by what `l'agence` stands for."""
        name = next(
            (
                self.parsed.text[found.start : found.end]
                for found in self.names
                if found.type == "outlet" and party.start <= found.start < party.end
            ),
            None,
        )
        name = name or party.name or self.parsed.text[party.start : party.end]
        if name not in via:
            via.append(name)
        if party.name is None and name not in self.outlets:
            self.outlets.append(name)

    def _told(self, via: list[str], addressee: tuple[int, int]) -> None:
        start, end = self.parsed.starts[addressee[0]], self.parsed.ends[addressee[1] - 1]
        outlet = next((found for found in self.names if found.type == "outlet" and start <= found.start < end), None)
        bare = (
            phrases.is_capital(self.parsed, addressee[0])
            and not any(start <= found.start < end for found in self.names)
            and addressee[1] - addressee[0] <= 4
            and not (self.grammar.code == "en" and any(self.parsed.tags[at] & TAGS["anonymous"] for at in range(*addressee)))
        )
        if outlet is not None or bare:
            name = self.parsed.text[outlet.start : outlet.end] if outlet is not None else self.parsed.text[start:end]
            if name not in via:
                via.append(name)
            if name not in self.outlets:
                self.outlets.append(name)
        elif any(self.parsed.tags[at] & TAGS["outlet"] for at in range(*addressee)):
            capital = next((at for at in range(*addressee) if phrases.is_capital(self.parsed, at)), -1)
            name = (
                self.parsed.text[self.parsed.starts[capital] : end]
                if capital >= 0
                else self.outlets[-1]
                if self.outlets
                else self.parsed.text[start:end]
            )
            if name not in via:
                via.append(name)
            if name not in self.outlets and capital >= 0:
                self.outlets.append(name)

    def _people_first(self, content: tuple[int, int]) -> Party | None:
        """With an outlet alone as source, people unnamed whose doings it tells are the ones that speak through it."""
        first = self.parsed.at(content[0])
        sentence = next((item for item in self.parsed.sentences if item.first <= first < item.last), None)
        if sentence is None or not phrases.starts_phrase(self.parsed, first, self.grammar):
            return None
        last = phrases.right(self.parsed, sentence, self.grammar, first)
        if last <= first:
            return None
        party = speakers.classify(self.parsed, self.grammar, self.gazetteer, self.names, first, last)
        head = next((at for at in range(first, last) if self.parsed.words[at] == party.head), last)
        people = any(self.parsed.tags[at] & (TAGS["anonymous"] | TAGS["each_of"]) for at in range(first, last))
        return party if party.kind == "anonymous" and people and not party.refers and head <= first + 2 else None

    def _continued(self, number: int, sentence: Sentence) -> list[Draft]:
        """A quotation without a cue belongs to whom spoke last; so does indirect speech that goes on in the same paragraph."""
        parsed = self.parsed
        inside = sum(1 for at in range(sentence.first, sentence.last) if parsed.quote[at] >= 0)
        if (
            self.named is not None
            and self.named[0] == number - 1
            and (self.last is None or self.last.sentence < number - 1)
            and inside >= QUOTED * (sentence.last - sentence.first)
            and parsed.sentences[number - 1].paragraph == sentence.paragraph
        ):
            content = cues.span(parsed, sentence.first, sentence.last)
            return [Draft(number, content, self.named[1], None, None, "say", "quote", None, False, False, (), content)]
        if self.last is None or self.last.speaker is None:
            return []
        before = parsed.sentences[self.last.sentence]
        if inside >= QUOTED * (sentence.last - sentence.first) and sentence.paragraph - before.paragraph <= 1:
            content = cues.span(parsed, sentence.first, sentence.last)
            return [self._go_on(number, content, "quote")]
        hearsay = (
            any(tag & TAGS["hearsay"] for tag in parsed.tags[sentence.first : sentence.last]) and self.last.speaker.kind == "anonymous"
        )
        hearsay = hearsay or (
            details.INVERTED.match(parsed.lower, sentence.start) is not None and sentence.paragraph - before.paragraph <= 1
        )
        if (sentence.paragraph == before.paragraph or hearsay) and number - self.last.sentence == 1:
            content = cues.span(parsed, sentence.first, sentence.last)
            low = parsed.lower[slice(*content)]
            turned = details.INVERTED.match(low) is not None or bool(parsed.tags[sentence.first] & TAGS["if"])
            turned = turned and self.last.speaker.kind != "text"
            turned = turned or (self.last.verb_class == "provide" and LAID_DOWN.search(low) is not None)
            denies = (
                NOTHING.match(low) is not None and self.grammar.code != "fr" and self.last.speaker.kind in ("named", "office", "anonymous")
            )
            if denies and self.relevance.hinted(low):
                return [self._go_on(number, content, "continued")]
            if (turned or self.relevance.indicators(low) or self._likely(low)) and (
                turned or self._goes_on(sentence) or self._estimates(low)
            ):
                return [self._go_on(number, content, "continued")]
        return []

    def _likely(self, low: str) -> bool:
        """French: a sentence that weighs what is likely follows what was weighed before it."""
        return self.grammar.code == "fr" and LIKELY.search(low) is not None

    def _estimates(self, low: str) -> bool:
        """A likelihood without an owner is that of whom the paragraph speaks."""
        return self.grammar.finders["estimative"].search(low) is not None

    def _goes_on(self, sentence: Sentence) -> bool:
        """Marks of speech that goes on: a conditional of hearsay, `également`, a modal."""
        tags = self.parsed.tags[sentence.first : sentence.last]
        words = self.parsed.words[sentence.first : sentence.last]
        if any(tag & TAGS["hearsay"] for tag in tags) or tags[0] & TAGS["if"]:
            return True
        return any(word in ("également", "aussi", "also", "en outre", "further") for word in words[:12])

    def _go_on(self, number: int, content: tuple[int, int], layout: str) -> Draft:
        assert self.last is not None  # noqa: S101 - asked for only after somebody spoke
        return Draft(number, content, self.last.speaker, None, None, "say", layout, None, False, False, self.last.via, content)

    def _dated_event(self, low: str) -> bool:
        """A day is named and a word of the problem: a happening even where no indicator's cue holds."""
        timed = any(word in self.grammar.times or (word[0].isdigit() and len(word) < 3) for word in self.grammar.token.findall(low)[:12])
        return timed and self.relevance.touched(low)

    def _beside(self, number: int, low: str) -> bool:
        """English: a hint of an indicator counts in a sentence that stands right behind a statement, or says that something is not so."""
        if self.grammar.code == "fr" or not self.relevance.hinted(low):
            return False
        near = self.last is not None and number - self.last.sentence <= BESIDE
        return near or NOTHING.match(low) is not None

    def _looks_back(self, sentence: Sentence, low: str) -> bool:
        """What was spoken of stays as it was (`Leur nombre est resté stable`), or nobody confirms it."""
        points = self.parsed.tags[sentence.first] & (TAGS["demonstrative"] | TAGS["possessive"])
        return bool(points and self.grammar.finders["unchanged"].search(low)) or UNCONFIRMED.search(low) is not None

    def _narrated(self, number: int, sentence: Sentence) -> list[Draft]:
        """A happening that the report tells itself, where it bears on an indicator; background without a verb of the past is left out."""
        parsed = self.parsed
        content = cues.span(parsed, sentence.first, sentence.last)
        low = parsed.lower[slice(*content)]
        if (
            content[1] - content[0] < 25
            or "?" in low[-2:]
            or not (
                self.relevance.indicators(low)
                or self._dated_event(low)
                or self._beside(number, low)
                or (self.grammar.code == "fr" and self._looks_back(sentence, low))
                or (content[1] - content[0] > 40 and self.grammar.finders["correction"].search(low))
            )
        ):
            return []
        told = PERFECT_FR if self.grammar.code == "fr" else PAST_EN
        past = any(not SUBORDINATE.search(low, max(0, found.start() - 16), found.start()) for found in told.finditer(low))
        finders = self.grammar.finders
        numeric = any(pattern.search(low) for pattern in self.grammar.patterns["numeric_probability"])
        if not (
            past
            or numeric
            or self.author is not None
            or TO_COME.search(low)
            or finders["unchanged"].search(low)
            or finders["negative_find"].search(low)
            or UNCONFIRMED.search(low)
        ):
            return []
        clause = re.search(r"\b(?:après qu(?:e |')|after (?=[a-z' -]{3,40} (?:had|was|were|\w+ed)\b))", low)
        inner = (
            (content[0] + clause.end(), content[1])
            if clause is not None and clause.start() > 10 and content[1] - content[0] - clause.end() > 25
            else content
        )
        return [Draft(number, inner, self.author, None, None, "narrate", "narration", None, False, False, (), content)]


def _inside(inner: Attribution, outer: Attribution) -> bool:
    return outer.content[0] <= inner.cue[0] and inner.cue[1] <= outer.content[1]
