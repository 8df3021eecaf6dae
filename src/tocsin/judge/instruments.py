"""How instruments err, by the problem's links: their hit and false-alarm rates drawn, with concealment and the dual-capable ambiguity.

P(sign | episode) = 1 - (1 - hit x (1 - concealed)) x (1 - b) and P(sign | none) = b, with b = 1 - (1 - false alarm) x (1 - dual use):
noise and conventional activity make the sign whether or not there is an episode, so a sign never speaks against one. An instrument keeps
one quantile of each number over all indicators that it bears on, as other sources do.
"""

import numpy as np

from tocsin.judge.parameters import Draws, Floats, probability
from tocsin.model.declared import Problem
from tocsin.model.instruments import InstrumentLink

STREAM = "instruments"
"""what the streams of an instrument's numbers begin with"""


def link_of(problem: Problem, source: str, indicator: str) -> InstrumentLink | None:
    """The link of an instrument to an indicator; None for every other source."""
    return next((link for link in problem.instruments if link.instrument == source and link.indicator == indicator), None)


def rates(link: InstrumentLink, draws: Draws) -> tuple[Floats, Floats]:
    """(hit, false alarm), each (D,): chance that the instrument holds a sign of an episode, and without one."""
    stem = f"{STREAM}.{link.instrument}"
    hit = probability(link.hit, draws.normals(f"{stem}.hit")) * (1 - probability(link.concealed, draws.normals(f"{stem}.concealed")))
    noise = probability(link.false_alarm, draws.normals(f"{stem}.false_alarm"))
    dual = probability(link.dual_use, draws.normals(f"{stem}.dual_use"))
    false = 1 - (1 - noise) * (1 - dual)
    return np.asarray(1 - (1 - hit) * (1 - false)), np.asarray(false)


def shows(link: InstrumentLink, draws: Draws) -> Floats:
    """(D,) chance that one watched day makes the sign, while there is one to be seen. Nobody has to publish it: we hold the feed."""
    return probability(link.shows, draws.normals(f"{STREAM}.{link.instrument}.shows"))
