"""The next looks in a brief: when a satellite could see a watched place, by radar and by light, and where nobody can for longest."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from tocsin.model import BriefSentence, Look, Reference
from tocsin.model.orbits import Gap, Overhead
from tocsin.model.sensors import Sensor
from tocsin.model.warning import Section
from tocsin.warn.neutral import line, shortened
from tocsin.warn.view import Sentences, View
from tocsin.warn.words import listed, number, percent
from tocsin.warn.words import moment as told

NAME = 60
KINDS = ("radar", "optical")
DECLARED = (Reference(declared="tocsin looks --all --json"),)


def next_looks(
    view: View, found: Overhead | None, sensors: Sequence[Sensor], section: Section = "margin", most: int | None = None
) -> Sentences:
    """How many looks there could be and the next of each kind; the longest time without one; that no look is a tasking."""
    if found is None:
        return [BriefSentence(section=section, role="caveat", text=view.say("looks.unknown"), references=DECLARED)][:most]
    hours = number((found.end - found.start).total_seconds() / 3600, view.lang)
    usable = [look for look in found.looks if look.refused is None]
    if not usable:
        why = view.say("looks.no-elements") if not found.elements else view.say("looks.none-usable")
        text = view.say("looks.none", hours=hours, why=why)
        return [BriefSentence(section=section, role="caveat", text=text, references=DECLARED)]
    names = {sensor.id: view.label(sensor.name, sensor.id) for sensor in sensors}
    text = view.say(
        "looks.next",
        hours=hours,
        count=number(len(usable), view.lang),
        places=number(len({look.place.id for look in usable}), view.lang),
        list=listed([_look(view, first, names) for kind in KINDS if (first := _first(usable, kind, found.as_of))], view.lang),
    )
    sentences = [text]
    longest = max((gap for gap in found.gaps if gap.sensor == "any"), key=lambda gap: (gap.worst_hours, gap.place.id), default=None)
    if longest is not None:
        sentences.append(_gap(view, longest))
    caveat = BriefSentence(section=section, role="caveat", text=view.say("looks.not-tasking"), references=DECLARED)
    return [*(BriefSentence(section=section, text=one, references=DECLARED) for one in sentences), caveat][:most]


def _first(usable: Sequence[Look], kind: str, after: datetime) -> Look | None:
    return min((look for look in usable if look.kind == kind and look.t >= after), key=lambda look: (look.t, look.id), default=None)


def _look(view: View, look: Look, names: Mapping[str, str]) -> str:
    clear = view.say("looks.clear", chance=percent(look.p_clear, view.lang)) if look.kind == "optical" and look.p_clear is not None else ""
    return view.say(
        f"looks.{look.kind}", place=_place(view, look.place.id), family=shortened(line(names.get(look.sensor, look.sensor)), NAME),
        moment=told(look.t, view.lang), clear=clear,
    )  # fmt: skip


def _gap(view: View, gap: Gap) -> str:
    values = {"hours": number(gap.worst_hours, view.lang), "moment": told(gap.worst_start, view.lang)}
    return view.say("looks.gap", place=_place(view, gap.place.id), **values)


def _place(view: View, id: str) -> str:
    return next((view.label(place.name, id) for place in view.problem.places if place.id == id), id)
