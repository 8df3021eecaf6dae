"""One line of an examination: what was looked at, how it is, and what to do; in both languages."""

from collections.abc import Iterable
from typing import Literal

from tocsin.errors import CannotFinish, ConfigError, LedgerError, TocsinError
from tocsin.model import Record
from tocsin.warn.phrases import Both
from tocsin.warn.words import typography

State = Literal["ok", "attention", "broken"]
NOTHING = Both("", "")
CORRECT = Both("mend that, then run tocsin doctor again", "corriger cela, puis relancer tocsin doctor")
RESTORE = Both(
    "keep the folder as it is for whoever looks into it, and go on from a backup",
    "garder le dossier tel quel pour qui l'examinera, et repartir d'une sauvegarde",
)


class Finding(Record, frozen=True, kw_only=True):
    """One thing that was looked at."""

    check: str
    """a short stable word: `python`, `disk`, `ledger`..."""
    state: State
    said: str
    said_fr: str
    todo: str = ""
    todo_fr: str = ""
    ledger: bool = False
    """what is broken is the ledger itself: the exit status says so"""


def found(check: str, state: State, said: Both, todo: Both = NOTHING, *, ledger: bool = False, **values: object) -> Finding:
    """A finding from templates, filled with `values`."""
    return Finding(
        check=check,
        state=state,
        said=said.en.format(**values),
        said_fr=typography(said.fr).format(**values),
        todo=todo.en.format(**values),
        todo_fr=typography(todo.fr).format(**values),
        ledger=ledger,
    )


def of_error(check: str, error: TocsinError, state: State = "broken") -> Finding:
    """What an error says: in English, as errors are everywhere."""
    match error:
        case LedgerError():
            return found(check, state, Both("{what}", "{what}"), RESTORE, ledger=True, what=str(error))
        case ConfigError():
            return found(check, state, Both("{what}", "{what}"), CORRECT, what=str(error))
    said = ": ".join(part for part in (error.where, error.what) if part)
    todo = Both("{what_to_do}", "{what_to_do}") if error.todo else CORRECT
    return found(check, state, Both("{what}", "{what}"), todo, what=said, what_to_do=error.todo)


def status(some: Iterable[Finding]) -> int:
    """The exit status of the contract: 3 where the ledger fails its own check, 4 where anything else is broken, else 0."""
    broken = [one for one in some if one.state == "broken"]
    if any(one.ledger for one in broken):
        return LedgerError.exit_status
    return CannotFinish.exit_status if broken else 0
