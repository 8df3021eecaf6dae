"""Marks of a statement: the named features of the verb, the speaker and the words from which act and polarity are decided."""

from collections.abc import Callable, Collection
from typing import NamedTuple

from tocsin.model.statements import SpeakerKind
from tocsin.read.grammar import Grammar

CONCRETE = frozenset(
    [
        "storage_activity",
        "warhead_transport",
        "dual_capable_deployment",
        "alert_level",
        "evacuation",
        "leadership_move",
        "doctrine_change",
        "civil_defence",
    ]
)
"""indicators that something seen lights; rhetoric, opinion and our own posture do not"""
REPORTED = frozenset(["diplomatic_channel", "alert_level", "evacuation", "civil_defence", "exercise"])
"""what people unnamed report; the rest they reveal"""
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
    sentence: str
    kind: SpeakerKind
    party: str | None
    negated: bool
    quoted: bool
    estimate: str | None
    indicators: tuple[str, ...]
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


def first_person(said: Said, grammar: Grammar) -> bool:
    """I or we stand in the words."""
    words = set(grammar.token.findall(said.content[:400]))
    return bool(words & {*grammar.lexicon.words.get("we", ()), *grammar.lexicon.words.get("i", ())})


def foresees(content: str, grammar: Grammar) -> bool:
    """The words tell of what is to come."""
    return bool(grammar.finders["future"].search(content) or grammar.marks["foreseen"].search(content))


def denies(content: str, grammar: Grammar) -> bool:
    """A negation in the main clause."""
    marks = grammar.marks
    return marks["denies"].search(content, 0, LEADING_NEGATION) is not None or marks["opens_denying"].match(content) is not None


def _first(said: Said) -> str:
    return said.indicators[0] if said.indicators else ""


def _finder(name: str) -> Callable[[Said, Grammar], bool]:
    return lambda said, grammar: grammar.finders[name].search(said.content) is not None


def _words(name: str) -> Callable[[Said, Grammar], bool]:
    return lambda said, grammar: grammar.marks[name].search(said.content) is not None


MARKS: dict[str, Callable[[Said, Grammar], bool]] = {
    **{
        name: _finder(name)
        for name in ("harm", "blame", "peril", "arsenal", "exaggerated", "unable", "calm", "alarm", "unchanged", "ought")
    },
    "negated verb": lambda said, _: said.negated,
    "quoted": lambda said, _: said.quoted,
    "no indicator": lambda said, _: not said.indicators,
    "on what lights": lambda said, _: _first(said) in CONCRETE,
    "any that lights": lambda said, _: bool(CONCRETE & set(said.indicators)),
    "exercise told": lambda said, _: "exercise" in said.indicators[:2],
    "up": _finder("up"),
    "down": _finder("down"),
    "third": lambda said, _: said.party not in ("adversary", "own"),
    "estimate": lambda said, _: said.estimate is not None,
    "if": lambda said, _: said.conditional,
    "expert": lambda said, _: said.expert,
    "own": lambda said, _: said.own,
    "lays down": lambda said, _: said.doctrinal,
    "narrated": lambda said, _: said.narrated,
    "adversary": lambda said, _: said.party == "adversary",
    "our side": lambda said, _: said.party == "own",
    "first person": first_person,
    "ahead": lambda said, grammar: foresees(said.content, grammar),
    "not so": lambda said, grammar: denies(said.content, grammar),
    "undecided": lambda said, grammar: grammar.marks["undecided"].search(said.content, 0, OPENS) is not None,
    "pledged": _words("pledged"),
    "itself": _words("itself"),
    "we will": _words("promise"),
    "ready": _words("ready"),
    "no bluff": _words("no_bluff"),
    "menaces": _words("menaces"),
    "conditional mood": _words("conditional_mood"),
    "false": _words("false"),
    "dismissed": _words("dismissed"),
    "unlinked": _words("unlinked"),
    "opinion": _words("opinion"),
    "as": _words("as"),
    "too": _words("too"),
    "held": _words("held"),
    "released": _words("released"),
    "underrated": _words("underrated"),
    "actor's promise": lambda said, grammar: grammar.marks["promised_by"].match(said.content) is not None,
    "internal": lambda said, grammar: grammar.marks["internal"].search(said.sentence) is not None,
    "proof": _words("proof"),
    "means": _words("means"),
    "seen": _words("seen"),
    "holds": _words("holds"),
    "state": lambda said, grammar: grammar.marks["state"].search(said.content, 0, LEAD) is not None,
    "fact": lambda said, grammar: grammar.marks["fact"].search(said.content, 0, LEAD) is not None,
    "moved risk": lambda said, grammar: bool(
        (grammar.finders["up"].search(said.content) or grammar.finders["down"].search(said.content))
        and grammar.marks["risk"].search(said.content)
    ),
    "risk": _words("risk"),
    "found nothing": lambda said, grammar: bool(
        grammar.finders["negative_find"].search(said.content)
        or grammar.finders["unchanged"].search(said.content)
        or grammar.marks["opens_nothing"].match(said.content)
        or grammar.marks["sees_none"].search(said.content)
    ),
    "no finding": lambda said, grammar: grammar.finders["negative_find"].search(said.content) is not None,
    "met with": _words("met_with"),
    "offered": _words("offered"),
    "verdict": lambda said, grammar: grammar.marks["verdict"].match(said.content) is not None,
    "on a view": _words("view"),
    "expects": _words("expects"),
    "proves": _words("proves"),
    "not so at once": lambda said, grammar: denies(said.content[:OPENING], grammar),
    "taken back": _finder("correction"),
    "off topic": lambda said, _: said.topical,
    "on views": lambda said, _: said.topical or _first(said) in ("", "official_assessment", "rhetoric"),
    "on judgement": lambda said, _: _first(said) == "official_assessment",
    "on diplomacy": lambda said, _: _first(said) == "diplomatic_channel",
    "on exercises": lambda said, _: "exercise" in said.indicators[:2] and not said.topical,
    "on what is reported": lambda said, _: not said.topical and _first(said) in REPORTED,
    "on what is seen": lambda said, _: any(indicator in CONCRETE or indicator == "collection_posture" for indicator in said.indicators),
}
"""Every mark and when a statement bears it. The speaker's kind, the verb's class and the layout are read off: `kind:named`, `verb:say`."""


FAMILIES = ("kind", "verb", "layout", "on", "act", "given")
"""Families of marks read off what is known: `kind:named`, `verb:say`, `layout:noun`, `on:exercise` (the first indicator), `act:report`;
`given` ones come from the caller."""


class Marks:
    """The marks of one statement, each looked for when first asked."""

    def __init__(self, said: Said, grammar: Grammar, given: Collection[str] = ()) -> None:
        self._said, self._grammar = said, grammar
        self._found: dict[str, bool] = dict.fromkeys(given, True)
        for mark in (f"kind:{said.kind}", f"verb:{said.verb_class}", f"layout:{said.layout}", f"on:{_first(said)}"):
            self._found.setdefault(mark, True)

    def __contains__(self, mark: str) -> bool:
        found = self._found.get(mark)
        if found is None:
            found = self._found[mark] = self._look(mark)
        return found

    def _look(self, mark: str) -> bool:
        look = MARKS.get(mark)
        return look is not None and look(self._said, self._grammar)
