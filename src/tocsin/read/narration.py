"""What has no cue of its own: speech that goes on, and happenings that the report tells itself."""

import re

from tocsin.read import cues
from tocsin.read.grammar import TAGS
from tocsin.read.heard import Draft, Heard
from tocsin.read.sentences import Sentence

LIKELY = re.compile(r"\b(?:(?:in)?vraisemblable|(?:im)?probable|plausible|(?:pas |peu )?exclu)e?s?\b")
WEIGHED = re.compile(
    r"\b(?:(?:un)?likely|(?:im)?probabl[ey]|vraisemblable(?:ment)?|(?:im)?probables?|probablement|inconceivable|inconcevable)\b"
    r"|\b(?:remote|slim|little|small|low|high|realistic) (?:chance|probability|likelihood|possibility)\b"
    r"|\bpeu de chances?\b|\b(?:faible|forte) probabilité\b|\bpossibilité réaliste\b"
)
"""a likelihood of what a hypothesis names is a judgement, though the report tells it itself; a bare `could` is none"""
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


def continued(heard: Heard, number: int, sentence: Sentence) -> list[Draft]:
    """A quotation without a cue belongs to whom spoke last; so does indirect speech that goes on in the same paragraph."""
    parsed = heard.parsed
    inside = sum(1 for at in range(sentence.first, sentence.last) if parsed.quote[at] >= 0)
    if (
        heard.named is not None
        and heard.named[0] == number - 1
        and (heard.last is None or heard.last.sentence < number - 1)
        and inside >= QUOTED * (sentence.last - sentence.first)
        and parsed.sentences[number - 1].paragraph == sentence.paragraph
    ):
        content = cues.span(parsed, sentence.first, sentence.last)
        return [Draft(number, content, heard.named[1], None, None, "say", "quote", None, False, False, (), content)]
    if heard.last is None or heard.last.speaker is None:
        return []
    before = parsed.sentences[heard.last.sentence]
    if inside >= QUOTED * (sentence.last - sentence.first) and sentence.paragraph - before.paragraph <= 1:
        content = cues.span(parsed, sentence.first, sentence.last)
        return [_go_on(heard, number, content, "quote")]
    hearsay = any(tag & TAGS["hearsay"] for tag in parsed.tags[sentence.first : sentence.last]) and heard.last.speaker.kind == "anonymous"
    hearsay = hearsay or (
        heard.grammar.marks["inverted_if"].match(parsed.lower, sentence.start) is not None and sentence.paragraph - before.paragraph <= 1
    )
    if (sentence.paragraph == before.paragraph or hearsay) and number - heard.last.sentence == 1:
        content = cues.span(parsed, sentence.first, sentence.last)
        low = parsed.lower[slice(*content)]
        turned = heard.grammar.marks["inverted_if"].match(low) is not None or bool(parsed.tags[sentence.first] & TAGS["if"])
        turned = turned and heard.last.speaker.kind != "text"
        turned = turned or (heard.last.verb_class == "provide" and LAID_DOWN.search(low) is not None)
        denies = (
            NOTHING.match(low) is not None and heard.grammar.code != "fr" and heard.last.speaker.kind in ("named", "office", "anonymous")
        )
        if denies and heard.relevance.hinted(low):
            return [_go_on(heard, number, content, "continued")]
        if (turned or heard.relevance.indicators(low) or _likely(heard, low)) and (
            turned or _goes_on(heard, sentence) or _estimates(heard, low)
        ):
            return [_go_on(heard, number, content, "continued")]
    return []


def _likely(heard: Heard, low: str) -> bool:
    """French: a sentence that weighs what is likely follows what was weighed before it."""
    return heard.grammar.code == "fr" and LIKELY.search(low) is not None


def _estimates(heard: Heard, low: str) -> bool:
    """A likelihood without an owner is that of whom the paragraph speaks."""
    return heard.grammar.finders["estimative"].search(low) is not None


def _goes_on(heard: Heard, sentence: Sentence) -> bool:
    """Marks of speech that goes on: a conditional of hearsay, `également`, a modal."""
    tags = heard.parsed.tags[sentence.first : sentence.last]
    words = heard.parsed.words[sentence.first : sentence.last]
    if any(tag & TAGS["hearsay"] for tag in tags) or tags[0] & TAGS["if"]:
        return True
    return any(word in ("également", "aussi", "also", "en outre", "further") for word in words[:12])


def _go_on(heard: Heard, number: int, content: tuple[int, int], layout: str) -> Draft:
    """`content` as the words of whom spoke last."""
    assert heard.last is not None  # noqa: S101 - asked for only after somebody spoke
    return Draft(number, content, heard.last.speaker, None, None, "say", layout, None, False, False, heard.last.via, content)


def _dated_event(heard: Heard, low: str) -> bool:
    """A day is named and a word of the problem: a happening even where no indicator's cue holds."""
    timed = any(word in heard.grammar.times or (word[0].isdigit() and len(word) < 3) for word in heard.grammar.token.findall(low)[:12])
    return timed and heard.relevance.touched(low)


def _beside(heard: Heard, number: int, low: str) -> bool:
    """English: a hint of an indicator counts in a sentence that stands right behind a statement, or says that something is not so."""
    if heard.grammar.code == "fr" or not heard.relevance.hinted(low):
        return False
    near = heard.last is not None and number - heard.last.sentence <= BESIDE
    return near or NOTHING.match(low) is not None


def _looks_back(heard: Heard, sentence: Sentence, low: str) -> bool:
    """What was spoken of stays as it was (`Leur nombre est resté stable`), or nobody confirms it."""
    points = heard.parsed.tags[sentence.first] & (TAGS["demonstrative"] | TAGS["possessive"])
    return bool(points and heard.grammar.finders["unchanged"].search(low)) or UNCONFIRMED.search(low) is not None


def narrated(heard: Heard, number: int, sentence: Sentence) -> list[Draft]:
    """A happening that the report tells itself, where it bears on an indicator; background without a verb of the past is left out."""
    parsed = heard.parsed
    content = cues.span(parsed, sentence.first, sentence.last)
    low = parsed.lower[slice(*content)]
    weighed = WEIGHED.search(low) is not None and bool(heard.relevance.hypotheses(low))
    if (
        content[1] - content[0] < 25
        or "?" in low[-2:]
        or not (
            weighed
            or heard.relevance.indicators(low)
            or _dated_event(heard, low)
            or _beside(heard, number, low)
            or (heard.grammar.code == "fr" and _looks_back(heard, sentence, low))
            or (content[1] - content[0] > 40 and heard.grammar.finders["correction"].search(low))
        )
    ):
        return []
    told = PERFECT_FR if heard.grammar.code == "fr" else PAST_EN
    past = any(not SUBORDINATE.search(low, max(0, found.start() - 16), found.start()) for found in told.finditer(low))
    finders = heard.grammar.finders
    numeric = any(pattern.search(low) for pattern in heard.grammar.patterns["numeric_probability"])
    if not (
        past
        or weighed
        or numeric
        or heard.author is not None
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
    return [Draft(number, inner, heard.author, None, None, "narrate", "narration", None, False, False, (), content)]
