"""Quotations of what a command was given, beside the transcripts among it."""

from tocsin.engine.pipeline import Input
from tocsin.model import QuoteCheck


def check(given: Input) -> tuple[QuoteCheck, ...]:
    """Every quotation for which a transcript is at hand, as could be known at `given.as_of`."""
    from tocsin.corroborate.quoting import check_all
    from tocsin.read import Reader

    declared = given.declared
    known = [(report, reading) for report, reading in zip(given.reports, given.readings, strict=True) if reading.t_known <= given.as_of]
    reader = Reader(declared.problem, declared.yardsticks, declared.sources, declared.weights)
    return check_all([report for report, _ in known], [reading for _, reading in known], declared.sources, reader)


def transcripts(given: Input) -> list[str]:
    """Ids of the reports that are transcripts."""
    from tocsin.corroborate.outlets import Outlets
    from tocsin.corroborate.quoting.transcripts import is_transcript

    outlets = Outlets(given.declared.sources, [report.site for report in given.reports if report.site])
    return sorted(report.id for report in given.reports if is_transcript(report, outlets))
