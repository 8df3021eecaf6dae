"""What triggers say, in English and French: one sentence a cause, with who, how much, and since when."""

from collections.abc import Mapping
from typing import Literal

from tocsin.judge.frequency import phrase as likely
from tocsin.warn.neutral import shortened

Lang = Literal["en", "fr"]
LONGEST = 200
"""characters of anything told inside a sentence"""
LANGS: tuple[Lang, ...] = ("en", "fr")

SAID: dict[str, tuple[str, str]] = {
    "indicator.lit": (
        "{name}: lit (origins: {origins}, reports: {reports})",
        "{name} : allumé (origines : {origins}, articles : {reports})",
    ),
    "indicator.contested": ("{name}: contested", "{name} : contesté"),
    "indicator.broken": (
        "{name}: every collector is broken, its silence says nothing",
        "{name} : toutes les collectes en panne, son silence ne dit rien",
    ),
    "indicator.quiet": ("{name}: quiet, where somebody was looking", "{name} : calme, là où l'on regardait"),
    "indicator.unseen": ("{name}: unseen, nobody was looking", "{name} : non vu, personne ne regardait"),
    "indicator.over": ("{name}: now {status}", "{name} : désormais {status}"),
    "probability.mean": ("{name} within {days} days: {value} (on from {up})", "{name} sous {days} jours : {value} (seuil {up})"),
    "probability.low": (
        "{name} within {days} days: even the low end is {value} (on from {up})",
        "{name} sous {days} jours : même le bas de la fourchette est {value} (seuil {up})",
    ),
    "probability.high": (
        "{name} within {days} days: the high end is {value} (on from {up})",
        "{name} sous {days} jours : le haut de la fourchette est {value} (seuil {up})",
    ),
    "probability.over": (
        "{name} within {days} days: back to {value} (off below {down})",
        "{name} sous {days} jours : retour à {value} (fin sous {down})",
    ),
    "margin.hours": (
        "{name}: median warning time {value:.0f} hours, {limit:g} needed; if the declared step rates hold",
        "{name} : préavis médian {value:.0f} heures, {limit:g} nécessaires ; si les durées d'étapes déclarées valent",
    ),
    "margin.never": (
        "{name}: more often than not it would not be seen before the event; if the declared step rates hold",
        "{name} : le plus souvent on ne le verrait pas avant l'événement ; si les durées d'étapes déclarées valent",
    ),
    "margin.in-time": (
        "{name}: the warning comes in time with {value:.0%}, {limit:.0%} wanted; if the declared step rates hold",
        "{name} : l'alerte vient à temps à {value:.0%}, {limit:.0%} voulus ; si les durées d'étapes déclarées valent",
    ),
    "margin.over": ("{name}: warning time is enough again", "{name} : le préavis suffit de nouveau"),
    "collector.broken": ("{name} is broken: {what}", "{name} est en panne : {what}"),
    "collector.failing": ("{name} is failing: {what}", "{name} échoue : {what}"),
    "collector.late": ("{name} is late: {what}", "{name} est en retard : {what}"),
    "collector.over": ("{name} answers again", "{name} répond de nouveau"),
    "calendar": ("due on {date}: {what}", "prévu le {date} : {what}"),
    "calendar.on": ("on since {date}: {what}", "en cours depuis le {date} : {what}"),
    "calendar.over": ("past: {what}", "passé : {what}"),
    "drift": (
        "{kind} changed on the way: “{words}”, where the source had “{was}”",
        "{kind} changé en chemin : « {words} », où la source avait « {was} »",
    ),
    "red-line.said": ("{speaker} stated a red line: {what}", "{speaker} énonce une ligne rouge : {what}"),
    "red-line.hardened": ("{speaker} hardened a red line: {what}", "{speaker} durcit une ligne rouge : {what}"),
    "red-line.softened": ("{speaker} softened a red line: {what}", "{speaker} adoucit une ligne rouge : {what}"),
    "red-line.crossed": (
        "a red line of {speaker} was crossed, on the word of {who}: {what}",
        "une ligne rouge de {speaker} franchie, selon {who} : {what}",
    ),
    "judgement.theirs": ("{who} on {name}: “{words}” ({change})", "{who} sur {name} : « {words} » ({change})"),
    "judgement.ours": (
        "our judgement of {name} within {days} days: {value}, was {was} when last told",
        "notre jugement de {name} sous {days} jours : {value}, {was} la dernière fois",
    ),
    "unwatched": ("{name} is no longer watched", "{name} n'est plus suivi"),
    "elsewhere": ("no longer reported here", "n'est plus rapporté ici"),
    "over": ("nothing was added for {hours} hours", "rien d'ajouté depuis {hours} heures"),
}
"""key: (English, French)"""

WORDS: dict[str, tuple[str, str]] = {
    "target": ("target", "cible"),
    "estimate": ("estimate", "estimation"),
    "number": ("number", "nombre"),
    "attribution": ("attribution", "attribution"),
    "modality": ("modality", "modalité"),
    "date": ("date", "date"),
    "place": ("place", "lieu"),
    "framing": ("framing", "cadrage"),
    "lit": ("lit", "allumé"),
    "quiet": ("quiet", "calme"),
    "unseen": ("unseen", "non vu"),
    "contested": ("contested", "contesté"),
    "broken": ("broken", "en panne"),
    "first": ("first heard of", "entendu pour la première fois"),
    "raised": ("raised", "relevé"),
    "lowered": ("lowered", "abaissé"),
    "differs": ("differs from before", "diffère d'avant"),
}


def said(key: str, **given: object) -> dict[str, str]:
    """The sentence in every language. A mapping by language is told in its own, a Likely as a frequency, an id of WORDS by its word."""
    return {
        lang: SAID[key][number].format(**{name: _in(value, lang) for name, value in given.items()}) for number, lang in enumerate(LANGS)
    }


class Likely(float):
    """A probability, told as a frequency that people read right."""


class Word(str):
    """An id that has a word in WORDS."""

    __slots__ = ()


def _in(value: object, lang: Lang) -> object:
    match value:
        case Likely():
            return likely(float(value), lang)
        case Word():
            return WORDS[str(value)][LANGS.index(lang)] if str(value) in WORDS else str(value)
        case Mapping():
            return shortened(str(value.get(lang) or value.get("en") or next(iter(value.values()), "")), LONGEST)
        case str():
            return shortened(value, LONGEST)
    return value
