"""A probability as a person states it: a number, a range, or a yardstick's words; and the quantiles of a count or a time."""

import re
from collections.abc import Sequence

import numpy as np

from tocsin.errors import UsageError
from tocsin.judge.parameters import normals, probability
from tocsin.model import Probability, Record
from tocsin.model.declared import Range, Yardstick

_NUMBER = r"(\d*[.,]?\d+)\s*(%?)"
_ONE = re.compile(_NUMBER)
_TWO = re.compile(rf"{_NUMBER}\s*(?:-|–|to|à|\.\.)\s*{_NUMBER}")
_PAIR = re.compile(rf"{_NUMBER}\s*[:=]\s*(\d*\.?\d+)")
_CERTAIN = "0 and 1 say that nothing could change your mind: write e.g. 0.001 or 0.999"
PARTS = 999
"""equal parts of a range's distribution that its mean is taken over"""


class Stated(Record, frozen=True, kw_only=True):
    """A probability, and the words it was given in where it was words."""

    probability: Probability
    phrase: str | None = None
    yardstick: str | None = None


def stated(text: str, yardsticks: Sequence[Yardstick], yardstick: str | None = None) -> Stated:
    """What `text` means: `0.3`, `30%`, `0.2-0.45`, `20-45%`, `unlikely`. Raises UsageError where it is none of them.

    A range is the central 90% of a logit-normal, as the declared ones are, and its mean is what is scored. Words are read by `yardstick`,
    else by the first scale that has them, ICD 203 before all others.
    """
    said = text.strip()
    if both := _TWO.fullmatch(said):
        sign = both[2] or both[4]
        return Stated(probability=ranged(_share(both[1], sign), _share(both[3], sign)))
    if one := _ONE.fullmatch(said):
        value = _share(one[1], one[2])
        return Stated(probability=Probability(mean=value, low=value, high=value))
    return _worded(said, yardsticks, yardstick)


def ranged(low: float, high: float) -> Probability:
    """The mean of a logit-normal that has 5% and 95% at `low` and `high`, beside its ends."""
    if low > high:
        raise UsageError(f"the range {low:g} to {high:g} is turned round", todo="write the lower end first")
    if low == high:
        return Probability(mean=low, low=low, high=high)
    return Probability(mean=float(probability(Range(low=low, high=high), normals(0, "range", PARTS)).mean()), low=low, high=high)


def quantiles(text: str) -> tuple[tuple[float, float], ...]:
    """`5:2,50:6,95:15` as levels and values, both rising: ((0.05, 2.0), (0.5, 6.0), (0.95, 15.0)). UsageError where it is not that."""
    out = []
    for part in text.split(","):
        found = _PAIR.fullmatch(part.strip())
        if found is None:
            raise UsageError(f"{part.strip()!r} is no quantile", where="--quantiles", todo="write percent:value, e.g. 5:2,50:6,95:15")
        out.append((_share(found[1], "%"), float(found[3])))
    if [level for level, _ in out] != sorted({level for level, _ in out}) or [value for _, value in out] != sorted(v for _, v in out):
        raise UsageError("levels and values must rise", where="--quantiles", todo="e.g. 5:2,50:6,95:15")
    return tuple(out)


def _share(number: str, percent: str) -> float:
    value = float(number.replace(",", ".")) / (100 if percent else 1)
    if not 0 < value < 1:
        todo = _CERTAIN if value in (0, 1) else "write it between 0 and 1, or with a % sign"
        raise UsageError(f"{number}{percent} is no probability between 0 and 1", todo=todo)
    return value


def _worded(said: str, yardsticks: Sequence[Yardstick], wanted: str | None) -> Stated:
    scales = sorted(yardsticks, key=lambda scale: scale.id != "icd203")
    if wanted is not None:
        scales = [scale for scale in scales if scale.id == wanted]
        if not scales:
            raise UsageError(f"there is no yardstick {wanted!r}", todo=f"there are: {', '.join(sorted(y.id for y in yardsticks))}")
    for scale in scales:
        for term in scale.terms:
            if said.casefold() in (phrase.casefold() for phrase in term.phrases):
                if term.quantiles is None:
                    return Stated(probability=ranged(term.low, term.high), phrase=said, yardstick=scale.id)
                levels = (np.arange(PARTS) + 0.5) / PARTS
                mean = float(np.interp(levels, (0.05, 0.25, 0.5, 0.75, 0.95), term.quantiles).mean())
                return Stated(
                    probability=Probability(mean=mean, low=term.quantiles[0], high=term.quantiles[-1]), phrase=said, yardstick=scale.id
                )
    known = ", ".join(term.phrases[0] for scale in scales[:1] for term in scale.terms if term.phrases)
    raise UsageError(f"{said!r} is neither a number nor words of a yardstick", todo=f"write 0.3, 20-45%, or one of: {known}")
