"""What to do about a ledger that is not as it was written, in words that can be typed."""

import re
from collections.abc import Sequence

from tocsin.errors import RESCUE

PUT_BACK = "tocsin ledger rescue BACKUP WORKSPACE --apply puts bytes back that a backup still has"
GONE = f"tocsin verify says whether it was erased; where it was not, {PUT_BACK}"
"""about bytes that are not there"""
AGAIN = "nothing of it was kept: run this again; where it is refused again, run tocsin verify"
_BLOB = re.compile(r"\bblob [0-9a-f]{64}\b")


def todo(findings: Sequence[str]) -> str:
    """What to do about findings of a check: bytes can be put back where they are, for anything else the ledger is made anew."""
    return PUT_BACK if all(map(_BLOB.search, findings)) else RESCUE
