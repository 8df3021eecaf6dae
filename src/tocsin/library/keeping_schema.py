"""What `retention:` in a workspace's tocsin.yml may say: how long words are kept, and what is exempt, each with its reason."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from tocsin.library.field_schema import Slug, Strict, Text
from tocsin.model.keeping import Hold, KeepingRule, Level, Retention


class RuleFile(Strict):
    """One rule."""

    id: Slug
    why: Text
    after_days: float = Field(ge=0, le=36_525)
    erase: Level
    sources: tuple[Slug, ...] = ()
    kinds: tuple[Slug, ...] = ()
    licences: tuple[Text, ...] = ()


class HoldFile(Strict):
    """One exemption, of one thing."""

    why: Text
    cited: str | None = Field(None, pattern="^published$")
    report: Annotated[str, Field(pattern="^[0-9a-f]{8,64}$")] | None = None
    source: Slug | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if sum(one is not None for one in (self.cited, self.report, self.source)) != 1:
            raise ValueError("holds one thing: cited: published, or report: ID, or source: ID")
        return self


def _ids_differ(rules: tuple[RuleFile, ...]) -> tuple[RuleFile, ...]:
    if len({rule.id for rule in rules}) != len(rules):
        raise ValueError("two rules have one id: what was erased names the rule that did it")
    return rules


class RetentionFile(Strict):
    """The section."""

    rules: Annotated[tuple[RuleFile, ...], AfterValidator(_ids_differ)] = ()
    hold: tuple[HoldFile, ...] = ()


def retention(declared: RetentionFile) -> Retention:
    """The rules and exemptions of a workspace."""
    return Retention(
        rules=tuple(KeepingRule(**rule.model_dump()) for rule in declared.rules),
        hold=tuple(Hold(**hold.model_dump()) for hold in declared.hold),
    )
