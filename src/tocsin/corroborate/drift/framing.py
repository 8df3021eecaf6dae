"""How it is painted: alarm, menace, dismissal, blame or triumph that the source has not."""

from tocsin.corroborate.drift.sides import Side
from tocsin.corroborate.drift.telling import told, whole
from tocsin.corroborate.phrases import frames, pattern
from tocsin.corroborate.words import QUOTED
from tocsin.model import Drift

BEFORE = 20
"""characters in which a word may take back the one that follows"""
LEAD = 2
"""sentences at the head in which a report is framed"""


def of_frames(child: Side, source: Side) -> list[Drift]:
    """Words at the head of a report, outside quotation marks, of a frame that the source has nowhere, title included."""
    held = f"{source.report.title or ''}\n{source.words}"
    theirs = frames(source.language)
    denied, found = pattern("not", child.language), list[Drift]()
    for sentence in child.sentences[:LEAD]:
        quoted = [match.span() for match in QUOTED.finditer(sentence.text)]
        for name, words in frames(child.language).items():
            hits = [item for item in words.finditer(sentence.text) if not any(a <= item.start() < b for a, b in quoted)]
            match = next((item for item in hits if denied.search(sentence.text, max(0, item.start() - BEFORE), item.start()) is None), None)
            if match is None or theirs[name].search(held) or not source.sentences:
                continue
            was = source.sentences[0]
            found.append(told("framing", child, sentence, match.span(), source, was, whole(was)))
            break
        if found:
            break
    return found
