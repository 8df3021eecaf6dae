"""What the registers come to: red lines and what became of them; doctrine; decisions; others' judgements; what is due."""

from collections.abc import Iterable
from datetime import date as Day
from typing import Literal

from tocsin.model.base import TLP_ORDER, Record, Span, Time, Tlp
from tocsin.model.judgements import Probability

Labels = dict[str, str]
Basis = Literal["declared", "statement", "person"]
Placed = Literal["first", "after", "later-day", "unknown"]


class Words(Record, frozen=True, kw_only=True):
    """Exact words of a report, with where they stand."""

    statement: str
    report: str
    span: Span
    text: str
    speaker: str
    t_known: Time
    via: tuple[str, ...] = ()
    quoted: bool = False
    tlp: Tlp = "clear"
    synthetic: bool = False


class Marked(Record, frozen=True, kw_only=True):
    """A register carries the highest mark of the words in it, and is SYNTHETIC where any of them is."""

    tlp: Tlp = "clear"
    synthetic: bool = False


def marks(words: Iterable[Words]) -> tuple[Tlp, bool]:
    """The highest mark, and whether any is synthetic."""
    held = list(words)
    return max((one.tlp for one in held), key=TLP_ORDER.index, default="clear"), any(one.synthetic for one in held)


class Said(Record, frozen=True, kw_only=True):
    """One occasion on which a line was said: declared in paraphrase, read in exact words, or both."""

    date: Day
    change: Literal["first", "repeated", "hardened", "softened"]
    what: Labels = {}
    source: str | None = None
    words: tuple[Words, ...] = ()
    """of every statement read that tells this occasion; one saying, however many tell it"""


class Followed(Record, frozen=True, kw_only=True):
    """What followed a crossing. `placed`: `first` of what is known of its day; `unknown` where nobody tells the order."""

    date: Day
    clock: str | None = None
    placed: Placed
    kind: str
    what: Labels = {}
    told_as_answer: bool = False
    counts: bool = False
    """it is an act, and was called the answer"""
    source: str | None = None
    words: Words | None = None


class Crossed(Record, frozen=True, kw_only=True):
    """One crossing of one line."""

    id: str
    date: Day
    t_known: Time
    clock: str | None = None
    basis: Basis
    what: Labels = {}
    on_whose_word: tuple[str, ...]
    disputed: str | None = None
    source: str | None = None
    words: tuple[Words, ...] = ()
    followed: tuple[Followed, ...] = ()
    answered: bool | None
    """at all, by an act; null where that cannot be told: the window is open, or it was only read and nobody entered what followed"""
    as_threatened: bool | None
    """null also where the line threatens nothing in particular"""
    why: Literal["too-early", "act", "no-act", "only-read"]


class LineRow(Record, frozen=True, kw_only=True):
    """One red line with everything about it that was known."""

    id: str
    basis: Basis
    speaker: str
    side: str | None
    theme: str | None
    condition: Labels
    """by language: in our words where declared, else in exact words"""
    threatened: Labels
    consequence: str
    vague: tuple[str, ...]
    first_said: Day
    last_said: Day
    said: tuple[Said, ...]
    crossings: tuple[Crossed, ...]
    source: str | None = None
    note: str | None = None


class FollowThrough(Record, frozen=True, kw_only=True):
    """How often crossings were answered: a Beta posterior from Jeffreys' prior, or a bound where there is no case on one side."""

    by: Literal["all", "speaker", "side", "consequence"]
    key: str
    question: Literal["answered", "as-threatened"]
    cases: int
    """crossings whose time for an answer is over"""
    yes: int
    mean: float | None
    """null where there was none or only such: then `bound` is all that can be said"""
    low: float | None
    high: float | None
    """5% and 95% of the posterior"""
    bound: Literal["upper", "lower"] | None = None
    """where `yes` is 0 the 95% posterior bound stands in `high`, and is no rate; where all, the 5% one in `low`"""
    disputed: int = 0
    firm_yes: int = 0
    firm_cases: int = 0
    """without the disputed ones"""


class RedLines(Marked, frozen=True, kw_only=True):
    """The register of red lines as of a moment."""

    as_of: Time
    prior: str
    answer_days: int
    checked: str | None
    lines: tuple[LineRow, ...]
    follow_through: tuple[FollowThrough, ...]
    too_early: int = 0
    """crossings that are not counted: the time for an answer is not over"""
    only_read: int = 0
    """crossings that are not counted: nobody has entered what followed"""


class ConditionRow(Record, frozen=True, kw_only=True):
    """One condition of a text."""

    matter: str
    article: str
    what: Labels
    elements: tuple[str, ...]


class TextRow(Record, frozen=True, kw_only=True):
    """One version of a doctrine."""

    id: str
    kind: str
    name: Labels
    date: Day
    in_force: bool
    """as of the moment asked"""
    conditions: tuple[ConditionRow, ...]
    note: Labels = {}
    source: str


class Changed(Record, frozen=True, kw_only=True):
    """A condition that both versions have, with what its parts gained and lost."""

    matter: str
    was_article: str
    article: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


class Difference(Record, frozen=True, kw_only=True):
    """What one version says beside the one that it replaces, or that was announced before it."""

    was: str
    now: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Changed, ...]


class HoldingRow(Record, frozen=True, kw_only=True):
    """On whose word a condition holds, or does not."""

    matter: str
    date: Day
    t_known: Time
    by: str
    side: str | None
    stance: str
    interested: bool
    basis: Basis
    what: Labels = {}
    source: str | None = None
    words: Words | None = None


class Beyond(Record, frozen=True, kw_only=True):
    """What a party said it would act on, of which the text then in force makes no condition."""

    line: str
    speaker: str
    date: Day
    text: str
    elements: tuple[str, ...]


class TermRow(Record, frozen=True, kw_only=True):
    """What a party counts under a term."""

    term: Labels
    date: Day
    by: str
    what: Labels
    disputed: str | None
    source: str


class Told(Record, frozen=True, kw_only=True):
    """One condition as a paraphrase tells it."""

    matter: str
    left_out: tuple[str, ...]
    """its parts that the paraphrase does not tell"""


class Paraphrase(Record, frozen=True, kw_only=True):
    """A press text that tells what a doctrine says, beside the text."""

    words: Words
    of: str
    """the text it is about: named by it, else the one in force on its day"""
    named: bool
    told: tuple[Told, ...]
    omitted: tuple[str, ...]
    """matters of the text that it does not tell"""
    added: tuple[str, ...]
    """elements that it tells and the text does not hold"""
    nearest: str
    """the text known then whose conditions it tells most fully"""


class Doctrine(Marked, frozen=True, kw_only=True):
    """The register of doctrine as of a moment."""

    as_of: Time
    checked: str | None
    texts: tuple[TextRow, ...]
    differences: tuple[Difference, ...]
    holdings: tuple[HoldingRow, ...]
    disputed: tuple[str, ...]
    """matters that one says hold and another denies"""
    beyond: tuple[Beyond, ...]
    terms: tuple[TermRow, ...]
    paraphrases: tuple[Paraphrase, ...]


Status = Literal["first", "re-report", "unchanged", "said-again", "raised", "lowered", "differs"]


class View(Record, frozen=True, kw_only=True):
    """One judgement of an assessor in time. Only `first`, `raised`, `lowered` and `differs` are new."""

    date: Day
    status: Status
    why: str
    phrase: str
    sense: str | None
    low: float | None
    median: float | None
    high: float | None
    horizon: str
    until: Day | None = None
    """the end of the horizon, where it can be read"""
    conditional_on: str | None = None
    because: str | None = None
    dissent: bool = False
    words: Words


class Assessor(Record, frozen=True, kw_only=True):
    """All that one assessor judged of one event, in time."""

    by: str
    entity: str | None
    hypothesis: str
    condition: str
    """`unstated` where none is; a judgement on a condition is another event"""
    views: tuple[View, ...]
    new: int
    consistent: bool | None
    """whether all its new views fall into one band; null for a single one"""


class Pool(Record, frozen=True, kw_only=True):
    """Equal weights on the log-odds scale, the latest view of each assessor who states event and horizon; never in our number."""

    hypothesis: str
    until: Day
    n: int
    who: tuple[str, ...]
    median: float
    low: float
    high: float
    ours: Probability | None = None
    ours_days: int | None = None


class Others(Marked, frozen=True, kw_only=True):
    """Other people's judgements as of a moment."""

    as_of: Time
    assessors: tuple[Assessor, ...]
    pools: tuple[Pool, ...]
    not_pooled: dict[str, int]
    """reason -> how many assessors"""


class Beside(Record, frozen=True, kw_only=True):
    """Somebody's judgement around a decision."""

    by: str
    entity: str | None
    date: Day
    when: Literal["before", "after"]
    hypothesis: str
    given: bool | None
    change: str | None
    sense: str | None
    low: float | None
    median: float | None
    high: float | None
    new: bool = True
    what: Labels = {}
    source: str | None = None
    words: Words | None = None


class OurView(Record, frozen=True, kw_only=True):
    """Our own judgement of one hypothesis, 30 days ahead unless said, the day before and the day after."""

    hypothesis: str
    horizon: int
    before: Probability
    after: Probability
    without: Probability | None = None
    """of the day after, by the filter without what the problem declares that the decision does to it; null where it declares nothing"""


class Given(Record, frozen=True, kw_only=True):
    """P(hypothesis | decision) beside P(hypothesis | not), and where each comes from. Others' and ours are never mixed."""

    hypothesis: str
    basis: Literal["others", "hazard-ratio", "filter"]
    horizon: str
    given: Probability | None
    given_not: Probability | None
    n_given: int = 0
    n_not: int = 0
    why: str


class DecisionRow(Record, frozen=True, kw_only=True):
    """One decision."""

    id: str
    date: Day
    by: str
    what: Labels
    source: str
    ours: tuple[OurView, ...]
    ours_missing: str | None
    others: tuple[Beside, ...]
    given: tuple[Given, ...]


class Decisions(Marked, frozen=True, kw_only=True):
    """The register of decisions as of a moment."""

    as_of: Time
    checked: str | None
    decisions: tuple[DecisionRow, ...]


class DueRow(Record, frozen=True, kw_only=True):
    """One entry of the calendar."""

    id: str
    basis: Basis
    kind: str
    date: Day | None
    until: Day | None
    days: int | None
    """until it begins; negative once begun; null for what has no date"""
    state: Literal["due", "on", "past", "undated"]
    what: Labels
    shows: Labels = {}
    indicators: tuple[str, ...] = ()
    on_whose_word: str
    outcome: Labels = {}
    source: str | None = None
    words: Words | None = None
    foretold: bool = False
    """said to come, not seen"""


class Calendar(Marked, frozen=True, kw_only=True):
    """What is due as of a moment."""

    as_of: Time
    checked: str | None
    begin: Day
    end: Day
    entries: tuple[DueRow, ...]
