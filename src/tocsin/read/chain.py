"""Through whose hands a report came: credits, datelines, bylines and outlets cited in the text."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tocsin.model import Span
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.names import Found
from tocsin.read.sentences import Parsed

LONGEST_NAME = 40
"""characters in the name of an outlet"""
CREDIT_LENGTH = 90
"""characters in a line of credit at the most"""
NAME_LINE = re.compile(r"[^\W\d_][\w.' -]{1,38}")


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


def credits(text: str, lower: str, paragraphs: Sequence[tuple[int, int]], grammar: Grammar) -> Credits:
    """Credits, datelines, bylines and furniture of a text."""
    carriers: list[str] = []
    furniture: list[Span] = []
    skipped: list[Span] = []
    dateline = author = signed = None
    translated = False
    total = len(paragraphs)
    for number, (start, end) in enumerate(paragraphs):
        line, low = text[start:end], lower[start:end]
        translated |= bool(grammar.finders["translation"].search(low)) and end - start < CREDIT_LENGTH * 2
        if number == 0:
            for pattern in grammar.patterns["dateline"]:
                match = pattern.match(line)
                if match is not None:
                    dateline = match.group("who").strip()
                    skipped.append((start, start + match.end()))
        if number < 2 and author is None and end - start < CREDIT_LENGTH * 2:
            byline = next((match for pattern in grammar.patterns["byline"] if (match := pattern.match(line))), None)
            if byline is not None:
                author = byline.group("who").strip()
                skipped.append((start, end))
                continue
        bare = line.strip("() .")
        credit = (
            next((match for pattern in grammar.patterns["credit"] if (match := pattern.match(bare))), None)
            if end - start <= CREDIT_LENGTH and number
            else None
        )
        if credit is not None:
            carriers += _people(credit.group("who"))
            skipped.append((start, end))
            furniture.append((start, end))
            continue
        tail = re.search(r"\(([^()]{4,70})\)\s*$", line)
        if tail is not None and number:
            credit = next((match for pattern in grammar.patterns["credit"] if (match := pattern.match(tail.group(1)))), None)
            if credit is not None:
                carriers += _people(credit.group("who"))
                furniture.append((start + tail.start(), start + tail.end()))
                skipped.append((start + tail.start(), start + tail.end()))
        if number >= total - 4 and number and NAME_LINE.fullmatch(line) and line.count(" ") < 3 and (line[0].isupper() or "." in line):
            signed = line
            skipped.append((start, end))
            furniture.append((start, end))
            continue
        if (
            grammar.finders["furniture"].search(low)
            and (end - start < 260 or len(grammar.finders["furniture"].findall(low)) > 1)
            and (number >= total - 5 or number == 0 or end - start < 160)
        ):
            furniture.append((start, end))
            skipped.append((start, end))
    return Credits(tuple(carriers), dateline, author, tuple(furniture), tuple(skipped), translated, signed)


def _people(words: str) -> list[str]:
    """Names in a credit: without the note in brackets, split at commas and `et`."""
    bare = re.sub(r"\s*\([^)]*\)?", "", words).strip(" .!")
    return [part.strip() for part in re.split(r",| et | and |/|;| & | avec | with ", bare) if 1 < len(part.strip()) < 50]


def chain(found: Credits, cited: Sequence[str], site: str | None) -> tuple[str, ...]:
    """Carriers from the nearest to the first source named: the site that signed, the credits, then outlets cited in the text."""
    order: list[str] = []
    for name in (*((found.signed,) if found.signed else ()), *found.carriers, *((found.dateline,) if found.dateline else ()), *cited):
        if (
            name
            and all(name.lower() != other.lower() for other in order)
            and (site is None or name.lower() != site.lower() or name == found.dateline)
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
