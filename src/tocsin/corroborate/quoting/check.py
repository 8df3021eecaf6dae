"""The check of quotations: each quoted statement beside the transcripts that it may come from."""

from collections.abc import Sequence

from tocsin.corroborate.outlets import Outlets
from tocsin.corroborate.quoting import across, aligned, findings, transcripts
from tocsin.corroborate.quoting.aligned import Aligned
from tocsin.corroborate.quoting.findings import Pair
from tocsin.corroborate.quoting.transcripts import Transcript
from tocsin.corroborate.quoting.words import Words
from tocsin.model import TLP_ORDER, QuoteCheck, QuoteFinding, Reading, Report, Span, Statement
from tocsin.model.declared import SourceProfile
from tocsin.model.quoting import QuoteStatus
from tocsin.read import Reader

SHORTEST = 2
"""words of a quotation that is checked: one word alone is in every speech"""
CLEAR = 8
"""words from which a quotation in its own language is the same whenever it was said"""


def check_all(
    reports: Sequence[Report], readings: Sequence[Reading], sources: Sequence[SourceProfile], reader: Reader
) -> tuple[QuoteCheck, ...]:
    """Every quotation for which a transcript is at hand, in the order of the reports. The order of the input plays no other part."""
    outlets = Outlets(sources, [report.site for report in reports if report.site])
    official = [transcripts.is_transcript(report, outlets) for report in reports]
    held: list[Transcript] = []
    for report, reading, is_one in zip(reports, readings, official, strict=True):
        words = _words(report, reading, reader) if is_one else None
        if words is not None:
            profile = outlets.find(report.site).profile if report.site else None
            held.append(Transcript(words, reading.t_known.date(), profile))
    made: list[QuoteCheck] = []
    if not held:
        return ()
    for report, reading, is_one in zip(reports, readings, official, strict=True):
        quoted = [statement for statement in reading.statements if statement.quoted]
        words = _words(report, reading, reader) if quoted and not is_one else None
        if words is not None:
            for statement in quoted:
                made += check(statement, words, held, reader)
    return tuple(made)


def check(statement: Statement, words: Words, held: Sequence[Transcript], reader: Reader) -> list[QuoteCheck]:
    """The quotations in one statement, each beside the transcript that explains it best; none where no transcript may hold it."""
    own = [item for item in held if transcripts.same_speaker(item, statement.speaker, reader.gazetteer)]
    timely = [item for item in transcripts.nearest(own, words.reading) if transcripts.on_time(item, statement, words.reading)]
    made = []
    for span in _quotations(words, words.seen(statement.content_span)):
        first, last = words.at(span)
        if last - first < SHORTEST:
            continue
        found = [one for item in timely if (one := _beside(statement, words, span, item, reader)) is not None]
        if not found and last - first >= CLEAR:
            untimely = [item for item in own if item not in timely and _same_language(item, words)]
            found = [one for item in untimely if (one := _beside(statement, words, span, item, reader)) is not None]
        if found:
            made.append(max(found, key=lambda one: (one.similarity, -len(one.findings))))
        elif timely:
            made.append(_record(statement, words, span, timely[0], "not-found", why=(f"{len(timely)} transcripts searched",)))
    return made


def _words(report: Report, reading: Reading, reader: Reader) -> Words | None:
    """The report's words; None in a language that is not read."""
    tools = reader.tools(reading.language) if reading.language is not None else None
    if tools is None:
        from tocsin.read import language

        code, _ = language.identify(report.text, report.language)
        tools = reader.tools(code) if code is not None else None
    return Words(report, reading, reader, tools) if tools is not None else None


def _same_language(transcript: Transcript, words: Words) -> bool:
    return transcript.words.tools.grammar.code == words.tools.grammar.code


def _quotations(words: Words, content: Span) -> list[Span]:
    """The quoted words in the content, or the content where it lies inside a quotation; without marks."""
    found: list[Span] = []
    for quote in words.parsed.quotes:
        start, end = max(content[0], quote.inner_start), min(content[1], quote.inner_end)
        if end > start:
            found.append((start, end))
    return found


def _beside(statement: Statement, words: Words, span: Span, transcript: Transcript, reader: Reader) -> QuoteCheck | None:
    """The quotation beside one transcript; None where it is not from there."""
    if not _same_language(transcript, words):
        return _translated(statement, words, span, transcript, reader)
    first, last = words.at(span)
    text = words.view.text
    gaps = sorted({words.at((match.end(), span[1]))[0] - first for match in aligned.GAP.finditer(text, *span)})
    found = aligned.align(words.words[first:last], [gap for gap in gaps if 0 < gap < last - first], transcript.words)
    if found is None:
        return None
    passage = transcript.words.span(found.first, found.last)
    pair = Pair(words, span, transcript.words, passage)
    edits = findings.of_words(pair, first, found)
    seen = [*edits, *findings.of_negation_in_words(pair, found, first)]
    if found.edits:
        seen += [*findings.of_numbers(pair), *findings.of_days(pair)]
    seen += findings.of_condition(pair)
    marked = bool(gaps) and all(edit.kind == "cut" for edit in found.edits)
    why = [f"{found.similarity:.0%} of {last - first} words stand there in this order"]
    if marked and found.edits:
        why.append("the report marks that words are left out")
    return _record(
        statement,
        words,
        span,
        transcript,
        _status(found),
        passage,
        found.similarity,
        [*seen, *_about(pair, statement, transcript, reader)],
        why,
    )


def _status(found: Aligned) -> QuoteStatus:
    if not found.edits:
        return "verbatim"
    return "cut" if all(edit.kind == "cut" for edit in found.edits) else "changed"


def _translated(statement: Statement, words: Words, span: Span, transcript: Transcript, reader: Reader) -> QuoteCheck | None:
    found = across.find(words, span, transcript.words)
    if found is None:
        return None
    pair = Pair(words, span, transcript.words, found.span)
    seen = [
        *findings.of_numbers(pair),
        *findings.of_days(pair),
        *findings.of_names(pair),
        *findings.of_negation(pair),
        *findings.of_condition(pair),
        *findings.of_length(pair),
        *_about(pair, statement, transcript, reader),
    ]
    what = ", ".join(feature.partition(":")[2] for feature in found.shared)
    return _record(statement, words, span, transcript, "translated", found.span, found.similarity, seen, [f"both have {what}"])


def _about(pair: Pair, statement: Statement, transcript: Transcript, reader: Reader) -> list[QuoteFinding]:
    """Whose words the transcript says they are, and whether they were said long before."""
    made = []
    label = transcripts.other_speaker(transcript, pair.passage[0], statement.speaker, reader.gazetteer)
    if label is not None:
        made.append(pair.finding("speaker", None, label))
    if not transcripts.on_time(transcript, statement, pair.quote.reading):
        made.append(QuoteFinding(kind="older", was=transcript.day.isoformat()))
    return made


def _record(
    statement: Statement,
    words: Words,
    span: Span,
    transcript: Transcript,
    status: QuoteStatus,
    passage: Span | None = None,
    similarity: float = 0.0,
    seen: Sequence[QuoteFinding] = (),
    why: Sequence[str] = (),
) -> QuoteCheck:
    report = transcript.words.report
    unique = list(dict.fromkeys(seen))
    return QuoteCheck(
        statement=statement.id,
        report=words.report.id,
        span=words.original(span),
        words=words.said(span),
        transcript=report.id,
        publisher=transcript.profile.name if transcript.profile is not None else report.site,
        status=status,
        passage=transcript.words.original(passage) if passage is not None else None,
        original=transcript.words.said(passage) if passage is not None else None,
        similarity=similarity,
        findings=tuple(unique),
        why=tuple(why),
        tlp=max(words.report.tlp, report.tlp, key=TLP_ORDER.index),
        synthetic=words.report.synthetic or report.synthetic,
    )
