"""Who follows a claim up, until when, and what came of it: appended, so that nothing of it is lost."""

from datetime import date as Day
from typing import Literal

from tocsin.model.base import Kept, Time

ClaimStatus = Literal["open", "true", "false", "dropped"]
"""open; settled, it was so; settled, it was not so; nobody follows it any more"""


class Followed(Kept, frozen=True, kw_only=True, tag="followed"):
    """One step in following up a claim; of several on one claim the latest stands."""

    id: str
    report: str
    """id of the first report of the claim's origin when this was written: origins change their ids, reports do not"""
    words: str
    """the claim, as it stood then"""
    owner: str | None = None
    """who is to settle it"""
    deadline: Day | None = None
    status: ClaimStatus
    by: str
    why: str
    t_known: Time
