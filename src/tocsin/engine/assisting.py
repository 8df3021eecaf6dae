"""What an assistant is told of a workspace: read-only, marked, with references, and nothing above the TLP mark that it may see.

What is marked above the limit is left out before anything is judged, so that no number and no sentence rests on it either; how many records
that were is said. Words of reports come delimited (tocsin.engine.untrusted).
"""

import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from tocsin.engine import claiming, picturing, pipeline, reasons, store, untrusted
from tocsin.engine.briefing import of_picture
from tocsin.engine.picturing import Picture
from tocsin.engine.pipeline import DRAWS, Input
from tocsin.errors import UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.model import TLP_ORDER, Kept, Report, Statement, Tlp, rounded
from tocsin.warn import render
from tocsin.warn.brief import marking
from tocsin.warn.words import Lang

MOST = 50
"""rows of one answer"""


class Desk:
    """One workspace as an assistant sees it. Every method gives plain data, and may be called from any thread."""

    def __init__(self, workspace: Path | None, at_most: Tlp = "clear", as_of: datetime | None = None, draws: int = DRAWS) -> None:
        """UsageError where there is no workspace."""
        self.folder = workspaces.find(workspace).folder
        self.at_most, self.as_of, self.draws = at_most, as_of, draws
        self._lock = threading.Lock()
        self._picture: Picture | None = None
        self._left_out = 0

    def board(self) -> dict[str, Any]:
        """Hypotheses with their probabilities and base rates, indicators with their states, blind spots, others' judgements."""
        picture = self._now()
        problem = picture.case.declared.problem
        names = {one.id: one.name for one in problem.hypotheses} | {one.id: one.name for one in problem.indicators}
        judged = picture.judged
        return self._told(
            picture,
            {
                "problem": problem.id,
                "range": judged.range,
                "hypotheses": [_row(one) | {"name": names.get(one.id, {})} for one in judged.hypotheses],
                "indicators": [_row(one) | {"name": names.get(one.id, {})} for one in judged.indicators],
                "blind": [_row(one) for one in judged.blind],
                "judgements_of_others": [_row(one) for one in judged.judgements],
            },
        )

    def search(self, query: str, language: str | None = None, limit: int = 20) -> dict[str, Any]:
        """Reports and statements that hold all words of `query` in any inflection, best first. UsageError: no word in it.

        `newest_only`: only so many texts, those written last that hold the words, were ranked; null: all that hold them were.
        """
        from tocsin.ledger import Ledger
        from tocsin.ledger.searching import Seen

        picture = self._now()
        with Ledger.open(self.folder) as ledger:
            found = ledger.find(query[:400], language, _most(limit), Seen(known_by=picture.as_of, at_most=self.at_most))
        shown = {report.id for report in picture.case.reports}
        rows = []
        for hit in found.hits:
            record = hit.record
            report = record.report if isinstance(record, Statement) else record.id
            if report not in shown:
                continue
            start, end = hit.snippet
            held = (record.title or "") if isinstance(record, Report) and hit.part == "title" else record.text
            inside = isinstance(record, Report) and hit.part != "title"
            rows.append(
                {
                    "kind": "statement" if isinstance(record, Statement) else "report",
                    "snippet": held[start:end],
                    "statement": record.id if isinstance(record, Statement) else None,
                    "reference": {"report": report, "span": [start, end] if inside else _span(record)},
                    "score": hit.score,
                }
            )
        # Of words that very many texts hold only those written last are ranked: so many, else null.
        return self._told(picture, {"hits": rows, "newest_only": found.newest})

    def statements(self, indicator: str | None = None, speaker: str | None = None, limit: int = 20) -> dict[str, Any]:
        """Statements on the problem, the latest first: who said what through whom, with the span it stands at."""
        picture = self._now()
        some = [one for reading in picture.case.readings for one in reading.statements]
        if indicator is not None:
            known = [one.id for one in picture.case.declared.problem.indicators]
            if indicator not in known:
                raise UsageError(f"no indicator {indicator!r}", todo=f"one of {', '.join(known)}")
            some = [one for one in some if indicator in one.indicators]
        if speaker is not None:
            words = speaker.casefold()
            some = [one for one in some if words in f"{one.speaker.text or ''} {one.speaker.entity or ''}".casefold()]
        some.sort(key=lambda one: (one.t_known, one.id), reverse=True)
        return self._told(picture, {"total": len(some), "statements": [_statement(one) for one in some[: _most(limit)]]})

    def origins(self, origin: str | None = None, limit: int = 20) -> dict[str, Any]:
        """Origins, the latest first: who found out or spoke first, through whose hands it went, what drifted; one whole, by its id."""
        picture = self._now()
        some: Sequence[Any] = sorted(picture.case.origins, key=lambda one: (one.first_seen, one.id), reverse=True)
        if origin is not None:
            some = [one for one in some if len(origin) >= claiming.SHORTEST and one.id.startswith(origin)]
            if len(some) != 1:
                raise UsageError(f"{len(some)} origins have this id", where=origin, todo="ask for the list, and take an id from it")
        shown = [_row(one) for one in some[: _most(limit)]]
        if origin is None:
            for row in shown:
                row["reports"] = len(row["reports"])
        return self._told(picture, {"total": len(some), "origins": shown})

    def why(self, hypothesis: str) -> dict[str, Any]:
        """What moved a hypothesis within 30 days, by how much, down to the words. UsageError: the problem has no such hypothesis."""
        picture = self._now()
        return self._told(picture, {"reasons": _row(reasons.of_picture(picture, hypothesis))})

    def claim(self, name: str) -> dict[str, Any]:
        """Is it real? Of an origin, report or statement by its id: hands, upstreams, contradictions, what would settle it."""
        picture = self._now()
        return self._told(picture, {"claim": _row(claiming.ask(picture.given, name))})

    def brief(self, lang: Lang = "en") -> dict[str, Any]:
        """The daily warning brief as text, and where each sentence rests. Other forms tell of alerts, which bear marks of their own."""
        picture = self._now()
        made = of_picture(picture, lang)
        return self._told(
            picture,
            {
                "title": made.title,
                "text": render.text(made),
                "references": [
                    {"sentence": number, "section": one.section, "rests_on": [_row(ref) for ref in one.references]}
                    for number, one in enumerate(made.sentences)
                    if one.references
                ],
            },
        )

    def report(self, name: str) -> dict[str, Any]:
        """One report's text, by its id. UsageError: none of this id may be shown."""
        picture = self._now()
        some = [one for one in picture.case.reports if len(name) >= claiming.SHORTEST and one.id.startswith(name)]
        if len(some) != 1:
            raise UsageError(f"{len(some)} reports that may be shown have this id", where=name, todo="take an id from another answer")
        one = some[0]
        fields = {"id": one.id, "url": one.url, "site": one.site, "published_at": one.published_at, "title": one.title, "text": one.text}
        return self._told(picture, {"report": rounded(msgspec.to_builtins(fields))})

    def _now(self) -> Picture:
        """The picture of what may be shown; taken again where the ledger has moved. Seconds, the first time."""
        with self._lock:
            if self._picture is None or (self.as_of is None and picturing.later(self.folder, self._picture.head)):
                self._picture, self._left_out = limited(self.folder, self.at_most, self.as_of, self.draws)
            return self._picture

    def _told(self, picture: Picture, answer: dict[str, Any]) -> dict[str, Any]:
        about = {
            "marking": marking(self.at_most, picture.synthetic),
            "synthetic": picture.synthetic,
            "as_of": picture.as_of.isoformat(),
            "tlp_max": self.at_most,
            "left_out_above_tlp": self._left_out,
            "note": untrusted.NOTE,
        }
        told: dict[str, Any] = untrusted.made_safe(rounded(msgspec.to_builtins(answer)))
        return about | told


def limited(folder: Path, at_most: Tlp, as_of: datetime | None, draws: int) -> tuple[Picture, int]:
    """The picture made of what `at_most` lets be shown, and how many records were left out of it."""
    allowed = frozenset(TLP_ORDER[: TLP_ORDER.index(at_most) + 1])
    when = as_of or picturing.moment(folder)
    head = picturing.head(folder)
    given, left = within(store.load(folder, when), allowed)
    case = pipeline.build(given)
    judged = pipeline.assess(case, draws=draws)
    return Picture(workspace=folder, head=head, as_of=when, given=given, case=case, judged=judged), left


def within(given: Input, allowed: frozenset[str]) -> tuple[Input, int]:
    """An input without the records above a mark, and how many those were. A reading or statement goes with its report."""
    kept = [
        (report, reading)
        for report, reading in zip(given.reports, given.readings, strict=True)
        if report.tlp in allowed and reading.tlp in allowed
    ]
    left = len(given.reports) - len(kept)
    readings = []
    # A correction that may not be shown hides what it corrects: the machine's reading may be the very thing that was withdrawn.
    hidden = {one.statement for one in given.corrections if one.tlp not in allowed}
    for _, reading in kept:
        said = tuple(one for one in reading.statements if one.tlp in allowed and one.id not in hidden)
        left += len(reading.statements) - len(said)
        readings.append(reading if len(said) == len(reading.statements) else msgspec.structs.replace(reading, statements=said))
    shown = {report.id for report, _ in kept}
    fields: dict[str, Any] = {}
    for name in ("coverage", "observations", "looks", "rulings", "corrections", "judgements", "outcomes", "conditions"):
        records: tuple[Kept, ...] = getattr(given, name)
        fields[name] = tuple(one for one in records if one.tlp in allowed)
        left += len(records) - len(fields[name])
    held = {name: one for name, one in given.held.items() if name in shown}
    return msgspec.structs.replace(given, reports=tuple(one for one, _ in kept), readings=tuple(readings), held=held, **fields), left


def _row(record: Any) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(record)
    return found


def _statement(one: Statement) -> dict[str, Any]:
    return {
        "id": one.id,
        "act": one.act,
        "text": one.text,
        "speaker": {"phrase": one.speaker.text or "", "kind": one.speaker.kind, "entity": one.speaker.entity},
        "via": list(one.via),
        "polarity": one.polarity,
        "interested": one.interested,
        "indicators": list(one.indicators),
        "hypotheses": list(one.hypotheses),
        "date": one.date,
        "t_known": one.t_known.isoformat(),
        "reference": {"report": one.report, "span": list(one.span)},
    }


def _span(record: Report | Statement) -> list[int] | None:
    return list(record.span) if isinstance(record, Statement) else None


def _most(limit: int) -> int:
    return min(max(1, limit), MOST)
