"""Commands about single sources: their files checked, their addresses tried, a new one declared from its address."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from tocsin.cli.options import Json, Workspace
from tocsin.cli.output import print_json, table, wrapped, write
from tocsin.errors import ConfigError, UsageError

Kind = Literal["agency", "outlet", "aggregator", "blog", "channel", "office", "ministry", "institute", "instrument", "official-text"]
SOME_REFUSED = 1


def check(
    *names: Annotated[str, Parameter(help="A folder of source files; with --online, ids of sources. All shipped ones where not given.")],
    online: Annotated[bool, Parameter(negative="", help="Ask every address once, and say what it brought.")] = False,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Check source files: every mistake at once. With --online, ask their addresses, politely, and say what was found."""
    from tocsin.library import sources

    if online:
        return _online(names, json, workspace)
    if len(names) > 1:
        raise UsageError("one folder is checked at a time", where=names[1], todo="name one folder; ids of sources go with --online")
    folder = Path(names[0]) if names else None
    mistakes = sources.check(folder)
    if json:
        print_json({"folder": str(folder) if folder else None, "mistakes": mistakes})
        return ConfigError.exit_status if mistakes else 0
    if mistakes:
        raise ConfigError(list(mistakes))
    write("no mistake found")
    return 0


def _online(names: tuple[str, ...], json: bool, workspace: Path | None) -> int:
    from tocsin.engine import sourcing

    checked = sourcing.check_online(names, workspace)
    bad = [one for one in checked if one.found.outcome != "new"]
    if json:
        print_json({"checked": checked})
        return SOME_REFUSED if bad else 0
    rows = []
    for one in checked:
        found = one.found
        rate = "" if found.per_day is None else f"{found.per_day:.3g}"
        newest = "" if found.newest is None else f"{found.newest:%Y-%m-%d %H:%M}"
        rows.append(
            (
                one.source,
                "came" if found.outcome == "new" else found.reason or found.outcome,
                str(found.reports),
                newest,
                rate,
                " ".join(found.languages),
            )
        )
    table(rows, ("source", "result", "reports", "newest (UTC)", "a day", "language"), (20, 9, 7, 16, 6, 0))
    for one in checked:
        for remark in one.remarks:
            wrapped(f"{one.source}: {remark} [{one.poll.url}]", "", "  ")
    write(f"{len(checked)} addresses asked, {len(checked) - len(bad)} answered with something to read")
    return SOME_REFUSED if bad else 0


def add(
    url: Annotated[str, Parameter(help="Of the site or its feed.")],
    *,
    id: Annotated[str | None, Parameter(help="Id of the source; made of the host where not given.")] = None,
    name: Annotated[str | None, Parameter(help="Its name; the feed's own where not given.")] = None,
    kind: Annotated[Kind, Parameter(help="What it is.")] = "outlet",
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Find the feed of a site and write the file of a new source into the workspace, to be read through and judged."""
    from tocsin.engine import sourcing

    added = sourcing.add(url, workspace, id, name, kind)
    if json:
        print_json(added)
        return 0
    best = added.found[0]
    rate = "" if best.per_day is None else f", about {best.per_day:.3g} a day"
    write(f"{added.path}: {best.url} holds {best.reports} reports{rate}" + (f", in {best.languages[0]}" if best.languages else ""))
    for other in added.found[1:]:
        write(f"also there: {other.url} ({other.reports} reports)")
    write("Next: read the file through, and judge the source (reliability, originates, why).")
    return 0
