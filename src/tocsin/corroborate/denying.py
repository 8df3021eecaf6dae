"""Reports that open with a denial: who denies speaks himself, and has his words from nobody who told the matter before."""

from tocsin.model import Reading, Statement

_OPEN = ("named", "office", "institution", "text")
"""who can deny; an outlet or people without a name contradict, which another rule weighs"""


def opposed(later: Reading, earlier: Reading) -> bool:
    """Whether a report opens with somebody's denial of what an earlier one tells, naming no outlet: then it is his, and no retelling.

    Two denials of one matter may be one; and what is denied is told where the earlier report holds it without denying it.
    """
    said = _opening(later)
    if said is None or not _denies(said):
        return False
    about = {*said.indicators, *said.hypotheses}
    there = [other for other in earlier.statements if about & {*other.indicators, *other.hypotheses}]
    return bool(there) and not any(_denies(other) for other in there)


def _opening(reading: Reading) -> Statement | None:
    return min(reading.statements, key=lambda said: said.span, default=None)


def _denies(said: Statement) -> bool:
    return said.act == "denial" and said.speaker.kind in _OPEN and said.speaker.text is not None
