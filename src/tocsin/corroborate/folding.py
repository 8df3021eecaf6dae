"""One spelling for one name in two scripts: Latin and Cyrillic words folded to what they sound like, roughly, for comparing."""

import re
import unicodedata
from functools import lru_cache

# Rough sound values, coarser than any transliteration standard: standards differ by language (Lyman, Liman; Choïgou, Shoigu), sounds less.
_LETTERS = "а:a б:b в:v г:g ґ:g д:d е:e ё:e ж:z з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:s ч:s ш:s щ:s"
_LETTERS += " ъ: ы:i ь: э:e ю:iu я:ia і:i ї:i є:e ’: ʼ:"
_CYRILLIC = str.maketrans({pair[0]: pair[2:] for pair in _LETTERS.split()})
_DIGRAPHS = "tch:s sch:s sh:s ch:s zh:z kh:h ph:f ck:k qu:k ie:e ts:s tz:s ce:se ci:si cy:si c:k q:k x:ks y:i j:i w:v ou:u oo:u"
_LATIN = tuple((written, sound) for written, _, sound in (pair.partition(":") for pair in _DIGRAPHS.split()))
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
