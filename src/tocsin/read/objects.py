"""Attributions whose content is an object where a language has cases: `пригрозил ударить`, `сообщил о переброске`, `слухи опроверг X`."""

from tocsin.read import cased, clauses
from tocsin.read.clauses import Group
from tocsin.read.cues import AND, BUT, Attribution
from tocsin.read.grammar import GERUND, INFINITIVE, TAGS
from tocsin.read.phrases import MARKS, is_capital, time_end
from tocsin.read.subjects import Found, Here, borrowed_from, subject_of

TAKES_NOUN = frozenset(
    ["fear", "deny", "exclude", "criticise", "threaten", "promise", "assess", "see", "reveal", "believe", "warn", "ask", "provide"]
)
"""classes whose content may be a noun without a preposition"""
LEADS = TAGS["that"] | TAGS["relative"] | TAGS["points"] | TAGS["subordinator"] | TAGS["concession"]
"""classes of words that open a clause whose first words are no object"""
FEW = 3
"""words behind a verb whose object stands before it, at the most"""
TAKES_INFINITIVE = frozenset(["promise", "threaten", "ask", "refuse", "fear", "warn", "exclude", "provide", "assess"])


def with_object(here: Here, group: Group, made: list[Found]) -> list[Found]:
    """Verb, then an infinitive or a noun as content: `пригрозил ударить`, `сообщил о переброске`, `опроверг сообщения`."""
    parsed, sentence = here.parsed, here.sentence
    verb_class = group.verb.verb_class
    if group.verb.kind == INFINITIVE and verb_class in ("say", "believe", "see"):
        return []
    subject, told = subject_of(here, group, group.opens)
    borrowed = False
    if group.verb.plural and subject is not None and not _many(here, subject):
        return []
    if subject is None:
        impersonal = group.verb.plural and not any(parsed.tags[at] & (AND | BUT) for at in range(group.opens, group.first))
        one = made[-1].item.verb if made else None
        if group.passive or (impersonal and one is not None and not one.plural):
            return []
        subject, borrowed = borrowed_from(here, group, made)
    if subject is None and not borrowed:
        return []
    cue = parsed.starts[group.first], parsed.ends[group.last - 1]

    def make(layout: str, start: int) -> list[Found]:
        content = parsed.starts[start], sentence.end
        item = Attribution(
            layout, cue, subject, content, group.verb, group.negated, False, group.passive, told, borrowed and subject is None, end=start
        )
        return [Found(item, group.opens, borrowed or group.verb.kind == GERUND)]

    infinitive = here.grammar.shape.infinitive
    if verb_class == "refuse" and subject is None:
        return []
    if verb_class == "refuse":
        said = (at for at in range(sentence.first, group.first) if infinitive is not None and infinitive.fullmatch(parsed.words[at]))
        begin = next(said, group.first) if group.verb.denied else group.first
        return make("infinitive", begin - bool(begin < group.first and parsed.tags[begin - 1] & TAGS["negator"] and begin > sentence.first))
    at = max(group.last, told[1] if told is not None and told[0] >= group.last else 0)
    if subject is not None and subject[0] >= group.last:
        at = max(at, subject[1])
    about = -1
    while at < group.closes:
        tag = parsed.tags[at]
        if (later := time_end(parsed, at, here.grammar)) > at:
            at = later
        elif tag & TAGS["about"]:
            about = at + 1
            break
        elif tag & TAGS["preposition"] and (verb_class in ("say", "relay") or tag & TAGS["in"]):
            at = cased.after_preposition(parsed, here.grammar, at, group.closes)
        elif tag & TAGS["reflexive"] or (tag & TAGS["adverb"] and not tag & TAGS["quantity"]):
            at += 1
        else:
            break
    if at < group.closes and parsed.tags[at] & (AND | BUT) and any(_verb(here, word) for word in range(at, min(at + 4, group.closes))):
        return []
    if about == group.closes and about + 1 < sentence.last and parsed.words[about] in MARKS and parsed.quote[about] >= 0:
        return make("noun", about)
    if about > 0 and about < group.closes:
        about += bool(parsed.tags[about] & TAGS["correlative"] and about + 1 < group.closes)
        return make("noun", about)
    apart = group.last - len(group.verb.tail)
    if at >= group.closes and group.verb.tail and apart > group.head + 1 and verb_class in TAKES_NOUN:
        return make("noun", group.head + 1)
    if at >= group.closes and group.verb.tail and verb_class == "deny" and subject is not None and _plain(here, group, subject):
        return make("noun", subject[1])
    if at < group.closes and verb_class in ("warn", "fear", "threaten", "criticise") and parsed.tags[at] & TAGS["preposition"]:
        at += 1
    if at >= group.closes and at + 1 < sentence.last and parsed.words[at] in MARKS and verb_class in TAKES_NOUN and parsed.quote[at] >= 0:
        return make("noun", at)
    if (fronted := _fronted(here, group, subject, at)) is not None:
        layout, begin, stop = fronted
        made_here = make(layout, begin)
        return [one._replace(item=one.item._replace(content=(parsed.starts[begin], parsed.ends[stop - 1]), edge=-1)) for one in made_here]
    if at >= group.closes:
        return []
    ahead_of = range(at, min(at + 6, group.closes))
    if verb_class in TAKES_INFINITIVE and infinitive is not None:
        for word in ahead_of:
            if infinitive.fullmatch(parsed.words[word]) and not parsed.tags[word] & cased.PEOPLE:
                return make("infinitive", at)
    if verb_class in TAKES_NOUN and group.verb.kind != GERUND:
        return make("noun", at)
    told_here = parsed.tags[at] & (cased.DATIVE | TAGS["preposition"] | TAGS["pronoun"])
    if verb_class == "say" and subject is not None and not told_here and group.verb.kind != GERUND:
        return make("noun", at)
    return []


def _verb(here: Here, at: int) -> bool:
    return cased.is_verb(here.parsed, at, here.grammar)


def _many(here: Here, subject: tuple[int, int]) -> bool:
    """The phrase can be the subject of a plural: no single unknown word in lower case, which is what somebody does it to."""
    parsed = here.parsed
    return subject[1] - subject[0] > 1 or bool(parsed.tags[subject[0]]) or is_capital(parsed, subject[0])


def _fronted(here: Here, group: Group, subject: tuple[int, int] | None, at: int) -> tuple[str, int, int] | None:
    """An object before its verb (`Слухи дипломаты опровергают`, `Отвечать он обещает`, `О споре рассказали семеро`): layout, first word and
    end of the content, which is the clause, or the phrase with its preposition where the verb only says something of it."""
    parsed, verb_class = here.parsed, group.verb.verb_class
    begin = group.opens
    while begin < group.first and parsed.tags[begin] & TAGS["conjunction"]:
        begin += 1
    own = subject if subject is not None and subject[0] < group.first else (group.first, group.first)
    before = [word for word in range(begin, group.first) if not own[0] <= word < own[1] and not parsed.tags[word] & cased.ADVERB]
    if verb_class in TAKES_NOUN and begin == group.opens and parsed.tags[begin] & TAGS["who"] and own[0] < group.first:
        antecedent = clauses.opening(here.marks, here.sentence, max(begin - 2, here.sentence.first))
        return "noun", antecedent, group.closes
    if not before and verb_class in TAKES_NOUN and at >= group.closes and (whole := _with_clause(here, begin)) < begin:
        return "noun", whole, group.closes
    if not before or group.verb.kind == GERUND or parsed.tags[begin] & LEADS or any(_verb(here, word) for word in before):
        return None
    if verb_class in ("say", "reveal") and parsed.tags[begin] & TAGS["about"] and begin + 1 < group.first:
        stop = cased.after_preposition(parsed, here.grammar, begin, group.first)
        while stop < group.first - 1 and parsed.tags[stop] & TAGS["preposition"]:
            stop = cased.after_preposition(parsed, here.grammar, stop, group.first)
        return "noun", begin, stop
    few = group.closes - at <= FEW
    infinitive = here.grammar.shape.infinitive
    if verb_class in TAKES_INFINITIVE and infinitive is not None and infinitive.fullmatch(parsed.words[begin]) and begin < own[0]:
        return "infinitive", begin, group.closes
    if verb_class not in TAKES_NOUN or not few or (own[0] == begin and not any(word > own[1] for word in before)):
        return None
    if parsed.tags[begin] & TAGS["preposition"] or time_end(parsed, begin, here.grammar) > begin:
        return None
    if at < group.closes and verb_class not in ("assess", "criticise", "deny", "believe"):
        return None
    return "noun", _with_clause(here, begin), group.closes


def _with_clause(here: Here, begin: int) -> int:
    """Where a fronted object begins whose own clause stands before the comma (`Утверждение, будто ..., она назвала ложью`)."""
    parsed, sentence = here.parsed, here.sentence
    at = begin
    while at - 1 > sentence.first and parsed.words[at - 1] == ",":
        at = clauses.opening(here.marks, sentence, at - 2)
        if not parsed.tags[at] & (TAGS["that"] | TAGS["relative"]):
            break
    return at if at == sentence.first and at < begin and begin - at < 20 else begin


def _plain(here: Here, group: Group, subject: tuple[int, int]) -> bool:
    """The subject stands before the verb, and no object with a clause of its own before both."""
    return subject[0] < group.first and _with_clause(here, group.opens) == group.opens
