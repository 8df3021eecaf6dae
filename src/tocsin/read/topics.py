"""What a statement bears on: its own words, its sentence, what was said before, the headline and the act, in one score."""

from collections.abc import Mapping, Sequence

from tocsin.read.grammar import TAGS
from tocsin.read.relevance import CUE, Marks, Relevance
from tocsin.read.sentences import Parsed

BACKWARD = TAGS["pronoun"] | TAGS["demonstrative"]
OTHERS = TAGS["i"] | TAGS["we"] | TAGS["one"] | TAGS["each_of"] | TAGS["indefinite"] | TAGS["quantity"]
"""pronouns that point to the speaker, or bring somebody new (`two`, `another`)"""
FULL = 2.0
"""weight of own words that settle the matter: the context then counts least"""
OPEN_AT_LEAST = 0.15
"""how much the context counts where own words settle it"""
HEAD = 0.35
"""share that the opening of the content adds: what is talked about is named first"""
HEAD_AT_LEAST, HEAD_SHARE = 60, 0.4
"""characters, and share of the content, that are its opening"""
CONTEXT_AT_MOST = 2.0
"""what all of the context may bring: as much as words of its own that settle the matter"""
POINTS_BACK = 0.6
"""what own words weigh where the content opens with a pronoun: its subject is what was said before"""
POINTED = 0.6
"""how much the context counts then at least"""
NOTHING_BELOW = 1.6
"""weight of own words from which `no comment` and the like stand beside a subject of the statement"""
SENTENCE = 0.55
"""share of the sentence around the content (who says it, and the verb) beside the content itself"""
BEFORE = (0.55, 0.35, 0.2)
"""shares of the sentences before, the nearest first: a speaker goes on about one thing"""
ACROSS = 0.6
"""what is left of a share where a paragraph ends between"""
FOLLOWED = 0.5
"""weight of the last statement's subject, where the same speaker goes on or one sentence lies between at most"""
HEADLINE = 0.5
"""share of the title"""
LEAD = 0.5
"""share of the first two sentences, which say what a report is about"""
LEAD_SENTENCES = 2
BEARS = 0.6
"""score from which a statement bears on an indicator at all"""
BESIDE_BEST = 0.62
"""share of the best score from which a further indicator is named"""
AT_MOST = 3


class Topics:
    """The subjects of one report. `leans` of the problem's indicators say how an act, a side or an estimate moves the score."""

    def __init__(self, relevance: Relevance, bearing: Marks, parsed: Parsed, title: str) -> None:
        self.relevance, self.parsed = relevance, parsed
        self._marks = bearing
        self._sentences: dict[int, Mapping[str, float]] = {}
        self._surroundings: dict[int, dict[str, float]] = {}
        self._title = relevance.scan(title.lower().replace("’", "'"))
        everything = 0
        for bit in self._title.bits:
            everything |= bit
        self._headline = relevance.weigh(everything)
        self._headline_hypotheses = relevance.weigh_hypotheses(everything)
        self._last: tuple[int, str, tuple[str, ...]] | None = None
        self._last_hypotheses: tuple[str, ...] = ()
        self._asked: tuple[object, dict[str, float], Mapping[str, float]] | None = None
        """the last question and its answer: the same is asked before and after the act is known"""

    def own(self, start: int, end: int) -> Mapping[str, float]:
        """Indicator -> weight of the words of `start:end` alone."""
        return self.relevance.weigh(self._marks.within(start, end))

    def shown(self, start: int, end: int) -> tuple[str, ...]:
        """Indicators that the words of `start:end` show by themselves."""
        return self.relevance.ranked({key: weight for key, weight in self.own(start, end).items() if weight >= CUE})

    def _sentence(self, number: int) -> Mapping[str, float]:
        if number not in self._sentences:
            sentence = self.parsed.sentences[number]
            self._sentences[number] = self.own(sentence.start, sentence.end)
        return self._sentences[number]

    def bears_on(self, content: tuple[int, int], number: int, speaker: str, traits: Sequence[str] = ()) -> tuple[str, ...]:
        """Indicators of the content in sentence `number`, the best first; none where it bears on nothing.

        `speaker`: a key of who speaks, to follow one speaker through sentences. `traits`: the act and what else `leans` know
        (`conditional`, `estimate`, `quiet`, the speaker's side).
        """
        scores, own = self._context(content, number, speaker)
        free = max(OPEN_AT_LEAST, 1 - max(own.values(), default=0.0) / FULL)
        found = self._marks.within(*content)
        if found & self.relevance.nothing and max(own.values(), default=0.0) < NOTHING_BELOW:
            return ()
        leaning: dict[str, float] = {}
        for trait in traits:
            for key, weight in self.relevance.leans.get(trait, ()):
                leaning[key] = leaning.get(key, 0.0) + weight
        for key, lean in leaning.items():
            if lean > 0 and own.get(key, 0.0) < CUE:
                lean *= free
            if lean:
                scores[key] = scores.get(key, 0.0) + lean
        best = max(scores.values(), default=0.0)
        kept = {key: score for key, score in scores.items() if score >= BEARS and score >= best * BESIDE_BEST}
        return self.relevance.ranked(kept)[:AT_MOST]

    def _context(self, content: tuple[int, int], number: int, speaker: str) -> tuple[dict[str, float], Mapping[str, float]]:
        question = (content, number, speaker, self._last)
        if self._asked is not None and self._asked[0] == question:
            return dict(self._asked[1]), self._asked[2]
        own = self.own(*content)
        back = self._points_back(content[0])
        scores = {key: weight * (POINTS_BACK if back else 1.0) for key, weight in own.items()}
        free = max(POINTED if back else OPEN_AT_LEAST, 1 - max(own.values(), default=0.0) / FULL)
        length = content[1] - content[0]
        if not back and length > HEAD_AT_LEAST:
            for key, weight in self.own(content[0], content[0] + max(HEAD_AT_LEAST, int(length * HEAD_SHARE))).items():
                scores[key] += HEAD * weight
        context = dict(self._surrounding(number))
        for key, weight in self._sentence(number).items():
            if weight > (had := own.get(key, 0.0)):
                context[key] = context.get(key, 0.0) + SENTENCE * (weight - had)
        if self._last is not None and (self._last[1] == speaker != "" or number - self._last[0] <= 1):
            for rank, key in enumerate(self._last[2]):
                context[key] = context.get(key, 0.0) + FOLLOWED / (1 + rank)
        for subject, weight in context.items():
            scores[subject] = scores.get(subject, 0.0) + free * min(CONTEXT_AT_MOST, weight)
        self._asked = (question, dict(scores), own)
        return scores, own

    def _surrounding(self, number: int) -> dict[str, float]:
        """What the sentences before, the headline and the first sentences bring to sentence `number`."""
        context = self._surroundings.get(number)
        if context is None:
            context = self._surroundings[number] = {}
            sentences = self.parsed.sentences
            shares = [(self._headline, HEADLINE)]
            for steps, share in enumerate(BEFORE[:number], start=1):
                apart = sentences[number].paragraph - sentences[number - steps].paragraph
                shares.append((self._sentence(number - steps), share * ACROSS ** min(2, apart)))
            shares += [(self._sentence(lead), LEAD / LEAD_SENTENCES) for lead in range(min(LEAD_SENTENCES, number))]
            for weights, share in shares:
                for key, weight in weights.items():
                    context[key] = context.get(key, 0.0) + share * weight
        return context

    def _points_back(self, position: int) -> bool:
        """The content opens with a pronoun of the third person or a demonstrative."""
        at = self.parsed.at(position)
        return at < len(self.parsed.tags) and bool(self.parsed.tags[at] & BACKWARD) and not self.parsed.tags[at] & OTHERS

    def hypotheses(self, content: tuple[int, int], number: int, indicators: Sequence[str]) -> tuple[str, ...]:
        """Hypotheses that the words name; an assessment that names none is of what its sentence, the one before or the headline names."""
        own = self.relevance.weigh_hypotheses(self._marks.within(*content))
        if own:
            return self.relevance.ranked(own)
        if not self.relevance.opinions & set(indicators[:1]):
            return ()
        here = self.parsed.sentences[number]
        for start, end in ((here.start, here.end), (self.parsed.sentences[max(0, number - 1)].start, here.end)):
            if found := self.relevance.weigh_hypotheses(self._marks.within(start, end)):
                return self.relevance.ranked(found)[:1]
        return self._last_hypotheses[:1] or self.relevance.ranked(self._headline_hypotheses)[:1]

    def said(self, number: int, speaker: str, indicators: tuple[str, ...], hypotheses: tuple[str, ...]) -> None:
        """Remember a statement, so that the next may follow it."""
        if indicators:
            self._last = (number, speaker, indicators)
        if hypotheses:
            self._last_hypotheses = hypotheses
