"""The languages that can be read: one module (its `SHAPE`) and one lexicon folder each, here or in a package of others.

Ours are modules of this folder and folders of library/lexicons, found by name. Another package brings one by an entry point of the group
`tocsin.languages`: its name is the language's code, its value a module with a `SHAPE`, beside which `lexicons/<code>/*.yml` lies.
"""

import importlib
import pkgutil
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from pathlib import Path

from tocsin.errors import ConfigError
from tocsin.library import lexicons
from tocsin.model.lexicon import Lexicon
from tocsin.read import predicates
from tocsin.read.grammar import Grammar, Shape, compile_language

GROUP = "tocsin.languages"
"""entry points of other packages' languages"""


@cache
def shipped() -> tuple[str, ...]:
    """Codes of the languages of this package that have both a module and a lexicon."""
    modules = {module.name for module in pkgutil.iter_modules(__path__)}
    return tuple(code for code in lexicons.shipped() if code in modules)


@cache
def further() -> dict[str, EntryPoint]:
    """Languages that other installed packages bring, by code; ours come first where both have one."""
    return {entry.name: entry for entry in entry_points(group=GROUP) if entry.name not in shipped()}


def known(code: str) -> bool:
    """The language can be read."""
    return code in shipped() or code in further()


@cache
def grammar(code: str) -> Grammar:
    """The compiled grammar of one language. Raises ConfigError where it has no lexicon or cannot be read at all."""
    if code in further():
        module = further()[code].load()
        folder = Path(str(files(module.__package__ or module.__name__))) / "lexicons" / code
        return _compiled(module.SHAPE, lexicons.read(folder))
    if code not in shipped():
        raise ConfigError([f"language {code}: neither shipped nor brought by an installed package ({GROUP})"])
    shape: Shape = importlib.import_module(f"{__name__}.{code}").SHAPE
    return _compiled(shape, lexicons.load(code))


def _compiled(shape: Shape, lexicon: Lexicon) -> Grammar:
    return compile_language(shape, lexicon)._replace(predicates=predicates.forms(shape, lexicon))
