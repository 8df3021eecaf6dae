"""Attributions without a verb of speech: according to X, in his view, citing X, `Moscow: ...`, `the assessment of X is that`."""

import re

from tocsin.read import leftward, phrases
from tocsin.read.backward import interrupts
from tocsin.read.cues import JOIN, OF, THAT, TO, Attribution, cue_of, speaks
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.phrases import BREAKS, MARKS
from tocsin.read.sentences import Parsed, Sentence
from tocsin.read.verbs import VerbGroup

CLOCK = re.compile(r"\d{1,2}\s?(?:[:.h]\s?\d{2})?\s?(?:am|pm|gmt|cet|utc)?\s?[-–—:|]\s+")
DATELINE = re.compile(
    r"[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ][A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ'’.-]+(?:[ /-][A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ'’.-]+){0,3}(?:, [\w. ]{2,16})?(?: [-–—]|\.) +(?=\S)"
)
"""the place, in capitals, and perhaps the day that a report opens with"""
PUTS = frozenset(
    ["put", "puts", "phrased", "summed", "sums", "described", "describes", "saw", "sees", "characterised", "characterized", "framed"]
)
"""verbs with which somebody words a thing: `as X put it`, `was how X summed it up`"""
CITES = frozenset(["cited", "cites", "quoted", "quotes"])
"""verbs of an outlet whose object is the source: `according to the Post, which cited two officials, ...`"""
WORDED = 14
"""words before the colon that a noun of speech stands in front of, at the most"""
HEADLINE = 9
"""words before the colon of a headline at the most"""

ACCORDING = TAGS["according"]
SPEAKING = TAGS["anonymous"] | TAGS["office"] | TAGS["outlet"] | TAGS["text"]


def untimed(parsed: Parsed, sentence: Sentence) -> Sentence:
    """The sentence without the time that opens an entry of a live page (`15 h 40 - `, `4.55pm: `)."""
    match = CLOCK.match(parsed.lower, sentence.start, sentence.end) or DATELINE.match(parsed.text, sentence.start, sentence.end)
    if match is None:
        return sentence
    first = parsed.at(match.end())
    return sentence._replace(first=first, start=parsed.starts[first]) if first < sentence.last else sentence


def headline(parsed: Parsed, sentence: Sentence, grammar: Grammar, found: list[Attribution]) -> Attribution | None:
    """`Pentagon: "no change"`: a speaker of a few words opens the sentence, a colon, and what is said. Who it may be is judged later."""
    at = sentence.first
    if not phrases.is_capital(parsed, at) or parsed.tags[at] & (TAGS["if"] | TAGS["subordinator"]):
        return None
    colon = next((later for later in range(at + 1, min(at + HEADLINE, sentence.last)) if parsed.words[later] in BREAKS), -1)
    if colon < 0 or parsed.words[colon] != ":" or colon + 3 > sentence.last or any(item.cue[0] < parsed.starts[colon] for item in found):
        return None
    stop = phrases.right(parsed, sentence, grammar, at)
    if stop != colon:
        return None
    if not at and parsed.text[parsed.starts[at] : parsed.ends[colon - 1]].isupper() and any(item.layout == "before" for item in found):
        return None  # the town of a dateline: `OSLO: ..., two officials said`
    mark = parsed.starts[colon], parsed.ends[colon]
    return Attribution("headline", mark, (at, colon), (parsed.starts[colon + 1], sentence.end), None, end=colon + 1, edge=-1)


def according(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> list[Attribution]:
    """`Selon X, ...`, `..., selon X`, `..., citant X`."""
    found = []
    tags, may_view = parsed.tags, sentence.kinds & TAGS["stance"] and sentence.kinds & TAGS["possessive"]
    if not (may_view or sentence.kinds & ACCORDING):
        return []
    for at in range(sentence.first, sentence.last - 1):
        if may_view and (viewed := _in_view(parsed, sentence, at)) is not None:
            found.append(viewed)
        if not tags[at] & ACCORDING or parsed.quote[at] >= 0 or _in_passing(parsed, sentence, grammar, at):
            continue
        phrase = max(
            (
                len(words)
                for words, bit in grammar.phrases.get(parsed.words[at], ())
                if bit == TAGS["according"] and tuple(parsed.words[at : at + len(words)]) == words
            ),
            default=1,
        )
        start = at + phrase
        initial = parsed.words[at - 1] in (":", ";") if at > sentence.first else True
        initial = initial or all(
            parsed.words[before] in BREAKS or parsed.tags[before] & (TAGS["adverb"] | JOIN) for before in range(sentence.first, at)
        )
        if parsed.words[at] == "pour" and not (initial and start < sentence.last and speaks(parsed, start)):
            continue
        if parsed.words[at] == "de" and not initial and parsed.words[at - 1] not in (",", "appris"):
            continue
        if parsed.words[at] in ("de", "of") and phrase > 1 and parsed.words[at + 1] in ("source", "sources"):
            start = at + phrase - 1
        if (
            start < sentence.last - 2
            and parsed.tags[start] & TAGS["relative"]
            and (owner := leftward.left(parsed, grammar, at - (parsed.words[at - 1] == ","), sentence.first))
        ):
            found.append(
                Attribution(
                    "according",
                    (parsed.starts[at], parsed.ends[start]),
                    owner,
                    (parsed.starts[start + 1], sentence.end),
                    None,
                    end=start + 1,
                    edge=-1,
                )
            )
            continue
        if start >= sentence.last or (phrase == 1 and not phrases.starts_phrase(parsed, start, grammar)) or parsed.words[start] in BREAKS:
            continue
        stop = phrases.right(parsed, sentence, grammar, start)
        cited = any(parsed.tags[word] & SPEAKING or phrases.is_capital(parsed, word) for word in range(start, stop))
        if grammar.shape.head_last and parsed.tags[at] & TAGS["citing"] and not cited:
            continue
        if stop <= start or (parsed.words[at] == "suivant" and not speaks(parsed, start)):
            continue
        if (
            stop + 1 < sentence.last
            and parsed.tags[stop] & TAGS["by"]
            and any(parsed.tags[word] & TAGS["text"] for word in range(start, stop))
        ):
            start, stop = stop + 1, max(stop + 2, phrases.right(parsed, sentence, grammar, stop + 1))
        stop = max(stop, phrases.apposition(parsed, sentence, grammar, stop))
        cue = (parsed.starts[at], parsed.ends[at + phrase - 1])
        if initial:
            follow = stop
            while follow < sentence.last and parsed.words[follow] not in (",", ":"):
                follow += 1
            follow = follow + 1 if follow < sentence.last - 1 else stop
            if follow < sentence.last and parsed.words[stop : stop + 2] in ([",", "qui"], [",", "who"], [",", "which"]):
                closing = next(
                    (later for later in range(stop + 2, sentence.last) if parsed.words[later] == "," and parsed.quote[later] < 0), -1
                )
                follow = closing + 1 if closing > 0 else follow
                if parsed.words[stop + 2] in CITES and closing > stop + 3:
                    start, stop = stop + 3, phrases.right(parsed, sentence, grammar, stop + 3)
            found.append(
                Attribution(
                    "according",
                    cue,
                    (start, stop),
                    (parsed.starts[min(follow, sentence.last - 1)], sentence.end),
                    None,
                    end=follow,
                    edge=-1,
                )
            )
        else:
            edge = at
            if interrupts(parsed, sentence, grammar, at - 1 if parsed.words[at - 1] == "," else at, stop):
                found.append(Attribution("after", cue, (start, stop), (sentence.start, sentence.end), None, end=stop, edge=-1))
                continue
            while edge > sentence.first and parsed.words[edge - 1] in BREAKS:
                edge -= 1
            if edge > sentence.first:
                found.append(Attribution("after", cue, (start, stop), (sentence.start, parsed.ends[edge - 1]), None, end=stop, edge=edge))
    return found


def _in_passing(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int) -> bool:
    """Somebody cites between commas, and his own verb follows (`deux diplomates, citant un rapport, jugeaient ...`)."""
    if parsed.tags[at] & TAGS["citing"] and at > sentence.first and parsed.tags[at - 1] & TAGS["be"]:
        return True
    if not parsed.tags[at] & TAGS["citing"] or at - 2 < sentence.first or parsed.words[at - 1] != ",":
        return False
    closing = next((later for later in range(at + 1, min(at + WORDED, sentence.last - 1)) if parsed.words[later] == ","), -1)
    if closing < 0 or not any(parsed.tags[before] & SPEAKING for before in range(max(sentence.first, at - 6), at - 1)):
        return False
    return any(word in grammar.verbs for word in parsed.words[closing + 1 : closing + 3])


def _views(parsed: Parsed, at: int) -> bool:
    """After `à`, only nouns of one's own view count (`à son avis`), not any position (`à sa position constante`)."""
    return not parsed.tags[at] & TO or bool(parsed.tags[at + 2] & TAGS["view"])


def _in_view(parsed: Parsed, sentence: Sentence, at: int) -> Attribution | None:
    """`In his view, ...`: a preposition, a possessive and a noun of stance."""
    if (
        at + 2 >= sentence.last
        or not (
            parsed.tags[at] & (TAGS["in"] | TO | TAGS["by"])
            and _views(parsed, at)
            and parsed.tags[at + 1] & TAGS["possessive"]
            and parsed.tags[at + 2] & TAGS["stance"]
        )
        or parsed.quote[at] >= 0
    ):
        return None
    cue, stop = (parsed.starts[at], parsed.ends[at + 2]), at + 3
    before = next((edge for edge in range(at, sentence.first, -1) if parsed.words[edge - 1] not in BREAKS), sentence.first)
    if before == sentence.first or all(parsed.tags[word] & (JOIN | TAGS["adverb"]) for word in range(sentence.first, before)):
        return Attribution(
            "according", cue, (at + 1, at + 2), (parsed.starts[min(stop, sentence.last - 1)], sentence.end), None, end=stop, edge=-1
        )
    if stop < sentence.last - 2 and parsed.words[stop] == "," and parsed.words[at - 1] == ",":
        return Attribution("after", cue, (at + 1, at + 2), (sentence.start, sentence.end), None, end=stop, edge=sentence.last)
    return Attribution("after", cue, (at + 1, at + 2), (sentence.start, parsed.ends[before - 1]), None, end=stop, edge=before)


def relayed(parsed: Parsed, sentence: Sentence, grammar: Grammar, groups: list[VerbGroup]) -> list[Attribution]:
    """`..., qui relaie les confidences de X à Y`: the people behind an outlet's report, with the outlet they told."""
    found = []
    for group in groups:
        if group.verb.verb_class != "relay" or group.first <= sentence.first + 3 or not parsed.tags[group.first - 1] & TAGS["who"]:
            continue
        owner = next((at for at in range(group.last, min(group.last + 6, sentence.last - 1)) if parsed.tags[at] & OF), -1)
        noun = owner > 0 and any(parsed.tags[at] & (TAGS["speech_noun"] | TAGS["stance"]) for at in range(group.last, owner))
        start = owner + 1 if noun else group.last
        stop = (
            phrases.right(parsed, sentence, grammar, start)
            if start < sentence.last and phrases.starts_phrase(parsed, start, grammar)
            else start
        )
        edge = group.first - 1
        while edge > sentence.first and parsed.words[edge - 1] in BREAKS:
            edge -= 1
        if stop > start and edge > sentence.first and any(parsed.tags[at] & phrases.PEOPLE for at in range(start, stop)):
            told = (
                (stop + 1, phrases.right(parsed, sentence, grammar, stop + 1))
                if stop + 1 < sentence.last and parsed.tags[stop] & TO
                else None
            )
            cue = cue_of(parsed, group)
            found.append(
                Attribution("after", cue, (start, stop), (sentence.start, parsed.ends[edge - 1]), None, addressee=told, end=stop, edge=edge)
            )
    return found


def put(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> list[Attribution]:
    """English: `As X put it, ...`, `..., as X put it`, `"..." was how X put it`."""
    found = []
    words = parsed.words
    for at in [at for at in range(sentence.first, sentence.last - 3) if words[at] in ("as", "how")] if grammar.shape.head_last else ():
        if parsed.quote[at] >= 0 or not phrases.starts_phrase(parsed, at + 1, grammar):
            continue
        verb = next((later for later in range(at + 2, min(at + 14, sentence.last)) if parsed.words[later] in PUTS), -1)
        if verb < 0 or any(parsed.words[later] in BREAKS for later in range(at + 1, verb)):
            continue
        told = parsed.words[verb] in ("put", "puts", "phrased") and verb + 1 < sentence.last and parsed.words[verb + 1] == "it"
        if parsed.words[at] == "as" and not told:
            continue
        speaker, cue, end = (at + 1, verb), (parsed.starts[at], parsed.ends[verb]), min(verb + 1 + told, sentence.last)
        if at <= sentence.first + 1:
            follow = next((later for later in range(end, sentence.last - 2) if parsed.words[later] in (",", ":")), -1)
            if follow > 0 and parsed.words[at] == "as":
                content = (parsed.starts[follow + 1], sentence.end)
                found.append(Attribution("according", cue, speaker, content, None, end=follow + 1, edge=-1))
            continue
        edge = at
        while edge > sentence.first and (
            parsed.words[edge - 1] in BREAKS or (parsed.words[at] == "how" and parsed.tags[edge - 1] & TAGS["be"])
        ):
            edge -= 1
        if edge > sentence.first and edge < at:
            found.append(Attribution("after", cue, speaker, (sentence.start, parsed.ends[edge - 1]), None, end=end, edge=edge))
    return found


def worded(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> list[Attribution]:
    """English: words that a noun brings (`issued a statement: ...`, `His message to the West: ...`, `Her verdict? ...`), an assessment put
    first (`It is the view of X that ...`), and texts that lay down (`Under the decree, ...`)."""
    if not grammar.shape.head_last:
        return []
    found = []
    brings = TAGS["speech_noun"] | TAGS["stance"]
    mark = next(
        (at for at in range(sentence.first + 1, min(sentence.first + WORDED, sentence.last - 2)) if parsed.words[at] in (":", "?")), -1
    )
    if mark > 0 and parsed.quote[mark] < 0:
        noun = next((at for at in range(mark - 1, sentence.first - 1, -1) if parsed.tags[at] & brings), -1)
        opens = phrases.starts_phrase(parsed, sentence.first, grammar) or phrases.is_capital(parsed, sentence.first)
        if noun >= 0 and opens and not any(parsed.words[at] in (",", ";") for at in range(sentence.first, mark)):
            owner = next((at for at in range(sentence.first + 1, noun) if parsed.words[at] == "'s"), -1)
            if parsed.tags[sentence.first] & TAGS["possessive"] and noun <= sentence.first + 4:
                speaker = (sentence.first, sentence.first + 1)
            elif owner > 0:
                speaker = (sentence.first, owner)
            else:
                speaker = (sentence.first, phrases.right(parsed, sentence, grammar, sentence.first))
            people = any(parsed.tags[at] & (phrases.PEOPLE | TAGS["pronoun"] | TAGS["possessive"]) for at in range(*speaker))
            people = people or any(phrases.is_capital(parsed, at) for at in range(sentence.first + 1, speaker[1]))
            if speaker[0] < speaker[1] <= noun and (people or owner > 0):
                cue = (parsed.starts[noun], parsed.ends[mark])
                content = (parsed.starts[mark + 1], sentence.end)
                found.append(Attribution("colon", cue, speaker, content, None, end=mark + 1, edge=-1))
    found += _opened(parsed, sentence, grammar, found)
    first = sentence.first
    if first + 6 < sentence.last and parsed.words[first] == "it" and parsed.tags[first + 1] & TAGS["be"]:
        noun = next((at for at in range(first + 2, first + 5) if parsed.tags[at] & TAGS["stance"]), -1)
        that = next((at for at in range(noun + 2, min(noun + 16, sentence.last - 1)) if parsed.tags[at] & THAT), -1) if noun > 0 else -1
        if that > 0 and parsed.tags[noun + 1] & OF:
            cue, content = (parsed.starts[noun], parsed.ends[that]), (parsed.starts[that + 1], sentence.end)
            found.append(Attribution("stance", cue, (noun + 2, that), content, None, end=that + 1, edge=-1))
    if parsed.words[first] in ("under", "in") and first + 4 < sentence.last and parsed.tags[first + 1] & phrases.DET:
        stop = phrases.right(parsed, sentence, grammar, first + 1)
        lays = any(parsed.tags[at] & TAGS["doctrinal"] for at in range(first + 1, stop))
        if lays and stop < sentence.last - 4 and parsed.words[stop] == ",":
            cue, content = (parsed.starts[first], parsed.ends[first]), (parsed.starts[stop + 1], sentence.end)
            found.append(Attribution("according", cue, (first + 1, stop), content, None, end=stop + 1, edge=-1))
    return found


def _opened(parsed: Parsed, sentence: Sentence, grammar: Grammar, found: list[Attribution]) -> list[Attribution]:
    """Words whose owner only stands beside them: `X was less sanguine: "..."`, `... - US official`, `For Ilse Brandt, ...`."""
    first, last = sentence.first, sentence.last
    marks = [at for at in range(first + 1, last - 2) if parsed.words[at] == ":" and parsed.quote[at] < 0]
    if (
        not found
        and marks
        and parsed.words[marks[0] + 1] in MARKS
        and parsed.quote[marks[0] + 1] >= 0
        and phrases.starts_phrase(parsed, first, grammar)
    ):
        stop = phrases.right(parsed, sentence, grammar, first)
        if stop < marks[0] and any(parsed.tags[at] & phrases.PEOPLE for at in range(first, stop)):
            cue, content = (parsed.starts[marks[0]], parsed.ends[marks[0]]), (parsed.starts[marks[0] + 1], sentence.end)
            return [Attribution("colon", cue, (first, stop), content, None, end=marks[0] + 1, edge=-1)]
    dash = next((at for at in range(last - 2, max(first + 3, last - 7), -1) if parsed.words[at] in ("-", "–", "—", "|")), -1)
    if dash > 0 and parsed.quote[dash] < 0 and sentence.end - parsed.ends[last - 1] <= 1:
        stop = phrases.right(parsed, sentence, grammar, dash + 1)
        whole = stop >= last - (parsed.words[last - 1] in BREAKS)
        if whole and any(parsed.tags[at] & (phrases.PEOPLE & ~TAGS["text"]) for at in range(dash + 1, stop)):
            cue, content = (parsed.starts[dash], parsed.ends[dash]), (sentence.start, parsed.ends[dash - 1])
            return [Attribution("after", cue, (dash + 1, stop), content, None, end=stop, edge=dash)]
    if parsed.words[first] == "for" and first + 5 < last and all(phrases.is_capital(parsed, at) for at in (first + 1, first + 2)):
        stop = phrases.right(parsed, sentence, grammar, first + 1)
        comma = stop
        if comma < last and parsed.words[comma] == "," and parsed.tags[comma + 1] & (phrases.DET | TAGS["who"]):
            closing = next((at for at in range(comma + 1, min(comma + 12, last - 2)) if parsed.words[at] == ","), -1)
            comma = closing if closing > 0 else comma
        if comma < last - 3 and parsed.words[comma] == ",":
            cue, content = (parsed.starts[first], parsed.ends[first]), (parsed.starts[comma + 1], sentence.end)
            return [Attribution("according", cue, (first + 1, stop), content, None, end=comma + 1, edge=-1)]
    return []


def stance(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> list[Attribution]:
    """`L'évaluation de X est que ...`: a noun of stance, its holder, a form of be, and the content."""
    found: list[Attribution] = []
    if not sentence.kinds & TAGS["stance"]:
        return found
    for at in range(sentence.first, sentence.last - 3):
        if not parsed.tags[at] & TAGS["stance"] or parsed.quote[at] >= 0:
            continue
        verb = next((later for later in range(at + 1, min(at + 14, sentence.last - 1)) if parsed.tags[later] & TAGS["be"]), -1)
        if verb < 0:
            continue
        colon = next((later for later in range(verb + 1, min(verb + 4, sentence.last - 2)) if parsed.words[later] == ":"), -1)
        if not parsed.tags[verb + 1] & THAT and colon < 0:
            continue
        owner = next((later for later in range(at + 1, min(at + 4, verb)) if parsed.tags[later] & OF or parsed.words[later] == "from"), -1)
        verb = verb if parsed.tags[verb + 1] & THAT else colon - 1
        if owner >= 0:
            stop = phrases.right(parsed, sentence, grammar, owner + 1)
            speaker = (owner + 1, min(stop, verb))
        else:
            start = at
            while start > sentence.first and parsed.words[start - 1] not in BREAKS:
                start -= 1
            speaker = (start, verb)
        found.append(
            Attribution(
                "stance",
                (parsed.starts[at], parsed.ends[verb + 1]),
                speaker,
                (parsed.starts[min(verb + 2, sentence.last - 1)], sentence.end),
                None,
                end=verb + 2,
                edge=-1,
            )
        )
    return found
