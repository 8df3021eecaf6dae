"""Our own words about an error, fit for a log: on one line, without addresses, long quotations, or what the environment keeps secret."""

import os
import re
import unicodedata
from collections.abc import Mapping

LONGEST, LONGEST_QUOTED, SHORTEST_SECRET = 300, 40, 6
ADDRESS = re.compile(r"\b([A-Za-z][A-Za-z0-9+.-]*)://[^\s'\"<>()]*")
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|«[^»]*»|“[^”]*”")
SECRET_NAME = re.compile(r"KEY|SECRET|TOKEN|PASSW|CREDENTIAL|AUTH|HEADERS|DSN", re.IGNORECASE)
"""names of variables whose values are never told"""


def said(text: str, environment: Mapping[str, str] = os.environ) -> str:
    """At most `LONGEST` letters that stand on one line and read in one direction."""
    for name, value in environment.items():
        if len(value) >= SHORTEST_SECRET and SECRET_NAME.search(name):
            text = text.replace(value, f"[{name}]")
    text = ADDRESS.sub(r"\1://[...]", text)
    text = QUOTED.sub(lambda one: one[0] if len(one[0]) <= LONGEST_QUOTED + 2 else "[...]", text)
    flat = " ".join(text.split())
    safe = "".join(
        sign if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn") else "\N{REPLACEMENT CHARACTER}"
        for sign in flat
    )
    return safe if len(safe) <= LONGEST else f"{safe[: LONGEST - 1]}…"
