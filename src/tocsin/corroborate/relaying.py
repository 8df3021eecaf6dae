"""Who relays what: copy storms, and what each outlet carries and leaves out. All of it is about attention.

Nothing here says anything about the fact: no record of it has a polarity, and the judge reads none of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from tocsin.model import Link, Origin, Reading
from tocsin.model.networks import Relay, Storm

STORM_REPORTS = 5
"""reports of one origin within a day that make a storm of it"""
STORM_WITHIN = timedelta(days=1)


def storms(origins: Iterable[Origin]) -> tuple[Storm, ...]:
    """Origins that many reports carried within a day, the loudest first: attention, never evidence about the fact."""
    found = []
    for origin in origins:
        carried = sorted((link for link in origin.reports if link.link != "original"), key=lambda link: (link.t_known, link.id))
        best: Sequence[Link] = ()
        start = 0
        for end, link in enumerate(carried):
            while link.t_known - carried[start].t_known > STORM_WITHIN:
                start += 1
            if end - start + 1 > len(best):
                best = carried[start : end + 1]
        if len(best) >= STORM_REPORTS:
            found.append(
                Storm(
                    origin=origin.id,
                    publisher=origin.publisher,
                    reports=tuple(link.id for link in best),
                    t_start=best[0].t_known,
                    t_end=best[-1].t_known,
                    synthetic=origin.synthetic,
                )
            )
    return tuple(sorted(found, key=lambda storm: (-len(storm.reports), storm.t_start, storm.origin)))


def relays(origins: Sequence[Origin], readings: Iterable[Reading], origin_kinds: Iterable[str] = ("wire",)) -> tuple[Relay, ...]:
    """For each outlet that carries others' reports: the origins it relayed, and those it left out although they were there to be had.

    Left out counts only what a publisher told that the outlet relays at other times: nobody relays what it does not receive.
    """
    reading_of = {reading.report: reading for reading in readings}
    carried: defaultdict[str, set[str]] = defaultdict(set)
    from_whom: defaultdict[str, set[str]] = defaultdict(set)
    told: defaultdict[str, list[str]] = defaultdict(list)
    wanted = set(origin_kinds)
    for origin in origins:
        publisher = origin.publisher or ""
        bears = any(reading_of[link.id].statements for link in origin.reports if link.id in reading_of)
        if publisher and bears and (origin.kind in wanted or any(link.link != "original" for link in origin.reports)):
            told[publisher].append(origin.id)
        for link in origin.reports:
            reading = reading_of.get(link.id)
            if reading is not None and reading.site and link.link != "original" and _folded(reading.site) != _folded(publisher):
                carried[reading.site].add(origin.id)
                from_whom[reading.site].add(publisher)
    order = {origin.id: place for place, origin in enumerate(origins)}
    return tuple(
        Relay(
            outlet=outlet,
            relayed=tuple(sorted(ids, key=order.__getitem__)),
            left_out=tuple(sorted({one for name in from_whom[outlet] for one in told[name]} - ids, key=order.__getitem__)),
        )
        for outlet, ids in sorted(carried.items(), key=lambda item: (-len(item[1]), item[0]))
    )


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())
