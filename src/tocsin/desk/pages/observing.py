"""A look at an indicator that a person enters by hand, on the page of the indicator."""

from datetime import UTC, datetime
from typing import Literal

from pydantic import Field

from tocsin.desk.declared import Action, Asked, Done, Form
from tocsin.engine import clock, entering
from tocsin.errors import UsageError
from tocsin.warn.phrases import Both


class Enter(Form):
    """A look at an indicator, and what it came to."""

    indicator: str = Field(min_length=1, max_length=100, json_schema_extra={"hidden": True})
    what: Literal["seen", "nothing", "not-looked"] = Field(title="What it came to")
    start: str = Field(title="From (UTC)", max_length=25)
    end: str = Field(title="To (UTC)", max_length=25)
    looked_by: str = Field(title="Who looked", min_length=2, max_length=200)
    chance: float | None = Field(default=None, title="Chance of seeing it, were it so", ge=0, le=1)
    where: str | None = Field(default=None, title="Where", max_length=100)
    reliability: Literal["A", "B", "C", "D", "E", "F"] = Field(default="F", title="Reliability of who looked")
    why: str = Field(title="On what it rests", min_length=3, max_length=2000)


def enter(asked: Asked, form: Enter) -> Done:
    """Append the look."""
    records = entering.enter(
        asked.workspace,
        form.indicator,
        form.what,
        start=_moment(form.start),
        end=_moment(form.end),
        looked_by=form.looked_by,
        chance=form.chance,
        by=asked.person.name,
        why=form.why,
        where=form.where or None,
        reliability=form.reliability,
    )
    said = {
        "seen": Both("Entered: it was seen.", "Saisi : cela a été vu."),
        "nothing": Both("Entered: looked, and saw nothing.", "Saisi : a regardé et n'a rien vu."),
        "not-looked": Both("Entered: nobody looked.", "Saisi : personne n'a regardé."),
    }[form.what]
    return Done(said=said, record=records[0], to=f"/indicators/{form.indicator}", subject=form.indicator, why=form.why)


def _moment(text: str) -> datetime:
    """A moment as a form gives it, in UTC where it says no zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no moment", todo="write 2024-11-19 06:30, in UTC") from None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else clock.moment(text, "start")


ACTIONS = (Action(name="enter-observation", title=Both("Enter a look", "Saisir une observation"), form=Enter, do=enter),)
