"""Through whose hands a report came on its way to what it hangs under, and of which day the report is that it cites."""

import html
import re

from tocsin.corroborate import own
from tocsin.corroborate.case import Case
from tocsin.corroborate.days import dated
from tocsin.corroborate.outlets import Outlet
from tocsin.corroborate.trees import Tree
from tocsin.model import Hand

_END = re.compile(r"[.!?…]+[\"»”)]*\s|\n")


def between(case: Case, tree: Tree, number: int) -> tuple[Hand, ...]:
    """Carriers that a report names or describes and of which no report is held in its line, nearest first.

    A described carrier that led to a report we hold is that report, and is left out.
    """
    if tree.links[number].link == "original":
        return ()
    line = {tree.outlet.key} if tree.outlet is not None else set()
    up: int | None = number
    while up is not None and up in tree.links:
        line.add(case.outlet(up))
        up = tree.links[up].report
    found = [
        Hand(
            name=outlet.name,
            id=outlet.profile.id if outlet.profile is not None else None,
            day=cited_day(case, number, outlet),
        )
        for outlet in case.sure[number]
        if outlet.key not in line
    ]
    described = case.nameless[number]
    if described and tree.links[number].report is not None and "citation" not in tree.links[number].evidence:
        described = described[1:]
    stands = tree.outlet.name if tree.outlet is not None else None
    return (*found, *(Hand(name=carrier.words, named=False) for carrier in described if carrier.words != stands))


def cited_day(case: Case, number: int, outlet: Outlet) -> str | None:
    """The day on which an outlet told it, where the sentence that names the outlet tells one: YYYY-MM-DD, never after the report."""
    text, known = html.unescape(case.reports[number].text), case.readings[number].t_known.date()
    at = own.last(text, outlet)
    if at < 0:
        return None
    begin = max((end.end() for end in _END.finditer(text, 0, at)), default=0)
    stop = _END.search(text, at)
    days = {day for _, _, day in dated(text[begin : stop.start() if stop else len(text)], known) if day <= known}
    return max(days).isoformat() if days else None
