"""A language put, word by word, into its nearest kin, for readers that know the kin only: Ukrainian into something like Russian.

No translation: whole words and beginnings of words from lists, the rest by spelling, in the order of the text. It is meant for an encoder
that never saw the language; a person would not accept it. The lists lie in `kin/FROM_TO/`.
"""

import re
from functools import cache, lru_cache

from tocsin.library import lexicons
from tocsin.library.paths import root
from tocsin.model.base import Record

KIN = {"uk": "ru"}
"""language -> the kin that it is put into"""
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
SHORTEST, SHORT = 2, 3
"""letters of the shortest beginning that is looked up; up to SHORT, it stands only before an ending as short"""
_APOSTROPHES = str.maketrans("’ʼ", "''")
_AFTER = re.compile(r"(?<=[гкхжчшщ])ы")
"""Russian writes no ы after these seven"""


class Lists(Record, frozen=True, kw_only=True):
    """Ours -> theirs: whole words, beginnings of words, prefixes, endings and letters."""

    words: dict[str, str]
    stems: dict[str, str]
    prefixes: dict[str, str]
    endings: dict[str, str]
    letters: dict[str, str]


@cache
def load(language: str) -> Lists:
    """The lists for `language`. Raises ConfigError where a file is wrong."""
    read = lexicons.lists(root() / "kin" / f"{language}_{KIN[language]}")
    pairs = {name: dict(_pair(entry) for group in groups.values() for entry in group) for name, groups in read.items()}
    lowered = {ours.lower(): theirs.lower() for ours, theirs in pairs["stems"].items()}
    return Lists(words=pairs["words"], stems=lowered, prefixes=pairs["beginnings"], endings=pairs["endings"], letters=pairs["letters"])


def _pair(entry: str) -> tuple[str, str]:
    ours, _, theirs = entry.partition(" ")
    return ours, theirs.strip()


def written(text: str, language: str | None) -> str:
    """`text` in the kin of its language, capitals kept; `text` itself for a language without one."""
    if language not in KIN:
        return text
    return WORD.sub(lambda found: _cased(found.group(), language), text)


def _cased(word: str, language: str) -> str:
    put = _word(word.lower().translate(_APOSTROPHES), language)
    if word.isupper() and len(word) > 1:
        return put.upper()
    return put[:1].upper() + put[1:] if word[:1].isupper() else put


@lru_cache(maxsize=100_000)
def _word(word: str, language: str) -> str:
    """One word, in small letters with straight apostrophes."""
    lists = load(language)
    if word in lists.words:
        return lists.words[word]
    if "-" in word:
        return "-".join(_word(part, language) for part in word.split("-"))
    for end in range(len(word), SHORTEST - 1, -1):
        if word[:end] in lists.stems and (end > SHORT or len(word) - end <= SHORT):
            rest, theirs = word[end:], lists.stems[word[:end]]
            return theirs + (lists.endings.get(f"+{rest}") or _ending(rest, lists))
    for end in range(min(4, len(word) - 2), 0, -1):
        if word[:end] in lists.prefixes:
            rest = word[end:]
            return lists.prefixes[word[:end]] + _ending(rest, lists)
    return _ending(word, lists)


def _ending(rest: str, lists: Lists) -> str:
    """What is left of a word, spelled letter by letter but for its ending."""
    ending = ""
    for start in range(len(rest)):
        if rest[start:] in lists.endings:
            rest, ending = rest[:start], lists.endings[rest[start:]]
            break
    return _AFTER.sub("и", "".join(lists.letters.get(letter, letter) for letter in rest) + ending)
