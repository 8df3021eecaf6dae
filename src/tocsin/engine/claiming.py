"""Is it real? The answer about one origin, report or statement: where it comes from, what speaks against it, what would settle it."""

from collections.abc import Sequence
from typing import Literal

from tocsin.corroborate import against, alarms, circular, claimed, relaying
from tocsin.corroborate.grades import WITHDRAWN
from tocsin.engine import pipeline, settling
from tocsin.engine.pipeline import Case, Input
from tocsin.errors import UsageError
from tocsin.model import Origin, Reading, Report, Statement
from tocsin.model.claims import Answer, Behind, Claim, Primary, Seen

Asked = Literal["origin", "report", "statement"]
SHORTEST = 6
"""letters of an id that stand for it"""
PROBABLY = 2
"""Admiralty: probably true, by what others tell independently"""


def origins_of(case: Case, name: str) -> list[Origin]:
    """The origins that the origin, report or statement called `name` stands under. UsageError where there is none, or several are meant."""
    return _asked(case, name)[2]


def ask(given: Input, name: str, case: Case | None = None) -> Claim:
    """What is known, as of the input's moment, of the origin, report or statement whose id (or its beginning) is `name`.

    case: of this input, where it is built already. UsageError where there is none, or several.
    """
    case = case if case is not None else pipeline.build(given)
    asked, identity, origins, statements = _asked(case, name)
    readings = {reading.report: reading for reading in case.readings}
    reports = {report.id: report for report in case.reports}
    concrete = {one.id for one in case.declared.problem.indicators if one.preparation_step is not None}
    told = statements or [one for one in _said(case, origins) if one.indicators or one.hypotheses]
    contrary = against.find(told, case.readings, concrete, case.origins, {origin.id for origin in origins})
    primary = _primary(origins[0], reports, told)
    alarm = alarms.nearest(told, case.declared.problem.false_alarms, case.as_of.date()) if told else None
    ids = {origin.id for origin in origins}
    answer, why = _answer(origins, told, [one for one in contrary if one.kind == "denial" and not one.interested])
    drift = tuple(one for origin in origins for link in origin.reports for one in link.drift if not one.inherited)
    return Claim(
        id=identity,
        asked=asked,
        as_of=case.as_of,
        words=claimed.words(statements[0], reports[statements[0].report]) if statements else origins[0].claim,
        answer=answer,
        why=why,
        first_seen=_first(origins, readings, reports),
        hands=len({_hand(origin) for origin in origins}),
        origins=tuple(_behind(origin, readings) for origin in origins),
        contradictions=contrary,
        primary=primary,
        drift=drift,
        false_alarm=alarm,
        settle=settling.settle(case.declared.problem, origins, told, contrary, primary, answer, drift),
        storms=relaying.storms(origins),
        circles=tuple(one for one in circular.circles(case.origins, case.readings) if ids & {*one.origins}),
        stamped=tuple(
            sorted(
                {link.id: given.held[link.id] for origin in origins for link in origin.reports if link.id in given.held}.values(),
                key=lambda one: (one.at, one.report),
            )
        ),
        synthetic=any(origin.synthetic for origin in origins),
    )


def _asked(case: Case, name: str) -> tuple[Asked, str, list[Origin], list[Statement]]:
    """(what was asked for, its whole id, the origins it stands under, the statement alone where one was meant)."""
    wanted = name.strip()
    origins = {origin.id: origin for origin in case.origins}
    sources = {link.source_id: link.id for origin in case.origins for link in origin.reports if link.source_id}
    reports = {link.id for origin in case.origins for link in origin.reports}
    statements = {one.id: one for reading in case.readings for one in reading.statements}
    files = {link.path: link.id for origin in case.origins for link in origin.reports if link.path}
    if (given := sources.get(wanted) or files.get(wanted)) is not None:
        return "report", given, _under(case, given), []
    found: list[tuple[Asked, str]] = [("origin", id) for id in _meant(wanted, origins)]
    found += [("origin", origin.id) for origin in case.origins if any(_is(wanted, before) for before in origin.replaces)]
    found += [("report", id) for id in _meant(wanted, reports)]
    found += [("statement", id) for id in _meant(wanted, statements)]
    if not found:
        raise UsageError(
            f"nothing is called {name!r}", todo="tocsin origins and tocsin statements --json give ids; the id of the input does too"
        )
    if len(found) > 1:
        raise UsageError(f"{name!r} is the beginning of {len(found)} ids", todo="write more of it")
    [(kind, identity)] = found
    if kind == "origin":
        return kind, identity, [origins[identity]], []
    if kind == "report":
        return kind, identity, _under(case, identity), []
    holding = [origin for origin in case.origins if identity in origin.statements]
    return kind, identity, holding or _under(case, statements[identity].report), [statements[identity]]


def _is(wanted: str, identity: str) -> bool:
    return identity == wanted or (len(wanted) >= SHORTEST and identity.startswith(wanted))


def _meant(wanted: str, ids: "Sequence[str] | set[str] | dict[str, Origin] | dict[str, Statement]") -> list[str]:
    return [identity for identity in sorted(ids) if _is(wanted, identity)]


def _under(case: Case, report: str) -> list[Origin]:
    return [origin for origin in case.origins if any(link.id == report for link in origin.reports)]


def _said(case: Case, origins: Sequence[Origin]) -> list[Statement]:
    """Statements of the origins' earliest reports that have any: what came later is a copy of it, or drifted."""
    known = {one.id: one for reading in case.readings for one in reading.statements}
    found = []
    for origin in origins:
        said = [known[id] for id in origin.statements if id in known]
        first = min(said, key=lambda one: (one.t_known, one.report), default=None)
        found += [one for one in said if first is not None and one.report == first.report]
    return found


def _hand(origin: Origin) -> str:
    """Origins on one known upstream, or of one owner or network, are one hand."""
    if origin.upstream.id is not None and origin.upstream.status != "unknown":
        return f"upstream:{origin.upstream.id}"
    return origin.hand or origin.publisher_id or origin.publisher or origin.id


def _answer(origins: Sequence[Origin], told: Sequence[Statement], denied: Sequence[object]) -> tuple[Answer, tuple[str, ...]]:
    """The answer in one word, with the grades' reasons."""
    leading = [origin.grades[0] for origin in origins if origin.grades]
    why = tuple(dict.fromkeys(reason for grade in leading for reason in grade.why if not reason.startswith("source file")))
    if not told:
        return "nothing", why
    if any(WITHDRAWN in grade.why for grade in leading):
        return "withdrawn", why
    if denied or any(reason.startswith("the contrary") for reason in why):
        return "contradicted", why
    return ("confirmed" if any(grade.credibility <= PROBABLY for grade in leading) else "unconfirmed"), why


def _first(origins: Sequence[Origin], readings: dict[str, Reading], reports: dict[str, Report]) -> Seen:
    link = min((link for origin in origins for link in origin.reports), key=lambda one: (one.t_known, one.id))
    reading, report = readings[link.id], reports[link.id]
    return Seen(at=link.t_known, report=link.id, source_id=link.source_id, site=reading.site, url=report.url, language=reading.language)


def _behind(origin: Origin, readings: dict[str, Reading]) -> Behind:
    held = [readings[link.id] for link in origin.reports if link.id in readings]
    return Behind(
        id=origin.id,
        kind=origin.kind,
        publisher=origin.publisher,
        hand=origin.hand,
        first_seen=origin.first_seen,
        claim=origin.claim,
        upstream=origin.upstream,
        grades=origin.grades,
        reports=len(origin.reports),
        outlets=len({reading.site or reading.report for reading in held}),
        languages=tuple(dict.fromkeys(reading.language for reading in held if reading.language)),
    )


def _primary(origin: Origin, reports: dict[str, Report], told: Sequence[Statement]) -> Primary:
    """The origin's own report, and who spoke behind it."""
    original = next((link for link in origin.reports if link.link == "original"), None)
    spoke = next((who.text for one in told for who in (one.told_by, one.speaker) if who is not None and who.text), None)
    if origin.upstream.words and origin.upstream.status != "unknown":
        spoke = origin.upstream.words
    return Primary(
        held=original is not None,
        by=origin.publisher,
        report=original.id if original is not None else None,
        source_id=original.source_id if original is not None else None,
        url=reports[original.id].url if original is not None and original.id in reports else None,
        words=spoke,
    )
