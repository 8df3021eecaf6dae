"""The brief with all that stands beside the judgement: the rival reading, looks and dates ahead, warning time, open alerts."""

import dataclasses
from datetime import datetime
from pathlib import Path
from typing import Literal

from tocsin.engine import lines, pipeline
from tocsin.engine.picturing import Picture, compared
from tocsin.engine.pipeline import DRAWS, Case, Input
from tocsin.errors import CannotFinish, UsageError
from tocsin.model import Assessment, Brief, Record, Tlp, digest
from tocsin.model.briefs import Form, Rival
from tocsin.model.margin import Margin
from tocsin.model.orbits import Overhead
from tocsin.model.sensors import Sensor
from tocsin.model.trends import Trend
from tocsin.model.triggers import SEVERITIES
from tocsin.model.worth import Worth
from tocsin.warn.material import Material, OpenAlert, Timely
from tocsin.warn.triggers.events import Event, events

LOOK_DAYS = 2
"""of satellites' looks told"""
TREND_DAYS, TREND_HORIZON = 28, 30
"""days back that a daily brief tells, and how far ahead each of them looked"""
LANGS: tuple[Literal["en", "fr"], ...] = ("en", "fr")
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
    from tocsin.warn.brief import WATCH

    case = pipeline.build(given)
    begun = since if since is not None or form == "daily" else case.as_of - WATCH
    # what moved the earlier one is not asked: what became known since is worked out beside all that was known by then
    before = pipeline.assess(pipeline.build(given, begun), draws=draws, seed=seed, explain=False) if begun is not None else None
    judged = pipeline.assess(case, draws=draws, seed=seed, since=begun)
    beside = material(case, judged=judged, form=form, workspace=workspace, stored=stored, draws=min(draws, ASKED_DRAWS), seed=seed)
    return composed(given, case, judged, lang, since=begun, before=before, form=form, material=beside)


class Parts(Record, frozen=True, kw_only=True):
    """What a brief of a picture is made of, the same in either language."""

    form: Form
    judged: Assessment
    before: Assessment | None
    since: datetime | None
    material: Material


def parts(picture: Picture, *, form: Form = "daily", since: datetime | None = None) -> Parts:
    """What a brief of that form is made of: nothing is loaded or judged again but the earlier moment that it is told against."""
    from tocsin.warn.brief import WATCH

    begun = since if since is not None or form == "daily" else picture.as_of - WATCH
    then = compared(picture, begun) if begun is not None else None
    draws, seed = min(picture.judged.draws, ASKED_DRAWS), picture.judged.seed
    beside = material(picture.case, judged=picture.judged, form=form, workspace=picture.workspace, draws=draws, seed=seed)
    judged, before = (then.judged, then.previous) if then is not None else (picture.judged, None)
    return Parts(form=form, judged=judged, before=before, since=begun, material=beside)


def of_parts(picture: Picture, made: Parts, lang: Literal["en", "fr"], mark: Tlp = "clear") -> Brief:
    """The brief in one language, marked with its inputs' highest TLP, or with `mark` where that is higher."""
    beside = dataclasses.replace(made.material, marks=(*made.material.marks, (mark, False)))
    return composed(picture.given, picture.case, made.judged, lang, since=made.since, before=made.before, form=made.form, material=beside)


def of_picture(picture: Picture, lang: Literal["en", "fr"], *, form: Form = "daily", since: datetime | None = None) -> Brief:
    """The brief of a picture that is taken already, in one language."""
    return of_parts(picture, parts(picture, form=form, since=since), lang)


def composed(
    given: Input,
    case: Case,
    judged: Assessment,
    lang: Literal["en", "fr"],
    *,
    since: datetime | None = None,
    before: Assessment | None = None,
    form: Form = "daily",
    material: Material,
) -> Brief:
    """The brief of a case that is judged already, with what stands beside it. `judged` says what changed since `before` was judged."""
    from tocsin.judge.dissents import dissents
    from tocsin.warn.brief import compose

    return compose(
        judged,
        case.origins,
        case.readings,
        case.reports,
        case.declared.problem,
        case.declared.sources,
        lang=lang,
        since=since,
        previous=before,
        dissents=dissents(given.judgements, [one.id for one in case.declared.problem.hypotheses], judged.id, case.as_of),
        form=form,
        material=material,
    )


def material(
    case: Case,
    *,
    judged: Assessment | None = None,
    form: Form = "daily",
    workspace: Path | None,
    stored: bool = True,
    draws: int = ASKED_DRAWS,
    seed: int = 0,
) -> Material:
    """What stands beside a judgement in a brief of that form, in both languages: the same for either. With `judged`, how it went too."""
    process = case.declared.problem.hypotheses[0].process
    ruled = process is not None
    open_now = _open(workspace, case.as_of) if stored and form != "daily" else None
    found, sensors = _overhead(workspace, case) if stored and form == "daily" else (None, ())
    margin = _margin(workspace, case) if stored else None
    return Material(
        coverage=case.coverage,
        rival=_rival(case, process, draws, seed) if process is not None and form == "daily" else None,
        worth=worth(case, draws, seed) if ruled and form != "handover" else None,
        due=lines.calendar_of(case),
        alerts=[_told(event) for event in open_now] if open_now is not None else None,
        trend=_trend(case, judged, seed) if judged is not None and ruled and form == "daily" else None,
        timely=_timely(case, margin) if margin is not None else None,
        overhead=found,
        sensors=sensors,
        marks=[*((alert.tlp, alert.synthetic) for event in open_now or () for alert in event.alerts), *_marks(found), *_marks(margin)],
        untimely="no-pathways" if case.declared.problem.pathways is None else "not-asked",
    )


def _trend(case: Case, judged: Assessment, seed: int) -> Trend | None:
    """How the main hypothesis went; None where its process has ended, or begins anew tomorrow."""
    days = judged.horizons[len(judged.horizons) // 2] if TREND_HORIZON not in judged.horizons else TREND_HORIZON
    main = judged.hypotheses[0].id
    return next((one for one in pipeline.trend(case, judged, TREND_DAYS, days, seed) if one.hypothesis == main), None)


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


def worth(case: Case, draws: int = ASKED_DRAWS, seed: int = 0) -> Worth | None:
    """What each further look would be worth, for the hypothesis declared first; None where that cannot be asked: its process has ended."""
    from tocsin.judge import looking

    try:
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


def ringing(workspace: Path, as_of: datetime) -> str:
    """Which events are open, in a word that changes with them: a flash or a handover told before is another one after."""
    return digest([(one.id, one.latest.id, one.settled_at) for one in _open(workspace, as_of)])[:16]


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


def _overhead(workspace: Path | None, case: Case) -> tuple[Overhead | None, tuple[Sensor, ...]]:
    """Looks of the next two days; None where they cannot be worked out: no such part installed, no place may be looked at."""
    from tocsin.engine import overhead

    try:
        asked = overhead.ask(workspace, start=case.as_of, days=LOOK_DAYS, as_of=case.as_of)
    except (UsageError, CannotFinish):
        return None, ()
    return asked.found, asked.sensors


def _margin(workspace: Path | None, case: Case) -> Margin | None:
    """Warning time as `tocsin margin` tells it; None where no pathways are declared."""
    from tocsin.engine import margins

    if case.declared.problem.pathways is None:
        return None
    return margins.of_workspace(workspace, as_of=case.as_of)


def _timely(case: Case, found: Margin) -> Timely:
    from tocsin.warn.margin import phrases, told

    hints = {lang: phrases.phrase("elements", lang) for lang in LANGS}  # how to ask better is no part of a brief
    said = {lang: [one for one in told.sentences(found, case.declared.problem, lang) if one != hints[lang]] for lang in LANGS}
    return Timely(said, "tocsin margin --json")


def _marks(found: Overhead | Margin | None) -> list[tuple[Tlp, bool]]:
    return [(found.tlp if isinstance(found, Margin) else "clear", found.synthetic)] if found is not None else []
