"""The reader: a report in, a reading out. Construction compiles; reading is pure."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from tocsin.collect import furniture
from tocsin.model import Reading, Report, Span
from tocsin.model.declared import Problem, SourceProfile, Yardstick
from tocsin.model.lexicon import Weights
from tocsin.read import carriers, chain, dates, discourse, language, languages, naming, view
from tocsin.read.build import Builder
from tocsin.read.dates import Dates
from tocsin.read.estimates import Estimates
from tocsin.read.grammar import TAGS, Grammar
from tocsin.read.heard import Heard
from tocsin.read.hours import Hours
from tocsin.read.marks import Marker
from tocsin.read.names import Gazetteer
from tocsin.read.places import Places
from tocsin.read.relevance import Relevance
from tocsin.read.sentences import Parsed, Sentence, parse
from tocsin.read.triage import Triage
from tocsin.read.weighing import Scales

KEPT_AT_LEAST = 0.45
"""share of a text that must be left once furniture is out: a page of boxes is no report"""
READ_AT_MOST = 400_000
"""characters of one report that are read; what lies beyond is flagged `cut`"""
PRESENT_DAY = 2
"""days told from the report's own (`Thursday`, `last week`) that bring a piece about the past back to the present"""
GLANCE = 250
"""characters that tell the language of a report that is dropped: few, for most reports of the world are"""
LINE = 300
"""characters of a first line in which a label is looked for"""
APART_BEFORE, APART_BEHIND = re.compile(r"(?:^|[\[(|/:—–-])\s*$"), re.compile(r"\s*(?:$|[\])|/:—–.]|- )")
"""what stands around a label"""


class Tools(NamedTuple):
    """What reading in one language needs."""

    grammar: Grammar
    relevance: Relevance
    estimates: Estimates
    dates: Dates
    hours: Hours
    marker: Marker


class Reader:
    """Reads reports for one warning problem."""

    def __init__(
        self, problem: Problem, yardsticks: Sequence[Yardstick], sources: Sequence[SourceProfile], weights: Weights | None = None
    ) -> None:
        self.problem = problem
        self.scales = Scales(weights) if weights is not None else None
        self.gazetteer = Gazetteer(problem, sources)
        self.triage = Triage(problem)
        self._places = Places(problem, self.gazetteer.entities)
        self._yardsticks = tuple(yardsticks)
        self._tools: dict[str, Tools] = {}

    def tools(self, code: str) -> Tools | None:
        """What reading in a language needs; None for a language that is not read."""
        if not languages.known(code):
            return None
        if code not in self._tools:
            grammar = languages.grammar(code)
            self._tools[code] = Tools(
                grammar,
                Relevance(self.problem, grammar),
                Estimates(grammar, self._yardsticks),
                Dates(grammar, self.problem),
                Hours(grammar),
                Marker(grammar),
            )
        return self._tools[code]

    def read(self, report: Report) -> Reading:
        """All that can be read out of `report`. Never raises for any text; what could not be read is said in `flags`."""
        if not self.keeps(report.title, report.text):
            return self._dropped(report)
        made = view.view(report.text[:READ_AT_MOST])
        code, flags = language.identify(made.text, report.language)
        tools = self.tools(code) if code is not None else None
        noted = [*report.flags, *flags, *(("cut",) if len(report.text) > READ_AT_MOST else ())]
        if tools is None:
            return self._bare(report, code, [*noted, "language-not-read"])
        parsed = parse(made.text, tools.grammar)
        names, others = naming.listed(parsed, self.gazetteer, code)
        credits = chain.credits(parsed, tools.grammar)
        noted += sorted({flag for quote in parsed.quotes for flag in quote.flags})
        # Lines of a page with tags are no lines of text: there, what surrounds the article is looked for in what is shown.
        boxes = (
            tuple(made.original(*span) for span in furniture.find(made.text))
            if made.markup
            else report.furniture or furniture.find(report.text[:READ_AT_MOST])
        )
        boxed = _back(made, boxes, parsed)
        title = view.view(report.title or "").text.lower()
        left_out = _joined([*credits.skipped, *boxed])
        body = _without(parsed.lower, left_out)
        bearing = tools.relevance.scan(parsed.lower).without([(name.start, name.end) for name in others], parsed.lower)
        whens = tools.dates.find(parsed.lower)
        day, day_from = tools.dates.report_day(report.published_at, whens, parsed, names)
        whens = tools.dates.resolve(whens, day, parsed.lower)
        finders = tools.grammar.finders
        opening = f"{title}\n{parsed.lower[:160]}"
        for flag, found in (
            ("op-ed", finders["opinion"].search(opening)),
            ("satire", finders["satire"].search(f"{title}\n{report.site or ''}".lower()) or _labelled(finders["satire"], parsed.lower)),
            ("correction", finders["correction"].search(opening)),
        ):
            if found is not None:
                noted.append(flag)
        if credits.translated:
            noted.append("machine-translation")
        marked = tuple(sorted({*boxes, *made.markup, *(made.original(*span) for span in credits.furniture)}))
        actors = len(names) + sum(1 for tag in parsed.tags if tag & TAGS["national"])
        told = bearing.without(left_out, body)
        relevant = tools.relevance.weighs(told, title, actors) and (
            body == parsed.lower or sum(map(str.isalpha, body)) > sum(map(str.isalpha, parsed.lower)) * KEPT_AT_LEAST
        )
        present = sum(1 for when in whens if when.value and when.kind in ("weekday", "offset", "day", "week")) >= PRESENT_DAY
        years = [when.value for when in whens if when.value and when.kind in ("exact", "year")]
        lead = next(((item.start, item.end) for item in parsed.sentences), (0, 0))
        dated = any(lead[0] <= when.start < lead[1] and when.value in years for when in whens)
        if relevant and not present and tools.relevance.history_only(body, years, (0, 0) if dated else lead, bearing):
            relevant = False
            noted.append("history")
        everything = naming.complete(parsed, tools.grammar, names, self._places) if relevant else naming.only(names)
        heard = Heard(parsed, tools.grammar, self.gazetteer, names, tools.relevance, bearing, report.site or "")
        builder = Builder(
            report,
            made,
            parsed,
            tools.grammar,
            self.gazetteer,
            names,
            everything,
            tools.relevance,
            bearing,
            tools.estimates,
            tools.dates,
            tools.hours,
            whens,
            day,
            noted,
            credits,
            tools.marker,
            self.scales if self.scales is not None and code in self.scales.languages else None,
        )
        statements = []
        cited = carriers.NONE
        if relevant:
            skipped = left_out
            drafts = []
            heard.author = builder.author()
            discourse.prepare(heard)
            for number, sentence in enumerate(parsed.sentences):
                kept = _kept(parsed, sentence, skipped)
                if kept is not None:
                    drafts += discourse.drafts(heard, number, kept)
            near = (*credits.carriers, *((credits.signed,) if credits.signed else ()))
            named = (*heard.outlets, *chain.cited(parsed))
            cited = carriers.cited(parsed, tools.grammar, names, named, skipped, report.site, near)
            statements = builder.statements(drafts, cited)
        else:
            noted.append("irrelevant")
        hands = chain.chain(
            credits, cited.handed, [name for name in cited.found if name != report.site], report.site, tools.grammar, cited.known
        )
        t_known = report.published_at or (dates.end_of(day.isoformat()) if day is not None else report.collected_at)
        return Reading(
            report=report.id,
            source_id=report.source_id,
            path=report.path,
            language=code,
            title=report.title,
            site=report.site,
            published_at=report.published_at,
            resolved_date=day.isoformat() if day is not None else None,
            resolved_from=day_from,
            t_known=t_known,
            chain=hands,
            furniture=marked,
            statements=tuple(statements),
            names=everything.within((0, len(parsed.text)), report.text, made),
            flags=tuple(dict.fromkeys(noted)),
            tlp=report.tlp,
            synthetic=report.synthetic,
        )

    def keeps(self, title: str | None, text: str) -> bool:
        """Triage keeps the report, or what it is once entities, tags and invisible letters are out, where it holds any."""
        title, text = title or "", text[:READ_AT_MOST]
        return self.triage.keeps(f"{title}\n{text}") or (view.disguised(text) and self.triage.keeps(f"{title}\n{view.view(text).text}"))

    def _dropped(self, report: Report) -> Reading:
        """The reading of a report that triage dropped. One in a language that is not read may be anything, and says so."""
        code, flags = language.identify(report.text[:GLANCE], report.language)
        return self._bare(
            report, code, [*report.flags, *flags, "irrelevant" if code is not None and languages.known(code) else "language-not-read"]
        )

    def _bare(self, report: Report, code: str | None, flags: list[str]) -> Reading:
        return Reading(
            report=report.id,
            source_id=report.source_id,
            path=report.path,
            language=code,
            title=report.title,
            site=report.site,
            published_at=report.published_at,
            resolved_date=report.published_at.date().isoformat() if report.published_at else None,
            resolved_from="published" if report.published_at else None,
            t_known=report.published_at or report.collected_at,
            furniture=report.furniture,
            flags=tuple(dict.fromkeys(flags)),
            tlp=report.tlp,
            synthetic=report.synthetic,
        )


def _labelled(finder: re.Pattern[str], lower: str) -> re.Match[str] | None:
    """A word of `finder` that stands apart on the first line, as a label: `SATIRE - ...`, `[Satire] ...`, `... (satire)`."""
    line = lower.lstrip().partition("\n")[0][:LINE]
    found = (
        match for match in finder.finditer(line) if APART_BEFORE.search(line, 0, match.start()) and APART_BEHIND.match(line, match.end())
    )
    return next(found, None)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap or touch made one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _without(lower: str, skipped: Sequence[Span]) -> str:
    """The text with spaces in place of what is skipped."""
    pieces: list[str] = []
    position = 0
    for start, end in skipped:
        pieces += lower[position:start], " " * (end - start)
        position = end
    return "".join((*pieces, lower[position:]))


def _back(made: view.View, furniture: Sequence[Span], parsed: Parsed) -> list[Span]:
    """Furniture spans of the report in the text as matched, found by walking the sentences."""
    if not furniture:
        return []
    spans = []
    boxes = _joined(furniture)
    for sentence in parsed.sentences:
        start, end = made.original(sentence.start, sentence.end)
        box = bisect_right(boxes, start, key=itemgetter(0)) - 1
        if box >= 0 and end <= boxes[box][1] + 1:
            spans.append((sentence.start, sentence.end))
    return spans


def _kept(parsed: Parsed, sentence: Sentence, skipped: Sequence[Span]) -> Sentence | None:
    """The sentence without what is skipped at its ends; None where nothing is left."""
    start, end = sentence.start, sentence.end
    near = max(0, bisect_right(skipped, start, key=itemgetter(0)) - 1)
    for left, right in skipped[near : bisect_right(skipped, end, key=itemgetter(0))]:
        if left <= start and right >= end:
            return None
        if left <= start < right:
            start = right
        elif left < end <= right:
            end = left
    first, last = parsed.at(start), parsed.at(end)
    return (
        sentence._replace(first=first, last=last, start=parsed.starts[first] if first < len(parsed.starts) else end, end=end)
        if last > first
        else None
    )
