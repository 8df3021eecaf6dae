"""Today: what a watch officer reads first."""

from tocsin.desk.declared import Action, Asked, Page, Query
from tocsin.model import Record
from tocsin.model.judgements import Probability
from tocsin.warn.phrases import Both


class Standing(Record, frozen=True, kw_only=True):
    """One hypothesis within 30 days."""

    id: str
    name: str
    probability: Probability


class Today(Record, frozen=True, kw_only=True):
    """What the page shows."""

    hypotheses: tuple[Standing, ...]


def show(asked: Asked, _: Query) -> Today:
    """The picture of the moment."""
    picture = asked.picture
    names = {one.id: one.name[asked.lang] for one in picture.case.declared.problem.hypotheses}
    return Today(
        hypotheses=tuple(Standing(id=one.id, name=names[one.id], probability=one.probability["30"]) for one in picture.judged.hypotheses)
    )


PAGES = (Page(name="today", path="/", title=Both("Today", "Aujourd'hui"), view=Today, show=show, menu=0),)
ACTIONS: tuple[Action, ...] = ()
