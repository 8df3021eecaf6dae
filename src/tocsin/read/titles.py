"""Lines in title case (`Mayor Says Bread Will Cost More`) with the common words in small letters, as they stand in a sentence."""

import re

from tocsin.read.grammar import Grammar

LINE = re.compile(r"[^\n]+")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LONGEST = 30
"""words in a title at the most"""
FEWEST = 4
"""long words from which a line can be known as a title"""
SHORT = 3
"""letters of words that titles may leave small"""
SHARE = 0.8
"""of the long words begin with a capital"""


def lowered(text: str, grammar: Grammar) -> str:
    """`text`, letter for letter, with the known words of its titles in small letters, the first of a line left as it is."""
    if not grammar.predicates:
        return text
    letters: list[str] | None = None
    for line in LINE.finditer(text):
        words = list(WORD.finditer(text, *line.span())) if line.end() - line.start() < 12 * LONGEST else []
        long = [word.group() for word in words if len(word.group()) > SHORT]
        capital = sum(word[0].isupper() for word in long)
        if not len(long) >= FEWEST or len(words) > LONGEST or capital < SHARE * len(long) or any(word.isupper() for word in long[1:2]):
            continue
        for word in words[1:]:
            low = word.group().lower()
            if low in grammar.predicates or low in grammar.tags or low in grammar.verbs:
                letters = letters if letters is not None else list(text)
                letters[word.start()] = letters[word.start()].lower()
    return text if letters is None else "".join(letters)
