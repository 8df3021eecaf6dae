"""Claims: what is told, who follows it up and until when; and of one claim: is it real?"""

from datetime import date as Day
from typing import Literal

from pydantic import Field

from tocsin.desk import grounds, naming
from tocsin.desk.declared import Action, Asked, Done, Form, NotThere, Page, Query
from tocsin.desk.labels import label, options
from tocsin.desk.pages import origins
from tocsin.desk.pages.origins import Row
from tocsin.engine import claiming, following
from tocsin.engine.picturing import Picture
from tocsin.errors import UsageError
from tocsin.model import Followed, Origin, Record, Time, Tlp
from tocsin.model.claims import Claim
from tocsin.model.following import ClaimStatus
from tocsin.warn.phrases import Both
from tocsin.warn.words import Lang

PAGE = 40


class Asking(Query):
    """What is looked for."""

    status: Literal["open", "true", "false", "dropped", "none"] | None = None
    owner: str | None = Field(default=None, max_length=200)
    page: int = Field(default=1, ge=1, le=100_000)


class Step(Record, frozen=True, kw_only=True):
    """One step in following a claim up."""

    id: str
    status: str
    said: str
    owner: str
    deadline: Day | None
    by: str
    why: str
    at: Time


class Listed(Record, frozen=True, kw_only=True):
    """A claim in the list: its origin and the step that stands."""

    row: Row
    step: Step | None
    overdue: bool


class Claims(Record, frozen=True, kw_only=True):
    """One page of claims: followed ones first, the most urgent first; then the others that bear on the problem, newest first."""

    claims: tuple[Listed, ...]
    asked: dict[str, str]
    total: int
    open: int
    overdue: int
    page: int
    pages: int
    statuses: tuple[tuple[str, str], ...]


def show(asked: Asked, query: Asking) -> Claims:
    """Claims as of the picture's moment."""
    picture, index, standing = asked.picture, naming.found(asked), naming.followed(asked)
    today, named = picture.as_of.date(), naming.homes(asked).named

    def make(held: Picture) -> tuple[Origin, ...]:
        said = {row.statement.id for row in index.rows if row.statement.indicators or row.statement.hypotheses}
        return tuple(sorted((one for one in held.case.origins if not said.isdisjoint(one.statements)), key=_newest))

    # What nobody follows is most of it, and in order already: only what somebody does is put in order anew.
    bearing = asked.pictures.once(picture, "bearing", make)
    others = [one for one in bearing if one.id not in standing] if query.status in (None, "none") and not query.owner else []
    taken = sorted((named[name] for name in standing), key=lambda one: _urgency(one, standing[one.id]))
    if query.status is not None:
        taken = [one for one in taken if standing[one.id].status == query.status]
    if query.owner:
        taken = [one for one in taken if query.owner.casefold() in (standing[one.id].owner or "").casefold()]
    urgent = [one for one in taken if standing[one.id].status == "open"]
    found = [*urgent, *others, *(one for one in taken if standing[one.id].status != "open")]
    pages = max(1, -(-len(found) // PAGE))
    number = min(query.page, pages)
    chosen = found[(number - 1) * PAGE : number * PAGE]
    rows = origins.rows(asked, chosen, standing)
    open_ones = [step for step in standing.values() if step.status == "open"]
    return Claims(
        claims=tuple(
            Listed(
                row=row,
                step=_step(standing[row.id], asked.lang) if row.id in standing else None,
                overdue=row.id in standing and following.overdue(standing[row.id], today),
            )
            for row in rows
        ),
        asked={name: str(value) for name, value in query.model_dump(exclude_none=True).items() if value},
        total=len(found),
        open=len(open_ones),
        overdue=sum(following.overdue(step, today) for step in open_ones),
        page=number,
        pages=pages,
        statuses=options("claim", asked.lang),
    )


def _newest(one: Origin) -> tuple[float, str]:
    """The newest first."""
    return -one.first_seen.timestamp(), one.id


def _urgency(one: Origin, step: Followed) -> tuple[str, float, str]:
    """Open ones by deadline, then the newest."""
    deadline = (step.deadline or Day.max).isoformat() if step.status == "open" else ""
    return deadline, *_newest(one)


def _step(step: Followed, lang: Lang) -> Step:
    return Step(
        id=step.id,
        status=step.status,
        said=label("claim", step.status, lang),
        owner=step.owner or "",
        deadline=step.deadline,
        by=step.by,
        why=step.why,
        at=step.t_known,
    )


class One(Query):
    """Which: an origin, a report or a statement."""

    id: str


class Graded(Record, frozen=True, kw_only=True):
    """A grade of one hop."""

    hop: str
    reliability: str
    credibility: int
    why: tuple[str, ...]
    by: str


class Behind(Record, frozen=True, kw_only=True):
    """An origin behind the claim."""

    id: str
    name: str
    kind: str
    hand: str
    first_seen: Time
    claim: str
    upstream: str
    upstream_status: str
    reports: int
    outlets: int
    languages: tuple[str, ...]
    grades: tuple[Graded, ...]


class Against(Record, frozen=True, kw_only=True):
    """Words that say otherwise."""

    kind: str
    statement: str
    who: str
    outlet: str
    words: str
    interested: bool
    at: Time


class Changed(Record, frozen=True, kw_only=True):
    """What changed on the way."""

    kind: str
    was: str
    now: str


class Alarm(Record, frozen=True, kw_only=True):
    """The past false alarm most like it."""

    date: Day
    what: str
    source: str
    resolved: Day
    outcome: str
    how: str
    resolved_by: str
    shares: tuple[str, ...]


class ClaimView(Record, frozen=True, kw_only=True):
    """The page."""

    id: str
    asked: str
    origin: str
    words: str
    answer: str
    answer_said: str
    why: tuple[str, ...]
    first_at: Time
    first_report: str
    first_outlet: str
    hands: int
    origins: tuple[Behind, ...]
    against: tuple[Against, ...]
    primary_held: bool
    primary_by: str
    primary_report: str
    primary_words: str
    changed: tuple[Changed, ...]
    alarm: Alarm | None
    settle: tuple[str, ...]
    storms: tuple[str, ...]
    circles: tuple[str, ...]
    held: tuple[tuple[str, str], ...]
    """(moment, by whom): since when an authority can vouch that a report of it was held"""
    steps: tuple[Step, ...]
    """newest first"""
    seen: str
    status: str
    owner: str
    deadline: Day | None
    overdue: bool
    statuses: tuple[tuple[str, str], ...]
    tlp: Tlp
    synthetic: bool


def one(asked: Asked, query: One) -> ClaimView:
    """Is it real? As of the picture's moment. NotThere: nothing is called so."""
    picture, lang = asked.picture, asked.lang
    try:
        found, origin = asked.pictures.once(
            picture,
            f"claim.{query.id}",
            lambda held: (claiming.ask(held.given, query.id, held.case), claiming.origins_of(held.case, query.id)[0]),
        )
    except UsageError as error:
        raise NotThere(error.what, todo=error.todo) from None
    steps = following.of(naming.steps(asked), origin)
    last = steps[-1] if steps else None
    problem = picture.case.declared.problem
    names = {i.id: i.name.get(lang, i.id) for i in problem.indicators}
    alarm = found.false_alarm
    return ClaimView(
        id=found.id,
        asked=found.asked,
        origin=origin.id,
        words=found.words,
        answer=found.answer,
        answer_said=label("answer", found.answer, lang),
        why=tuple(grounds.said(reason, lang) for reason in found.why),
        first_at=found.first_seen.at,
        first_report=found.first_seen.report,
        first_outlet=naming.outlet(found.first_seen.site, lang),
        hands=found.hands,
        origins=tuple(_behind(found, lang)),
        against=tuple(
            Against(
                kind=label("contrary", each.kind, lang),
                statement=each.statement,
                who=each.speaker or label("speaker", each.speaker_kind, lang),
                outlet=naming.outlet(each.site, lang),
                words=each.words,
                interested=each.interested,
                at=each.t_known,
            )
            for each in found.contradictions
        ),
        primary_held=found.primary.held,
        primary_by=found.primary.by or naming.NAMELESS[lang],
        primary_report=found.primary.report or "",
        primary_words=found.primary.words or "",
        changed=tuple(Changed(kind=label("drift", each.kind, lang), was=each.was, now=each.words) for each in found.drift),
        alarm=None
        if alarm is None
        else Alarm(
            date=alarm.date,
            what=alarm.what[lang],
            source=alarm.source,
            resolved=alarm.resolved,
            outcome=label("outcome", alarm.outcome, lang),
            how=alarm.how[lang],
            resolved_by=alarm.resolved_by,
            shares=tuple(names.get(name) or naming.entity(problem, name, lang) for name in alarm.shares),
        ),
        settle=tuple(each.words[lang] for each in found.settle),
        storms=tuple(f"{storm.publisher or naming.NAMELESS[lang]}: {len(storm.reports)}" for storm in found.storms),
        circles=tuple(" ← ".join((*circle.outlets, circle.outlets[0])) for circle in found.circles),
        held=tuple((f"{each.at:%Y-%m-%d %H:%M} UTC", each.by) for each in found.stamped),
        steps=tuple(_step(step, lang) for step in reversed(steps)),
        seen=last.id if last is not None else "",
        status=last.status if last is not None else "none",
        owner=(last.owner or "") if last is not None else "",
        deadline=last.deadline if last is not None else None,
        overdue=last is not None and following.overdue(last, picture.as_of.date()),
        statuses=tuple(pair for pair in options("claim", lang) if pair[0] != "none"),
        tlp=found.tlp,
        synthetic=found.synthetic,
    )


def _behind(found: Claim, lang: Lang) -> list[Behind]:
    return [
        Behind(
            id=each.id,
            name=each.publisher or naming.NAMELESS[lang],
            kind=label("origin", each.kind, lang),
            hand=(each.hand or "").partition(":")[2],
            first_seen=each.first_seen,
            claim=each.claim,
            upstream=each.upstream.words or each.upstream.id or "",
            upstream_status=label("upstream", each.upstream.status, lang),
            reports=each.reports,
            outlets=each.outlets,
            languages=tuple(label("language", name, lang) for name in each.languages),
            grades=tuple(
                Graded(
                    hop=grade.hop,
                    reliability=grade.reliability,
                    credibility=grade.credibility,
                    why=tuple(grounds.said(reason, lang) for reason in grade.why),
                    by="" if grade.by == "machine" else grade.by,
                )
                for grade in each.grades
            ),
        )
        for each in found.origins
    ]


class Follow(Form):
    """A step in following a claim up."""

    claim: str = Field(min_length=6, max_length=64, json_schema_extra={"hidden": True})
    status: ClaimStatus = Field(title="Status")
    owner: str | None = Field(default=None, title="Who settles it", max_length=200)
    deadline: Day | None = Field(default=None, title="Until")
    why: str = Field(title="Reason", min_length=3, max_length=2000)
    seen: str | None = None


def follow(asked: Asked, form: Follow) -> Done:
    """Append it."""
    step = following.follow(
        asked.workspace,
        form.claim,
        status=form.status,
        owner=form.owner,
        deadline=form.deadline,
        by=asked.person.name,
        why=form.why,
        case=asked.picture.case,
        seen=form.seen or "",
    )
    return Done(said=Both("Noted.", "Noté."), record=step, to=f"/claims/{form.claim}", subject=form.claim, why=form.why)


PAGES = (
    Page(name="claims", path="/claims", title=Both("Claims", "Affirmations"), query=Asking, view=Claims, show=show, menu=34),
    Page(name="claim", path="/claims/{id}", title=Both("Is it real?", "Est-ce vrai ?"), query=One, view=ClaimView, show=one),
)
ACTIONS = (
    Action(name="follow-claim", title=Both("Follow a claim up", "Suivre une affirmation"), form=Follow, do=follow, judged_again=False),
)
