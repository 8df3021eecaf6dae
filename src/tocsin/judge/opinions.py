"""Third parties' judgements, kept beside ours as they were worded: whose, through whom, of what, when, on what condition."""

from collections.abc import Sequence

from tocsin.model import Origin, Speaker, Statement, ThirdPartyJudgement

UNSTATED = "unstated"
OPINION_ACTS = frozenset({"assessment"})


def _who(speaker: Speaker) -> str:
    return speaker.name or speaker.text or speaker.entity or "unnamed"


def judgements_of(origin: Origin, said: Sequence[Statement]) -> list[ThirdPartyJudgement]:
    """One judgement per (party, hypothesis, wording) of an origin, however many reports carry it. An unstated horizon stays unstated."""
    out: dict[tuple[str, ...], ThirdPartyJudgement] = {}
    for statement in said:
        worded = statement.estimate is not None or statement.change is not None or statement.position is not None
        if statement.act not in OPINION_ACTS or not (worded or statement.hypotheses):
            continue
        estimate = statement.estimate
        party = statement.holder or statement.speaker
        told_by = statement.told_by if statement.holder is None else statement.told_by or statement.speaker
        phrase = estimate.phrase if estimate is not None else ""
        for hypothesis in statement.hypotheses or (UNSTATED,):
            band = (estimate.yardstick, estimate.low, estimate.high) if estimate is not None else (None, None, None)
            key = (
                party.entity or _who(party).casefold(),
                hypothesis,
                str(band),
                phrase if band[0] is None else "",
                statement.change or "",
                str(statement.position),
            )
            if key in out:
                continue
            out[key] = ThirdPartyJudgement(
                by=_who(party),
                via=statement.via,
                told_by=_who(told_by) if told_by is not None else None,
                hypothesis=hypothesis,
                phrase=phrase,
                yardstick=band[0],
                low=band[1],
                high=band[2],
                horizon=estimate.horizon if estimate is not None else UNSTATED,
                conditional_on=statement.conditional_on,
                date=statement.date or origin.date,
                change=statement.change,
                dissent=statement.dissent,
                statement=statement.id,
                origin=origin.id,
                t_known=statement.t_known,
            )
    return list(out.values())
