"""A person's word on whether a red line was crossed."""

from typing import Literal

from pydantic import Field

from tocsin.desk.declared import Action, Asked, Done, Form
from tocsin.engine import lines
from tocsin.warn.phrases import Both


class Enter(Form):
    """A person's word on a crossing."""

    line: str = Field(min_length=1, max_length=200, json_schema_extra={"hidden": True})
    crossed: Literal["yes", "no"] = Field(default="yes", title="Crossed")
    on: str = Field(title="Day", max_length=10)
    at: str | None = Field(default=None, title="Time of day with its offset", max_length=20)
    what: str | None = Field(default=None, title="What crossed it", max_length=300)
    answered: str | None = Field(default=None, title="What followed", max_length=100)
    why: str = Field(title="Reason", min_length=3, max_length=2000)
    seen: str | None = None


def enter(asked: Asked, form: Enter) -> Done:
    """Append it."""
    record = lines.enter(
        asked.workspace,
        form.line,
        crossed=form.crossed == "yes",
        on=form.on,
        by=asked.person.name,
        why=form.why,
        at=form.at or None,
        what=form.what or None,
        answered=form.answered or None,
        case=asked.picture.case,
        seen=form.seen or "",
    )
    said = Both("Entered: the line was crossed.", "Saisi : la ligne a été franchie.")
    if not record.crossed:
        said = Both("Entered: the line was not crossed.", "Saisi : la ligne n'a pas été franchie.")
    return Done(said=said, record=record, to="/lines", subject=form.line, why=form.why)


ACTIONS = (Action(name="mark-crossed", title=Both("Mark a line crossed", "Marquer une ligne franchie"), form=Enter, do=enter),)
