"""Commands about instruments: what each can and cannot tell, and what feeds measured and say of indicators."""

from collections import Counter, defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from tocsin.cli.options import AsOf, Json, Paths, ProblemId, Shown, Workspace
from tocsin.cli.output import print_json, say, table, wrapped, write

if TYPE_CHECKING:
    from tocsin.engine.sensing import Shown as Found
    from tocsin.model import Coverage
    from tocsin.model.declared import Problem
    from tocsin.model.instruments import InstrumentLink

ROWS = 60
"""of measurements, the latest; --json has all"""


def register(app: App) -> None:
    """Add this group's commands."""
    app.command(instruments)
    app.command(sense)


def instruments(*, problem: ProblemId = None, lang: Shown = "en", json: Json = False, workspace: Workspace = None) -> int:
    """What each instrument can and cannot tell, and how it bears on the problem's indicators."""
    from tocsin.engine import declarations, store
    from tocsin.library import instruments as library

    given = (declarations.load(problem) if problem else store.declared(workspace)).problem
    known = library.load()
    if json:
        print_json({"problem": given.id, "instruments": list(known.values()), "links": given.instruments})
        return 0
    fr = lang == "fr"
    for one in known.values():
        write(f"{one.id}: {one.name[lang]}")
        wrapped(one.what[lang], "  ", "  ")
        wrapped(("Dit : " if fr else "Tells: ") + one.can[lang], "  ", "  ")
        wrapped(("Ne dit pas : " if fr else "Cannot tell: ") + one.cannot[lang], "  ", "  ")
        passed = ("peut être transmis" if fr else "may be passed on") if one.pass_on else ("ne sort pas" if fr else "does not leave")
        asked, late = _every(one.rhythm_minutes, fr), _every(one.delay_minutes, fr)
        told = f"rythme : {asked} ; connu après {late}" if fr else f"worth asking every {asked}; known after {late}"
        wrapped(f"{told}; {passed}; {one.licence}", "  ", "  ")
        for link in given.instruments:
            if link.instrument == one.id:
                _link(link, given, lang)
        write("")
    return 0


def _every(minutes: int, fr: bool) -> str:
    """Minutes in words."""
    for size, en, words in ((1440, "days", "jours"), (60, "hours", "heures")):
        if minutes >= size and minutes % size == 0:
            count = minutes // size
            name = words if fr else en
            return f"{count} {name if count > 1 else name[:-1]}"
    return f"{minutes} min"


def _link(link: "InstrumentLink", problem: "Problem", lang: str) -> None:
    """One link: the indicator, its numbers, and why."""
    name = next((i.name.get(lang, i.name["en"]) for i in problem.indicators if i.id == link.indicator), link.indicator)
    fr = lang == "fr"
    rates = (
        f"{'vu' if fr else 'seen'} {link.hit.low:g}-{link.hit.high:g}, "
        f"{'fausse alerte' if fr else 'false alarm'} {link.false_alarm.low:g}-{link.false_alarm.high:g}, "
        f"{'caché' if fr else 'hidden'} {link.concealed.low:g}-{link.concealed.high:g}"
    )
    wrapped(f"-> {name} ({', '.join(link.measures)}): {rates}; {ambiguity(link, lang)}", "  ", "     ")
    wrapped(link.why.get(lang, link.why["en"]), "     ", "     ")


def ambiguity(link: "InstrumentLink", lang: str) -> str:
    """How far conventional use explains the sign, in words that stand wherever one is shown."""
    low, high = link.dual_use.low, link.dual_use.high
    if lang == "fr":
        return f"compatible avec un usage conventionnel : {low:g} à {high:g}"
    return f"seen so, compatible with conventional use at {low:g} to {high:g}"


def sense(
    *paths: Paths,
    format: Annotated[str | None, Parameter(help="The instrument, where its bytes do not tell it.")] = None,
    problem: ProblemId = None,
    as_of: AsOf = None,
    lang: Shown = "en",
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """What feeds of instruments measured, and what it says of indicators; of files with nothing stored, or of the workspace."""
    from tocsin.engine import clock, declarations, inputs, sensing, store

    if paths:
        declared = declarations.load(problem) if problem else store.declared(workspace)
        found = sensing.from_files(paths, declared, format, clock.moment(as_of, "end") if as_of else None)
    else:
        given = inputs.from_workspace(workspace, as_of)
        declared, found = given.declared, sensing.shown_of(given)
    if json:
        print_json(found)
    else:
        _show(found, declared.problem, lang)
    return inputs.status(found.refusals, say)


def _show(found: "Found", problem: "Problem", lang: str) -> None:
    fr = lang == "fr"
    if found.synthetic:
        write("SYNTHETIC" if not fr else "SYNTHÉTIQUE")
    if not found.measured and not found.watched:
        write("Aucun instrument n'a rien dit." if fr else "No instrument has told anything.")
        return
    rows = [
        (o.indicator, o.place.name if o.place else "", _when(o.t_start), f"{o.value:.4g} {o.unit or ''}".strip())
        for o in sorted(found.measured, key=lambda o: (o.t_start or o.t_known, o.indicator))[-ROWS:]
    ]
    if rows:
        head = ("mesure", "lieu", "début (UTC)", "valeur") if fr else ("measure", "place", "begins (UTC)", "value")
        table(rows, head, (24, 34, 16, 0))
    else:
        write("Rien n'a été vu là où l'on regardait." if fr else "Nothing was seen where somebody looked.")
    if len(found.measured) > len(rows):
        more = len(found.measured) - len(rows)
        write(f"... et {more} plus anciennes (--json)" if fr else f"... and {more} earlier ones (--json)")
    write("")
    _watched(found.watched, fr)
    write("")
    _said(found, problem, lang)


def _when(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def _watched(records: "tuple[Coverage, ...]", fr: bool) -> None:
    """Who was looking: by measure how many records say watched, not watched, broken; and why not."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    why: dict[str, Counter[str]] = defaultdict(Counter)
    for one in records:
        counted[one.indicator][one.status] += 1
        if one.why:
            why[one.indicator][one.why] += 1
    rows = [
        (name, seen["watched"], seen["not-watched"], seen["broken"], "; ".join(reason for reason, _ in why[name].most_common(2)))
        for name, seen in sorted(counted.items())
    ]
    head = ("mesure", "observé", "pas observé", "panne", "remarques") if fr else ("measure", "watched", "not watched", "broken", "remarks")
    table(rows, head, (24, 8, 11, 7, 0))


def _said(found: "Found", problem: "Problem", lang: str) -> None:
    """What it says of indicators: the signs, with how far conventional use explains them, and the days watched in silence."""
    fr = lang == "fr"
    names = {one.id: one.name.get(lang, one.name["en"]) for one in problem.indicators}
    links = {(one.instrument, one.indicator): one for one in problem.instruments}
    signs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for sign in found.indicated:
        p = "" if sign.p_null is None else f" (p {sign.p_null:.2g})"
        where = f" {sign.place.name}" if sign.place is not None else ""
        signs[sign.source, sign.indicator].append(f"{_when(sign.t_start)[:10]}{where}{p}")
    silent: Counter[tuple[str, str]] = Counter()
    unseen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for day in found.covered:
        if day.status == "watched":
            silent[day.source, day.indicator] += 1
        else:
            unseen[day.source, day.indicator][day.why or day.status] += 1
    keys = sorted({*signs, *silent, *unseen})
    if not keys:
        write("Ce problème ne relie ces mesures à aucun indicateur." if fr else "The problem links these measures to no indicator.")
    for key in keys:
        source, indicator = key
        link = links.get(key)
        wrapped(f"{source} -> {names.get(indicator, indicator)}" + (f"; {ambiguity(link, lang)}" if link is not None else ""), "", "  ")
        if signs[key]:
            wrapped(("signes : " if fr else "signs: ") + "; ".join(signs[key][-12:]), "  ", "    ")
        looked = silent[key] - len(signs[key])
        said = f"jours observés sans signe : {max(0, looked)}" if fr else f"days watched without a sign: {max(0, looked)}"
        write(f"  {said}")
        for why, count in unseen[key].most_common(3):
            wrapped(f"jours sans regard : {count} ({why})" if fr else f"days on which nobody looked: {count} ({why})", "  ", "    ")
