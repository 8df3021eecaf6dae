"""Commands that write the brief: brief, in four formats and three forms, and demo."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from tocsin.cli import plotting
from tocsin.cli.judging import hint
from tocsin.cli.options import AsOf, Draws, Lang, Paths, ProblemId, Seed, Workspace
from tocsin.cli.output import print_json, say, write
from tocsin.errors import UsageError

if TYPE_CHECKING:
    from tocsin.model import Brief

DEFAULT_DRAWS = 4000
Format = Literal["text", "html", "pdf", "json"]
ENDINGS: dict[str, Format] = {".html": "html", ".htm": "html", ".pdf": "pdf", ".json": "json"}
"""any other ending is text"""


def register(app: App) -> None:
    """Add this group's commands."""
    for command in (brief, demo):
        app.command(command)


def brief(
    *paths: Paths,
    as_of: AsOf = None,
    since: Annotated[
        str | None,
        Parameter(
            help="Say what changed since this moment: a date means its start. A flash or handover: of the last 12 hours where not given."
        ),
    ] = None,
    form: Annotated[
        Literal["daily", "flash", "handover"],
        Parameter(help="daily: the whole; flash: one page on what has just happened; handover: what the next watch must know."),
    ] = "daily",
    lang: Lang = "en",
    format: Annotated[
        Format | None, Parameter(help="text, html, pdf (needs the extra pdf) or json; else by the ending of --output.")
    ] = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"], help="Write here instead of standard output.")] = None,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = 0,
    workspace: Workspace = None,
    problem: ProblemId = None,
) -> int:
    """Write the warning brief: key judgements first, every sentence down to the words it rests on."""
    from tocsin.engine import briefing, clock, inputs

    chosen = _format(format, output)
    given = inputs.take(paths, problem, workspace, as_of)
    hint(given)
    begun = clock.moment(since, "start") if since else None
    composed = briefing.brief(given, lang, since=begun, draws=draws, seed=seed, form=form, stored=not paths, workspace=workspace)
    _deliver(composed, chosen, output)
    return inputs.status(given.refusals, say)


def demo(
    directory: Annotated[Path, Parameter(help="Where the workspace is made.")] = Path("tocsin-demo"),
    *,
    lang: Lang = "en",
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = 0,
) -> int:
    """Do the main job on the shipped sample (SYNTHETIC): make a workspace, read, judge, print the brief."""
    from tocsin.engine import briefing, inputs, sample, store

    prepared = sample.prepare(directory)
    given = store.load(directory, prepared.as_of)
    _deliver(briefing.brief(given, lang, since=prepared.since, draws=draws, seed=seed, workspace=directory), "text", None)
    say(sample.next_steps(directory, prepared))
    return inputs.status(prepared.taken.refusals, say)


def _format(asked: Format | None, output: Path | None) -> Format:
    """The format, and before the work what would stop it at the end."""
    chosen = asked or (ENDINGS.get(output.suffix.lower(), "text") if output is not None else "text")
    if output is not None:
        plotting.writable(output)
    if chosen == "pdf":
        if output is None and sys.stdout.isatty():
            raise UsageError("a PDF is nothing for a terminal", todo="name a file: -o brief.pdf")
        plotting.typesetter()
    return chosen


def _deliver(composed: "Brief", form: Format, output: Path | None) -> None:
    from tocsin.warn import html, pdf, render

    if output is None and form == "json":
        print_json(composed)
    elif output is None and form == "pdf":
        sys.stdout.buffer.write(pdf.document(composed))
        sys.stdout.buffer.flush()
    elif form == "pdf" and output is not None:
        _keep(output, pdf.document(composed))
    else:
        body = html.page(composed) if form == "html" else render.json(composed) if form == "json" else render.text(composed)
        if output is None:
            write(body)
        else:
            _keep(output, (body if body.endswith("\n") else body + "\n").encode())


def _keep(output: Path, content: bytes) -> None:
    plotting.keep(output, content)
    say(f"brief written to {output}")
