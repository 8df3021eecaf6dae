"""What the reader knows of one language: verbs of saying by class, word classes, numbers and dates, as the library hands them out."""

from typing import Literal

from tocsin.model.base import Record

VerbClass = Literal[
    "say",
    "assess",
    "see",
    "believe",
    "fear",
    "warn",
    "threaten",
    "promise",
    "deny",
    "exclude",
    "criticise",
    "reveal",
    "relay",
    "ask",
    "refuse",
    "provide",
]
"""What the verb makes of its content:

say (declare, add), assess (estimate, conclude), see (observe, notice), believe (think, know), fear, warn, threaten (reserve
the right), promise (pledge, vow), deny, exclude (rule out), criticise (accuse), reveal, relay (an outlet reports, quotes),
ask (urge), refuse (decline to comment), provide (a text lays down).
"""


class Lexicon(Record, frozen=True, kw_only=True):
    """One language's folder of YAML, merged. Everything is lower case unless it matters; apostrophes are straight."""

    language: str
    verbs: dict[VerbClass, tuple[str, ...]]
    """Lemmas by class. Words after the first are a fixed tail: `faire savoir`; a leading `se ` marks a reflexive verb."""
    irregular: dict[str, tuple[str, ...]] = {}
    """Lemma (or model lemma) -> forms, in the order that the language's module documents in `inflect`."""
    predicates: dict[str, tuple[str, ...]] = {}
    """Lemmas of verbs that say nothing: `plain`, and `nouns` whose letters are a noun's as well. A clause is seen by them."""
    attitudes: dict[str, tuple[str, ...]] = {}
    """What people hold without saying it: verbs, nouns, adjectives, adverbs by use; `tocsin.read.attitudes` says which."""
    words: dict[str, tuple[str, ...]]
    """Word and phrase classes; `tocsin.read.grammar.CLASSES` lists the names and what each is for."""
    likelihood: dict[str, tuple[str, ...]] = {}
    """sense of likelihood (library/likelihood.yml) -> words and phrases that say it; `x*` matches a stem"""
    sizes: dict[str, tuple[str, ...]] = {}
    """sense -> words that say it of a chance (low, tiny), and only beside a word of class `chance`"""
    degrees: dict[str, tuple[str, ...]] = {}
    """degree (library/likelihood.yml) -> words before a likelihood or size that say it: very, almost, more, not"""
    numbers: dict[str, float] = {}
    """number words"""
    weekdays: tuple[tuple[str, ...], ...]
    """seven, Monday first"""
    months: tuple[tuple[str, ...], ...]
    """twelve, with abbreviations"""
    relative: dict[str, str] = {}
    """words -> offset from the report's day: `day-1`, `week-1` (some time last week), `month0`, `year-1`; `eve-1`: the day
    before the last one named"""
    hours: dict[str, str] = {}
    """words for a part of the day -> from when to when it is (`06:00-12:00`); `12:00-12:00` for noon"""
    units: dict[str, tuple[str, ...]] = {}
    """`day`, `week`, `month`, `year` -> beginnings of the words for them in `patterns`' `unit`"""
    patterns: dict[str, tuple[str, ...]] = {}
    """regular expressions by purpose; `tocsin.read.grammar.PATTERNS` lists them"""
    marks: dict[str, tuple[str, ...]] = {}
    """regular expressions that mark what a statement does; `tocsin.read.expressions.EXPRESSIONS` lists their names"""


class Weights(Record, frozen=True, kw_only=True):
    """Fitted weights of one problem: a row a feature, a column a label; acts first, then polarities, then indicators."""

    languages: tuple[str, ...]
    """languages whose statements they were fitted on"""
    acts: tuple[str, ...]
    polarities: tuple[str, ...]
    indicators: tuple[str, ...]
    """indicator ids; `none` for a statement that bears on none"""
    weak: tuple[str, ...]
    """rules of the tables that were right less often than not: `act` or `way` and the rule's conditions; the weights overrule no other"""
    scale: float
    """what one step of a value is worth in log odds"""
    features: tuple[str, ...]
    values: bytes
    """a byte a weight, 128 for zero, row by row"""
