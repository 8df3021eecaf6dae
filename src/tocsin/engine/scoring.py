"""All forecasts of a workspace set beside what happened: persons, their pool, the model, third parties; and what simple rules said."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from tocsin.engine import clock, pipeline, store
from tocsin.engine.forecasting import GRACE, Asked, Held, every, held, hindsight, known
from tocsin.judge import occurrences, others
from tocsin.judge.opinions import UNSTATED
from tocsin.judge.outcomes import Verdict, Window, verdict
from tocsin.judge.pools import latest, pool
from tocsin.judge.scoring import score
from tocsin.judge.stated import ranged
from tocsin.model import TLP_ORDER, Assessment, MachineForecast, Outcome, PersonJudgement
from tocsin.model.opinions import Others
from tocsin.model.questions import Question
from tocsin.model.scoring import Forecast, Forecaster, Realm, Said, ScoreReport

MODEL = "Tocsin"
BASE_RATE_DRAWS = 400
BESIDE = timedelta(days=7)
"""how old a kept assessment may be to stand beside a person's judgement"""
HINDSIGHT = "Scored apart as hindsight: what was written down more than a day after the moment it is of."
OWN = "Scores on a sample or simulation are no evidence of skill."


def report(workspace: Path | None, as_of: datetime | None = None, seed: int = 0) -> ScoreReport:
    """The scores of everybody who forecast, from what is known by `as_of` (now)."""
    moment = as_of or clock.now()
    return report_of(held(workspace), _views(workspace, moment), moment, seed)


def report_of(have: Held, views: Others | None, moment: datetime, seed: int = 0) -> ScoreReport:
    """The scores from what is held, with other people's judgements as they are told already."""
    found = forecasts(have, moment, views)
    realms = {one.realm for one in found}
    notes = [text for realm, text in (("hindsight", HINDSIGHT), ("synthetic", OWN)) if realm in realms]
    if have.declared.problem.hindsight and "hindsight" in realms:
        notes.append(have.declared.problem.hindsight)
    return ScoreReport(
        problem=have.declared.problem.id,
        as_of=moment,
        rows=score(found, seed),
        notes=tuple(notes),
        tlp=max(
            (*(one.tlp for one in (*have.judgements, *have.outcomes, *have.assessments)), views.tlp if views is not None else "clear"),
            key=TLP_ORDER.index,
        ),
        synthetic="synthetic" in realms,
    )


def _views(workspace: Path | None, moment: datetime) -> Others | None:
    """Other people's judgements as the workspace's reports tell them; None where it holds none."""
    given = store.load(workspace, moment)
    if not given.reports:
        return None
    case = pipeline.build(given)
    return others.register(case.declared.problem, case.readings, case.origins, case.declared.sources, as_of=moment)


def forecasts(have: Held, now: datetime, views: Others | None = None) -> tuple[Forecast, ...]:
    """Every forecast known by `now`, with what became of it by then and its references as of when it was made."""
    outcomes = known(have, now)
    asked = {one.id: one for one in every(have.declared)}
    persons = [one for one in have.judgements if one.about in asked and one.t_known <= now]
    kept = [one for one in have.assessments if (one.kept_at or one.as_of) <= now]
    machine = [one for one in have.forecasts if one.t_known <= now]
    raw = [*_persons(persons), *_pools(persons), *_model(kept), *_machine(machine), *_third_parties(views)]
    rules = _Rules(have, persons, kept)
    return tuple(_settled(one, asked[one.about], outcomes, rules) for one in raw if one.about in asked)


def _settled(one: Forecast, asked: Asked, outcomes: Sequence[Outcome], rules: "_Rules") -> Forecast:
    from msgspec.structs import replace

    window = Window(about=one.about, kind=one.kind, as_of=one.as_of, until=one.until, at_least=asked.at_least, ends=asked.ends)
    became: Verdict = verdict(window, outcomes)
    return replace(one, state=became.state, value=became.value, references=rules.beside(one, asked))


def _persons(judgements: Sequence[PersonJudgement]) -> Iterator[Forecast]:
    """Each judgement; of two by one person, of one thing, horizon and moment, the later."""
    last = {(one.by, one.about, one.horizon, one.as_of): one for one in judgements}
    for one in last.values():
        said = Said(probability=one.probability.mean) if one.probability is not None else Said(quantiles=one.quantiles)
        yield _forecast("person", one.by, one, said, realm(one))


def realm(one: PersonJudgement) -> Realm:
    """Where a person's judgement is scored."""
    return "synthetic" if one.synthetic else "hindsight" if hindsight(one) else "record"


def _pools(judgements: Sequence[PersonJudgement]) -> Iterator[Forecast]:
    """The pool of all who stand by a probability of one thing and horizon, on each day on which one of them judged; two at least."""
    groups: dict[tuple[str, int, Realm], list[PersonJudgement]] = defaultdict(list)
    for one in judgements:
        if one.probability is not None:
            groups[one.about, one.horizon, realm(one)].append(one)
    for (_, _, where), group in groups.items():
        ordered = sorted(group, key=lambda one: one.as_of)
        for day in sorted({one.as_of.date() for one in ordered}):
            standing = [one for one in ordered if one.as_of.date() <= day <= one.until]
            given = latest(standing)
            if len(given) > 1:
                # Of the last moment of that day: whoever is pooled had judged by then.
                of = max((one for one in standing if one.as_of.date() == day), key=lambda one: one.as_of)
                yield _forecast("pool", "all persons", of, Said(probability=pool(given).probability), where)


def _model(assessments: Sequence[Assessment]) -> Iterator[Forecast]:
    last = {one.as_of: one for one in assessments}
    for one in last.values():
        where: Realm = "synthetic" if one.synthetic else "hindsight" if (one.kept_at or one.as_of) > one.as_of + GRACE else "record"
        for hypothesis in one.hypotheses:
            for days, probability in sorted(hypothesis.probability.items(), key=lambda item: int(item[0])):
                yield Forecast(
                    source="model",
                    by=MODEL,
                    about=hypothesis.id,
                    horizon=int(days),
                    as_of=one.as_of,
                    until=one.as_of.date() + timedelta(days=int(days)),
                    said=Said(probability=probability.mean),
                    realm=where,
                    state="open",
                    references={"climatology": Said(probability=hypothesis.base_rate[days].mean)} if days in hypothesis.base_rate else {},
                )


def _machine(kept: Sequence[MachineForecast]) -> Iterator[Forecast]:
    """The count process's forecasts that were kept; of two of one thing, horizon and moment, the later."""
    last = {(one.about, one.horizon, one.as_of): one for one in kept}
    for one in last.values():
        late = one.t_known > one.as_of + GRACE
        yield Forecast(
            source="model",
            by=one.method,
            about=one.about,
            kind=one.kind,
            horizon=one.horizon,
            as_of=one.as_of,
            until=one.until,
            said=Said(probability=one.probability, quantiles=one.quantiles),
            realm="synthetic" if one.synthetic else "hindsight" if late else "record",
            state="open",
        )


def _third_parties(views: Others | None) -> Iterator[Forecast]:
    """Other people's judgements with a number, of something declared, on no condition, until a day that they state; what is said again
    counts once, and an unstated horizon is never scored."""
    for assessor in views.assessors if views is not None else ():
        for view in assessor.views:
            ahead = (view.until - view.date).days if view.until is not None else 0
            if view.status not in others.NEW or view.dissent or assessor.condition != UNSTATED or ahead < 1:
                continue
            if view.low is None or view.high is None or view.until is None:
                continue
            yield Forecast(
                source="third-party",
                by=assessor.by,
                about=assessor.hypothesis,
                horizon=ahead,
                as_of=datetime.combine(view.date, time.max, UTC),
                until=view.until,
                said=Said(probability=ranged(view.low, view.high).mean),
                realm="synthetic" if view.words.synthetic else "record",
                state="open",
            )


def _forecast(source: Forecaster, by: str, of: PersonJudgement, said: Said, where: Realm) -> Forecast:
    return Forecast(
        source=source,
        by=by,
        about=of.about,
        kind=of.kind,
        horizon=of.horizon,
        as_of=of.as_of,
        until=of.until,
        said=said,
        realm=where,
        state="open",
    )


class _Rules:
    """What simple rules, the pool and the model said of the same, as of when each forecast was made."""

    def __init__(self, have: Held, persons: Sequence[PersonJudgement], kept: Sequence[Assessment]) -> None:
        self.have, self.kept = have, sorted(kept, key=lambda one: one.as_of)
        self.persons = [one for one in persons if one.probability is not None]
        self.counted: dict[tuple[str, int, datetime], dict[str, Said]] = {}
        self.base_rates: dict[int, dict[str, float]] = {}
        self.questions = {one.id: one for one in have.declared.problem.questions}

    def beside(self, one: Forecast, asked: Asked) -> dict[str, Said]:
        """By name; a rule that has nothing to say is left out."""
        found = dict(one.references)
        question = self.questions.get(one.about)
        if question is not None:
            found |= {name: said for name, said in self._counted(question, one).items() if name != one.source}
        else:
            if "climatology" not in found:
                found["climatology"] = Said(probability=self._base_rate(one.about, one.horizon))
            before = self._before(one, asked)
            if before.value is not None:
                found["persistence"] = Said(probability=before.value)
        if one.source != "pool" and one.kind == "yes-no" and (others := self._pool(one)) is not None:
            found["pool"] = others
        if one.source != "model" and (model := self._model(one)) is not None:
            found["model"] = model
        return found

    def _counted(self, question: Question, one: Forecast) -> dict[str, Said]:
        """What counting says of a question, worked out once for all who judged it at one moment."""
        key = (one.about, one.horizon, one.as_of)
        if key not in self.counted:
            days = occurrences.series(question, self.have.outcomes, one.as_of)
            told: dict[str, Said] = {}
            if days is not None:
                told["climatology"] = occurrences.climatology(question, days, one.horizon)
                told["model"] = occurrences.forecast(question, days, one.horizon)
                if (again := occurrences.persistence(question, days, one.horizon)) is not None:
                    told["persistence"] = again
            self.counted[key] = told
        return self.counted[key]

    def _before(self, one: Forecast, asked: Asked) -> Verdict:
        """What became of the same question over as many days before."""
        earlier = Window(about=one.about, as_of=one.as_of - timedelta(days=one.horizon), until=one.as_of.date(), ends=asked.ends)
        return verdict(earlier, known(self.have, one.as_of))

    def _pool(self, one: Forecast) -> Said | None:
        same = [p for p in self.persons if (p.about, p.horizon) == (one.about, one.horizon) and realm(p) == one.realm]
        given = latest(sorted((p for p in same if p.as_of <= one.as_of and p.until >= one.as_of.date()), key=lambda p: p.as_of))
        return Said(probability=pool(given).probability) if len(given) > 1 else None

    def _model(self, one: Forecast) -> Said | None:
        for assessment in reversed(self.kept):
            if assessment.as_of <= one.as_of and assessment.as_of >= one.as_of - BESIDE:
                for hypothesis in assessment.hypotheses:
                    if hypothesis.id == one.about and str(one.horizon) in hypothesis.probability:
                        return Said(probability=hypothesis.probability[str(one.horizon)].mean)
        return None

    def _base_rate(self, about: str, horizon: int) -> float:
        """Its probability within the horizon with no evidence at all."""
        if horizon not in self.base_rates:
            from tocsin.judge import assess

            problem, sources = self.have.declared.problem, self.have.declared.sources
            day = clock.moment("2000-01-01", "end")
            judged = assess(problem, (), (), (), sources, as_of=day, horizons=(horizon,), draws=BASE_RATE_DRAWS)
            self.base_rates[horizon] = {one.id: one.base_rate[str(horizon)].mean for one in judged.hypotheses}
        return self.base_rates[horizon][about]
