"""What else a statement's words hold: conditions and consequences, reasons, numbers, change, position."""

import re
from typing import Literal

from tocsin.model import RedLine
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.sentences import Parsed

MARK = re.compile(r"[,;:.!?()«»“”]")
AND_BUT = TAGS["and"] | TAGS["but"]
BEFORE = 14
"""characters before an `if` in which a word takes its condition away"""


def condition(parsed: Parsed, start: int, end: int, grammar: Grammar) -> RedLine | None:
    """If so, then so: the condition and the consequence in `start:end`, in the text's words; None where nothing is conditional."""
    text, lower, seen = parsed.text, parsed.lower, parsed.seen
    case = seen.mark("in_case", start, end)
    opening = next((match for match in seen.words("if", start, end) if _conditional(lower, match, grammar)), None)
    inverted = seen.mark("inverted_if", start, end)
    if inverted is not None and (
        inverted.start() <= start + 4 or lower[inverted.start() - 2] in ",;:—" or _joined(lower, inverted.start(), grammar)
    ):
        opening = inverted if opening is None or inverted.start() < opening.start() else opening
    if opening is None and case is None:
        return None
    if opening is None or (case is not None and case.start() < opening.start()):
        assert case is not None  # noqa: S101 - one of the two was found
        stop = _clause_end(lower, case.end(), end, grammar)
        before, after = _clean(text, start, case.start(), grammar), _clean(text, stop, end, grammar)
        return RedLine(condition=_clean(text, case.end(), stop, grammar), consequence=before or after)
    stop = _clause_end(lower, opening.end(), end, grammar)
    if opening.start() - start <= 12:
        return RedLine(condition=_clean(text, opening.end(), stop, grammar), consequence=_clean(text, stop, end, grammar))
    return RedLine(condition=_clean(text, opening.end(), end, grammar), consequence=_clean(text, start, opening.start(), grammar))


def _conditional(lower: str, match: re.Match[str], grammar: Grammar) -> bool:
    """An `if` opens a condition, not an indirect question (`savoir si`) or a degree (`si grave`)."""
    return grammar.marks["no_condition"].search(lower, max(0, match.start() - BEFORE), match.start()) is None


def _joined(lower: str, position: int, grammar: Grammar) -> bool:
    """The word before `position` is a conjunction."""
    before = lower[max(0, position - BEFORE) : position].split()
    return bool(before) and bool(grammar.tags.get(before[-1], 0) & AND_BUT)


def _clause_end(lower: str, start: int, end: int, grammar: Grammar) -> int:
    depth = 0
    for match in MARK.finditer(lower, start, end):
        sign = match.group()
        depth += sign in "(«“"
        depth -= sign in ")»”"
        if sign in ",;:.!?" and depth <= 0:
            if sign == "," and grammar.marks["goes_on"].match(lower, match.end() + (lower[match.end() : match.end() + 1] == " "), end):
                continue
            return match.start()
    return end


def _clean(text: str, start: int, end: int, grammar: Grammar) -> str | None:
    words = text[start:end].strip(' \n,;:.!?«»“”"—–-')
    opening = grammar.marks["opens_consequence"].match(words)
    return words[opening.end() if opening is not None else 0 :] or None


def because(parsed: Parsed, start: int, end: int, grammar: Grammar) -> str | None:
    """The reason given, with its conjunction."""
    match = next((found for found in parsed.seen.words("because", start, end) if found.start() > start + 8), None)
    if match is None:
        return None
    stop = _clause_end(parsed.lower, match.end(), end, grammar)
    return parsed.text[match.start() : stop].strip(' ,.»”"')


def conditional_on(parsed: Parsed, start: int, end: int, grammar: Grammar) -> str | None:
    """What a judgement is said to hold in answer to: `en réponse aux frappes ...`."""
    match = parsed.seen.mark("in_answer_to", start, end)
    if match is None:
        return None
    stop = _clause_end(parsed.lower, match.end(), end, grammar)
    return _clean(parsed.text, match.end(), stop, grammar)


def numbers(parsed: Parsed, first: int, last: int, taken: list[tuple[int, int]], grammar: Grammar) -> tuple[float, ...]:
    """Numbers among the words `first:last`, not those of dates; `deux douzaines` is 24. One and `une` count as articles."""
    values: list[float] = []
    at = first
    known = grammar.lexicon.numbers
    while at < last:
        word = parsed.words[at]
        if word not in known and not word[0].isdigit():
            at += 1
            continue
        start = parsed.starts[at]
        if any(left <= start < right for left, right in taken):
            at += 1
            continue
        if word[0].isdigit():
            value = _figure(word, grammar.shape.decimal_comma)
            if value is not None and not parsed.text[parsed.ends[at] : parsed.ends[at] + 1].isalpha():
                values.append(
                    value * (known.get(parsed.words[at + 1], 1) if at + 1 < last and known.get(parsed.words[at + 1], 1) >= 12 else 1)
                )
            at += 1
            continue
        if word in known:
            value, at = known[word], at + 1
            while at < last and parsed.words[at] in known:
                following = known[parsed.words[at]]
                value = value * following if following > value and following >= 10 else value + following
                at += 1
            if value > 1:
                values.append(value)
            continue
        at += 1
    return tuple(values)


def _figure(word: str, decimal_comma: bool) -> float | None:
    compact = word.replace(" ", "").replace("\u202f", "").strip("%")
    decimal, thousands = (",", ".") if decimal_comma else (".", ",")
    if re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+(?:\{decimal}\d+)?", compact):
        compact = compact.replace(thousands, "")
    compact = compact.replace(decimal, ".")
    return float(compact) if re.fullmatch(r"\d+(?:\.\d+)?", compact) and len(compact) < 18 else None


def change(parsed: Parsed, start: int, end: int) -> Literal["none", "up", "down"] | None:
    """Whether a judgement or risk is said to have changed."""
    for name, value in (("unchanged", "none"), ("up", "up"), ("down", "down")):
        if parsed.seen.word(name, start, end):
            return value  # type: ignore[return-value]  # the three literals above
    return None


def position(parsed: Parsed, start: int, end: int, verb_class: str) -> Literal["feared", "exaggerated"] | None:
    """The side taken in a debate over the danger."""
    if parsed.seen.word("exaggerated", start, end):
        return "exaggerated"
    return "feared" if verb_class == "fear" else None


def tagged(parsed: Parsed, first: int, last: int, name: str) -> bool:
    """A word of class `name` stands among the words."""
    return any(parsed.tags[at] & TAGS[name] for at in range(first, last))
