"""Judgements of persons and of the model go into the ledger, and come out of it with what happened."""

from datetime import datetime, time, timedelta
from pathlib import Path

import msgspec

from tocsin.engine import clock, store
from tocsin.engine.declarations import Declarations
from tocsin.errors import UsageError
from tocsin.judge.occurrences import events, shared
from tocsin.judge.outcomes import standing
from tocsin.judge.stated import quantiles, stated
from tocsin.ledger import workspace as workspaces
from tocsin.model import Assessment, MachineForecast, Outcome, PersonJudgement, Record, digest
from tocsin.model.forecasts import QuestionKind

GRACE = timedelta(days=1)
"""a judgement written down so much later than the moment it is of still counts as made then"""
FARTHEST = 3650


class Held(Record, frozen=True, kw_only=True):
    """What a workspace holds of forecasts: everything, oldest first."""

    declared: Declarations
    judgements: tuple[PersonJudgement, ...]
    outcomes: tuple[Outcome, ...]
    assessments: tuple[Assessment, ...]
    forecasts: tuple[MachineForecast, ...] = ()
    synthetic: bool = False
    """the workspace was made from a sample"""


class Asked(Record, frozen=True, kw_only=True):
    """What a hypothesis or question is: how it is judged, and when a window of it is settled."""

    id: str
    kind: QuestionKind = "yes-no"
    at_least: float | None = None
    ends: bool = True
    name: dict[str, str]


def held(workspace: Path | None) -> Held:
    """Judgements of persons, outcomes, kept assessments and forecasts of the model, as they were written."""
    from tocsin.ledger import Ledger

    place = workspaces.find(workspace)
    declared = store.declared(place.folder)
    with Ledger.open(place.folder) as ledger:
        judgements = [one for one in ledger.records(PersonJudgement) if one.problem == declared.problem.id]
        outcomes = [one for one in ledger.records(Outcome) if one.problem == declared.problem.id]
        forecasts = [one for one in ledger.records(MachineForecast) if one.problem == declared.problem.id]
        assessments = [one for one in ledger.records(Assessment) if one.problem == declared.problem.id]
    return Held(
        declared=declared,
        judgements=tuple(sorted(judgements, key=lambda one: one.t_known)),
        outcomes=tuple(sorted(outcomes, key=lambda one: one.recorded_at)),
        assessments=tuple(sorted(assessments, key=lambda one: one.as_of)),
        forecasts=tuple(sorted(forecasts, key=lambda one: one.as_of)),
        synthetic=place.sample is not None,
    )


def asked(declared: Declarations, about: str) -> Asked:
    """The hypothesis or question of that id. UsageError where there is none."""
    found = {one.id: one for one in every(declared)}
    if about not in found:
        from tocsin.library.yaml_files import did_you_mean

        raise UsageError(
            f"the problem has no hypothesis or question {about!r}{did_you_mean(about, found)}", todo=f"it has: {', '.join(found)}"
        )
    return found[about]


def every(declared: Declarations) -> tuple[Asked, ...]:
    """All that can be judged and resolved: the hypotheses, which happen once, and the questions on what happens again and again."""
    hypotheses = tuple(Asked(id=one.id, name=one.name) for one in declared.problem.hypotheses)
    return hypotheses + tuple(
        Asked(id=one.id, kind=one.kind, at_least=one.at_least, ends=False, name=one.name) for one in declared.problem.questions
    )


def known(have: Held, as_of: datetime) -> tuple[Outcome, ...]:
    """What was known by then to have happened: from the ledger, corrections applied, and from the problem's own counts."""
    questions = have.declared.problem.questions
    counted = [event for question in questions for event in events(question, as_of)]
    told = [one for question in questions for one in shared(question, have.outcomes) if one.about == question.id]
    others = [one for one in have.outcomes if one.about not in {question.id for question in questions}]
    return standing((*others, *told, *counted), as_of)


def judge(
    workspace: Path | None,
    about: str,
    *,
    horizon: int,
    by: str,
    why: str,
    probability: str | None = None,
    quantiles_: str | None = None,
    yardstick: str | None = None,
    dissent: str | None = None,
    as_of: str | None = None,
) -> PersonJudgement:
    """Append one judgement. UsageError where it is of nothing declared, lies in the future, or is no probability (or no quantiles)."""
    now, have = clock.now(), held(workspace)
    question = asked(have.declared, about)
    if not 1 <= horizon <= FARTHEST:
        raise UsageError(f"--horizon {horizon}: days from 1 to {FARTHEST}", todo="e.g. --horizon 30")
    said(by=by, why=why)
    when = _moment(as_of, now)
    if question.kind == "yes-no":
        if probability is None or quantiles_ is not None:
            raise UsageError(f"{about} is asked yes or no", todo="say how likely: --probability 0.3, 20-45% or unlikely")
        given = stated(probability, have.declared.yardsticks, yardstick)
        values: tuple[tuple[float, float], ...] = ()
    else:
        if quantiles_ is None or probability is not None:
            what = "how many" if question.kind == "count" else "in how many days"
            raise UsageError(f"{about} asks {what}", todo="give quantiles: --quantiles 5:2,50:6,95:15")
        given, values = None, quantiles(quantiles_)
    before = [one for one in have.judgements if (one.about, one.by, one.horizon) == (about, by, horizon)]
    made = PersonJudgement(
        id=digest(about, by, horizon, when.isoformat(), probability, quantiles_, why, dissent, now.isoformat()),
        problem=have.declared.problem.id,
        problem_version=have.declared.problem.version,
        about=about,
        kind=question.kind,
        by=by,
        probability=given.probability if given else None,
        quantiles=values,
        phrase=given.phrase if given else None,
        yardstick=given.yardstick if given else None,
        horizon=horizon,
        as_of=when,
        until=when.date() + timedelta(days=horizon),
        why=why,
        dissent=dissent,
        replaces=before[-1].id if before else None,
        t_known=now,
        synthetic=have.synthetic,
    )
    store.add(workspace, [made])
    return made


def hindsight(judgement: PersonJudgement) -> bool:
    """Was it written down more than a day after the moment it is of?"""
    return judgement.t_known > judgement.as_of + GRACE


def keep(workspace: Path | None, assessment: Assessment) -> Assessment:
    """Keep the model's assessment, to be scored: it names the one before it, and when it was made."""
    have = held(workspace)
    earlier = [one for one in have.assessments if one.as_of <= assessment.as_of and one.id != assessment.id]
    kept = msgspec.structs.replace(assessment, kept_at=clock.now(), replaces=earlier[-1].id if earlier else None)
    store.add(workspace, [kept])
    return kept


def _moment(as_of: str | None, now: datetime) -> datetime:
    """The moment a judgement is of: now, or the one named; a bare date means its end, today's too."""
    if as_of is None:
        return now
    when = clock.moment(as_of, "end")
    if when.date() > now.date() or (when > now and when.time() != time.max):
        raise UsageError(f"--as-of {as_of} lies ahead", todo="nobody can judge as of a day that has not come")
    return when


def said(**given: str) -> None:
    """UsageError where one of `given` is empty."""
    for name, text in given.items():
        if not text.strip():
            raise UsageError(f"--{name} is empty", todo="a judgement stands under a name, with its reason")
