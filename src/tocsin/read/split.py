"""One content, several claims: coordinated clauses, concessions and quoted fragments become statements of their own."""

import re

from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.sentences import Parsed

SHORTEST = 18
"""characters in a claim at the least"""
FRAGMENT = 160
"""characters between two fragments of quotations at the most"""
JOINS = TAGS["and"] | TAGS["but"]
LEADS = TAGS["of"] | TAGS["to"] | TAGS["that"]
"""words that may stand between a conjunction and the second fragment"""
RELATION = TAGS["preposition"] | TAGS["of"] | TAGS["to"]
ARTICLE = TAGS["definite"] | TAGS["indefinite"]
OPENING, CLOSING = '«“"', '»”"'
ENDS = ' \n,;:.!?«»“”"—–-'


def claims(parsed: Parsed, content: tuple[int, int], grammar: Grammar, layout: str) -> list[tuple[int, int]]:
    """The claims in `content`, in order; together they leave out only conjunctions and marks."""
    start, end = content
    cuts: list[tuple[int, int]] = []
    text, lower = parsed.text, parsed.lower
    first, last = parsed.at(start), parsed.at(end)
    for at in range(first + 2, last - 2):
        tag, word = parsed.tags[at], parsed.words[at]
        if not tag & JOINS and word != ";" and word != ",":
            continue
        if tag & TAGS["but"] and parsed.tags[at + 1] & (TAGS["and"] | TAGS["also"]):
            continue
        if parsed.quote[at] >= 0 and _same_quote(parsed, at, start, end):
            continue
        if (
            tag & (TAGS["and"] | TAGS["but"])
            and parsed.tags[at + 1] & TAGS["that"]
            and layout in ("that", "before", "according", "after", "passive")
        ):
            cuts.append((parsed.starts[at], parsed.ends[at + 1]))
        elif (
            tag & (TAGS["and"] | TAGS["but"])
            and layout in ("that", "before", "according")
            and _clause(parsed, at + 1, last)
            and _clause(parsed, first, at)
            and not _conditional(parsed, first)
        ) or (
            tag & TAGS["and"]
            and layout in ("that", "before", "according")
            and any(parsed.tags[later] & TAGS["that"] for later in range(at + 2, min(at + 4, last)))
            and _estimative(parsed, grammar, at + 1)
        ):
            cuts.append((parsed.starts[at], parsed.ends[at]))
        elif tag & TAGS["and"] and parsed.tags[at + 1] & TAGS["who"] and layout in ("that", "before", "according", "noun"):
            cuts.append((parsed.starts[at], parsed.ends[at + 1]))
        elif word == ";" and layout not in ("narration", "before") and _clause(parsed, at + 1, last) and _clause(parsed, first, at):
            cuts.append((parsed.starts[at], parsed.ends[at]))
        elif (
            word == ","
            and layout != "noun"
            and (match := grammar.finders["concession"].match(lower, min(parsed.starts[at] + 2, len(lower))))
            and match.end() < end
            and text[match.end()] != ","  # `..., though, ...` concedes nothing
        ):
            cuts.append((parsed.starts[at], match.start() if grammar.marks["own_concession"].match(match.group()) else match.end()))
    cuts += _fragments(parsed, first, last)
    pieces: list[tuple[int, int]] = []
    left = start
    for cut_start, cut_end in sorted(cuts):
        if cut_start - left < SHORTEST or end - cut_end < SHORTEST:
            continue
        pieces.append(_trim(text, left, cut_start))
        left = cut_end
    pieces.append(_trim(text, left, end))
    return [piece for piece in pieces if piece[1] > piece[0]]


def _fragments(parsed: Parsed, first: int, last: int) -> list[tuple[int, int]]:
    """Conjunctions between a fragment in quotation marks, perhaps more words, and a second fragment."""
    found: list[tuple[int, int]] = []
    closed = -FRAGMENT
    for at in range(first, last - 1):
        word = parsed.words[at]
        if word in OPENING or word in CLOSING:
            closed = parsed.ends[at] if word in CLOSING else -FRAGMENT
        elif parsed.tags[at] & JOINS and 0 <= parsed.starts[at] - closed <= FRAGMENT:
            following = at + 1 + bool(parsed.tags[at + 1] & LEADS)
            if following < last and parsed.words[following] in OPENING:
                found.append((parsed.starts[at], parsed.ends[at]))
    return found


def _estimative(parsed: Parsed, grammar: Grammar, at: int) -> bool:
    """An estimate opens here, whose own clause follows: `and very unlikely that ...`."""
    return grammar.finders["estimative"].match(parsed.lower, parsed.starts[at]) is not None


def sentences(parsed: Parsed, content: tuple[int, int]) -> list[tuple[int, int]]:
    """The sentences inside one quotation."""
    start, end = content
    pieces, left = [], start
    for stop in re.finditer(r"(?<=[^\W\d]{2}[.!?…])\s+(?=[^\W\d_a-zà-öø-ÿа-яёіїєґ])", parsed.text[start:end]):
        if start + stop.start() - left >= SHORTEST // 2:
            pieces.append(_trim(parsed.text, left, start + stop.start()))
            left = start + stop.end()
    pieces.append(_trim(parsed.text, left, end))
    return [piece for piece in pieces if piece[1] > piece[0]]


def _clause(parsed: Parsed, first: int, last: int) -> bool:
    """A noun phrase and a finite auxiliary or modal, soon: a clause of its own."""
    if parsed.tags[first] & RELATION and not parsed.tags[first] & ARTICLE:
        return False
    finite = TAGS["auxiliary"] | TAGS["be"] | TAGS["modal"] | TAGS["will"]
    for at in range(first + 1, min(first + 12, last)):
        if parsed.words[at] in (",", ";", ":") or parsed.tags[at] & (TAGS["relative"] | TAGS["that"]):
            return False
        if parsed.tags[at] & finite and not parsed.tags[at] & TAGS["nonfinite"]:
            return True
    return False


def _conditional(parsed: Parsed, first: int) -> bool:
    return bool(parsed.tags[first] & TAGS["if"])


def _same_quote(parsed: Parsed, at: int, start: int, end: int) -> bool:
    """The word stands in a quotation that does not fill the whole content."""
    quote = parsed.quotes[parsed.quote[at]]
    return not (quote.inner_start <= start and quote.inner_end >= end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in ENDS:
        start += 1
    while end > start and text[end - 1] in ENDS:
        end -= 1
    return start, end
