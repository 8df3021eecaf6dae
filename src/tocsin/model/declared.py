"""What is declared rather than found: warning problems, gazetteers, yardsticks, sources and lexicons, as the library hands them out."""

from datetime import date as Day
from typing import Literal

from tocsin.model.base import Record
from tocsin.model.dynamics import Covariate as Covariate
from tocsin.model.dynamics import Duration as Duration
from tocsin.model.instruments import InstrumentLink
from tocsin.model.lines import Lines
from tocsin.model.pathways import Pathways
from tocsin.model.polling import Poll
from tocsin.model.questions import Question
from tocsin.model.ranges import Labels as Labels
from tocsin.model.ranges import Range as Range
from tocsin.model.triggers import Trigger

Side = Literal["adversary", "own", "third"]
Role = Literal["evidence", "coverage", "opinion", "outcome"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]
Forms = dict[str, tuple[str, ...]]
"""surface forms by language code"""


class Transition(Record, frozen=True, kw_only=True):
    """From one living state to another (or to an absorbing event): chance per day, while in `source_state`."""

    source_state: str
    target: str
    per_day: Range


class Process(Record, frozen=True, kw_only=True):
    """A ladder of living states with absorbing events, each of which is a hypothesis."""

    id: str
    name: Labels
    states: tuple[str, ...]
    """living states, lowest first"""
    state_names: dict[str, Labels]
    absorbing: tuple[str, ...]
    """ids of hypotheses"""
    prior: dict[str, float]
    """probability of each living state where a run starts"""
    prior_note: str
    transitions: tuple[Transition, ...]
    durations: dict[str, Duration] = {}
    """by state: how long it lasts; without one it is left at constant rates"""
    restarts: dict[str, str] = {}
    """absorbing event -> state in which a run begins anew on the day after it"""


class Hypothesis(Record, frozen=True, kw_only=True):
    """One thing that may happen. `process` is null for the remainder (`unmodelled`), whose `rate_per_day` is declared flat."""

    id: str
    name: Labels
    """completes "probability of ...": a noun phrase"""
    definition: Labels
    process: str | None
    rate_per_day: Range | None = None
    expected_30_days: Range | None = None
    """what its chance within 30 days without any evidence is declared to be: `problem check` says where the ladder implies another"""


class Indicator(Record, frozen=True, kw_only=True):
    """What to look for. Evidence enters the filter; coverage, opinion and outcome stand beside it."""

    id: str
    name: Labels
    what: Labels
    side: Side
    role: Role
    direction: Literal["raises", "lowers"] = "raises"
    """which way "on" points; a lowering indicator (talks) is on when things are calmer"""
    prevalence: dict[str, dict[str, Range]] = {}
    """process id -> state id -> P(on) in that state; one quantile is drawn along the whole ladder"""
    staged: dict[str, dict[str, Range]] = {}
    """process id -> state id -> chance that, while it is not so, it is being shown all the same: deception, for all sources at once"""
    episode_days: Range | None = None
    """mean length of one episode"""
    concealed: Range | None = None
    """share of episodes hidden from every source"""
    published: Range | None = None
    """P(published in time | looked) on one day"""
    cheap: bool = False
    """rhetoric: hit and false-alarm rates lie close together unless the words are costly or new"""
    preparation_step: str | None = None
    leans: dict[str, float] = {}
    """how a statement's act, side (`adversary`, `own`, `third`), `estimate`, `conditional` or `quiet` (looked and saw nothing)
    moves the score that it bears on this indicator; its words weigh up to 2"""
    reads_as: tuple[str, ...] = ()
    """what kind of thing it is to a reader, whatever the subject (`kinds`); none: what its role and step say"""

    listed: bool = False
    """the chronology lists every episode of it (its entries with this `indicator`): off on all other days, beyond dispute"""

    @property
    def kinds(self) -> frozenset[str]:
        """`activity` (seen, it lights), `open` (told by people unnamed, a fact), `exercise`, `channel`, `words`, `judgement`, `watch`,
        `strike`, `protection`, `leaders`, `line`, `notice`, `text`."""
        if self.reads_as:
            return frozenset(self.reads_as)
        by_role = {"coverage": "watch", "opinion": "judgement"}.get(self.role)
        return frozenset({by_role} if by_role else {"words"} if self.cheap else {"activity"} if self.preparation_step else ())


class SourceRates(Record, frozen=True, kw_only=True):
    """Hit and false-alarm rate of a source of one reliability grade; an assumption with a range."""

    reliability: Reliability
    hit: Range
    false_alarm: Range


class Observing(Record, frozen=True, kw_only=True):
    """How sources err, for all indicators of a problem."""

    rates: tuple[SourceRates, ...]
    cheap_rates: SourceRates
    """for indicators marked `cheap`"""
    error_life_days: tuple[float, ...]
    """candidate error lives; weighed by the likelihood of what was seen"""
    denial_bound: float
    """B: an interested denial's ratio stays within [1/B, B]"""
    shared_upstream: Range
    """rho: probability that a relaying source copies its upstream for the episode"""


class Place(Record, frozen=True, kw_only=True):
    """A watched place as the open literature prints it, at 0.1 degree."""

    id: str
    name: Labels
    lat: float
    lon: float
    why: str
    source: str
    known_since: Day


class ChronologyEntry(Record, frozen=True, kw_only=True):
    """A dated public fact. Readers date reports by it: `cues` are words that point to it, by language."""

    id: str
    date: Day
    until: Day | None = None
    what: Labels
    kind: str
    """speech, attack, decision, text, exercise, talks, history, ..."""
    source: str
    known_since: Day
    entities: tuple[str, ...] = ()
    cues: Forms = {}
    """terms any report of this fact would use; e.g. {"fr": ("Oreshnik", ...)}"""
    history: bool = False
    """told only for comparison (1962, 1983): never today's observation"""
    indicator: str | None = None
    """indicator that this was an indication of, in public and beyond dispute"""
    checked: Day | None = None
    """when it was looked up at its source; null: written from memory"""
    happened: str | None = None
    """the hypothesis, an absorbing event, that happened with it: it begins a run anew, is counted, foretold and scored against"""


class Entity(Record, frozen=True, kw_only=True):
    """One entry of a gazetteer: a person, office, institution, country, place, system, organisation, text or exercise."""

    id: str
    """`type:slug`, e.g. `system:atacms`"""
    type: str
    name: Labels
    forms: Forms
    """every form to match, by language; matched as whole words, case kept unless all lower-case"""
    adjectives: Forms = {}
    """for countries and organisations: `américain`, `American`; never a name by itself, "un responsable américain" is of country:us"""
    country: str | None = None
    """entity id of a country, e.g. `country:ru`"""
    language: str | None = None
    """for countries: the language in which its officials assess; what a report in another one prints of them is a translation"""
    party: Side | None = None
    """side in the problem; speakers of side `adversary` are interested when they deny"""
    speaks_as: Literal["named", "office", "institution", "outlet", "text"] | None = None
    aliases_of: str | None = None
    known_since: Day | None = None
    source: str | None = None
    nato_name: str | None = None
    system_class: str | None = None
    range_class: str | None = None
    dual_capable: Literal["yes", "no", "disputed", "unknown"] | None = None
    dual_capable_says: str | None = None
    """who says so, and where"""
    nuclear_signs: str | None = None
    """what would tell nuclear from conventional activity, where the literature says it"""


class Homonym(Record, frozen=True, kw_only=True):
    """When a form of an entity is that entity: a knife, a person and a dish share their names with missiles."""

    of: tuple[str, ...]
    """entity ids"""
    forms: tuple[str, ...] = ()
    """terms (`x*` is a stem) that say which forms; all where none is said"""
    needs: tuple[str, ...] = ()
    """one of these stands near, or the form stands in quotation marks of its own"""
    not_with: tuple[str, ...] = ()
    """none of these stands near"""
    beside_names: bool = False
    """the form is a person's name too: a word with a capital right beside it bars it"""


class Cue(Record, frozen=True, kw_only=True):
    """Words that bear on an indicator or hypothesis. `all_of` groups: one term of every group within one sentence."""

    id: str
    """of the indicator or hypothesis"""
    all_of: tuple[tuple[str, ...], ...]
    none_of: tuple[str, ...] = ()
    weight: float = 1.0


class Cues(Record, frozen=True, kw_only=True):
    """What words, in one language, bear on the problem, and which way they point."""

    language: str
    indicators: tuple[Cue, ...]
    hypotheses: tuple[Cue, ...]
    relevant: tuple[str, ...]
    """a report with none of these (as whole words or stems ending in *) is irrelevant"""
    raises: tuple[str, ...] = ()
    lowers: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    """terms that by themselves nearly make a report relevant; those of `relevant` must be several"""
    theatre: tuple[str, ...] = ()
    """parties and places of the problem: without one of them, far more is asked of a report"""
    nothing: tuple[str, ...] = ()
    """words of statements that bear on no indicator: no comment, not verified"""
    unrelated: tuple[str, ...] = ()
    """words that mark a text as off the problem: civil nuclear power, metaphors, sports"""


class FalseAlarm(Record, frozen=True, kw_only=True):
    """A dated scare and how it resolved, both cited. A claim of today is shown beside the nearest one that was known by then."""

    id: str
    date: Day
    resolved: Day
    outcome: Literal["untrue", "not-borne-out", "explained", "misread"]
    """it was not so; nothing followed; it was so, and harmless; it was so, and something else"""
    what: Labels
    how: Labels
    source: str
    resolved_by: str
    known_since: Day
    """since when one could know how it ended"""
    indicators: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()


class Network(Record, frozen=True, kw_only=True):
    """Outlets of one owner, or of one documented operation: they count as one hand."""

    id: str
    name: str
    kind: Literal["owner", "operation"]
    documented_by: str
    """who documents it, and where"""
    known_since: Day
    domains: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """names or ids of outlets"""
    note: str | None = None


class Problem(Record, frozen=True, kw_only=True):
    """A warning problem as declared in its folder."""

    id: str
    version: str
    """digest of the folder's files"""
    name: Labels
    question: Labels
    authors: tuple[str, ...]
    processes: tuple[Process, ...]
    hypotheses: tuple[Hypothesis, ...]
    indicators: tuple[Indicator, ...]
    observing: Observing
    places: tuple[Place, ...]
    chronology: tuple[ChronologyEntry, ...]
    gazetteer: tuple[Entity, ...]
    cues: dict[str, Cues]
    """by language"""
    homonyms: tuple[Homonym, ...] = ()
    false_alarms: tuple[FalseAlarm, ...] = ()
    lines: Lines = Lines()
    """red lines, doctrine, decisions and what is due"""
    questions: tuple[Question, ...] = ()
    """what happens again and again: forecast and scored"""
    conditions: tuple[Covariate, ...] = ()
    """what changes the rates of processes while it holds"""
    triggers: tuple[Trigger, ...] = ()
    """when somebody is told"""
    area: Labels = {}
    """where it is, by name, as alerts say it"""
    instruments: tuple[InstrumentLink, ...] = ()
    """how instruments bear on the indicators"""
    pathways: Pathways | None = None
    """ways to the event and who sees their steps: what warning time rests on"""
    own: tuple[str, ...] = ()
    """entity ids whose collection posture is our own coverage"""
    start_days: int = 180
    """a run starts this many days before as-of"""
    declared_on: Day | None = None
    """when its numbers were written down: a replay over days before it is hindsight-informed"""
    hindsight: str | None = None
    """said on replays where the modeller knew the end"""


class YardstickTerm(Record, frozen=True, kw_only=True):
    """One band of a yardstick with its words."""

    phrases: tuple[str, ...]
    """in the yardstick's own language; `x*` matches a stem"""
    senses: tuple[str, ...] = ()
    """senses of library/likelihood.yml that the band covers: what words of other languages are read by"""
    low: float
    high: float
    quantiles: tuple[float, float, float, float, float] | None = None
    """5, 25, 50, 75 and 95% of the numbers that readers gave to the words, where they were asked"""


class Yardstick(Record, frozen=True, kw_only=True):
    """A scale of estimative words by (issuer, language)."""

    id: str
    issuer: str
    language: str
    source: str
    checked: str
    """against what the numbers were checked, or that they could not be"""
    terms: tuple[YardstickTerm, ...]
    assessors: tuple[str, ...] = ()
    """entity ids that speak in it"""
    default: bool = False
    """used for speakers of its language whose own yardstick is not known"""


class SourceProfile(Record, frozen=True, kw_only=True):
    """An outlet, agency or office: what we hold of it beforehand."""

    id: str
    name: str
    names: Forms = {}
    """other forms, by language"""
    kind: Literal["agency", "outlet", "aggregator", "blog", "channel", "office", "ministry", "institute", "instrument", "official-text"]
    country: str | None = None
    language: tuple[str, ...] = ()
    owner: str | None = None
    sites: tuple[str, ...] = ()
    """domains"""
    originates: bool = False
    """able to originate: agencies, offices, instruments, outlets with reporters of their own"""
    reliability: Reliability = "F"
    why: str
    party: Side | None = None
    known_since: Day | None = None
    checked_online: Day | None = None
    collect: tuple[Poll, ...] = ()
    """where it is collected from, and how often"""
    licence: str | None = None
    """of what it publishes"""
    terms: str | None = None
    """what its owner allows, or what we keep to"""
    network: str | None = None
    """id of the network that it belongs to, where one is declared"""
