"""Briefs, assessments and reasons as text for a terminal and as JSON. Rendering adds nothing, leaves nothing out, and neutralises all."""

import re
import textwrap
import unicodedata

import msgspec

from tocsin.model import Brief, BriefSentence, Reference, rounded
from tocsin.warn.neutral import STEERING, coarse, safe, shortened
from tocsin.warn.phrases import phrase
from tocsin.warn.tables import assessment, reasons
from tocsin.warn.words import Lang, number

WIDTH = 96
NARROWEST = 40
WORDS = 110
"""characters of a reference's words in the text form; the JSON has them all"""

__all__ = ["assessment", "json", "reasons", "safe", "text"]


def text(brief: Brief, width: int = WIDTH) -> str:
    """A brief as plain text of at most `width` columns, with numbered references resolved at the end. The marking opens and closes it."""
    lang: Lang = "fr" if brief.language == "fr" else "en"
    width = max(NARROWEST, width)
    numbers: dict[Reference, int] = {}
    lines = [brief.marking, "", *_wrapped(brief.title.upper(), width), *_wrapped(brief.headline, width)]
    section, listed = None, False
    for sentence in brief.sentences:
        if sentence.section != section:
            section, listed = sentence.section, False
            lines += ["", phrase(f"section.{section}", lang)]
        lines += _sentence(sentence, numbers, width, listed and sentence.role == "likelihood")
        listed = sentence.role == "heading" or (listed and sentence.role == "likelihood")
    lines += ["", phrase("references", lang)]
    for reference, n in numbers.items():
        if not reference.declared:
            lines += _wrapped(_reference(reference, lang), width, first=f"[{n}] ", rest="    ")
    for whole, parts in _declared(numbers).items():
        body = "; ".join(f"{part} [{n}]" for part, n in parts)
        lines += _wrapped(phrase("declared", lang, what=f"{whole}, {body}"), width, rest="    ")
    lines += ["", brief.marking]
    return "\n".join(lines) + "\n"


def json(brief: Brief) -> str:
    """The brief as canonical JSON: floats at six significant digits, sorted keys, indented by 2, steering characters escaped."""
    body = msgspec.json.format(msgspec.json.encode(rounded(brief), order="sorted"), indent=2).decode()
    return "".join(f"\\u{ord(c):04x}" if c != "\n" and unicodedata.category(c) in STEERING and ord(c) < 0x10000 else c for c in body)


def _sentence(sentence: BriefSentence, numbers: dict[Reference, int], width: int, indented: bool) -> list[str]:
    marks = sorted({numbers.setdefault(reference, len(numbers) + 1) for reference in sentence.references})
    body = f"{sentence.text} {_marks(marks)}" if marks else sentence.text
    if sentence.section == "said" and sentence.role == "heading":
        return _wrapped(body, width, first="* ", rest="  ")
    if sentence.section == "said" or indented or _is_mover(sentence):
        return _wrapped(body, width, first="    ", rest="    ")
    return _wrapped(body, width, first="- ", rest="  ")


def _is_mover(sentence: BriefSentence) -> bool:
    return sentence.section == "changed" and re.match(r"[+−±]", sentence.text) is not None


def _marks(marks: list[int]) -> str:
    """`[3-7, 9]`: runs of numbers shortened."""
    runs: list[list[int]] = []
    for n in marks:
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return "[" + ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs) + "]"


def _declared(numbers: dict[Reference, int]) -> dict[str, list[tuple[str, int]]]:
    """Declared and judged numbers by the document they stand in, so that it is named once."""
    found: dict[str, list[tuple[str, int]]] = {}
    for reference, n in numbers.items():
        if reference.declared:
            whole, _, part = reference.declared.partition(": ")
            found.setdefault(whole, []).append((part or whole, n))
    return found


def _reference(reference: Reference, lang: Lang) -> str:
    parts = []
    if reference.report:
        parts.append(_short(reference.path) or phrase("report", lang, id=reference.report[:12]))
    elif reference.origin:
        parts.append(phrase("origin", lang, id=reference.origin[:12]))
    if reference.span:
        parts.append(phrase("characters", lang, start=number(reference.span[0], lang), end=number(reference.span[1], lang)))
    place = ", ".join(parts)
    if not reference.words:
        return place
    words = shortened(reference.words, WORDS)
    return f"{place}: “{words}”" if lang == "en" else f"{place}\u202f: «\u202f{words}\u202f»"


def _short(path: str | None) -> str:
    """The last two parts of a path: what a person needs to find the file; the JSON has it whole."""
    return "/".join((path or "").split("/")[-2:])


def _wrapped(body: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """`body` on lines of at most `width`, safe and coarse; words are broken only where one alone is longer than a line."""
    flat = " ".join(safe(coarse(body)).split("\n")).strip()
    return textwrap.wrap(flat, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False) if flat else []
