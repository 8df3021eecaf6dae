"""One spelling for one name in two scripts: Latin and Cyrillic words folded to what they sound like, roughly, for comparing."""

import re
import unicodedata
from functools import lru_cache

# Rough sound values, coarser than any transliteration standard: standards differ by language (Lyman, Liman; Choïgou, Shoigu), sounds less.
_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгґдезийклмнопрстуфхыіїєэъь’", ["a", "b", "v", "g", "g", "d", "e", "z", "i", "i", "k", "l", "m", "n", "o", "p"]
                   + ["r", "s", "t", "u", "f", "h", "i", "i", "i", "e", "e", "", "", ""])),
        "ё": "e", "ж": "z", "ц": "s", "ч": "s", "ш": "s", "щ": "s", "ю": "iu", "я": "ia",
    }
)  # fmt: skip
_LATIN = (
    ("tch", "s"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "z"), ("kh", "h"), ("ph", "f"), ("ck", "k"), ("qu", "k"), ("ts", "s"), ("tz", "s"),
    ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"), ("q", "k"), ("x", "ks"), ("y", "i"), ("j", "i"), ("w", "v"), ("ou", "u"), ("oo", "u"),
)  # fmt: skip
_REPEAT = re.compile(r"(.)\1+")
PREFIX = 5
"""letters of a folded word that are compared: enough to tell names, short enough to pass over endings"""


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """`word` in small Latin letters without accents, doubled letters and silent h; empty for a word without letters."""
    lower = word.lower().translate(_CYRILLIC)
    plain = "".join(letter for letter in unicodedata.normalize("NFD", lower) if "a" <= letter <= "z")
    for written, sound in _LATIN:
        plain = plain.replace(written, sound)
    return _REPEAT.sub(r"\1", plain.replace("h", ""))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The beginning of the folded word, by which forms of one word and cognates of one name meet."""
    return fold(word)[:PREFIX]
