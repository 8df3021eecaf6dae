"""Marks of a statement: the named features of the verb, the speaker and the words from which act and polarity are decided."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from tocsin.model.statements import SpeakerKind
from tocsin.read import predicates
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.sentences import Parsed

OPENS = 40
"""characters within which content that rules nothing out says so"""
LEAD = 110
"""characters from the start in which the main verb is looked for"""
OPENING = 60
"""characters within which a sentence that denies shows it"""
LEADING_NEGATION = 160
"""characters from the start in which a negation is one of the main clause"""


class Said(NamedTuple):
    """What decides the act: the verb, the content and who says it."""

    verb_class: str
    layout: str
    content: str
    """lower case"""
    around: tuple[int, int]
    """the sentence, and the content where it goes beyond"""
    marks: int
    """bits of the marks that the content bears, see `Marker`"""
    kind: SpeakerKind
    party: str | None
    negated: bool
    quoted: bool
    estimate: str | None
    indicators: tuple[str, ...]
    kinds: tuple[frozenset[str], ...]
    """what each of them is to a reader (`Indicator.kinds`): rules know kinds, never ids"""
    conditional: bool
    expert: bool
    """a person who judges by profession (expert, lawyer, analyst)"""
    doctrinal: bool
    """the speaker is a text that lays down"""
    topical: bool
    """the indicators are those of the words around, for its own bear on none"""
    own: bool
    """the subject of the content is the speaker or the speaker's side"""
    narrated: bool = False
    """the report's own telling: nobody is said to say it"""
    put_right: bool = False
    """the speaker is a text that has been put right since (`an earlier version of this article`)"""


def _first(said: Said) -> frozenset[str]:
    """The kinds of the first indicator."""
    return said.kinds[0] if said.kinds else frozenset()


def _any(said: Said, *sought: str, among: int | None = None) -> bool:
    """One of the first `among` indicators is of a kind that is sought."""
    return any(not kinds.isdisjoint(sought) for kinds in said.kinds[:among])


WORDS_IN = {
    **{
        name: name
        for name in ("harm", "blame", "peril", "arsenal", "exaggerated", "unable", "calm", "alarm", "unchanged", "ought", "up", "down")
    },
    "no finding": "negative_find",
    "taken back": "correction",
}
"""marks that a word anywhere in the content bears -> its class"""

IN_CONTENT = {
    **{name: name for name in ("pledged", "itself", "ready", "menaces", "false", "dismissed", "unlinked", "opinion", "as", "too", "held")},
    **{
        name: name
        for name in ("released", "underrated", "proof", "means", "seen", "holds", "risk", "offered", "ultimatum", "expects", "proves")
    },
    "we will": "promise",
    "no bluff": "no_bluff",
    "conditional mood": "conditional_mood",
    "met with": "met_with",
    "on a view": "view",
    "given:mistake": "mistake",
    "given:unknown": "unknown",
    "given:unnotified": "unnotified",
    "given:within exercise": "within_exercise",
    "given:unannounced": "unannounced",
    "given:planned": "planned",
    "given:small risk": "small_risk",
    "given:no higher": "no_higher",
    "given:use": "use",
    "given:never": "never",
    "given:odd": "odd_use",
    "given:last resort": "last_resort",
}
"""marks that words anywhere in the content bear -> expression"""

MADE = frozenset(
    (
        *("not so", "not so at once", "ahead", "first person", "undecided", "actor's promise", "state", "fact", "verdict", "internal"),
        *("moved risk", "found nothing", "given:previous"),
    )
)
"""marks that the words bear in a part of the content, around it, or several together"""

TOLD: dict[str, Callable[[Said], bool]] = {
    "negated verb": lambda said: said.negated,
    "quoted": lambda said: said.quoted,
    "no indicator": lambda said: not said.indicators,
    "on what lights": lambda said: "activity" in _first(said),
    "any that lights": lambda said: _any(said, "activity"),
    "exercise told": lambda said: _any(said, "exercise", among=2),
    "third": lambda said: said.party not in ("adversary", "own"),
    "estimate": lambda said: said.estimate is not None,
    "if": lambda said: said.conditional,
    "expert": lambda said: said.expert,
    "own": lambda said: said.own,
    "lays down": lambda said: said.doctrinal,
    "narrated": lambda said: said.narrated,
    "put right": lambda said: said.put_right,
    "adversary": lambda said: said.party == "adversary",
    "our side": lambda said: said.party == "own",
    "off topic": lambda said: said.topical,
    "on views": lambda said: said.topical or not said.indicators or not _first(said).isdisjoint(("judgement", "words")),
    "on judgement": lambda said: "judgement" in _first(said),
    "on diplomacy": lambda said: "channel" in _first(said),
    "on exercises": lambda said: _any(said, "exercise", among=2) and not said.topical,
    "on what is reported": lambda said: not said.topical and "open" in _first(said),
    "on what is seen": lambda said: _any(said, "activity", "watch"),
}
"""marks that are told by who speaks, how, and of what"""

MARKS = frozenset([*(name for name in IN_CONTENT if ":" not in name), *WORDS_IN, *(name for name in MADE if ":" not in name), *TOLD])
"""Every mark. The speaker's kind, the verb's class and the layout are read off: `kind:named`, `verb:say`."""
FAMILIES = ("kind", "verb", "layout", "on", "act", "given")
"""Families of marks read off what is known: `kind:named`, `verb:say`, `layout:noun`, `on:exercise` (a kind of the first
indicator), `act:report`; `given` ones come from the words or the caller."""
_NAMES: list[str] = []
"""marks in the order of their bits"""
BITS: dict[str, int] = {}
"""mark -> its bit, those of families as soon as a rule asks for them"""


def bit(mark: str) -> int:
    """The bit of a mark. Raises ValueError for one that nobody defines."""
    if mark not in BITS:
        if mark not in MARKS and mark.partition(":")[0] not in FAMILIES:
            raise ValueError(f"unknown mark {mark!r}")
        BITS[mark] = 1 << len(BITS)
        _NAMES.append(mark)
    return BITS[mark]


def bits(marks: Iterable[str]) -> int:
    """The bits of several marks; those that no rule asks for have none."""
    found = 0
    for mark in marks:
        found |= BITS.get(mark, 0)
    return found


for _mark in sorted({*MARKS, *IN_CONTENT, *MADE}):
    bit(_mark)

NOT_SO, NOT_AT_ONCE, AHEAD, FIRST_PERSON = bit("not so"), bit("not so at once"), bit("ahead"), bit("first person")
NO_FINDING = bit("no finding")
HARM = bit("harm")
FOUND_NOTHING, FINDS_NONE = bit("found nothing"), NO_FINDING | bit("unchanged")
MOVED_RISK, UP_OR_DOWN, RISK = bit("moved risk"), bit("up") | bit("down"), bit("risk")
LEADING = ((bit("undecided"), "undecided", OPENS), (bit("state"), "state", LEAD), (bit("fact"), "fact", LEAD))
"""marks that words in the content's beginning bear, as far as counts"""
OPENING_WITH = ((bit("verdict"), "verdict"), (bit("actor's promise"), "promised_by"))
FACT = bit("fact")
AROUND = ((bit("internal"), "internal"), (bit("given:previous"), "previous"))
"""marks that words in the sentence bear"""
SPEAKERS = TAGS["i"] | TAGS["we"]
FAR = 400
"""characters of the content within which `I` and `we` are looked for"""
LONGEST = 1 << 30
REMEMBERED = 4096


def told(said: Said) -> int:
    """The bits of the marks told by who speaks, how, and of what."""
    return _told(said._replace(content="", around=(0, 0), marks=0, estimate="" if said.estimate is not None else None))


@lru_cache(maxsize=REMEMBERED)
def _told(said: Said) -> int:
    """`told` of a statement without its words: few kinds of statements come again and again."""
    found = bits((f"kind:{said.kind}", f"verb:{said.verb_class}", f"layout:{said.layout}", *(f"on:{kind}" for kind in _first(said))))
    for mark, holds in TOLD.items():
        if holds(said):
            found |= BITS[mark]
    return found


class Marker:
    """Finds the marks that words bear, in one language."""

    def __init__(self, grammar: Grammar) -> None:
        sought = grammar.sought
        self._wanted, self._patterns = sought.bits, grammar.marks
        self._future = sought.words["future"], grammar.finders["future"]
        self._grammar = grammar
        self._anywhere = [
            *((sought.words[name], bit(mark), grammar.finders[name].search) for mark, name in WORDS_IN.items()),
            *((sought.bits[name], bit(mark), grammar.marks[name].search) for mark, name in IN_CONTENT.items()),
        ]

    def of(self, parsed: Parsed, content: tuple[int, int], around: tuple[int, int]) -> int:
        """The bits of the marks that `content` bears; `around` is its sentence."""
        words = parsed.lower[slice(*content)]
        may = parsed.seen.within(*content)
        found = 0
        for mark, search in [(mark, search) for wanted, mark, search in self._anywhere if may & wanted]:
            if search(words) is not None:
                found |= mark
        if self._deny(words, may, LEADING_NEGATION):
            found |= NOT_SO
            if self._deny(words, may, OPENING):
                found |= NOT_AT_ONCE
        if self._ahead(words, may):
            found |= AHEAD
        first, last = parsed.at(content[0]), parsed.at(min(content[1], content[0] + FAR))
        if any(tag & SPEAKERS for tag in parsed.tags[first:last]):
            found |= FIRST_PERSON
        for mark, name, end in LEADING:
            if self._found(name, words, may, end):
                found |= mark
        if not found & FACT and predicates.past(parsed.words[first:last], parsed.tags[first:last], self._grammar):
            found |= FACT
        for mark, name in OPENING_WITH:
            if self._opens(name, words, may):
                found |= mark
        if found & FINDS_NONE or self._opens("opens_nothing", words, may) or self._found("sees_none", words, may):
            found |= FOUND_NOTHING
        if found & UP_OR_DOWN and found & RISK:
            found |= MOVED_RISK
        for mark, name in AROUND:
            if parsed.seen.mark(name, *around) is not None:
                found |= mark
        return found

    def foresees(self, parsed: Parsed, content: tuple[int, int]) -> bool:
        """The words tell of what is to come."""
        words, may = parsed.lower[slice(*content)], parsed.seen.within(*content)
        return self._ahead(words, may)

    def _ahead(self, words: str, may: int) -> bool:
        bit, pattern = self._future
        return (may & bit != 0 and pattern.search(words) is not None) or self._found("foreseen", words, may)

    def _found(self, name: str, words: str, may: int, end: int = LONGEST) -> bool:
        return may & self._wanted[name] != 0 and self._patterns[name].search(words, 0, end) is not None

    def _opens(self, name: str, words: str, may: int) -> bool:
        return may & self._wanted[name] != 0 and self._patterns[name].match(words) is not None

    def _deny(self, words: str, may: int, end: int) -> bool:
        """A negation in the main clause."""
        return self._found("denies", words, may, end) or self._opens("opens_denying", words, may)


def named(said: Said) -> list[str]:
    """The names of all marks of a statement."""
    left = said.marks | told(said)
    found = []
    while left:
        lowest = left & -left
        found.append(_NAMES[lowest.bit_length() - 1])
        left ^= lowest
    return found
