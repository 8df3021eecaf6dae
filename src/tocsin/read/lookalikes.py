"""Letters that look alike across alphabets, made those of their word: one character for one, so that positions hold."""

import re
import unicodedata

LATIN = "aceijopsxyABCEHIJKMOPSTXYkmtïëÏË"
CYRILLIC = "асеіјорѕхуАВСЕНІЈКМОРЅТХУкмтїёЇЁ"
GREEK = str.maketrans("αεικνοορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeikvooptuxABEZHIKMNOPTYX")
"""Greek letters that stand inside Latin words"""
TO_LATIN = str.maketrans(CYRILLIC, LATIN)
TO_CYRILLIC = str.maketrans(LATIN, CYRILLIC)
LIKE_LATIN, LIKE_CYRILLIC = frozenset(CYRILLIC), frozenset(LATIN)
FIRST, LAST = "\u0370", "\u04ff"
"""the Greek and Cyrillic blocks"""
OTHER_ALPHABET = re.compile(f"[{FIRST}-{LAST}]")
LATIN_RUN = re.compile("[A-Za-z\u00c0-\u024f]+")
WIDE = re.compile("[\uff01-\uff5e]")
STYLED = re.compile("[\uff01-\uff5e\U0001d400-\U0001d7ff]")
"""wide and mathematical letters, which channels use for headlines"""
INFLECTED = re.compile("[A-Z]{2,}[A-Za-z]*['’]?[\u0430-\u044f\u0451-\u045f\u0491]{1,4}$")
"""a foreign abbreviation with a Cyrillic ending (`ATACMSами`) is meant to be mixed"""


def fold(text: str) -> str:
    """`text` with the letters of mixed words made those of one alphabet, and wide letters plain. Words of both alphabets stay."""
    if text.isascii():
        return text
    if WIDE.search(text):
        text = unstyled(text)
    if OTHER_ALPHABET.search(text) is None:
        return text
    pieces: list[str] = []
    done = 0
    for run in LATIN_RUN.finditer(text):
        start, end = run.span()
        if start < done or not (_other(text, start - 1) or _other(text, end)):
            continue
        while start > done and text[start - 1].isalpha():
            start -= 1
        while end < len(text) and text[end].isalpha():
            end += 1
        pieces += text[done:start], _one_alphabet(text[start:end])
        done = end
    return "".join((*pieces, text[done:])) if pieces else text


def unstyled(text: str) -> str:
    """`text` with wide and mathematical letters plain."""
    return STYLED.sub(_plain, text)


def _other(text: str, at: int) -> bool:
    return 0 <= at < len(text) and FIRST <= text[at] <= LAST and text[at].isalpha()


def _plain(match: re.Match[str]) -> str:
    made = unicodedata.normalize("NFKC", match.group())
    return made if len(made) == 1 else match.group()


def _one_alphabet(word: str) -> str:
    word_in_latin = word.translate(GREEK)
    if OTHER_ALPHABET.search(word_in_latin) is None:
        return word_in_latin
    if INFLECTED.match(word):
        return word
    cyrillic = [letter for letter in word if "\u0400" <= letter <= "\u04ff"]
    latin = [letter for letter in word if letter < FIRST]
    could_be_latin = LIKE_LATIN.issuperset(cyrillic)
    could_be_cyrillic = LIKE_CYRILLIC.issuperset(latin)
    if could_be_latin and (not could_be_cyrillic or len(latin) > len(cyrillic)):
        return word_in_latin.translate(TO_LATIN)
    if could_be_cyrillic:
        return word.translate(TO_CYRILLIC)
    return word
