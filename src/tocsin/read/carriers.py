"""Names of outlets as a chain lists them: without article or description, one spelling an outlet, the nearest hand first."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from tocsin.model import Span
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.names import Found
from tocsin.read.sentences import Parsed, Sentence

LONGEST = 6
"""words in the name of an outlet at the most"""
REACH = 60
"""characters that no verb of the press goes beyond its telling letters"""
DESCRIBED = 3
"""words of description between a verb of relaying and the name (`par le portail russe X`)"""
OUTLET, ARTICLE, JOINT, NONE_SUCH = TAGS["outlet"], TAGS["name_article"], TAGS["name_joint"], TAGS["no_outlet"]
NAME_END = re.compile(r"[,;:()!?»”\"\n]|\.(?:\s|$)")
WORD = re.compile(r"[\w.&+]+(?:[’'-][\w.&+]+)*[’']?|[«“\"»”]")
NAMES = re.compile(r"(?P<name>[^\W\d_a-z]\w*(?: [^\W\d_a-z]\w*){0,3}) $")
"""one to four words with capitals right before a verb"""


def bare(words: str, grammar: Grammar) -> str | None:
    """The name alone in what a text calls an outlet (`la revue lituanienne X`, `Brussels-based X`); None where it holds no name."""
    pieces = [piece for piece in WORD.findall(words) if piece not in '«“"»”']
    split: list[str] = []
    for piece in pieces:
        head, mark, rest = piece.partition("’") if "’" in piece else piece.partition("'")
        if mark and rest and f"{head.lower()}'" in grammar.tags and (not split or (head.islower() and split[-1].islower())):
            split.append(rest)
        else:
            split.append(piece)
    for at, piece in enumerate(split):
        if _is(piece, OUTLET, grammar) and at + 1 < len(split):
            split = split[at + 1 :]
            break
    while split and (
        (_is(split[0].lower(), ARTICLE, grammar) and (len(split) > 1 or split[0].islower()))
        or not _begins_name(split[0])
        or split[0].lower().endswith("-based")
    ):
        split = split[1:]
    kept: list[str] = []
    for at, piece in enumerate(split):
        if _begins_name(piece) or (_is(piece.lower(), JOINT, grammar) and at + 1 < len(split) and _begins_name(split[at + 1])):
            kept.append(piece)
        else:
            break
    name = " ".join(kept[:LONGEST]).rstrip(".’'")
    if len(name) < 2 or _is(name.lower(), NONE_SUCH, grammar) or all(_is(piece.lower(), NONE_SUCH, grammar) for piece in kept):
        return None
    return name


def _is(word: str, tag: int, grammar: Grammar) -> bool:
    """`word`, in small letters, is of the classes `tag`."""
    return bool(grammar.tags.get(word, 0) & tag)


def _begins_name(piece: str) -> bool:
    if piece[:2].lower() in ("d'", "d’", "l'", "l’") and len(piece) > 2:
        return piece[2].isupper()
    return piece[0].isupper() or piece[0].isdecimal() or ("." in piece.strip(".") and piece[0].isalnum())


class Cited(NamedTuple):
    """Outlets of one text. `handed`: through whose hands it came, as the text says; `found`: those that found out, in order
    of first mention."""

    handed: tuple[str, ...]
    found: tuple[str, ...]
    known: tuple[str, ...]
    """spellings of outlets that are in the lists"""
    grammar: Grammar | None
    mentions: tuple[tuple[int, str], ...]
    """where outlets that found out are named, in order"""

    def via(self, words: Sequence[str], sentence: Sentence, kind: str | None) -> tuple[str, ...]:
        """The outlets between the report and a speaker: those of the attribution, or the one that the text names last before it."""
        allowed = (*self.found, *self.handed)
        if self.grammar is None:
            return ()
        settled = tuple(name for name in settle(words, (*self.known, *allowed), self.grammar) if name in allowed)
        if settled or kind not in ("anonymous", "text"):
            return settled
        here = [name for at, name in self.mentions if sentence.start <= at < sentence.end]
        if here:
            return (here[0],)
        if kind != "anonymous" or not self.mentions:
            return ()
        before = [name for at, name in self.mentions if at < sentence.start]
        return (before[-1],) if before else (self.mentions[0][1],) if len({name for _, name in self.mentions}) == 1 else ()


NONE = Cited((), (), (), None, ())


def cited(
    parsed: Parsed,
    grammar: Grammar,
    names: Sequence[Found],
    attributed: Sequence[str],
    skipped: Sequence[Span],
    site: str | None,
    near: Sequence[str] = (),
) -> Cited:
    """Outlets that a text says it rests on: those of its attributions and those that its verbs and nouns name, known to the
    lists or not. `skipped`: spans in order, none over another."""
    marks, told_body = grammar.marks, grammar.marks["told_body"]
    known = tuple(dict.fromkeys(parsed.text[name.start : name.end] for name in names if name.type == "outlet"))
    others = sorted((name.start, name.end) for name in names if name.type != "outlet")
    handed: list[str] = []
    found: dict[str, int] = {}
    for mark, kind in (("handed_by", "hand"), ("found_by", ""), ("wrote_before", "wrote")):
        for match in parsed.seen.near(mark, REACH):
            name = _after(parsed, match.end(), grammar, others)
            if (
                name is None
                or _inside(match.start(), skipped)
                or (kind == "wrote" and (told_body.search(name.lower()) or (" " in name and _person(parsed, match.end(), name))))
            ):
                continue
            if kind == "hand":
                handed.append(name)
            else:
                found.setdefault(name, match.start())
    for match in parsed.seen.near("wrote_behind", REACH):
        before = NAMES.search(parsed.text, max(0, match.start() - 60), match.start())
        if before is None or _inside(match.start(), skipped):
            continue
        name, at = before.group("name"), before.start()
        first = parsed.at(at)
        article = first > 0 and bool(parsed.tags[first - 1] & TAGS["definite"]) and parsed.ends[first - 1] + 1 == at
        if " " in name and parsed.tags[first] & TAGS["definite"]:
            at += name.index(" ") + 1
            name, article = name.partition(" ")[2], True
        if (
            (article or (marks["wrote_plainly"].fullmatch(match.group()) and " " not in name))
            and bare(name, grammar) == name
            and not told_body.search(name.lower())
            and not marks["public_body"].search(name.lower())
            and not any(start <= at and at + len(name) <= end for start, end in others)
            and not parsed.tags[parsed.at(at)] & (TAGS["institution"] | TAGS["office"])
        ):
            found.setdefault(name, at)
    for at in [at for at, tag in enumerate(parsed.tags[:-1]) if tag & OUTLET]:
        if grammar.tags.get(parsed.words[at], 0) & TAGS["outlet"] and not _inside(parsed.starts[at], skipped):
            name = _after(parsed, parsed.starts[at], grammar, others)
            if name is not None and not any(
                parsed.tags[near] & TAGS["preposition"]
                for near in range(at + 1, min(at + 3, parsed.at(parsed.text.find(name, parsed.starts[at]))))
            ):
                found.setdefault(name, parsed.starts[at])
    for words in attributed:
        if words not in known and re.search(rf"[«“\"]\s?{re.escape(words)}\s?[»”\"]", parsed.text) is not None:
            known = (*known, words)
        name = words if words in known else bare(words, grammar)
        at = _outside(parsed.text, name, skipped) if name is not None else -1
        if name is not None and at >= 0 and (name in known or not any(start <= at and at + len(name) <= end for start, end in others)):
            found[name] = min(at, found.get(name, at))

    def outlet(name: str) -> bool:
        """Not the report's own site, no ordinary word that begins a sentence, no day or month."""
        if site is not None and set(name.lower().split()) <= set(site.lower().split()):
            return False
        word = name.lower()
        if name not in known and marks["place_like"].search(word) and " " not in word:
            return False
        return name in known or not (
            grammar.tags.get(word, 0) & ~TAGS["outlet_name"]
            or word in grammar.verbs
            or any(word.split()[0] in days for days in (*grammar.lexicon.weekdays, *grammar.lexicon.months))
            or re.search(rf"\b{re.escape(word)}\b", parsed.text)
        )

    hands = tuple(name for name in settle(handed, known, grammar) if outlet(name))
    order = [
        name
        for name in settle(sorted(found, key=lambda name: found[name]), (*known, *hands, *near), grammar)
        if name not in hands and outlet(name)
    ]
    mentions: list[tuple[int, str]] = []
    for name in order:
        short = name.split()[-1]
        for form in dict.fromkeys((name, short) if len(short) > 4 else (name,)):
            mentions += [
                (match.start(), name)
                for match in re.finditer(rf"\b{re.escape(form)}\b", parsed.text)
                if not _inside(match.start(), skipped)
            ]
    return Cited(hands, tuple(order), known, grammar, tuple(sorted(mentions)))


def _person(parsed: Parsed, position: int, name: str) -> bool:
    """Two capitalised words without an article before them are a person's name (`a écrit Jean Dupont`)."""
    return parsed.lower[position:].lstrip('«“" ').startswith(name.lower())


def _outside(text: str, name: str, skipped: Sequence[Span]) -> int:
    """Where `name` first stands outside what is skipped; -1 where it never does."""
    at = text.find(name)
    while at >= 0 and _inside(at, skipped):
        at = text.find(name, at + 1)
    return at


def _inside(position: int, skipped: Sequence[Span]) -> bool:
    at = bisect_right(skipped, position, key=itemgetter(0)) - 1
    return at >= 0 and position < skipped[at][1]


def _after(parsed: Parsed, position: int, grammar: Grammar, others: Sequence[Span]) -> str | None:
    """The name that begins within a few words of `position`; None where it is that of somebody who is no outlet."""
    text = parsed.text
    described = 0
    start = position
    seen_noun = False
    for match in WORD.finditer(text, position, min(len(text), position + 90)):
        between = text[start : match.start()]
        if between.strip() or "\n" in between or match.group().strip(".&+") == "" or match.group() in "»”":
            return None
        piece = match.group()
        start = match.end()
        if piece in '«“"':
            continue
        if piece.islower() and _is(piece, OUTLET, grammar):
            seen_noun = True
        rest = piece.split("’")[-1].split("'")[-1]
        if rest and _begins_name(rest):
            if not rest[0].isupper() and "." not in rest:
                return None
            first = match.end() - len(rest)
            stop = NAME_END.search(text, first)
            name = bare(text[first : stop.start() if stop else len(text)], grammar)
            if name is None or any(start <= first and first + len(name) <= end for start, end in others):
                return None
            if grammar.marks["public_body"].search(name.lower()) or (
                parsed.tags[parsed.at(first)] & (TAGS["institution"] | TAGS["office"]) and not seen_noun
            ):
                return None
            return name
        described += 1
        if described > DESCRIBED or piece.endswith("."):  # a stop behind a plain word ends the sentence, and the search
            return None
    return None


def settle(names: Iterable[str], known: Sequence[str], grammar: Grammar) -> tuple[str, ...]:
    """Bare names, each once: a short form (`the Examiner`) becomes the full one of `known` or of the list itself."""
    bared = [name for words in names if (name := words if words in known else bare(words, grammar)) is not None]
    whole: list[str] = []
    for name in bared:
        full = next((other for other in (*known, *bared) if other != name and _short_for(name, other)), name)
        if all(full.lower() != other.lower() for other in whole):
            whole.append(full)
    return tuple(whole)


def _short_for(name: str, other: str) -> bool:
    short, long = name.lower().split(), other.lower().split()
    return 0 < len(short) < len(long) and (long[-len(short) :] == short or (long[: len(short)] == short and len(short[0]) > 3))
