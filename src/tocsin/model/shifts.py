"""The log of the watch: who has it, what they noted, and how it was handed over. Entries are appended; a correction is a new one."""

from typing import Literal

from tocsin.model.base import Kept, Record, Time

EntryKind = Literal["took-over", "handed-over", "note", "correction"]


class ShiftEntry(Kept, frozen=True, kw_only=True, tag="shift-entry"):
    """One entry."""

    id: str
    kind: EntryKind
    by: str
    text: str = ""
    to: str = ""
    """of a handover: who takes the watch"""
    corrects: str | None = None
    """id of the entry that this one puts right; both stay"""
    alerts: tuple[str, ...] = ()
    """of a handover: ids of the running events that go with it"""
    requests: tuple[str, ...] = ()
    """of a handover: ids of the open requests that go with it"""
    brief: str | None = None
    """of a handover: id of the handover brief that was read out of the picture"""
    rows: int = 0
    """how many entries the ledger held: what the watch could have seen"""
    t_known: Time


class Shift(Record, frozen=True, kw_only=True):
    """The log as it stands."""

    on_watch: str
    """who has the watch; empty: nobody"""
    since: Time | None
    offered: str
    """to whom it was handed, where they have not taken it yet"""
    entries: tuple[ShiftEntry, ...]
    """oldest first"""
