"""Fitted weights of a problem: how features of a statement speak for its act, its direction and what it bears on.

`weights.tsv` in the problem's folder is written by `python -m tests.bench.fitting`; a problem without one is read by the tables alone.
"""

from functools import cache
from pathlib import Path

from tocsin.errors import ConfigError
from tocsin.model.lexicon import Weights

FILE = "weights.tsv"
WEAK = "weak\t"
"""begins a line that names a rule the weights may overrule"""
_STEPS = {str(value): value + 128 for value in range(-128, 128)}
"""how nearly all of them are written: looking one up is quicker than reading it as a number"""
LARGEST = 16 * 1024 * 1024
"""bytes"""


@cache
def load(folder: Path) -> Weights | None:
    """The weights in a problem's `folder`; None where it has none. Raises ConfigError, with the line, where the file is wrong."""
    path = folder / FILE
    if not path.is_file():
        return None
    if path.stat().st_size > LARGEST:
        raise ConfigError([f"{path}: larger than {LARGEST} bytes"])
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    fields = dict(part.partition("=")[::2] for part in head.split("\t"))
    try:
        languages, acts, polarities, indicators = (
            tuple(fields[name].split(",")) for name in ("languages", "acts", "polarities", "indicators")
        )
        scale = float(fields["scale"])
    except (KeyError, ValueError) as error:
        raise ConfigError([f"{path}:1:1 is no head of a file of weights: {error}"]) from error
    width = len(acts) + len(polarities) + len(indicators)
    features: list[str] = []
    values = bytearray()
    weak: list[str] = []
    for number, line in enumerate(lines, start=2):
        if line.startswith(WEAK):
            weak.append(line.removeprefix(WEAK))
            continue
        feature, _, numbers = line.rpartition("\t")
        row = numbers.split(" ")
        if len(row) != width or not feature:
            raise ConfigError([f"{path}:{number}:1 expected a feature and {width} whole numbers"])
        try:
            values += bytes([_STEPS[value] if value in _STEPS else int(value) + 128 for value in row])
        except ValueError as error:
            raise ConfigError([f"{path}:{number}:1 weights are whole numbers from -128 to 127"]) from error
        features.append(feature)
    return Weights(
        languages=languages,
        acts=acts,
        polarities=polarities,
        indicators=indicators,
        weak=tuple(weak),
        scale=scale,
        features=tuple(features),
        values=bytes(values),
    )
