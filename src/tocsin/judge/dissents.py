"""Persons who judge a hypothesis otherwise and say so, as the brief prints them beside ours."""

from collections.abc import Sequence
from datetime import datetime

from tocsin.model import Dissent, PersonJudgement


def dissents(judgements: Sequence[PersonJudgement], hypotheses: Sequence[str], assessment: str, as_of: datetime) -> tuple[Dissent, ...]:
    """Each person's last judgement of each hypothesis and horizon that was known by then and still runs, where it dissents."""
    known = sorted((one for one in judgements if max(one.t_known, one.as_of) <= as_of), key=lambda one: one.t_known)
    last = {(one.about, one.by, one.horizon): one for one in known}
    return tuple(
        Dissent(
            id=one.id,
            assessment=assessment,
            by=one.by,
            hypothesis=one.about,
            horizon=one.horizon,
            probability=one.probability.mean,
            why=f"{one.dissent}: {one.why}",
            t_known=one.t_known,
            tlp=one.tlp,
            synthetic=one.synthetic,
        )
        for one in sorted(last.values(), key=lambda one: (one.about, one.by, one.horizon))
        if one.dissent and one.probability is not None and one.about in hypotheses and one.until >= as_of.date()
    )
