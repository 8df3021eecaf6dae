"""The judge in simulated worlds, matched and told wrong, beside the true parameters and beside what people do instead.

`python -m tests.bench worlds` (1,000 worlds a setting), `--quick` (100), `--setting WORDS` (only settings whose name has them).
Every filter but the last two is `tocsin.judge.filter`, with worlds as lanes. Synthetic: no score here says anything of real reporting.
"""

import time
from collections.abc import Sequence

import numpy as np

from tests.bench.worlds.filters import LIVES, Run, climatology, filtered, keywords
from tests.bench.worlds.generator import DAYS, Setting, Worlds, draw, matched, settings
from tests.bench.worlds.scores import Score, score, spells

WORLDS, QUICK, TRAINED = 1000, 100, 300
SEED = 20261128
WIDTHS = (0.3, 0.6, 1.0)
WIDTH = 0.6
"""of the ranges where worlds differ from what is told"""
STAGED_SHARE = 0.15
"""of the lowest state's days: staged for 20 days at a hundredth a day"""


def main(flags: Sequence[str] = ()) -> None:
    count = QUICK if "--quick" in flags else WORLDS
    only = flags[flags.index("--setting") + 1] if "--setting" in flags else ""
    print(f"{count} worlds a setting, {DAYS} days, 3 states, 6 indicators, 2 sources each; seed {SEED}; [5%, 95%] over worlds drawn anew")
    trained = draw(Setting("kept apart", matched(), matched()), TRAINED, np.random.default_rng(SEED + 1))
    for n, setting in enumerate(settings()):
        if only in setting.name:
            _one(setting, count, trained, np.random.default_rng([SEED, n]))


def _one(setting: Setting, count: int, trained: Worlds, rng: np.random.Generator) -> None:
    begin = time.perf_counter()
    worlds = draw(setting, count, rng)
    known = spells(worlds)
    told = setting.told
    print(
        f"\n### {setting.name}: {len(known.world)} spells of the top state, {worlds.report.mean(0).sum():.0f} reports a world", flush=True
    )
    print("| filter | accuracy | log score | false-alarm days a world-year at .60 of spells | calibration slope | range holds, width |")
    print("|---|---|---|---|---|---|", flush=True)
    exact = setting.truth is told
    wide = WIDTHS if setting.name == "matched" else (WIDTH,)
    true = filtered(worlds, setting.truth, rng)
    _row("true parameters" + ("" if _plain(setting) else ", what goes otherwise untold"), score(true, worlds, known, None))
    if not exact:
        _row("the parameters told", score(filtered(worlds, told, rng), worlds, known, None))
    for width in wide:
        _row(f"**ours, ranges +-{width}**", score(filtered(worlds, told, rng, width=width), worlds, known, true))
    if setting.deceived:
        declared = filtered(worlds, told, rng, width=WIDTH, staged=STAGED_SHARE)
        _row(f"ours, ranges +-{WIDTH}, deception declared", score(declared, worlds, known, None))
    if setting.truth.error_life < min(LIVES):
        shorter = filtered(worlds, told, rng, width=WIDTH, candidates=(setting.truth.error_life, *LIVES))
        _row(f"ours, ranges +-{WIDTH}, the true error life a candidate", score(shorter, worlds, known, true))
    _row("every outlet counted", score(filtered(worlds, told, rng, reading="outlets"), worlds, known, None))
    _row("square root of outlets", score(filtered(worlds, told, rng, reading="square root"), worlds, known, None))
    _row("silence ignored", score(filtered(worlds, told, rng, reading="no silence"), worlds, known, None))
    _row("keyword naive Bayes", score(keywords(trained, worlds), worlds, known, None))
    _row("no evidence", score(filtered(worlds, told, rng, quietly=True), worlds, known, None))
    _row("climatology", score(climatology(trained, worlds), worlds, known, None))
    print(f"({time.perf_counter() - begin:.0f} s)", flush=True)


def _plain(setting: Setting) -> bool:
    """Whether the true parameters are the whole truth."""
    return not (setting.deceived or setting.rho or setting.exercises or setting.changing)


def _row(name: str, found: Score) -> None:
    def told(value: tuple[float, float, float], form: str) -> str:
        return f"{value[0]:{form}} [{value[1]:{form}}, {value[2]:{form}}]"

    held = "" if found.covered is None else f"{found.covered:.2f}, {found.width:.2f}"
    cells = [name, told(found.accuracy, ".3f"), told(found.log, ".3f"), told(found.false_days, ".1f"), f"{found.slope:.2f}", held]
    print("| " + " | ".join(cells) + " |", flush=True)


__all__ = ["Run", "main"]
