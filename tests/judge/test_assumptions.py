"""Every declared assumption is said, once, in one line; a sourced number is not called one."""

from tests.judge.worlds import AS_OF, SOURCES, indicator, problem
from tocsin.judge import assess
from tocsin.judge.assumptions import assumptions, register
from tocsin.library import problems
from tocsin.model.declared import Range
from tocsin.model.numbers import SHAPE, replaced


def test_lines_are_single_and_distinct() -> None:
    lines = assumptions(problem())
    assert len(lines) == len(set(lines))
    assert all("\n" not in line for line in lines)
    for words in (
        "start",
        "prior of use",
        "error",
        "denial",
        "upstream",
        "reliability A",
        "cheap words",
        "storage: an episode",
        "unmodelled",
        "kind outlet, watched",
        "no more than 3 sources",
    ):
        assert any(words in line for line in lines), words


def test_a_sourced_number_is_no_assumption() -> None:
    sourced = Range(low=5, high=20, source="a table", assumption=False)
    assert not any("storage: an episode" in line for line in assumptions(problem(indicator("storage", episode_days=sourced))))


def test_the_register_holds_every_number_once_in_both_languages() -> None:
    some = problems.load("nuclear-escalation")
    entries = register(some)
    assert len({entry.id for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.what["en"] != entry.what["fr"]
        assert not any(words in entry.what["fr"] for words in (" to ", "chance", " rate "))
        assert entry.since is not None
    known = {h.id for h in some.hypotheses}
    assert all(entry.hypotheses and set(entry.hypotheses) <= known for entry in entries)
    placed = [entry for entry in entries if entry.at is not None]
    assert len(placed) > 90
    assert {entry.at.split(":")[0] for entry in placed if entry.at} == {"problem.yml", "indicators.yml", "instruments.yml"}


def test_what_carries_most_comes_first() -> None:
    judged = assess(problem(), [], [], [], SOURCES, as_of=AS_OF, draws=400)
    of_main = [entry.share.get("strike", 0.0) for entry in judged.register]
    assert of_main == sorted(of_main, reverse=True)
    assert of_main[0] > 0.2
    others = [max(entry.share.values(), default=0.0) for entry in judged.register if "strike" not in entry.share]
    assert others == sorted(others, reverse=True)
    into = {entry.id: entry.share for entry in judged.register if entry.id.endswith("->strike")}
    assert len({tuple(sorted(share.items())) for share in into.values()}) == 1, "drawn together, they carry it together"


def test_what_experts_said_of_one_state_is_an_entry_of_its_own() -> None:
    path = "indicators.storage.prevalence.use.preparation"
    elicited = Range(low=0.2, high=0.6, source="elicited from 2 experts (elicitation/x.yml)", assumption=False, shape=(0.1,) * len(SHAPE))
    entries = {entry.id: entry for entry in register(replaced(problem(indicator("storage")), {path: elicited}))}
    assert entries[path].source == elicited.source
    assert "preparation 0.2 to 0.6" in entries[path].what["en"]
    rest = entries["indicators.storage.prevalence.use"]
    assert rest.source is None
    assert "preparation" not in rest.what["en"]
