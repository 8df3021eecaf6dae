"""An assessment and what it rests on become a brief in one language: key judgements first, every sentence with its references."""

from collections.abc import Sequence
from datetime import datetime

from tocsin.model import Assessment, Brief, BriefSentence, Dissent, Origin, Reading, Report, Tlp, digest
from tocsin.model.declared import Problem, SourceProfile
from tocsin.warn import changed, judgements
from tocsin.warn.beside import assumptions, notice, others
from tocsin.warn.board import blind, board
from tocsin.warn.said import choose, said
from tocsin.warn.view import Sentences, View
from tocsin.warn.words import Lang, moment

WORDS = 560
"""a brief's length, below its headings: what a tired person reads in two minutes; the statements give way to it"""
LEAST = 110
"""words that who-said-what gets even where everything else is long"""

LANGS: tuple[Lang, ...] = ("en", "fr")


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
) -> Brief:
    """The brief of one assessment in one language.

    With `previous`, what changed is told against it; else against the base rate. The highest TLP of all inputs marks it,
    and it is SYNTHETIC where any input is. Same input, same brief.
    """
    view = View(assessment, origins, readings, reports, problem, sources, lang)
    extra = [record for record in (previous, *dissents) if record is not None]
    synthetic = view.synthetic() or any(record.synthetic for record in extra)
    tlp = view.tlp(extra)
    before, after = _around(view, since, previous, dissents, synthetic)
    views = [View(assessment, origins, readings, reports, problem, sources, each) for each in LANGS]
    spent = max(_length(_around(each, since, previous, dissents, synthetic)) for each in views)
    sentences = (*before, *said(view, choose(views, max(LEAST, WORDS - spent))), *after)
    return Brief(
        id=digest("brief", assessment.id, lang, since, previous.id if previous else None, sentences),
        problem=problem.id,
        title=view.say("title", problem=view.label(problem.name, problem.id)),
        headline=view.say("as-of", moment=moment(assessment.as_of, lang), question=view.label(problem.question, "")).strip(),
        language=lang,
        as_of=assessment.as_of,
        assessment=assessment.id,
        marking=marking(tlp, synthetic),
        sentences=sentences,
        tlp=tlp,
        synthetic=synthetic,
    )


def _length(parts: tuple[Sentences, Sentences]) -> int:
    return sum(len(sentence.text.split(" ")) for part in parts for sentence in part)


def _around(
    view: View, since: datetime | None, previous: Assessment | None, dissents: Sequence[Dissent], synthetic: bool
) -> tuple[Sentences, Sentences]:
    """What stands before and after who-said-what."""
    before = judgements.key_judgements(view) + changed.changed(view, since, previous)
    return before, board(view) + blind(view) + others(view, dissents) + assumptions(view) + notice(view, synthetic)


def marking(tlp: Tlp, synthetic: bool) -> str:
    """`TLP:CLEAR - Exercise / Restricted - SYNTHETIC`: a brief leaves as Exercise / Restricted unless a named person releases it."""
    return " - ".join([f"TLP:{tlp.upper()}", "Exercise / Restricted", *(["SYNTHETIC"] if synthetic else [])])


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
