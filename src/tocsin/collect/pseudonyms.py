"""Private accounts become `account 1`, `account 2`, in the order in which they are met: numbers that lead back to nobody."""

import re

_HANDLE = re.compile(r"(?<![\w@/.])@[A-Za-z][A-Za-z0-9_]{3,31}\b")
_PHONE = re.compile(r"(?<![\w+])\+\d[\d ()-]{7,17}\d(?!\w)")
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_SHORTEST = 4
"""characters of a name that is replaced inside a text; a shorter one is a word too often"""


class Pseudonyms:
    """What the accounts of one input are called instead. Keys and names are held while the input is read, and nowhere after."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._names: dict[str, str] = {}

    def of(self, key: object, name: str | None = None) -> str:
        """The pseudonym of an account, told by its number or name; `name` is replaced in later texts too. A pseudonym stays what it is."""
        if isinstance(key, str) and re.fullmatch(r"account \d+", key):
            return key
        number = self._numbers.setdefault(re.sub(r"^user(?=\d+$)", "", str(key).casefold()), len(self._numbers) + 1)
        if name and len(name) >= _SHORTEST and not name.startswith("account "):
            self._names.setdefault(name, f"account {number}")
        return f"account {number}"

    def replace(self, text: str, *, handles: bool) -> str:
        """`text` without the names of accounts met so far; with `handles`, without @handles, telephone numbers and mail addresses too."""
        for name in sorted(self._names, key=len, reverse=True):
            if name in text:
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", self._names[name], text)
        if handles:
            for pattern in (_ADDRESS, _HANDLE, _PHONE):
                text = pattern.sub(lambda found: self.of(found.group().lstrip("@").casefold()), text)
        return text
