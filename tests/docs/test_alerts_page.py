"""What docs/reference/alerts.md tells a receiver to run takes what we send, and nothing else."""

import base64
import re
import time
from pathlib import Path
from typing import Any

import pytest

from tocsin.warn.channels import signing, stix

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "alerts.md").read_text(encoding="utf-8")
KEY = bytes(range(32))
SECRET = "whsec_" + base64.b64encode(KEY).decode()


def test_the_verifier_that_is_there_to_be_copied() -> None:
    found = re.search(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None
    shown: dict[str, Any] = {}
    exec(found[1], shown)  # noqa: S102 - the page's own code
    now, seen = int(time.time()), set[str]()
    headers = signing.headers(KEY, "name", now, b"body")
    assert shown["verify"](SECRET, headers, b"body", seen)
    assert not shown["verify"](SECRET, headers, b"body", seen)
    for given, body in ((headers, b"bodx"), (signing.headers(KEY, "m", now - 400, b"body"), b"body"), ({**headers, "webhook-id": "x"}, b"body")):
        with pytest.raises(ValueError, match=r"stale|forged"):
            shown["verify"](SECRET, given, body, seen)


def test_the_extension_is_named() -> None:
    assert stix.EXTENSION in PAGE
