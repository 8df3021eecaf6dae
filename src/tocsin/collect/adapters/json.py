"""A JSON document that is a list of reports, each as a line of JSON Lines would be.

Loses: nothing of a report that JSON Lines keep; the list's own order is kept, spaces between its entries are not.
"""

import json
from collections.abc import Iterator
from typing import BinaryIO

from tocsin.collect import json_safely
from tocsin.collect.adapters.contract import Nested, Piece, Taking, Unfit, whole
from tocsin.collect.decode import decode
from tocsin.errors import Refused

_TODO = 'write [{"text": "..."}, ...], or one object on each line'


def read(stream: BinaryIO, taking: Taking) -> Iterator[Piece | Unfit | Nested]:
    """The entries of the list, each to be read as a line of JSON Lines. Raises Refused where it is no list, or nests too deeply."""
    decoded = decode(whole(stream, taking), taking.where)
    given = json_safely.loads(decoded.text, taking, "broken-json", _TODO)
    if isinstance(given, dict):
        given = [given]
    if not isinstance(given, list) or not given:
        raise Refused("empty", "there is no list of reports in it", where=taking.where, todo=_TODO)
    for number, entry in enumerate(given, 1):
        taking.hurry()
        yield Nested(json.dumps(entry, ensure_ascii=False).encode("utf-8", "surrogatepass"), f"#{number}", "jsonl")
