"""The fixed words of a reading shown to people, English beside French."""

from typing import Literal

from tocsin.desk.labels import LABELS as SHOWN
from tocsin.warn.phrases import Both

Lang = Literal["en", "fr"]

LABELS: dict[str, Both] = {
    **SHOWN["act"],
    "named": Both("named", "nommé"),
    "office": Both("office", "fonction"),
    "institution": Both("institution", "institution"),
    "anonymous": Both("anonymous", "anonyme"),
    "outlet": Both("outlet", "média"),
    "text": Both("text", "texte"),
    "people": Both("{count} people", "{count} personnes"),
    "itself": Both("the report itself", "le texte lui-même"),
    "held": Both("held by {who}", "opinion de {who}"),
    "told": Both("told by {who}", "rapporté par {who}"),
    "via": Both("via {who}", "via {who}"),
    "together": Both("with {who}", "avec {who}"),
    "interested": Both("an interested party", "partie intéressée"),
    "dissent": Both("dissent", "avis divergent"),
    "feared": Both("position: to be feared", "position : à craindre"),
    "exaggerated": Both("position: exaggerated", "position : exagéré"),
    "negated": Both("in the negative", "à la forme négative"),
    "change.none": Both("no change", "sans changement"),
    "change.up": Both("up", "en hausse"),
    "change.down": Both("down", "en baisse"),
    "because": Both("because {words}", "raison donnée : {words}"),
    "condition": Both("if: {words}", "si : {words}"),
    "consequence": Both("then: {words}", "alors : {words}"),
    "dated": Both("dated {date}", "daté du {date}"),
    "clock": Both("time: {words}", "heure : {words}"),
    "order": Both("number {place} of that day", "n° {place} de ce jour"),
    "target": Both("would hit: {words}", "viserait : {words}"),
    "by-model": Both("read by the model only", "lu par le modèle seul"),
    "translated": Both("through a translation", "à travers une traduction"),
    "no-yardstick": Both("no yardstick", "sans barème"),
    "range": Both("{low} to {high}", "{low} à {high}"),
    "flags": Both("flags: {list}", "signalements : {list}"),
    "through": Both("through {chain}", "par {chain}"),
    "unknown-language": Both("language not known", "langue inconnue"),
    "no-date": Both("no date found", "aucune date trouvée"),
    "nothing": Both("nothing on the problem", "rien sur le problème"),
    "unseen": Both("hidden in the page", "caché dans la page"),
    "legend.marks": Both("⟦1 what is reported⟧, its note below", "⟦1 ce qui est rapporté⟧, sa note au-dessous"),
    "legend.speaker": Both("who speaks", "qui parle"),
    "legend.estimate": Both("how likely", "degré de probabilité"),
    "legend.furniture": Both("not read", "non lu"),
    "legend.polarity": Both("▲ raises, ▼ lowers, – neutral", "▲ fait monter, ▼ fait baisser, – neutre"),
}


def label(key: str, lang: Lang, **words: object) -> str:
    """The words for `key`."""
    return (LABELS[key].en if lang == "en" else LABELS[key].fr).format(**words)
