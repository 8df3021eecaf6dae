"""The fixed words of a brief, English beside French, so that no key can be missing in one of them."""

from typing import NamedTuple

from tocsin.warn.asked_phrases import ASKED
from tocsin.warn.brief_phrases import WRITTEN
from tocsin.warn.words import Lang, typography


class Both(NamedTuple):
    """One template in the two languages; both hold the same placeholders (a test compares them)."""

    en: str
    fr: str


PHRASES: dict[str, Both] = {
    # headings
    "title": Both("Warning brief: {problem}", "Note d'alerte : {problem}"),
    "as-of": Both("As of {moment}. {question}", "Arrêté au {moment}. {question}"),
    "section.key-judgements": Both("KEY JUDGEMENTS", "JUGEMENTS CLÉS"),
    "section.changed": Both("WHAT CHANGED", "CE QUI A CHANGÉ"),
    "section.said": Both("WHO SAID WHAT, THROUGH WHOM", "QUI A DIT QUOI, PAR QUI"),
    "section.board": Both("INDICATOR BOARD", "TABLEAU DES INDICATEURS"),
    "section.blind": Both("WHAT WE ARE BLIND TO", "CE QUE NOUS NE VOYONS PAS"),
    "section.others": Both("JUDGEMENTS OF OTHERS, IN THEIR WORDS", "JUGEMENTS DES AUTRES, DANS LEURS MOTS"),
    "section.assumptions": Both("WHAT THIS RESTS ON", "SUR QUOI CELA REPOSE"),
    "section.notice": Both("NOTICE", "AVERTISSEMENT"),
    "references": Both("REFERENCES", "RÉFÉRENCES"),
    # likelihood; never a word of confidence in these
    "likelihood": Both(
        "Within {days} days, the probability {of_name} is {chance} (90% range: {span}).",
        "D'ici à {days} jours, la probabilité {of_name} est {chance} (plage à 90 % : {span}).",
    ),
    "likelihood.words": Both(
        "Within {days} days, {name}: {words}, {chance} (90% range: {span}).",
        "D'ici à {days} jours, {name} : {words}, {chance} (plage à 90 % : {span}).",
    ),
    "happened": Both(
        "It has happened: {name}, on {day}, on the word of {who}.",
        "C'est arrivé : {name}, le {day}, selon {who}.",
    ),
    "happened.again": Both(
        "It has happened {count} times in the record: {name}, last on {day}, on the word of {who}.",
        "C'est arrivé {count} fois au registre : {name}, la dernière fois le {day}, selon {who}.",
    ),
    "below-yardstick": Both(
        "That is below the yardstick: under 1% no word is used.",
        "C'est en dessous du barème : sous 1 %, aucun mot n'est employé.",
    ),
    "other-horizons": Both(
        "At other horizons: {list}.",
        "À d'autres horizons : {list}.",
    ),
    "horizon-item": Both("{days} days, {chance}", "{days} jours, {chance}"),
    "base": Both(
        "With no evidence it would be {base} ({span}). With a base rate ten times higher it would be {up}; ten times lower, {down}.",
        "Sans aucun indice, elle serait de {base} ({span}). Avec un taux de base dix fois plus élevé : {up} ; dix fois plus bas : {down}.",
    ),
    "others-likelihood": Both(
        "Also within {days} days: {list}.",
        "Également d'ici à {days} jours : {list}.",
    ),
    "others-same": Both(
        "At or near their base rates (`tocsin assess`): {list}.", "À leur taux de base ou presque (`tocsin assess`) : {list}."
    ),
    "others-same.count": Both(
        "The other {count} hypotheses: at or near their base rates (`tocsin assess`).",
        "Les {count} autres hypothèses : à leur taux de base ou presque (`tocsin assess`).",
    ),
    "other-item": Both(
        "{name}, {chance} (base {base})",
        "{name}, {chance} (base {base})",
    ),
    # confidence; never a number of likelihood in these
    "confidence": Both(
        "Confidence in this judgement is {level} ({why}).",
        "La confiance dans ce jugement est {level} ({why}).",
    ),
    "confidence.others": Both(
        "Confidence in the other judgements: {list}.",
        "Confiance dans les autres jugements : {list}.",
    ),
    "confidence.low": Both("low", "faible"),
    "confidence.moderate": Both("moderate", "moyenne"),
    "confidence.high": Both("high", "élevée"),
    # what changed
    "changed.from-to": Both(
        "Since {moment}, the probability {of_name} within {days} days went from {before} to {now}.",
        "Depuis le {moment}, la probabilité {of_name} d'ici à {days} jours est passée de {before} à {now}.",
    ),
    "changed.from-base": Both(
        "From the base rate, the probability {of_name} within {days} days goes from {before} to {now}.",
        "À partir du taux de base, la probabilité {of_name} d'ici à {days} jours passe de {before} à {now}.",
    ),
    "changed.nothing": Both(
        "Nothing moved the probability {of_name} within {days} days since {moment}: still {now}.",
        "Rien n'a fait bouger la probabilité {of_name} d'ici à {days} jours depuis le {moment} : toujours {now}.",
    ),
    "changed.nothing-base": Both(
        "Nothing moved the probability {of_name} within {days} days from its base rate, {now}.",
        "Rien n'a fait bouger la probabilité {of_name} d'ici à {days} jours de son taux de base, {now}.",
    ),
    "changed.unit": Both(
        "In chances out of {per}, from {before} to {now}:",
        "En chances sur {per}, de {before} à {now} :",
    ),
    "changed.origin": Both(
        "{delta} {indicator}: {who}.",
        "{delta} {indicator} : {who}.",
    ),
    "changed.several": Both("several indicators", "plusieurs indicateurs"),
    "changed.silence": Both(
        "{delta} {indicator}: silence where somebody was looking.",
        "{delta} {indicator} : silence là où l'on regardait.",
    ),
    "changed.earlier": Both(
        "{delta} {indicator}: what older origins say of it, together.",
        "{delta} {indicator} : ce qu'en disent ensemble des origines plus anciennes.",
    ),
    "changed.condition": Both(
        "{delta} a condition that holds: {indicator}.",
        "{delta} une condition remplie : {indicator}.",
    ),
    "changed.other": Both(
        "{delta} {indicator}: an instrument.",
        "{delta} {indicator} : un instrument.",
    ),
    "changed.rest": Both(
        "{delta} all the rest ({moves}, rounding).",
        "{delta} tout le reste ({moves}, arrondis).",
    ),
    "changed.rounding": Both(
        "{delta} rounding.",
        "{delta} arrondis.",
    ),
    "changed.time": Both(
        "{delta} time passing: indications fade, and so do silences.",
        "{delta} le temps écoulé : les indices s'effacent, les silences aussi.",
    ),
    "changed.new": Both(
        "Known since {moment}: {origins}, {reports}; copies moved nothing.",
        "Connus depuis le {moment} : {origins}, {reports} ; les copies n'ont rien fait bouger.",
    ),
    "changed.no-new": Both(
        "Nothing new became known since {moment}.",
        "Rien de nouveau n'est apparu depuis le {moment}.",
    ),
    # who said what
    "said.origin": Both(
        "{publisher}, {day} ({reports})",
        "{publisher}, {day} ({reports})",
    ),
    "said.statement": Both("{speaker}, {act}: “{words}”{chain}.", "{speaker}, {act} : « {words} »{chain}."),
    "said.chain": Both(" [{chain}]", " [{chain}]"),
    "said.denial": Both(
        "An interested party's denial: it weighs about nothing, either way.",
        "Démenti d'une partie intéressée : il ne pèse à peu près rien, dans aucun sens.",
    ),
    "said.drift": Both(
        "Beware, {kind} changed on the way: “{words}” ({outlet}), “{was}” at its source.",
        "Attention, {kind} changé en route : « {words} » ({outlet}), « {was} » à la source.",
    ),
    "said.drift-inside": Both(
        "Beware, {kind} changes inside one report ({outlet}): “{words}” here, “{was}” there.",
        "Attention, {kind} changé dans un même article ({outlet}) : « {words} » ici, « {was} » là.",
    ),
    "said.more": Both(
        "Not shown: {statements} (`tocsin statements`).",
        "Non montrés : {statements} (`tocsin statements`).",
    ),
    "said.drifts": Both("Not shown: {drifts} (`tocsin origins`).", "Non montrés : {drifts} (`tocsin origins`)."),
    "said.irrelevant": Both(
        "{origins} said nothing on the problem.",
        "{origins} sans rien sur le problème.",
    ),
    "said.none": Both("No report says anything on the problem.", "Aucun article ne dit rien du problème."),
    "n.report": Both("{count} report", "{count} article"),
    "n.reports": Both("{count} reports", "{count} articles"),
    "n.origin": Both("{count} origin", "{count} origine"),
    "n.origins": Both("{count} origins", "{count} origines"),
    "n.statement": Both("{count} statement", "{count} propos"),
    "n.statements": Both("{count} statements", "{count} propos"),
    "n.assumption": Both("{count} recorded assumption", "{count} hypothèse consignée"),
    "n.assumptions": Both("{count} recorded assumptions", "{count} hypothèses consignées"),
    "n.drift": Both("{count} change on the way", "{count} changement en route"),
    "n.drifts": Both("{count} changes on the way", "{count} changements en route"),
    "n.move": Both(
        "{count} other move",
        "{count} autre mouvement",
    ),
    "n.moves": Both(
        "{count} other moves",
        "{count} autres mouvements",
    ),
    "anonymous": Both("anonymous", "anonyme"),
    "anonymous.count": Both("anonymous, {count} people", "anonyme, {count} personnes"),
    "anonymous.someone": Both("an anonymous speaker", "un locuteur anonyme"),
    "narration": Both("the report itself", "l'article lui-même"),
    "unknown-publisher": Both("unnamed source", "source non nommée"),
    "act.assessment": Both("assessment", "évaluation"),
    "act.threat": Both("threat", "menace"),
    "act.warning": Both("warning", "avertissement"),
    "act.commitment": Both("commitment", "engagement"),
    "act.denial": Both("denial", "démenti"),
    "act.disclosure": Both("disclosure", "révélation"),
    "act.report": Both("report", "fait rapporté"),
    "act.criticism": Both("criticism", "critique"),
    "act.doctrine": Both("doctrine", "doctrine"),
    "act.event": Both("event", "événement"),
    "drift.target": Both("the target", "la cible a"),
    "drift.estimate": Both("the estimate", "l'estimation a"),
    "drift.number": Both("a number", "un nombre a"),
    "drift.attribution": Both("the attribution", "l'attribution a"),
    "drift.modality": Both(
        "the degree of certainty",
        "le degré de certitude a",
    ),
    "drift.date": Both("the date", "la date a"),
    "drift.place": Both("the place", "le lieu a"),
    "drift.framing": Both("the framing", "la présentation a"),
    # board and blind spots
    "board.lit": Both(
        "Lit (origins/reports): {list}.",
        "Allumés (origines/articles) : {list}.",
    ),
    "board.contested": Both(
        "Contested (origins/reports): {list}.",
        "Contestés (origines/articles) : {list}.",
    ),
    "board.quiet": Both(
        "Quiet while watched (share of 30 days watched): {list}.",
        "Calmes et surveillés (part des 30 jours observée) : {list}.",
    ),
    "board.broken": Both(
        "Broken, collector last known to be down (share of 30 days watched): {list}.",
        "En panne, collecte rompue aux dernières nouvelles (part des 30 jours observée) : {list}.",
    ),
    "board.unseen": Both(
        "Unseen, which is not calm: {count}, see below.",
        "Non vus, ce qui n'est pas calme : {count}, voir plus bas.",
    ),
    "board.assumed": Both(
        "That a source looked on a day on which its address answered is an assumption by kind of source.",
        "Qu'une source ait regardé, le jour où son adresse a répondu, est une hypothèse selon le genre de source.",
    ),
    "board.beside": Both(
        "Reported, but not evidence: {list}.",
        "Signalés, sans être des indices : {list}.",
    ),
    "board.origins": Both(
        "{name} {origins}/{reports}",
        "{name} {origins}/{reports}",
    ),
    "board.coverage": Both("{name} ({coverage})", "{name} ({coverage})"),
    "board.none": Both("No indicator is lit.", "Aucun indicateur n'est allumé."),
    "blind.unread": Both(
        "Not read, because their language is not: {reports} ({languages}); what they say is missing here.",
        "Non lus, faute de lire leur langue : {reports} ({languages}) ; ce qu'ils disent manque ici.",
    ),
    "blind.why": Both("{why}: {list}.", "{why} : {list}."),
    "blind.arrived": Both(
        "Of those lit, {count} only by what happened to arrive.",
        "Parmi les allumés, par ce qui est seulement arrivé de soi-même : {count}.",
    ),
    "blind.since": Both("since {day}", "depuis le {day}"),
    "blind.reason": Both("“{reason}”", "« {reason} »"),
    "blind.not-calm": Both("Where nobody looked, silence says nothing.", "Là où personne n'a regardé, le silence ne dit rien."),
    "blind.none": Both(
        "Every evidence indicator was watched at some time in the last 30 days.",
        "Chaque indicateur d'indice a été surveillé à un moment des 30 derniers jours.",
    ),
    # others
    "others.judgement": Both(
        "{by}: “{phrase}” ({name}{date}; horizon {horizon}{reading}){chain}.",
        "{by} : « {phrase} » ({name}{date} ; horizon {horizon}{reading}){chain}.",
    ),
    "others.reading": Both("; {yardstick}: {low}-{high}", " ; {yardstick} : {low}-{high}"),
    "others.translated": Both(", through a translation", ", à travers une traduction"),
    "others.change": Both(
        "; they say: unchanged",
        " ; ils disent : inchangé",
    ),
    "others.up": Both("; they say: up", " ; ils disent : en hausse"),
    "others.down": Both("; they say: down", " ; ils disent : en baisse"),
    "others.dissent": Both("; dissent inside", " ; avis divergents en interne"),
    "others.if": Both(
        "; if: “{condition}”",
        " ; si : « {condition} »",
    ),
    "others.unstated-event": Both("an unstated event", "un événement non précisé"),
    "others.unstated": Both("unstated", "non précisé"),
    "others.days": Both("{days} days", "{days} jours"),
    "others.more": Both(
        "And {count} more: `tocsin assess`.",
        "Et {count} de plus : `tocsin assess`.",
    ),
    "others.none": Both("No judgement of a third party was found.", "Aucun jugement d'un tiers n'a été trouvé."),
    "others.not-evidence": Both(
        "Opinions beside ours, never evidence in it.",
        "Des avis à côté du nôtre, jamais des indices.",
    ),
    "dissent": Both(
        "Dissent by {by}: {name} at {days} days is {chance}, because “{why}”.",
        "Avis divergent de {by} : {name} à {days} jours, {chance}, parce que « {why} ».",
    ),
    # assumptions and notice
    "assume.ranges": Both(
        "{assumed} of {all} declared ranges are assumptions; the 90% range covers them, not what the model leaves out.",
        "{assumed} plages déclarées sur {all} sont des hypothèses ; la plage à 90 % les couvre, non ce que le modèle laisse de côté.",
    ),
    "assume.denial": Both(
        "An interested denial weighs a factor of {bound} at most, once.",
        "Un démenti intéressé pèse au plus un facteur {bound}, une seule fois.",
    ),
    "assume.more": Both(
        "{count}: `tocsin assess --assumptions`.",
        "{count} : `tocsin assess --assumptions`.",
    ),
    "notice.public": Both("Public sources only.", "Sources publiques uniquement."),
    "notice.calibrated": Both(
        "The figures are declared judgement worked through, not calibrated probability.",
        "Les chiffres sont un jugement déclaré et mené à son terme, non une probabilité calibrée.",
    ),
    "notice.synthetic": Both(
        "SYNTHETIC: some of this comes from a sample or a simulation; do not act on it.",
        "SYNTHETIC (fictif) : une partie provient d'un échantillon ou d'une simulation ; ne pas agir sur cette base.",
    ),
    "notice.hindsight": Both(
        "Hindsight: the problem was declared by people who knew part of what followed.",
        "Recul : le problème a été déclaré par des gens qui connaissaient une partie de la suite.",
    ),
    # marking and references
    "characters": Both(
        "{start}-{end}",
        "{start}-{end}",
    ),
    "reference.before": Both("our earlier judgement {id}", "notre jugement antérieur {id}"),
    "reference.problem": Both("problem {id}: `tocsin problem show {id}`", "problème {id} : `tocsin problem show {id}`"),
    "references.how": Both(
        "[number] article, its file, characters from-to; a letter is a place in it; a capital, declared numbers",
        "[numéro] article, son fichier, caractères de-à ; une lettre en est un endroit ; une majuscule, des nombres déclarés",
    ),
    "origin": Both("origin {id}", "origine {id}"),
    "report": Both("report {id}", "article {id}"),
}

PHRASES.update({key: Both(*both) for key, both in (ASKED | WRITTEN).items()})

YARDSTICK_FR = {
    "remote": "chance infime",
    "almost no chance": "presque aucune chance",
    "very unlikely": "très peu probable",
    "highly improbable": "très peu probable",
    "unlikely": "peu probable",
    "improbable": "peu probable",
    "roughly even chance": "chances à peu près égales",
    "roughly even odds": "chances à peu près égales",
    "likely": "probable",
    "probable": "probable",
    "very likely": "très probable",
    "highly probable": "très probable",
    "almost certain": "quasi certain",
    "almost certainly": "quasi certain",
    "nearly certain": "quasi certain",
}
"""Our own judgements use ICD 203's words; this is how they read in French, not a French issuer's yardstick."""


def phrase(key: str, lang: Lang, **values: object) -> str:
    """The template `key` filled in. French templates get their spaces here, before the values, which stay as they are."""
    both = PHRASES[key]
    return (both.en if lang == "en" else typography(both.fr)).format(**values)


def yardstick_words(words: str, lang: Lang) -> str:
    """ICD 203's words in the brief's language; words that we hold no French for stay as they are, in quotation marks."""
    if lang == "en":
        return words
    return YARDSTICK_FR.get(words.lower(), typography(f"« {words} »"))
