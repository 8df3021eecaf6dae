"""Attributions within attributions: who speaks, who tells it, who holds it, and which outlet carries it."""

from tocsin.read import phrases
from tocsin.read.cues import Attribution
from tocsin.read.grammar import TAGS
from tocsin.read.heard import Draft, Heard
from tocsin.read.parties import people_first
from tocsin.read.speakers import Party

MENTAL = frozenset(["fear", "believe", "see", "exclude"])
"""classes of verbs that say nothing aloud: with somebody telling, their subject is the holder, not the speaker"""
OWN = frozenset(["threaten", "promise"])
"""acts that a person announces for his country: the person speaks"""
OUTER = frozenset(["before", "after", "according"])
WHOLE = 0.45
"""share of the outer content that an inner attribution must fill to stand in its place"""
OPENING = 0.35
"""share of the outer content within which an inner attribution that stands in its place begins"""


def nested(heard: Heard, number: int, found: list[Attribution], parties: list[Party | None]) -> list[Draft]:
    """Drafts of the attributions `found`: of two, one within the other, the one that says what is claimed, told by the other's speaker."""
    drafts: list[Draft] = []
    children: dict[int, list[int]] = {}
    for inner, item in enumerate(found):
        holders = [
            outer
            for outer, other in enumerate(found)
            if outer != inner and _inside(item, other) and (item.layout not in OUTER or (other.layout in OUTER and other.cue > item.cue))
        ]
        for outer in holders:
            children.setdefault(outer, []).append(inner)
    replaced: set[int] = set()
    dropped: set[int] = set()
    for outer, inners in children.items():
        fill = [inner for inner in inners if found[inner].layout not in OUTER]
        chained = [inner for inner in inners if found[inner].layout in OUTER]
        size = max(1, found[outer].content[1] - found[outer].content[0])
        near = {inner: _start(heard, found[inner]) - found[outer].content[0] < OPENING * size for inner in fill}
        covering = [
            inner
            for inner in fill
            if near[inner]
            and not (found[inner].layout == "passive" and found[inner].speaker is None and parties[outer] is not None)
            and _extent(heard, found[inner]) / size >= WHOLE
            and parties[inner] is not None
            and not _doctrine(heard, found[outer], parties[outer])
        ]
        if covering:
            replaced.add(outer)
        for inner in fill:
            if inner not in covering and not any(inner in children.get(other, []) and other in covering for other in covering):
                strong = found[inner].layout in ("that", "quote", "colon") and found[inner].kind in (
                    "say",
                    "assess",
                    "warn",
                    "promise",
                    "threaten",
                    "deny",
                )
                if not (covering and strong):
                    dropped.add(inner)
        if chained and found[outer].layout == "after":
            replaced.add(outer)
    for index, item in enumerate(found):
        party = parties[index]
        if index in replaced or index in dropped or (party is None and item.layout not in ("passive", "impersonal")):
            continue
        if item.layout == "after" and any(
            other.cue[1] <= item.cue[0] and item.cue[1] <= other.content[0] for other in found if other is not item
        ):
            continue
        outers = [outer for outer, inners in children.items() if index in inners and outer not in dropped]
        outers += [
            number
            for number, other in enumerate(found)
            if other.layout == "after" and item.cue[1] <= other.cue[0] and other.cue[1] <= item.content[0]
        ]
        drafts.append(_draft(heard, number, item, party, [(found[outer], parties[outer]) for outer in outers]))
    return drafts


def _to_come(heard: Heard, item: Attribution) -> bool:
    """What its subject will think is what the teller announces (`la Russie considérera tout tir comme une attaque`)."""
    return heard.grammar.marks["will_hold"].search(heard.parsed.lower, *item.cue) is not None


def _doctrine(heard: Heard, outer: Attribution, party: Party | None) -> bool:
    """A text that lays something down is the speaker of all of it."""
    if party is None or party.kind != "text":
        return False
    return outer.kind == "provide" or (
        outer.layout == "according" and any(heard.parsed.tags[at] & TAGS["doctrinal"] for at in range(party.first, party.last))
    )


def _start(heard: Heard, item: Attribution) -> int:
    """Where the attribution starts: its speaker or its cue."""
    return min(item.cue[0], heard.parsed.starts[item.speaker[0]]) if item.speaker is not None else item.cue[0]


def _extent(heard: Heard, item: Attribution) -> int:
    """Characters from where the attribution or its content starts to the end of the content."""
    return item.content[1] - min(_start(heard, item), item.content[0])


def _draft(heard: Heard, number: int, item: Attribution, party: Party | None, outers: list[tuple[Attribution, Party | None]]) -> Draft:
    """The draft of `item`, spoken by `party` within `outers`: speaker, teller, holder, and the outlets it came through."""
    via: list[str] = []
    tellers: list[Party] = []
    for _, outer_party in sorted(outers, key=lambda pair: pair[0].cue):
        if outer_party is None:
            continue
        if outer_party.kind == "outlet":
            _carry(heard, via, outer_party)
        else:
            tellers.append(outer_party)
    if party is not None and party.kind == "outlet" and not heard.parsed.tags[party.first] & (TAGS["i"] | TAGS["we"]):
        _carry(heard, via, party)
    for attribution in (item, *(outer for outer, _ in outers)):
        if attribution.addressee is not None:
            _told(heard, via, attribution.addressee)
    speaker, told_by, holder = party, tellers[-1] if tellers else None, None
    content, gist = item.content, ""
    if speaker is not None and told_by is not None and speaker.head in heard.grammar.lexicon.words.get("one", ()):
        speaker, told_by = told_by, None
    first_person = speaker is not None and heard.parsed.tags[speaker.first] & (TAGS["i"] | TAGS["we"])
    if speaker is not None and speaker.kind == "outlet" and not first_person:
        _carry(heard, via, speaker)
        if told_by is not None:
            speaker, told_by = told_by, None
        elif (people := people_first(heard, content)) is not None:
            speaker = people
    elif (
        told_by is not None
        and speaker is not None
        and (
            item.kind in MENTAL
            or (item.layout in ("noun", "infinitive") and item.kind != "deny" and (item.kind != "assess" or _to_come(heard, item)))
            or (item.kind in OWN and speaker.kind == "institution" and told_by.kind in ("named", "office"))
        )
    ):
        outer = next(other for other, outer_party in reversed(outers) if outer_party is told_by)
        holder, speaker, told_by, gist, content = speaker, told_by, None, item.kind, outer.content
    if told_by is not None and speaker is not None and (told_by.start, told_by.end) == (speaker.start, speaker.end):
        told_by = None
    points = [content[0], content[1], *item.cue] if gist == "" else [*content]
    if speaker is not None and gist == "" and item.speaker is not None and speaker is party:
        points += [heard.parsed.starts[item.speaker[0]], heard.parsed.ends[item.speaker[1] - 1]]
    return Draft(
        number,
        content,
        speaker,
        told_by,
        holder,
        ("say" if item.kind == "see" and item.layout in ("before", "that") else item.kind)
        if gist == ""
        else "say"
        if item.kind == "see"
        else item.kind,
        item.layout,
        item.cue,
        item.negated,
        item.hearsay,
        tuple(via),
        (min(points), max(points)),
        gist,
    )


def _carry(heard: Heard, via: list[str], party: Party) -> None:
    """An outlet that carries: by its name, or by what `l'agence` stands for."""
    name = next(
        (
            heard.parsed.text[found.start : found.end]
            for found in heard.names
            if found.type == "outlet" and party.start <= found.start < party.end
        ),
        None,
    )
    name = name or party.name or heard.parsed.text[party.start : party.end]
    if name not in via:
        via.append(name)
    if party.name is None and name not in heard.outlets:
        heard.outlets.append(name)


def _told(heard: Heard, via: list[str], addressee: tuple[int, int]) -> None:
    """An outlet to whom something was said carries it."""
    start, end = heard.parsed.starts[addressee[0]], heard.parsed.ends[addressee[1] - 1]
    outlet = next((found for found in heard.names if found.type == "outlet" and start <= found.start < end), None)
    bare = (
        phrases.is_capital(heard.parsed, addressee[0])
        and not any(start <= found.start < end for found in heard.names)
        and addressee[1] - addressee[0] <= 4
        and not any(heard.parsed.tags[at] & TAGS["anonymous"] for at in range(*addressee))
    )
    if outlet is not None or bare:
        name = heard.parsed.text[outlet.start : outlet.end] if outlet is not None else heard.parsed.text[start:end]
        if name not in via:
            via.append(name)
        if name not in heard.outlets:
            heard.outlets.append(name)
    elif any(heard.parsed.tags[at] & TAGS["outlet"] for at in range(*addressee)):
        capital = next((at for at in range(*addressee) if phrases.is_capital(heard.parsed, at)), -1)
        name = (
            heard.parsed.text[heard.parsed.starts[capital] : end]
            if capital >= 0
            else heard.outlets[-1]
            if heard.outlets
            else heard.parsed.text[start:end]
        )
        if name not in via:
            via.append(name)
        if name not in heard.outlets and capital >= 0:
            heard.outlets.append(name)


def _inside(inner: Attribution, outer: Attribution) -> bool:
    return outer.content[0] <= inner.cue[0] and inner.cue[1] <= outer.content[1]
