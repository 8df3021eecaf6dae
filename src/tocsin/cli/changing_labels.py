"""The words around changes in images, English beside French."""

from tocsin.cli.labels import Lang
from tocsin.warn.phrases import Both

LABELS: dict[str, Both] = {
    "synthetic": Both("SYNTHETIC: drawn images of an invented place", "SYNTHETIC : images dessinées d'un lieu inventé"),
    "radar": Both("radar", "radar"),
    "optical": Both("optical", "optique"),
    "head": Both(
        "{name}: {kind} ({bands}), {dates} dates, {first} to {last}", "{name} : {kind} ({bands}), {dates} dates, du {first} au {last}"
    ),
    "looks": Both("{looks} equivalent looks", "{looks} vues équivalentes"),
    "date": Both("date", "date"),
    "seen": Both("seen", "vu"),
    "changed": Both("changed", "changé"),
    "began": Both("began", "début"),
    "p": Both("p", "p"),
    "what": Both("what it is", "ce que c'est"),
    "baseline": Both("baseline", "base"),
    "reference": Both("reference: rates are set on it", "référence : règle les taux"),
    "unusual": Both("more than {beaten} of {nulls} control shares", "plus que {beaten} des {nulls} parts témoins"),
    "clouded": Both("too little seen", "trop peu de vu"),
    "untold": Both("too few control pixels that day", "trop peu de pixels témoins ce jour"),
    "rate": Both(
        "Stated: {alpha} false alarms a pixel and date. "
        "Measured on {pixels} control pixels in {cells} areas: {mean} (by area {low} to {high}).",
        "Annoncé : {alpha} fausse alerte par pixel et date. "
        "Mesuré sur {pixels} pixels témoins de {cells} zones : {mean} (par zone {low} à {high}).",
    ),
    "own": Both(
        "On the place's own {dates} reference dates, each with limits from the others: {mean} ({low} to {high}).",
        "Aux {dates} dates de référence du lieu, chacune réglée sur les autres : {mean} ({low} à {high}).",
    ),
    "no-own": Both(
        "No second reference date: that the place varies more than its controls would not be noticed.",
        "Pas de seconde date de référence : que le lieu varie plus que ses témoins ne se verrait pas.",
    ),
    "nominal": Both(
        "Not recalibrated, the test alone would flag {nominal} of them.", "Sans recalage, le test seul en marquerait {nominal}."
    ),
    "many": Both(
        "Over the {dates} watched dates, {once} of control pixels are flagged at least once: a rate holds for one date.",
        "Sur les {dates} dates suivies, {once} des pixels témoins sont marqués au moins une fois : un taux vaut pour une date.",
    ),
    "series": Both(
        "Over the whole series (omnibus, {alpha} a pixel for all dates together; measured {mean}): "
        "{share} of the place changed; 'began' says since when.",
        "Sur toute la série (omnibus, {alpha} par pixel pour toutes les dates ; mesuré {mean}) : "
        "{share} du lieu a changé ; « début » dit depuis quand.",
    ),
    "smallest": Both(
        "The smallest rate that these pixels resolve is {smallest}.", "Le plus petit taux que ces pixels permettent est {smallest}."
    ),
    "p-note": Both(
        "p: how unusual the share is among {nulls} shares of strips of control areas on watched dates, "
        "each area treated as the place; never below {least}.",
        "p : combien la part est inhabituelle parmi {nulls} parts de bandes de zones témoins aux dates suivies, "
        "chaque zone traitée comme le lieu ; jamais sous {least}.",
    ),
    "images": Both("Quick-looks: {names}", "Aperçus : {names}"),
    "skipped": Both("{name}: nothing told: {why}", "{name} : rien n'est dit : {why}"),
    "foot": Both(
        "Shares of a whole cell of 0.1 degree. A change is no cause: harvest, snow, flood and building look alike here.",
        "Parts d'une cellule entière de 0,1 degré. "
        "Un changement n'est pas une cause : moisson, neige, crue et chantier se ressemblent ici.",
    ),
    "plot": Both("{name}: share of pixels that differ from the baseline", "{name} : part de pixels qui diffèrent de la base"),
    "stated": Both("stated false alarms", "fausses alertes annoncées"),
    "share": Both("share of seen pixels", "part des pixels vus"),
    "listed": Both(
        "{name}: {count} images listed by {service}, {first} to {last}", "{name} : {count} images chez {service}, du {first} au {last}"
    ),
    "taken": Both("taken", "prise"),
    "kind": Both("kind", "genre"),
    "platform": Both("platform", "satellite"),
    "track": Both("track", "orbite"),
    "cloud": Both("cloud", "nuages"),
    "known": Both("known since", "connue depuis"),
    "listed-foot": Both(
        "Images that were taken: somebody looked. What they show is told once their files are on disk (--bring).",
        "Des images prises : quelqu'un a regardé. Ce qu'elles montrent se dit une fois leurs fichiers sur disque (--bring).",
    ),
    "brought": Both("Files of {count} images brought.", "Fichiers de {count} images apportés."),
    "kept": Both("{count} records kept", "{count} relevés gardés"),
    "written": Both(
        "{path}: SYNTHETIC images of an invented place. Next: tocsin change {folder} {place}",
        "{path} : images SYNTHETIC d'un lieu inventé. Ensuite : tocsin change {folder} {place}",
    ),
}


def label(key: str, lang: Lang, **values: object) -> str:
    """The words of `key`, filled in."""
    both = LABELS[key]
    return (both.fr if lang == "fr" else both.en).format(**values)
