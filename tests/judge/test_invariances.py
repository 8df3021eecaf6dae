"""What must hold for whatever is reported, denied and watched: properties of the assessment, through the front door.

Worlds are drawn: a few origins on two indicators, by agencies and by nobody known, and watches that end on the day of the judgement or
before. Where a property has an edge, its page in docs/design says so (0004, 0032).
"""

from collections.abc import Sequence
from datetime import timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from tests.corroborate.test_corroborate import AGENCY, CLOCK, CREDIT, START, report
from tests.judge.test_judgement import Pair, chances
from tests.judge.worlds import AS_OF, SOURCES, between, case, day, denial, indicator, problem, statement, watched
from tocsin.corroborate import corroborate
from tocsin.engine.encoding import configured
from tocsin.judge import assess
from tocsin.library import problems, yardsticks
from tocsin.model import Assessment, Coverage, Link, Observation, Reading
from tocsin.model.declared import Problem, Range
from tocsin.read import Reader

NAMES = ("storage", "transport")
DRAWS = 20
TOLD = {
    "en": "GENEVA, Oct 5 (Alpha Wire) - Nuclear warheads were moved on Monday night from a storage site in the west to railway wagons, a"
    " railway worker told Alpha Wire on Tuesday.\n\nThe man says he saw guards on the platform and counted six wagons.",
    "fr": "GENÈVE, 5 oct. (Alpha Wire) - Des ogives nucléaires ont été transférées lundi soir d'un site de stockage de l'ouest vers des"
    " wagons, a affirmé mardi à Alpha Wire un employé des chemins de fer.\n\nCet homme dit avoir vu des gardes sur le quai et compté six"
    " wagons.",
    "ru": "ЖЕНЕВА, 5 октября (Alpha Wire) - Ядерные боеголовки перевезли в понедельник вечером с объекта хранения на западе страны на"
    " железнодорожные вагоны, рассказал во вторник Alpha Wire железнодорожник.\n\nПо его словам, он видел на платформе охрану и"
    " насчитал шесть вагонов.",
    "uk": "ЖЕНЕВА, 5 жовтня (Alpha Wire) - Ядерні боєголовки перевезли в понеділок увечері з об'єкта зберігання на заході країни на"
    " залізничні вагони, розповів у вівторок Alpha Wire залізничник.\n\nЗа його словами, він бачив на платформі охорону і нарахував"
    " шість вагонів.",
}
NEVER = 1e-7
"""a chance a day that comes to nothing over a run"""


def judged(
    pairs: Sequence[Pair],
    coverage: Sequence[Coverage] = (),
    declared: Problem | None = None,
    readings: Sequence[Reading] = (),
    **more: object,
) -> Assessment:
    """`readings`: those of further reports, beside the one of each origin."""
    options: dict[str, object] = {"as_of": AS_OF, "draws": DRAWS, "yardsticks": (), "horizons": (30,), **more}
    given = declared or problem(start_days=60)
    every = {reading.report: reading for reading in (*readings, *(reading for _, reading in pairs))}
    return assess(given, [o for o, _ in pairs], list(every.values()), coverage, SOURCES, **options)  # type: ignore[arg-type]


def top(assessment: Assessment) -> float:
    """Mean of the state that every indicator of these problems favours most."""
    return assessment.processes[0].states[-1].probability.mean


def on(assessment: Assessment, name: str) -> float:
    return next(row.probability for row in assessment.indicators if row.id == name) or 0.0


def everything(assessment: Assessment) -> list[float]:
    states = [s.probability.mean for process in assessment.processes for s in process.states]
    return [*chances(assessment), *states, *(on(assessment, name) for name in NAMES)]


some_indicators = st.sampled_from([("storage",), ("transport",), NAMES])
publishers = st.sampled_from(["alpha", "beta", "gamma", "delta", None])


@st.composite
def origins(draw: st.DrawFn, most: int = 4) -> list[Pair]:
    """Reports of an activity by agencies on the list and by others, over two months."""
    said = draw(st.lists(st.tuples(st.integers(0, 55), publishers, some_indicators), max_size=most))
    return [case(f"w{i}", ago, by, said=statement(f"w{i}", ago, what)) for i, (ago, by, what) in enumerate(said)]


@st.composite
def watches(draw: st.DrawFn, source: str | None = None, *, most: int = 2, to_the_end: bool = False) -> list[Coverage]:
    """Stretches during which somebody looked; each over a different source and indicator."""
    by = st.sampled_from(["satellite", "alpha", "beta"]) if source is None else st.just(source)
    keys = draw(st.lists(st.tuples(by, st.sampled_from(NAMES)), max_size=most, min_size=source is not None, unique=True))
    out = []
    for name, what in keys:
        ago = draw(st.integers(1, 58))
        out.append(watched(name, what, ago, ago + 1 if to_the_end else draw(st.integers(1, ago)), looked=draw(st.floats(0.1, 1.0))))
    return out


@given(said=origins(), seen=watches(), link=st.sampled_from(["copy", "rewrite", "translation", "citation"]), many=st.integers(1, 9))
@settings(max_examples=8, deadline=None)
def test_copies_rewrites_and_translations_move_nothing(said: list[Pair], seen: list[Coverage], link: str, many: int) -> None:
    """Nor does what they say themselves: in another language, on another day, of another indicator."""
    wide: list[Pair] = []
    more: list[Reading] = []
    for origin, reading in said:
        (own,) = reading.statements
        told = [
            structs.replace(own, id=f"{own.id}-{i}", report=f"{link}-{own.id}-{i}", indicators=NAMES, t_known=AS_OF) for i in range(many)
        ]
        links = [Link(id=one.report, link=link, parent=own.report, confidence=0.9, t_known=AS_OF) for one in told]  # type: ignore[arg-type]
        names = (*origin.statements, *(one.id for one in told))
        wide.append((structs.replace(origin, reports=(*origin.reports, *links), statements=names), reading))
        more += [Reading(report=one.report, language="fr", t_known=AS_OF, statements=(one,)) for one in told]
    assert everything(judged(wide, seen, readings=more)) == pytest.approx(everything(judged(said, seen)), abs=1e-9)


def test_translations_and_copies_of_a_text_move_nothing_from_text_to_judgement() -> None:
    """Read, corroborated and judged: one report alone, and among its translations into three languages and its copies in all four."""
    declared = problems.load("nuclear-escalation")
    reader = Reader(declared, yardsticks.load(), SOURCES, problems.weights("nuclear-escalation"))
    reports = [report(TOLD["en"], "Alpha Wire", 0)]
    for hour, language in enumerate(("fr", "ru", "uk", "en"), 1):
        text = TOLD[language] + "\n\n" + CREDIT[language].replace(AGENCY[language], "Alpha Wire")
        reports += [report(text, f"Outlet {language}{i}", hour + i / 10, language) for i in range(2)]
    readings = [reader.read(one) for one in reports]

    def judged_on(count: int) -> tuple[Assessment, int]:
        found = corroborate(reports[:count], readings[:count], SOURCES, clock=CLOCK, encoder=configured())
        pairs = list(zip(found, readings, strict=False))
        return judged(pairs, declared=declared, readings=readings[:count], as_of=START + timedelta(days=3)), len(found)

    (alone, one), (among, still_one), nothing = judged_on(1), judged_on(len(reports)), judged([], declared=declared)
    assert one == still_one == 1
    assert chances(among) == pytest.approx(chances(alone), abs=1e-9)
    assert chances(alone) != chances(nothing)


@given(
    said=origins(),
    seen=watches(),
    denied=st.lists(st.tuples(st.integers(0, 55), st.booleans(), some_indicators), min_size=1, max_size=5),
    which=st.integers(0, 4),
)
@settings(max_examples=8, deadline=None)
def test_a_denial_more_never_raises(
    said: list[Pair], seen: list[Coverage], denied: list[tuple[int, bool, tuple[str, ...]]], which: int
) -> None:
    """Wherever in time it stands, among however many others, by a party or by one with access."""
    denials = [denial(f"d{i}", ago, interested=interested, indicators=what) for i, (ago, interested, what) in enumerate(denied)]
    which %= len(denials)
    fewer = chances(judged([*said, *denials[:which], *denials[which + 1 :]], seen))
    assert all(b <= a * (1 + 1e-12) for a, b in zip(fewer, chances(judged([*said, *denials], seen)), strict=True))


@given(said=origins(3), seen=watches(most=1), ago=st.lists(st.integers(0, 55), min_size=1, max_size=4), bound=st.floats(1.0, 3.0))
@settings(max_examples=6, deadline=None)
def test_a_repeated_denial_stays_within_its_bound(said: list[Pair], seen: list[Coverage], ago: list[int], bound: float) -> None:
    declared = problem(bound=bound, start_days=60)
    before = chances(judged(said, seen, declared))
    after = chances(judged([*said, *(denial(f"d{i}", when, interested=True) for i, when in enumerate(ago))], seen, declared))
    for low, high in zip(after, before, strict=True):
        assert high / (1 - high) / bound * (1 - 1e-6) <= low / (1 - low) <= high / (1 - high) * (1 + 1e-9)


@given(days=st.lists(st.integers(0, 50), min_size=1, max_size=8, unique=True), seen=watches("satellite"))
@settings(max_examples=10, deadline=None)
def test_repeats_on_an_unbroken_episode_weigh_no_more_than_one(days: list[int], seen: list[Coverage]) -> None:
    """By one source, error life unlimited: as much as the first of them alone."""
    declared = problem(*(indicator(name, episode_days=between(1e7, 1e8)) for name in NAMES), lives=(float("inf"),), start_days=60)
    said = [case(f"n{ago}", ago) for ago in sorted(days, reverse=True)]
    one = everything(judged(said[:1], seen, declared))
    assert everything(judged(said, seen, declared)) == pytest.approx(one, rel=1e-9)


@given(said=origins(), seen=watches(most=1, to_the_end=True), silent=watches("lidar", most=1, to_the_end=True))
@settings(max_examples=16, deadline=None)
def test_removing_a_silent_collector_lowers_nothing(said: list[Pair], seen: list[Coverage], silent: list[Coverage]) -> None:
    """Neither the mean probability of its indicator nor that of the state which the indicator favours most; its range may narrow.

    A hundredth of room on the indicator: of 350 such worlds one had .003. Reports by several others make the episode certain, and the
    silence before them says that it is young.
    """
    (one,) = silent
    without, with_it = judged(said, seen), judged(said, [*seen, one])
    assert on(without, one.indicator) >= on(with_it, one.indicator) / 1.01
    assert top(without) >= top(with_it) * (1 - 1e-9)


@given(
    levels=st.tuples(st.floats(0.02, 0.4), st.floats(0.5, 0.9)),
    concealed=st.floats(0.0, 0.8),
    days=st.integers(1, 58),
    collectors=st.integers(1, 4),
)
@settings(max_examples=12, deadline=None)
def test_silence_never_falls_below_the_concealed_share(levels: tuple[float, float], concealed: float, days: int, collectors: int) -> None:
    """However many look for however long at an episode that does not end: odds of the states over (1 - p1 o)/(1 - p0 o), o the share seen.

    And what is hidden stays possible: P(on) over that of an indicator of which every visible episode is ruled out.
    """
    low, high = levels
    still = indicator(
        "storage",
        levels=((low, low), (low, low), (high, high), (high, high)),
        concealed=between(concealed, concealed),
        episode_days=between(1e6, 1e6),
        published=between(1.0, 1.0),
    )
    declared = _frozen(problem(still, start_days=60, lives=(float("inf"),)))
    names = ("satellite", "lidar", "radar", "drone")[:collectors]
    seen = [watched(name, "storage", days, days + 1, looked=1.0) for name in names]
    quiet, silent = judged([], [], declared, draws=4), judged([], seen, declared, draws=4)
    o = 1 - concealed
    floor = (1 - high * o) / (1 - low * o)
    assert _odds(quiet) > _odds(silent) >= _odds(quiet) * floor * (1 - 1e-4)
    hidden = low * concealed / (1 - low * o)
    assert on(silent, "storage") >= hidden * (1 - 1e-4)


def _odds(assessment: Assessment) -> float:
    """Of the two upper states against the two lower ones."""
    states = [s.probability.mean for s in assessment.processes[0].states]
    return (states[2] + states[3]) / (states[0] + states[1])


def _frozen(declared: Problem) -> Problem:
    """The same, with states that do not change."""
    (process,) = declared.processes
    still = tuple(structs.replace(move, per_day=Range(low=NEVER, high=NEVER)) for move in process.transitions)
    return structs.replace(declared, processes=(structs.replace(process, transitions=still),))


@given(said=origins(), seen=watches(), rnd=st.randoms(use_true_random=False))
@settings(max_examples=6, deadline=None)
def test_the_order_of_the_input_is_irrelevant(said: list[Pair], seen: list[Coverage], rnd: object) -> None:
    before = judged(said, seen)
    rnd.shuffle(said)  # type: ignore[attr-defined]
    rnd.shuffle(seen)  # type: ignore[attr-defined]
    assert judged(said, seen) == before


@given(said=origins(2), seen=watches(), hours=st.sampled_from([1, 6, 24]), west=st.integers(-11, 12))
@settings(max_examples=8, deadline=None)
def test_units_of_time_are_irrelevant(said: list[Pair], seen: list[Coverage], hours: int, west: int) -> None:
    """The same coverage as one record, as days or as hours, told by clocks of any zone."""
    zone = timezone(timedelta(hours=west))
    pieces = []
    for one in seen:
        steps = int((one.t_end - one.t_start) / timedelta(hours=hours))
        for i in range(steps):
            begin = one.t_start + timedelta(hours=hours * i)
            end = begin + timedelta(hours=hours)
            pieces.append(
                structs.replace(
                    one, id=f"{one.id}/{i}", t_start=begin.astimezone(zone), t_end=end.astimezone(zone), t_known=min(end, AS_OF)
                )
            )
    again = judged(said, pieces, as_of=AS_OF.astimezone(zone))
    assert everything(again) == pytest.approx(everything(judged(said, seen)), rel=1e-12)


@given(said=origins(), seen=watches(), ago=st.integers(1, 58), what=st.sampled_from(NAMES))
@settings(max_examples=6, deadline=None)
def test_a_broken_collector_is_as_if_nobody_had_looked(said: list[Pair], seen: list[Coverage], ago: int, what: str) -> None:
    """And one that broke while it looked has not looked."""
    broken = watched("lidar", what, ago, ago, status="broken")
    bare = everything(judged(said, seen))
    assert everything(judged(said, [*seen, broken])) == bare
    assert everything(judged(said, [*seen, broken, watched("lidar", what, ago, ago)])) == bare


@given(ago=st.integers(1, 40), drift=st.integers(0, 20))
@settings(max_examples=6, deadline=None)
def test_what_is_known_later_and_dated_earlier_stands_on_its_day(ago: int, drift: int) -> None:
    """Late evidence is run from its day: told late, it weighs as if it had been told in time."""
    told = statement("late", ago, date=day(ago + drift).date().isoformat())
    late, prompt = case("late", ago, said=told), case("late", ago + drift)
    assert everything(judged([late])) == pytest.approx(everything(judged([prompt])), rel=1e-12)


def test_looks_of_an_instrument_that_found_nothing_all_count() -> None:
    """They are no denials, of which the one that lowers most would count: each lowers, and none is lost."""
    looks = [
        Observation(
            id=f"look-{ago}", indicator="storage", source="satellite", origin=None, kind="look", value=0.0, access=True,
            t_start=day(ago), t_end=day(ago), t_known=day(ago), method="invented", method_version="1",
        )
        for ago in (40, 25, 10)
    ]  # fmt: skip
    declared = problem(lives=(5.0,), start_days=60)
    steps = [chances(judged([case("a", 50)], declared=declared, observations=looks[:n])) for n in range(4)]
    assert all(after[0] < before[0] for before, after in pairwise(steps))
