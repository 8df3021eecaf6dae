"""The past false alarm that a claim is most like: the same things to look for, the same names, its end known by then."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date as Day

from tocsin.model import Statement
from tocsin.model.claims import NearAlarm
from tocsin.model.declared import FalseAlarm

COUNTRY = 0.25
"""weight of a country in common beside another name's: in one problem nearly everything has the same countries"""


def nearest(statements: Iterable[Statement], alarms: Sequence[FalseAlarm], day: Day) -> NearAlarm | None:
    """The nearest alarm that was resolved and known by `day`; None where none shares an indicator or a name that is no country.

    What few alarms have weighs more than what many have (inverse frequency).
    """
    indicators, entities = _features(statements)
    known = [alarm for alarm in alarms if alarm.known_since <= day]
    often = Counter(name for alarm in known for name in (*alarm.indicators, *alarm.entities))
    best: tuple[float, Day, str] | None = None
    chosen: tuple[FalseAlarm, tuple[str, ...]] | None = None
    for alarm in known:
        shares = tuple(name for name in (*alarm.indicators, *alarm.entities) if name in indicators or name in entities)
        if not any(not name.startswith("country:") for name in shares):
            continue
        score = sum((COUNTRY if name.startswith("country:") else 1.0) / often[name] for name in shares)
        rank = (score, alarm.date, alarm.id)
        if best is None or rank > best:
            best, chosen = rank, (alarm, shares)
    if best is None or chosen is None:
        return None
    alarm, shares = chosen
    return NearAlarm(
        id=alarm.id,
        date=alarm.date,
        resolved=alarm.resolved,
        outcome=alarm.outcome,
        what=alarm.what,
        how=alarm.how,
        source=alarm.source,
        resolved_by=alarm.resolved_by,
        shares=shares,
        score=best[0],
    )


def _features(statements: Iterable[Statement]) -> tuple[Collection[str], Collection[str]]:
    """Indicators, and entities named or speaking."""
    indicators: set[str] = set()
    entities: set[str] = set()
    for statement in statements:
        indicators |= set(statement.indicators)
        entities |= {name.id for name in statement.names}
        entities |= {who.entity for who in (statement.speaker, statement.holder) if who is not None and who.entity}
    return indicators, entities
