"""From which earlier report, or from which outlet that we do not hold, a report has what it says; and by what kind of link."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import timedelta
from typing import NamedTuple

from tocsin.corroborate import own
from tocsin.corroborate.alignment import RENDERED, RETOLD, SHORTER, TOLD, TOLD_AGAIN, align, sentences
from tocsin.corroborate.case import Case
from tocsin.corroborate.closed import days, weekdays
from tocsin.corroborate.copies import COPY, REWORDED, grams
from tocsin.corroborate.denying import opposed
from tocsin.corroborate.outlets import Outlet
from tocsin.model.origins import LinkKind

CITED_SAME, CITED_OTHER = 0.14, 0.05
"""agreement that a cited outlet's report must reach to be the one meant, within one language and across: measured on annotated
examples, true pairs lie from .20 and .06 up; what is merely on the subject reaches .27 and .11, so the best of several is taken"""
UNCITED_SAME, UNCITED_OTHER = 0.5, 0.22
"""agreement for a report that cites nobody; look-alikes of one agency reach .40 and .14"""
NAMELESS_SAME, NAMELESS_OTHER = 0.3, 0.08
"""agreement for a report that has it from a carrier that it does not name"""
UNCITED_WITHIN = timedelta(days=3)
FRESH = timedelta(days=2)
FRESH_SAME, FRESH_OTHER = 0.04, 0.02
"""added to the agreement of a cited report of the last days: news is cited while it is new"""
WEEK = timedelta(days=7)
NAMED_WEEKDAY, NAMED_DAY = 0.12, 0.1
"""added to the agreement of a cited report whose day the citing report names; "on Wednesday" is this week's, and so the news"""
CLOSE = 0.1
"""copies whose containment lies this close are told apart by whom the report credits, then by time"""
RAREST, LATEST, CANDIDATES = 48, 64, 30
"""features of a report that propose candidates, latest reports looked up for each, and candidates compared: bounds the work"""
TITLE = 0.8
"""share of a title's grams that names an earlier report of the same outlet: a correction or a follow-up"""


class Parent(NamedTuple):
    """One way up from a report: to an earlier report, or to an outlet whose report we do not hold (`report` is null)."""

    link: LinkKind
    report: int | None
    outlet: Outlet | None
    confidence: float
    evidence: tuple[str, ...]


class Finder:
    """Looks for the parents of each report of a case, in order of time."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._asked = -1
        self._answer: list[int] = []
        self._up: dict[int, int | None] = {}
        self._told: dict[tuple[int, int], float] = {}
        self._with: defaultdict[str, list[int]] = defaultdict(list)

    def find(self, number: int) -> Parent | None:
        """The way up from report `number`; None for a report that has it from nobody."""
        self._candidates(number)
        parent = self._version(number) or self._copied(number) or self._cited(number) or self._follow_up(number) or self._reworded(number)
        # A carrier that we do not hold is a hand on the way where its report is retold here; only else does it stand for the origin.
        parent = parent or self._retold(number) or self._unheld(number) or self._nameless(number)
        for feature in sorted(self.case.contents[number].features):
            self._with[feature].append(number)
        self._up[number] = parent.report if parent is not None else None
        return parent

    def _position(self, number: int, earlier: int) -> int:
        """Place of an earlier report's outlet among the carriers that a report names; beyond them where it is not named."""
        keys = [outlet.key for outlet in self.case.carriers[number]]
        return keys.index(self.case.outlet(earlier)) if self.case.outlet(earlier) in keys else len(keys)

    def _credits(self, earlier: int, number: int) -> bool:
        """Whether an earlier report credits the outlet of this one: then this is what it had, dated late, and not a copy of it."""
        return any(outlet.key == self.case.outlet(number) for outlet in self.case.carriers[earlier])

    def _foreign(self, earlier: int, number: int) -> bool:
        """Whether an earlier report is of another outlet, which does not credit this one's, and tells nothing that this one answers."""
        case = self.case
        if case.outlet(earlier) == case.outlet(number) or self._credits(earlier, number):
            return False
        denied = case.answered[number]
        return not denied or not any(case.outlet(above) in denied for above in (earlier, *self._ancestors(earlier)))

    def _version(self, number: int) -> Parent | None:
        """What stood at the same address before: this is another version of it, however much was changed."""
        before = self.case.versions.get(number)
        if before is None:
            return None
        shared = next((match.containment for match in self.case.matches[number] if match.earlier == before), 0.0)
        return Parent("copy" if shared >= COPY else "citation", before, None, 0.99, ("version", f"containment:{shared:.2f}"))

    def _copied(self, number: int) -> Parent | None:
        copied = [match for match in self.case.matches[number] if match.containment >= COPY and not self._credits(match.earlier, number)]
        if not copied:
            return None
        near = [match for match in copied if match.containment >= copied[0].containment - CLOSE]
        best = min(near, key=lambda match: (self._position(number, match.earlier), -round(match.containment, 2), match.earlier))
        cited = self._position(number, best.earlier) < len(self.case.carriers[number])
        evidence = (
            *(("citation",) if cited else ()),
            f"fingerprints:{best.shared}",
            f"containment:{best.containment:.2f}",
            f"copied:{best.kind}",
        )
        return Parent("copy", best.earlier, None, round(min(0.99, 0.6 + 0.4 * best.containment), 2), evidence)

    def _cited(self, number: int) -> Parent | None:
        """Through the nearest carrier whose report we hold."""
        best: tuple[int, Outlet] | None = None
        for outlet in self.case.carriers[number]:
            meant = self.meant(number, outlet)
            # Of two reports cited, of which one comes from the other, the later one is where it was read.
            if meant is not None and (best is None or best[0] in self._ancestors(meant)):
                best = (meant, outlet)
        if best is None:
            return None
        agreement = self.case.agreement(number, best[0])
        evidence = ("citation", f"agreement:{agreement:.2f}")
        return Parent(self.kind(number, best[0]), *best, round(min(0.97, 0.75 + agreement), 2), evidence)

    def _ancestors(self, number: int) -> set[int]:
        found: set[int] = set()
        while (up := self._up.get(number)) is not None and up not in found:
            found.add(up)
            number = up
        return found

    def meant(self, number: int, outlet: Outlet) -> int | None:
        """Which held report of `outlet` report `number` cites: the one that agrees most, a named day counting for it."""
        named, week = days(self.case.bodies[number]), weekdays(self.case.bodies[number])
        when = self.case.readings[number].t_known
        scored = []
        for earlier in self.near(number, self.case.held(outlet, number)):
            agreement = self.case.agreement(number, earlier)
            same = self.case.same_language(number, earlier)
            fresh = 0.0 if when - self.case.readings[earlier].t_known >= FRESH else FRESH_SAME if same else FRESH_OTHER
            near = self.told(number, earlier) or 0.0
            if agreement + fresh < (CITED_SAME if same else CITED_OTHER) and near < TOLD_AGAIN:
                continue
            agreement += near
            known = self.case.readings[earlier].t_known
            agreement += fresh
            if known.weekday() in week and when - known < WEEK:
                agreement += NAMED_WEEKDAY
            elif (known.month, known.day) in named:
                agreement += NAMED_DAY
            scored.append((agreement, earlier))
        return max(scored)[1] if scored else None

    def near(self, number: int, among: Collection[int]) -> list[int]:
        """Those `among` earlier reports that a report may share a source with: all of a few, the likeliest of many."""
        if len(among) <= CANDIDATES:
            return list(among)
        wanted = set(among) if isinstance(among, list) else among
        return [earlier for earlier in self._candidates(number) if earlier in wanted]

    def _candidates(self, number: int) -> list[int]:
        """Earlier reports that share the most weight in a report's rarest features."""
        if self._asked == number:
            return self._answer
        weight = self.case.weights.weight
        rarest = sorted(self.case.contents[number].features, key=lambda feature: (-weight[feature], feature))[:RAREST]
        shared: Counter[int] = Counter()
        for feature in rarest:
            for earlier in self._with.get(feature, ())[-LATEST:]:
                shared[earlier] += round(1_000 * weight[feature])
        best = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:CANDIDATES]
        self._asked, self._answer = number, [earlier for earlier, _ in best if earlier != number]
        return self._answer

    def _follow_up(self, number: int) -> Parent | None:
        """A report that names, by its title, an earlier one of the same outlet: a correction, a withdrawal, a sequel."""
        itself = self.case.own[number]
        if itself is None:
            return None
        text = set(grams(self.case.bodies[number]).tolist())
        for earlier in reversed(self.case.held(itself, number)):
            title = self.case.reports[earlier].title
            if title and len(title.split()) >= 5:
                wanted = grams(title).tolist()[: max(2, len(title.split()) // 2)]
                found = sum(print_ in text for print_ in wanted)
                if found >= max(1, round(TITLE * min(len(wanted), 2))):
                    return Parent("citation", earlier, itself, 0.9, ("title", f"agreement:{self.case.agreement(number, earlier):.2f}"))
        return None

    def _reworded(self, number: int) -> Parent | None:
        """Without credit, but in the same words here and there: a heavily reworded copy. One outlet's own formulas do not count."""
        for match in self.case.matches[number]:
            if REWORDED <= match.containment < COPY and self._foreign(match.earlier, number):
                evidence = (f"fingerprints:{match.shared}", f"containment:{match.containment:.2f}", f"grams-outside-quotes:{match.lifted}")
                return Parent("rewrite", match.earlier, None, round(0.55 + 0.4 * match.containment, 2), evidence)
        return None

    def lifted(self, number: int) -> Parent | None:
        """A report that lifts about two sentences of another, and is its own for the rest."""
        for match in self.case.matches[number]:
            if match.containment < REWORDED and self._foreign(match.earlier, number):
                return Parent("citation", match.earlier, None, 0.6, (f"lifted:{match.lifted}", f"containment:{match.containment:.2f}"))
        return None

    def _unheld(self, number: int) -> Parent | None:
        """The first source named, where we hold no report of any carrier."""
        carriers = self.case.sure[number]
        return Parent("citation", None, carriers[-1], 0.8, ("citation",)) if carriers else None

    def _nameless(self, number: int) -> Parent | None:
        """Through a carrier that is described and not named: the report that agrees most among those in the language that it writes in.

        Where none does, the carrier itself stands for where it comes from, one of its own.
        """
        case, described = self.case, self.case.nameless[number]
        if not described:
            return None
        words, tongue = described[0].words, described[0].language
        best = None
        since = case.readings[number].t_known - UNCITED_WITHIN
        for earlier in dict.fromkeys([*self._candidates(number), *case.meaning.near(number)]):
            if case.readings[earlier].t_known < since or not self._foreign(earlier, number):
                continue
            if (tongue is not None and case.readings[earlier].language != tongue) or opposed(case.readings[number], case.readings[earlier]):
                continue
            near, agreement = self.told(number, earlier), case.agreement(number, earlier)
            enough = NAMELESS_SAME if case.same_language(number, earlier) else NAMELESS_OTHER
            if agreement < enough and (near or 0.0) < TOLD_AGAIN:
                continue
            if best is None or agreement + (near or 0.0) > best[0]:
                best = (agreement + (near or 0.0), earlier)
        if best is not None:
            agreement = case.agreement(number, best[1])
            evidence = (f"carrier without a name:{words}", f"agreement:{agreement:.2f}")
            return Parent(self.kind(number, best[1], described=True), best[1], None, round(min(0.9, 0.5 + best[0]), 2), evidence)
        if case.readings[number].statements and own.told_here(case, number):
            return None
        carrier = Outlet(f"nameless:{case.reports[number].id}", described[-1].words)
        return Parent("citation", None, carrier, 0.6, (f"carrier without a name:{words}",))

    def _retold(self, number: int) -> Parent | None:
        """Nobody is cited and no wording shared, yet both tell the same: what they say decides, by meaning where an encoder is at hand."""
        case, near = self.case, self.unheard(number)
        if not case.meaning.ready:
            return self._agreeing(number, near)
        among = {earlier: case.weights.shared(number, earlier) for earlier in near}
        found = case.meaning.retold(number, among, own.told_here(case, number))
        if found is None:
            return None
        earlier, decision = found
        evidence = (f"agreement:{case.agreement(number, earlier):.2f}", *decision.evidence)
        return Parent(self.kind(number, earlier), earlier, None, round(min(0.95, decision.probability), 2), evidence)

    def unheard(self, number: int) -> list[int]:
        """Earlier reports of other outlets that a report may tell again without saying so, by names and numbers or by meaning."""
        case = self.case
        since = case.readings[number].t_known - UNCITED_WITHIN
        proposed = dict.fromkeys([*self._candidates(number), *case.meaning.near(number)])
        near = [earlier for earlier in proposed if case.readings[earlier].t_known >= since and self._foreign(earlier, number)]
        return [earlier for earlier in near if not opposed(case.readings[number], case.readings[earlier])]

    def _agreeing(self, number: int, near: list[int]) -> Parent | None:
        """Without an encoder: names and numbers agree far beyond what the subject explains, and no other number of sources is told."""
        case, best = self.case, None
        for earlier in near:
            agreement = case.agreement(number, earlier)
            enough = UNCITED_SAME if case.same_language(number, earlier) else UNCITED_OTHER
            if agreement >= enough and (best is None or agreement > best[0]) and case.meaning.likeness(number, earlier).counts >= 0:
                best = (agreement, earlier)
        if best is None:
            return None
        return Parent(self.kind(number, best[1]), best[1], None, round(min(0.9, 0.4 + best[0]), 2), (f"agreement:{best[0]:.2f}",))

    def kind(self, number: int, earlier: int, described: bool = False) -> LinkKind:
        """Citation where the author speaks for himself, translation where another language renders it, rewrite otherwise.

        `described`: the report says that it has it from somebody, without a name. Who says from whom he has it may well translate, or only
        speak of it; who says nothing has made it his own, unless sentence after sentence is the same.
        """
        case = self.case
        if case.outlet(number) == case.outlet(earlier):
            return "citation"
        near = None if case.same_language(number, earlier) else self.told(number, earlier)
        if case.contents[number].own_voice and (near is None or near < TOLD):
            return "citation"
        if near is None:
            kept = not case.same_language(number, earlier) and align(case.bodies[number], case.bodies[earlier]).kept
            return "translation" if kept else "rewrite"
        length = len(case.bodies[number]) / max(1, len(case.bodies[earlier]))
        if described or self._position(number, earlier) < len(case.carriers[number]):
            return "translation" if near >= TOLD and length >= SHORTER else "rewrite" if near >= RETOLD else "citation"
        return "translation" if near >= RENDERED and length >= SHORTER else "rewrite"

    def told(self, number: int, earlier: int) -> float | None:
        """How near, on the mean, each sentence of a report lies in meaning to its nearest in another; None where no encoder is at hand."""
        case, encode = self.case, self.case.encode
        if encode is None:
            return None
        if (number, earlier) not in self._told:
            mine, theirs = (encode(sentences(case.bodies[place]), case.readings[place].language) for place in (number, earlier))
            self._told[number, earlier] = float((mine @ theirs.T).max(axis=1).mean())
        return self._told[number, earlier]
