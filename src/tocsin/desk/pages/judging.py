"""What somebody judges, with reasons and dissent, and what happened: written down from the page of judgements."""

from pydantic import Field

from tocsin.desk.declared import Action, Asked, Done, Form
from tocsin.desk.pages.judgements import moment_of
from tocsin.desk.people.roles import Role
from tocsin.engine import forecasting, resolving
from tocsin.errors import UsageError
from tocsin.warn.phrases import Both

HORIZON = 30


class Judging(Form):
    """What somebody judges, with their reasons."""

    about: str = Field(max_length=200, title="Of what")
    horizon: int = Field(HORIZON, ge=1, le=forecasting.FARTHEST, title="Within how many days")
    probability: str | None = Field(None, max_length=80, title="How likely")
    """0.3, 20-45%, unlikely"""
    quantiles: str | None = Field(None, max_length=200, title="How many, or in how many days")
    """5:2,50:6,95:15"""
    why: str = Field(min_length=3, max_length=5_000, title="Your reasons")
    dissent: str | None = Field(None, max_length=5_000, title="Where you dissent, and from what")
    as_of: str | None = Field(None, max_length=40, title="As of")


def judge(asked: Asked, form: Judging) -> Done:
    """Append a judgement in the name of who sends it."""
    made = forecasting.judge(
        asked.workspace,
        form.about,
        horizon=form.horizon,
        by=asked.person.name,
        why=form.why,
        probability=form.probability,
        quantiles_=form.quantiles,
        dissent=form.dissent,
        as_of=form.as_of or _still(asked),
    )
    return Done(
        said=Both("Your judgement is kept beside the model's.", "Votre jugement est conservé à côté de celui du modèle."),
        record=made,
        subject=made.id,
        why=form.why,
        to=f"/judgements?about={made.about}",
    )


def _still(asked: Asked) -> str | None:
    """A sample's own moment: a judgement of it is as of then, and written down now."""
    picture = asked.picture
    moment, still = moment_of(asked, picture)
    return moment.isoformat() if still and asked.as_of is None else None


class Resolving(Form):
    """What happened, on whose word."""

    about: str = Field(max_length=200, title="Of what")
    outcome: str = Field(max_length=40, title="The outcome")
    """yes, no, void, or a number"""
    on: str = Field(max_length=40, title="On, or up to, which day")
    since: str | None = Field(None, max_length=40, title="From which day on")
    source: str | None = Field(None, max_length=2_000, title="Source")
    why: str | None = Field(None, max_length=2_000, title="Why")
    known: str | None = Field(None, max_length=40, title="Since when it could be known")
    seen: str | None = Field(None, max_length=64)


def resolve(asked: Asked, form: Resolving) -> Done:
    """Append what happened; an earlier outcome of the same days is corrected by it, and both are kept."""
    if form.outcome.strip().lower() == "void" and not form.why:
        raise UsageError("a void outcome needs a reason", where=form.about, todo="say why it cannot be said")
    made = resolving.resolve(
        asked.workspace,
        form.about,
        form.outcome,
        form.on,
        by=asked.person.name,
        why=form.why or "",
        source=form.source or "",
        since=form.since,
        known=form.known,
        seen=form.seen,
    )
    return Done(
        said=Both("What happened is recorded; judgements of it are settled.", "L'issue est consignée ; les jugements sont tranchés."),
        record=made,
        subject=made.id,
        why=form.why or form.source or "",
        to=f"/judgements?about={made.about}",
    )


ACTIONS = (
    Action(name="judge", title=Both("Judge", "Juger"), form=Judging, do=judge),
    Action(name="resolve", title=Both("Record what happened", "Consigner l'issue"), role=Role.EDITOR, form=Resolving, do=resolve),
)
