"""What else a statement's words hold: conditions and consequences, reasons, numbers, change, position."""

import re
from typing import Literal

from tocsin.model import RedLine
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.sentences import Parsed

DIGITS = re.compile(r"\d+(?:[.,\s]\d{3})*(?:[.,]\d+)?")
STOP = re.compile(r"[,;:.!?»”\"]")
CASE = re.compile(r"\b(?:en cas d(?:e|'|u|es)|in case of|in the event of|in the case of|dans l'hypothèse d(?:e|'|u|es))\s*")
RESPONSE = re.compile(
    r"\b(?:en réponse (?:à|aux?)|en réaction (?:à|aux?)|suite (?:à|aux?)|à la suite d(?:e|u|es|')|in response to"
    r"|in reaction to|following|as a result of)\s*"
)
INVERTED = re.compile(
    r"\b(?:should|had|were)(?= (?:he|she|it|they|we|you|the|an?|any|one|nobody|anyone|that|this|these|his|its|their"
    r"|[a-z]+ (?:be|to|decide|attack|strike|fire|use))\b)"
)
"""a condition by inversion: `should it be withdrawn, ...`"""
REFUSED = re.compile(r"\b(?:sauf si|à moins que?|unless|faute de)\b")


def condition(text: str, lower: str, start: int, end: int, grammar: Grammar) -> RedLine | None:
    """If so, then so: the condition and the consequence in `text[start:end]`, in its words; None where nothing is conditional."""
    case = CASE.search(lower, start, end)
    opening = next((match for match in grammar.finders["if"].finditer(lower, start, end) if _conditional(lower, match)), None)
    inverted = INVERTED.search(lower, start, end)
    if inverted is not None and (
        inverted.start() <= start + 4 or lower[inverted.start() - 2] in ",;:—" or lower.endswith(("but ", "and "), start, inverted.start())
    ):
        opening = inverted if opening is None or inverted.start() < opening.start() else opening
    if opening is None and case is None:
        return None
    if opening is None or (case is not None and case.start() < opening.start()):
        assert case is not None  # noqa: S101 - one of the two was found
        stop = _clause_end(lower, case.end(), end)
        before, after = _clean(text, start, case.start()), _clean(text, stop, end)
        return RedLine(condition=_clean(text, case.end(), stop), consequence=before or after)
    stop = _clause_end(lower, opening.end(), end)
    if opening.start() - start <= 12:
        return RedLine(condition=_clean(text, opening.end(), stop), consequence=_clean(text, stop, end))
    return RedLine(condition=_clean(text, opening.end(), end), consequence=_clean(text, start, opening.start()))


def _conditional(lower: str, match: re.Match[str]) -> bool:
    """`si` opens a condition, not an indirect question (`savoir si`) or a degree (`si grave`); `s'` only before il(s)."""
    before = lower[max(0, match.start() - 14) : match.start()]
    if re.search(r"(?:savoir|demand\w*|question|ignore\w*|whether|even|comme|même|as|know|asked|unclear) $", before):
        return False
    if match.group() == "s'":
        return lower.startswith(("il ", "ils "), match.end())
    return True


def _clause_end(lower: str, start: int, end: int) -> int:
    depth = 0
    for match in re.finditer(r"[,;:.!?()«»“”]", lower[start:end]):
        sign = match.group()
        depth += sign in "(«“"
        depth -= sign in ")»”"
        if sign in ",;:.!?" and depth <= 0:
            after = lower[start + match.end() : start + match.end() + 6].strip()
            if sign == "," and re.match(r"(?:ou |et |or |and |qui |dont )", after + " "):
                continue
            return start + match.start()
    return end


def _clean(text: str, start: int, end: int) -> str | None:
    words = text[start:end].strip(' \n,;:.!?«»“”"—–-')
    words = re.sub(r"^(?:alors|then|et|and)\s+", "", words)
    return words or None


def because(text: str, lower: str, start: int, end: int, grammar: Grammar) -> str | None:
    """The reason given, with its conjunction."""
    match = next((found for found in grammar.finders["because"].finditer(lower, start, end) if found.start() > start + 8), None)
    if match is None:
        return None
    stop = _clause_end(lower, match.end(), end)
    return text[match.start() : stop].strip(' ,.»”"')


def conditional_on(text: str, lower: str, start: int, end: int) -> str | None:
    """What a judgement is said to hold in answer to: `en réponse aux frappes ...`."""
    match = RESPONSE.search(lower, start, end)
    if match is None:
        return None
    stop = _clause_end(lower, match.end(), end)
    return _clean(text, match.end(), stop)


def numbers(parsed: Parsed, first: int, last: int, taken: list[tuple[int, int]], grammar: Grammar) -> tuple[float, ...]:
    """Numbers among the words `first:last`, not those of dates; `deux douzaines` is 24. One and `une` count as articles."""
    values: list[float] = []
    at = first
    known = grammar.lexicon.numbers
    while at < last:
        word, start = parsed.words[at], parsed.starts[at]
        if any(left <= start < right for left, right in taken):
            at += 1
            continue
        if word[0].isdigit():
            value = _figure(word, grammar.code)
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


def _figure(word: str, code: str) -> float | None:
    compact = word.replace(" ", "").replace("\u202f", "").strip("%")
    decimal, thousands = (",", ".") if code in ("fr", "de", "ru", "uk") else (".", ",")
    if re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+(?:\{decimal}\d+)?", compact):
        compact = compact.replace(thousands, "")
    compact = compact.replace(decimal, ".")
    return float(compact) if re.fullmatch(r"\d+(?:\.\d+)?", compact) and len(compact) < 18 else None


def change(lower: str, start: int, end: int, grammar: Grammar) -> Literal["none", "up", "down"] | None:
    """Whether a judgement or risk is said to have changed."""
    for name, value in (("unchanged", "none"), ("up", "up"), ("down", "down")):
        if grammar.finders[name].search(lower, start, end):
            return value  # type: ignore[return-value]  # the three literals above
    return None


def position(lower: str, start: int, end: int, grammar: Grammar, verb_class: str) -> Literal["feared", "exaggerated"] | None:
    """The side taken in a debate over the danger."""
    if grammar.finders["exaggerated"].search(lower, start, end):
        return "exaggerated"
    return "feared" if verb_class == "fear" else None


def tagged(parsed: Parsed, first: int, last: int, name: str) -> bool:
    """A word of class `name` stands among the words."""
    return any(parsed.tags[at] & TAGS[name] for at in range(first, last))
