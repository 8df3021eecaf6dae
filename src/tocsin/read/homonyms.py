"""When a name of the gazetteer is something else of that name: a knife, a person, a dish. The rules are data, used here."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tocsin.model.declared import Homonym
from tocsin.read.grammar import finder

NEAR = 300
"""characters on either side that are near"""
OPENING, CLOSING = "«\"“„‘'", "»\"”“’'"
NEXT = re.compile(r" ([^\W\d_][\w'’-]*)")
BEFORE = re.compile(r"([^\W\d_][\w'’-]*) $")
ENDS = ".!?…:;\n"
"""signs after which a capital says nothing"""


class Rule(NamedTuple):
    """One homonym, compiled; an absent expression matches nothing and is None."""

    forms: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    bars: re.Pattern[str] | None
    beside_names: bool


class Homonyms:
    """The rules of a problem by entity."""

    def __init__(self, declared: Sequence[Homonym]) -> None:
        self._rules: dict[str, list[Rule]] = {}
        for item in declared:
            forms, needs, bars = (finder(terms) if terms else None for terms in (item.forms, item.needs, item.not_with))
            rule = Rule(forms, needs, bars, item.beside_names)
            for identity in item.of:
                self._rules.setdefault(identity, []).append(rule)

    def meant(self, identity: str, text: str, lower: str, start: int, end: int) -> bool:
        """The words at `start:end` are that entity, as far as the rules tell."""
        rules = self._rules.get(identity)
        return rules is None or all(_holds(rule, text, lower, start, end) for rule in rules)


def _holds(rule: Rule, text: str, lower: str, start: int, end: int) -> bool:
    if rule.forms is not None and rule.forms.fullmatch(lower, start, end) is None:
        return True
    before, after = lower[max(0, start - NEAR) : start], lower[end : end + NEAR]
    barred = _nearest(rule.bars, before, after)
    needed = _nearest(rule.needs, before, after)
    if barred is not None and (needed is None or barred <= needed):
        return False
    quoted = start > 0 and end < len(text) and text[start - 1] in OPENING and text[end] in CLOSING
    if rule.beside_names and not quoted and _beside_name(rule, text, start, end):
        return False
    return rule.needs is None or quoted or needed is not None


def _nearest(words: re.Pattern[str] | None, before: str, after: str) -> int | None:
    """Characters to the nearest of `words` on either side: one text may tell of the missile, then of the dish. None where there is none."""
    if words is None:
        return None
    ahead = words.search(after)
    away = [len(before) - match.end() for match in words.finditer(before)][-1:] + ([ahead.start()] if ahead is not None else [])
    return min(away, default=None)


def _beside_name(rule: Rule, text: str, start: int, end: int) -> bool:
    """A word with a capital follows right away, or stands right before inside a sentence: a first name or a surname.

    A word of `needs` (`Iskander Missiles` in a headline) is none, nor is any word where the whole line goes in capitals.
    """
    following = NEXT.match(text, end)
    if following is not None and _capital(following.group(1)) and not _known(rule, following.group(1)):
        return True
    preceding = BEFORE.search(text, max(0, start - 40), start)
    if preceding is None or not _capital(preceding.group(1)) or _known(rule, preceding.group(1)):
        return False
    left = text[: preceding.start()].rstrip(" \t")
    return bool(left) and left[-1] not in ENDS + OPENING


def _capital(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _known(rule: Rule, word: str) -> bool:
    return rule.needs is not None and rule.needs.fullmatch(word.lower()) is not None
