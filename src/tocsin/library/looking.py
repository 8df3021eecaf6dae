"""How likely a source looks at an indicator on one day: assumptions by kind of source and of what is to be seen (`looking.yml`)."""

from collections.abc import Iterable
from functools import cache
from typing import Literal

from tocsin.library.paths import root
from tocsin.model import Record
from tocsin.model.declared import Indicator, Problem, SourceProfile

Sight = Literal["words", "acts", "hidden"]
"""what parties say in public; what is done in public view; what few can see"""
METHOD = "watch"
"""of the coverage that rests on these assumptions: the watch's, which knows when an address answered, not whether its people looked"""
IN_VIEW = 0.9
"""an indicator of which so much may be published in time is in public view"""


class Looking(Record, frozen=True, kw_only=True):
    """The declared assumptions."""

    kinds: dict[str, dict[Sight, tuple[float, float]]]
    """(low, high) P(looked) on one day, by kind of source and by sight"""
    most_sources: int
    """that are recorded as watching one indicator"""


@cache
def load() -> Looking:
    """The assumptions of `looking.yml`. ConfigError where the file is wrong."""
    from pydantic import BaseModel, ConfigDict, Field

    from tocsin.library.problem_schema import Ends
    from tocsin.library.yaml_files import read_model

    class LookingFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        assumption: Literal[True]
        kinds: dict[str, dict[Sight, Ends]]
        most_sources: int = Field(ge=1, le=20)

    read = read_model(root() / "looking.yml", LookingFile)
    return Looking(kinds=read.kinds, most_sources=read.most_sources)


def sight(indicator: Indicator) -> Sight:
    """What there is to be seen of an indicator."""
    if indicator.cheap:
        return "words"
    return "acts" if indicator.published is not None and indicator.published.high >= IN_VIEW else "hidden"


def looked(source: SourceProfile, indicator: Indicator) -> float:
    """P(looked) on one day, the low end of its range; 0 where the source's silence says nothing.

    It says nothing where the source only carries, where the indicator is no evidence or few can see it, and where a party would have
    to tell on itself.
    """
    if not source.originates or indicator.role != "evidence":
        return 0.0
    seen = sight(indicator)
    if source.party is not None and source.party == indicator.side and seen != "words":
        return 0.0
    return load().kinds.get(source.kind, {}).get(seen, (0.0, 0.0))[0]


def watching(sources: Iterable[SourceProfile], problem: Problem) -> dict[str, dict[str, float]]:
    """By source and indicator P(looked), of the few sources that look most at each; of equals the more reliable, then by id."""
    found: dict[str, dict[str, float]] = {}
    some = sorted({source.id: source for source in sources}.values(), key=lambda source: (source.reliability, source.id))
    for indicator in problem.indicators:
        ranked = sorted(((looked(source, indicator), source.id) for source in some), key=lambda one: -one[0])
        for share, name in ranked[: load().most_sources]:
            if share > 0:
                found.setdefault(name, {})[indicator.id] = share
    return found
