"""Commands about images: change."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from tocsin.cli.options import AsOf, Json, ProblemId, Seed, Shown, Workspace
from tocsin.cli.output import print_json, say, table, wrapped, write
from tocsin.cli.plotting import Plot
from tocsin.errors import UsageError

if TYPE_CHECKING:
    from tocsin.cli.labels import Lang
    from tocsin.model.imagery import Acquired, Changes, DateChange, SiteChange
    from tocsin.warn.drawing import Picture

LARGEST_ALPHA = 0.5
SIMULATED = "invented=0,0"
REFUSED = 1
MOST_AVERAGED = 50


def register(app: App) -> None:
    """Add this group's commands."""
    app.command(change)


def change(
    catalogue: Annotated[
        Path, Parameter(help="Folder of a static STAC catalogue; or the id of a service that the workspace lists (imagery: in tocsin.yml).")
    ],
    *sites: Annotated[
        str, Parameter(help="Places: ids of the problem, or NAME=LAT,LON at 0.1 degree. Default: every place of the problem that is shown.")
    ],
    alpha: Annotated[
        float, Parameter(help="False alarms a pixel and date, e.g. 0.01; refused where the controls cannot resolve it.")
    ] = 0.01,
    control: Annotated[
        tuple[str, ...], Parameter(help="LAT,LON of a control area, several times; else the eight cells beside the place.")
    ] = (),
    kind: Annotated[Literal["radar", "optical"] | None, Parameter(help="Only images of this kind.")] = None,
    method: Annotated[
        Literal["cva", "irmad"],
        Parameter(help="For optical images: robust change vectors, or IR-MAD. Radar is compared by the omnibus test."),
    ] = "cva",
    since: Annotated[
        str | None,
        Parameter(help="Watch from this date on; nothing is held to have changed before it. Default: the second half of the dates."),
    ] = None,
    begin: Annotated[str | None, Parameter(name="--from", help="Leave images before this date out.")] = None,
    looks: Annotated[float | None, Parameter(help="Equivalent looks of radar images; estimated on the controls where not given.")] = None,
    average: Annotated[
        int, Parameter(help="Average blocks of so many by so many pixels first: radar shows smaller differences, and no small things.")
    ] = 1,
    out: Annotated[Path | None, Parameter(help="Write quick-looks into this folder: before, after, flagged; without georeference.")] = None,
    plot: Plot = None,
    keep: Annotated[bool, Parameter(negative="", help="Keep what was seen and found in the workspace's ledger.")] = False,
    bring: Annotated[
        Path | None,
        Parameter(
            help="With a service: bring its images into this folder, to be compared from there; of large ones the part around the places."
        ),
    ] = None,
    simulate: Annotated[
        bool, Parameter(negative="", help="First draw a SYNTHETIC catalogue into the folder, which must be new or empty.")
    ] = False,
    seed: Seed = 0,
    as_of: AsOf = None,
    lang: Shown = "en",
    json: Json = False,
    workspace: Workspace = None,
    problem: ProblemId = None,
) -> int:
    """Say what changed at places between images, at a false-alarm rate that was measured on control areas and reference dates."""
    from tocsin.cli import plotting
    from tocsin.cli.changing_labels import label
    from tocsin.engine import acquiring, clock, imaging

    if not 0 < alpha <= LARGEST_ALPHA:
        raise UsageError(f"--alpha {alpha:g} is no rate", todo=f"above 0, at most {LARGEST_ALPHA}")
    if looks is not None and not 1 <= looks <= 1000:
        raise UsageError(f"--looks {looks:g} is no number of looks", todo="1 to 1,000")
    if not 1 <= average <= MOST_AVERAGED:
        raise UsageError(f"--average {average} is no size of a block", todo=f"1 to {MOST_AVERAGED} pixels a side")
    plotting.check(plot)
    if simulate:
        path = imaging.simulate(catalogue, seed)
        say(label("written", lang, path=path, folder=catalogue, place=SIMULATED))
        sites = sites or (SIMULATED,)
    start = clock.moment(begin, "start") if begin else None
    service = None if catalogue.exists() else acquiring.service(str(catalogue), workspace)
    if service is not None:
        from tocsin.cli import acquiring as listing

        listed = acquiring.acquired(service, sites, kind=kind, begin=start, as_of=as_of, bring=bring, workspace=workspace, problem=problem)
        kept = acquiring.keep(listed, workspace) if keep else None
        if json:
            print_json(listed)
        else:
            listing.show(listed, lang)
        return _ended(listed, kept, lang, json)
    asked = imaging.Asked(
        alpha=alpha,
        kind=kind,
        method=method,
        since=clock.moment(since, "start") if since else None,
        begin=start,
        controls=control,
        looks=looks,
        average=average,
        out=out,
    )
    found = imaging.compare(catalogue, sites, asked, workspace, problem, as_of)
    kept = imaging.keep(found, workspace) if keep else None
    if json:
        print_json(found)
    else:
        _show(found, lang)
    if plot is not None:
        plotting.save(plot, _picture(found.sites[0], lang))
    return _ended(found, kept, lang, json)


def _ended(found: "Changes | Acquired", kept: int | None, lang: "Lang", json: bool) -> int:
    """Say what was kept and what was refused; the exit status."""
    from tocsin.cli.changing_labels import label

    if kept is not None and not json:
        write(label("kept", lang, count=kept))
    for one in found.refused:
        say(f"refused {one.where}: {one.what} ({one.todo})")
    return REFUSED if found.refused else 0


def _show(found: "Changes", lang: "Lang") -> None:
    from tocsin.cli.changing_labels import label

    if any(site.synthetic for site in found.sites):
        write(label("synthetic", lang))
    for site in found.sites:
        write("")
        _site(site, lang)
    for one in found.skipped:
        wrapped(label("skipped", lang, name=one.place.name, why=one.why))
    write("")
    wrapped(label("foot", lang))


def _site(site: "SiteChange", lang: "Lang") -> None:
    """One place: a head, a row a date, and what the rates rest on."""
    from tocsin.cli.changing_labels import label
    from tocsin.warn.words import number

    rates = site.calibration
    said = label(
        "head",
        lang,
        name=site.place.name,
        kind=label(site.kind, lang),
        bands=", ".join(site.bands),
        dates=len(site.dates),
        first=f"{site.dates[0].acquisition.t:%Y-%m-%d}",
        last=f"{site.dates[-1].acquisition.t:%Y-%m-%d}",
    )
    wrapped(said + (f"; {label('looks', lang, looks=number(site.looks, lang, 1))}" if site.looks is not None else ""))
    radar = site.series_alpha is not None
    head = [label(key, lang) for key in ("date", "seen", "changed", *(["began"] if radar else []), "p", "what")]
    rows = [
        [
            f"{date.acquisition.t:%Y-%m-%d}",
            _share(date.clear, lang, 0),
            _share(date.changed, lang),
            *([_share(date.began, lang)] if radar else []),
            "" if date.p_null is None else _short(date.p_null, lang),
            _what(date, site, lang),
        ]
        for date in site.dates
    ]
    table(rows, head, [10, 5, 8, *([8] if radar else []), 6, 60])
    watched = sum(1 for date in site.dates if date.changed is not None)
    if rates.on_control is not None:
        wrapped(
            label(
                "rate",
                lang,
                alpha=_short(site.alpha, lang),
                pixels=number(rates.control_pixels, lang),
                cells=rates.control_cells,
                mean=_short(rates.on_control.mean, lang),
                low=_short(rates.on_control.low, lang),
                high=_short(rates.on_control.high, lang),
            )
        )
    own = rates.on_reference
    if own is None:
        wrapped(label("no-own", lang))
    else:
        wrapped(label("own", lang, dates=own.parts, mean=_short(own.mean, lang), low=_short(own.low, lang), high=_short(own.high, lang)))
    if rates.nominal is not None:
        wrapped(label("nominal", lang, nominal=_short(rates.nominal, lang)))
    if site.at_least_once is not None:
        wrapped(label("many", lang, dates=watched, once=_short(site.at_least_once, lang)))
    if radar and site.series_changed is not None:
        measured = "-" if site.series_measured is None else _short(site.series_measured.mean, lang)
        wrapped(label("series", lang, alpha=_short(site.alpha, lang), mean=measured, share=_share(site.series_changed, lang)))
    nulls = max((date.nulls for date in site.dates), default=0)
    if nulls:
        wrapped(label("p-note", lang, nulls=nulls, least=_short(1 / (1 + nulls), lang)))
    wrapped(label("smallest", lang, smallest=_short(rates.smallest, lang)))
    if site.images:
        wrapped(label("images", lang, names=", ".join(site.images)))


def _share(share: float | None, lang: "Lang", places: int = 2) -> str:
    """`3.86%`, `3,86 %`; nothing for None."""
    from tocsin.warn.words import number

    return "" if share is None else number(100 * share, lang, places) + ("%" if lang == "en" else "\u202f%")


def _short(value: float, lang: "Lang") -> str:
    """Two significant digits, as the language writes them."""
    plain = f"{value:.2g}"
    return plain if lang == "en" else plain.replace(".", ",")


def _what(date: "DateChange", site: "SiteChange", lang: "Lang") -> str:
    """A date's part in the comparison, in words."""
    from tocsin.cli.changing_labels import label
    from tocsin.sense.change.parting import ENOUGH_CLEAR

    if date.clear < ENOUGH_CLEAR:
        return label("clouded", lang)
    if date.acquisition.t in site.baseline:
        return label("baseline", lang)
    if date.reference:
        return label("reference", lang)
    if date.changed is None:
        return label("untold", lang)
    if date.p_null is None or not date.nulls:
        return ""
    return label("unusual", lang, beaten=round((1 - date.p_null) * (1 + date.nulls)), nulls=date.nulls)


def _picture(site: "SiteChange", lang: "Lang") -> "Picture":
    from tocsin.cli.changing_labels import label
    from tocsin.warn.brief import marking
    from tocsin.warn.drawing import Frame, Level, Line, Point, Scale, chart

    points = [Point(date.acquisition.t, date.changed) for date in site.dates if date.changed is not None]
    title = label("plot", lang, name=site.place.name)
    frame = Frame(title, f"{title}; {label('foot', lang)}", marking("clear", site.synthetic), lang=lang, note=label("foot", lang))
    lines = [Line(label("changed", lang), points)]
    return chart(frame, lines, scale=Scale("chance", said=label("share", lang)), levels=[Level(label("stated", lang), site.alpha)])
