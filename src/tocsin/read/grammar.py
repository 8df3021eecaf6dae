"""A language as the reader uses it: its lexicon compiled into word tags, verb forms, phrases and patterns."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from tocsin.model.lexicon import Lexicon, VerbClass
from tocsin.read import expressions
from tocsin.read.seen import Sought

CLASSES: dict[str, str] = {
    "definite": "articles of what is known (le, the)",
    "indefinite": "articles and words of number that open a new noun phrase (un, plusieurs, several)",
    "demonstrative": "ce, this: points back",
    "possessive": "son, his",
    "of": "prepositions inside a noun phrase (de, of)",
    "to": "prepositions of the person told (à, to)",
    "in": "prepositions that may stay inside a noun phrase (en, in)",
    "inside": "phrases with a preposition that stay inside a speaker's phrase (à la retraite, en poste à)",
    "by": "agent of a passive (par, by)",
    "preposition": "all prepositions",
    "that": "opens reported content (que, that)",
    "relative": "relative pronouns",
    "who": "subject relative pronouns (qui, who)",
    "conjunction": "coordinating conjunctions",
    "and": "and",
    "but": "but",
    "subordinator": "opens a subordinate clause",
    "if": "opens a condition",
    "concession": "opens a concession that is a claim of its own (même si, although)",
    "because": "opens a reason",
    "pronoun": "subject pronouns",
    "he": "",
    "she": "",
    "they": "",
    "it": "bodies and papers, never people",
    "one": "on: impersonal",
    "i": "first person",
    "we": "first person plural",
    "clitic": "unstressed words between subject and verb",
    "reflexive": "se",
    "not": "words of negation after the verb (pas), or the negation (not)",
    "negator": "words of negation before the verb (ne), or without",
    "auxiliary": "forms of have",
    "be": "forms of be",
    "nonfinite": "forms of have and be that make no clause",
    "hearsay": "auxiliaries of hearsay (aurait, reportedly)",
    "infinitive_mark": "words before an infinitive and no preposition there (to)",
    "modal": "verbs that take an infinitive",
    "will": "near future",
    "also": "words of speech that goes on (également, further)",
    "adverb": "words that may stand between subject, auxiliary and verb, or between verb and content",
    "tell": "forms of verbs whose object is the person told (told reporters that)",
    "according": "attributing prepositions (selon, according to)",
    "time_tail": "words behind a time that belong to it (mardi dernier, Monday morning)",
    "citing": "an outlet names its source (citant, citing)",
    "anonymous": "nouns of people who speak unnamed",
    "addressed": "whom a bulletin informs (public, citizens)",
    "former": "words of those who hold their office no more (ancien, retired)",
    "office": "nouns of offices and office holders",
    "post": "nouns of people who hold a post (envoy, aide), among `anonymous`: a known one speaks for a body",
    "rank": "nouns of people who hold a rank (general, official), among `anonymous`: a known one of a body or country speaks for it",
    "of_office": "adjectives of offices (presidential)",
    "institution": "nouns of bodies",
    "body": "nouns among `office` that are bodies, no person (ministère, Pentagon)",
    "text": "nouns of documents",
    "doctrinal": "nouns of documents that lay down (doctrine, law, treaty), among `text`",
    "outlet": "nouns of outlets",
    "name_article": "articles that stand before a name of an outlet and are none of it",
    "name_joint": "small words inside a name (of, de)",
    "no_outlet": "capitalised words that name no outlet: languages, platforms, boxes, pronouns at a beginning",
    "outlet_name": "words in the names of outlets (Courier, Herald, Presse)",
    "alarm": "what points towards use: moved, deployed, doubled, harsher",
    "calm": "what points away from it: routine, announced, empty, quiet",
    "able": "words of capability (peut emporter, can carry): told by a report, a fact of its own",
    "peril": "how a warning may come too late",
    "reporter": "nouns of people who write for an outlet (редактор, обозреватель): without a name, they speak for it",
    "adviser": "nouns of people who hold an office where whose they are stands behind them (советник президента)",
    "source": "nouns that stand for nobody with a name (source)",
    "wire": "nouns that stand for a wire agency named before",
    "stance": "nouns whose content follows (l'évaluation est que)",
    "view": "nouns of one's own view (avis, yeux, view)",
    "speech_noun": "nouns of speech (discours, speech)",
    "access": "words that say how somebody can know",
    "anonymous_mark": "anonyme, anonymity",
    "national": "adjectives of countries and blocs",
    "quantity": "words before a number",
    "each_of": "one of, two of, another: stand alone as a speaker",
    "ambiguous": "verb forms that are as often nouns or adjectives (menace, critique, report)",
    "estimative": "words of estimate, longest match wins; yardsticks add theirs",
    "chance": "nouns of chance (probability, risk): beside them a size is an estimate",
    "finite": "common finite verbs: where they stand a noun phrase has ended and a clause is seen",
    "future": "words of what is to come",
    "unchanged": "",
    "up": "",
    "down": "",
    "exaggerated": "",
    "feared": "",
    "dissent": "",
    "negative_find": "looked and found nothing",
    "harm": "consequences a threat names",
    "arsenal": "words of one's own means (arsenal, missiles): a reminder of them warns",
    "blame": "words of blame",
    "correction": "corrections and retractions",
    "opinion": "op-eds",
    "satire": "",
    "history": "",
    "furniture": "",
    "translation": "",
    "unable": "the speaker could not find out (could not confirm)",
    "ought": "what should be done, or should have been",
    "adjective": "adjectives that open a phrase of people (высокопоставленный), where there are no articles",
    "plural": "forms that are plural only, of nouns and adjectives of people",
    "nominative": "forms that can be a subject, of nouns and adjectives of people, where a language has cases",
    "dative": "forms of the person told",
    "instrumental": "forms of the agent of a passive",
    "genitive": "forms of what stands inside a phrase of people",
    "particle": "words between a verb and its negation or auxiliary (бы)",
    "correlative": "what stands before `that` in its place in the clause (о том, что)",
    "about": "prepositions of what is spoken of (о, об), where a language has cases",
    "as_said": "opens an attribution between commas (как сообщает X), where a language has cases",
    "question": "opens an indirect question (когда, почему)",
    "wants": "verbs of a wish: a deed only where its words are quoted (wants, veut)",
    "wish": "opens what is asked for or feared (чтобы)",
    "points": "phrases that stand for the sentence before as what was said (об этом, такое мнение)",
    "near": "prepositions of places, besides `in`",
    "town": "nouns of places before their names (city, village, port)",
    "elsewhere": "words of other worlds (sport, screen, kitchen) that borrow the problem's words as metaphors",
}
"""Names of word classes in a lexicon's `words`, and what each is for. A class that a lexicon leaves out is empty."""

PATTERNS = (
    "ago",
    "in_future",
    "before_after",
    "clock",
    "last",
    "next",
    "credit",
    "last_credit",
    "joined_credit",
    "dateline",
    "byline",
    "numeric_probability",
)
"""Names of a lexicon's `patterns`."""

TAGS = {name: 1 << position for position, name in enumerate(CLASSES)}
"""One bit a class: a word's tag is the sum of its classes."""

FINITE, PARTICIPLE, GERUND, INFINITIVE = "finite", "participle", "gerund", "infinitive"
GENERATED = {"f": FINITE, "p": PARTICIPLE, "g": GERUND, "i": INFINITIVE}
"""letters of generated verb forms; a capital is plural"""


class VerbForm(NamedTuple):
    """One form of one verb of the lexicon."""

    lemma: str
    verb_class: VerbClass
    tail: tuple[str, ...]
    """words that must follow (`savoir` in `fait savoir`)"""
    reflexive: bool
    kind: str
    plural: bool
    hearsay: bool
    """a conditional, or another form that reports at second hand"""
    denied: bool = False
    """counts only with a negation: the entry begins with one (`не комментировать`)"""


def generated(lemma: str, irregular: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str, bool, bool]]:
    """Forms that `tocsin.library.inflecting` wrote into a lexicon, as `Shape.inflect` gives them: (form, kind, plural, hearsay)."""
    forms = []
    for entry in irregular.get(lemma, ()):
        letter, *texts = entry.split()
        forms += [(text, GENERATED[letter.lower()], letter.isupper(), False) for text in texts]
    return forms


class Shape(NamedTuple):
    """What a language's module gives beside its lexicon. All functions are pure."""

    code: str
    token: str
    """regular expression of one token"""
    inflect: Callable[[str, Mapping[str, tuple[str, ...]]], list[tuple[str, str, bool, bool]]]
    """(lemma, irregular forms) -> (form, kind, plural, hearsay)"""
    abbreviations: frozenset[str]
    """words, lower case and without dot, after which a dot ends no sentence"""
    that_may_drop: bool
    """content may follow its verb without `that` (English)"""
    bare_modals: bool
    """modals and auxiliaries stand before a bare verb (English): they belong to the verb's group, never to its subject"""
    head_last: bool = False
    """the head of a noun phrase is its last noun (`an alliance official`), not its first (`un responsable de l'Alliance`)"""
    verb_second: bool = False
    """a comma stands before every clause, the subject may follow its verb, and parts of verbs are split off to the clause's end (German)"""
    decimal_comma: bool = True
    """a comma stands before decimals and a dot may group thousands; else the other way round"""
    cases: bool = False
    """nouns stand in cases and without articles, and commas set off every clause: attributions are found by `tocsin.read.inflected`"""
    oblique: re.Pattern[str] | None = None
    """endings that a name as subject never has, where a language has cases"""
    describes: re.Pattern[str] | None = None
    """endings of adjectives and participles that may stand before a noun of people"""
    owner: re.Pattern[str] | None = None
    """endings of names that may be genitives behind a noun"""
    foreign: re.Pattern[str] | None = None
    """beginnings of words in a script that the language does not use"""
    infinitive: re.Pattern[str] | None = None
    """endings of infinitives"""
    negation_apart: bool = False
    """a negation stands in two parts around its verb (`ne ... pas`); one of them alone denies nothing"""
    opens_with_verb: bool = False
    """a form that opens a sentence is a verb, not a noun of the same letters"""


class Grammar(NamedTuple):
    """A compiled language."""

    code: str
    shape: Shape
    lexicon: Lexicon
    token: re.Pattern[str]
    tags: dict[str, int]
    verbs: dict[str, tuple[VerbForm, ...]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], int], ...]]
    """first word -> (all words, tag) of classes' phrases of two words and more, longest first"""
    openings: dict[str, dict[str, tuple[tuple[tuple[str, ...], int], ...]]]
    """the same by first and second word: how texts are searched for them"""
    patterns: dict[str, tuple[re.Pattern[str], ...]]
    days: frozenset[str]
    """names of weekdays and months"""
    times: dict[str, tuple[str, ...]]
    """first word of an expression of time -> whole expressions; an empty one for words that are one by themselves"""
    finders: dict[str, re.Pattern[str]]
    """class -> one expression that finds any of its words, longest first"""
    marks: dict[str, re.Pattern[str]]
    """every name of `expressions.EXPRESSIONS`"""
    sought: Sought
    """all that is looked for in running text, in one automaton"""
    predicates: dict[str, int]
    """form of any verb -> what it can be (`tocsin.read.predicates`); empty where a language's verbs tell themselves"""


FOUND = (
    "estimative",
    "unchanged",
    "up",
    "down",
    "exaggerated",
    "feared",
    "dissent",
    "negative_find",
    "harm",
    "arsenal",
    "blame",
    "alarm",
    "calm",
    "peril",
    "able",
    "correction",
    "opinion",
    "satire",
    "history",
    "furniture",
    "translation",
    "elsewhere",
    "unable",
    "ought",
    "because",
    "if",
    "concession",
    "speech_noun",
    "access",
    "future",
    "anonymous_mark",
    "chance",
)
"""classes searched for in running text"""


def compile_language(shape: Shape, lexicon: Lexicon) -> Grammar:
    """The grammar of one language, from what its module says and its lexicon."""
    tags: dict[str, int] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    token = re.compile(shape.token)
    for name, entries in lexicon.words.items():
        bit = TAGS.get(name)
        if bit is None:
            raise ValueError(f"lexicon {lexicon.language}: unknown word class {name}")
        for entry in entries:
            parts = tuple(token.findall(entry.lower()))
            if len(parts) == 1:
                tags[parts[0]] = tags.get(parts[0], 0) | bit
            elif parts:
                phrases.setdefault(parts[0], []).append((parts, bit))
    finders = {name: finder(lexicon.words.get(name, ())) for name in FOUND}
    marks = expressions.compiled(lexicon)
    return Grammar(
        code=shape.code,
        shape=shape,
        lexicon=lexicon,
        token=token,
        tags=tags,
        verbs=_verb_forms(shape, lexicon, token),
        phrases={word: tuple(sorted(found, key=lambda item: -len(item[0]))) for word, found in phrases.items()},
        openings={word: _by_second(found) for word, found in phrases.items()},
        patterns={
            name: tuple(re.compile(pattern, re.IGNORECASE | re.MULTILINE) for pattern in lexicon.patterns.get(name, ()))
            for name in PATTERNS
        },
        days=frozenset(name for names in (*lexicon.weekdays, *lexicon.months) for name in names),
        times=_times(lexicon, token),
        finders=finders,
        marks=marks,
        sought=Sought(
            finders, lexicon.words, {**{name: marks[name] for name in expressions.RUNNING}, **_joined(lexicon, "numeric_probability")}
        ),
        predicates={},
    )


def _by_second(found: list[tuple[tuple[str, ...], int]]) -> dict[str, tuple[tuple[tuple[str, ...], int], ...]]:
    second: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for phrase, bit in found:
        second.setdefault(phrase[1], []).append((phrase, bit))
    return {word: tuple(phrases) for word, phrases in second.items()}


def _joined(lexicon: Lexicon, name: str) -> dict[str, re.Pattern[str]]:
    """A lexicon's patterns of one name as one expression over lower-case text."""
    return {name: re.compile("|".join(f"(?:{pattern})" for pattern in lexicon.patterns.get(name, ())) or "(?!)")}


def _times(lexicon: Lexicon, token: re.Pattern[str]) -> dict[str, tuple[str, ...]]:
    times: dict[str, list[str]] = {name: [""] for names in lexicon.weekdays for name in names}
    for entry in lexicon.relative:
        parts = token.findall(entry.lower())
        times.setdefault(parts[0], []).append(entry if len(parts) > 1 else "")
    return {word: tuple(entries) for word, entries in times.items()}


def finder(terms: tuple[str, ...]) -> re.Pattern[str]:
    """An expression that finds any of `terms` as whole words in lower-case text, the longest first; `x*` matches a stem, `ё` also `е`."""
    alternatives = [
        re.escape(term.lower()).replace(r"\*", r"\w*").replace("ё", "[её]")
        for term in sorted(set(terms), key=lambda term: (-len(term), term))
    ]
    return re.compile(r"(?<![\w-])(?:" + "|".join(alternatives) + r")(?![\w-])" if alternatives else r"(?!)")


def _verb_forms(shape: Shape, lexicon: Lexicon, token: re.Pattern[str]) -> dict[str, tuple[VerbForm, ...]]:
    forms: dict[str, list[VerbForm]] = {}
    for verb_class, lemmas in lexicon.verbs.items():
        for entry in lemmas:
            words = token.findall(entry)
            reflexive = len(words) > 1 and words[0] in lexicon.words.get("reflexive", ())
            denied = shape.cases and words[0] in lexicon.words.get("negator", ()) and len(words) > 1
            head, tail = (words[1], tuple(words[2:])) if reflexive or denied else (words[0], tuple(words[1:]))
            for form, kind, plural, hearsay in shape.inflect(head, lexicon.irregular):
                forms.setdefault(form, []).append(VerbForm(entry, verb_class, tail, reflexive, kind, plural, hearsay, denied))
    return {
        form: tuple(sorted(found, key=lambda verb: (-len(verb.tail), not verb.reflexive, not verb.denied))) for form, found in forms.items()
    }
