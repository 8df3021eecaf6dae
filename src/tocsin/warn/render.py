"""Briefs, assessments and reasons as text for a terminal and as JSON. Rendering adds nothing, leaves nothing out, and neutralises all."""

import re
import textwrap
import unicodedata
from collections.abc import Sequence

import msgspec

from tocsin.judge.frequency import NARROW_SPACE as NARROW
from tocsin.model import Brief, BriefSentence, rounded
from tocsin.warn.moving import reasons
from tocsin.warn.neutral import STEERING, coarse, safe
from tocsin.warn.numbering import Entry, numbered
from tocsin.warn.phrases import phrase
from tocsin.warn.tables import assessment
from tocsin.warn.words import Lang, semicolons

WIDTH = 96
NARROWEST = 40
WORDS = 80
"""characters of a reference's words in the text form; the JSON has them all"""
QUOTED = 20
"""characters of a quotation that tell it from others"""

__all__ = ["assessment", "json", "reasons", "safe", "text"]


def text(brief: Brief, width: int = WIDTH) -> str:
    """A brief as plain text of at most `width` columns, with numbered references resolved at the end. The marking opens and closes it."""
    lang: Lang = "fr" if brief.language == "fr" else "en"
    width = max(NARROWEST, width)
    numbers = numbered(brief)
    lines = [brief.marking, "", *_wrapped(brief.title.upper(), width), *_wrapped(brief.headline, width)]
    section = None
    for sentence, marks in zip(brief.sentences, numbers.marks, strict=True):
        if sentence.section != section:
            section = sentence.section
            lines += ["", phrase(f"section.{section}", lang)]
        lines += _sentence(sentence, marks, width)
    lines += ["", phrase("references", lang), *_wrapped(phrase("references.how", lang), width)]
    for entry in numbers.entries:
        lines += _wrapped(_entry(entry, lang), width, rest="    ")
    for letter, said in numbers.documents:
        lines += _wrapped(f"[{letter}] {said}" if letter else said, width, rest="    ")
    lines += ["", brief.marking]
    return "\n".join(lines) + "\n"


def json(brief: Brief) -> str:
    """The brief as canonical JSON: floats at six significant digits, sorted keys, indented by 2, steering characters escaped."""
    body = msgspec.json.format(msgspec.json.encode(rounded(brief), order="sorted"), indent=2).decode()
    return "".join(f"\\u{ord(c):04x}" if c != "\n" and unicodedata.category(c) in STEERING and ord(c) < 0x10000 else c for c in body)


def _sentence(sentence: BriefSentence, marks: Sequence[str], width: int) -> list[str]:
    """A sentence with its marks behind it."""
    body = f"{sentence.text} [{','.join(runs(marks))}]" if marks else sentence.text
    if sentence.section == "said" and sentence.role == "heading":
        return _wrapped(body, width, first="* ", rest="  ")
    if sentence.section == "said" or is_mover(sentence):
        return _wrapped(body, width, first="    ", rest="    ")
    return _wrapped(body, width, first="- ", rest="  ")


def is_mover(sentence: BriefSentence) -> bool:
    """Whether a sentence is one row of what moved a judgement."""
    return sentence.section == "changed" and re.match(r"[+−±]", sentence.text) is not None


def runs(marks: Sequence[str]) -> list[str]:
    """`3-7`, `9a`, `B`: runs of plain numbers shortened."""
    found: list[list[str]] = []
    for mark in marks:
        if found and mark.isdigit() and found[-1][-1].isdigit() and int(mark) == int(found[-1][-1]) + 1:
            found[-1].append(mark)
        else:
            found.append([mark])
    return [run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in found]


def _entry(entry: Entry, lang: Lang) -> str:
    """`[3] Agence Lémanique, 2 October 2022 (reports.jsonl:10): a 36-165; b 300-310`."""
    where = f" ({entry.where})" if entry.where else ""
    places = semicolons([f"{place.letter} {place.said}".strip() for place in entry.places], lang)
    colon = (NARROW if lang == "fr" else "") + ": "
    return f"[{entry.number}] {entry.title}{where}" + (colon + places if places else "")


def _wrapped(body: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """`body` on lines of at most `width`, safe and coarse; words are broken only where one alone is longer than a line."""
    flat = " ".join(safe(coarse(body)).split("\n")).strip()
    return textwrap.wrap(flat, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False) if flat else []
