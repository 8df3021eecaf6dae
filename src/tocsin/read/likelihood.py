"""Words of likelihood of one language: the pattern that finds them, and the sense of what it found."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from tocsin.library import likelihood
from tocsin.library.likelihood import DEGREES, Degree
from tocsin.read.grammar import Grammar
from tocsin.read.seen import Seen, Sought

APART = 60
"""characters between a word of chance and what is said of its size (`the probability of a strike as low`)"""
MOST, FAR = 3, 48
"""degrees before a word, and the characters they may take"""
NOTHING = "(?!)"
MOVED = frozenset({"more_likely", "less_likely"})
"""said of a size they tell how a chance has changed, not how large it is"""
WORD = r"(?<![\w-])"
END = r"(?:(?<=')|(?![\w-]))"
"""a form ends with its word, or with an elision (`certain qu'`)"""


class Phrase(NamedTuple):
    """One phrase of likelihood in a text."""

    start: int
    end: int
    sense: str | None
    """null for words of estimate whose sense the lexicon does not give"""
    negated: bool
    """a negation is part of it"""


class Likelihoods:
    """The words of likelihood of one language, compiled."""

    def __init__(self, grammar: Grammar, further: Iterable[str] = ()) -> None:
        """`further`: words of estimate without a sense, beside those of the lexicon's class `estimative`."""
        lexicon = grammar.lexicon
        self._senses = _senses(lexicon.likelihood)
        self._sizes = _senses(lexicon.sizes)
        self._degrees = {form: degree for degree in DEGREES for form in lexicon.degrees.get(degree, ())}
        self._known: dict[str, tuple[str | None, bool]] = {}
        sizes = tuple({form for forms in lexicon.sizes.values() for form in forms})
        senses = {form for forms in lexicon.likelihood.values() for form in forms}
        listed = senses | {form for form in (*lexicon.words.get("estimative", ()), *further) if form not in sizes}
        phrases = tuple(sorted(form for form in listed if form in senses or not self._composed(form, listed)))
        classes = {"phrase": phrases, "size": sizes}
        self._sought = Sought({name: re.compile(f"{WORD}(?:{alternatives(forms)}){END}") for name, forms in classes.items()}, classes, {})
        self._degree = re.compile(rf"(?<![\w-])(?:(?:\w+n't|{alternatives(self._degrees)}) ){{1,{MOST}}}$" if self._degrees else NOTHING)
        words = lexicon.words
        self._chance = frozenset(words.get("chance", ()))
        chance = alternatives(self._chance)
        stop = alternatives((*words.get("that", ()), *words.get("and", ())))
        self._chance_behind = re.compile(rf" (?:[\w-]+ )?(?:{chance}){END}")
        self._chance_before = re.compile(rf"{WORD}(?:{chance}){END}(?P<between>(?:(?!{WORD}(?:{stop}){END})[^.;!?\n])*)$")
        self._clause_ends = re.compile(rf"\s*(?:$|[^\w\s'-]|(?:{stop}|{alternatives(words.get('but', ()))}){END})")

    def _composed(self, form: str, listed: set[str]) -> bool:
        """The form is a degree and another form."""
        words = form.split(" ")
        return any(" ".join(words[:count]) in self._degrees and " ".join(words[count:]) in listed for count in range(1, len(words)))

    def scan(self, lower: str) -> Seen:
        """Where phrases and sizes may stand in a text."""
        return self._sought.scan(lower)

    def phrases(self, seen: Seen, start: int, end: int) -> list[Phrase]:
        """All phrases of likelihood between `start` and `end` of a text, in order of where they begin; sizes of a chance among them."""
        found: list[Phrase] = []
        lower, floor = seen.lower, start
        for match in seen.words("phrase", start, end):
            if match.group() in self._chance:
                continue
            first = self._opens(lower, floor, match.start())
            sense, negated = self.sense(lower[first : match.end()])
            found.append(Phrase(first, match.end(), sense, negated))
            floor = match.end()
        for match in seen.words("size", start, end):
            sized = self._size(lower, start, end, match.span())
            if sized is not None and not any(one.start < sized.end and sized.start < one.end for one in found):
                found.append(sized)
        return sorted(found, key=lambda phrase: phrase.start)

    def _opens(self, lower: str, floor: int, start: int) -> int:
        """Where the degrees and negations before a word begin."""
        degree = self._degree.search(lower, max(floor, start - FAR), start)
        return degree.start() if degree is not None else start

    def _size(self, lower: str, start: int, end: int, size: tuple[int, int]) -> Phrase | None:
        """A size of a chance: with the word of chance behind it, or alone where that stands right before it or earlier in its clause."""
        first, last = self._opens(lower, start, size[0]), size[1]
        sense, negated = self.sense(lower[first:last])
        if sense in MOVED:
            return None
        behind = self._chance_behind.match(lower, last, end)
        if behind is not None:
            return Phrase(first, behind.end(), sense, negated)
        before = self._chance_before.search(lower, max(0, first - APART), first)
        if before is None or (before["between"].strip() and self._clause_ends.match(lower, last, end) is None):
            return None
        return Phrase(first, last, sense, negated)

    def sense(self, phrase: str) -> tuple[str | None, bool]:
        """The sense of a whole phrase in lower case, and whether a negation is part of it."""
        if phrase not in self._known:
            found = self._read(phrase, self._senses)
            if found[0] is None:
                words = phrase.split(" ")
                while len(words) > 1 and words[-1] in self._chance:
                    words.pop()
                found = self._read(" ".join(words), self._sizes)
            self._known[phrase] = found
        return self._known[phrase]

    def _read(self, phrase: str, senses: list[tuple[re.Pattern[str], str]]) -> tuple[str | None, bool]:
        """Degrees are taken off the front, longest first, until a form of a sense is left."""
        taken: list[Degree] = []
        rest = phrase
        while True:
            for pattern, sense in senses:
                if pattern.fullmatch(rest):
                    return likelihood.load().composed(sense, tuple(taken)), "not" in taken
            auxiliary = re.match(r"\w+n't ", rest)
            if auxiliary is not None:
                taken.append("not")
                rest = rest[auxiliary.end() :]
                continue
            words = rest.split(" ")
            for count in range(len(words) - 1, 0, -1):
                degree = self._degrees.get(" ".join(words[:count]))
                if degree is not None:
                    taken.append(degree)
                    rest = " ".join(words[count:])
                    break
            else:
                return None, "not" in taken


def alternatives(forms: Iterable[str]) -> str:
    """The forms as one expression, the longest first; `x*` matches a stem, `ё` also `е`."""
    ordered = sorted({form.lower() for form in forms if form}, key=lambda form: (-len(form), form))
    spelled = (re.escape(form).replace(r"\*", r"\w*").replace("ё", "[её]").replace(r"\ ", " ") for form in ordered)
    return "|".join(spelled) or NOTHING


def _senses(forms: dict[str, tuple[str, ...]]) -> list[tuple[re.Pattern[str], str]]:
    """(form, sense), whole forms before stems, longer before shorter."""
    pairs = [(form, sense) for sense, listed in forms.items() for form in listed]
    pairs.sort(key=lambda pair: ("*" in pair[0], -len(pair[0]), pair[0]))
    return [(re.compile(alternatives((form,))), sense) for form, sense in pairs]
