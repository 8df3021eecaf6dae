"""The languages that can be read: one module here (its `SHAPE`) and one folder of library/lexicons each, found by name."""

import importlib
import pkgutil
from functools import cache

from tocsin.library import lexicons
from tocsin.read.grammar import Grammar, Shape, compile_language


def shipped() -> tuple[str, ...]:
    """Codes of the languages that have both a module and a lexicon."""
    modules = {module.name for module in pkgutil.iter_modules(__path__)}
    return tuple(code for code in lexicons.shipped() if code in modules)


@cache
def grammar(code: str) -> Grammar:
    """The compiled grammar of one language. Raises ConfigError where it has no lexicon, ModuleNotFoundError where it has no module."""
    shape: Shape = importlib.import_module(f"{__name__}.{code}").SHAPE
    return compile_language(shape, lexicons.load(code))
