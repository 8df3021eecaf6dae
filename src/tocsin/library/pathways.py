"""A problem's pathways.yml, checked against its other files: steps that follow each other, strategies that can do what they say."""

from collections.abc import Callable, Iterable, Sequence

from tocsin.library.pathway_schema import PathWay, PathwaysFile
from tocsin.library.yaml_files import Declared

Loc = tuple[str | int, ...]
Known = Callable[[Loc, str, Iterable[str], str], None]
CAN: dict[str, tuple[str, str]] = {
    "skips": ("skippable", "`skippable: true`"),
    "compresses": ("compressed_to", "`compressed_to`"),
    "hides": ("hidden", "`hidden`"),
    "fakes": ("faked", "`faked`"),
}


def check(document: Declared, file: PathwaysFile, hypotheses: set[str], places: set[str], indicators: set[str]) -> list[str]:
    """Every mistake between pathways.yml and the rest of its folder."""
    mistakes: list[str] = []

    def known(at: Loc, given: str, names: Iterable[str], what: str) -> None:
        if given not in (names := set(names)):
            mistakes.append(document.mistake(at, f"'{given}' is no {what}", given=given, known=names, key=at[-1] == given))

    steps = {step.id for path in file.paths for step in path.steps}
    bases = {channel.rests_on for channel in file.channels}
    for index, channel in enumerate(file.channels):
        at: Loc = ("channels", index)
        for name in channel.sees:
            known((*at, "sees", name), name, steps, "step of any path")
        if channel.relays is not None:
            known((*at, "relays", "basis"), channel.relays.basis, bases, "basis that a channel rests on")
    channels = [channel.id for channel in file.channels]
    for index, option in enumerate(file.options):
        if option.channel is not None:
            known(("options", index, "channel"), option.channel, channels, "channel")
    for name in file.limits.per_channel:
        known(("limits", "per_channel", name), name, channels, "channel")
    mistakes += _twice(document, ("options",), [option.id for option in file.options])
    mistakes += _twice(document, ("channels",), [channel.id for channel in file.channels])
    mistakes += _twice(document, ("paths",), [path.id for path in file.paths])
    for index, path in enumerate(file.paths):
        here: Loc = ("paths", index)
        known((*here, "hypothesis"), path.hypothesis, hypotheses, "hypothesis")
        mistakes += _twice(document, (*here, "steps"), [step.id for step in path.steps])
        mistakes += _twice(document, (*here, "strategies"), [strategy.id for strategy in path.strategies])
        for place, step in enumerate(path.steps):
            for n, name in enumerate(step.places):
                known((*here, "steps", place, "places", n), name, places, "place of places.yml")
            if step.indicator is not None:
                known((*here, "steps", place, "indicator"), step.indicator, indicators, "indicator")
        mistakes += _order(document, here, path)
        mistakes += _strategies(document, here, path)
    return mistakes


def _order(document: Declared, here: Loc, path: PathWay) -> list[str]:
    """Steps wait only for steps that are declared above them, so that there is no circle."""
    mistakes: list[str] = []
    above: list[str] = []
    for place, step in enumerate(path.steps):
        for n, name in enumerate(step.after):
            if name not in above:
                at = (*here, "steps", place, "after", n)
                mistakes.append(document.mistake(at, f"'{name}' is no step above this one", given=name, known=above))
        if step.overlap is not None and not step.after:
            mistakes.append(document.mistake((*here, "steps", place, "overlap"), "overlaps with nothing: it has no `after`"))
        above.append(step.id)
    return mistakes


def _strategies(document: Declared, here: Loc, path: PathWay) -> list[str]:
    mistakes = []
    by_id = {step.id: step for step in path.steps}
    for place, strategy in enumerate(path.strategies):
        for verb, (field, needed) in CAN.items():
            for n, name in enumerate(getattr(strategy, verb)):
                at = (*here, "strategies", place, verb, n)
                if name not in by_id:
                    mistakes.append(document.mistake(at, f"'{name}' is no step of {path.id}", given=name, known=by_id))
                elif not getattr(by_id[name], field):
                    mistakes.append(document.mistake(at, f"the step {name} has no {needed}, so that a strategy cannot do this"))
        if set(strategy.skips) >= set(by_id):
            mistakes.append(document.mistake((*here, "strategies", place, "skips"), "skips every step: nothing would be left to happen"))
    return mistakes


def _twice(document: Declared, at: Loc, names: Sequence[str]) -> list[str]:
    return [document.mistake((*at, n, "id"), f"'{name}' is declared already") for n, name in enumerate(names) if name in names[:n]]
