"""Words that say the contrary of a claim: denials and the other direction on the same matter, near in time."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from tocsin.model import Reading, Statement
from tocsin.model.claims import Contrary

BEFORE = timedelta(days=2)
"""who spoke earlier did not speak of it"""
NEAR = timedelta(days=14)
"""what is said of one matter weeks apart is not said of one happening"""
MOST = 5


def find(claim: Sequence[Statement], readings: Iterable[Reading], concrete: Collection[str]) -> tuple[Contrary, ...]:
    """What speaks against the statements of a claim, what has most names in common first, at most `MOST`.

    `concrete`: indicators of activities, which can be seen; on the others (words, judgements) a name must be in common as well.
    """
    ours = {statement.id for statement in claim}
    raising = [statement for statement in claim if statement.polarity == "raises" and statement.act != "denial"]
    lowering = [statement for statement in claim if statement.polarity == "lowers" and statement.act != "denial"]
    found: dict[tuple[str, str], tuple[int, Contrary]] = {}
    for reading in readings:
        for other in reading.statements:
            if other.id in ours:
                continue
            against = raising if other.act == "denial" or other.polarity == "lowers" else lowering if other.polarity == "raises" else []
            shared = [(_shared(mine, other), mine) for mine in against if _on_one_matter(mine, other, concrete)]
            if not shared:
                continue
            key = (other.speaker.entity or (other.speaker.text or "").casefold(), other.text[:80])
            rank = max(count for count, _ in shared)
            if key not in found or rank > found[key][0]:
                found[key] = (rank, _contrary(reading, other))
    ordered = sorted(
        found.values(), key=lambda item: (item[1].kind != "denial", item[1].interested, -item[0], item[1].t_known, item[1].statement)
    )
    return tuple(contrary for _, contrary in ordered[:MOST])


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
