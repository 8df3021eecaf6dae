"""The second warning problem replayed over its own outcomes, beside climatology and the counts of the last two years."""

from time import perf_counter

from tocsin.engine import replay, rolling
from tocsin.library import problems
from tocsin.warn.foretold import foretold

BEGINS, ENDS = "2007-01-01", "2024-12-31"


def main() -> None:
    """Scores at 30 days and at 7 days, with what they took."""
    problem = problems.load("korea-tests")
    for step, horizon in (("30d", 30), ("7d", 7)):
        started = perf_counter()
        found = rolling.replay(problem, replay.span(BEGINS, ENDS, step), horizon=horizon)
        print(foretold(found, problem))
        print(f"{len(found.hypotheses[0].forecasts)} forecasts of {len(found.hypotheses)} hypotheses in {perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
