"""A drift as a record: the words of both reports, with where they stand."""

from tocsin.corroborate.drift.sides import Sentence, Side
from tocsin.model import Drift
from tocsin.model.origins import DriftKind

Part = tuple[int, int]
"""places inside a sentence"""


def told(kind: DriftKind, child: Side, sentence: Sentence, words: Part, source: Side, was: Sentence, before: Part) -> Drift:
    """A drift between two places inside two sentences."""
    start, end = _trimmed(sentence, words)
    first, last = _trimmed(was, before)
    return Drift(
        kind=kind,
        span=(start, end),
        words=child.text[start:end],
        was=source.text[first:last],
        was_span=(first, last),
        was_report=source.report.id,
    )


def _trimmed(sentence: Sentence, part: Part) -> Part:
    words = sentence.text[part[0] : part[1]]
    start = sentence.start + part[0] + len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def whole(sentence: Sentence) -> Part:
    """All of a sentence, without the mark that ends it."""
    return 0, len(sentence.text.rstrip(" .!?…"))


def inside(sentence: Sentence, span: Part) -> Part:
    """A span of the report as a part of one of its sentences."""
    return max(0, span[0] - sentence.start), min(len(sentence.text), span[1] - sentence.start)
