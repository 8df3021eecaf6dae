"""Through whose hands a report came: credits, datelines, bylines and outlets cited in the text."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tocsin.model import Span
from tocsin.read import carriers
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.names import Found
from tocsin.read.sentences import Parsed

LONGEST_NAME = 40
"""characters in the name of an outlet"""
CREDIT_LENGTH = 90
"""characters in a line of credit at the most"""
NAME_LINE = re.compile(r"[^\W_][\w.'’&|+ -]{1,38}")
CREDIT_LINES = 5
"""lines at the end where a bare `from` or two names together are a credit"""
LEAST_NAME, LONGEST_AUTHOR = 3, 50
"""characters in the name of an author"""
TAIL = re.compile(r"\(([^()]{4,70})\)\s*$")
"""a credit in brackets at a line's end"""
STOP = re.compile(r"[.!?…][»”\"]?\s+")
"""ends a sentence before a plea to read on: what stands before it in its line is text"""
SPLITS = re.compile(r"[,;/]| & | \| ")
"""between two names of a credit, in any language"""


class Credits(NamedTuple):
    """Lines that are no text. `carriers`: nearest first. `skipped`: spans of furniture, credits, datelines and bylines."""

    carriers: tuple[str, ...]
    dateline: str | None
    author: str | None
    furniture: tuple[Span, ...]
    skipped: tuple[Span, ...]
    translated: bool
    signed: str | None
    """a bare name in the last lines: the site that carried the text"""


def credits(parsed: Parsed, grammar: Grammar) -> Credits:
    """Credits, datelines, bylines and furniture of a text."""
    text, lower, paragraphs, seen = parsed.text, parsed.lower, parsed.paragraphs, parsed.seen
    hands: list[str] = []
    furniture: list[Span] = []
    skipped: list[Span] = []
    dateline = author = signed = None
    translated = False
    total = len(paragraphs)
    for number, (start, end) in enumerate(paragraphs):
        line, low = text[start:end], lower[start:end]
        translated = translated or (end - start < CREDIT_LENGTH * 2 and seen.word("translation", start, end) is not None)
        if number == 0:
            for pattern in grammar.patterns["dateline"]:
                match = pattern.match(line)
                if match is not None:
                    dateline = match.group("who").strip()
                    skipped.append((start, start + match.end()))
        if number < 2 and author is None and end - start < CREDIT_LENGTH * 2:
            byline = _matched(grammar.patterns["byline"], line)
            if byline is not None:
                author = byline.group("who").strip()
                skipped.append((start, end))
                continue
        if number and number >= total - CREDIT_LINES and grammar.marks["plea"].match(low):
            furniture.append((start, end))
            skipped.append((start, end))
            continue
        credited = _credited(line, grammar, total - number) if end - start <= CREDIT_LENGTH * 2 and number else None
        if credited is not None:
            hands += credited
            skipped.append((start, end))
            furniture.append((start, end))
            continue
        tail = TAIL.search(line) if line.rstrip().endswith(")") else None
        if tail is not None and number:
            credit = _matched(grammar.patterns["credit"], tail.group(1))
            if credit is not None:
                hands += people(credit.group("who"), grammar)
                furniture.append((start + tail.start(), start + tail.end()))
                skipped.append((start + tail.start(), start + tail.end()))
        plain = line.lstrip("—–-•*©( [").rstrip(" )]")
        if (
            number >= total - 4
            and number
            and NAME_LINE.fullmatch(plain)
            and plain[-1] != "."
            and plain.count(" ") < 4
            and (not plain[0].islower() or "." in plain)
        ):
            if signed is None:
                signed = plain
            else:
                hands.append(plain)
            skipped.append((start, end))
            furniture.append((start, end))
            continue
        pleaded = seen.word("furniture", start, end)
        if (
            pleaded
            and (end - start < 260 or len(list(seen.words("furniture", start, end))) > 1)
            and (number >= total - 5 or number == 0 or end - start < 160)
            and (total > 1 or len(list(seen.words("furniture", start, end))) > 1)
        ):
            stops = [stop.end() for stop in STOP.finditer(text, start, pleaded.start()) if stop.end() - start > CREDIT_LENGTH]
            begin = stops[-1] if stops else start
            furniture.append((begin, end))
            skipped.append((begin, end))
    return Credits(tuple(hands), dateline, author, tuple(furniture), tuple(skipped), translated, signed)


def _matched(patterns: Sequence[re.Pattern[str]], words: str) -> re.Match[str] | None:
    """The first of the patterns that holds at the beginning."""
    return next((match for pattern in patterns if (match := pattern.match(words)) is not None), None)


def _whole(patterns: Sequence[re.Pattern[str]], words: str) -> re.Match[str] | None:
    """The first of the patterns that holds for all of the words."""
    return next((match for pattern in patterns if (match := pattern.fullmatch(words)) is not None), None)


def _people_unnamed(who: str, grammar: Grammar) -> bool:
    """`D'après lui, ...`, `D'après un pilote, ...`: no outlet is meant, the line is text."""
    first = grammar.token.match(who.lower())
    unnamed = TAGS["pronoun"] | TAGS["indefinite"] | TAGS["each_of"]
    return first is not None and not who[0].isupper() and bool(grammar.tags.get(first.group(), 0) & unnamed)


def _credited(line: str, grammar: Grammar, from_end: int) -> list[str] | None:
    """Names in a line of credit, sentence by sentence; None where the line is none."""
    names: list[str] = []
    found = False
    for sentence in re.split(r"(?<=[^\s.]{2})[.!] (?=\S)", line):
        bare = sentence.strip("()[] .!—–-•*©")
        if len(bare) > CREDIT_LENGTH:
            if not found:
                return None
            continue
        credit = _matched(grammar.patterns["credit"], bare)
        if credit is not None and _people_unnamed(credit.group("who"), grammar):
            credit = None
        if credit is None and from_end <= CREDIT_LINES:
            credit = _matched(grammar.patterns["last_credit"], bare)
            joined = _whole(grammar.patterns["joined_credit"], bare) if credit is None else None
            if joined is not None and _called(joined.group("first"), grammar):
                names.append(joined.group("first"))
                credit = joined
        if credit is not None:
            found = True
            names += people(credit.group("who"), grammar, grammar.marks["credit_to_persons"].match(bare.lower()) is not None)
        elif not found and not grammar.marks["plea"].match(sentence.lower()):
            return None
    return names if found else None


def _called(words: str, grammar: Grammar) -> bool:
    """Words that may be a name: few, each with a capital but for small joints."""
    pieces = words.split()
    return 0 < len(pieces) <= 4 and all(
        not piece[0].islower()
        or bool(grammar.tags.get(piece, 0) & TAGS["name_joint"])
        or "." in piece
        or (piece[1:2] in ("'", "’") and f"{piece[0]}'" in grammar.tags)
        for piece in pieces
    )


def people(words: str, grammar: Grammar, persons: bool = False) -> list[str]:
    """Names in a credit, split at commas and `et`, without notes in brackets and the language translated from; of `persons`
    only their outlet."""
    bare = re.sub(r"\s*\([^)]*\)?", "", words).strip(" .!")
    marks = grammar.marks
    author = marks["writes_for"].search(bare, LEAST_NAME)
    if author is not None and author.start() <= LONGEST_AUTHOR and bare[author.end() : author.end() + 1].isupper():
        bare = bare[author.end() :]
    elif persons:
        return []
    bare = marks["translated_by"].sub("", bare)
    names = []
    for part in SPLITS.split(marks["credit_splits"].sub(",", bare)):
        name = carriers.bare(part.strip(" .–—-«»“”\"'"), grammar)
        if name is not None and len(name) < 50:
            names.append(name)
    return names


def chain(
    found: Credits, handed: Sequence[str], cited: Sequence[str], site: str | None, grammar: Grammar, known: Sequence[str] = ()
) -> tuple[str, ...]:
    """Carriers from the nearest to the first source named: the site that signed, the credits, hands named in the text, then
    outlets cited in it."""
    order: list[str] = []
    near = (*((found.signed,) if found.signed else ()), *found.carriers, *((found.dateline,) if found.dateline else ()))
    for name in (*near, *carriers.settle((*handed, *cited), (*near, *known), grammar)):
        if all(name.lower() != other.lower() for other in order) and (
            site is None or name.lower() != site.lower() or name == found.dateline
        ):
            order.append(name)
    return tuple(order)


def cited(parsed: Parsed) -> list[str]:
    """Outlets that the text calls so: a noun of outlets and the name right behind it (`le blog « Échelons »`, `the channel Zarya`)."""
    found: list[str] = []
    for at in range(len(parsed.words) - 1):
        if not parsed.tags[at] & TAGS["outlet"] or (parsed.tags[at] & TAGS["institution"] and not parsed.tags[at] & TAGS["wire"]):
            continue
        following = at + 1
        if parsed.text[parsed.ends[at] : parsed.starts[following]].strip(' «“"'):
            continue
        number = parsed.quote[following]
        if number >= 0 and parsed.starts[following] == parsed.quotes[number].start:
            quote = parsed.quotes[number]
            name = parsed.text[quote.inner_start : quote.inner_end]
        else:
            last = following
            while last < len(parsed.words) and last < following + 4 and _capital(parsed, last):
                last += 1
            name = parsed.text[parsed.starts[following] : parsed.ends[last - 1]] if last > following else ""
        if 2 < len(name) <= LONGEST_NAME and name.count(" ") <= 4 and name[0].isupper() and name not in found:
            found.append(name)
    return found


def _capital(parsed: Parsed, at: int) -> bool:
    return (parsed.text[parsed.starts[at]].isupper() and parsed.words[at][0].isalnum()) or (
        parsed.words[at][0].isdecimal() and len(parsed.words[at]) < 3
    )


def outlets(names: Sequence[Found], text: str) -> list[str]:
    """Names of outlets in the text, in order of first mention, in the words of the text."""
    seen: dict[str, str] = {}
    for name in names:
        if name.type == "outlet":
            seen.setdefault(name.id, text[name.start : name.end])
    return list(seen.values())
