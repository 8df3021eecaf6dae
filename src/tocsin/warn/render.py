"""Briefs, assessments and reasons as text for a terminal and as JSON. Rendering adds nothing, leaves nothing out, and neutralises all."""

import re
import textwrap
import unicodedata
from collections.abc import Sequence

import msgspec

from tocsin.judge.frequency import NARROW_SPACE as NARROW
from tocsin.model import Brief, BriefSentence, Reference, rounded
from tocsin.warn.moving import reasons
from tocsin.warn.neutral import STEERING, coarse, safe, shortened
from tocsin.warn.phrases import phrase
from tocsin.warn.tables import assessment
from tocsin.warn.words import Lang, number

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
    numbers: dict[Reference, int] = {}
    letters: dict[str, str] = {}
    lines = [brief.marking, "", *_wrapped(brief.title.upper(), width), *_wrapped(brief.headline, width)]
    section = None
    for sentence in brief.sentences:
        if sentence.section != section:
            section = sentence.section
            lines += ["", phrase(f"section.{section}", lang)]
        lines += _sentence(sentence, numbers, letters, width)
    lines += ["", phrase("references", lang), phrase("references.how", lang)]
    for place, held in _places(numbers, lang).items():
        body = "; ".join(_reference(reference, n, brief.sentences, lang) for reference, n in held)
        lines += _wrapped(f"{place}{NARROW if lang == 'fr' else ''}: {body}", width, rest="    ")
    for whole, letter in letters.items():
        lines += _wrapped(_declared(whole, brief.assessment, lang), width, first=f"[{letter}] ", rest="    ")
    lines += ["", brief.marking]
    return "\n".join(lines) + "\n"


def json(brief: Brief) -> str:
    """The brief as canonical JSON: floats at six significant digits, sorted keys, indented by 2, steering characters escaped."""
    body = msgspec.json.format(msgspec.json.encode(rounded(brief), order="sorted"), indent=2).decode()
    return "".join(f"\\u{ord(c):04x}" if c != "\n" and unicodedata.category(c) in STEERING and ord(c) < 0x10000 else c for c in body)


def _sentence(sentence: BriefSentence, numbers: dict[Reference, int], letters: dict[str, str], width: int) -> list[str]:
    """A sentence with its marks: a number for each place in a report, a letter for each document of declared numbers."""
    marks = sorted({numbers.setdefault(r, len(numbers) + 1) for r in sentence.references if not r.declared})
    documents = [_document(r) for r in sentence.references if r.declared]
    named = sorted({letters.setdefault(document, _letter(len(letters))) for document in documents})
    both = ",".join([*_runs(marks), *named])
    body = f"{sentence.text} [{both}]" if both else sentence.text
    if sentence.section == "said" and sentence.role == "heading":
        return _wrapped(body, width, first="* ", rest="  ")
    if sentence.section == "said" or _is_mover(sentence):
        return _wrapped(body, width, first="    ", rest="    ")
    return _wrapped(body, width, first="- ", rest="  ")


def _is_mover(sentence: BriefSentence) -> bool:
    return sentence.section == "changed" and re.match(r"[+−±]", sentence.text) is not None


def _runs(marks: list[int]) -> list[str]:
    """`3-7`, `9`: runs of numbers shortened."""
    runs: list[list[int]] = []
    for n in marks:
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]


def _letter(n: int) -> str:
    """`A` to `Z`, then `A1`: more documents than letters are not expected, but nothing may break."""
    return chr(ord("A") + n % 26) + (str(n // 26) if n >= 26 else "")


def _document(reference: Reference) -> str:
    """The document that a declared number stands in; the JSON has the place inside it."""
    return (reference.declared or "").partition(": ")[0]


def _declared(whole: str, now: str, lang: Lang) -> str:
    kind, _, id = whole.partition(" ")
    if kind == "assessment":
        return phrase("reference.assessment" if now.startswith(id) else "reference.before", lang, id=id)
    return whole if id else phrase("reference.problem", lang, id=whole)


def _places(numbers: dict[Reference, int], lang: Lang) -> dict[str, list[tuple[Reference, int]]]:
    """References by the file they stand in, so that it is named once."""
    found: dict[str, list[tuple[Reference, int]]] = {}
    for reference, n in numbers.items():
        if reference.report:
            place = _short(reference.path) or phrase("report", lang, id=reference.report[:12])
        else:
            place = phrase("origin", lang, id=(reference.origin or "")[:12])
        found.setdefault(place, []).append((reference, n))
    return found


def _reference(reference: Reference, n: int, sentences: Sequence[BriefSentence], lang: Lang) -> str:
    """A place in a report; its words only where no sentence that rests on it quotes them."""
    where = ""
    if reference.span:
        where = " " + phrase("characters", lang, start=number(reference.span[0], lang), end=number(reference.span[1], lang))
    words = shortened(reference.words or "", WORDS)
    start = words[:QUOTED].rstrip("…")
    if not words or any(reference in sentence.references and start in sentence.text for sentence in sentences):
        return f"[{n}]{where}"
    return f"[{n}]{where} " + (f"“{words}”" if lang == "en" else f"«\u202f{words}\u202f»")


def _short(path: str | None) -> str:
    """The last two parts of a path: what a person needs to find the file; the JSON has it whole."""
    return "/".join((path or "").split("/")[-2:])


def _wrapped(body: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """`body` on lines of at most `width`, safe and coarse; words are broken only where one alone is longer than a line."""
    flat = " ".join(safe(coarse(body)).split("\n")).strip()
    return textwrap.wrap(flat, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False) if flat else []
