"""What a problem's triggers.yml may say: when somebody is told, who, and what they are to do; and its checks against the rest."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from tocsin.library.field_schema import Labels, Named, Slug, Strict, Text, Words
from tocsin.library.yaml_files import Declared
from tocsin.model.triggers import Severity, TriggerKind, Urgency

Minutes = Annotated[int, Field(ge=0, le=40_320)]
LEVELS = ("indicator", "probability", "margin", "collector", "calendar")
"""kinds that are on or off; the others tell facts"""
STATES: dict[str, tuple[str, ...]] = {
    "indicator": ("lit", "contested", "broken", "quiet", "unseen"),
    "collector": ("broken", "failing", "late"),
    "red-line": ("said", "hardened", "softened", "crossed"),
    "drift": ("target", "estimate", "number", "attribution", "modality", "date", "place", "framing"),
}
USUAL: dict[str, tuple[str, ...]] = {
    "indicator": ("lit",),
    "collector": ("broken",),
    "red-line": ("said", "hardened", "crossed"),
    "drift": ("target", "estimate", "attribution", "modality"),
}
"""where nothing is said"""
CALENDAR = ("exercise", "test-window", "decision", "expiry", "known-unknown")


class EscalationFile(Strict):
    """Who is told next."""

    after_minutes: Annotated[int, Field(ge=1, le=40_320)]
    who: Slug


class TriggerFile(Named):
    """One trigger; `is` says in which state, for the kinds that have states."""

    id: Slug
    watch: TriggerKind
    of: Words = ()
    states: Words = Field(default=(), alias="is")
    whose: Literal["ours", "theirs"] | None = None
    horizon: Annotated[int, Field(ge=1, le=3650)] | None = None
    bound: Literal["mean", "low", "high"] | None = None
    up: Annotated[float, Field(gt=0, le=1)] | None = None
    down: Annotated[float, Field(ge=0, le=1)] | None = None
    measure: Literal["hours", "in-time"] | None = None
    below: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    above: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    factor: Annotated[float, Field(gt=1, le=1e6)] | None = None
    days: Annotated[int, Field(ge=0, le=3650)] | None = None
    severity: Severity = "moderate"
    urgency: Urgency = "unknown"
    group: Slug | None = None
    per: Literal["trigger", "subject"] = "trigger"
    update_minutes: Minutes = 60
    closes_hours: Annotated[int, Field(ge=1, le=8760)] = 24
    fresh_days: Annotated[int, Field(ge=1, le=365)] = 7
    who: Slug = "watch-officer"
    action: Labels
    escalate: tuple[EscalationFile, ...] = ()
    acknowledge: bool = True
    places: Words = ()
    why: Text

    @model_validator(mode="after")
    def whole(self) -> Self:
        allowed = STATES.get(self.watch)
        for word in self.states:
            if allowed is None or word not in allowed:
                raise ValueError(
                    f"'{word}' is no state of a {self.watch}; " + (f"one of {', '.join(allowed)}" if allowed else "it has none")
                )
        _levels(self)
        given = {
            "probability": ("up", "down", "bound", "horizon"),
            "margin": ("measure", "below", "above"),
            "judgement": ("whose", "factor", "horizon"),
            "calendar": ("days",),
        }
        mine = given.get(self.watch, ())
        for field in {name for names in given.values() for name in names}:
            if field not in mine and getattr(self, field) is not None:
                raise ValueError(f"`{field}` says nothing of a {self.watch}")
        waits = [step.after_minutes for step in self.escalate]
        if waits != sorted(set(waits)):
            raise ValueError("steps of `escalate` come one after the other")
        if self.update_minutes >= self.fresh_days * 24 * 60:
            raise ValueError("`update_minutes` is longer than facts stay fresh: some would never be told")
        return self


def _levels(trigger: TriggerFile) -> None:
    """ValueError where a level has no two ends, the first to be on and the second to be off again."""
    if trigger.watch == "probability" and (trigger.up is None or trigger.down is None or trigger.down >= trigger.up):
        raise ValueError("a probability needs `up` and a lower `down`: between the two it stays as it is")
    if trigger.watch == "margin" and (trigger.below is None or trigger.above is None or trigger.above <= trigger.below):
        raise ValueError("a margin needs `below` and a higher `above`: between the two it stays as it is")
    if trigger.watch == "judgement" and (trigger.factor is not None) != (trigger.whose == "ours"):
        raise ValueError("our own judgement (`whose: ours`) needs a `factor`, and only it")


class TriggersFile(Strict):
    """triggers.yml"""

    area: Labels | None = None
    """where all of it is, by name"""
    triggers: tuple[TriggerFile, ...] = ()


def check(
    document: Declared,
    triggers: Iterable[TriggerFile],
    known: Mapping[str, Iterable[str]],
    places: Iterable[str],
    keys: tuple[str | int, ...] = ("triggers",),
) -> list[str]:
    """Every mistake that only shows beside the rest of a problem: ids that nothing has, twins, a group at odds with itself.

    known: by kind of trigger, the ids that it may watch; kinds that are not in it are left alone.
    """
    mistakes: list[str] = []
    seen: dict[str, str] = {}
    groups: dict[str, str] = {}
    for number, one in enumerate(triggers):
        at = (*keys, number)
        if one.id in seen:
            mistakes.append(document.mistake((*at, "id"), f"'{one.id}' is declared already at {seen[one.id]}"))
        seen.setdefault(one.id, document.place((*at, "id")))
        if one.watch in known:
            may = sorted(known[one.watch])
            mistakes += [
                document.mistake((*at, "of"), f"'{name}' is no {_WHAT[one.watch]}", given=name, known=may)
                for name in one.of
                if name not in may
            ]
        for name in one.places:
            if name not in set(places):
                mistakes.append(document.mistake((*at, "places"), f"'{name}' is no watched place", given=name, known=places))
        if one.group is not None and groups.setdefault(one.group, one.per) != one.per:
            mistakes.append(document.mistake((*at, "per"), f"group '{one.group}' has triggers per {groups[one.group]} already"))
    return mistakes


_WHAT = {
    "indicator": "indicator",
    "drift": "indicator",
    "probability": "hypothesis",
    "judgement": "hypothesis",
    "margin": "pathway",
    "red-line": "red line",
    "calendar": "kind of calendar entry",
}


def record(triggers: Iterable[TriggerFile]) -> list[dict[str, Any]]:
    """The data of `model.triggers.Trigger`."""
    made = []
    for one in triggers:
        data = {name: value for name, value in one.model_dump().items() if value is not None}
        data["states"] = list(one.states or USUAL.get(one.watch, ()))
        made.append(data)
    return made
