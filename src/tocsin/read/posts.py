"""Who speaks for a body by the post held (`Moscow's envoy`, `the Belarusian general`, `a Kremlin aide`), though unnamed, and who does so
no longer."""

from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.phrases import BREAKS, is_capital
from tocsin.read.sentences import Parsed

OF, WHO = TAGS["of"], TAGS["who"] | TAGS["relative"] | TAGS["access"]
KNOWN = TAGS["definite"] | TAGS["demonstrative"] | TAGS["possessive"]
BODY = TAGS["office"] | TAGS["institution"] | TAGS["of_office"]
PERSONAL = ("er", "or", "ist", "ian", "man", "woman", "ee")
"""endings of English nouns of people"""
NO_MORE = ("ex-",)
"""beginnings of words for those who hold their post no more"""


def holds(parsed: Parsed, first: int, last: int, head: int) -> bool:
    """The phrase names the one who holds a post: a known one of a body or country, or any one of a body's own staff. False for several
    and for those who held it."""
    tags, words = parsed.tags, parsed.words
    if not tags[head] & (TAGS["post"] | TAGS["rank"]) or past(parsed, first, last):
        return False
    opener = tags[first]
    if opener & TAGS["each_of"] and not opener & TAGS["indefinite"]:
        return False
    around = [at for at in range(first, last) if at != head and words[at] not in BREAKS]
    described = next((at for at in around if at > head and tags[at] & (WHO | TAGS["preposition"]) and not tags[at] & OF), last)
    near = [at for at in around if at < described]
    owned = any(words[at] == "'s" for at in near if at < head)
    known = bool(opener & KNOWN) or owned
    of_body = any(tags[at] & BODY for at in near)
    if known and tags[head] & TAGS["post"]:
        return True
    if known:
        return of_body or owned or any(tags[at] & TAGS["national"] or is_capital(parsed, at) for at in near if at > first)
    staff = tags[head] & TAGS["post"] and any(tags[at] & BODY and not tags[at] & TAGS["anonymous"] for at in near)
    return bool(staff and opener & TAGS["indefinite"])


def past(parsed: Parsed, first: int, last: int) -> bool:
    """The phrase names somebody who holds the post no more (`the former envoy`, `an ex-minister`)."""
    return any(parsed.tags[at] & TAGS["former"] or parsed.words[at].startswith(NO_MORE) for at in range(first, last))


def unlisted(parsed: Parsed, grammar: Grammar, first: int, last: int) -> bool:
    """English: one person whose noun no list holds, behind `a` or `an` (`an airport controller`, `a Brazilian on the committee`)."""
    tags, words = parsed.tags, parsed.words
    if not grammar.shape.head_last or words[first] not in ("a", "an"):
        return False
    stop = next((at for at in range(first + 1, last) if tags[at] & (WHO | TAGS["preposition"] | OF) or words[at] in BREAKS), last)
    noun = words[stop - 1]
    return stop > first + 1 and not tags[stop - 1] & ~(TAGS["national"] | TAGS["former"]) and noun.endswith(PERSONAL)
