"""Who could look, as text that a watch officer reads and as a picture, in English and French. Opportunities, not tasking, says each."""

import textwrap
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from tocsin.model import Look, Place, utc
from tocsin.model.orbits import NOT_TASKING, Daylight, Gap, Overhead
from tocsin.model.sensors import Sensor
from tocsin.warn.brief import marking
from tocsin.warn.drawing import Frame, Picture, Row, Stretch, Tick, rows
from tocsin.warn.overhead_phrases import said
from tocsin.warn.words import Lang, number, percent, typography

WIDTH = 100
SHOWN = 12
"""next looks that the text shows of one place"""
NAMED = 6
"""families without elements that are named; the JSON has them all"""
TOGETHER = ("optical", "radar", "any")


def text(found: Overhead, sensors: Sequence[Sensor], names: Mapping[str, str], lang: Lang = "en") -> str:
    """Of one place its families, next looks, gaps and who is blind; of several a row each. `names`: of places in this language."""
    mark = marking("clear", found.synthetic)
    window = said("window", lang, start=_at(found.start, lang), end=_at(found.end, lang), as_of=_at(found.as_of, lang))
    lines = [mark, *_wrapped(window), *_wrapped(_not_tasking(lang)), ""]
    places = list({gap.place.id: gap.place for gap in found.gaps}.values())
    if len(places) == 1:
        lines += _one(found, sensors, places[0], names, lang)
    else:
        lines += _several(found, places, names, lang)
    lines += ["", *_elements(found, sensors, lang), *_wrapped(said("assumes", lang))]
    return "\n".join([*lines, mark]) + "\n"


def _one(found: Overhead, sensors: Sequence[Sensor], place: Place, names: Mapping[str, str], lang: Lang) -> list[str]:
    gaps = {gap.sensor: gap for gap in found.gaps}
    label = {sensor.id: sensor.name.get(lang) or sensor.name["en"] for sensor in sensors}
    head = said("one.head", lang).split("|")
    lines = [f"{names.get(place.id, place.name)} ({place.lat:g}, {place.lon:g})", "", _cells(*head)]
    lines += [_row(gaps[kind], said(f"kind.{kind}", lang), lang) for kind in TOGETHER if kind in gaps]
    seeing = [sensor for sensor in sensors if gaps[sensor.id].looks]
    lines += [_row(gaps[sensor.id], "  " + label[sensor.id], lang) for sensor in seeing]
    blind = [sensor for sensor in sensors if not gaps[sensor.id].looks and gaps[sensor.id].blind not in ("none", "no-elements")]
    if blind:
        lines += ["", said("blind.head", lang)]
        for sensor in blind:
            lines += _wrapped(f"- {label[sensor.id]}: {_why(gaps[sensor.id], found, lang)}", "  ")
    for light in found.daylight:
        lines += ["", *_wrapped(_dark(light, lang))]
    good = [look for look in found.looks if look.refused is None]
    if good:
        by_id = {sensor.id: sensor for sensor in sensors}
        lines += ["", said("next.head", lang, shown=min(SHOWN, len(good)), count=len(good))]
        lines += [_look(look, by_id, lang) for look in good[:SHOWN]]
    return lines


def _several(found: Overhead, places: Sequence[Place], names: Mapping[str, str], lang: Lang) -> list[str]:
    gaps = {(gap.place.id, gap.sensor): gap for gap in found.gaps}
    light = {one.place.id: one for one in found.daylight}
    lines = [_wide(*said("several.head", lang).split("|")), _wide(*said("several.head2", lang).split("|"))]
    for place in places:
        cells = [names.get(place.id, place.name)]
        for kind in ("optical", "radar"):
            gap = gaps.get((place.id, kind))
            cells += ["-", "-", "-"] if gap is None else [number(gap.looks, lang), _short(gap.first, lang), _hours(gap.worst_hours, lang)]
        cells.append(number(light[place.id].dark_hours_a_day, lang, 1))
        lines.append(_wide(*cells))
    for place in places:
        for kind in ("optical", "radar"):
            gap = gaps.get((place.id, kind))
            if gap is not None and gap.blind not in ("none", "no-elements"):
                told = said(
                    "blind.place", lang, place=names.get(place.id, place.name), kind=said(f"kind.{kind}", lang), why=_why(gap, found, lang)
                )
                lines += ["", *_wrapped(told)]
        if light[place.id].blind_from is not None:
            lines += _wrapped(said("season.place", lang, place=names.get(place.id, place.name), season=_season(light[place.id], lang)))
    return lines


def _row(gap: Gap, name: str, lang: Lang) -> str:
    every = "-" if gap.median_hours is None else _hours(gap.median_hours, lang)
    clear = "-" if gap.p_clear_one is None or gap.p_clear_one == (1.0, 1.0) else _range(gap.p_clear_one, lang)
    worst = said("worst", lang, hours=_hours(gap.worst_hours, lang), start=_short(gap.worst_start, lang))
    return _cells(name, number(gap.looks, lang), _short(gap.first, lang), every, worst, clear)


def _cells(name: str, looks: str, first: str, every: str, worst: str, clear: str) -> str:
    return f"{_fit(name, 30)} {looks:>6}  {first:<12} {every:>8}  {worst:<24} {clear}".rstrip()


def _wide(name: str, *cells: str) -> str:
    widths = (9, 14, 9, 7, 14, 9, 8)
    return (_fit(name, 30) + "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=False))).rstrip()


def _fit(words: str, width: int) -> str:
    return (words if len(words) <= width else words[: width - 1] + "…").ljust(width)


def _look(look: Look, sensors: Mapping[str, Sensor], lang: Lang) -> str:
    clear = "" if look.p_clear_range is None else said("clear", lang, odds=_range(look.p_clear_range, lang))
    sun = "" if look.kind == "radar" or look.sun_elevation_deg is None else said("sun", lang, degrees=number(look.sun_elevation_deg, lang))
    side = said(f"side.{look.side}", lang) if look.side else ""
    angle = said("angle", lang, degrees=number(look.off_nadir_deg, lang), side=side)
    when = f"{utc(look.t):%d.%m. %H:%M:%S} ±{number(look.t_sigma, lang):>2} s"
    metres = sensors[look.sensor].resolution_m.at
    kind = f"{said(f'kind.{look.kind}', lang)} {number(metres, lang, 1 if metres < 10 else 0)} m"
    return f"  {when}  {_fit(look.satellite, 22)} {_fit(kind, 14)} {angle}{sun}{clear}"


def _why(gap: Gap, found: Overhead, lang: Lang) -> str:
    mine = [look for look in found.looks if look.place.id == gap.place.id and gap.sensor in (look.sensor, look.kind, "any")]
    highest = max((look.sun_elevation_deg for look in mine if look.sun_elevation_deg is not None), default=0.0)
    oldest = max((look.elements_age_days or 0.0 for look in mine), default=0.0)
    return said(
        f"why.{gap.blind}", lang, count=len(mine), dark=gap.refused.get("night", 0), sun=number(highest, lang), days=number(oldest, lang)
    )


def _dark(light: Daylight, lang: Lang) -> str:
    told = said(
        "dark",
        lang,
        hours=number(light.dark_hours_a_day, lang, 1),
        limit=number(light.limit_deg, lang),
        high=number(light.highest_sun_deg, lang),
    )
    return told if light.blind_from is None else f"{told} {said('season', lang, season=_season(light, lang))}"


def _season(light: Daylight, lang: Lang) -> str:
    return said("from-to", lang, start=light.blind_from or "", end=light.blind_to or "")


def _elements(found: Overhead, sensors: Sequence[Sensor], lang: Lang) -> list[str]:
    without = [sensor.name.get(lang) or sensor.name["en"] for sensor in sensors if not found.satellites.get(sensor.id)]
    lines = []
    if found.newest_epoch is not None and found.oldest_epoch is not None:
        count = number(sum(found.satellites.values()), lang)
        told = said("elements", lang, count=count, oldest=_short(found.oldest_epoch, lang), newest=_short(found.newest_epoch, lang))
        lines += _wrapped(told)
    if without:
        lines += _wrapped(
            said("no-elements", lang, count=len(without), names=", ".join([*without[:NAMED], *(["…"] if len(without) > NAMED else [])]))
        )
    return lines


def picture(found: Overhead, sensors: Sequence[Sensor], names: Mapping[str, str], lang: Lang = "en") -> Picture:
    """A row for each kind of each place, and of one place for each family: dots are looks, rings those that must not be used.

    An optical look's dot is filled by its chance of a clear sky; nights, too dark for optics, are grey.
    """
    from tocsin.sense.orbits.daylight import nights

    places = list({gap.place.id: gap.place for gap in found.gaps}.values())
    limit = {one.place.id: one.limit_deg for one in found.daylight}
    drawn: list[Row] = []
    for place in places:
        groups = [(said(f"kind.{kind}", lang).capitalize(), kind) for kind in ("optical", "radar")]
        if len(places) == 1:
            groups += [(sensor.name.get(lang) or sensor.name["en"], sensor.id) for sensor in sensors if found.satellites.get(sensor.id)]
        for title, key in groups:
            mine = [look for look in found.looks if look.place.id == place.id and key in (look.kind, look.sensor)]
            gap = next((one for one in found.gaps if one.place.id == place.id and one.sensor == key), None)
            if gap is None:
                continue
            name = title if len(places) == 1 else f"{names.get(place.id, place.name)}, {title.lower()}"
            worst = Stretch(gap.worst_start, gap.worst_end, "hollow")
            optical = key == "optical" or any(look.kind == "optical" for look in mine)
            dark = (
                [Stretch(first, last, "night") for first, last in nights(place, found.start, found.end, limit[place.id])] if optical else []
            )
            drawn.append(Row(f"{name} ({_hours(gap.worst_hours, lang)})", [*dark, worst], [_dot(look) for look in mine]))
    title = names.get(places[0].id, places[0].name) if len(places) == 1 else said("plot.places", lang, count=len(places))
    frame = Frame(
        title=said("plot.title", lang, place=title),
        said=said("plot.said", lang, place=title, start=_at(found.start, lang), end=_at(found.end, lang)),
        marking=marking("clear", found.synthetic),
        lang=lang,
        note=_not_tasking(lang),
    )
    legend: list[tuple[Literal["dot", "part", "ring", "night", "hollow"], str]] = [
        ("dot", said("plot.look", lang)),
        ("part", said("plot.clear", lang)),
        ("ring", said("plot.refused", lang)),
        ("night", said("plot.night", lang)),
        ("hollow", said("plot.gap", lang)),
    ]
    return rows(frame, drawn, key=legend, span=(found.start, found.end))


def _dot(look: Look) -> Tick:
    clear = look.p_clear if look.kind == "optical" and look.p_clear is not None else 1.0
    return Tick(look.t, look.refused is not None, clear)


def _not_tasking(lang: Lang) -> str:
    return NOT_TASKING["en"] if lang == "en" else typography(NOT_TASKING["fr"])


def _range(odds: tuple[float, float], lang: Lang) -> str:
    return f"{percent(odds[0], lang)}-{percent(odds[1], lang)}"


def _hours(hours: float, lang: Lang) -> str:
    if hours >= 48:
        return f"{number(hours / 24, lang, 1)} {'d' if lang == 'en' else 'j'}"
    return f"{number(hours, lang, 1)} h" if hours >= 1 else f"{number(hours * 60, lang)} min"


def _short(moment: datetime | None, lang: Lang) -> str:  # noqa: ARG001 - one form in both languages
    return "-" if moment is None else f"{utc(moment):%d.%m. %H:%M}"


def _at(moment: datetime, lang: Lang) -> str:
    return f"{utc(moment):%Y-%m-%d %H:%M} UTC" if lang == "en" else f"{utc(moment):%Y-%m-%d %H h %M} UTC"


def _wrapped(words: str, indent: str = "") -> list[str]:
    return textwrap.wrap(words, WIDTH, break_on_hyphens=False, subsequent_indent=indent)
