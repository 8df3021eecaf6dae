"""Whether a text speaks to a machine which reads it, not to people."""

import re
from functools import cache

from tocsin.library import second_reader

FLAG = "addresses-a-model"


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in second_reader.load().addresses), re.MULTILINE | re.IGNORECASE)


def addresses_a_model(text: str) -> bool:
    """True where `text`, plain as it is matched (no invisible letters, see `read.view`), holds words for a language model."""
    return _pattern().search(text) is not None
