"""The filter's run on other array libraries, and with compiled loops, is the run over numpy's arrays."""

import numpy as np
import pytest

from tests.judge.models import draw_data, random_case
from tests.judge.test_judgement import base, chances, judged
from tests.judge.test_relays import relaying
from tests.judge.worlds import watched
from tocsin.judge import arrays, kernel
from tocsin.judge.filter import Datum, Model, run


def both(name: str, monkeypatch: pytest.MonkeyPatch) -> kernel.Library:
    pytest.importorskip({"torch": "torch", "jax": "jax", "strict": "array_api_strict"}[name])
    monkeypatch.setenv(kernel.VARIABLE, name)
    library = kernel.elsewhere()
    assert library is not None
    return library


def case(seed: int, indicators: int, sources: int) -> tuple[Model, list[Datum]]:
    """Two lanes that differ, with evidence that counts in one of them only here and there."""
    rng = np.random.default_rng(seed)
    some, other = random_case(rng, indicators, sources), random_case(rng, indicators, sources)
    data = [datum for datum in draw_data(rng, some, 25) if datum.indicator != "2"]
    model = some.model.take(np.array([0, 0]))
    for name, chain in model.chains.items():
        chain.p[:, 1] = other.model.chains[name].p[:, 0] * 0.5
    masks = [None, np.array([True, False]), np.array([False, True])]
    wide = [datum.take(np.array([0, 0])) for datum in data]
    return model, [Datum(d.day + 3, d.indicator, d.source, d.kind, d.player, d.value, masks[i % 3]) for i, d in enumerate(wide)]


@pytest.mark.parametrize(
    ("name", "indicators", "sources"),
    [("strict", 1, 1), ("strict", 3, 2), ("strict", 2, 4), ("torch", 3, 2), ("torch", 1, 4), ("jax", 1, 2)],
)
def test_another_library_runs_the_same_course(name: str, indicators: int, sources: int, monkeypatch: pytest.MonkeyPatch) -> None:
    library = both(name, monkeypatch)
    model, data = case(indicators + sources, indicators, sources)
    here, there = run(model, data, 30), arrays.run(library, model, data, 30, list(model.chains))
    assert there.alpha == pytest.approx(here.alpha, rel=1e-10)
    assert there.log_evidence == pytest.approx(here.log_evidence, rel=1e-10)
    for indicator, value in here.on.items():
        assert there.on[indicator] == pytest.approx(value, rel=1e-10)


def test_sources_that_copy_each_other_do_so_elsewhere_too(monkeypatch: pytest.MonkeyPatch) -> None:
    library = both("strict", monkeypatch)
    some, data = relaying(3, 3, 0.6)
    here, there = run(some.model, data, 19), arrays.run(library, some.model, data, 19, ["0"])
    assert there.alpha == pytest.approx(here.alpha, rel=1e-10)


@pytest.mark.parametrize("name", ["torch", "strict"])
def test_a_judgement_made_elsewhere_is_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    coverage = [watched("satellite", "storage", 40, 10)]
    monkeypatch.setenv(kernel.VARIABLE, "numpy")
    here = judged(base(), coverage)
    both(name, monkeypatch)
    assert chances(judged(base(), coverage)) == pytest.approx(chances(here), rel=1e-9)


@pytest.mark.parametrize(("indicators", "sources"), [(1, 0), (1, 1), (3, 2), (1, 3), (2, 4)])
def test_compiled_loops_run_the_same_course(indicators: int, sources: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In lanes that fill no whole stretch of the loops."""
    pytest.importorskip("numba")
    model, data = case(7 * indicators + sources, indicators, sources)
    lanes = np.arange(131) % 2
    wide, spread = model.take(lanes), [datum.take(lanes) for datum in data]
    found = []
    for name in ("numpy", "numba"):
        monkeypatch.setenv(kernel.VARIABLE, name)
        found.append(run(wide, spread, 30))
    here, there = found
    assert there.alpha == pytest.approx(here.alpha, rel=1e-12)
    assert there.log_evidence == pytest.approx(here.log_evidence, rel=1e-12)
    assert there.on["0"] == pytest.approx(here.on["0"], rel=1e-12)
