"""Judged series as a page for people: what is unusual, how unusual, since when, whether a second opinion agrees, where nobody looked."""

import textwrap
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from datetime import date as Day
from typing import NamedTuple

from tocsin.judge.frequency import parts, ratio
from tocsin.model import Tlp
from tocsin.model.series import Judged, Series
from tocsin.warn.brief import marking
from tocsin.warn.drawing import Frame, Line, Picture, Point, Row, Scale, Stretch, Tick, chart, rows
from tocsin.warn.words import Lang, day, listed, number, percent

WIDTH = 100
RECENT = 30
"""days before the last one whose unusual days are listed"""
SHOWN = 12
"""rows of a part; the JSON has them all"""
JOINED = 3
"""days between two unusual ones that still count as one run"""
DRAWN = 180
"""days of one series in a drawing"""
ROWS = 14


class Words(NamedTuple):
    """A sentence in both languages."""

    en: str
    fr: str


SAID = {
    "head": Words(
        "{count} series, {first} to {last}. Unusual: a smoothed count of the last days that would come {often} were all as before. "
        "By chance alone {chance}.",
        "{count} séries, du {first} au {last}. Inhabituel : un décompte lissé des derniers jours tel qu’il n’en viendrait {often}, "
        "toutes choses égales. "
        "Par le seul hasard, {chance}.",
    ),
    "chance.rare": Words("one of them is so on {ratio}", "l’une d’elles l’est {ratio}"),
    "chance.many": Words("about {count} of them are so on any day", "environ {count} d’entre elles le sont chaque jour"),
    "one": Words(
        "{name}, {first} to {last}. Unusual: a smoothed count of the last days that would come {often} were all as before.",
        "{name}, du {first} au {last}. Inhabituel : un décompte lissé des derniers jours tel qu’il n’en viendrait {often}, "
        "toutes choses égales.",
    ),
    "often": Words("on {ratio}", "qu’{ratio}"),
    "now": Words("UNUSUAL on {day}", "INHABITUEL le {day}"),
    "none": Words("Nothing unusual on {day}.", "Rien d’inhabituel le {day}."),
    "row": Words("{name}: {value}, expected {expected} ({low} to {high})", "{name} : {value}, attendu {expected} ({low} à {high})"),
    "how": Words("{often}, unusual since {since}", "{often}, inhabituel depuis le {since}"),
    "beyond": Words("; rarer than {seen} looked-at days can show", " ; plus rare que ce que {seen} jours observés peuvent montrer"),
    "agrees": Words(
        "second opinion agrees ({chance}): a level of {level} since {since}",
        "le second avis concorde ({chance}) : un niveau de {level} depuis le {since}",
    ),
    "agrees-long": Words("second opinion agrees ({chance})", "le second avis concorde ({chance})"),
    "disagrees": Words(
        "second opinion does not agree ({chance} for a change)", "le second avis ne concorde pas ({chance} pour un changement)"
    ),
    "no-second": Words("no second opinion on measures", "pas de second avis sur des mesures"),
    "recent": Words("UNUSUAL BEFORE, from {day} on", "INHABITUEL AUPARAVANT, depuis le {day}"),
    "run": Words("{first} to {last}", "du {first} au {last}"),
    "peak": Words(
        "{name}: at most {value} where {expected} was expected, {often}",
        "{name} : au plus {value} pour {expected} attendus, {often}",
    ),
    "more": Words("and {count} more (--json has them)", "et {count} de plus (--json les donne)"),
    "shift": Words("NEW LEVEL", "NOUVEAU NIVEAU"),
    "shift-row": Words("{name}: {level} since {since}", "{name} : {level} depuis le {since}"),
    "usual": Words("As usual: {list}", "Comme d’habitude : {list}"),
    "gaps": Words("NOT LOOKED AT (no zero is assumed)", "NON OBSERVÉ (aucun zéro n’est supposé)"),
    "gap": Words("{name}: {count} days in all; last {when}", "{name} : {count} jours en tout ; en dernier {when}"),
    "ended": Words("{name}: nothing after {day}", "{name} : rien après le {day}"),
    "short": Words(
        "Short history (under {days} looked-at days), so little can be said: {list}",
        "Historique court (moins de {days} jours observés), donc peu à dire : {list}",
    ),
    "trend-up": Words("Rising for weeks: {list}", "En hausse depuis des semaines : {list}"),
    "trend-down": Words("Falling for weeks: {list}", "En baisse depuis des semaines : {list}"),
    "how-looked.any-report": Words(
        "No record says who looked: days on which nothing at all came are taken as not looked at.",
        "Rien ne dit qui observait : les jours où rien n’est venu comptent comme non observés.",
    ),
    "how-looked.coverage": Words("Looked at: as records of coverage say.", "Observé : selon les relevés de couverture."),
    "how-looked.all-days": Words("Days that are not listed count as zero.", "Les jours non listés comptent pour zéro."),
    "how-looked.listed": Words("Days that are not listed count as not looked at.", "Les jours non listés comptent comme non observés."),
    "plot.one": Words(
        "Counts a day, and what the days before made likely (90%)",
        "Décomptes par jour, et ce que les jours précédents rendaient probable (90 %)",
    ),
    "plot.value": Words("counted", "compté"),
    "plot.expected": Words("expected, 90% range", "attendu, fourchette à 90 %"),
    "plot.many": Words("Unusual days (full), days not looked at (hollow)", "Jours inhabituels (plein), non observés (creux)"),
}


def _say(key: str, lang: Lang, **words: object) -> str:
    return (SAID[key].en if lang == "en" else SAID[key].fr).format(**words)


def _day(when: Day, lang: Lang) -> str:
    return day(_at(when), lang)


def _at(when: Day) -> datetime:
    return datetime.combine(when, time(), UTC)


def _amount(value: float | None, lang: Lang) -> str:
    if value is None:
        return "-"
    return number(value, lang, 0 if value == int(value) or abs(value) >= 100 else 1 if abs(value) >= 0.095 else 2)


def table(
    found: Sequence[Series], looked: str, lang: Lang = "en", since: Day | None = None, tlp: Tlp = "clear", synthetic: bool = False
) -> str:
    """The page. `looked`: how it is known that somebody looked; `since`: the first day to tell of (else the last 30 days)."""
    mark = f"TLP:{tlp.upper()}" + (" - SYNTHETIC" if synthetic else "")
    last = max(series.days[-1].day for series in found)
    first = min(series.days[0].day for series in found)
    alarm = found[0].settings.alarm
    often = _say("often", lang, ratio=days_in(alarm, lang))
    words = {"first": _day(first, lang), "last": _day(last, lang), "often": often}
    head = (
        _say("one", lang, name=found[0].name, **words)
        if len(found) == 1
        else _say("head", lang, count=len(found), chance=_by_chance(len(found) * alarm, lang), **words)
    )
    lines = [mark, *_wrapped(head), *_wrapped(_say(f"how-looked.{looked}", lang)), ""]
    current = [series for series in found if series.days[-1].day == last]
    unusual = sorted((s for s in current if "alarm" in s.days[-1].flags), key=lambda s: (s.days[-1].p or 0, s.name))
    lines.append(_say("now" if unusual else "none", lang, day=_day(last, lang)))
    for series in unusual[:SHOWN]:
        lines += _unusual(series, lang)
    lines += _left(len(unusual), lang)
    lines += _before(found, last, since or last - timedelta(RECENT), {s.name for s in unusual}, lang)
    lines += _levels(found, last, since or last - timedelta(RECENT), lang)
    lines += _standing(current, unusual, lang)
    lines += _gaps(found, last, lang)
    return "\n".join([*lines, mark]) + "\n"


def days_in(p: float, lang: Lang) -> str:
    """`1 in 60 days`, `un jour sur 60`; of a chance so large that tenths are said: `3 in 10 days`, `3 jours sur 10`."""
    if lang == "en":
        return f"{ratio(p)} days"
    count, of, side = parts(p)
    less = {"<": "moins d’", ">": "plus de "}[side] if side else ""
    days = "un jour" if count == 1 else f"{count} jours"
    return f"{less}{days} sur {number(of, lang)}"


def _about(p: float, lang: Lang) -> str:
    words = days_in(p, lang)
    return words if parts(p)[2] else f"{'about' if lang == 'en' else 'environ'} {words}"


def _by_chance(a_day: float, lang: Lang) -> str:
    """How many series are unusual on a day on which nothing happens."""
    if a_day < 1:
        return _say("chance.rare", lang, ratio=days_in(a_day, lang))
    return _say("chance.many", lang, count=number(a_day, lang, 1))


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, break_on_hyphens=False, initial_indent=indent, subsequent_indent=indent)


def _left(count: int, lang: Lang) -> list[str]:
    return ["  " + _say("more", lang, count=count - SHOWN)] if count > SHOWN else []


def _row(series: Series, at: Judged, lang: Lang) -> str:
    ends = {"low": _amount(at.low, lang), "high": _amount(at.high, lang)}
    return _say("row", lang, name=series.name or "-", value=_amount(at.value, lang), expected=_amount(at.expected, lang), **ends)


def _unusual(series: Series, lang: Lang) -> list[str]:
    at = series.days[-1]
    p = at.p or 0.0
    seen = sum(one.value is not None for one in series.days)
    how = _say("how", lang, often=_about(p, lang), since=_day(runs(series)[-1][0].day, lang))
    if p * seen < 1:
        how += _say("beyond", lang, seen=number(seen, lang))
    if at.change is None:
        second = _say("no-second", lang)
    elif "agrees" not in at.flags:
        second = _say("disagrees", lang, chance=percent(at.change, lang))
    elif at.since is None:
        second = _say("agrees-long", lang, chance=percent(at.change, lang))
    else:
        second = _say("agrees", lang, chance=percent(at.change, lang), level=_amount(at.level, lang), since=_day(at.since, lang))
    return [*_wrapped(_row(series, at, lang), "  "), *_wrapped(how, "      "), *_wrapped(second, "      ")]


def runs(series: Series) -> list[list[Judged]]:
    """Unusual days in runs: a few quiet or unwatched days between two do not part them."""
    found: list[list[Judged]] = []
    for one in series.days:
        if "alarm" in one.flags:
            if found and (one.day - found[-1][-1].day).days <= JOINED:
                found[-1].append(one)
            else:
                found.append([one])
    return found


def _before(found: Sequence[Series], last: Day, since: Day, now: set[str], lang: Lang) -> list[str]:
    told: list[tuple[Day, str]] = []
    for series in found:
        some = runs(series)
        if series.name in now:
            some = some[:-1]
        for run in some:
            if since <= run[-1].day <= last:
                peak = min(run, key=lambda one: (one.p or 0, one.day))
                when = (
                    _day(run[0].day, lang)
                    if len(run) == 1
                    else _say("run", lang, first=_day(run[0].day, lang), last=_day(run[-1].day, lang))
                )
                most = {"value": _amount(peak.value, lang), "expected": _amount(peak.expected, lang), "often": _about(peak.p or 0, lang)}
                colon = ": " if lang == "en" else " : "
                told.append((run[-1].day, when + colon + _say("peak", lang, name=series.name or "-", **most)))
    if not told:
        return []
    told.sort(key=lambda row: (row[0], row[1]), reverse=True)
    lines = [line for _, text in told[:SHOWN] for line in textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="      ")]
    return ["", _say("recent", lang, day=_day(since, lang)), *lines, *_left(len(told), lang)]


def _levels(found: Sequence[Series], last: Day, since: Day, lang: Lang) -> list[str]:
    told = []
    for series in found:
        at = next((one for one in reversed(series.days) if "level-shift" in one.flags and since <= one.day <= last), None)
        if at is not None and at.since is not None:
            told.append("  " + _say("shift-row", lang, name=series.name or "-", level=_amount(at.level, lang), since=_day(at.since, lang)))
    return ["", _say("shift", lang), *told[:SHOWN], *_left(len(told), lang)] if told else []


def _standing(current: Sequence[Series], unusual: Sequence[Series], lang: Lang) -> list[str]:
    lines = []
    usual = [s for s in current if s not in unusual and s.days[-1].value is not None and "short-history" not in s.days[-1].flags]
    short = [s.name or "-" for s in current if "short-history" in s.days[-1].flags]
    if usual:
        names = [
            f"{s.name or '-'} {_amount(s.days[-1].value, lang)} ({_amount(s.days[-1].expected, lang)})"
            for s in sorted(usual, key=lambda s: s.name)
        ]
        lines += ["", *_wrapped(_say("usual", lang, list=_some(names, lang)))]
    for flag in ("trend-up", "trend-down"):
        if names := [s.name or "-" for s in current if flag in s.days[-1].flags]:
            lines += _wrapped(_say(flag, lang, list=_some(names, lang)))
    if short:
        lines += _wrapped(_say("short", lang, days=current[0].settings.short_days, list=_some(short, lang)))
    return lines


def _some(names: Sequence[str], lang: Lang) -> str:
    shown = list(names[: 2 * SHOWN])
    return listed(shown, lang) + (" ..." if len(names) > len(shown) else "")


def _gaps(found: Sequence[Series], last: Day, lang: Lang) -> list[str]:
    told = []
    for series in found:
        missing = [one.day for one in series.days if one.value is None]
        if series.days[-1].day < last:
            told.append(_say("ended", lang, name=series.name or "-", day=_day(series.days[-1].day, lang)))
        if missing:
            begin = missing[-1]
            while begin - timedelta(1) in missing[-400:]:
                begin -= timedelta(1)
            when = _day(begin, lang) if begin == missing[-1] else _say("run", lang, first=_day(begin, lang), last=_day(missing[-1], lang))
            told.append(_say("gap", lang, name=series.name or "-", count=number(len(missing), lang), when=when))
    if not told:
        return []
    return ["", _say("gaps", lang), *(line for text in told[:SHOWN] for line in _wrapped(text, "  ")), *_left(len(told), lang)]


def picture(found: Sequence[Series], lang: Lang, tlp: Tlp, synthetic: bool) -> Picture:
    """One series: its counts in the band of what was expected. Several: their unusual and unwatched days side by side."""
    mark = marking(tlp, synthetic)
    if len(found) == 1:
        days = found[0].days[-DRAWN:]
        counted = [Point(_at(one.day), one.value) for one in days if one.value is not None]
        expected = [Point(_at(one.day), one.expected, one.low, one.high) for one in days if one.expected is not None]
        frame = Frame(found[0].name or _say("plot.value", lang), _say("plot.one", lang), mark, lang)
        lines = [Line(_say("plot.expected", lang), expected), Line(_say("plot.value", lang), counted)]
        return chart(frame, lines, scale=Scale("number", said=found[0].unit or ""))
    last = max(series.days[-1].day for series in found)
    worst = sorted(found, key=lambda s: (-sum("alarm" in one.flags for one in s.days[-DRAWN:]), s.name))[:ROWS]
    drawn = []
    for series in worst:
        recent = [one for one in series.days if one.day > last - timedelta(DRAWN)]
        ticks = [Tick(_at(one.day)) for one in recent if "alarm" in one.flags]
        hollow = [Stretch(_at(one.day), _at(one.day + timedelta(1)), how="hollow") for one in recent if one.value is None]
        drawn.append(Row(series.name or "-", stretches=hollow, ticks=ticks))
    return rows(Frame(_say("plot.many", lang), _say("plot.many", lang), mark, lang), drawn, now=_at(last))
