"""What we and others judge: probabilities with their ranges, what moved them, blind spots and dissent (CONTRACT: `assess --json`)."""

from datetime import date as Day
from typing import Literal

from tocsin.model.assumed import Assumption, Sensitivity
from tocsin.model.base import Kept, Record, Time, Tlp
from tocsin.model.conditions import Condition, Happening
from tocsin.model.warning import Reference


class Probability(Record, frozen=True, kw_only=True):
    """Mean and 90% range over declared parameters."""

    mean: float
    low: float
    high: float


class StateJudgement(Record, frozen=True, kw_only=True):
    """Probability of one living state of a process's ladder."""

    id: str
    probability: Probability


class ProcessJudgement(Record, frozen=True, kw_only=True):
    """Where a process stands, given that no absorbing event has been recorded."""

    id: str
    states: tuple[StateJudgement, ...]


class DayJudgement(Record, frozen=True, kw_only=True):
    """Where a process stood on one day, as judged now, late evidence of that day included: what was judged then is a replay's to say."""

    day: Day
    filtered: tuple[StateJudgement, ...]
    """given the evidence of the days up to it"""
    smoothed: tuple[StateJudgement, ...]
    """given the evidence of all days: for looking back only"""


class ProcessCourse(Record, frozen=True, kw_only=True):
    """One process looked back on, day by day, given that no absorbing event happened in that time."""

    id: str
    draws: int
    days: tuple[DayJudgement, ...]


class Frequency(Record, frozen=True, kw_only=True):
    """A small probability in words people read right: "about 1 in 900". `low` is the rarer end."""

    en: str
    fr: str
    low: str
    high: str


class Confidence(Record, frozen=True, kw_only=True):
    """How sound the basis is; never in one sentence with the likelihood (ICD 203)."""

    level: Literal["low", "moderate", "high"]
    why: tuple[str, ...]


class HypothesisJudgement(Record, frozen=True, kw_only=True):
    """Probability of one hypothesis by horizon (days, as strings), beside its base rate and its sensitivity to the prior."""

    id: str
    probability: dict[str, Probability]
    base_rate: dict[str, Probability]
    words: str | None
    """the yardstick's words at 30 days; null below 1%"""
    frequency: Frequency
    prior_times_10: float
    """mean at 30 days with the base rate times ten"""
    prior_over_10: float
    confidence: Confidence
    happened: Happening | None = None
    """that it has happened, where that ended its process"""


class IndicatorJudgement(Record, frozen=True, kw_only=True):
    """One row of the indicator board. `quiet` needs coverage; without it the row is `unseen`."""

    id: str
    side: str
    role: str
    status: Literal["lit", "quiet", "unseen", "contested", "broken"]
    probability: float | None
    """P(on); null for indicators that do not enter the filter"""
    coverage: float
    """share of the last 30 days on which somebody was watching"""
    last_look: Time | None
    origins: int
    reports: int
    latest: Time | None = None
    """when the newest origin bearing on it became known"""


class Influence(Record, frozen=True, kw_only=True):
    """How far one observation moved one hypothesis, on the probability scale (Shapley); deltas add up."""

    hypothesis: str
    horizon: int
    observation: str
    """id, or `silence:<indicator>`; `earlier:<indicator>`: of very many origins the older ones, together"""
    origin: str | None
    indicator: str | None = None
    delta: float
    error: float | None = None
    """standard error where sampled; null where exact"""
    statements: tuple[str, ...] = ()
    """ids of the statements that carry it: those of observations that point the way it moved"""


class ThirdPartyJudgement(Record, frozen=True, kw_only=True):
    """Somebody else's judgement, as an opinion beside ours; never evidence."""

    by: str
    via: tuple[str, ...]
    told_by: str | None = None
    hypothesis: str
    phrase: str
    yardstick: str | None = None
    low: float | None = None
    high: float | None = None
    horizon: str
    conditional_on: str | None = None
    date: str | None
    change: str | None = None
    dissent: bool = False
    statement: str
    origin: str | None = None
    t_known: Time


class BlindSpot(Record, frozen=True, kw_only=True):
    """An indicator that nobody was watching, since when, and why."""

    indicator: str
    since: Time | None
    why: str


class Reason(Record, frozen=True, kw_only=True):
    """How far one observation moves a hypothesis, now and before, with the words it rests on."""

    observation: str
    origin: str | None
    publisher: str | None
    indicator: str | None
    delta: float
    """on the probability scale, against no evidence"""
    before: float | None = None
    """its delta as of `since`; null where nothing was asked"""
    change: float | None = None
    """how far what became known since moved it; the observation `time` takes what time passing did and `declarations` what other
    declared numbers did, so that changes add up"""
    words: tuple[Reference, ...] = ()


class Part(Record, frozen=True, kw_only=True):
    """What one origin, or one indicator, moved a hypothesis by, all its observations together."""

    id: str
    """of the origin, indicator, instrument's observation or `silence:<indicator>`; `time` and `declarations` for what no evidence did"""
    name: str | None = None
    """the origin's publisher"""
    delta: float
    error: float | None = None
    change: float | None = None
    """of the change since, as in `Reason`"""


class Reasons(Record, frozen=True, kw_only=True):
    """What moved one hypothesis. Deltas add up to probability - base_rate; with `since`, changes add up to probability - previous."""

    hypothesis: str
    horizon: int
    as_of: Time
    since: Time | None = None
    probability: Probability
    base_rate: Probability
    previous: Probability | None = None
    reasons: tuple[Reason, ...]
    by_origin: tuple[Part, ...] = ()
    """the same by origin; deltas and changes add up alike"""
    by_indicator: tuple[Part, ...] = ()
    tlp: Tlp = "clear"
    synthetic: bool = False


class Dissent(Kept, frozen=True, kw_only=True, tag="dissent"):
    """A person who judges otherwise, with reasons; kept beside the assessment and never averaged away."""

    id: str
    assessment: str
    by: str
    hypothesis: str
    horizon: int
    probability: float
    why: str
    t_known: Time


class Assessment(Kept, frozen=True, kw_only=True, tag="assessment"):
    """One judgement of one problem as of one moment, from what could have been known then."""

    id: str
    problem: str
    problem_version: str
    as_of: Time
    horizons: tuple[int, ...]
    draws: int
    seed: int
    range: str = "90% over declared parameters"
    processes: tuple[ProcessJudgement, ...]
    hypotheses: tuple[HypothesisJudgement, ...]
    indicators: tuple[IndicatorJudgement, ...]
    influences: tuple[Influence, ...]
    by_indicator: tuple[Influence, ...] = ()
    """the same by indicator, each adding up to the same; by origin they add up from `influences`"""
    since: Time | None = None
    """what `changes` are told against"""
    changes: tuple[Influence, ...] = ()
    """how far what became known after `since` moved each hypothesis, beside all that was known by then; the rest of a change
    is time passing"""
    changes_by_indicator: tuple[Influence, ...] = ()
    judgements: tuple[ThirdPartyJudgement, ...]
    blind: tuple[BlindSpot, ...]
    happened: tuple[Happening, ...] = ()
    """absorbing events in the record, on whose word; a process that declares how it goes on begins a run anew on the day after"""
    conditions: tuple[Condition, ...] = ()
    """declared conditions that hold, held or will hold, on whose word; their effects stand among the influences"""
    course: tuple[ProcessCourse, ...] = ()
    """each process looked back on, where that was asked for"""
    assumptions: tuple[str, ...] = ()
    """what the numbers rest on without a source, in one English line each"""
    sensitivity: tuple[Sensitivity, ...] = ()
    """by hypothesis: which declared range makes its range wide, the largest share first"""
    register: tuple[Assumption, ...] = ()
    """every declared number and convention, those that carry most of a range first"""
    replaces: str | None = None
    kept_at: Time | None = None
    """when it was kept to be scored; more than a day after `as_of`, it is informed by hindsight"""
    method: str = ""
    diagnostics: dict[str, float] = {}
