"""Commands about what is kept: init, ingest, watch, versions, quarantine, verify, erase."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from tocsin.cli.options import Json, Log, Model, ModelName, Paths, Workspace
from tocsin.cli.output import billed, print_json, rewriting, say, table, wrapped, write
from tocsin.cli.versions import versions
from tocsin.cli.watching import watch
from tocsin.errors import CannotFinish, LedgerError, UsageError

if TYPE_CHECKING:
    from tocsin.engine.progress import Progress, Told

FORMATS = "text, jsonl, feed, html, csv, parquet, telegram, eml, docx, pdf, sitemap, warc, gkg, gdelt-events, clipping, json"
SETS = "omm-json, omm-xml, omm-csv, omm-kvn, tle"
INSTRUMENTS = "adsb, ais, alerts, notams, outages, seismic, thermal"
DEFAULT_PROBLEM = "nuclear-escalation"


def register(app: App) -> None:
    """Add this group's commands."""
    for command in (init, ingest, watch, versions, quarantine, verify, erase):
        app.command(command)


def init(
    directory: Annotated[Path, Parameter(help="Where the workspace is made.")] = Path("tocsin"),
    *,
    problem: Annotated[str, Parameter(help="A shipped warning problem, or the folder of one.")] = DEFAULT_PROBLEM,
    ledger: Annotated[
        str | None,
        Parameter(
            help="Where a team's ledger rests: postgresql://USER@HOST/DATABASE (extra postgres; the password in TOCSIN_LEDGER_PASSWORD)."
            " One that is there already is joined. Else it lies in the folder."
        ),
    ] = None,
) -> int:
    """Make a new workspace: a folder with tocsin.yml, the ledger and the blobs."""
    from tocsin.engine import store

    place = store.create(directory, problem, ledger=ledger)
    if ledger is not None and (rows := store.rows(place)):
        write(f"joined the ledger that {ledger} holds: {rows:,} rows")
    write(f"{directory}: a workspace for {problem}. Next: tocsin -w {directory} ingest FILE... then tocsin brief -w {directory}")
    return 0


def ingest(
    *paths: Paths,
    format: Annotated[
        str | None,
        Parameter(help=f"{FORMATS}, or a plug-in's; of element sets: {SETS}; of instruments: {INSTRUMENTS}. Found out where not given."),
    ] = None,
    columns: Annotated[
        str | None, Parameter(help="For tables, which column holds what: text=body,published=day. Else known by their names.")
    ] = None,
    json: Json = False,
    log: Log = None,
    workspace: Workspace = None,
    model: Model = None,
    model_name: ModelName = None,
) -> int:
    """Take files and addresses into the ledger: text, pages, feeds, tables, archives, instruments. The same twice changes nothing."""
    from tocsin.engine import asking, inputs, sensing
    from tocsin.engine.telemetry import configuring

    configuring.log(log)
    asked = asking.for_workspace(model, model_name, workspace)
    with rewriting() as line:
        taken = sensing.ingest(paths, workspace, format, asked, _columns(columns), None if line is None else _told(line))
    if json:
        print_json(taken)
    else:
        write(f"{taken.new} new, {taken.known} already known, {len(taken.refusals)} refused, {taken.statements} statements read")
        for sets in taken.elements:
            write(
                f"{sets.where}: {sets.sound:,} sound element sets ({sets.format}), {sets.kept:,} of satellites of the sensor catalogue kept"
            )
            if sets.twice:
                write(f"  {sets.twice:,} say again what another of the same satellite and epoch says: the last stands")
            if sets.several:
                write(f"  {sets.several:,} satellites with more than one epoch: the newest that could be known is used")
        if taken.observations or taken.coverage:
            write(
                f"{taken.observations} observations of instruments and {taken.coverage} records of who was looking: tocsin sense shows them"
            )
        if set(taken.formats) - {"text", "jsonl"}:
            write("read as: " + ", ".join(f"{form} {count}" for form, count in taken.formats.items()))
    if taken.bill is not None:
        billed(taken.bill)
    return inputs.status(taken.refusals, say)


def _told(line: Callable[[str], None]) -> "Told":
    """How far an ingest is, on one line that is written over."""

    def told(progress: "Progress") -> None:
        left = progress.left_s
        rest = "" if left is None or progress.part is None else f", {progress.part:.0%}, about {_duration(left)} left"
        line(f"{progress.done:,} reports, {progress.per_second:,.0f} a second{rest}")

    return told


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min" if seconds < 7_200 else f"{seconds / 3_600:.1f} h"


def _columns(given: str | None) -> dict[str, str]:
    """`text=body,published=day` as field -> column. Raises UsageError where a part has no `=`."""
    found = {}
    for part in (given or "").split(","):
        field, mark, column = part.partition("=")
        if part.strip() and not (mark and field.strip() and column.strip()):
            raise UsageError(f"{part.strip()!r} names no column", where="--columns", todo="write text=body,published=day")
        if mark:
            found[field.strip()] = column.strip()
    return found


def quarantine(
    *,
    retry: Annotated[bool, Parameter(negative="", help="Try again what was refused, after a fix; what now passes goes in.")] = False,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Show what was refused and why; the bytes are kept."""
    from tocsin.engine import asking, inputs, retrying, store

    if retry:
        taken = retrying.retry(workspace, asking.for_workspace(None, None, workspace))
        if json:
            print_json(taken)
        else:
            write(f"{taken.new} went in, {taken.known} were already known, {len(taken.refusals)} are refused still")
            if taken.observations or taken.coverage:
                write(f"{taken.observations} observations of instruments and {taken.coverage} records of who was looking went in")
            if taken.elements:
                kept = sum(one.kept for one in taken.elements)
                write(f"{len(taken.elements)} element sets are sound now, {kept} of satellites of the sensor catalogue went in")
        if taken.bill is not None:
            billed(taken.bill)
        return inputs.status(taken.refusals, say)
    held = store.refusals(workspace)
    if json:
        print_json({"refusals": held})
    elif not held:
        write("Nothing is in quarantine.")
    else:
        table(
            [(r.reason, r.size, _end(r.where), f"{r.what} ({r.todo})" if r.todo else r.what) for r in held],
            ("reason", "bytes", "where", "what, and what to do"),
            (14, 9, 30, 0),
        )
    return 0


def _end(where: str) -> str:
    """The last two parts of a path, where it is long: what a person knows the file by. The JSON has it whole."""
    return "/".join(where.split("/")[-2:])[-30:]


def verify(*, json: Json = False, workspace: Workspace = None) -> int:
    """Check the ledger: a changed, missing, reordered or cut-off row, or a time stamp that does not hold, is named (exit 3)."""
    from tocsin.engine import store

    checked = store.verify(workspace)
    if json:
        print_json(checked)
    else:
        for finding in checked.findings:
            write(finding)
        if checked.findings:
            write(f"{len(checked.findings)} findings: the ledger is not what was written")
            if checked.todo:
                write(f"What to do: {checked.todo}")
        else:
            write(f"the ledger is whole: {checked.rows} rows, head {checked.head}")
            if checked.stamps:
                write(f"{checked.stamps} time {'stamp holds' if checked.stamps == 1 else 'stamps hold'}")
    if checked.unchecked:
        say(f"its time stamps were not checked: {checked.unchecked}")
    return LedgerError.exit_status if checked.findings else CannotFinish.exit_status if checked.unchecked else 0


def erase(
    record: Annotated[str | None, Parameter(help="Id of a report or statement, or its first eight letters and more.")] = None,
    *,
    source: Annotated[str | None, Parameter(help="Every report of this source (its id, or a site) instead.")] = None,
    author: Annotated[str | None, Parameter(help="Every report that its input names as this author's instead.")] = None,
    apply: Annotated[bool, Parameter(negative="", help="With --source or --author: do it. Else it is only said what would go.")] = False,
    why: Annotated[str, Parameter(help="The reason; it stays in the ledger.")],
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Destroy a record and what was read from it, for good; the chain still stands, and verify says erased, not damaged."""
    from tocsin.engine import retaining, store

    if sum(one is not None for one in (record, source, author)) != 1:
        raise UsageError("one thing is erased at a time", where="tocsin erase", todo="give an id, or --source, or --author")
    if record is not None:
        gone = store.erase(workspace, record, why)
    else:
        reports = retaining.asked_for(workspace, source, author)
        if not apply:
            for report in reports:
                wrapped(f"{report.id[:16]}  {report.site or report.url or report.path or ''}  {report.title or ''}", "would go: ", "  ")
            say(f"{len(reports)} reports, with all that was read from them; nothing was erased: --apply does it")
            return 0
        gone = retaining.erase_all(workspace, [report.id for report in reports], why)
    if json:
        print_json(gone)
    else:
        write(f"{len(gone.rows)} rows and {len(gone.blobs)} blobs erased")
        for sha256 in gone.shared_blobs:
            write(f"kept, because other records rest on it: blob {sha256}")
        for name in gone.named_in:
            write(f"still named in: {name}")
        say("backups made before this hold it still: bring each up with tocsin backup, or delete it")
    return 0
