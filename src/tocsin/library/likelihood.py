"""What words of likelihood say, language apart: senses, and what a degree or a negation makes of each."""

from functools import cache
from typing import Literal, get_args

from tocsin.errors import ConfigError
from tocsin.library.paths import root
from tocsin.model.base import Record

Degree = Literal["very", "extremely", "somewhat", "almost", "more", "less", "most", "least", "not"]
DEGREES: tuple[Degree, ...] = get_args(Degree)


class Likelihood(Record, frozen=True, kw_only=True):
    """The senses, and degree -> sense -> what the two say together."""

    senses: dict[str, str]
    degrees: dict[Degree, dict[str, str]]

    def composed(self, sense: str, degrees: tuple[Degree, ...]) -> str:
        """What `sense` says under `degrees`, the outermost first: `("not", "very")` of likely is unlikely."""
        for degree in reversed(degrees):
            sense = self.degrees[degree].get(sense, sense)
        return sense


@cache
def load() -> Likelihood:
    """The senses. Raises ConfigError where the file is wrong or composes a sense that it does not list."""
    from tocsin.library.profile_schema import LikelihoodFile
    from tocsin.library.yaml_files import read_model

    path = root() / "likelihood.yml"
    read = Likelihood(**read_model(path, LikelihoodFile).model_dump())
    named = {sense for table in read.degrees.values() for pair in table.items() for sense in pair}
    if named - read.senses.keys():
        raise ConfigError([f"{path}: no sense {name!r}" for name in sorted(named - read.senses.keys())])
    return read
