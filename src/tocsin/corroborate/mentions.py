"""Outlets named in a text, whatever its language: declared sources and the sites at hand, in any grammatical case."""

import html
import re
from collections import defaultdict
from typing import NamedTuple

from tocsin.corroborate.folding import fold
from tocsin.corroborate.outlets import Outlet, forms_of_one, name_words
from tocsin.corroborate.words import AGENCY_WORDS, WORD, plain
from tocsin.library import citing
from tocsin.model import Report

LEAD = 60
"""characters at the beginning, in which a name in brackets is a credit: `(InfoRelais 7) Quatorze ...`"""
_APOSTROPHES = ("'", "’")
_ARTICLES = ("the", "le", "la", "les", "l'", "un", "une", "a")
SHORT = 4
"""letters up to which a name must stand in the text letter for letter: abbreviations"""
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_CLAUSE = re.compile(r"[,;:—–]")
_END = re.compile(r"[.!?…]+[\"»”)]*\s|\n")


class Mention(NamedTuple):
    """An outlet named in a report. `credit`: in furniture or in brackets at the head. `cites`: by words that name a source.

    `answered`: whoever speaks answers what it published; it is no source then.
    """

    outlet: Outlet
    start: int
    credit: bool
    cites: bool
    answered: bool = False


class Names:
    """The names to look for, by the beginning of their first word."""

    def __init__(self, names: list[tuple[str, Outlet]]) -> None:
        self._by_first: defaultdict[str, list[tuple[tuple[str, ...], str, Outlet]]] = defaultdict(list)
        for name, outlet in sorted(names, key=lambda item: (-len(item[0]), item[0], item[1].key)):
            tokens = tuple(_words(name)) + tuple(re.findall(r"\d+", name))
            if tokens and "." not in name:
                self._by_first[tokens[0][:3]].append((tokens, name, outlet))
        self._found: dict[tuple[str, str | None], list[Mention]] = {}
        """by report and what is its own: several ask for the same"""

    def find(self, report: Report, own: Outlet | None) -> list[Mention]:
        """Outlets named in a report as its source, itself left out: credits first, then in order of the text, each once."""
        return [mention for mention in self._all(report, own) if not mention.answered]

    def answered(self, report: Report, own: Outlet | None) -> set[str]:
        """Keys of the outlets that a report names only where somebody answers what they published: he denies it, and has it from nobody."""
        return {mention.outlet.key for mention in self._all(report, own) if mention.answered}

    def _all(self, report: Report, own: Outlet | None) -> list[Mention]:
        key = report.id, own.key if own is not None else None
        if key not in self._found:
            self._found[key] = self._named(report, own)
        return self._found[key]

    def _named(self, report: Report, own: Outlet | None) -> list[Mention]:
        text, found = html.unescape(report.text), dict[str, Mention]()
        shift = len(report.text) - len(text)
        tokens = [(match.start(), match.group()) for match in _TOKEN.finditer(text)]
        for place, (begins, word) in enumerate(tokens):
            start = begins + _elided(word)
            if not (text[start].isupper() or text[start].isdigit()):
                continue
            for wanted, name, outlet in self._by_first.get(_folded(word)[:3], ()):
                if own is not None and outlet.key == own.key:
                    continue
                here = [_folded(token) for _, token in tokens[place : place + len(wanted)]]
                if len(here) < len(wanted) or not all(
                    _meets(one, other, name, text[start]) for one, other in zip(here, wanted, strict=True)
                ):
                    continue
                if len("".join(wanted)) <= SHORT and name not in text[start : start + len(name) + 2]:
                    continue
                mention = self._mention(report, text, start, outlet, shift)
                if mention is not None and (outlet.key not in found or _weight(mention) > _weight(found[outlet.key])):
                    found[outlet.key] = mention
                break
        return sorted(found.values(), key=lambda mention: (not mention.credit, mention.start))

    def _mention(self, report: Report, text: str, start: int, outlet: Outlet, shift: int) -> Mention | None:
        begin = max((match.end() for match in _END.finditer(text, 0, start)), default=0)
        end = _END.search(text, start)
        sentence = text[begin : end.start() if end else len(text)].lower().replace("’", "'")
        words = citing.load()
        if _behind(text[begin:start].lower().replace("’", "'"), words.answers):
            return Mention(outlet, start, False, False, answered=True)
        if any(cue in sentence for cue in (*words.about, *words.answers)):
            return None
        in_furniture = any(first - shift <= start < last for first, last in report.furniture)
        bracketed = start < LEAD and text[:start].rstrip('«"“ ').endswith("(")
        credit = in_furniture or (bracketed and begin == 0 and text[:start].strip('(«"“ \n') == "")
        return Mention(outlet, start, credit, credit or any(cue in f" {sentence} " for cue in words.cites))


def _words(name: str) -> list[str]:
    """The words by which a name is looked for. `Le Quotidien du Lac` keeps its noun: without it nothing with a capital would begin it."""
    words = WORD.findall(name.replace("’", "'"))
    kept = [word for word in words if plain(word) not in AGENCY_WORDS] or words
    if kept and kept[0][0].islower():
        first = next((place for place, word in enumerate(words) if word[0].isupper() and plain(word) not in _ARTICLES), 0)
        return [fold(_bare(word)) for word in words[first:] if fold(_bare(word))]
    return name_words(name)


def _bare(word: str) -> str:
    return word[_elided(word) :]


def _weight(mention: Mention) -> tuple[bool, bool]:
    """What one mention of an outlet counts beside another: once a source, it is one."""
    return mention.credit, not mention.answered


def _behind(before: str, cues: tuple[str, ...]) -> bool:
    """Whether the last of some words in front of a name run up to it within one clause."""
    at = max((found + len(cue) for cue in cues if (found := before.rfind(cue)) >= 0), default=-1)
    return at >= 0 and _CLAUSE.search(before, at) is None


def _elided(word: str) -> int:
    """Length of an elided article: `d'ActuFlux` names ActuFlux."""
    return 2 if word[1:2] in _APOSTROPHES and word[:1] in "LDld" and len(word) > 2 else 0


def _folded(word: str) -> str:
    if word.isdigit():
        return word
    return fold(word[_elided(word) :])


def _meets(one: str, other: str, name: str, letter: str) -> bool:
    """Whether a folded word of the text is one of the name's: the same, or, where both are Cyrillic, the same in another case.

    letter: one of the text's, by which its script is told: `Monday` is no case of `Монд`.
    """
    return one == other or (not one.isdigit() and _cyrillic(letter) and any(map(_cyrillic, name)) and forms_of_one(one, other))


def _cyrillic(letter: str) -> bool:
    return "\u0400" <= letter <= "\u04ff"
