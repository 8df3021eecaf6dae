"""What moved the main hypothesis, in chances that add up: since a previous judgement, or from the base rate."""

from datetime import datetime

from msgspec import structs

from tocsin.model import Assessment, BriefSentence, HypothesisJudgement, Influence, Reference
from tocsin.warn.said import best_statement, told
from tocsin.warn.timing import CONDITION, EARLIER, is_over
from tocsin.warn.view import Sentences, View
from tocsin.warn.words import chance, denominator, moment, number, of, signed

MOVERS = 3
"""movers named in a brief; the rest are one line"""
Key = tuple[str, str | None]
"""what an influence rests on: its origin (or observation, where it has none) and its indicator"""


def changed(view: View, since: datetime | None, previous: Assessment | None) -> Sentences:
    """From what to what, the largest movers, the rest, and how much became known since."""
    if is_over(view.main()):
        return []
    found = explain(view, view.main().id, previous=previous, most=MOVERS)
    if since is not None:
        found.append(_new(view, since))
    return found


def explain(view: View, hypothesis: str, *, previous: Assessment | None = None, most: int = 12) -> Sentences:
    """What moved one hypothesis, largest first, with a last line for the rest, so that the counts add up.

    Against `previous` where there is one, else against the base rate. Counts are whole chances out of a power of ten,
    and the last line takes up what rounding leaves.
    """
    now = next(h for h in view.assessment.hypotheses if h.id == hypothesis)
    then = next((h for h in previous.hypotheses if h.id == hypothesis), None) if previous else None
    days = _horizon(view, now, then)
    at = str(days)
    after = now.probability[at].mean
    before = then.probability[at].mean if then else (now.base_rate.get(at) or now.probability[at]).mean
    moves = _moves(view.assessment, previous, hypothesis, days)
    per = denominator(max(after, before))
    counts = {key: round(delta * per) for key, (delta, _) in moves.items()}
    start, end = round(before * per), round(after * per)
    numbers = (view.judged(f"hypotheses.{hypothesis}.probability.{at}"), *_from(view, hypothesis, at, previous))
    like = max(after, before)
    head: dict[str, object] = {
        "of_name": of(view.hypothesis(hypothesis), view.lang),
        "days": days,
        "before": chance(before, view.lang, like),
        "now": chance(after, view.lang, like),
    }
    if previous is not None:
        first = view.say("changed.from-to", moment=moment(previous.as_of, view.lang), **head)
    else:
        first = view.say("changed.from-base", **head)
    if start == end and not any(counts.values()):
        return [BriefSentence(section="changed", text=_still(view, previous, head), references=numbers)]
    found = [BriefSentence(section="changed", text=first, references=numbers)]
    counted = {"per": number(per, view.lang), "before": number(start, view.lang), "now": number(end, view.lang)}
    found.append(BriefSentence(section="changed", text=view.say("changed.unit", **counted), references=numbers))
    ranked = sorted((key for key in counts if counts[key]), key=lambda key: (-abs(moves[key][0]), key[0], key[1] or ""))
    for key in ranked[:most]:
        found.append(_mover(view, counts[key], moves[key][1]))
    time = 0
    if previous is not None and view.assessment.since == previous.as_of:
        time = round((after - before - sum(delta for delta, _ in moves.values())) * per)
    if time:
        text = view.say("changed.time", delta=signed(time, view.lang))
        found.append(BriefSentence(section="changed", text=text, references=(view.judged(f"changes.{hypothesis}.{at}"),)))
    rest = end - start - time - sum(counts[key] for key in ranked[:most])
    smaller = len(moves) - len(ranked[:most])
    if rest or smaller:
        text = view.say("changed.rest" if smaller else "changed.rounding", delta=signed(rest, view.lang), moves=view.count("move", smaller))
        found.append(BriefSentence(section="changed", text=text, references=(view.judged(f"influences.{hypothesis}.{at}"),)))
    return found


def _still(view: View, previous: Assessment | None, head: dict[str, object]) -> str:
    if previous is None:
        return view.say("changed.nothing-base", **head)
    return view.say("changed.nothing", moment=moment(previous.as_of, view.lang), **head)


def _horizon(view: View, now: HypothesisJudgement, then: HypothesisJudgement | None) -> int:
    days = view.days()
    if then is None or str(days) in then.probability:
        return days
    return min((int(d) for d in now.probability if d in then.probability), default=days)


def _from(view: View, hypothesis: str, at: str, previous: Assessment | None) -> tuple[Reference, ...]:
    if previous is None:
        return (view.judged(f"hypotheses.{hypothesis}.base_rate.{at}"),)
    return (Reference(declared=f"assessment {previous.id[:12]}: hypotheses.{hypothesis}.probability.{at}"),)


def _moves(now: Assessment, then: Assessment | None, hypothesis: str, days: int) -> dict[Key, tuple[float, Influence]]:
    """Delta by what it rests on: of what became known since, or now less then where the judgement does not say.

    Now less then is the lesser way: where all fades, an old silence that now takes away less would seem to raise.
    An observation's id may change with new evidence; its origin and indicator do not.
    """
    if then is not None and now.since == then.as_of:
        now, then = structs.replace(now, influences=now.changes), None
    found: dict[Key, tuple[float, Influence]] = {}
    for sign, assessment in ((1.0, now), (-1.0, then)):
        for influence in assessment.influences if assessment else ():
            if influence.hypothesis == hypothesis and influence.horizon == days:
                key = (influence.origin or influence.observation, influence.indicator)
                held = found.get(key)
                found[key] = ((held[0] if held else 0.0) + sign * influence.delta, held[1] if held else influence)
    return found


def _mover(view: View, count: int, influence: Influence) -> BriefSentence:
    delta = signed(count, view.lang)
    silent = influence.observation.startswith("silence:")
    indicator = influence.indicator or (influence.observation.partition(":")[2] if silent else None)
    name = view.indicator(indicator) if indicator else view.say("changed.several")
    origin = view.origin.get(influence.origin or "")
    if origin is None:
        number_of: tuple[Reference, ...] = (view.judged(f"influences.{influence.hypothesis}.{influence.horizon}.{influence.observation}"),)
        key = "changed.silence" if silent else "changed.other"
        if influence.observation.startswith(EARLIER):
            key = "changed.earlier"
        if influence.observation.startswith(CONDITION):
            key, name = "changed.condition", view.condition(influence.observation.removeprefix(CONDITION))
        return BriefSentence(section="changed", text=view.say(key, delta=delta, indicator=name), references=number_of)
    carrying = (view.statement[name] for name in influence.statements if name in view.statement)
    statement = next(carrying, None) or best_statement(view, origin, indicator)
    references = (view.rests_on(statement, origin.id),) if statement else view.of_origin(origin)
    who = told(view, origin, statement)
    return BriefSentence(section="changed", text=view.say("changed.origin", delta=delta, who=who, indicator=name), references=references)


def _new(view: View, since: datetime) -> BriefSentence:
    """How many origins and reports became known after `since`."""
    fresh = [origin for origin in view.origins if origin.first_seen > since]
    reports = {found.id for origin in view.origins for found in origin.reports if found.t_known > since}
    if not fresh and not reports:
        return BriefSentence(
            section="changed",
            text=view.say("changed.no-new", moment=moment(since, view.lang)),
            references=(view.judged("as_of"),),
        )
    best = tuple(reference for origin in fresh[:MOVERS] for reference in view.of_origin(origin)) or (view.judged("as_of"),)
    text = view.say(
        "changed.new", moment=moment(since, view.lang), origins=view.count("origin", len(fresh)), reports=view.count("report", len(reports))
    )
    return BriefSentence(section="changed", text=text, references=best)
