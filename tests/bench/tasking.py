"""What to take next: after 5, 15 and 50 looks, greedy, the mixed-integer programme, random looks and sites in turn, on other draws."""

import time
from dataclasses import replace

from tests.bench.margin import DATES, PROBLEM, asked_of
from tocsin.warn.tasking import _baselines, boards, few
from tocsin.warn.tasking.board import opportunities, useful
from tocsin.warn.tasking.choosing import Allowed, evaluated, greedy
from tocsin.warn.tasking.milp import solve

NEEDS = 24.0
NUMBERS = (5, 15, 50)


def main() -> None:
    """Looks alone (no options), assumed passes, limits as shipped."""
    setting = replace(asked_of(DATES[1]), draws=200)
    one, other = few(setting), few(setting, setting.seed + 1)
    made, fresh = boards(one, None, NEEDS), boards(other, None, NEEDS)
    offered, limits = opportunities(one), setting.declared.limits
    before = fresh([], []).missed
    print(f"{PROBLEM}, 2024-11-25, {NEEDS:g} h needed, {len(offered)} opportunities; without any, not in time {before:.4f} (other draws)")
    print("cases of 10,000 warned in time beside none:")
    print("| looks | greedy | MILP (sampled cases, gap) | sites in turn | random | bound | greedy, s | MILP, s |")
    print("|---|---|---|---|---|---|---|---|")
    for most in NUMBERS:
        begin = time.process_time()
        choice = greedy(made, offered, (), most, Allowed(limits))
        mine = time.process_time() - begin
        begin = time.process_time()
        board = made([], [])
        solved = solve(board, useful(board, offered), most, Allowed(limits), 0)
        theirs = time.process_time() - begin
        saved = [10_000 * (before - evaluated(fresh([], []), picks)) for picks in (choice.looks, solved.picks)]
        turn, random = (10_000 * (row.before - row.after) for row in _baselines(offered, most, setting, None, fresh, before))
        print(
            f"| {most} | {saved[0]:.1f} | {saved[1]:.1f} ({solved.cases:,}, {solved.gap:.1%}) | {turn:.1f} | {random:.1f} | "
            f"{10_000 * choice.bound:.1f} | {mine:.1f} | {theirs:.1f} |",
            flush=True,
        )
