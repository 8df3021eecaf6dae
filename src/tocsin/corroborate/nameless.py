"""Carriers that a report describes and does not name, `Ukrainian media`, `a local newspaper`: each a hand of its own, never another's."""

import html
import re
from functools import cache
from typing import NamedTuple

from tocsin.corroborate.phrases import alternatives, compiled
from tocsin.library import citing, relating
from tocsin.model import Reading, Report

HEAD = 420
"""characters at the beginning in which a report says whom it has it from"""
_END = re.compile(r"[.!?…]+[\"»”)]*\s|\n")


class Nameless(NamedTuple):
    """A described carrier: its words, and the language that the words say it writes in."""

    words: str
    start: int
    language: str | None


def find(report: Report, reading: Reading) -> tuple[Nameless, ...]:
    """The carriers without a name that a report has it from, in order of the text."""
    language = reading.language
    if language is None or language not in relating.load():
        return ()
    found, plain = list[Nameless](), html.unescape(report.text)
    people = [said.speaker.text for said in reading.statements if said.speaker.kind == "anonymous" and said.speaker.text]
    for match in _pattern(language).finditer(plain, 0, HEAD):
        if _cites(plain, match.start()) and not _named(plain, match.end()) and not _belongs(match.group(), people):
            found.append(Nameless(match.group(), match.start(), _tongue(match.group(), language)))
    return tuple(found)


def called(report: Report, reading: Reading) -> tuple[str, ...]:
    """Names of carriers that a noun of media introduces where the report says whom it has it from: `le bulletin norvégien Fjordvakt`."""
    language = reading.language
    if language is None or language not in relating.load():
        return ()
    plain = html.unescape(report.text)
    found = [match for match in _introduced(language).finditer(plain, 0, HEAD) if _cites(plain, match.start())]
    return tuple(dict.fromkeys((match.group("quoted") or match.group("name")).strip() for match in found))


def _cites(plain: str, at: int) -> bool:
    """Whether the sentence at `at` has a word that names a source."""
    begin = max((end.end() for end in _END.finditer(plain, 0, at)), default=0)
    stop = _END.search(plain, at)
    sentence = plain[begin : stop.start() if stop else len(plain)].lower().replace("’", "'")
    return any(cue in f" {sentence} " for cue in citing.load().cites)


def described(words: str, language: str | None) -> bool:
    """Whether words describe a carrier without naming it."""
    return language is not None and language in relating.load() and _pattern(language).search(words) is not None


def _belongs(words: str, people: list[str]) -> bool:
    """Whether the carrier only says whose people speak: `subscribers of a local channel`."""
    return any(words in who and len(who) > len(words) + len("the ") for who in people)


def _named(text: str, at: int) -> bool:
    """Whether a name follows right behind: `the daily Severny Vestnik`, `газета «Труд»`."""
    following = re.match(r"\s+[«“„\"]?(\w)", text[at:])
    return following is not None and following.group(1).isupper()


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Nouns of media with a word that says of which kind, before or behind."""
    words = relating.load()[language].words
    kind, behind, noun = (alternatives(words.get(name, ())) for name in ("kind_of_media", "kind_behind", "media"))
    forms = [rf"(?:{kind})(?:\s+(?:{kind}))?\s+(?:{noun})" + (rf"(?:\s+(?:{behind}))?" if behind else "")]
    forms += [rf"(?:{noun})\s+(?:{behind})"] if behind else []
    forms += [alone] if (alone := alternatives(words.get("media_alone", ()))) else []
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


@cache
def _introduced(language: str) -> re.Pattern[str]:
    """A noun of media, words of its kind where they stand behind it, and a name, quoted or in capitals."""
    words = relating.load()[language].words
    noun, behind = alternatives(words.get("media", ())), alternatives(words.get("kind_behind", ()))
    capital = r"[^\W\d_a-zа-яіїєґß-öø-ÿ][\w'’-]*"
    name = rf"(?:[«“„\"]\s?(?P<quoted>[^«»“”\"\n]{{2,40}}?)\s?[»”“\"]|(?P<name>{capital}(?:\s+{capital}){{0,3}}))"
    between = rf"(?:\s+(?:{behind})){{0,2}}" if behind else ""
    return re.compile(rf"(?<!\w)(?:{noun}){between}\s+{name}")


@cache
def _tongues(language: str) -> dict[str, re.Pattern[str]]:
    return {code: compiled(words) for code, words in relating.load()[language].tongues.items()}


def _tongue(words: str, language: str) -> str | None:
    return next((code for code, pattern in sorted(_tongues(language).items()) if pattern.search(words)), None)
