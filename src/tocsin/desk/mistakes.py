"""What is wrong with a field of a form, in the reader's language."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tocsin.desk import failing
from tocsin.warn.phrases import Both
from tocsin.warn.words import Lang, typography

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

SAID: Mapping[str, Both] = {
    "missing": Both("This is needed.", "Ce champ est nécessaire."),
    "string_too_short": Both("At least {min_length} characters are needed.", "Il faut au moins {min_length} caractères."),
    "string_too_long": Both("No more than {max_length} characters.", "Pas plus de {max_length} caractères."),
    "too_short": Both("At least {min_length} have to be chosen.", "Il faut en choisir au moins {min_length}."),
    "too_long": Both("No more than {max_length} can be chosen.", "On ne peut en choisir plus de {max_length}."),
    "greater_than_equal": Both("Not below {ge}.", "Pas au-dessous de {ge}."),
    "greater_than": Both("More than {gt}.", "Plus de {gt}."),
    "less_than_equal": Both("Not above {le}.", "Pas au-dessus de {le}."),
    "less_than": Both("Less than {lt}.", "Moins de {lt}."),
    "literal_error": Both("That cannot be chosen.", "Cela ne peut être choisi."),
    "string_pattern_mismatch": Both("It does not have the form that is asked for.", "Cela n'a pas la forme demandée."),
    "extra_forbidden": Both("There is no such field.", "Il n'y a pas de tel champ."),
}
"""by pydantic's type of mistake, with its own values in braces"""
STARTING: Mapping[str, Both] = {
    "datetime": Both(
        "A moment is needed, as 2024-11-19T06:00, in UTC.", "Il faut un moment, comme 2024-11-19T06:00, en temps universel (UTC)."
    ),
    "date": Both("A day is needed, as 2024-11-19.", "Il faut un jour, comme 2024-11-19."),
    "int": Both("A whole number is needed.", "Il faut un nombre entier."),
    "float": Both("A number is needed.", "Il faut un nombre."),
    "finite": Both("A number is needed.", "Il faut un nombre."),
    "bool": Both("Yes or no is needed.", "Il faut oui ou non."),
}
"""by how its type begins, where several mean the same; the first that fits"""


def said(mistake: "ErrorDetails", lang: Lang) -> str:
    """What is wrong, in the reader's language; of a rule of ours, in the rule's own words."""
    kind = mistake["type"]
    both = SAID.get(kind) or next((one for start, one in STARTING.items() if kind.startswith(start)), None)
    if both is None:
        rule = mistake["msg"].removeprefix("Value error, ")
        return (failing.french(rule) or rule) if lang == "fr" else rule
    told: str = getattr(both, lang)
    return (typography(told) if lang == "fr" else told).format(**mistake.get("ctx", {}))
