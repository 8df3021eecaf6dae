"""From the cues of a sentence to drafts of statements: attributed, going on, or narrated."""

import re
from bisect import bisect_right

from tocsin.read import cased, interviews, sourced, speech, turns
from tocsin.read.cues import Attribution
from tocsin.read.deeds import deed
from tocsin.read.grammar import TAGS
from tocsin.read.heard import Draft, Heard
from tocsin.read.narration import continued, introduced, narrated
from tocsin.read.nesting import nested
from tocsin.read.onward import onward
from tocsin.read.parties import mention, whose
from tocsin.read.sentences import Sentence

BARE = 2
"""words in a refusal that does not say what is refused (`не комментирует`)"""
OPENING = 2
"""sentences in which a bulletin names its issuer"""
POINTING = 2
"""words at a sentence's beginning in which it points to the last one"""


def prepare(heard: Heard) -> None:
    """Find who answers in which paragraph or line, before the first sentence is read."""
    heard.answers = interviews.answers(heard)
    heard.turns = turns.found(heard) if heard.grammar.shape.cases and not heard.answers else {}


def drafts(heard: Heard, number: int, sentence: Sentence) -> list[Draft]:
    """Drafts of one sentence, in the order of their content."""
    if (turn := heard.turns.get(number)) is not None:
        return turns.drafts(heard, number, turn)
    sentence = sourced.untimed(heard.parsed, sentence)
    mention(heard, number, sentence)
    if number < OPENING and heard.author is None:
        heard.author = interviews.issuer(heard, sentence)
    everything = [_unsaid(heard, item) for item in speech.attributions(heard.parsed, sentence, heard.grammar)]
    found = [item for item in everything if _counts(heard, item)]
    parties = whose(heard, found)
    made = nested(heard, number, found, parties)
    if not made:
        made = interviews.answered(heard, number, sentence)
    if not made and sentence.paragraph not in heard.answers:
        made = continued(heard, number, sentence)
    if made and (ahead := _first_part(heard, sentence, made)) is not None:
        made = made + (deed(heard, number, ahead) or narrated(heard, number, ahead))
    goes_on = [] if made or sentence.paragraph in heard.answers else onward(heard, number, sentence)
    heard.onward = heard.onward + 1 if goes_on else 0
    made = made or goes_on
    if not made and not _told_already(heard, number, sentence):
        made = deed(heard, number, sentence) or narrated(heard, number, sentence)
    made.sort(key=lambda draft: draft.content)
    for draft in made:
        if draft.speaker is not None:
            heard.spoke.append(draft.speaker)
            if draft.told_by is not None:
                heard.spoke.append(draft.told_by)
            heard.last = draft
    if not any(draft.speaker is not None for draft in made) and heard.grammar.shape.cases:
        introduced(heard, number, sentence, everything)
    return made


def _unsaid(heard: Heard, item: Attribution) -> Attribution:
    """The attribution without its speaker, where that is the verb itself (`Сообщают, что ...`): the text names nobody who speaks."""
    speaker, parsed = item.speaker, heard.parsed
    if speaker is None or not heard.grammar.shape.cases or item.verb is None or item.layout != "that":
        return item
    alone = item.cue[0] <= parsed.starts[speaker[0]] and parsed.ends[speaker[1] - 1] <= item.cue[1]
    bare = alone and cased.is_verb(parsed, speaker[0], heard.grammar)
    return item._replace(speaker=None, layout="passive", subjectless=True) if bare else item


def _first_part(heard: Heard, sentence: Sentence, made: list[Draft]) -> Sentence | None:
    """What stands before the semicolon behind which all that is said stands (`The lawmakers voted for it; the minister called it ...`)."""
    parsed = heard.parsed
    begins = min(draft.span[0] for draft in made)
    mark = next((at for at in range(sentence.first + 2, sentence.last) if parsed.words[at] == ";" and parsed.quote[at] < 0), -1)
    if mark < 0 or parsed.starts[mark] > begins:
        return None
    return sentence._replace(last=mark, end=parsed.ends[mark - 1])


def _told_already(heard: Heard, number: int, sentence: Sentence) -> bool:
    """The sentence only says who said the last one (`Про це розповіли двоє посадовців`)."""
    if heard.last is None or heard.last.sentence != number - 1:
        return False
    return any(heard.parsed.tags[at] & TAGS["points"] for at in range(sentence.first, min(sentence.first + POINTING, sentence.last)))


def _counts(heard: Heard, item: Attribution) -> bool:
    """Speech about speech (`a lancé son avertissement`) and objects without content are no statements."""
    if item.speaker is not None and heard.parsed.tags[item.speaker[0]] & TAGS["not"]:
        people = any(heard.parsed.tags[at] & (TAGS["anonymous"] | TAGS["office"] | TAGS["institution"]) for at in range(*item.speaker))
        if item.speaker[1] - item.speaker[0] == 1 or not people:
            return False
    if item.kind == "provide" and (
        item.speaker is None
        or (
            not any(heard.parsed.tags[at] & (TAGS["text"] | TAGS["each_of"]) for at in range(*item.speaker))
            and not (heard.parsed.tags[item.speaker[0]] & TAGS["pronoun"] and heard.spoke and heard.spoke[-1].kind == "text")
            and not _one_of_texts(heard, item)
        )
    ):
        return False
    if item.kind == "refuse" and heard.grammar.shape.cases and heard.parsed.at(item.content[1]) - heard.parsed.at(item.content[0]) <= BARE:
        return False
    if item.kind == "ask" and heard.grammar.finders["anonymous_mark"].search(heard.parsed.lower, item.cue[0], item.content[1]):
        return False
    if item.layout in ("noun", "infinitive", "passive"):
        low = heard.parsed.lower[item.content[0] : item.content[0] + 60]
        if item.layout == "noun" and re.match(r"(?:son|sa|ses|leurs?|cet?t?e?|his|her|its|their|the|this|an?|un|une) ?(?:\w+ )?", low):
            noun = heard.grammar.finders["speech_noun"].search(low)
            if noun is not None and noun.start() < 24 and item.kind in ("say", "reveal"):
                return False
        if item.verb is not None and item.verb.tail and item.verb.tail[0] in ("état", "part", "mention") and heard.spoke:
            return True
        if item.speaker is not None and any(heard.parsed.tags[at] & TAGS["doctrinal"] for at in range(*item.speaker)):
            return item.content[1] - item.content[0] > 2
        if item.kind in ("say", "reveal", "see", "believe") and item.layout == "noun":
            if heard.parsed.seen.word("estimative", *item.content) or heard.parsed.seen.mark("numeric_probability", *item.content):
                return True
            if heard.grammar.marks["sees_in_it"].search(heard.parsed.lower, *item.cue):
                return True
            if heard.grammar.shape.cases:
                return _touches(heard, item) if _about(heard, item) or _marked(heard, item) else _bears(heard, item.content)
            if item.kind in ("see", "believe"):
                return bool(heard.relevance.shown(heard.bearing.within(*heard.parsed.paragraphs[_paragraph(heard, item.content[0])])))
            return bool(heard.relevance.shown(heard.bearing.within(*item.content)))
    return item.content[1] - item.content[0] > 2


def _touches(heard: Heard, item: Attribution) -> bool:
    """The paragraph around the content holds a word of the problem."""
    found = heard.bearing.within(*heard.parsed.paragraphs[_paragraph(heard, item.content[0])])
    return heard.relevance.hinted(found) or heard.relevance.touched(found)


def _about(heard: Heard, item: Attribution) -> bool:
    """The content stands behind a preposition of what is spoken of (`сообщил о переброске`), and tells it."""
    at = heard.parsed.at(item.content[0])
    return any(heard.parsed.tags[word] & TAGS["about"] for word in (at - 1, at, at - 2) if word >= 0)


def _marked(heard: Heard, item: Attribution) -> bool:
    """The content stands in quotation marks: words somebody said (`услышали в этом «жест растерянности»`)."""
    return heard.parsed.quote[heard.parsed.at(item.content[0])] >= 0


def _bears(heard: Heard, content: tuple[int, int]) -> bool:
    """The content itself holds a word of the problem: an object alone tells little."""
    found = heard.bearing.within(*content)
    return heard.relevance.hinted(found) or heard.relevance.touched(found)


def _one_of_texts(heard: Heard, item: Attribution) -> bool:
    """`Celle de 2020 n'autorise ...`: a pronoun with its complement, right behind a sentence on a text that lays down."""
    if item.speaker is None or item.speaker[1] - item.speaker[0] < 2 or not heard.parsed.tags[item.speaker[0]] & TAGS["pronoun"]:
        return False
    number = heard.parsed.sentence_of(item.speaker[0])
    return number > 0 and bool(heard.parsed.sentences[number - 1].kinds & TAGS["doctrinal"])


def _paragraph(heard: Heard, position: int) -> int:
    return max(0, bisect_right(heard.parsed.paragraphs, (position, len(heard.parsed.text))) - 1)
