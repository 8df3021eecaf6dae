"""A person's word on single statements: correct what was misread, reject what should not count, restore it. Appended, never rewritten."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from tocsin.corroborate.corrections import corrected as as_corrected
from tocsin.engine import clock, picturing, store
from tocsin.errors import Conflict, UsageError
from tocsin.ledger import workspace as workspaces
from tocsin.library.yaml_files import did_you_mean
from tocsin.model import Corrected, Statement, StatementRuling, digest
from tocsin.model.declared import Problem

LATER = "somebody ruled on this statement meanwhile: {kind}, by {by}: {why}"
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def rule(
    workspace: Path | None,
    kind: Literal["correct", "reject", "restore"],
    statement: str,
    corrected: Corrected | None = None,
    *,
    by: str,
    why: str,
    seen: str | None = None,
) -> StatementRuling:
    """Append one ruling on a statement. seen: id of the ruling that stood when it was decided, empty for none; null: whatever stands.

    UsageError where the statement is not held, nothing would change, or a field is wrong. Conflict where another ruling stands than `seen`.
    """
    from tocsin.ledger import Ledger

    place, now = workspaces.find(workspace), picturing.moment(workspace)
    problem = store.declared(place.folder).problem
    with Ledger.open(place.folder, write=True) as ledger:
        held = ledger.get(Statement, _whole(ledger.beginning(Statement, statement), statement))
        if held is None:
            raise UsageError("no statement held has this id", where=statement, todo="tocsin statements --json shows them")
        before = [one for one in ledger.of_report(StatementRuling, held.report) if one.statement == held.id]
        last = before[-1] if before else None
        if seen is not None and seen != (last.id if last is not None else ""):
            said = LATER.format(kind=last.kind, by=last.by, why=last.why) if last is not None else "the ruling that you saw is gone"
            raise Conflict(said, where=held.id, todo="look at it, and decide again", now=last.id if last is not None else "")
        _moves(kind, held, corrected, last, problem)
        record = StatementRuling(
            id=digest("statement-ruling", kind, held.id, corrected, by, why, now.isoformat(), len(before)),
            kind=kind,
            statement=held.id,
            report=held.report,
            corrected=corrected if kind == "correct" else None,
            by=by,
            why=why,
            t_known=now,
            tlp=held.tlp,
            synthetic=held.synthetic,
        )
        ledger.append([record], clock=clock.now())
    return record


def rulings(workspace: Path | None) -> tuple[StatementRuling, ...]:
    """Every ruling on statements, oldest first."""
    from tocsin.ledger import Ledger

    with Ledger.open(workspaces.find(workspace).folder) as ledger:
        return tuple(sorted(ledger.records(StatementRuling), key=lambda one: one.t_known))


def of(workspace: Path, statement: Statement, as_of: datetime) -> tuple[StatementRuling, ...]:
    """What was ruled on one statement by a moment, oldest first, as the ledger stands: a judgement may not have followed it yet."""
    from tocsin.ledger import Ledger

    with Ledger.open(workspace) as ledger:
        held = ledger.of_report(StatementRuling, statement.report)
    return tuple(one for one in held if one.statement == statement.id and one.t_known <= as_of)


def _whole(found: Sequence[str], given: str) -> str:
    """The whole id that `given` begins."""
    if len(found) > 1:
        raise UsageError(f"{len(found)} statements begin like this", where=given, todo="write more of the id")
    if not found:
        raise UsageError("no statement held has this id", where=given, todo="tocsin statements --json shows them")
    return found[0]


def _moves(kind: str, held: Statement, corrected: Corrected | None, last: StatementRuling | None, problem: Problem) -> None:
    """UsageError where the ruling would change nothing, or says what cannot be."""
    standing = None if last is None or last.kind == "restore" else last
    if kind == "restore" and standing is None:
        raise UsageError("it stands as the machine read it", where=held.id, todo="nothing is to be done")
    if kind == "reject" and standing is not None and standing.kind == "reject":
        raise UsageError("it is rejected already", where=held.id, todo="nothing is to be done")
    if kind != "correct":
        return
    if corrected is None or as_corrected(held, corrected) == held:
        raise UsageError("nothing is read otherwise than the machine read it", where=held.id, todo="change a field, or restore it")
    if standing is not None and standing.corrected == corrected:
        raise UsageError("it is corrected like this already", where=held.id, todo="nothing is to be done")
    _checked(corrected, problem)


def _checked(corrected: Corrected, problem: Problem) -> None:
    for what, given, known in (
        ("indicator", corrected.indicators or (), [one.id for one in problem.indicators]),
        ("hypothesis", corrected.hypotheses or (), [one.id for one in problem.hypotheses]),
    ):
        for name in given:
            if name not in known:
                raise UsageError(f"no {what} is called {name!r}{did_you_mean(name, known)}", todo=f"one of: {', '.join(known)}")
    if corrected.date and not _DATE.fullmatch(corrected.date):
        raise UsageError(f"{corrected.date!r} is no date", todo="write 2024, 2024-11 or 2024-11-19")
    speaker = corrected.speaker
    if speaker is not None and speaker.kind == "anonymous" and speaker.entity is not None:
        raise UsageError(
            "an anonymous speaker is never identified", todo="leave the entity away, or say that the speaker is no longer anonymous"
        )
    if speaker is not None and speaker.entity is not None:
        entities = [one.id for one in problem.gazetteer]
        if speaker.entity not in entities:
            raise UsageError(
                f"the gazetteer has no {speaker.entity!r}{did_you_mean(speaker.entity, entities)}", todo="tocsin problem show lists it"
            )
