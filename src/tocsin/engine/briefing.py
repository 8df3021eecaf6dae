"""The brief with all that stands beside the judgement: the rival reading, looks and dates ahead, warning time, open alerts."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Literal

from tocsin.engine import lines, pipeline
from tocsin.engine.pipeline import DRAWS, Case, Input
from tocsin.errors import UsageError
from tocsin.model import Brief
from tocsin.model.briefs import Form, Rival
from tocsin.model.triggers import SEVERITIES
from tocsin.model.worth import Worth
from tocsin.warn.material import Material, OpenAlert
from tocsin.warn.triggers.events import Event, events

ASKED_DRAWS = 50
"""draws of looks ahead and of the rival reading: they rank, and say about how much"""


def brief(
    given: Input,
    lang: Literal["en", "fr"],
    *,
    since: datetime | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    form: Form = "daily",
    stored: bool = True,
    workspace: Path | None = None,
) -> Brief:
    """The brief in one language. With `since`, the judgement as of then is worked out too, to say what changed.

    `stored`: the reports are those of `workspace`, whose alerts are looked up too.
    """
    from tocsin.judge.dissents import dissents
    from tocsin.warn.brief import WATCH, compose

    case = pipeline.build(given)
    begun = since if since is not None or form == "daily" else case.as_of - WATCH
    before = pipeline.assess(pipeline.build(given, begun), draws=draws, seed=seed) if begun is not None else None
    judged = pipeline.assess(case, draws=draws, seed=seed, since=begun)
    return compose(
        judged,
        case.origins,
        case.readings,
        case.reports,
        case.declared.problem,
        case.declared.sources,
        lang=lang,
        since=begun,
        previous=before,
        dissents=dissents(given.judgements, [one.id for one in case.declared.problem.hypotheses], judged.id, case.as_of),
        form=form,
        material=_material(case, min(draws, ASKED_DRAWS), seed, form, stored, workspace),
    )


def _material(case: Case, draws: int, seed: int, form: Form, stored: bool, workspace: Path | None) -> Material:
    process = case.declared.problem.hypotheses[0].process
    ruled = process is not None
    open_now = _open(workspace, case.as_of) if stored and form != "daily" else None
    return Material(
        coverage=case.coverage,
        rival=_rival(case, process, draws, seed) if process is not None and form == "daily" else None,
        worth=_unless(lambda: _worth(case, draws, seed)) if ruled and form != "handover" else None,
        due=lines.calendar_of(case),
        alerts=[_told(event) for event in open_now] if open_now is not None else None,
        marks=[(alert.tlp, alert.synthetic) for event in open_now or () for alert in event.alerts],
        untimely="no-pathways" if stored else "not-asked",
    )


def _rival(case: Case, process: str, draws: int, seed: int) -> Rival | None:
    from tocsin.judge.rival import rival

    return rival(
        case.declared.problem,
        case.origins,
        case.readings,
        case.coverage,
        case.declared.sources,
        as_of=case.as_of,
        process=process,
        draws=draws,
        seed=seed,
        conditions=case.conditions,
        outcomes=case.outcomes,
    )


def _worth(case: Case, draws: int, seed: int) -> Worth:
    from tocsin.judge import looking

    return looking.worth(
        case.declared.problem,
        case.origins,
        case.readings,
        case.coverage,
        case.declared.sources,
        as_of=case.as_of,
        hypothesis=case.declared.problem.hypotheses[0].id,
        most=1,
        draws=draws,
        seed=seed,
        conditions=case.conditions,
        outcomes=case.outcomes,
    )


def _unless(work: Callable[[], Worth]) -> Worth | None:
    """What `work` gives; None where it cannot be asked: the process has ended."""
    try:
        return work()
    except UsageError:
        return None


def _open(workspace: Path | None, as_of: datetime) -> list[Event]:
    """Events that are not over, from what was known at `as_of`, the gravest first."""
    from tocsin.engine.alerting import holding

    _, have = holding.of(workspace)
    found = events(
        [alert for alert in have.alerts if alert.t_known <= as_of],
        [one for one in have.acknowledgements if one.t_known <= as_of],
        [one for one in have.releases if one.t_known <= as_of],
    )
    standing = [event for event in found if not event.over]
    return sorted(standing, key=lambda event: (-SEVERITIES.index(event.severity), event.first.t_known, event.id))


def _told(event: Event) -> OpenAlert:
    settled = event.settled_at
    by = next((one.by for one in reversed(event.acknowledged) if one.t_known == settled), None)
    latest = event.latest
    return OpenAlert(
        id=event.id,
        title=latest.title,
        severity=event.severity,
        opened=event.first.t_known,
        acknowledged_by=by,
        who=latest.who or None,
        action=latest.action,
    )
