"""A brief that somebody published: which, by whom, why, marked how, and the bytes that stand for it."""

from tocsin.model.base import Kept, Time
from tocsin.model.briefs import Form


class Published(Kept, frozen=True, kw_only=True, tag="published"):
    """One brief in one language, as it left. Its JSON is kept under its hash: whoever has it can prove that it is this one."""

    id: str
    brief: str
    """id of the brief"""
    form: Form
    language: str
    title: str
    as_of: Time
    assessment: str
    row: int
    """where the ledger ended when the picture was taken that it tells of"""
    head: str
    """hash of that entry"""
    sha256: str
    """of its JSON"""
    size: int
    by: str
    why: str
    t_known: Time
