"""The fixed words of origin trees and of answers about a claim, English beside French."""

from tocsin.cli.labels import Lang
from tocsin.warn.phrases import Both

LABELS: dict[str, Both] = {
    "wire": Both("wire report", "dépêche"),
    "statement": Both("public statement", "déclaration publique"),
    "official-text": Both("official text", "texte officiel"),
    "own-reporting": Both("own reporting", "information propre"),
    "unnamed": Both("(unnamed)", "(sans nom)"),
    "original": Both("original", "original"),
    "copy": Both("copy", "copie"),
    "rewrite": Both("rewrite", "réécriture"),
    "translation": Both("translation", "traduction"),
    "citation": Both("citation", "citation"),
    "not-held": Both("not held", "non détenu"),
    "described": Both("not named", "non nommé"),
    "more": Both("and {count} more like these, unchanged", "et {count} autres semblables, sans changement"),
    "was": Both("{kind}: “{words}”, was “{was}”", "{kind} : « {words} », était « {was} »"),
    "inherited": Both("taken over", "repris"),
    "target": Both("target", "cible"),
    "estimate": Both("estimate", "degré"),
    "number": Both("number", "nombre"),
    "attribution": Both("attribution", "attribution"),
    "modality": Both("modality", "modalité"),
    "date": Both("date", "date"),
    "place": Both("place", "lieu"),
    "framing": Both("framing", "cadrage"),
    "upstream-known": Both("stands on: {words}", "repose sur : {words}"),
    "upstream-suspected": Both("may stand on: {words}", "repose peut-être sur : {words}"),
    "hand": Both("hand: {name}", "main : {name}"),
    "also": Both("{count} also under another origin", "{count} aussi sous une autre origine"),
    "reports": Both("{count} reports", "{count} articles"),
    "outlet": Both("1 outlet", "1 média"),
    "outlets": Both("{count} outlets", "{count} médias"),
    "report": Both("1 report", "1 article"),
    "grades": Both("grades", "cotes"),
    "by": Both("by {who}", "par {who}"),
    "copied": Both(
        "{what} carried {count} times within a day: attention, no evidence",
        "{what} repris {count} fois en un jour : de l'attention, pas une preuve",
    ),
    "circle": Both("in a circle: {way}", "en cercle : {way}"),
    "relays": Both("who relays what", "qui relaie quoi"),
    "relayed": Both("relayed", "relayé"),
    "left-out": Both("left out", "laissé"),
    "suspected": Both("may be one hand ({score}): {outlets}", "peut-être une seule main ({score}) : {outlets}"),
    "withdrawn": Both("No: who told it took it back.", "Non : qui l'a dit l'a retiré."),
    "contradicted": Both(
        "Contested: others with no interest in it say the contrary.", "Contesté : d'autres, sans intérêt à la chose, disent le contraire."
    ),
    "confirmed": Both("Confirmed by other hands, independently.", "Confirmé par d'autres mains, indépendamment."),
    "unconfirmed": Both("Not confirmed: nobody else tells it independently.", "Non confirmé : nul autre ne le dit indépendamment."),
    "nothing": Both("Nothing in it bears on the problem.", "Rien n'y touche au problème."),
    "question": Both("Is it real?", "Est-ce vrai ?"),
    "held": Both("held since {at} UTC at the latest, says {by}", "détenu depuis {at} UTC au plus tard, dit {by}"),
    "held-ledger": Both(
        "held since {at} UTC at the latest, with the whole ledger, says {by}",
        "détenu depuis {at} UTC au plus tard, avec tout le registre, dit {by}",
    ),
    "first-seen": Both("First seen", "Vu d'abord"),
    "origins": Both("Origins", "Origines"),
    "hands": Both("{origins}, {hands}", "{origins}, {hands}"),
    "origin-one": Both("1 origin", "1 origine"),
    "origin-many": Both("{count} origins", "{count} origines"),
    "hand-one": Both("1 hand", "1 main"),
    "hand-many": Both("{count} hands", "{count} mains"),
    "carried": Both("{reports} by {outlets} ({languages})", "{reports} de {outlets} ({languages})"),
    "against": Both("Against it", "Contre"),
    "against-none": Both("nobody says the contrary", "nul ne dit le contraire"),
    "denial": Both("denial", "démenti"),
    "contrary": Both("the contrary", "le contraire"),
    "interested": Both("an interested party: weighs about nothing", "partie intéressée : ne pèse presque rien"),
    "primary": Both("Primary source", "Source première"),
    "primary-held": Both("{by}, held: {where}", "{by}, détenue : {where}"),
    "primary-missing": Both("{by}, known by citation only", "{by}, connue par citation seulement"),
    "behind": Both("behind it: {words}", "derrière : {words}"),
    "changed": Both("Changed on the way", "Changé en route"),
    "alarm": Both("Past false alarm", "Fausse alerte passée"),
    "alarm-none": Both("none that is like it", "aucune qui lui ressemble"),
    "untrue": Both("it was not so", "ce n'était pas vrai"),
    "not-borne-out": Both("nothing followed", "rien n'a suivi"),
    "explained": Both("it was so, and harmless", "c'était vrai, et sans danger"),
    "misread": Both("it was something else", "c'était autre chose"),
    "shares": Both("alike in: {what}", "en commun : {what}"),
    "settle": Both("What would settle it", "Ce qui trancherait"),
    "settle-none": Both("nothing is open", "rien n'est ouvert"),
    "synthetic": Both("SYNTHETIC: from a sample, evidence of nothing", "SYNTHÉTIQUE : tiré d'un échantillon, ne prouve rien"),
}


def label(key: str, lang: Lang, **words: object) -> str:
    """The words for `key`."""
    return (LABELS[key].en if lang == "en" else LABELS[key].fr).format(**words)


def count(number: int, one: str, many: str, lang: Lang) -> str:
    """`1 origin`, `3 origins`."""
    return label(one, lang) if number == 1 else label(many, lang, count=number)
