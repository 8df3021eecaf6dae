"""What `ledger:` in a workspace's tocsin.yml may say: the address of a PostgreSQL, without a password."""

from typing import Annotated

from pydantic import AfterValidator

from tocsin.library.ledger_addresses import parse


def _checked(value: str) -> str:
    parse(value)
    return value


LedgerAddress = Annotated[str, AfterValidator(_checked)]
