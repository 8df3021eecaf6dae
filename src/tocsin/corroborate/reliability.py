"""How far a source's past can be trusted: a Beta prior from its declared grade, moved by outcomes and by what it corrected itself.

The prior has the mean and spread of the declared range (library/reliability.yml); each outcome adds one to a side (conjugate updating).
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from tocsin.library import reliability
from tocsin.model import Reliability
from tocsin.model.declared import Reliability as Letter

NORMAL_95 = 1.645
"""standard deviations from the middle to the end of a central 90%"""
GRID = 4_001
LETTERS: tuple[Letter, ...] = ("A", "B", "C", "D", "E")


class Past(NamedTuple):
    """Outcomes of one source: right, wrong, and what it corrected itself."""

    right: int = 0
    wrong: int = 0
    corrected: int = 0


def counted(outcomes: Iterable[tuple[str, str]]) -> dict[str, Past]:
    """The past of each source, from (source, `right` | `wrong` | `corrected`)."""
    found: dict[str, Past] = {}
    for source, turnout in outcomes:
        past = found.get(source, Past())
        found[source] = past._replace(**{turnout: getattr(past, turnout) + 1})
    return found


def learnt(source: str, prior: Letter, past: Past) -> Reliability:
    """The reliability of a source after its outcomes. Without any it is its prior."""
    declared = reliability.load()
    right, wrong = float(past.right), past.wrong + declared.corrected * past.corrected
    a, b = _beta(prior)
    a, b = a + right, b + wrong
    low, high = quantiles(a, b)
    mean = a / (a + b)
    return Reliability(
        source=source,
        prior=prior,
        learnt=_letter(prior, mean, past, declared.fewest),
        mean=mean,
        low=low,
        high=high,
        right=right,
        wrong=wrong,
        corrected=past.corrected,
    )


def _beta(prior: Letter) -> tuple[float, float]:
    """The Beta distribution with the mean and spread of a declared range."""
    declared = reliability.load().grades[prior]
    mean, spread = (declared.low + declared.high) / 2, (declared.high - declared.low) / (2 * NORMAL_95)
    weight = mean * (1 - mean) / spread**2 - 1
    return mean * weight, (1 - mean) * weight


def quantiles(a: float, b: float) -> tuple[float, float]:
    """5% and 95% of a Beta distribution, on a grid of 4,000 steps."""
    x = (np.arange(GRID) + 0.5) / GRID
    density = (a - 1) * np.log(x) + (b - 1) * np.log1p(-x)
    mass = np.cumsum(np.exp(density - density.max()))
    mass /= mass[-1]
    return float(x[np.searchsorted(mass, 0.05)]), float(x[min(GRID - 1, int(np.searchsorted(mass, 0.95)))])


def _letter(prior: Letter, mean: float, past: Past, fewest: int) -> Letter:
    """The letter whose declared range has its middle nearest to the mean; F stays F while too little is known."""
    if prior == "F" and past.right + past.wrong + past.corrected < fewest:
        return "F"
    if past == Past():
        return prior
    grades = reliability.load().grades
    return min(LETTERS, key=lambda letter: (abs((grades[letter].low + grades[letter].high) / 2 - mean), letter))


def reasons(found: Mapping[str, Reliability], source: str) -> list[str]:
    """One line on what was learnt of a source; none where nothing was."""
    known = found.get(source)
    if known is None or not (known.right or known.wrong):
        return []
    own = f", {known.corrected} corrected by itself" if known.corrected else ""
    share = f"{known.mean:.2f} ({known.low:.2f} to {known.high:.2f})"
    return [f"learnt: {known.right:g} right, {known.wrong:g} wrong{own}: {share}, was {known.prior}"]
