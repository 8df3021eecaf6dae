"""What the shipped trigger on use would ring: the curve at several settings, and whether the number that it follows means what it says.

`python -m tests.bench threshold` (about a minute of one core; `--worlds N`). Simulated worlds of the declared problem: SYNTHETIC.
"""

import time
from collections.abc import Sequence

import numpy as np

from tocsin.engine.thresholds import BURN, YEAR_DAYS, Asking, Watched, curve, of_trigger
from tocsin.judge.happenings import ladder_of
from tocsin.judge.parameters import Draws
from tocsin.judge.watching import Rule, Watch, followed, worlds
from tocsin.judge.worlds import Asked, chance
from tocsin.library import problems

WORLDS = 100
TRIGGER, PROBLEM = "use-rises", "nuclear-escalation"


def main(flags: Sequence[str] = ()) -> None:
    count = int(flags[flags.index("--worlds") + 1]) if "--worlds" in flags else WORLDS
    problem = problems.load(PROBLEM)
    asked = of_trigger(next(one for one in problem.triggers if one.id == TRIGGER), problem, Asking(""))
    print(f"{PROBLEM}, trigger {TRIGGER}: {asked.hypothesis} within {asked.horizon} days at {asked.at[0]:g}; {count} worlds of each kind")
    print("| watched by | draws | seen | false alarms, days in alarm a quiet year | days before | of 100: /10, x1, x10 | s |")
    print("|---|---|---|---|---|---|---|")
    for sources, reliability, looked, draws in ((2, "B", 0.5, 12), (2, "B", 0.5, 48), (1, "C", 0.2, 12), (3, "A", 0.9, 12)):
        begin = time.perf_counter()
        found = curve(problem, asked, Watched(sources, reliability, looked, count, draws))  # type: ignore[arg-type]
        (point,) = found.asked
        hundred = ", ".join(f"{one.before:.1f}" for one in point.of_hundred)
        lead = "-" if point.lead_days is None else f"{point.lead_days:.0f} ({point.lead_low:.0f}-{point.lead_high:.0f})"
        cells = (
            f"{sources} of {reliability}, looking {looked:g} a day",
            f"{draws}",
            f"{point.seen.value:.2f} ±{point.seen.error:.2f}",
            f"{point.false_alarms.value:.1f} ±{point.false_alarms.error:.1f}, {point.false_days.value:.0f} ±{point.false_days.error:.0f}",
            lead,
            hundred,
            f"{time.perf_counter() - begin:.0f}",
        )
        print("| " + " | ".join(cells) + " |", flush=True)
    _means_what_it_says(count)


def _means_what_it_says(count: int) -> None:
    """Chance of a satellite launch within 30 days, said on one day of each world, beside how often it came: worlds as they come."""
    problem = problems.load("korea-tests")
    process = next(one for one in problem.processes if "satellite-launch" in one.absorbing)
    k, lives = process.absorbing.index("satellite-launch"), tuple(problem.observing.error_life_days)
    watch, draws, day = Watch(2, "B", 0.5), Draws(max(1, 12 // len(lives)), lives, 0), 90
    ladder = ladder_of(process, Draws(400, (1.0,), 5))
    quiet, ending = (float(chance(ladder, asked).mean()) for asked in (Asked(day + 31), Asked(day + 31, k, day)))
    said, weight, came = [], [], []
    for asked, share, happens in ((Asked(day + 31), quiet, False), (Asked(day + 31, k, day), ending, True)):
        seen, _ = worlds(problem, process, watch, asked, count, 9, lives)
        (values,) = followed(problem, process, watch, seen, [Rule(k, 30)], draws)
        said.append(values[day])
        weight.append(np.full(count, share / count))
        came.append(np.full(count, happens))
    p, w, y = np.concatenate(said), np.concatenate(weight), np.concatenate(came)
    average, often = (p * w).sum() / w.sum(), ending / (quiet + ending)
    print(f"\nkorea-tests, satellite launch within 30 days, said on day {day}: on average {average:.4f}, came {often:.4f}")
    print("| said | share of worlds | said on average | came |\n|---|---|---|---|")
    for low, high in ((0, 0.01), (0.01, 0.03), (0.03, 0.1), (0.1, 0.3), (0.3, 1)):
        some = (p >= low) & (p < high)
        if some.any():
            mean, share = np.average(p[some], weights=w[some]), np.average(y[some], weights=w[some])
            print(f"| {low:g} to {high:g} | {w[some].sum() / w.sum():.3f} | {mean:.4f} | {share:.4f} |")
    print(f"({BURN} days before a counted year of {YEAR_DAYS})")
