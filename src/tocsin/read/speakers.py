"""What kind of speaker a phrase names, how many they are, and whom a pronoun or short description stands for."""

import re
from typing import NamedTuple

from tocsin.model.statements import SpeakerKind
from tocsin.read import cased, phrases, posts, roles
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.names import Found, Gazetteer
from tocsin.read.sentences import Parsed

ANON, OFFICE, INST, TEXT, OUTLET = (TAGS[name] for name in ("anonymous", "office", "institution", "text", "outlet"))
OF, DEFINITE, DEMONSTRATIVE, POSSESSIVE, INDEFINITE, EACH = (
    TAGS[name] for name in ("of", "definite", "demonstrative", "possessive", "indefinite", "each_of")
)
PEOPLE = ANON | OFFICE | INST | TEXT | OUTLET
REPORTER = TAGS["reporter"]
OUTLETISH = re.compile(
    r"[a-zà-ÿ][A-Z]|[^\W\d_][ -]?\d{1,2}\b|(?:Info|News|Media|Média|Press|Presse|Post|Times|Herald|Wire)\b|\.(?:com|fr|net"
    r"|org|info|example)\b"
)
"""letters that names of outlets have and persons' names seldom: InfoRelais 7, 24news, NewsSieve"""
MANY = frozenset(["some", "others", "many", "several", "few", "both", "most", "multiple", "numerous", "dozens", "various"])
"""English words that open a phrase for more than one, whatever its noun"""
SHARES = frozenset(["in", "out", "sur"])
"""words between the two numbers of a share"""


class Party(NamedTuple):
    """A speaker as read: the phrase in characters and words, its kind, and whom it stands for."""

    start: int
    end: int
    first: int
    last: int
    kind: SpeakerKind
    many: int | None
    """how many people"""
    entity: str | None
    head: str
    """the noun that names the role, or the pronoun"""
    plural: bool
    refers: bool
    """a pronoun or definite description: points to somebody before"""
    access: bool
    name: str | None = None
    """words of whom it stands for"""


def classify(parsed: Parsed, grammar: Grammar, gazetteer: Gazetteer, names: list[Found], first: int, last: int) -> Party:
    """The party named by the words `first:last`."""
    tags, words = parsed.tags, parsed.words
    start, end = parsed.starts[first], parsed.ends[last - 1]
    if words[first][0] == "-" and len(words[first]) > 1:
        start += words[first].rindex("-") + 1
    inside = [name for name in names if start <= name.start and name.end <= end]
    head = next(
        (at for at in range(first, last) if tags[at] & PEOPLE and not (tags[at] & TAGS["national"] and not tags[at] & (ANON | OFFICE))), -1
    )
    head = next((at for at in range(first, last) if tags[at] & PEOPLE), -1) if head < 0 else head
    if head >= 0 and grammar.shape.cases:
        head = roles.noun(parsed, head, last)
    if head >= 0 and grammar.shape.head_last:
        head = _last_noun(parsed, head, last)
    titled = (
        grammar.shape.head_last
        and head >= 0
        and head + 1 < last
        and phrases.is_capital(parsed, head)
        and phrases.is_capital(parsed, head + 1)
    )
    opener = tags[first]
    number = _count(parsed, grammar, first, head if head >= 0 else last)
    access = any(tags[at] & TAGS["access"] for at in range(first, last))
    person = next((name for name in inside if name.type == "person" and not _possessor(parsed, name, last)), None)
    word = words[head] if head >= 0 else words[last - 1]
    bare = grammar.shape.head_last and (
        words[first] in MANY or (word.endswith("s") and head >= 0 and words[first] not in ("a", "an", "one"))
    )
    cases = grammar.shape.cases
    plural = (
        (number or 1) > 1
        or (cases and bool(tags[head if head >= 0 else first] & TAGS["plural"]))
        or (bare and words[first] not in ("each", "every"))
        or (words[first] in ("les", "des", "ces", "ses", "leurs", "the", "these") and word.endswith(("s", "x")))
    )
    made = Party(start, end, first, last, "anonymous", None, None, word, plural, False, access)
    if person is not None and not _inside_complement(parsed, first, person.start):
        return made._replace(start=person.start, end=person.end, kind="named", entity=person.id)
    pronoun = _pronoun(parsed, first, last)
    if pronoun is not None:
        return made._replace(head=pronoun, plural=pronoun in grammar.lexicon.words.get("they", ()), refers=True)
    each = opener & EACH and (head < 0 or not opener & INDEFINITE or (first + 1 < last and tags[first + 1] & OF))
    if opener & EACH and first + 1 < last and tags[first + 1] & TAGS["to"]:
        return made._replace(kind="institution")
    apart = grammar.shape.head_last and first + 1 < last and bool(opener & EACH and tags[first + 1] & TAGS["preposition"])
    if apart and words[first + 1] in SHARES and number is None:
        return made._replace(kind="anonymous", plural=True)
    if (each and head < 0) or apart or (each and first + 1 < last and (tags[first + 1] & OF)):
        return made._replace(kind="anonymous", many=number or (1 if opener & EACH and not plural else None), refers=True)
    if (
        not inside
        and any(tags[at] & TAGS["outlet_name"] and phrases.is_capital(parsed, at) for at in range(first, last))
        and not any(tags[at] & (ANON | OFFICE) for at in range(first, last))
    ):
        return made._replace(kind="outlet")
    if cases and not inside and head < 0 and (words[first] in phrases.MARKS or cased.foreign(words[first], grammar)):
        return made._replace(kind="outlet")
    if head < 0 and not inside and first + 4 > last and OUTLETISH.search(parsed.text, start, end) and phrases.is_capital(parsed, first):
        return made._replace(kind="outlet")
    outlet = head >= 0 and bool(tags[head] & OUTLET) and not tags[head] & (ANON | OFFICE | REPORTER)
    if not outlet and _proper(parsed, grammar, first, last, inside):
        return made._replace(kind="named")
    entity = next((name for name in inside if not _inside_complement(parsed, first, name.start)), None)
    definite = bool(opener & (DEFINITE | DEMONSTRATIVE | POSSESSIVE)) or (head == first and not inside and not grammar.shape.head_last)
    short = last - first <= (1 if cases else 3) or bool(opener & DEMONSTRATIVE)
    if head < 0:
        opened = opener & (DEFINITE | DEMONSTRATIVE | POSSESSIVE | INDEFINITE) and last - first > 1
        name_at = first + 1 if opened else first  # the capital of an article at a sentence's start makes no name
        speaks = gazetteer.speaks_as(entity.id) if entity is not None else None
        if entity is not None and speaks is not None:
            return made._replace(kind=speaks, entity=entity.id)
        named = phrases.is_capital(parsed, name_at) and not (cases and cased.opens_sentence(parsed, first, last))
        if named and opener & DEFINITE and grammar.shape.head_last:
            return made._replace(kind="institution", many=number)  # English persons take no article
        if posts.unlisted(parsed, grammar, first, last):
            return made._replace(kind="anonymous", many=number or 1)
        people = cases and number is not None
        if named and cases and last == first + 1 and cased.role(parsed, first, grammar) and not roles.named_elsewhere(parsed, first):
            return made._replace(many=1, refers=True)  # the capital of a sentence's first word: `Провизор разводит руками`
        return made._replace(kind="named" if named else "institution" if (plural or inside) and not people else "anonymous", many=number)
    tag = tags[head]
    if tag & INST and not tag & ANON and posts.unlisted(parsed, grammar, first, last):
        return made._replace(kind="anonymous", many=number or 1)
    if (
        entity is not None
        and (speaks := gazetteer.speaks_as(entity.id))
        and not tag & ANON
        and (entity.end >= end - 1 and entity.start <= parsed.starts[head])
    ):
        return made._replace(kind=speaks, entity=entity.id)
    if cases and tag & REPORTER and (tag & OUTLET or roles.writes_for(parsed, inside, head, last)):
        return made._replace(kind="outlet")
    if cases and tag & TAGS["adviser"] and (number or 1) == 1 and roles.advises(parsed, first, head, last):
        return made._replace(kind="office")
    if tag & ANON and not (tag & OFFICE) and not (cases and plural and tag & INST):
        if not plural and number in (None, 1) and posts.holds(parsed, first, last, head):
            return made._replace(kind="office", refers=definite and last - first <= 2 and not opener & POSSESSIVE)
        count = (
            number
            if number is not None
            else (1 if not plural and (cases or opener & (INDEFINITE | DEFINITE | DEMONSTRATIVE | POSSESSIVE)) else None)
        )
        return made._replace(kind="anonymous", many=count, refers=definite and short)
    modified = grammar.shape.head_last and bool(tag & INST) and head > first + 1 and not tags[head - 1] & OUTLET
    if (
        tag & OUTLET
        and definite
        and not inside
        and not modified
        and not any(phrases.is_capital(parsed, at) for at in range(first + 1, last))
    ):
        return made._replace(kind="outlet", refers=True)
    if tag & OUTLET and not modified and not (tag & INST and inside and not short) and (tag & ~INST & OUTLET):
        return made._replace(
            kind="outlet",
            entity=entity.id if entity and entity.type == "outlet" else None,
            refers=definite and short and entity is None,
        )
    if titled and tag & TEXT:
        return made._replace(kind="institution", entity=entity.id if entity else None)
    if tag & TEXT:
        body = (
            not tag & TAGS["doctrinal"]
            and not (opener & INDEFINITE and not plural)
            and any(tags[at] & (INST | OFFICE) and not tags[at] & (TEXT | TAGS["national"]) for at in range(head + 1, last))
        )
        return made._replace(kind="institution" if body else "text")
    if cases and tag & OFFICE and (number or 1) > 1 and not tag & TAGS["body"]:
        return made._replace(kind="anonymous", many=number)
    if (
        tag & (OFFICE | INST)
        and not tag & TAGS["body"]
        and (opener & INDEFINITE or grammar.shape.head_last)
        and posts.past(parsed, first, last)
    ):
        return made._replace(kind="anonymous", many=number or 1, refers=definite and short)
    if tag & OFFICE:
        office = next((name for name in inside if name.type in ("office", "institution", "organisation")), None)
        return made._replace(
            kind="office", entity=office.id if office else None, refers=definite and last - first <= 2 and not opener & POSSESSIVE
        )
    place = next((name for name in inside if gazetteer.speaks_as(name.id) in ("institution", "office")), None)
    return made._replace(
        kind="institution",
        entity=entity.id if entity else (place.id if place and place.start == start else None),
        refers=definite and last - first <= 2 and entity is None,
    )


def _last_noun(parsed: Parsed, head: int, last: int) -> int:
    """The last noun of people before a preposition, comma or clause, from the first one at `head`: `State Department official`."""
    chosen = head
    for at in range(head + 1, last):
        word, tag = parsed.words[at], parsed.tags[at]
        if word == "'s":
            continue
        if tag & (TAGS["preposition"] | OF | TAGS["who"] | TAGS["relative"] | TAGS["access"]) or word in phrases.BREAKS:
            break
        if tag & PEOPLE:
            chosen = at
    return chosen


def _possessor(parsed: Parsed, name: Found, last: int) -> bool:
    """The name owns what follows (`Putin's spokesman`) and is not who is named."""
    after = parsed.at(name.end)
    return after < last - 1 and parsed.words[after] == "'s"


def _inside_complement(parsed: Parsed, first: int, at: int) -> bool:
    """The name stands in a complement (`un conseiller de Vladimir Poutine`), so it is not the speaker's own."""
    before = parsed.at(at) - 1
    return before > first and bool(parsed.tags[before] & (OF | TAGS["preposition"]))


def _pronoun(parsed: Parsed, first: int, last: int) -> str | None:
    word = parsed.words[first]
    if word[0] == "-" and len(word) > 1:
        return word[word.rindex("-") + 1 :]
    tag = parsed.tags[first]
    return word if last - first == 1 and tag & (TAGS["pronoun"] | POSSESSIVE) and not tag & EACH else None


def _count(parsed: Parsed, grammar: Grammar, first: int, head: int) -> int | None:
    numbers = grammar.lexicon.numbers
    at = first
    value: int | None = None
    while at < max(head, first + 1) and at < len(parsed.words):
        word = parsed.words[at]
        if (
            at + 2 < len(parsed.words)
            and parsed.words[at + 1] in SHARES
            and (parsed.words[at + 2] in numbers or parsed.words[at + 2].isdecimal())
        ):
            return None  # `one in three experts`: a share, no number of people
        if parsed.tags[at] & EACH and at + 1 < len(parsed.words) and parsed.tags[at + 1] & OF:
            return int(numbers.get(word, 1)) if word in numbers else (1 if word in ("l'un", "l'une", "one", "another", "autre") else None)
        if word.isdecimal() and len(word) < 4:
            value = int(word)
        elif word in numbers and (value is None or numbers[word] > 1):
            value = int(numbers[word])
        at += 1
    return value


def _proper(parsed: Parsed, grammar: Grammar, first: int, last: int, inside: list[Found]) -> bool:
    """The phrase holds a personal name that the gazetteer does not know: two capitals in a row, or one after a title."""
    at = first
    while at < last:
        if (
            phrases.is_capital(parsed, at)
            and not parsed.tags[at] & (TAGS["definite"] | TAGS["indefinite"] | PEOPLE | TAGS["national"])
            and not (parsed.tags[at] & EACH and at == first)
            and parsed.words[at][0].isalpha()
        ):
            covered = any(name.start <= parsed.starts[at] < name.end for name in inside)
            complement = at > first and parsed.tags[at - 1] & (OF | TAGS["preposition"])
            run = at + 1
            while run < last and phrases.is_capital(parsed, run) and parsed.words[run][0].isalpha():
                run += 1
            article = at > first and parsed.tags[at - 1] & TAGS["definite"]
            title = (at > first and parsed.tags[at - 1] & (ANON | OFFICE | REPORTER) and not parsed.tags[at - 1] & INST) or (
                at > first and parsed.words[at - 1] == ","
            )
            owner = grammar.shape.cases and run - at == 1 and roles.belongs(parsed, grammar, at, first)
            if not (covered or article or complement or owner) and (run - at >= 2 or title) and not _all_caps(parsed, at, run):
                bare = (
                    at > first
                    and parsed.words[at - 1][0].isalpha()
                    and not phrases.is_capital(parsed, at - 1)
                    and not parsed.tags[at - 1] & TAGS["national"]
                )
                if (
                    at == first
                    or bool(title)
                    or (bare and run - at >= 2)
                    or any(parsed.tags[before] & (ANON | OFFICE | REPORTER) for before in range(first, at))
                ):
                    return True
            at = at + 1 if covered and grammar.shape.cases else run
        else:
            at += 1
    return False


def _all_caps(parsed: Parsed, first: int, last: int) -> bool:
    return parsed.text[parsed.starts[first] : parsed.ends[last - 1]].replace(" ", "").isupper()
