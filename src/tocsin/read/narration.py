"""What has no cue of its own: speech that goes on, and happenings that the report tells itself."""

from tocsin.read import beside, cased, clauses, cues, phrases, predicates, referents, speakers
from tocsin.read.cues import Attribution
from tocsin.read.grammar import TAGS
from tocsin.read.heard import Draft, Heard
from tocsin.read.sentences import Sentence
from tocsin.read.subjects import Here, subject_of

BESIDE = 1
"""sentences behind a statement in which a hint of an indicator makes a happening"""
PERSONS = (speakers.PEOPLE & ~TAGS["text"]) | TAGS["pronoun"]
SPOKEN = frozenset(["before", "after", "according", "that", "colon", "quote", "continued", "introduced"])
"""layouts of words said, behind which words may go on without a cue"""
QUOTED = 0.8
"""share of a sentence inside marks that makes it a quotation without its own cue"""


def continued(heard: Heard, number: int, sentence: Sentence) -> list[Draft]:
    """A quotation without a cue belongs to whom spoke last; so does indirect speech that goes on in the same paragraph."""
    parsed = heard.parsed
    inside = sum(1 for at in range(sentence.first, sentence.last) if parsed.quote[at] >= 0)
    if (
        heard.named is not None
        and heard.named[0] == number - 1
        and (heard.last is None or heard.last.sentence < number - 1)
        and inside >= QUOTED * (sentence.last - sentence.first)
        and sentence.paragraph - parsed.sentences[number - 1].paragraph <= (1 if heard.grammar.shape.cases else 0)
    ):
        content = cues.span(parsed, sentence.first, sentence.last)
        return [Draft(number, content, heard.named[1], None, None, "say", "quote", None, False, False, (), content)]
    if (meant := _of_the_subject(heard, number, sentence)) is not None:
        return [meant]
    if heard.last is None or heard.last.speaker is None:
        return []
    before = parsed.sentences[heard.last.sentence]
    if inside >= QUOTED * (sentence.last - sentence.first) and sentence.paragraph - before.paragraph <= 1:
        content = cues.span(parsed, sentence.first, sentence.last)
        return [_go_on(heard, number, content, "quote")]
    hearsay = any(tag & TAGS["hearsay"] for tag in parsed.tags[sentence.first : sentence.last])
    hearsay = hearsay and (heard.last.speaker.kind == "anonymous" or heard.grammar.shape.cases)
    hearsay = hearsay or (
        heard.grammar.marks["inverted_if"].match(parsed.lower, sentence.start) is not None and sentence.paragraph - before.paragraph <= 1
    )
    if (sentence.paragraph == before.paragraph or hearsay) and number - heard.last.sentence == 1:
        content = cues.span(parsed, sentence.first, sentence.last)
        low, marks = parsed.lower[slice(*content)], heard.grammar.marks
        found = heard.bearing.within(*content)
        turned = heard.grammar.marks["inverted_if"].match(low) is not None or bool(parsed.tags[sentence.first] & TAGS["if"])
        turned = turned and heard.last.speaker.kind != "text"
        turned = turned or (heard.last.verb_class == "provide" and marks["laid_down"].search(low) is not None)
        denies = marks["tells_nothing"].match(low) is not None and heard.last.speaker.kind in ("named", "office", "anonymous")
        if denies and heard.relevance.hinted(found):
            return [_go_on(heard, number, content, "continued")]
        if heard.grammar.shape.cases and _speaks_on(heard, sentence, low):
            return [_go_on(heard, number, content, "continued")]
        if (
            turned or heard.relevance.shown(found) or (heard.grammar.shape.cases and heard.relevance.hinted(found)) or _likely(heard, low)
        ) and (turned or _goes_on(heard, sentence) or _estimates(heard, low)):
            return [_go_on(heard, number, content, "continued")]
    return []


def introduced(heard: Heard, number: int, sentence: Sentence, found: list[Attribution]) -> None:
    """Remember who is said to speak in a sentence that brings none of the words (`Далее он говорит осторожнее.`): they may follow."""
    parsed, grammar = heard.parsed, heard.grammar
    speaker = next((item.speaker for item in found if item.kind == "say" and item.layout == "noun"), None)
    verbal = any(parsed.words[at] in grammar.verbs for at in range(sentence.first, sentence.last))
    if speaker is None and verbal and not found and parsed.text[sentence.end - 1] not in "?!":
        marks = clauses.stops(parsed, sentence, grammar)
        here = Here(parsed, sentence, grammar, marks)
        groups = (group for group in clauses.find(parsed, sentence, grammar, marks) if group.verb.verb_class in ("say", "relay"))
        subjects = (subject_of(here, group, group.opens)[0] for group in groups if not group.negated and not group.passive)
        speaker = next((subject for subject in subjects if subject is not None), None)
    if speaker is None or not any(parsed.tags[at] & PERSONS or phrases.is_capital(parsed, at) for at in range(*speaker)):
        return
    party = speakers.classify(parsed, grammar, heard.gazetteer, heard.names, *speaker)
    party = referents.resolve(party, heard.spoke, parsed, grammar, heard.names)
    if party.kind in ("named", "office", "anonymous"):
        content = cues.span(parsed, sentence.first, sentence.last)
        heard.last = Draft(number, content, party, None, None, "say", "introduced", None, False, False, (), content)
        heard.spoke.append(party)


def _of_the_subject(heard: Heard, number: int, sentence: Sentence) -> Draft | None:
    """What the subject of the last sentence told: a conditional of hearsay, or a condition turned round, right behind it."""
    parsed = heard.parsed
    if heard.named is None or heard.named[0] != number - 1 or (heard.last is not None and heard.last.sentence >= number - 1):
        return None
    content = cues.span(parsed, sentence.first, sentence.last)
    apart = sentence.paragraph - parsed.sentences[number - 1].paragraph
    told = apart == 0 and heard.grammar.marks["hearsay_mood"].search(parsed.lower, *content) is not None
    turned = apart <= 1 and heard.grammar.marks["inverted_if"].match(parsed.lower, sentence.start) is not None
    if not (told or turned) or not heard.relevance.touched(heard.bearing.within(*content)):
        return None
    return Draft(number, content, heard.named[1], None, None, "say", "continued", None, False, True, (), content)


def _own_page(heard: Heard, low: str, found: int) -> bool:
    """A body's own page tells in every sentence; who signs a view does where a word of the problem, of likelihood or of blame stands."""
    if heard.author is None:
        return False
    finders = heard.grammar.finders
    own = heard.author.kind in ("office", "institution")
    viewed = any(finders[name].search(low) is not None for name in ("estimative", "ought", "blame"))
    return own or viewed or heard.relevance.touched(found) or heard.relevance.hinted(found)


def _likely(heard: Heard, low: str) -> bool:
    """A sentence that weighs what is likely follows what was weighed before it."""
    return heard.grammar.marks["likely_goes_on"].search(low) is not None


def _estimates(heard: Heard, low: str) -> bool:
    """A likelihood without an owner is that of whom the paragraph speaks."""
    return heard.grammar.finders["estimative"].search(low) is not None


def _speaks_on(heard: Heard, sentence: Sentence, low: str) -> bool:
    """Behind words said, a sentence in the first person or of no past, whose subject is nobody that could speak: those words go on."""
    assert heard.last is not None  # noqa: S101 - asked for only after somebody spoke
    parsed = heard.parsed
    words = sum(parsed.words[at].isalpha() for at in range(sentence.first, sentence.last))
    if heard.last.layout not in SPOKEN or words < 2 or parsed.text[sentence.end - 1] == "?":
        return False
    end = next((at for at in range(sentence.first, sentence.last) if parsed.words[at] in phrases.BREAKS), sentence.last)
    subject = beside.leftward(parsed, heard.grammar, sentence.first, end, sure=True)
    own = TAGS["i"] | TAGS["we"]
    third = (
        subject is not None
        and any(parsed.tags[at] & (PERSONS & ~own) or phrases.is_capital(parsed, at) for at in range(*subject))
        and not any(parsed.tags[at] & own for at in range(*subject))
    )
    if third:
        return False
    if any(parsed.tags[at] & own and parsed.quote[at] < 0 for at in range(sentence.first, sentence.last)):
        return heard.author is None and parsed.quote[parsed.at(heard.last.content[0])] < 0
    if any(parsed.tags[at] & (TAGS["he"] | TAGS["she"]) for at in range(sentence.first, end)):
        return False
    marks, opening = heard.grammar.marks, parsed.tags[sentence.first]
    bare = all(parsed.tags[at] & (cased.ADVERB | cased.CONJ) for at in range(sentence.first, end - 1))
    if opening & (TAGS["question"] | TAGS["that"]) or (bare and subject is None and cased.finite(parsed, end - 1, heard.grammar)):
        return False
    if subject is None and any(marks["they_ending"].search(parsed.words[at]) for at in range(sentence.first, end)):
        return False
    if heard.last.layout == "introduced":
        return True
    subordinate = marks["subordinate_before"]
    return not any(not subordinate.search(low, max(0, verb.start() - 16), verb.start()) for verb in marks["told_past"].finditer(low))


def _goes_on(heard: Heard, sentence: Sentence) -> bool:
    """Marks of speech that goes on: a conditional of hearsay, `également`, a modal."""
    tags = heard.parsed.tags[sentence.first : sentence.last]
    if any(tag & TAGS["hearsay"] for tag in tags) or tags[0] & TAGS["if"]:
        return True
    return any(tag & TAGS["also"] for tag in tags[:12])


def _go_on(heard: Heard, number: int, content: tuple[int, int], layout: str) -> Draft:
    """`content` as the words of whom spoke last."""
    assert heard.last is not None  # noqa: S101 - asked for only after somebody spoke
    return Draft(number, content, heard.last.speaker, None, None, "say", layout, None, False, False, heard.last.via, content)


def _dated_event(heard: Heard, low: str, found: int) -> bool:
    """A day is named and a word of the problem: a happening even where no indicator's cue holds."""
    timed = any(word in heard.grammar.times or (word[0].isdigit() and len(word) < 3) for word in heard.grammar.token.findall(low)[:12])
    return timed and heard.relevance.touched(found)


def _beside(heard: Heard, number: int, low: str, found: int) -> bool:
    """English: a hint of an indicator counts in a sentence that stands right behind a statement, or says that something is not so."""
    if not heard.relevance.hinted(found):
        return False
    near = heard.last is not None and number - heard.last.sentence <= BESIDE
    return near or heard.grammar.marks["tells_nothing"].match(low) is not None


def _looks_back(heard: Heard, sentence: Sentence, low: str) -> bool:
    """What was spoken of stays as it was (`Leur nombre est resté stable`), or nobody confirms it."""
    points = heard.parsed.tags[sentence.first] & (TAGS["demonstrative"] | TAGS["possessive"])
    return bool(points and heard.grammar.finders["unchanged"].search(low)) or heard.grammar.marks["unconfirmed"].search(low) is not None


def narrated(heard: Heard, number: int, sentence: Sentence) -> list[Draft]:
    """A happening that the report tells itself, where it bears on an indicator; background without a verb of the past is left out."""
    parsed = heard.parsed
    content = cues.span(parsed, sentence.first, sentence.last)
    low = parsed.lower[slice(*content)]
    marks = heard.grammar.marks
    found = heard.bearing.within(*content)
    about = heard.relevance.weigh_hypotheses(found) or (heard.grammar.shape.cases and heard.relevance.hinted(found))
    weighed = marks["weighed"].search(low) is not None and bool(about)
    if (
        content[1] - content[0] < 25
        or "?" in low[-2:]
        or not (
            weighed
            or heard.relevance.shown(found)
            or _own_page(heard, low, found)
            or _dated_event(heard, low, found)
            or _beside(heard, number, low, found)
            or _looks_back(heard, sentence, low)
            or (content[1] - content[0] > 40 and heard.grammar.finders["correction"].search(low))
        )
    ):
        return []
    subordinate = marks["subordinate_before"]
    past = any(not subordinate.search(low, max(0, verb.start() - 16), verb.start()) for verb in marks["told_past"].finditer(low))
    past = past or predicates.past(parsed.words[sentence.first : sentence.last], parsed.tags[sentence.first : sentence.last], heard.grammar)
    finders = heard.grammar.finders
    numeric = parsed.seen.mark("numeric_probability", *content) is not None
    if not (
        past
        or weighed
        or numeric
        or heard.author is not None
        or marks["to_come"].search(low)
        or finders["unchanged"].search(low)
        or finders["negative_find"].search(low)
        or heard.grammar.marks["unconfirmed"].search(low)
    ):
        return []
    clause = marks["after_clause"].search(low)
    inner = (
        (content[0] + clause.end(), content[1])
        if clause is not None and clause.start() > 10 and content[1] - content[0] - clause.end() > 25
        else content
    )
    return [Draft(number, inner, heard.author, None, None, "narrate", "narration", None, False, False, (), content)]
