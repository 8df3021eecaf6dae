"""Commands for how well it was forecast, and for what happens again and again: score, outcomes."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from tocsin.cli import plotting
from tocsin.cli.options import AsOf, Json, Lang, Workspace
from tocsin.cli.output import print_json, wrapped, write
from tocsin.cli.scoring_labels import SAID

if TYPE_CHECKING:
    from tocsin.engine.outlooks import Look, Outlook
    from tocsin.model.scoring import Lack, Measured, ScoreRow, Skill

WORST = -10
"""skill below which only that is said"""


def register(app: App) -> None:
    """Add this group's commands."""
    for command in (score, outcomes):
        app.command(command)


def score(*, as_of: AsOf = None, plot: plotting.Plot = None, lang: Lang = "en", json: Json = False, workspace: Workspace = None) -> int:
    """Score every forecast that is settled: persons, their pool, the model, third parties; n beside every number, base rates beside."""
    from tocsin.engine import clock, scoring
    from tocsin.warn import scored

    plotting.check(plot)
    found = scoring.report(workspace, clock.moment(as_of, "end") if as_of else None)
    if plot is not None:
        plotting.save(plot, scored.picture(found, lang))
    if json:
        print_json(found)
        return 0
    say = SAID[lang]
    if found.synthetic:
        write("SYNTHETIC")
    if not found.rows:
        write(say["none"])
    realm = None
    for row in found.rows:
        if row.realm != realm:
            realm = row.realm
            write(("" if row is found.rows[0] else "\n") + say[realm].format(day=found.as_of.date()))
        if row.n or (row.about is None and row.horizon is None):
            _row(row, say)
    for note in found.notes:
        wrapped(note)
    if found.synthetic:
        write("SYNTHETIC")
    return 0


def outcomes(
    *,
    as_of: AsOf = None,
    replayed: Annotated[
        bool, Parameter(name="--score", negative="", help="Replay it week by week over what is recorded, and score it.")
    ] = False,
    keep: Annotated[bool, Parameter(name="--keep", negative="", help="Keep the forecasts, so that tocsin score scores them.")] = False,
    lang: Lang = "en",
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Forecast what happens again and again: each declared question with its count, its base rate and what is forecast."""
    from tocsin.engine import clock, outlooks

    moment, say = clock.moment(as_of, "end") if as_of else None, SAID[lang]
    if replayed:
        rows = outlooks.replayed(workspace, moment)
        if json:
            print_json({"rows": rows})
            return 0
        write(say["replayed"])
        for row in rows:
            _row(row, say)
        return 0
    if keep:
        outlooks.keep(workspace, moment)
    found = outlooks.outlooks(workspace, moment)
    if json:
        print_json({"questions": found})
        return 0
    if not found:
        write(say["no-questions"])
        return 0
    for one in found:
        wrapped(f"{one.name.get(lang, one.name['en'])} ({one.id})", "", "    ")
        wrapped("; ".join(_look(one, look, say) for look in one.horizons), "  ", "    ")
        wrapped(say["counted"].format(n=one.count, days=one.days, last=one.last or "-", by=one.resolves), "  ", "    ")
    wrapped(say["base"])
    return 0


def _look(one: "Outlook", look: "Look", say: dict[str, str]) -> str:
    if look.probability is not None:
        rate = look.base_rate
        told = f"{rate.mean:.2f} ({rate.low:.2f} - {rate.high:.2f})" if rate is not None else "-"
        return say["chance"].format(days=look.days, said=f"{look.probability:.2f}", rate=told)
    said = say["range"].format(median=look.median, low=look.low, high=look.high)
    return say["time-said"].format(said=said) if one.kind == "time" else say["number"].format(days=look.days, said=said)


def _row(row: "ScoreRow", say: dict[str, str]) -> None:
    whole = row.about is None and row.horizon is None
    head = f"{row.by}, {say[row.source]}, {say[row.kind]}" if whole else row.about or say["days"].format(days=row.horizon)
    counts = say["counts"].format(n=row.n, happened="" if row.happened is None else say["happened"].format(n=row.happened))
    waiting = "".join(say[name].format(n=n) for name, n in (("open", row.open), ("void", row.void)) if n)
    indent = "" if whole else "  "
    wrapped(f"{head}: {counts}{waiting}", indent, indent + "    ")
    told = [
        f"{name} {_measured(one)}"
        for name, one in (("Brier", row.brier), ("log", row.log), ("CRPS", row.crps), ("AUC", row.auc))
        if one is not None
    ]
    if row.refuted:
        told.append(say["refuted"].format(n=row.refuted))
    if told:
        wrapped("; ".join(told), indent + "  ", indent + "    ")
    if row.skill:
        wrapped(f"{say['skill']} " + "; ".join(_skill(one, say) for one in row.skill), indent + "  ", indent + "    ")
    if row.reliability is not None:
        r = row.reliability
        parts = say["parts"].format(mcb=r.miscalibration, dsc=r.discrimination, unc=r.uncertainty, out=100 * r.outside, n=r.n)
        wrapped(parts, indent + "  ", indent + "    ")
    if whole:
        for lack in row.notes:
            wrapped(_lack(lack, say), indent + "  ", indent + "    ")


def _measured(one: "Measured") -> str:
    return f"{one.mean:.3g}" + (f" ({one.low:.3g} to {one.high:.3g})" if one.low is not None and one.high is not None else "")


def _skill(one: "Skill", say: dict[str, str]) -> str:
    name = say[one.reference]
    if one.skill is None:
        return f"{name} {say['perfect']}"
    ends = f"{_saved(one.low)} to {_saved(one.high)}, " if one.low is not None and one.high is not None else ""
    return f"{name} {_saved(one.skill)} ({ends}n {one.n})"


def _saved(skill: float) -> str:
    """Against a reference that was all but perfect, a skill may be minus thousands, which says no more than this."""
    return f"{skill:+.2f}" if skill >= WORST else f"below {WORST}"


def _lack(one: "Lack", say: dict[str, str]) -> str:
    code = "all-happened" if one.code == "one-sided" and one.n else one.code
    return say[code].format(n=one.n, needed=one.needed)
