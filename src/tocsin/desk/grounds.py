"""Reasons of grades and evidence of links, which the machine gives in English, in the reader's language."""

import re

from tocsin.desk.labels import LABELS
from tocsin.warn.words import Lang, typography

REASONS: tuple[tuple[str, str], ...] = (
    ("withdrawn by its publisher", "retiré par qui l'a publié"),
    ("relays it; nothing changed was found", "le relaie ; rien de changé n'a été trouvé"),
    ("changed on the way: {kinds}", "changé en route : {kinds}"),
    ("also told by {who}; whether independently is not known", "dit aussi par {who} ; on ne sait si c'est indépendamment"),
    ("the contrary is told by {who}", "le contraire est dit par {who}"),
    ("independently told by {who}", "dit indépendamment par {who}"),
    ("no independent confirmation", "aucune confirmation indépendante"),
    ("source file: {why}", "fiche de la source : {why}"),
    ("no source file: cannot be judged", "pas de fiche de source : ne peut être jugé"),
    ("an interested party in its own cause", "partie intéressée, dans sa propre cause"),
    ("speaks openly; access and interest are not yet judged", "parle à visage découvert ; accès et intérêt ne sont pas encore jugés"),
    ("{count} people in one report are one origin", "{count} personnes dans un même article sont une seule origine"),
    ("anonymous, and by hearsay: {words}", "anonyme, et par ouï-dire : {words}"),
    ("anonymous, and no access is described", "anonyme, et aucun accès n'est décrit"),
    (
        "learnt: {right} right, {wrong} wrong, {own} corrected by itself: {mean} ({low} to {high}), was {prior}",
        "appris : juste {right} fois, faux {wrong}, corrigé par lui-même {own} : {mean} ({low} à {high}), était {prior}",
    ),
    (
        "learnt: {right} right, {wrong} wrong: {mean} ({low} to {high}), was {prior}",
        "appris : juste {right} fois, faux {wrong} : {mean} ({low} à {high}), était {prior}",
    ),
    ("anonymous; access is described: {words}", "anonyme ; un accès est décrit : {words}"),
)
"""English as the machine writes it; French. What stands in braces is taken over, kinds of drift by their French names"""


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(template)) + r"\Z", re.DOTALL)


_PATTERNS = [(_pattern(english), french) for english, french in REASONS]


def said(reason: str, lang: Lang) -> str:
    """A reason in a language; a person's own words, and what nobody translated, come back as they are."""
    if lang == "en":
        return reason
    for pattern, french in _PATTERNS:
        if (found := pattern.match(reason)) is not None:
            values = found.groupdict()
            if "kinds" in values:
                values["kinds"] = ", ".join(_drift(kind) for kind in values["kinds"].split(", "))
            return typography(french).format(**values)
    return reason


def _drift(kind: str) -> str:
    both = LABELS["drift"].get(kind)
    return kind if both is None else both.fr
