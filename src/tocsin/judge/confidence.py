"""How sound the basis of a judgement is, apart from how likely the thing is (ICD 203 forbids one sentence for both)."""

from collections.abc import Sequence

from tocsin.judge.board import WINDOW_DAYS
from tocsin.judge.originators import UNLISTED
from tocsin.judge.sentences import say
from tocsin.model import Confidence, IndicatorJudgement, Observation, Probability

MODERATE = (3, 0.5, 10.0)
"""least sources, least mean coverage, widest factor between the ends: what moderate confidence takes. Declared, not measured"""
HIGH = (5, 0.8, 3.0)


def confidence(probability: Probability, rows: Sequence[IndicatorJudgement], observations: Sequence[Observation]) -> Confidence:
    """Level and reasons, from independent sources, coverage, contradictions and the width of the range at the main horizon."""
    names = {row.id for row in rows}
    sources = {o.source for o in observations if o.indicator in names and o.kind != "denial" and o.source != UNLISTED}
    covered = sum(row.coverage for row in rows) / len(rows) if rows else 0.0
    factor = probability.high / probability.low if probability.low > 0 else float("inf")
    contested = [row.id for row in rows if row.status == "contested"]
    unwatched = sum(row.coverage == 0 for row in rows)
    why = [say("no-outcomes"), say("few-sources", n=len(sources)) if sources else say("no-sources")]
    why.append(say("coverage", share=round(100 * covered), days=WINDOW_DAYS))
    if unwatched:
        why.append(say("blind", n=unwatched, of=len(rows)))
    if contested:
        why.append(say("contested", names=", ".join(contested)))
    if factor > HIGH[2]:
        why.append(say("wide", factor=round(factor) if factor < 1e6 else "10^6"))

    def meets(bar: tuple[int, float, float]) -> bool:
        return len(sources) >= bar[0] and covered >= bar[1] and factor <= bar[2]

    level = "low" if contested or not meets(MODERATE) else "high" if meets(HIGH) else "moderate"
    return Confidence(level=level, why=tuple(why))  # type: ignore[arg-type]  # one of the three


def flat() -> Confidence:
    """For the remainder that no process models."""
    return Confidence(level="low", why=(say("flat"), say("no-outcomes")))
