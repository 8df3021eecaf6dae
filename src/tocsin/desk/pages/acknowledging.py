"""What a person does about an alert: acknowledge it, release it as Actual, have it sent again."""

from typing import Literal

from pydantic import Field, model_validator

from tocsin.desk import background
from tocsin.desk.declared import Action, Asked, Done, Form
from tocsin.desk.people.roles import Role
from tocsin.engine.alerting import deciding, sending
from tocsin.warn.phrases import Both


class Acknowledging(Form):
    """What a person did about an event, or that nothing is done, because."""

    id: str = Field(max_length=64)
    decided: Literal["acted", "nothing"]
    what: str = Field(min_length=3, max_length=2_000)
    seen: str | None = Field(None, max_length=100)
    """how the event stood when it was looked at: `Row.seen`"""


def acknowledge(asked: Asked, form: Acknowledging) -> Done:
    """Append it. Conflict: the event changed since it was looked at."""
    made = deciding.acknowledge(
        asked.workspace,
        form.id,
        by=asked.person.name,
        did=form.what if form.decided == "acted" else None,
        nothing=form.what if form.decided == "nothing" else None,
        seen=form.seen,
    )
    return Done(
        said=Both("Acknowledged: it escalates no further.", "Vu : l'alerte ne remonte pas plus haut."),
        record=made,
        subject=made.event,
        why=form.what,
    )


class Releasing(Form):
    """A message that is to leave as Actual, in the name of who sends this."""

    id: str = Field(max_length=64)
    why: str = Field(min_length=3, max_length=2_000)
    public: bool = False
    sure: bool = False
    """that it is meant: it leaves as Actual"""

    @model_validator(mode="after")
    def _meant(self) -> "Releasing":
        if not self.sure:
            raise ValueError("say that it is meant: it leaves as Actual, in your name")
        return self


def release(asked: Asked, form: Releasing) -> Done:
    """Append the release, and send what it queues in the background. UsageError: what is SYNTHETIC is never Actual."""
    made, queued = deciding.release(asked.workspace, form.id, by=asked.person.name, why=form.why, public=form.public)
    if queued:
        _send(asked)
    return Done(
        said=Both(
            f"Released as Actual / {made.scope} by {made.by}; {len(queued)} deliveries queued.",
            f"Publié comme Actual / {made.scope} par {made.by} ; {len(queued)} envois en attente.",
        ),
        record=made,
        subject=made.event,
        why=form.why,
    )


class Again(Form):
    """One event's deliveries, or all."""

    id: str | None = Field(None, max_length=64)
    why: str = Field(min_length=3, max_length=2_000)


def again(asked: Asked, form: Again) -> Done:
    """Queue again what was given up or withheld, and send it in the background."""
    queued = deciding.retry(asked.workspace, form.id)
    if queued:
        _send(asked)
    return Done(
        said=Both(f"{len(queued)} queued again.", f"{len(queued)} remis en attente."),
        to="/alerts?show=dead",
        subject=form.id or "all",
        why=form.why,
    )


def _send(asked: Asked) -> None:
    def work() -> Both:
        sent = sending.empty(asked.workspace)
        lost = sent.dead + sent.withheld
        return Both(
            f"sent: {sent.delivered} delivered, {sent.failed} failed, {lost} went nowhere",
            f"envoi : {sent.delivered} remis, {sent.failed} échoués, {lost} n'ont abouti nulle part",
        )

    background.of(asked.pictures).begin("alerts", "send", asked.person.name, asked.now, work)


ACTIONS = (
    Action(name="acknowledge", title=Both("Acknowledge", "Marquer comme vu"), form=Acknowledging, do=acknowledge, judged_again=False),
    Action(
        name="release",
        title=Both("Release as Actual", "Publier comme réelle"),
        role=Role.EDITOR,
        form=Releasing,
        do=release,
        judged_again=False,
    ),
    Action(name="send-again", title=Both("Send again", "Renvoyer"), form=Again, do=again, judged_again=False),
)
