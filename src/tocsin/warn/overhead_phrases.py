"""The fixed words about looks, English beside French."""

from tocsin.warn.phrases import Both
from tocsin.warn.words import Lang, typography

PHRASES: dict[str, Both] = {
    "window": Both(
        "Who could look from {start} to {end}, by what was known at {as_of}. Times are UTC, day.month.",
        "Qui pourrait regarder du {start} au {end}, d'après ce qui était connu au {as_of}. Heures UTC, jour.mois.",
    ),
    "one.head": Both("|looks|first|mostly every|longest without|one clear", "|vues|première|souvent chaque|plus long sans|une claire"),
    "several.head": Both("|optical|first|longest|radar|first|longest|dark", "|optique|la 1re|au plus|radar|la 1re|au plus|nuit"),
    "several.head2": Both("|looks||without|looks||without|h/day", "|vues||sans|vues||sans|h/jour"),
    "kind.any": Both("any", "tous"),
    "kind.optical": Both("optical", "optique"),
    "kind.radar": Both("radar", "radar"),
    "worst": Both("{hours} from {start}", "{hours} dès {start}"),
    "blind.head": Both("Blind, though their elements are held:", "Aveugles, bien que leurs éléments soient connus :"),
    "blind.place": Both("{place}, {kind}: blind. {why}", "{place}, {kind} : aveugle. {why}"),
    "why.night": Both(
        "all {count} passes come too dark, the sun stands at most {sun} degrees high",
        "les {count} passages viennent tous dans l'obscurité, le soleil monte à {sun} degrés au plus",
    ),
    "why.cloud": Both("none of its looks is likely to be clear", "aucune de ses vues n'a de chance d'être claire"),
    "why.stale": Both(
        "{count} passes, none of which may be used: {dark} come too dark, of the others the elements are up to {days} days away",
        "{count} passages, dont aucun n'est utilisable : {dark} dans l'obscurité, les autres d'éléments vieux de {days} jours au plus",
    ),
    "why.no-pass": Both("no satellite passes within its limits", "aucun satellite ne passe dans ses limites"),
    "why.no-elements": Both("no elements are held", "aucun élément n'est connu"),
    "why.outside-limits": Both("its passes lie outside its limits", "ses passages sont hors de ses limites"),
    "why.none": Both("", ""),
    "dark": Both(
        "Too dark for optics {hours} hours a day (sun below {limit} degrees; at most {high} degrees high).",
        "Trop sombre pour l'optique {hours} heures par jour (soleil sous {limit} degrés ; {high} degrés au plus).",
    ),
    "season": Both("No light at all for optics {season}.", "Aucune lumière pour l'optique {season}."),
    "season.place": Both("{place}: no light at all for optics {season}.", "{place} : aucune lumière pour l'optique {season}."),
    "from-to": Both("from {start} to {end}", "du {start} au {end}"),
    "next.head": Both("Next looks ({shown} of {count}):", "Prochaines vues ({shown} sur {count}) :"),
    "angle": Both("{degrees}° {side}", "{degrees}° {side}"),
    "side.left": Both("left", "gauche"),
    "side.right": Both("right", "droite"),
    "sun": Both(", sun {degrees}°", ", soleil {degrees}°"),
    "clear": Both(", clear {odds}", ", claire {odds}"),
    "elements": Both(
        "Elements of {count} satellites of the catalogue, of {oldest} to {newest}.",
        "Éléments de {count} satellites du catalogue, du {oldest} au {newest}.",
    ),
    "no-elements": Both(
        "No elements held, so nothing is said, of {count} families: {names}",
        "Aucun élément, donc rien n'est dit, de {count} familles : {names}",
    ),
    "assumes": Both(
        "Sensors' limits are declared from memory of public documents; cloud is a declared table of wide ranges by region and month, "
        "no forecast; ± is one sigma by the age of the elements.",
        "Les limites des capteurs sont déclarées de mémoire de documents publics ; les nuages sont un tableau déclaré de fourchettes "
        "larges par région et par mois, pas une prévision ; ± vaut un sigma selon l'âge des éléments.",
    ),
    "plot.places": Both("{count} places", "{count} lieux"),
    "plot.title": Both("Who could look: {place}", "Qui pourrait regarder : {place}"),
    "plot.said": Both(
        "Looks at {place} from {start} to {end}: a dot for each, filled by the chance of a clear sky, a ring for each that must not be "
        "used, nights in grey, a frame around the longest time without.",
        "Vues de {place} du {start} au {end} : un point pour chacune, rempli selon la chance d'un ciel clair, un anneau pour celles à ne "
        "pas utiliser, les nuits en gris, un cadre autour de la plus longue absence.",
    ),
    "plot.look": Both("look", "vue"),
    "plot.clear": Both("filled by its chance of a clear sky", "rempli selon la chance d'un ciel clair"),
    "plot.night": Both("too dark for optics", "trop sombre pour l'optique"),
    "plot.refused": Both("not to be used (night, old elements)", "à ne pas utiliser (nuit, éléments anciens)"),
    "plot.gap": Both("longest without (beside the name)", "plus long sans (à côté du nom)"),
}


def said(key: str, lang: Lang, **values: object) -> str:
    """The words of `key` in one language, filled in."""
    words = PHRASES[key].en if lang == "en" else typography(PHRASES[key].fr)
    return words.format(**values)
