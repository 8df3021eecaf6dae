"""What an error says, in the reader's language: errors are raised in English everywhere, and `words/errors.yml` has French for them."""

import re
from functools import cache

from markupsafe import Markup, escape

from tocsin.desk import words
from tocsin.errors import TocsinError
from tocsin.warn.words import Lang, typography

FILE = words.FILES / "errors.yml"
LONGEST = 2_000
"""characters of a sentence that is looked for: values are matched lazily, which takes the square of what somebody typed"""
_VALUE = re.compile(r"\{(\w+)\}")
ENGLISH = "en anglais\N{NARROW NO-BREAK SPACE}: "


class _Pattern:
    """One sentence of the file that has values in it."""

    def __init__(self, english: str, french: str) -> None:
        self.french = typography(french)
        parts = _VALUE.split(english)
        named = (_group(part) if at % 2 else re.escape(part) for at, part in enumerate(parts))
        self.english = re.compile("".join(named), re.DOTALL)
        self.letters = sum(len(part) for part in parts[::2])
        """of fixed words: the sentence with the most is meant, where several fit"""


@cache
def declared() -> dict[str, str]:
    """French by English, with `{values}`, as the file has it."""
    from ruamel.yaml import YAML

    return {str(english): str(french) for english, french in YAML(typ="safe").load(FILE).items()}


def _group(name: str) -> str:
    if name == "GUESS":  # it follows a name without a sign between them
        return r"(?P<GUESS>(?:\. Did you mean '.*'\?)?)"
    return f"(?P<{name}>.*?)" if name.isupper() else f"(?P<{name}>.+?)"


def values(sentence: str) -> tuple[str, ...]:
    """The names of its values."""
    return tuple(_VALUE.findall(sentence))


def fixed(sentence: str) -> tuple[str, ...]:
    """The words between its values."""
    return tuple(_VALUE.split(sentence)[::2])


@cache
def _patterns() -> tuple[_Pattern, ...]:
    made = [_Pattern(english, french) for english, french in declared().items() if _VALUE.search(english)]
    return tuple(sorted(made, key=lambda one: -one.letters))


def french(english: str) -> str | None:
    """A sentence of an error in French; None where none is declared, which a page then shows as English."""
    exact = declared().get(english) or words.french().get(english)
    if exact is not None:
        return typography(exact)
    for one in _patterns() if len(english) <= LONGEST else ():
        found = one.english.fullmatch(english)
        if found is not None:
            values = {name: (french(value) or value) if name.isupper() else value for name, value in found.groupdict().items()}
            return one.french.format(**values)
    return None


def told(english: str, lang: Lang) -> str | Markup:
    """A sentence of an error for a page: French where it is known, else marked as the English that it is, so that it is read out right."""
    if lang == "en" or not english:
        return english
    known = french(english)
    return known if known is not None else Markup('<span lang="en">{}</span>').format(escape(english))


def whole(error: TocsinError, lang: Lang) -> str:
    """An error in one line, where no markup can say which language it is in."""
    what, todo = french(getattr(error, "what", str(error))), french(getattr(error, "todo", ""))
    if lang == "en" or what is None or (error.todo and todo is None):
        return f"{ENGLISH if lang == 'fr' else ''}{error}"
    where = getattr(error, "where", "")
    return (f"{where}\N{NARROW NO-BREAK SPACE}: " if where else "") + what + (f" ({todo})" if todo else "")
