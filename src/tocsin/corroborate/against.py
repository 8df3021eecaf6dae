"""Words that say the contrary of a claim: denials and the other direction on the same matter, near in time.

A report that raises has its caveats, and its copies and translations have them too. They are what its own voice says of the limits of its
claim: nobody's contradiction of it, and no support for those who say the contrary. So a claim has one way, that of the words that lead its
first report, and only what goes the way of its own origin speaks against another.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from tocsin.model import Origin, Reading, Statement
from tocsin.model.claims import Contrary
from tocsin.model.statements import Polarity

BEFORE = timedelta(days=2)
"""who spoke earlier did not speak of it"""
NEAR = timedelta(days=14)
"""what is said of one matter weeks apart is not said of one happening"""
MOST = 5
THINGS = ("exercise", "organisation", "place", "system")
"""names by which two matters of one kind are told apart: another exercise is another matter, whatever else is alike"""


def find(
    claim: Sequence[Statement],
    readings: Sequence[Reading],
    concrete: Collection[str],
    origins: Sequence[Origin] = (),
    own: Collection[str] = (),
) -> tuple[Contrary, ...]:
    """What speaks against the statements of a claim, one of each origin, what has most names in common first, at most `MOST`.

    `concrete`: indicators of activities, which can be seen; on the others (words, judgements) a name must be in common as well.
    `origins`: all; `own`: ids of those under which the claim stands.
    """
    voices = _Voices(origins, readings)
    mine = [one for one in origins if one.id in own]
    way = direction(claim, {one.claim for one in mine})
    ours = {statement.id for statement in claim} | {id for one in mine for id in voices.own(one)}
    things = _things(claim)
    claim = [statement for statement in claim if statement.act == "denial" or way is None or statement.polarity == way]
    raising = [statement for statement in claim if statement.polarity == "raises" and statement.act != "denial"]
    lowering = [statement for statement in claim if statement.polarity == "lowers" and statement.act != "denial"]
    found: dict[tuple[str, ...], tuple[int, Contrary]] = {}
    for reading in readings:
        for other in reading.statements:
            if other.id in ours:
                continue
            against = raising if other.act == "denial" or other.polarity == "lowers" else lowering if other.polarity == "raises" else []
            shared = [(_shared(mine, other), mine) for mine in against if _on_one_matter(mine, other, concrete)]
            if not shared or _another(things, _things([other]) or _things(reading.statements)):
                continue
            if voices.caveat(other):
                continue
            key = voices.key(other)
            rank = max(count for count, _ in shared)
            if key not in found or rank > found[key][0]:
                found[key] = (rank, _contrary(reading, other))
    ordered = sorted(
        found.values(), key=lambda item: (item[1].kind != "denial", item[1].interested, -item[0], item[1].t_known, item[1].statement)
    )
    return tuple(contrary for _, contrary in ordered[:MOST])


def direction(claim: Iterable[Statement], leading: Collection[str]) -> Polarity | None:
    """Which way a claim goes: its leading words, else most of its statements; None: neither."""
    ways = [(one.polarity, any(lead in one.text for lead in leading)) for one in claim if one.act != "denial" and one.polarity != "neutral"]
    led = [way for way, leads in ways if leads] or [way for way, _ in ways]
    up, down = led.count("raises"), led.count("lowers")
    return None if up == down else "raises" if up > down else "lowers"


class _Voices:
    """What origins say in their own voice; looked at only where something may speak against the claim."""

    def __init__(self, origins: Sequence[Origin], readings: Sequence[Reading]) -> None:
        self._readings = readings
        self._under = {id: one for one in reversed(origins) for id in one.statements}
        self._known: dict[str, Statement] = {}
        self._said: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def own(self, origin: Origin) -> frozenset[str]:
        """Ids of what its first report says, and of what its copies tell of that."""
        return self._of(origin)[0]

    def caveat(self, one: Statement) -> bool:
        """Whether it goes the other way than the origin that says it."""
        return one.act != "denial" and one.id in self._under and one.id in self._of(self._under[one.id])[1]

    def key(self, one: Statement) -> tuple[str, ...]:
        """What is the same for tellings of one contradiction: its origin and kind, and where others speak in it, they."""
        speaker = one.speaker.entity or (one.speaker.text or "").casefold()
        if one.id not in self._under:
            return (speaker, one.text[:80])
        origin = self._under[one.id]
        kind = "denial" if one.act == "denial" else "contrary"
        return (origin.id, kind) if one.id in self.own(origin) else (origin.id, kind, speaker)

    def _of(self, origin: Origin) -> tuple[frozenset[str], frozenset[str]]:
        if origin.id not in self._said:
            if not self._known:
                self._known = {one.id: one for reading in self._readings for one in reading.statements}
            said = [self._known[id] for id in origin.statements if id in self._known]
            start = min(said, key=lambda one: (one.t_known, one.report), default=None)
            first = [one for one in said if start is not None and one.report == start.report]
            way = direction(first, {origin.claim})
            other_way = [one for one in first if way is not None and one.polarity not in (way, "neutral")]
            # Somebody listed who is new in a copy was asked about it; of the others nobody can tell them from the telling.
            telling = {one.id for one in said if one.act != "denial" and (one.speaker.entity is None or one.speaker.kind == "outlet")}
            self._said[origin.id] = _retold(first, said) | telling, _retold(other_way, said)
        return self._said[origin.id]


def _retold(first: Sequence[Statement], said: Iterable[Statement]) -> frozenset[str]:
    """Ids of statements and of what tells them again.

    Voices are compared across languages, so of somebody who is not listed only the kind is known.
    """
    told = [one for one in first if one.act != "denial"]
    return frozenset(one.id for one in first) | {other.id for other in said if any(_says_again(mine, other) for mine in told)}


def _says_again(mine: Statement, other: Statement) -> bool:
    if mine.text == other.text:
        return True
    if other.act == "denial" or mine.polarity != other.polarity or not set(mine.indicators) & set(other.indicators):
        return False
    if mine.speaker.entity is not None or other.speaker.entity is not None:
        return mine.speaker.entity == other.speaker.entity
    return mine.speaker.kind == other.speaker.kind


def _things(said: Iterable[Statement]) -> frozenset[str]:
    return frozenset(name.id for one in said for name in one.names if name.type in THINGS)


def _another(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether both name things, and none in common."""
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _on_one_matter(mine: Statement, other: Statement, concrete: Collection[str]) -> bool:
    both = set(mine.indicators) & set(other.indicators)
    if not both or not -BEFORE <= other.t_known - mine.t_known <= NEAR:
        return False
    if mine.speaker.entity is not None and mine.speaker.entity == other.speaker.entity:
        return False
    return bool(both & set(concrete)) or _shared(mine, other) > 0


def _shared(mine: Statement, other: Statement) -> int:
    """Names in common that are no country."""
    ours, theirs = ({name.id for name in one.names if name.type != "country"} for one in (mine, other))
    return len(ours & theirs)


def _contrary(reading: Reading, said: Statement) -> Contrary:
    return Contrary(
        kind="denial" if said.act == "denial" else "contrary",
        statement=said.id,
        report=reading.report,
        source_id=reading.source_id,
        site=reading.site,
        speaker=said.speaker.text,
        speaker_kind=said.speaker.kind,
        words=said.text,
        span=said.span,
        interested=said.interested,
        t_known=said.t_known,
    )
