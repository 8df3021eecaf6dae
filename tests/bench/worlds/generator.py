"""Simulated worlds: a ladder, indicators that last, sources whose errors last, outlets that copy; and what goes otherwise than declared.

All worlds of a setting are drawn at once, world by world along the first axis. Nothing here is fitted to real reporting.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

DAYS, STATES, INDICATORS, SOURCES = 180, 3, 6, 2
OUTLETS_MOST = 40


@dataclass(frozen=True)
class Truth:
    """One set of parameters: A (S, S), prior (S,), prevalence p (S, I), and numbers that all indicators and sources share."""

    A: Floats
    prior: Floats
    p: Floats
    life: float = 30.0
    concealed: float = 0.2
    hit: float = 0.65
    false: float = 0.08
    error_life: float = 30.0
    watched: float = 0.8
    """share of days on which a source looks"""
    c: float = 0.4
    """chance that what a source holds on a watched day is published"""


@dataclass(frozen=True)
class Setting:
    """How the worlds differ from what the filters are told (`told`), if they do."""

    name: str
    truth: Truth
    told: Truth
    deceived: float = 0.0
    """chance a day, in the lowest state, that the adversary begins to stage an indicator (for 20 days; half of the sources say it)"""
    rho: float = 0.0
    """chance that a fresh claim copies what all sources of the indicator were leaked"""
    exercises: bool = False
    """14 days in 60 the first two indicators are on whatever the state; half of the exercises are announced"""
    changing: bool = False
    """from the middle on, sources hit half as often and the ladder's moves come twice as often"""


@dataclass(frozen=True)
class Worlds:
    """W worlds: state (W, T); report, watched (W, T, I, O); outlets (W, T, I, O) that carried a report; explained (W, T, I)."""

    state: Ints
    report: Mask
    watched: Mask
    outlets: Ints
    explained: Mask
    """days of an announced exercise on the indicators that it shows: reports of them are no evidence"""


def ladder(up: float, rise: float, back: float, fall: float) -> Floats:
    """(3, 3) chances a day of moving one step."""
    return np.array([[1 - up, up, 0.0], [back, 1 - back - rise, rise], [0.0, fall, 1 - fall]])


def stationary(A: Floats) -> Floats:
    return np.asarray(np.linalg.matrix_power(A, 10_000)[0])


def matched() -> Truth:
    A = ladder(0.01, 0.02, 0.03, 0.05)
    rng = np.random.default_rng(2026)
    p = np.sort(np.stack([rng.uniform(0.03, 0.15, INDICATORS), rng.uniform(0.15, 0.45, INDICATORS), rng.uniform(0.45, 0.8, INDICATORS)]), 0)
    return Truth(A, stationary(A), p)


def settings() -> list[Setting]:
    """Matched, and each way of being told wrong."""
    right = matched()
    rare_ladder = ladder(0.0007, 0.002, 0.03, 0.05)
    rare = replace(right, A=rare_ladder, prior=stationary(rare_ladder))
    return [
        Setting("matched", right, right),
        Setting("deception", right, right, deceived=0.01),
        Setting("shared leaks, rho .7", right, right, rho=0.7),
        Setting("exercises", right, right, exercises=True),
        Setting("changing rates", right, right, changing=True),
        Setting(f"rare: top state {100 * rare.prior[2]:.2f}% of days", rare, rare),
        Setting("errors redrawn daily, told 30 d", replace(right, error_life=1.0), right),
        Setting("errors last 120 d, told 30 d", replace(right, error_life=120.0), right),
        Setting("episodes 10 d, told 30 d", replace(right, life=10.0), right),
        Setting("episodes 90 d, told 30 d", replace(right, life=90.0), right),
    ]


def draw(setting: Setting, count: int, rng: np.random.Generator) -> Worlds:
    """`count` worlds of DAYS days."""
    truth, W = setting.truth, count
    shape = (W, INDICATORS)
    state = rng.choice(STATES, W, p=truth.prior)
    x = np.zeros(shape, np.int64)
    seen = np.zeros(shape, bool)
    claim = np.zeros((*shape, SOURCES), bool)
    upstream = np.zeros(shape, bool)
    staged = np.zeros(shape, np.int64)
    fooled = np.zeros((*shape, SOURCES), bool)
    start = rng.integers(0, 60, W)
    announced = rng.random((W, DAYS // 60 + 2)) < 0.5
    out = Worlds(
        np.zeros((W, DAYS), np.int64),
        np.zeros((W, DAYS, INDICATORS, SOURCES), bool),
        np.zeros((W, DAYS, INDICATORS, SOURCES), bool),
        np.zeros((W, DAYS, INDICATORS, SOURCES), np.int64),
        np.zeros((W, DAYS, INDICATORS), bool),
    )
    for t in range(DAYS):
        late = setting.changing and t >= DAYS // 2
        A = truth.A + (truth.A - np.eye(STATES)) * (1.0 if late else 0.0)
        if t:
            state = (rng.random(W)[:, None] > A.cumsum(1)[state]).sum(1).clip(0, STATES - 1)
        p = truth.p[state]
        life = np.maximum(truth.life, (truth.p / (1 - truth.p)).max(0))
        begins = rng.random(shape) < (p if t == 0 else p / (1 - p) / life)
        fresh = np.where(begins, np.where(rng.random(shape) < truth.concealed, 2, 1), 0)
        x = fresh if t == 0 else np.where(x == 0, fresh, np.where(rng.random(shape) < 1 / life, 0, x))
        now, before = x == 1, seen
        if setting.exercises:
            phase = (t + start) % 60
            on = (phase < 14)[:, None] & (np.arange(INDICATORS) < 2)
            now = now | on
            out.explained[:, t] = on & announced[np.arange(W), (t + start) // 60][:, None]
        hit = truth.hit * (0.5 if late else 1.0)
        turned = (now != before) if t else np.ones(shape, bool)
        seen = now
        upstream = np.where(
            turned | (rng.random(shape) < 1 / truth.error_life), rng.random(shape) < np.where(now, hit, truth.false), upstream
        )
        anew = turned[..., None] | (rng.random(claim.shape) < 1 / truth.error_life)
        own = rng.random(claim.shape) < np.where(now, hit, truth.false)[..., None]
        own = np.where(rng.random(claim.shape) < setting.rho, upstream[..., None], own)
        claim = np.where(anew, own, claim)
        begun = (staged == 0) & (state == 0)[:, None] & (rng.random(shape) < setting.deceived)
        fooled = np.where(begun[..., None], rng.random(claim.shape) < 0.5, fooled & (staged > 0)[..., None])
        staged = np.where(begun, 20, np.maximum(staged - 1, 0))
        looks = rng.random(claim.shape) < truth.watched
        report = looks & (claim | fooled) & (rng.random(claim.shape) < truth.c)
        copies = rng.geometric(0.35, claim.shape) - 1 + (rng.random(claim.shape) < 0.05) * rng.integers(5, OUTLETS_MOST, claim.shape)
        out.state[:, t], out.report[:, t], out.watched[:, t] = state, report, looks
        out.outlets[:, t] = np.where(report, 1 + copies, 0)
    return out
