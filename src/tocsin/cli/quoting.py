"""How checked quotations are printed for people."""

from collections.abc import Sequence
from pathlib import Path

from tocsin.cli.output import wrapped, write
from tocsin.engine import quoting
from tocsin.engine.pipeline import Input
from tocsin.model import QuoteCheck, QuoteFinding

SAYS = {
    "cut": "left out: “{was}”",
    "added": "added: “{words}”",
    "replaced": "“{words}”, was “{was}”",
    "form": "another form: “{words}”, was “{was}”",
    "number": "number: {words}, was {was}",
    "negation": "negation: {words}, was {was}",
    "condition": "the condition is left out: “{was}”",
    "date": "date: {words}, was {was}",
    "name": "name: {words}, was {was}",
    "length": "much shorter than what it translates: something is left out",
    "speaker": "the transcript gives these words to {was}",
    "older": "said on {was}, long before",
}


def show(checks: Sequence[QuoteCheck], given: Input) -> None:
    """Each quotation with its passage and what differs."""
    where = {r.report: r.site or (Path(r.path).name if r.path else r.report[:12]) for r in given.readings}
    for check in checks:
        wrapped(f"{check.status}: {where[check.report]}, beside {check.publisher or where[check.transcript]}", "", "  ")
        wrapped(f"“{check.words}”", "  ", "  ")
        if check.original is not None and check.status != "verbatim":
            wrapped(f"“{check.original}”", "  transcript: ", "  ")
        for finding in check.findings:
            wrapped(said(finding), "  beware, ", "          ")
        wrapped("; ".join(check.why), "  ", "  ")
        write("")
    write(f"{len(checks)} quotations checked beside {len(quoting.transcripts(given))} transcripts")


def said(finding: QuoteFinding) -> str:
    """One difference in words."""
    return SAYS[finding.kind].format(words=finding.words or "nothing", was=finding.was or "nothing")
