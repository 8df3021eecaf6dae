"""Every stream of draws is led back to the numbers that a file declares, also those of durations and conditions."""

import msgspec

from tests.judge.worlds import AS_OF, SOURCES, between, problem
from tocsin.judge import assess
from tocsin.judge.addresses import behind
from tocsin.model import Condition
from tocsin.model.dynamics import Covariate, Gamma, HazardRatio
from tocsin.model.numbers import numbers


def test_durations_and_conditions_are_found_in_their_files() -> None:
    base = problem()
    lasting = Gamma(mean_days=between(10, 60), shape=between(1, 3), cap_days=40)
    process = msgspec.structs.replace(base.processes[0], durations={"signalling": lasting})
    ratio = HazardRatio(process="use", source_state="signalling", target="preparation", ratio=between(1.5, 6))
    covariate = Covariate(id="crossed", name={"en": "crossed"}, half_life_days=between(10, 40), ratios=(ratio,))
    some = problem(processes=(process,), conditions=(covariate,), start_days=40)
    since = AS_OF.date().replace(day=1)
    record = Condition(id="c", condition="crossed", since=since, low=0.5, high=0.9, t_known=AS_OF, on_whose_word="invented")
    found = assess(some, [], [], [], SOURCES, as_of=AS_OF, draws=60, conditions=[record]).sensitivity
    assert found
    names = [
        "use/signalling/duration/mean", "use/signalling/duration/shape", "use/into/strike", "use/routine/signalling",
        "condition/crossed/ratio", "condition/crossed/half life", "condition/crossed/holds", "flat/unmodelled", "shared_upstream",
        "source/alpha/hit", "storage/prevalence", "storage/episode", "stance/x/storage", "something/new",
    ]  # fmt: skip
    streams = behind(names, some, process, {"alpha": "A"}, {"storage": frozenset({"alpha"})})
    known = {*numbers(some), "observing.error_life_days", "observing.denial_bound", "conditions.crossed.believed"}
    for name, (_, paths) in streams.items():
        assert name == "something/new" or set(paths) <= known, name
    assert streams["use/signalling/duration/mean"][0] == "processes.use.durations.signalling.mean_days"
    assert streams["condition/crossed/ratio"][0] == "conditions.crossed.ratios.use.signalling->preparation.ratio"
    assert streams["something/new"] == ("something/new", ("something/new",)), "a stream that nobody told of is not lost"


def test_an_indicator_without_evidence_carries_nothing() -> None:
    some = problem()
    streams = behind(["storage/prevalence", "transport/prevalence"], some, some.processes[0], {}, {"storage": frozenset()})
    assert "transport/prevalence" not in streams
    assert streams["storage/prevalence"][0] == "indicators.storage.prevalence.use"
