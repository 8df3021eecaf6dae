"""The brief's first lines: how likely, against what base rate, and, in sentences of their own, how confident and why."""

from collections.abc import Iterator

import msgspec

from tocsin.judge.frequency import YARDSTICK_FROM
from tocsin.judge.sentences import say, translated
from tocsin.model import BriefSentence, HypothesisJudgement
from tocsin.model.declared import Problem, Range
from tocsin.warn import timing
from tocsin.warn.neutral import line
from tocsin.warn.phrases import yardstick_words
from tocsin.warn.view import Sentences, View
from tocsin.warn.words import chance, frequency, listed, of, semicolons, span, typography

NEAR = 1 / 3
"""a judgement this close to its base rate, as a share of it, is told in one line with its like: a third is far inside any range"""

NAMED = 2
"""hypotheses at their base rates that are named; more are counted, and the assessment has them"""
REASONS = 2
"""reasons given for a confidence; the assessment has them all"""


def key_judgements(view: View) -> Sentences:
    """Likelihood of the main hypothesis, its confidence, its base rate and prior sensitivity, then the others in one line each way."""
    main, days = view.main(), view.days()
    at = str(days)
    judged = main.probability[at]
    numbers = (view.judged(f"hypotheses.{main.id}.probability.{at}"), view.declares(f"hypotheses.{main.id}"))
    events = timing.happened(view)
    if timing.is_over(main):
        return events + _rest(view, at)
    found = [*events, BriefSentence(section="key-judgements", role="likelihood", text=likelihood(view, main), references=numbers)]
    if judged.mean < YARDSTICK_FROM:
        found.append(BriefSentence(section="key-judgements", role="caveat", text=view.say("below-yardstick"), references=numbers[:1]))
    found.append(
        BriefSentence(
            section="key-judgements",
            role="confidence",
            text=view.say("confidence", level=view.say(f"confidence.{main.confidence.level}"), why=why(main, view)),
            references=(view.judged(f"hypotheses.{main.id}.confidence"),),
        )
    )
    others = [days_ for days_ in main.probability if days_ != at]
    if others:
        items = [
            view.say("horizon-item", days=d, chance=chance(main.probability[d].mean, view.lang, judged.mean))
            for d in sorted(others, key=int)
        ]
        found.append(
            BriefSentence(
                section="key-judgements",
                role="likelihood",
                text=view.say("other-horizons", list=semicolons(items, view.lang)),
                references=(view.judged(f"hypotheses.{main.id}.probability"),),
            )
        )
    base = main.base_rate.get(at) or next(iter(main.base_rate.values()))
    up, down = (chance(value, view.lang, judged.mean) for value in (main.prior_times_10, main.prior_over_10))
    declared = chance(base.mean, view.lang, judged.mean)
    told = view.say("base", base=declared, span=span(base, view.lang, judged.mean), up=up, down=down)
    parts = (f"base_rate.{at}", "prior_times_10", "prior_over_10")
    references = (*(view.judged(f"hypotheses.{main.id}.{part}") for part in parts), view.declares("processes"))
    found.append(BriefSentence(section="key-judgements", text=told, references=references))
    return found + _rest(view, at)


def likelihood(view: View, judged: HypothesisJudgement) -> str:
    """The likelihood sentence of one hypothesis: no word of confidence in it."""
    days = view.days()
    value = judged.probability[str(days)]
    said = frequency(judged.frequency if days == 30 else None, value.mean, view.lang)
    ends = span(value, view.lang)
    name = view.hypothesis(judged.id)
    if judged.words is None or value.mean < YARDSTICK_FROM:
        said = of(said, view.lang) if view.lang == "fr" else said  # "est d'environ", "est de moins de"
        return view.say("likelihood", days=days, of_name=of(name, view.lang), chance=said, span=ends)
    return view.say("likelihood.words", days=days, name=name, words=yardstick_words(judged.words, view.lang), chance=said, span=ends)


def why(judged: HypothesisJudgement, view: View) -> str:
    """The judge's reasons for its confidence, in the brief's language; that it is no calibrated number stands in the notice."""
    reasons = [reason for reason in judged.confidence.why if reason != say("no-outcomes")] or judged.confidence.why
    told = [translated(reason, view.lang) for reason in reasons[:REASONS]]
    return semicolons([typography(line(reason)) if view.lang == "fr" else line(reason) for reason in told], view.lang)


def ranges(problem: Problem) -> list[Range]:
    """Every declared range of a problem."""

    def walk(value: object) -> Iterator[Range]:
        if isinstance(value, Range):
            yield value
        elif isinstance(value, msgspec.Struct):
            for name in value.__struct_fields__:
                yield from walk(getattr(value, name))
        elif isinstance(value, dict):
            for item in value.values():
                yield from walk(item)
        elif isinstance(value, tuple | list):
            for item in value:
                yield from walk(item)

    return list(walk((problem.processes, problem.hypotheses, problem.indicators, problem.observing, problem.conditions)))


def _rest(view: View, at: str) -> Sentences:
    """The other hypotheses, moved and unmoved, in a sentence each, and one for confidence. Their ranges are in the assessment."""
    rest = [judged for judged in view.ordered()[1:] if not timing.is_over(judged)]
    if not rest:
        return []
    probabilities = tuple(view.judged(f"hypotheses.{h.id}.probability.{at}") for h in rest)
    moved: list[str] = []
    unmoved: list[str] = []
    for judged in rest:
        value = judged.probability[at]
        base = judged.base_rate.get(at) or value
        told = {"name": view.hypothesis(judged.id), "chance": chance(value.mean, view.lang)}
        if abs(value.mean - base.mean) <= NEAR * base.mean:
            unmoved.append(told["name"])
        else:
            moved.append(view.say("other-item", base=chance(base.mean, view.lang, value.mean), **told))
    found = []
    unmoved_key = "others-same" if len(unmoved) <= NAMED else "others-same.count"
    for key, items in (("others-likelihood", moved), (unmoved_key, unmoved)):
        if items:
            text = view.say(key, days=at, count=len(items), list=semicolons(items, view.lang))
            found.append(BriefSentence(section="key-judgements", role="likelihood", text=text, references=probabilities))
    levels = {
        level: [view.hypothesis(h.id) for h in rest if h.confidence.level == level]
        for level in ("high", "moderate", "low")
        if any(h.confidence.level == level for h in rest)
    }
    if len(levels) == 1:
        levels_told = view.say(f"confidence.{next(iter(levels))}")
    else:
        levels_told = semicolons(
            [f"{view.say(f'confidence.{level}')} ({listed(names, view.lang)})" for level, names in levels.items()], view.lang
        )
    found.append(
        BriefSentence(
            section="key-judgements",
            role="confidence",
            text=view.say("confidence.others", list=levels_told),
            references=tuple(view.judged(f"hypotheses.{h.id}.confidence") for h in rest),
        )
    )
    return found
