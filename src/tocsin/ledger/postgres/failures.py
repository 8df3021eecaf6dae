"""What a failing server means to a person: damage (exit 3), or something outside the ledger (exit 4)."""

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from sqlalchemy.exc import DBAPIError, IntegrityError

from tocsin.errors import Busy, CannotFinish, LedgerError, TocsinError, UsageError
from tocsin.ledger.mending import AGAIN
from tocsin.ledger.postgres.connecting import PASSWORD

# SQLSTATE (PostgreSQL's manual, appendix A), or its class of two letters: what it means, and what to do.
REASONS = {
    "28": ("the server does not take this account and password", f"check the account in the address, and ${PASSWORD}"),
    "3D000": ("the server has no such database", "create it, or mend the address in tocsin.yml"),
    "3F": ("the database has no such schema", "create it: CREATE SCHEMA ..., or mend the address in tocsin.yml"),
    "42501": ("the account may not do this", "ask who runs the server for the right to create and write the ledger's tables"),
    "53100": ("the server's disk is full", "make room there; nothing of this write was kept"),
    "53": ("the server has no room for this now", "wait, then run this again; nothing of this write was kept"),
    "57P": ("the server is stopping or starting", "run this again once it is up: nothing is kept twice"),
    "57": ("the server broke this off", "run this again: nothing is kept twice"),
    "58": ("the server's disk failed", "have it checked, then run tocsin verify"),
    "25006": ("the server can only be read", "write to the one that this is a copy of"),
    "25P": ("the server broke off a write that had fallen silent", "run this again: nothing of it was kept"),
    "54": ("this is more than the server can hold in one piece", "split the input"),
}
BUSY = ("55P03", "40001", "40P01")
NUL = ("22021", "22P05")
DAMAGED = ("XX001", "XX002", "42P01", "42703", "42883")
LOST = (
    "the connection to the server was lost",
    "check that it is up, then run this again: what was acknowledged is kept, and nothing is kept twice",
)


@contextmanager
def said(where: str) -> Iterator[None]:
    """Turn what the server says of the ledger at `where` into LedgerError or CannotFinish."""
    try:
        yield
    except IntegrityError as error:
        raise LedgerError([f"{where}: an entry that would fork the chain was refused: {told(error)}"], todo=AGAIN) from error
    except msgspec.DecodeError as error:
        raise LedgerError([f"{where}: a payload is no record ({error}): tocsin verify names the row"]) from error
    except DBAPIError as error:
        raise meaning(where, state(error), told(error)) from error


def meaning(where: str, code: str | None, words: str) -> TocsinError:
    """The error for a SQLSTATE; None: the server did not answer at all."""
    if code is None:
        return CannotFinish(LOST[0], where=where, todo=LOST[1])
    if code == "23505":
        return LedgerError([f"{where}: an entry that would fork the chain was refused: {words}"], todo=AGAIN)
    if code in NUL:
        return UsageError("PostgreSQL knows no text with a NUL character, and an id has one", where=where, todo="leave it out")
    if code in DAMAGED:
        return LedgerError([f"{where}: this is no sound ledger: {words}"])
    if code in BUSY:
        return Busy("others are writing, or an erasure is under way", where=where, todo="wait, then run this again; nothing was kept")
    for length in (5, 3, 2):
        if (reason := REASONS.get(code[:length])) is not None:
            return CannotFinish(reason[0], where=where, todo=reason[1])
    return CannotFinish(f"the server failed ({code}): {words}", where=where, todo="run tocsin verify")


def state(error: DBAPIError) -> str | None:
    """The SQLSTATE of what the server said; None where the connection failed."""
    given = error.orig.args[0] if error.orig is not None and error.orig.args else None
    return given.get("C") if isinstance(given, dict) else None


def told(error: DBAPIError) -> str:
    """The server's own words, without the values that it quotes from the write."""
    given = error.orig.args[0] if error.orig is not None and error.orig.args else ""
    return str(given.get("M", "")) if isinstance(given, dict) else "no answer"
