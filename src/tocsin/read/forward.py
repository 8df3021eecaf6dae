"""Attributions whose content follows: `X said that`, `X said: "..."`, `promises to`, `fears reprisals`, `is judged unlikely by`."""

from tocsin.read import phrases
from tocsin.read.cues import (
    AND,
    OF,
    PREP,
    THAT,
    Attribution,
    after_time,
    clause_edge,
    clause_follows,
    cue_of,
    ends_content,
    goes_ahead,
    left_edge,
    make,
    preceded,
    skip,
    subject_of,
)
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.phrases import BREAKS, MARKS
from tocsin.read.sentences import Parsed, Sentence
from tocsin.read.verbs import VerbGroup

TAKES_NOUN = frozenset(
    ["ask", "fear", "deny", "exclude", "criticise", "threaten", "promise", "assess", "see", "provide", "reveal", "believe", "warn"]
)
"""classes whose content may be a noun phrase: `craint des représailles`"""
TAKES_INFINITIVE = frozenset(["say", "assess", "believe", "fear", "warn", "threaten", "promise", "deny", "exclude", "refuse", "see", "ask"])


def forward(parsed: Parsed, sentence: Sentence, grammar: Grammar, group: VerbGroup, floor: int) -> Attribution | None:
    """Verb, then content: a clause with `que`, a colon, or a quotation."""
    at, addressee = skip(parsed, sentence, grammar, group.last)
    if at >= sentence.last or (group.verb.verb_class == "relay" and parsed.words[at] != ":" and not parsed.tags[at] & THAT):
        return None
    told = _as_saying(parsed, sentence, group)
    if told is not None:
        subject, borrowed = ((group.last, told - 1), False) if not group.passive else subject_of(parsed, sentence, grammar, group, floor)
        told += bool(told + 1 < sentence.last and parsed.tags[told + 1] & THAT)
        return make(parsed, sentence, group, "that", subject, borrowed, told + 1, None) if told + 2 < sentence.last else None
    judged = _judged(parsed, sentence, group, at)
    if judged is not None:
        subject, borrowed = subject_of(parsed, sentence, grammar, group, floor)
        return make(parsed, sentence, group, "that", subject, borrowed, judged, addressee) if subject is not None or borrowed else None
    subject, borrowed = subject_of(parsed, sentence, grammar, group, floor)
    if grammar.shape.verb_second and not ends_content(parsed, group.first):
        subject, at, addressee = _behind(parsed, sentence, grammar, group, subject, at, addressee)
    word = parsed.words[at]
    if parsed.tags[at] & THAT and not (grammar.predicates and _quoted_before(parsed, group, subject)):
        if group.enclitic >= 0 and parsed.words[group.enclitic].endswith("on"):
            return None
        if group.passive:
            return _told_by(parsed, sentence, grammar, group, subject, at)
        return make(parsed, sentence, group, "that", subject, borrowed, at + 1, addressee)
    inverted = group.last < sentence.last and phrases.starts_phrase(parsed, group.last, grammar) and subject is None
    if word == ":" and not inverted and at + 1 < sentence.last and (subject is not None or borrowed):
        if preceded(parsed, sentence, group, subject) and parsed.words[at + 1] not in MARKS and not goes_ahead(parsed, sentence, subject):
            return None
        return make(parsed, sentence, group, "colon", subject, borrowed, at + 1, addressee)
    free = not preceded(parsed, sentence, group, subject) or (bool(grammar.predicates) and goes_ahead(parsed, sentence, subject))
    free = free or (bool(grammar.predicates) and _whole_sentence(parsed, group, subject, at))
    opens = word in MARKS and parsed.quote[at] >= 0 and parsed.starts[at] == parsed.quotes[parsed.quote[at]].start
    free = free or (opens and goes_ahead(parsed, sentence, subject))
    if word in MARKS and parsed.quote[at] >= 0 and (subject is not None or borrowed) and free:
        if group.enclitic >= 0:
            return None
        return make(parsed, sentence, group, "quote", subject, borrowed, at, addressee)
    if grammar.predicates and word == "," and _parenthesis(parsed, sentence, group, subject, at):
        return make(parsed, sentence, group, "that", subject, borrowed, at + 1, addressee)
    if grammar.shape.verb_second and word == "," and at + 3 < sentence.last and subject is not None:
        at += 1
    if (
        grammar.shape.that_may_drop
        and (subject is not None or borrowed)
        and not group.passive
        and clause_follows(parsed, sentence, grammar, at)
        and (not preceded(parsed, sentence, group, subject) or _free(parsed, sentence, grammar, subject, at))
    ):
        return make(parsed, sentence, group, "that", subject, borrowed, at, addressee)
    return None


def _behind(
    parsed: Parsed,
    sentence: Sentence,
    grammar: Grammar,
    group: VerbGroup,
    subject: tuple[int, int] | None,
    at: int,
    addressee: tuple[int, int] | None,
) -> tuple[tuple[int, int] | None, int, tuple[int, int] | None]:
    """German: the subject behind its verb (`Am Montag warnte der Minister, dass ...`), where the content may begin, and the person told."""
    start = group.last
    if start >= sentence.last or not phrases.starts_phrase(parsed, start, grammar) or parsed.tags[start] & TAGS["reflexive"]:
        return subject, at, addressee
    stop = phrases.right(parsed, sentence, grammar, start)
    later, told = skip(parsed, sentence, grammar, stop)
    if later >= sentence.last or stop <= start:
        return subject, at, addressee
    if subject is not None:
        return subject, later, (start, stop)
    return (start, stop), later, told


def _free(parsed: Parsed, sentence: Sentence, grammar: Grammar, subject: tuple[int, int] | None, at: int) -> bool:
    """A clause right behind the verb is its content, whatever stands before the subject's comma; a clause of time or reason is none."""
    if subject is None or parsed.words[subject[0] - 1] != ",":
        return subject is None and bool(grammar.predicates) and not parsed.tags[at] & TAGS["subordinator"]
    if parsed.tags[at] & TAGS["subordinator"]:
        return bool(parsed.tags[at] & TAGS["question"])
    return bool(grammar.predicates) or goes_ahead(parsed, sentence, subject)


def _parenthesis(parsed: Parsed, sentence: Sentence, group: VerbGroup, subject: tuple[int, int] | None, at: int) -> bool:
    """The verb's comma opens a phrase, and the content goes on behind it: `Holm says, win or lose, she stays`."""
    if group.verb.verb_class != "say" or group.passive or subject is None or subject[0] > sentence.first + 1 or at != group.last:
        return False
    tag, word = parsed.tags[at + 1], parsed.words[at + 1]
    comma = next((later for later in range(at + 2, min(at + 16, sentence.last - 3)) if parsed.words[later] == ","), -1)
    opens = not tag & (TAGS["who"] | TAGS["relative"] | TAGS["citing"] | AND) and not word.endswith(("ing", "ed"))
    return comma > 0 and opens and parsed.quote[at + 1] < 0


def _whole_sentence(parsed: Parsed, group: VerbGroup, subject: tuple[int, int] | None, at: int) -> bool:
    """The quotation at `at` begins with a capital: it is all that is said, where what stands before is not quoted."""
    if parsed.words[at] not in MARKS or at + 1 >= len(parsed.words) or not phrases.is_capital(parsed, at + 1):
        return False
    start = min(subject[0], group.first) if subject is not None else group.first
    return parsed.words[at + 1] != "i" and start > 1 and parsed.words[start - 1] == "," and parsed.words[start - 2] not in MARKS


def _quoted_before(parsed: Parsed, group: VerbGroup, subject: tuple[int, int] | None) -> bool:
    """A quotation ends in its comma right before the subject: `"No," she said in a film that ...`."""
    start = min(subject[0], group.first) if subject is not None else group.first
    return start > 1 and parsed.words[start - 1] in MARKS and parsed.words[start - 2] in (",", "?", "!")


def _as_saying(parsed: Parsed, sentence: Sentence, group: VerbGroup) -> int | None:
    """English: the word `saying` in `quoted X as saying that`, `was quoted as saying`."""
    for at in range(group.last, min(group.last + 9, sentence.last - 1)):
        if parsed.words[at] in BREAKS:
            return None
        if parsed.words[at] == "as" and parsed.words[at + 1] in ("saying", "warning", "telling"):
            return at + 1
    return None


def _judged(parsed: Parsed, sentence: Sentence, group: VerbGroup, at: int) -> int | None:
    """`juge très improbable que ...`: where the judgement begins, which is part of the content."""
    if group.verb.verb_class not in ("assess", "believe") or group.passive:
        return None
    for later in range(group.last, min(group.last + 5, sentence.last)):
        if parsed.tags[later] & THAT:
            return group.last if later > max(at, group.last) else None
        if parsed.words[later] in BREAKS or parsed.tags[later] & (phrases.DET | PREP | TAGS["pronoun"]):
            return None
    return None


def _told_by(
    parsed: Parsed, sentence: Sentence, grammar: Grammar, group: VerbGroup, subject: tuple[int, int] | None, at: int
) -> Attribution | None:
    """A passive with `that`: the agent speaks (`he was told by a colonel that`); without one nobody is named (`it is understood that`)."""
    agent = next((later for later in range(group.last, at) if parsed.tags[later] & TAGS["by"]), -1)
    speaker: tuple[int, int] | None = None
    if agent >= 0:
        stop = phrases.right(parsed, sentence, grammar, agent + 1)
        speaker = (agent + 1, stop) if stop > agent + 1 else None
    content = (parsed.starts[at + 1] if at + 1 < sentence.last else sentence.end, sentence.end)
    edge = left_edge(parsed, sentence, group, subject) if clause_edge(parsed, sentence, group, subject) else -1
    return Attribution(
        "passive" if speaker is None else "that",
        cue_of(parsed, group),
        speaker,
        content,
        group.verb,
        group.negated,
        group.hearsay,
        True,
        None,
        False,
        end=at + 1,
        edge=edge,
    )


def with_object(parsed: Parsed, sentence: Sentence, grammar: Grammar, group: VerbGroup, floor: int) -> Attribution | None:
    """Verb, then an infinitive or a noun phrase as content: `promet de riposter`, `craint des représailles`, `dit n'avoir rien vu`."""
    verb_class = group.verb.verb_class
    subject, borrowed = subject_of(parsed, sentence, grammar, group, floor)
    told = verb_class == "say" or bool(parsed.tags[group.last - 1] & TAGS["tell"])
    at, addressee = skip(parsed, sentence, grammar, group.last) if told and not group.passive else (group.last, None)
    at = after_time(parsed, sentence, grammar, at, adverbs=verb_class not in ("assess", "see"))
    while at < sentence.last and parsed.tags[at] & TAGS["not"] and group.negated and not parsed.tags[at] & TAGS["indefinite"]:
        at += 1
    if verb_class == "refuse" and (subject is not None or borrowed) and not group.passive:
        return make(parsed, sentence, group, "infinitive", subject, borrowed, group.first, addressee)
    if at >= sentence.last or (parsed.words[at] in BREAKS and parsed.words[at] not in MARKS) or (subject is None and not borrowed):
        return None
    if group.passive:
        return _passive(parsed, sentence, grammar, group, subject, at)
    if grammar.predicates and verb_class == "say" and parsed.words[at] == "as":
        return None
    if grammar.shape.bare_modals and not _object_here(parsed, sentence, group, subject, at):
        return None
    if (
        grammar.shape.bare_modals
        and parsed.tags[at] & PREP
        and verb_class in ("fear", "warn", "criticise", "promise", "threaten")
        and parsed.words[at] != "to"
    ):
        at += 1
    elif (
        grammar.shape.bare_modals and parsed.tags[at] & PREP and parsed.words[at] not in ("to", "as") and not parsed.tags[at] & phrases.DET
    ):
        return None
    related = group.first > sentence.first and parsed.tags[group.first - 1] & TAGS["who"]
    if related and verb_class in ("see", "believe", "assess", "provide"):
        return None
    colon = next((later for later in range(at, min(at + 9, sentence.last - 2)) if parsed.words[later] in BREAKS), -1)
    if (
        colon > at
        and parsed.words[colon] == ":"
        and any(parsed.tags[word] & (TAGS["stance"] | TAGS["speech_noun"]) for word in range(at, colon))
    ):
        return make(parsed, sentence, group, "colon", subject, borrowed, colon + 1, addressee)
    if verb_class == "refuse":
        return make(parsed, sentence, group, "infinitive", subject, borrowed, group.first, addressee)
    infinitive = _infinitive(parsed, sentence, grammar, at)
    if verb_class in TAKES_INFINITIVE and infinitive:
        return make(parsed, sentence, group, "infinitive", subject, borrowed, at, addressee)
    reports = (
        verb_class == "relay"
        and grammar.shape.bare_modals
        and subject is not None
        and parsed.words[group.head].startswith("report")
        and any(parsed.tags[word] & (TAGS["anonymous"] | TAGS["office"] | TAGS["outlet"]) for word in range(*subject))
    )
    if reports or verb_class in TAKES_NOUN or (verb_class == "say" and not addressee and not parsed.tags[at] & PREP):
        return make(parsed, sentence, group, "noun", subject, borrowed, at, addressee)
    return None


def _object_here(parsed: Parsed, sentence: Sentence, group: VerbGroup, subject: tuple[int, int] | None, at: int) -> bool:
    """English: an object follows its verb at once; a verb there belongs to a relative clause (`which Moscow says were retaliation`)."""
    if parsed.words[at] in ("having", "being"):
        return True  # `denied having been asked`
    if parsed.tags[at] & (TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"]):
        start = subject[0] if subject is not None else group.first
        return start > sentence.first and bool(parsed.tags[start - 1] & (TAGS["relative"] | TAGS["who"] | THAT))
    between = range(group.last, at)
    return not any(parsed.tags[later] & PREP and not parsed.tags[later] & TAGS["adverb"] for later in between)


def _infinitive(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int) -> bool:
    """An infinitive begins here, perhaps after its preposition and clitics."""
    ending = grammar.shape.infinitive
    for later in range(at, min(at + 6, sentence.last)):
        word, tag = parsed.words[later], parsed.tags[later]
        if (
            ending is not None
            and ending.fullmatch(word)
            and (later > at or not tag & phrases.PEOPLE)
            and not tag & (PREP | TAGS["definite"])
        ):
            return True
        if tag & TAGS["infinitive_mark"]:
            return True
        if word in MARKS:
            continue
        if not tag & (PREP | TAGS["clitic"] | TAGS["adverb"] | TAGS["not"] | TAGS["negator"] | OF) or (
            tag & TAGS["definite"] and tag & PREP
        ):
            return False
    return False


def _passive(
    parsed: Parsed, sentence: Sentence, grammar: Grammar, group: VerbGroup, subject: tuple[int, int] | None, at: int
) -> Attribution | None:
    """`X est jugé peu probable par Y`, `a été interprété par Y comme Z`: the agent speaks; without one nobody is named."""
    if (
        group.verb.verb_class not in ("assess", "say", "believe", "fear", "criticise", "deny", "exclude", "reveal")
        or parsed.tags[group.head] & TAGS["ambiguous"]
    ):
        return None
    agent = next((later for later in range(at, min(at + 12, sentence.last)) if parsed.tags[later] & TAGS["by"]), -1)
    speaker: tuple[int, int] | None = None
    if agent >= 0 and agent + 1 < sentence.last:
        stop = phrases.right(parsed, sentence, grammar, agent + 1)
        speaker = (agent + 1, _joined(parsed, sentence, grammar, stop)) if stop > agent + 1 else None
    start = subject[0] if subject else sentence.first
    return Attribution(
        "passive",
        cue_of(parsed, group),
        speaker,
        (parsed.starts[start], sentence.end),
        group.verb,
        group.negated,
        group.hearsay,
        True,
        None,
        False,
        end=group.last,
        edge=-1,
    )


def _joined(parsed: Parsed, sentence: Sentence, grammar: Grammar, stop: int) -> int:
    """A place that belongs to the agent: `les médias aux États-Unis et dans l'UE`."""
    while (
        stop < sentence.last
        and ((parsed.tags[stop] & PREP and not parsed.tags[stop] & TAGS["by"]) or parsed.tags[stop] & AND)
        and parsed.words[stop] not in ("comme", "as")
    ):
        start = stop + 1
        while start < sentence.last and parsed.tags[start] & PREP and not parsed.tags[start] & OF:
            start += 1
        following = phrases.right(parsed, sentence, grammar, start)
        if following <= start or not any(phrases.is_capital(parsed, at) for at in range(start, following)):
            break
        stop = following
    return stop
