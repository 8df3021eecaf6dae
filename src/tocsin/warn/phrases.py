"""The fixed words of a brief, English beside French, so that no key can be missing in one of them."""

from typing import NamedTuple

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
        "Sous {days} jours, la probabilité {of_name} est : {chance} (plage à 90 % : {span}).",
    ),
    "likelihood.words": Both(
        "Within {days} days, {name}: {words}, {chance} (90% range: {span}).",
        "Sous {days} jours, {name} : {words}, {chance} (plage à 90 % : {span}).",
    ),
    "below-yardstick": Both(
        "That is below the yardstick: its words begin at 1%, so none is used.",
        "C'est en dessous du barème : ses mots commencent à 1 %, aucun n'est donc employé.",
    ),
    "other-horizons": Both("Same event at other horizons: {list}.", "Même événement à d'autres horizons : {list}."),
    "horizon-item": Both("{days} days, {chance}", "{days} jours, {chance}"),
    "base": Both(
        "Base rate, with no evidence, at {days} days: {base} ({span}).",
        "Taux de base, sans aucun indice, à {days} jours : {base} ({span}).",
    ),
    "prior": Both(
        "Were that rate ten times higher, the result would be {up}; ten times lower, {down}.",
        "Si ce taux était dix fois plus haut, le résultat serait {up} ; dix fois plus bas, {down}.",
    ),
    "others-likelihood": Both("Also within {days} days:", "Aussi sous {days} jours :"),
    "others-same": Both("At or near their base rates: {list}.", "À leur taux de base ou presque : {list}."),
    "other-same": Both("{name}, {chance}", "{name}, {chance}"),
    "other-item": Both("{name}: {chance} ({span}), base {base}.", "{name} : {chance} ({span}), base {base}."),
    # confidence; never a number of likelihood in these
    "confidence": Both("Confidence in this judgement is {level}: {why}.", "La confiance dans ce jugement est {level} : {why}."),
    "confidence.others": Both("Confidence in the other judgements: {list}.", "Confiance dans les autres jugements : {list}."),
    "confidence.low": Both("low", "faible"),
    "confidence.moderate": Both("moderate", "moyenne"),
    "confidence.high": Both("high", "élevée"),
    # what changed
    "changed.from-to": Both(
        "Since {moment}, the probability {of_name} within {days} days went from {before} to {now}.",
        "Depuis le {moment}, la probabilité {of_name} sous {days} jours va de {before} à {now}.",
    ),
    "changed.from-base": Both(
        "From the base rate to now, the probability {of_name} within {days} days goes from {before} to {now}.",
        "Du taux de base à maintenant, la probabilité {of_name} sous {days} jours va de {before} à {now}.",
    ),
    "changed.nothing": Both(
        "Nothing moved the probability {of_name} within {days} days since {moment}: still {now}.",
        "Rien n'a fait bouger la probabilité {of_name} sous {days} jours depuis le {moment} : toujours {now}.",
    ),
    "changed.nothing-base": Both(
        "Nothing moved the probability {of_name} within {days} days from its base rate, {now}.",
        "Rien n'a fait bouger la probabilité {of_name} sous {days} jours de son taux de base, {now}.",
    ),
    "changed.unit": Both(
        "Counted in {per}: from {before} to {now}, by these moves, which add up:",
        "Compté sur {per} : de {before} à {now}, par ces mouvements, qui s'additionnent :",
    ),
    "changed.origin": Both("{delta}: {who}, on {indicator}.", "{delta} : {who}, sur : {indicator}."),
    "changed.several": Both("several indicators", "plusieurs indicateurs"),
    "changed.silence": Both(
        "{delta}: silence where somebody was looking, on {indicator}.", "{delta} : silence là où l'on regardait, sur : {indicator}."
    ),
    "changed.other": Both("{delta}: an instrument, on {indicator}.", "{delta} : un instrument, sur : {indicator}."),
    "changed.rest": Both(
        "{delta}: everything else together ({moves}, passing time, rounding).",
        "{delta} : tout le reste ensemble ({moves}, temps écoulé, arrondis).",
    ),
    "changed.rounding": Both("{delta}: passing time and rounding.", "{delta} : temps écoulé et arrondis."),
    "changed.new": Both(
        "Known since {moment}: {origins}, {reports}; copies moved nothing.",
        "Connu depuis le {moment} : {origins}, {reports} ; les copies n'ont rien fait bouger.",
    ),
    "changed.no-new": Both("Nothing new became known since {moment}.", "Rien de nouveau n'a été connu depuis le {moment}."),
    # who said what
    "said.origin": Both("{publisher}: {reports}, first known {day}.", "{publisher} : {reports}, première fois le {day}."),
    "said.statement": Both("{speaker}, {act}: “{words}”{chain}.", "{speaker}, {act} : « {words} »{chain}."),
    "said.chain": Both(" [{chain}]", " [{chain}]"),
    "said.denial": Both(
        "That is an interested party's denial: it weighs about nothing, either way.",
        "C'est le démenti d'une partie intéressée : il ne pèse à peu près rien, dans aucun sens.",
    ),
    "said.drift": Both(
        "Beware, {kind} changed on the way: {outlet} has “{words}” where its source has “{was}”.",
        "Attention, {kind} changé en route : {outlet} porte « {words} » là où la source porte « {was} ».",
    ),
    "said.drift-inside": Both(
        "Beware, {kind} changed inside one report: {outlet} says “{words}” in one place and “{was}” in another.",
        "Attention, {kind} changé dans un même article : {outlet} dit « {words} » à un endroit et « {was} » à un autre.",
    ),
    "said.more": Both("And {statements} more (`tocsin statements`).", "Et encore {statements} (`tocsin statements`)."),
    "said.irrelevant": Both("Nothing on the problem under {origins}.", "Rien sur le problème sous {origins}."),
    "said.none": Both("No report says anything on the problem.", "Aucun article ne dit rien du problème."),
    "n.report": Both("{count} report", "{count} article"),
    "n.reports": Both("{count} reports", "{count} articles"),
    "n.origin": Both("{count} origin", "{count} origine"),
    "n.origins": Both("{count} origins", "{count} origines"),
    "n.statement": Both("{count} statement", "{count} propos"),
    "n.statements": Both("{count} statements", "{count} propos"),
    "n.move": Both("{count} smaller move", "{count} mouvement plus petit"),
    "n.moves": Both("{count} smaller moves", "{count} mouvements plus petits"),
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
    "drift.modality": Both("the modality", "la modalité a"),
    "drift.date": Both("the date", "la date a"),
    "drift.place": Both("the place", "le lieu a"),
    # board and blind spots
    "board.lit": Both("Lit: {list}.", "Allumés : {list}."),
    "board.contested": Both("Contested: {list}.", "Contestés : {list}."),
    "board.quiet": Both("Quiet while watched (share of 30 days): {list}.", "Calmes alors qu'on regardait (part des 30 jours) : {list}."),
    "board.broken": Both(
        "Broken, collector down (share of 30 days watched): {list}.", "En panne, collecte rompue (part des 30 jours observée) : {list}."
    ),
    "board.unseen": Both("Unseen, which is not calm: {count}, listed below.", "Non vus, et non calmes : {count}, ci-dessous."),
    "board.beside": Both(
        "Reported, but no evidence (own posture, opinions, outcomes): {list}.",
        "Signalés, mais non des indices (posture propre, opinions, suites) : {list}.",
    ),
    "board.origin": Both("{name} ({origins})", "{name} ({origins})"),
    "board.origins": Both("{name} ({origins}, {reports})", "{name} ({origins}, {reports})"),
    "board.coverage": Both("{name} ({coverage})", "{name} ({coverage})"),
    "board.none": Both("No indicator is lit.", "Aucun indicateur n'est allumé."),
    "blind.unread": Both(
        "Not read, because their language is not: {reports} ({languages}); what they say is missing here.",
        "Non lus, faute de lire leur langue : {reports} ({languages}) ; ce qu'ils disent manque ici.",
    ),
    "blind.why": Both("{why}: {list}.", "{why} : {list}."),
    "blind.arrived": Both(
        "Lit or contested only by what happened to arrive: {count}; nothing shows that anybody was looking.",
        "Allumés ou contestés par ce qui est arrivé de soi-même : {count} ; rien ne montre que quelqu'un observait.",
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
        "{by}: “{phrase}” ({name}; horizon {horizon}{date}{reading}){chain}.",
        "{by} : « {phrase} » ({name} ; horizon {horizon}{date}{reading}){chain}.",
    ),
    "others.reading": Both("; {yardstick} reads the words as {low}-{high}", " ; {yardstick} lit ces mots comme {low}-{high}"),
    "others.no-reading": Both("; no yardstick reads the words", " ; aucun barème ne lit ces mots"),
    "others.translated": Both(", through a translation", ", à travers une traduction"),
    "others.change": Both("; they say: unchanged", " ; ils disent : inchangé"),
    "others.up": Both("; they say: up", " ; ils disent : en hausse"),
    "others.down": Both("; they say: down", " ; ils disent : en baisse"),
    "others.dissent": Both("; dissent inside", " ; avis divergents en interne"),
    "others.if": Both("; given: “{condition}”", " ; sous condition : « {condition} »"),
    "others.unstated-event": Both("an unstated event", "un événement non précisé"),
    "others.unstated": Both("unstated", "non précisé"),
    "others.days": Both("{days} days", "{days} jours"),
    "others.more": Both("And {count} more: tocsin assess --json.", "Et {count} de plus : tocsin assess --json."),
    "others.none": Both("No judgement of a third party was found.", "Aucun jugement d'un tiers n'a été trouvé."),
    "others.not-evidence": Both(
        "These are opinions beside ours, never evidence in it.", "Ce sont des avis à côté du nôtre, jamais des indices dans le nôtre."
    ),
    "dissent": Both(
        "Dissent by {by}: {name} at {days} days is {chance}, because “{why}”.",
        "Avis divergent de {by} : {name} à {days} jours, {chance}, parce que « {why} ».",
    ),
    # assumptions and notice
    "assume.ranges": Both(
        "{assumed} of {all} declared ranges are marked as assumptions.",
        "{assumed} plages déclarées sur {all} sont marquées comme hypothèses.",
    ),
    "assume.range-meaning": Both(
        "The 90% range is over declared parameters, not over what the model leaves out.",
        "La plage à 90 % porte sur les paramètres déclarés, non sur ce que le modèle laisse dehors.",
    ),
    "assume.denial": Both(
        "An interested denial weighs no more than a factor of {bound}, once.",
        "Un démenti intéressé ne pèse pas plus qu'un facteur {bound}, une seule fois.",
    ),
    "assume.recorded": Both("As recorded: “{line}”", "Tel qu'enregistré, en anglais : « {line} »"),
    "assume.more": Both("And {count} more: tocsin assess --json.", "Et {count} de plus : tocsin assess --json."),
    "notice.public": Both("Public sources only.", "Sources publiques uniquement."),
    "notice.calibrated": Both(
        "The figures are a declared judgement worked through, not a calibrated probability.",
        "Les chiffres sont un jugement déclaré et déroulé, non une probabilité calibrée.",
    ),
    "notice.synthetic": Both(
        "SYNTHETIC: some of this comes from a sample or a simulation; do not act on it.",
        "SYNTHETIC (fictif) : une partie provient d'un échantillon ou d'une simulation ; ne pas agir sur cette base.",
    ),
    "notice.hindsight": Both("Hindsight: “{note}”", "Connaissance après coup : « {note} »"),
    # marking and references
    "characters": Both("characters {start}-{end}", "caractères {start}-{end}"),
    "declared": Both("declared: {what}", "déclaré : {what}"),
    "origin": Both("origin {id}", "origine {id}"),
    "report": Both("report {id}", "article {id}"),
}

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
