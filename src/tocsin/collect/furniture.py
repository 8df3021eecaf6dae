"""What surrounds an article without being it: share buttons, credits, subscription boxes, cookies, "Read also". Marked, never cut.

An ordinary sentence must never be marked, so words alone do not decide: their place does. "Read also" counts as the beginning of a
paragraph; a credit or a plea to share only at the very beginning or end of the text, sentence by sentence until an ordinary one is met.
"""

import html
import re
from functools import cache, lru_cache

from tocsin.library import furniture
from tocsin.model import Span

MOST_WORDS = 45
"""a piece of furniture is short; a paragraph longer than this that begins like one is an article's own"""
CREDIT_WORDS = 6
SIGNATURE_WORDS = 4

_PARAGRAPH = re.compile(r"[^\n\r]+")
# A sentence ends at its mark with closing quotes, before space and something that begins one; or before a credit in parentheses.
# A run of stops is taken whole and from its beginning, or after an initial's own: a thousand of them are looked at once.
_SENTENCE_END = re.compile(
    r"(?:(?<![.!?…])(?<![\s(][A-ZА-Я])|(?<=[\s(][A-ZА-Я][.!?…]))[.!?…]++[\"»”’)\]]*\s+(?=[\"«“‘(\[]?\s?[A-ZÀ-ÞА-ЯЁЄІЇҐ0-9©])"
)
_SPACE = re.compile(r"\s+")
_NAME_BEGINS = re.compile(r"[«“\"]?\s?[A-ZÀ-ÞА-ЯЁЄІЇҐ0-9]")
_OPENERS = " \t\"'«“‘•·-–—*|►▶>"


class _Words:
    """The phrases of all languages together, ready to match: languages mix in what surrounds an article."""

    def __init__(self) -> None:
        words = furniture.load()
        self.anywhere = tuple(phrase for language in words for phrase in language.anywhere)
        self.whole = frozenset(phrase for language in words for phrase in language.whole)
        self.edge = tuple(phrase for language in words for phrase in language.edge)
        self.credit = tuple(phrase for language in words for phrase in language.credit)
        self.together = tuple(groups for language in words for groups in language.together)


@cache
def _words() -> _Words:
    return _Words()


def find(text: str) -> tuple[Span, ...]:
    """Spans of furniture in `text`, in order, without the space around them."""
    paragraphs = [span for match in _PARAGRAPH.finditer(text) if (span := _trimmed(text, *match.span()))]
    found: set[Span] = {span for span in paragraphs if _anywhere(text, span)}
    somewhere, whole = bool(found), set(paragraphs)
    units: dict[Span, list[Span]] = {span: [span] for span in found}
    for order in (paragraphs, paragraphs[::-1]):
        _from_the_edge(text, order, units, found, whole, backwards=order is not paragraphs)
    inner = [unit for span in paragraphs for unit in units.get(span, [span])]
    _signature(text, inner, found)
    if not somewhere and all(unit in found for unit in inner):
        # Nothing but a credit or a short line: then it is the text itself.
        return ()
    return _merged(text, sorted(found))


def _from_the_edge(
    text: str, paragraphs: list[Span], units: dict[Span, list[Span]], found: set[Span], whole: set[Span], *, backwards: bool
) -> None:
    """Adds furniture to `found` from one end of the text, sentence by sentence, until an ordinary one is met; only the paragraphs
    reached are cut, into `units`."""
    for span in paragraphs:
        cut = units.setdefault(span, _sentences(text, span) if span not in units else [])
        for unit in reversed(cut) if backwards else cut:
            if unit not in found and not _edge(text, unit, alone=unit in whole):
                return
            found.add(unit)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _sentences(text: str, span: Span) -> list[Span]:
    start, cut = span[0], []
    for match in _SENTENCE_END.finditer(text, *span):
        cut.append(_trimmed(text, start, match.end()))
        start = match.end()
    cut.append(_trimmed(text, start, span[1]))
    return [piece for piece in cut if piece]


@lru_cache(maxsize=1024)
def _plain(piece: str) -> str:
    """`piece` as the phrases are written: small letters, straight apostrophes, one space, none before a colon."""
    words = _SPACE.sub(" ", html.unescape(piece)).strip(_OPENERS).replace("’", "'").replace(" :", ":").replace(" !", "!")
    return words.casefold()


def _short(piece: str, most: int) -> bool:
    return len(piece) <= 20 * most and len(piece.split()) <= most


def _begins(plain: str, phrases: tuple[str, ...]) -> bool:
    if not plain.startswith(phrases):
        return False
    for phrase in phrases:
        if plain.startswith(phrase):
            rest = plain[len(phrase) :]
            if not rest or not phrase[-1].isalnum() or not rest[0].isalnum():
                return True
    return False


def _anywhere(text: str, span: Span) -> bool:
    piece = text[span[0] : span[1]]
    if not _short(piece, MOST_WORDS):
        return False
    return _begins(_plain(piece), _words().anywhere) or _plain(piece).strip(" .:!-") in _words().whole


def _edge(text: str, span: Span, *, alone: bool) -> bool:
    piece = text[span[0] : span[1]]
    if not _short(piece, MOST_WORDS):
        return False
    plain, words = _plain(piece), _words()
    if _begins(plain, words.anywhere) or _begins(plain, words.edge):
        return True
    if any(all(any(term in plain for term in group) for group in groups) for groups in words.together):
        return True
    return _credit(piece, alone)


def _credit(piece: str, alone: bool) -> bool:
    """`Avec 24news`, `(With Meridian Wire)`: a word of credit, a name, and nothing else, standing by itself."""
    inner = _SPACE.sub(" ", html.unescape(piece)).strip()
    bracketed = inner.startswith("(") and inner.rstrip(".").endswith(")")
    if not (alone or bracketed) or not _short(inner, CREDIT_WORDS):
        return False
    inner = inner.strip("(). ") if bracketed else inner
    if not inner or (not bracketed and inner[-1] in ".!?:;"):
        return False
    plain = inner.replace("’", "'").casefold()
    for phrase in _words().credit:
        joint = "" if phrase.endswith("'") else " "
        if plain.startswith(phrase + joint) and _NAME_BEGINS.match(inner[len(phrase + joint) :]):
            return True
    return False


def _signature(text: str, units: list[Span], found: set[Span]) -> None:
    """A bare name on a line of its own right before furniture at the end (`Wab-infos`) is a signature."""
    at = len(units)
    while at > 0 and units[at - 1] in found:
        at -= 1
    if 0 < at < len(units):
        piece = text[units[at - 1][0] : units[at - 1][1]]
        alone = "\n" in text[units[at - 1][1] : units[at][0]] and (at < 2 or "\n" in text[units[at - 2][1] : units[at - 1][0]])
        if alone and _short(piece, SIGNATURE_WORDS) and piece[-1].isalnum() and _NAME_BEGINS.match(piece):
            found.add(units[at - 1])


def _merged(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """Neighbours on one line as one span."""
    merged: list[Span] = []
    for start, end in spans:
        if merged and not text[merged[-1][1] : start].strip() and "\n" not in text[merged[-1][1] : start]:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)
