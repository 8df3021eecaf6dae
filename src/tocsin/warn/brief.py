"""An assessment and what it rests on become a brief in one language: key judgements first, every sentence with its references."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tocsin.model import TLP_ORDER, Assessment, Brief, BriefArticle, BriefSentence, Dissent, Origin, Reading, Report, digest
from tocsin.model.briefs import Form
from tocsin.model.declared import Problem, SourceProfile
from tocsin.warn import ahead, changed, forms, judgements, overflown, pictured, rivals, sourced, trending
from tocsin.warn.beside import assumptions, notice, others
from tocsin.warn.board import blind, board
from tocsin.warn.marking import unreleased
from tocsin.warn.material import NOTHING, Material
from tocsin.warn.neutral import shortened
from tocsin.warn.said import choose, said
from tocsin.warn.view import Sentences, View
from tocsin.warn.words import Lang, moment

WORDS = 760
"""a brief's length, below its headings: what a tired person reads in three minutes; the statements give way to it"""
LEAST = 110
"""words that who-said-what gets even where everything else is long"""

OUTLET = 60
WATCH = timedelta(hours=12)
"""how far a flash or a handover looks back where it is not said"""

LANGS: tuple[Lang, ...] = ("en", "fr")
marking = unreleased
"""of a brief, and of every answer that stands on a page"""


def compose(
    assessment: Assessment,
    origins: Sequence[Origin],
    readings: Sequence[Reading],
    reports: Sequence[Report],
    problem: Problem,
    sources: Sequence[SourceProfile] = (),
    *,
    lang: Lang,
    since: datetime | None = None,
    previous: Assessment | None = None,
    dissents: Sequence[Dissent] = (),
    form: Form = "daily",
    material: Material = NOTHING,
) -> Brief:
    """The brief of one assessment in one language.

    With `previous`, what changed is told against it; else against the base rate. The highest TLP of all inputs marks it,
    and it is SYNTHETIC where any input is. Same input, same brief. A flash or a handover without `since` is of the last 12 hours.
    """
    view = View(assessment, origins, readings, reports, problem, sources, lang)
    extra = [record for record in (previous, *dissents, *material.coverage) if record is not None]
    marks = [(view.tlp(extra), view.synthetic() or any(record.synthetic for record in extra)), *material.marks]
    tlp, synthetic = max((one for one, _ in marks), key=TLP_ORDER.index), any(made for _, made in marks)
    mark = marking(tlp, synthetic)
    if form == "daily":
        before, after = _around(view, since, previous, dissents, synthetic, material)
        views = [View(assessment, origins, readings, reports, problem, sources, each) for each in LANGS]
        spent = max(_length(_around(each, since, previous, dissents, synthetic, material)) for each in views)
        sentences = (*before, *said(view, choose(views, max(LEAST, WORDS - spent))), *after)
    else:
        begun = since or assessment.as_of - WATCH
        short = forms.flash if form == "flash" else forms.handover
        sentences = (*short(view, begun, previous, material), *notice(view, synthetic))
    drawn = pictured.drawings(view, mark, material.coverage, material.trend) if form == "daily" else ()
    return Brief(
        id=digest("brief", assessment.id, lang, since, previous.id if previous else None, form, sentences),
        problem=problem.id,
        title=view.say("title" if form == "daily" else f"title.{form}", problem=view.label(problem.name, problem.id)),
        headline=view.say("as-of", moment=moment(assessment.as_of, lang), question=view.label(problem.question, "")).strip(),
        language=lang,
        as_of=assessment.as_of,
        assessment=assessment.id,
        marking=mark,
        form=form,
        sentences=sentences,
        articles=_articles(view, sentences),
        drawings=drawn,
        tlp=tlp,
        synthetic=synthetic,
    )


def _length(parts: tuple[Sentences, Sentences]) -> int:
    return sum(len(sentence.text.split(" ")) for part in parts for sentence in part)


def _around(
    view: View,
    since: datetime | None,
    previous: Assessment | None,
    dissents: Sequence[Dissent],
    synthetic: bool,
    material: Material,
) -> tuple[Sentences, Sentences]:
    """What stands before and after who-said-what: what a tired person needs first comes first."""
    before = (
        judgements.key_judgements(view)
        + changed.changed(view, since, previous)
        + trending.sentences(view, material.trend)
        + forms.margin(view, material)
        + overflown.next_looks(view, material.overhead, material.sensors)
    )
    before += board(view, material.coverage) + blind(view) + rivals.alternative(view, material.rival) + ahead.ahead(view, material)
    return before, others(view, dissents) + assumptions(view) + sourced.sources(view) + notice(view, synthetic)


def _articles(view: View, sentences: Sequence[BriefSentence]) -> tuple[BriefArticle, ...]:
    """Every article that a sentence refers to, once, in the order of the text."""
    cited = dict.fromkeys(reference.report for sentence in sentences for reference in sentence.references if reference.report)
    return tuple(_article(view, id) for id in cited)


def _article(view: View, id: str) -> BriefArticle:
    held, read = view.report.get(id), view.reading.get(id)
    published = held.published_at if held else None
    dated = published.date().isoformat() if published else read.resolved_date if read else None
    language = read.language if read else None
    return BriefArticle(
        report=id, outlet=shortened(view.publisher(view.outlet(id)), OUTLET), date=dated, language=language, path=view.where(id)
    )


def explain(
    assessment: Assessment,
    hypothesis: str,
    origins: Sequence[Origin],
    readings: Sequence[Reading],
    reports: Sequence[Report],
    problem: Problem,
    *,
    lang: Lang = "en",
    previous: Assessment | None = None,
    most: int = 12,
) -> list[BriefSentence]:
    """What moved one hypothesis, in words, down to article and span; the counts add up. KeyError for an unknown id."""
    if all(judged.id != hypothesis for judged in assessment.hypotheses):
        raise KeyError(hypothesis)
    return changed.explain(View(assessment, origins, readings, reports, problem, (), lang), hypothesis, previous=previous, most=most)
