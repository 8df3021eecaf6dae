"""Every error that Tocsin raises on purpose, in one tree, with the exit status each one ends in.

TocsinError                  what, where, what to do
├── UsageError          (2)  the call is wrong
│   ├── ConfigError     (2)  a declared file is wrong: carries every mistake at once
│   └── Conflict        (2)  somebody else changed meanwhile what a decision was made from
├── LedgerError         (3)  the ledger fails its own check
├── CannotFinish        (4)  disk, lock, network, a missing extra
│   └── Busy            (4)  another process holds the lock: later it may work
└── Refused             (1)  one piece of input: it is quarantined and the rest goes on
"""


class TocsinError(Exception):
    """Something the user can act on. `what` happened, `where`, and what `todo` about it."""

    exit_status = 4

    def __init__(self, what: str, *, where: str = "", todo: str = "") -> None:
        self.what, self.where, self.todo = what, where, todo
        super().__init__(": ".join(part for part in (where, what) if part) + (f" ({todo})" if todo else ""))


class UsageError(TocsinError):
    """The call cannot be carried out as written."""

    exit_status = 2


class ConfigError(UsageError):
    """A declared file is wrong. `mistakes` holds one line each: `file:line:column field: what. Did you mean ...?`."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(mistakes))


class Conflict(UsageError):
    """What a decision was made from has changed since. `now`: the version that stands: the decision may be sent again, made from it."""

    def __init__(self, what: str, *, where: str = "", todo: str = "", now: str = "") -> None:
        self.now = now
        super().__init__(what, where=where, todo=todo)


RESCUE = (
    "tocsin verify names all that is wrong. Leave this folder as it is; tocsin restore BACKUP NEW makes a workspace of a backup"
    " (without one: tocsin init NEW), and tocsin ledger rescue OLD NEW says what can be taken over from here: --apply does it"
)
"""what to do about a ledger that is damaged, wherever nothing nearer is known"""


class LedgerError(TocsinError):
    """The ledger is not what it was when it was written. `findings` names each row and what is wrong with it."""

    exit_status = 3

    def __init__(self, findings: list[str], *, todo: str = RESCUE) -> None:
        self.findings = findings
        super().__init__("\n".join(findings), todo=todo)


class CannotFinish(TocsinError):
    """The work stopped for a reason outside it."""

    exit_status = 4


class Busy(CannotFinish):
    """Another process is at it; trying again later may help."""


class Refused(TocsinError):
    """One piece of input cannot be taken. `reason` is a short stable word, e.g. `not-text`, for counting and retrying."""

    exit_status = 1

    def __init__(self, reason: str, what: str, *, where: str = "", todo: str = "") -> None:
        self.reason = reason
        super().__init__(what, where=where, todo=todo)
