"""Where records rest: append-only, hash-chained, erasable, searchable. Only the engine writes here."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tocsin.ledger.ledger import Ledger

__all__ = ["Ledger"]


def __getattr__(name: str) -> Any:
    # SQLAlchemy takes a quarter of a second to import: whoever only looks for a workspace does not pay for it.
    if name == "Ledger":
        from tocsin.ledger.ledger import Ledger

        return Ledger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
