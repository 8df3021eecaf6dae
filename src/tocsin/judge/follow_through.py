"""How often crossings of red lines were answered, at all and as threatened: Beta posteriors by speaker, side and kind of consequence.

Where no case is on one side there is no rate to give, only a bound. What was merely read counts for nothing until somebody enters it.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from tocsin.judge.beta import posterior
from tocsin.model.red_lines import Crossed, FollowThrough, LineRow

By = Literal["all", "speaker", "side", "consequence"]
EVERYBODY = "all"


class Counted(NamedTuple):
    """One crossing with the line that it crossed."""

    line: LineRow
    crossing: Crossed


def count(rows: Sequence[LineRow]) -> tuple[FollowThrough, ...]:
    """Every posterior for which there is a case: of all, by side, by speaker, by kind of consequence threatened."""
    cases = [Counted(row, crossing) for row in rows for crossing in row.crossings if crossing.answered is not None]
    return tuple(one for by, key, some in _groups(cases) for one in _both(by, key, some))


def left_out(rows: Sequence[LineRow], why: Literal["too-early", "only-read"]) -> int:
    """How many crossings the numbers leave out for that reason."""
    return sum(crossing.why == why for row in rows for crossing in row.crossings)


def _groups(cases: Sequence[Counted]) -> Iterator[tuple[By, str, list[Counted]]]:
    if cases:
        yield "all", EVERYBODY, list(cases)
    keys: tuple[tuple[By, list[str]], ...] = (
        ("side", [case.line.side or "unknown" for case in cases]),
        ("speaker", [case.line.speaker for case in cases]),
        ("consequence", [case.line.consequence for case in cases]),
    )
    for by, named in keys:
        for name in sorted(set(named)):
            yield by, name, [case for case, own in zip(cases, named, strict=True) if own == name]


def _both(by: By, key: str, cases: Sequence[Counted]) -> Iterator[FollowThrough]:
    yield _one(by, key, "answered", [(bool(case.crossing.answered), case.crossing.disputed is not None) for case in cases])
    clear = [case for case in cases if case.crossing.as_threatened is not None]
    if clear:
        yield _one(by, key, "as-threatened", [(bool(case.crossing.as_threatened), case.crossing.disputed is not None) for case in clear])


def _one(by: By, key: str, question: Literal["answered", "as-threatened"], found: Sequence[tuple[bool, bool]]) -> FollowThrough:
    yes, cases = sum(answered for answered, _ in found), len(found)
    after = posterior(yes, cases)
    bound: Literal["upper", "lower"] | None = "upper" if yes == 0 else "lower" if yes == cases else None
    return FollowThrough(
        by=by,
        key=key,
        question=question,
        cases=cases,
        yes=yes,
        mean=None if bound else after.mean,
        low=None if bound == "upper" else after.low,
        high=None if bound == "lower" else after.high,
        bound=bound,
        disputed=sum(disputed for _, disputed in found),
        firm_yes=sum(answered for answered, disputed in found if not disputed),
        firm_cases=sum(not disputed for _, disputed in found),
    )
