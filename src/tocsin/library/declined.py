"""Case forms of names, as `tocsin.library.declining` writes them beside the YAML that a person edits: one line a name, quick to read."""

from pathlib import Path

FILE = "declined.txt"
ADJECTIVES = "adjectives:"
"""before the language of a line that holds adjectives, not names"""
Declined = dict[str, dict[str, tuple[str, ...]]]
"""id -> language -> forms"""


def load(folder: Path) -> Declined:
    """The forms of a folder's names; none where nobody has had them written."""
    path = folder / FILE
    found: Declined = {}
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and line[0] != "#":
                code, name, forms = line.split(" ", 2)
                found.setdefault(name, {})[code] = tuple(forms.split(", "))
    return found


def joined(forms: dict[str, tuple[str, ...]], more: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """`forms` by language, each followed by those of `more`."""
    return {code: (*forms.get(code, ()), *more.get(code, ())) for code in dict.fromkeys((*forms, *more))}
