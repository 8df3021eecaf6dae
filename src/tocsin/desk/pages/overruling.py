"""A person's word on an origin: split it, merge it, grade a hop of it."""

from typing import Literal

from pydantic import Field

from tocsin.desk.declared import Action, Asked, Done, Form
from tocsin.desk.pages.origin import found
from tocsin.engine import ruling
from tocsin.warn.phrases import Both


class Rule(Form):
    """A person's word on how reports hang together."""

    origin: str = Field(min_length=8, max_length=64, json_schema_extra={"hidden": True})
    report: str = Field(title="Report", min_length=8, max_length=64)
    why: str = Field(title="Reason", min_length=3, max_length=2000)
    seen: str | None = None


class Split(Rule):
    """Take a report, with all that has it from there, out of an origin."""


class Merge(Rule):
    """Put two reports, each with all of its origin, under one origin."""

    other: str = Field(title="Report of the other origin", min_length=8, max_length=64)


class Grade(Rule):
    """Grade a hop oneself."""

    hop: str = Field(title="Hop", max_length=300)
    reliability: Literal["A", "B", "C", "D", "E", "F"] = Field(title="Reliability")
    credibility: Literal["1", "2", "3", "4", "5", "6"] = Field(title="Credibility")


def split(asked: Asked, form: Split) -> Done:
    """Append a split."""
    done = ruling.rule(
        asked.workspace,
        "split",
        form.report,
        _beside(asked, form),
        by=asked.person.name,
        why=form.why,
        case=asked.picture.case,
        seen=form.seen or "",
    )
    return Done(said=Both("Split off.", "Séparé."), record=done, to="/origins", subject=form.origin, why=form.why)


def _beside(asked: Asked, form: Rule) -> str | None:
    """The origin's first report: what a report is split from."""
    first = found(asked, form.origin).reports[0].id
    return first if first != form.report else None


def merge(asked: Asked, form: Merge) -> Done:
    """Append a merge."""
    done = ruling.rule(
        asked.workspace, "merge", form.report, form.other, by=asked.person.name, why=form.why, case=asked.picture.case, seen=form.seen or ""
    )
    return Done(
        said=Both("Merged: one origin.", "Réuni : une seule origine."), record=done, to="/origins", subject=form.origin, why=form.why
    )


def grade(asked: Asked, form: Grade) -> Done:
    """Append a grade."""
    done = ruling.rule(
        asked.workspace,
        "grade",
        form.report,
        by=asked.person.name,
        why=form.why,
        hop=form.hop,
        grade=f"{form.reliability}{form.credibility}",
        case=asked.picture.case,
        seen=form.seen or "",
    )
    said = Both("Graded: yours counts, the machine's is kept beside.", "Coté : la vôtre compte, celle de la machine est gardée à côté.")
    return Done(said=said, record=done, to=f"/origins/{form.origin}", subject=form.origin, why=form.why)


ACTIONS = (
    Action(name="split-origin", title=Both("Split an origin", "Séparer une origine"), form=Split, do=split),
    Action(name="merge-origins", title=Both("Merge origins", "Réunir des origines"), form=Merge, do=merge),
    Action(name="grade-hop", title=Both("Overrule a grade", "Revoir une cote"), form=Grade, do=grade),
)
