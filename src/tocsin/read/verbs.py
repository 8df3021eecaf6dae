"""Verb groups that bring somebody's words: the verb of the lexicon with its auxiliaries, clitics and negation."""

from typing import NamedTuple

from tocsin.read.grammar import FINITE, GERUND, INFINITIVE, PARTICIPLE, TAGS, Grammar, VerbForm
from tocsin.read.phrases import MARKS
from tocsin.read.predicates import NOUN
from tocsin.read.sentences import Parsed, Sentence

LEFT = 7
"""words looked at before a verb for its auxiliary, clitics and negation"""
ELIDED = frozenset(["d'", "du", "des"])
PERIODS = frozenset("week month year night spring summer autumn winter".split())
"""words that end a time: `a memo shown to lawmakers last month finds`"""
APART = ("pour",)
"""a tail that stands behind the object: `tient l'hypothèse pour probable`"""
CLOSE = frozenset(["of", "at", "on", "to", "about", "for"])
"""English prepositions that make a verb another one only right after it: `speak of`, not `speaking on condition of`"""
GOVERNING = frozenset(["on", "of", "over", "about", "to", "with", "from", "for", "at", "by", "despite", "after", "into", "against"])
"""English prepositions right before a noun of a verb's letters"""
FARTHEST_TAIL = 14
"""words from a verb to the end of its clause within which a tail may stand apart"""
TAIL_GAP = 3
"""words that may stand between a verb and its fixed tail (`a fait clairement savoir`)"""
AUX, BE, CLITIC, NEGATOR, NOT, ADVERB, MODAL = (TAGS[name] for name in ("auxiliary", "be", "clitic", "negator", "not", "adverb", "modal"))
NOUN_OPENER = TAGS["definite"] | TAGS["indefinite"] | TAGS["demonstrative"] | TAGS["possessive"] | TAGS["of"]
SPEAKING_NOUN = TAGS["anonymous"] | TAGS["office"] | TAGS["institution"] | TAGS["outlet"] | TAGS["text"] | TAGS["national"]
STRONG_BEFORE = TAGS["pronoun"] | TAGS["who"] | NEGATOR | TAGS["reflexive"]
GOVERNED = frozenset(["say", "warn", "assess", "deny", "reveal"])
"""classes that count as infinitives too"""
HANGING = GOVERNED | {"criticise", "promise", "threaten", "exclude", "ask", "fear", "believe"}
"""classes whose infinitive is said where it hangs on what its subject did (`en a profité pour railler`, `avant d'ajouter`)"""
NEVER_REFLEXIVE = frozenset(
    ["montrer", "présenter", "compter", "opposer", "mesurer", "établir", "identifier", "lire", "marquer", "offrir", "crier"]
)
"""French verbs that say nothing once reflexive (`se montre prudent`)"""
COMMITTED = frozenset(
    (
        "borne bornent borné bornée bornés bornaient bornait contente contentent contenté contentée contentés "
        "contentait profité profite profitent profitait hésité hésite hésitent choisi choisit choisissent préféré "
        "préfère préfèrent empressé empressée empressés empresse empressent limité limitée limités limite limitent osé "
        "ose osent fini finit finissent continué continue continuent commencé commence recommencé venu venue allé allée "
        "tenu tient tiennent permis plu "
    ).split()
)
"""French verbs after which an infinitive of speech has been said"""
BEFORE_INFINITIVE = ("avant de", "avant d'", "jusqu'à", "au point de", "au point d'")
"""French phrases that hang an infinitive of speech on the clause before"""
INSIDE = AUX | BE | CLITIC | NEGATOR | NOT | ADVERB


class VerbGroup(NamedTuple):
    """`first:last` are words of the text; `head` is the verb itself."""

    first: int
    last: int
    head: int
    verb: VerbForm
    negated: bool
    hearsay: bool
    passive: bool
    enclitic: int
    """index of a subject pronoun hung on the verb, or -1"""

    @property
    def gerund(self) -> bool:
        """The verb hangs on another one: its subject is that one's."""
        return self.verb.kind == GERUND


def find(parsed: Parsed, sentence: Sentence, grammar: Grammar) -> list[VerbGroup]:
    """Verb groups in one sentence, in order. Verbs inside a quotation count only where the quotation is a fragment that
    begins with them."""
    groups: list[VerbGroup] = []
    words, verbs = parsed.words, grammar.verbs
    position = sentence.first
    for here in [at for at in range(sentence.first, sentence.last) if words[at] in verbs]:
        if here < position:
            continue
        position, forms = here, verbs[words[here]]
        if forms and not _named(parsed, sentence, position):
            group = _group(parsed, sentence, grammar, position, forms)
            if group is not None and (_open_to_cues(parsed, position) or _incise(parsed, sentence, group)):
                if groups and group.first < groups[-1].last:
                    group = group._replace(first=groups[-1].last)
                groups.append(group)
                position = group.last
    return groups


def _named(parsed: Parsed, sentence: Sentence, position: int) -> bool:
    """A capital inside a sentence makes a name of a verb's letters (`Transalp Presse`), not where a whole line is in capitals."""
    word = parsed.text[parsed.starts[position] : parsed.ends[position]]
    return (
        position > sentence.first
        and word[0].isupper()
        and not word.isupper()
        and parsed.words[position - 1][0].isalpha()
        and parsed.text[parsed.starts[position - 1]].isupper()
    )


def _incise(parsed: Parsed, sentence: Sentence, group: VerbGroup) -> bool:
    """`« ..., a dit X, ... »`: inside the marks, after a comma, with its subject behind it."""
    if (
        group.verb.verb_class not in ("say", "warn", "assess", "promise")
        or group.verb.kind in (GERUND, INFINITIVE)
        or group.first <= sentence.first
    ):
        return False
    if parsed.words[group.first - 1] != "," or group.last >= sentence.last:
        return False
    if group.enclitic >= 0:
        return parsed.words[group.enclitic].rsplit("-", 1)[-1] in ("il", "elle", "ils", "elles", "on")
    after = parsed.tags[group.last]
    return (
        bool(after & (TAGS["definite"] | TAGS["indefinite"] | TAGS["demonstrative"] | TAGS["possessive"]))
        or parsed.text[parsed.starts[group.last]].isupper()
    )


def _open_to_cues(parsed: Parsed, position: int) -> bool:
    number = parsed.quote[position]
    if number < 0:
        return True
    quote = parsed.quotes[number]
    first = parsed.at(quote.inner_start)
    if position - first > 2 or any(parsed.tags[at] & TAGS["pronoun"] for at in range(first, position)):
        return False
    before = parsed.at(quote.start) - 1
    return (
        before >= 0 and (parsed.words[before][0].isalnum() or parsed.tags[before] != 0) and parsed.ends[before] > parsed.starts[first] - 12
    )


def _group(parsed: Parsed, sentence: Sentence, grammar: Grammar, head: int, forms: tuple[VerbForm, ...]) -> VerbGroup | None:
    possible = _possible(parsed, sentence, head, forms)
    if not possible:
        return None
    words, tags = parsed.words, parsed.tags
    first = _left_edge(parsed, sentence, grammar, head)
    before = range(first, head)
    auxiliary = next((at for at in before if tags[at] & (AUX | BE) and words[at] not in ("plus",)), -1)
    enclitic = next((at for at in range(first, min(head + 2, sentence.last)) if words[at][0] == "-" and len(words[at]) > 1), -1)
    reflexive = any(tags[at] & TAGS["reflexive"] for at in before)
    for form in possible:
        if (form.reflexive and not reflexive) or (reflexive and form.lemma in NEVER_REFLEXIVE):
            continue
        last = _tail_end(parsed, sentence, head, form.tail, apart=grammar.shape.verb_second)
        if last < 0:
            continue
        if form.kind == PARTICIPLE and auxiliary < 0:
            continue
        if form.kind == FINITE and auxiliary >= 0 and any(other.kind == PARTICIPLE and other.lemma == form.lemma for other in forms):
            continue
        if form.kind == FINITE and not _verb_here(parsed, sentence, grammar, head, first, last, bool(form.tail)):
            continue
        if form.kind == INFINITIVE and form.verb_class in HANGING and (before_it := _hangs(parsed, sentence, head)) >= 0:
            form = form._replace(kind=GERUND)
            first = before_it
        elif form.kind == INFINITIVE:
            governor = _governor(parsed, sentence, head) if form.verb_class in GOVERNED else -1
            if governor < 0 and form.verb_class in HANGING:
                governor = _committed(parsed, sentence, head)
            if governor < 0:
                continue
            first = _left_edge(parsed, sentence, grammar, governor)
        if form.kind == GERUND and not _adverbial(parsed, sentence, first):
            continue
        if form.kind == PARTICIPLE and parsed.words[auxiliary] in ("avoir", "être"):
            continue
        if grammar.shape.bare_modals and _not_said(parsed, sentence, grammar, form, head, first):
            continue
        if enclitic == head + 1 and last == head + 1:
            last += 1
        passive = form.kind == PARTICIPLE and not reflexive and any(tags[at] & BE for at in before)
        negated = any(tags[at] & NEGATOR for at in before) and (
            any(tags[at] & NOT for at in before) or any(tags[at] & NOT for at in range(last, min(last + 2, sentence.last)))
        )
        if not grammar.shape.negation_apart:
            negated = any(tags[at] & (NOT | NEGATOR) for at in before)
        hearsay = form.hearsay or any(tags[at] & TAGS["hearsay"] for at in before)
        return VerbGroup(first, last, head, form, negated, hearsay, passive, enclitic)
    return None


def _possible(parsed: Parsed, sentence: Sentence, head: int, forms: tuple[VerbForm, ...]) -> list[VerbForm]:
    """The forms whose tail may follow: for the commonest words (`a`, `make`) most have one, which does not stand there."""
    ahead: list[str] | None = None
    possible: list[VerbForm] = []
    for form in forms:
        if form.tail:
            if ahead is None:
                ahead = parsed.words[head + 1 : min(head + FARTHEST_TAIL, sentence.last)]
            if form.tail[0] not in ahead and form.tail[0] != "de":
                continue
        possible.append(form)
    return possible


def _not_said(parsed: Parsed, sentence: Sentence, grammar: Grammar, form: VerbForm, head: int, first: int) -> bool:
    """English: a finite form after `be` is a noun, a capital inside a sentence is a name, and a verb of saying after
    `would` says nothing yet."""
    before = range(first, head)
    if form.kind == FINITE and any(parsed.tags[at] & BE for at in before):
        return True
    if (
        head > sentence.first
        and parsed.text[parsed.starts[head]].isupper()
        and (parsed.words[head - 1][0].isalnum() or parsed.words[head - 1] == "&")
    ):
        return True
    following = parsed.words[head + 1] if head + 1 < sentence.last else ""
    if (
        form.kind == FINITE
        and parsed.words[head].endswith("ed")
        and not before
        and (
            following == "by"
            or (following in ("on", "about") and parsed.tags[head] & TAGS["tell"] and not _dated(parsed, sentence, grammar, head + 2))
        )
    ):
        return True
    modal = any(parsed.tags[at] & MODAL for at in before)
    if form.verb_class == "reveal" and parsed.words[first] == "can":
        return False  # `The Clarion can reveal ...`
    if form.verb_class == "fear" and any(parsed.words[at] in ("should", "must", "ought") for at in before):
        return True
    return (
        modal
        and form.verb_class
        in ("say", "see", "believe", "assess", "reveal", "relay", "warn", "provide", "criticise", "ask", "threaten", "promise")
        and form.kind != PARTICIPLE
    )


def _dated(parsed: Parsed, sentence: Sentence, grammar: Grammar, at: int) -> bool:
    """`on` says when, not of what: a weekday, a month or a figure follows."""
    word = parsed.words[at] if at < sentence.last else ""
    return word[:1].isdigit() or word in grammar.times or any(word in names for names in grammar.lexicon.months)


def _left_edge(parsed: Parsed, sentence: Sentence, grammar: Grammar, head: int) -> int:
    """The first word of the group: auxiliaries, clitics, negation and adverbs on the way to the verb."""
    first = head
    for at in range(head - 1, max(sentence.first, head - LEFT) - 1, -1):
        word, tag = parsed.words[at], parsed.tags[at]
        if tag & (AUX | BE | CLITIC | NEGATOR) or (tag & MODAL and grammar.shape.bare_modals) or (word[0] == "-" and len(word) > 1):
            if (
                tag & (NOUN_OPENER | TAGS["preposition"])
                and not tag & (AUX | BE)
                and (at == sentence.first or not parsed.tags[at - 1] & (STRONG_BEFORE | CLITIC))
            ):
                break
            if (
                tag & TAGS["pronoun"]
                and not tag & TAGS["reflexive"]
                and (at == sentence.first or not parsed.tags[at - 1] & STRONG_BEFORE)
                and not _told(parsed, sentence, at, head)
            ):
                break
            first = at
        elif not (tag & (ADVERB | NOT) or "" in grammar.times.get(word, ())):
            break
    return first


def _told(parsed: Parsed, sentence: Sentence, at: int, head: int) -> bool:
    """A pronoun behind a mark is the person told, where the subject follows (`« ... », nous confie un pilote`, `lui répond-elle`)."""
    if at == sentence.first or head + 1 >= sentence.last or not (parsed.words[at - 1] == "," or parsed.words[at - 1] in MARKS):
        return False
    behind = parsed.words[head + 1]
    people = parsed.tags[head + 1] & (NOUN_OPENER | TAGS["indefinite"] | TAGS["anonymous"] | TAGS["office"]) and any(
        parsed.tags[later] & SPEAKING_NOUN for later in range(head + 1, min(head + 5, sentence.last))
    )
    return bool(parsed.tags[at] & CLITIC) and ((behind[0] == "-" and len(behind) > 1) or bool(people))


def _tail_end(parsed: Parsed, sentence: Sentence, head: int, tail: tuple[str, ...], *, apart: bool = False) -> int:
    if not tail:
        return head + 1
    if tail == APART or (apart and len(tail) == 1):
        limit = min(head + FARTHEST_TAIL, sentence.last)
        found = next((at for at in range(head + 1, limit) if parsed.words[at] == tail[0] or parsed.words[at] in (",", ";", ":")), limit)
        if found == head + 1 and found < limit and parsed.words[found] == tail[0]:
            return head + 2
        return head + 1 if found < limit and parsed.words[found] == tail[0] else -1
    for at in range(head + 1, min(head + 2 + TAIL_GAP, sentence.last)):
        if at + len(tail) <= sentence.last and all(
            word == wanted or (wanted == "de" and word in ELIDED) for word, wanted in zip(parsed.words[at : at + len(tail)], tail)
        ):
            if at > head + 1 and tail[0] in CLOSE:
                return -1
            return at + len(tail) - bool(parsed.tags[at + len(tail) - 1] & (TAGS["that"] | NOT | NEGATOR))
        if not parsed.tags[at] & (ADVERB | NOT | CLITIC) and parsed.words[at][0] != "-":
            return -1
    return -1


def _verb_here(parsed: Parsed, sentence: Sentence, grammar: Grammar, head: int, first: int, last: int, tailed: bool) -> bool:
    """A finite form is a verb, not a noun or adjective of the same letters (`menace`, `critique`, `report`)."""
    if grammar.shape.bare_modals and parsed.words[head - 1] in GOVERNING and grammar.predicates.get(parsed.words[head], 0) & NOUN:
        return False  # `cold water on reports that ...`
    if grammar.shape.bare_modals and not parsed.words[head].endswith(("s", "ed")) and _behind_article(parsed, sentence, head):
        return False  # `a viral claim that ...`
    if grammar.shape.bare_modals and _one_of_many(parsed, sentence, grammar, head):
        return False  # `each call lasted less than ten minutes`
    if tailed or first < head or (head == sentence.first and grammar.shape.opens_with_verb):
        return True
    if head == sentence.first and grammar.shape.bare_modals:
        return False
    left = head - 1
    if parsed.quote[head] >= 0 and parsed.starts[left] == parsed.quotes[parsed.quote[head]].start and left > sentence.first:
        left -= 1
    while left > sentence.first and parsed.tags[left] & ADVERB and not parsed.tags[left] & (NOUN_OPENER | STRONG_BEFORE):
        left -= 1
    before, word = parsed.tags[left], parsed.words[left]
    if (
        grammar.predicates.get(parsed.words[head], 0) & NOUN
        and not parsed.tags[head] & TAGS["finite"]
        and (not before & STRONG_BEFORE or word in grammar.lexicon.numbers)
    ):
        follows = last < sentence.last and bool(parsed.tags[last] & TAGS["that"] or parsed.words[last] in (":", ",", *MARKS))
        if not follows:
            return False
    brings = last < sentence.last and (bool(parsed.tags[last] & TAGS["that"]) or parsed.words[last] == ":")
    if before & STRONG_BEFORE or (brings and before & TAGS["each_of"]):
        return True
    if (
        word in ("le", "la", "les", "l'")
        and left > sentence.first
        and parsed.tags[left - 1] & SPEAKING_NOUN
        and not parsed.tags[left - 1] & TAGS["preposition"]
    ):
        return True
    if before & (NOUN_OPENER | TAGS["preposition"]):
        return False
    if brings or not parsed.tags[head] & TAGS["ambiguous"]:
        return True
    closes = grammar.shape.bare_modals and (head + 1 >= sentence.last or parsed.words[head + 1] == ".")
    if closes and (word in PERIODS or word in grammar.times):
        return True
    if left == sentence.first and last < sentence.last and parsed.tags[last] & TAGS["preposition"] and not before & SPEAKING_NOUN:
        return False
    return bool(before & SPEAKING_NOUN) or not word[0].isalnum() or parsed.text[parsed.starts[left]].isupper()


def _one_of_many(parsed: Parsed, sentence: Sentence, grammar: Grammar, head: int) -> bool:
    """A noun without an ending right behind `each`: as a verb it would have the `s` of one, save behind people (`they each claim`)."""
    if parsed.words[head - 1] not in ("each", "every") or parsed.words[head].endswith(("s", "ed")):
        return False
    behind = head - 1 > sentence.first and parsed.tags[head - 2] & (SPEAKING_NOUN | TAGS["pronoun"])
    return bool(grammar.predicates.get(parsed.words[head], 0) & NOUN) and not behind


def _behind_article(parsed: Parsed, sentence: Sentence, head: int) -> bool:
    """`a` or `an` stands before the word, with one word between at the most that no list holds."""
    for at in range(head - 1, max(sentence.first - 1, head - 3), -1):
        if parsed.words[at] in ("a", "an"):
            return True
        if parsed.tags[at]:
            return False
    return False


def _adverbial(parsed: Parsed, sentence: Sentence, first: int) -> bool:
    """A gerund brings words where it hangs on the clause (`, ajoutant que`, `en rappelant`), not on a noun (`des signes indiquant que`)."""
    if first == sentence.first:
        return True
    if (parsed.quote[first] >= 0 and parsed.tags[first] & NOT) or parsed.words[first - 1] == "'s":
        return False
    return not parsed.words[first - 1][0].isalnum() or bool(parsed.tags[first - 1] & (TAGS["in"] | TAGS["and"] | TAGS["adverb"]))


def _governor(parsed: Parsed, sentence: Sentence, head: int) -> int:
    """The modal or half-auxiliary that makes an infinitive the verb of the clause (`a tenu à rappeler`, `vient de déclarer`), or -1."""
    found = next((at for at in range(head - 1, max(sentence.first, head - 4) - 1, -1) if parsed.tags[at] & TAGS["modal"]), -1)
    brings = head + 2 < sentence.last and (bool(parsed.tags[head + 1] & TAGS["that"]) or parsed.words[head + 1] == ":")
    return head - 1 if found < 0 and brings and parsed.words[head - 1] == "to" and head - 2 > sentence.first else found


def _hangs(parsed: Parsed, sentence: Sentence, head: int) -> int:
    """Where `avant de` begins right before an infinitive (`avant d'ajouter que`), or -1."""
    start = parsed.starts[head]
    lead = parsed.lower[max(sentence.start, start - 14) : start].rstrip()
    phrase = next((phrase for phrase in BEFORE_INFINITIVE if lead.endswith(phrase)), None)
    return -1 if phrase is None else max(sentence.first, head - len(phrase.replace("'", " ").split()))


def _committed(parsed: Parsed, sentence: Sentence, head: int) -> int:
    """The verb of doing that an infinitive hangs on (`s'est borné à rappeler`), or -1."""
    before = range(head - 1, max(sentence.first, head - 5) - 1, -1)
    if not any(parsed.words[at] in ("à", "de", "d'", "pour") for at in before[:2]):
        return -1
    return next((at for at in before if parsed.words[at] in COMMITTED), -1)
