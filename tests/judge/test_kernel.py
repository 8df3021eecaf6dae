"""Which arrays the judge works with, as the environment says."""

import builtins
from typing import Any

import pytest

from tocsin.errors import CannotFinish, UsageError
from tocsin.judge import kernel


def test_compiled_loops_are_for_much_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(kernel.VARIABLE, raising=False)
    assert kernel.compiled(kernel.MUCH - 1) is None
    assert kernel.elsewhere() is None
    monkeypatch.setenv(kernel.VARIABLE, "numpy")
    assert kernel.compiled(10**6) is None


def test_an_unknown_library_is_the_caller_s_mistake() -> None:
    with pytest.raises(UsageError, match=r"no array library 'nunpy'.*numpy, numba, torch"):
        kernel.chosen({kernel.VARIABLE: "nunpy"})
    assert kernel.chosen({}) == "auto"


@pytest.mark.parametrize("name", ["numba", "torch", "jax", "strict"])
def test_one_that_is_not_installed_says_what_to_install(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def none_of_them(module: str, *more: Any, **fields: Any) -> Any:
        if module.partition(".")[0] in ("numba", "array_api_compat", "jax", "array_api_strict"):
            raise ImportError(module)
        return real(module, *more, **fields)

    def nothing(module: str) -> Any:
        raise ImportError(module)

    monkeypatch.setenv(kernel.VARIABLE, name)
    monkeypatch.setattr(builtins, "__import__", none_of_them)
    monkeypatch.setattr("importlib.import_module", nothing)
    kernel._library.cache_clear()
    kernel._compiled.cache_clear()
    with pytest.raises(CannotFinish, match=f"{name} is not installed.*pip install"):
        kernel.compiled(1) if name == "numba" else kernel.elsewhere()
    kernel._library.cache_clear()
    kernel._compiled.cache_clear()
