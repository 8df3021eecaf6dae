"""The reports at hand in order of time, with everything that relating them to each other needs, worked out once."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from tocsin.corroborate import addresses, citations, copies, nameless
from tocsin.corroborate.content import Content, Weights, content
from tocsin.corroborate.meaning import Meaning
from tocsin.corroborate.meaning.encoder import Kept
from tocsin.corroborate.mentions import Names
from tocsin.corroborate.networks import Hands
from tocsin.corroborate.outlets import Outlet, Outlets
from tocsin.model import Reading, Report, Statement
from tocsin.model.declared import SourceProfile

Encode = Callable[[Sequence[str], str | None], NDArray[np.float32]]
RECENT = timedelta(days=30)
"""how far back a citation without a date may reach"""


class Case:
    """Reports and readings sorted by when they could be known, then by identity: the order of the input plays no part."""

    def __init__(
        self,
        reports: Sequence[Report],
        readings: Sequence[Reading],
        sources: Sequence[SourceProfile],
        encoder: Kept | None = None,
    ) -> None:
        unique = {report.id: (report, reading) for report, reading in zip(reports, readings, strict=True)}
        pairs = sorted(unique.values(), key=lambda pair: (pair[1].t_known, pair[0].id))
        self.reports = [report for report, _ in pairs]
        self.readings = [reading for _, reading in pairs]
        self.place = {report.id: number for number, report in enumerate(self.reports)}
        self._known = [reading.t_known for reading in self.readings]
        self.sources = sources
        self.outlets = Outlets(sources, [report.site for report in self.reports if report.site], citations.seen(pairs))
        self.own = [citations.own(report, self.outlets) for report in self.reports]
        self.dateline = [citations.dateline(report, reading, self.outlets) for report, reading in pairs]
        """the agency that signs a text whose site is not known"""
        names = Names(self.outlets.names)
        cited = [citations.carriers(report, reading, self.outlets, names) for report, reading in pairs]
        self.answered = [citations.answered(report, reading, self.outlets, names) for report, reading in pairs]
        """keys of the outlets that a report answers and has nothing from"""
        self.carriers = [[carrier.outlet for carrier in carriers] for carriers in cited]
        self.sure = [[carrier.outlet for carrier in carriers if carrier.sure] for carriers in cited]
        """carriers sure enough to stand for an origin that we do not hold"""
        self.nameless = [nameless.find(report, reading) for report, reading in pairs]
        """carriers that are described and not named"""
        self.bodies = copies.bodies(self.reports)
        self.contents: list[Content] = [
            content(reading, report.title, body) for (report, reading), body in zip(pairs, self.bodies, strict=True)
        ]
        self.meaning = Meaning(self.reports, self.readings, self.bodies, encoder)
        index = copies.Index()
        self.matches = [index.add(body) for body in self.bodies]
        copied = {number for number, found in enumerate(self.matches) if any(match.containment >= copies.COPY for match in found)}
        self.weights = Weights(self.contents, [number for number in range(len(pairs)) if number not in copied])
        self.encode: Encode | None = encoder.encode if encoder is not None else None
        """unit vectors of texts in one language, where an encoder is at hand"""
        self.hands = Hands(())
        """which outlets are one hand, by the lists that were known"""
        self.versions = addresses.lines(self.reports)
        """by report that stands at the address of an earlier one: that one"""
        self._hosts: dict[str, list[str]] = {}
        """by outlet: where its reports lie; every origin asks, so they are gathered once"""
        self._by_outlet: defaultdict[str, list[int]] = defaultdict(list)
        for number, outlet in enumerate(self.own):
            if outlet is not None:
                self._by_outlet[outlet.key].append(number)

    def named(self, number: int, statement: Statement) -> tuple[Outlet, ...]:
        """Outlets through which one statement of a report came, nearest first; a piece of a name stands for the carrier that has it."""
        found = {outlet.key: outlet for outlet in citations.named(statement, self.readings[number], self.outlets)}
        itself = self.own[number]
        return tuple(citations.whole(found, [*self.carriers[number], *([itself] if itself is not None else [])]).values())

    def __len__(self) -> int:
        return len(self.reports)

    def agreement(self, later: int, earlier: int) -> float:
        """How far two reports agree in what crosses languages, 0 to 1."""
        return self.weights.agreement(later, earlier)

    def same_language(self, one: int, other: int) -> bool:
        """Whether two reports are in one language, as read."""
        return self.readings[one].language == self.readings[other].language

    def held(self, outlet: Outlet, before: int) -> list[int]:
        """Reports of `outlet` that were there before the report `before`, not too long ago."""
        held = self._by_outlet.get(outlet.key, [])
        first = bisect_left(self._known, self._known[before] - RECENT)
        # Both are in order of time: of an outlet with years of reports only those of the last days are looked at.
        return held[bisect_left(held, first) : bisect_left(held, before)]

    def language(self, report: str) -> str | None:
        """The language that a report at hand was read in; None where it is not at hand, or was read in none."""
        number = self.place.get(report)
        return None if number is None else self.readings[number].language

    def hand(self, outlet: Outlet) -> str | None:
        """Owner or documented network of an outlet, by its name, its sites, or where its reports at hand lie."""
        hosts = self._hosts.get(outlet.key)
        if hosts is None:
            found = {urlsplit(self.reports[number].url or "").hostname for number in self._by_outlet.get(outlet.key, ())}
            hosts = self._hosts[outlet.key] = sorted(host for host in found if host)
        return self.hands.of(outlet, hosts)

    def sign(self, number: int, outlet: Outlet) -> None:
        """Take a report without a site for the agency's own, by its dateline. Reports are signed in order of time."""
        self.own[number] = outlet
        for named in (self.carriers[number], self.sure[number]):
            named[:] = [carrier for carrier in named if carrier.key != outlet.key]
        insort(self._by_outlet[outlet.key], number)
        self._hosts.pop(outlet.key, None)

    def outlet(self, number: int) -> str:
        """Key of the outlet of a report; one of its own for a report that names none."""
        itself = self.own[number]
        return itself.key if itself is not None else f"report:{self.reports[number].id}"
