"""The command that tells unusual counts: series."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from tocsin.cli import plotting
from tocsin.cli.options import AsOf, Json, Paths, Shown, Workspace
from tocsin.cli.output import print_json, say, write
from tocsin.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from tocsin.engine.counting import Counted

REFUSED = 1
MOST_SAID = 5
"""refused lines that are said one by one"""


def register(app: App) -> None:
    """Add this group's commands."""
    app.command(series)


def series(
    *paths: Paths,
    indicator: Annotated[str | None, Parameter(help="The ledger's statements a day on this indicator.")] = None,
    source: Annotated[str | None, Parameter(help="The ledger's reports a day of this source (its id or site).")] = None,
    instrument: Annotated[str | None, Parameter(help="What this instrument measured, by thing measured and place.")] = None,
    begins: Annotated[str | None, Parameter(name="--from", help="Tell of days from here on; earlier ones are still learnt from.")] = None,
    ends: Annotated[str | None, Parameter(name="--to", help="Leave out what is later.")] = None,
    side: Annotated[Literal["up", "down", "either"], Parameter(help="What is unusual: more than expected, less, or either.")] = "up",
    country: Annotated[str | None, Parameter(help="Whose public holidays are days of their own, e.g. ua.")] = None,
    holiday: Annotated[tuple[str, ...], Parameter(help="A further holiday, YYYY-MM-DD; may be given several times.")] = (),
    events: Annotated[bool, Parameter(negative="", help="Each row of the table is one event: count them by day.")] = False,
    zero: Annotated[bool, Parameter(negative="", help="Days that are not listed are zeros (else nobody looked).")] = False,
    date_column: Annotated[str | None, Parameter(help="Column of dates, where its name does not say so.")] = None,
    value_column: Annotated[str | None, Parameter(help="Column of values.")] = None,
    series_column: Annotated[str | None, Parameter(help="Column that tells series apart.")] = None,
    as_of: AsOf = None,
    plot: plotting.Plot = None,
    lang: Shown = "en",
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Say which counts are unusual against their own past: how unusual, since when, and whether a second opinion agrees."""
    from tocsin.engine import clock, counting
    from tocsin.sense.series.tables import Columns

    plotting.check(plot)
    if bool(paths) == any(one is not None for one in (indicator, source, instrument)):
        raise UsageError("name what to count", todo="a table, or --indicator, --source, --instrument of a workspace")
    first = clock.moment(begins, "start").date() if begins else None
    last = clock.moment(ends, "end").date() if ends else None
    days_off = [clock.moment(one, "start").date() for one in holiday]
    if paths:
        counted = counting.from_files(paths, columns=Columns(date_column, value_column, series_column), events=events, zero=zero)
    else:
        moment = clock.moment(as_of, "end") if as_of else clock.now()
        if instrument is not None:
            if source is not None:
                raise UsageError("an instrument is its own source", todo="leave --source out")
            counted = counting.from_instrument(workspace, moment, instrument, indicator)
        else:
            counted = counting.from_ledger(workspace, moment, indicator=indicator, source=source)
    return _told(counted, first, last, side, country, days_off, plot, lang, json)


def _told(
    counted: "Counted",
    first: "date | None",
    last: "date | None",
    side: Literal["up", "down", "either"],
    country: str | None,
    days_off: "list[date]",
    plot: Path | None,
    lang: Literal["en", "fr"],
    json: bool,
) -> int:
    from tocsin.engine import counting
    from tocsin.warn import counted as page

    found = counting.judged(counted, last=last, side=side, country=country, days_off=days_off)
    if json:
        shown = [counting.from_day(one, first) for one in found]
        print_json({"looked": counted.looked, "refused": list(counted.refused), "series": shown})
    else:
        write(page.table(found, counted.looked, lang, first, counted.tlp, counted.synthetic))
    if plot is not None:
        plotting.save(plot, page.picture(found, lang, counted.tlp, counted.synthetic))
    for line in counted.refused[:MOST_SAID]:
        say(f"refused {line}")
    if (left := len(counted.refused) - MOST_SAID) > 0:
        say(f"refused {left:,} more rows (--json has them)")
    return REFUSED if counted.refused else 0
