"""Who speaks in one breath with the speaker: `Putin and Shoigu said`, `Paris, Berlin et Varsovie estiment`."""

from collections.abc import Sequence

from tocsin.read.grammar import TAGS
from tocsin.read.names import Found
from tocsin.read.phrases import BREAKS
from tocsin.read.sentences import Parsed
from tocsin.read.speakers import Party

TITLE = 4
"""words of a title that may stand before a further name (`and Defence Minister Sergei Shoigu`)"""
SPEAK = frozenset(["person", "country", "organisation", "office", "institution", "place"])
"""types of names that speak"""


def together(parsed: Parsed, names: Sequence[Found], speaker: Party, cue: tuple[int, int] | None) -> list[Found]:
    """Names joined to the speaker's by `and`, or by commas and an `and` before the last; none where a clause of their own begins."""
    found: list[Found] = []
    at, joined = parsed.at(speaker.end), False
    sentence_end = next((item.end for item in parsed.sentences if item.start <= speaker.start < item.end), speaker.end)
    while at + 1 < len(parsed.words) and parsed.starts[at] < sentence_end and not joined:
        start = at
        if parsed.words[at] == ",":
            at += 1
        if parsed.tags[at] & TAGS["and"]:
            at, joined = at + 1, True
        if at == start:
            break
        after = next((name for name in names if name.type in SPEAK and at <= parsed.at(name.start) <= at + TITLE), None)
        if after is None or any(parsed.words[word] in BREAKS for word in range(at, parsed.at(after.start))):
            return []
        found.append(after)
        at = parsed.at(after.end)
    behind = cue is not None and cue[0] < speaker.start
    closed = at >= len(parsed.words) or parsed.starts[at] >= sentence_end or parsed.words[at] in BREAKS
    ahead = [] if behind else _ahead(parsed, names, speaker)
    return [*ahead, *(found if joined and (closed or not behind) else [])]


def _ahead(parsed: Parsed, names: Sequence[Found], speaker: Party) -> list[Found]:
    """Names that lead up to the speaker's, where the rules took the last of several."""
    found: list[Found] = []
    at, joined = parsed.at(speaker.start) - 1, False
    while at > 0 and ((parsed.tags[at] & TAGS["and"] and not joined) or (joined and parsed.words[at] == ",")):
        joined = True
        before = next((name for name in names if name.type in SPEAK and name.end == parsed.ends[at - 1]), None)
        if before is None:
            break
        found.insert(0, before)
        at = parsed.at(before.start) - 1
    return found
