"""The fixed words of answers to questions beside the brief (what it rests on, worth, competing hypotheses), English beside French."""

ASKED: dict[str, tuple[str, str]] = {
    "rest.key": (
        "Of the width of the main range, {total} comes from: {list}.",
        "De la largeur de la plage principale, {total} vient de : {list}.",
    ),
    "rest.wide": (
        "What makes the range of {name} wide (share of it, and the line to narrow):",
        "Ce qui rend large la plage de : {name} (part, et la ligne à resserrer) :",
    ),
    "rest.also": (" and {count} more of its kind", " et {count} de même nature"),
    "rest.assumption": ("assumption", "hypothèse"),
    "rest.since": ("since {day}", "depuis le {day}"),
    "rest.most": ("{part} of {name}", "{part} de {name}"),
    "rest.enters": ("enters {names}", "entre dans {names}"),
    "rest.head.share": ("share", "part"),
    "rest.head.what": (
        "what is supposed, and who says so (share: of the range of {name})",
        "ce qui est supposé, et qui le dit (part : de la plage de {name})",
    ),
    "ach.head": (
        "Competing hypotheses: {problem}, within {days} days, as of {moment}.",
        "Hypothèses concurrentes : {problem}, d'ici à {days} jours, au {moment}.",
    ),
    "ach.how": (
        "A cell says how much likelier the evidence is if the hypothesis holds than if not, taken alone: ++ four times and more, "
        "+ a quarter and more, · about the same, - and -- the other way. Grades are in it. The least contradicted comes first.",
        "Une case dit combien l'indice est plus probable si l'hypothèse est vraie que sinon, pris seul : ++ quatre fois et plus, "
        "+ un quart et plus, · à peu près autant, - et -- l'inverse. Les cotations y sont comprises. La moins contredite vient d'abord.",
    ),
    "ach.drawn": (
        "Weights are means over drawn orders of the evidence; --json has their errors.",
        "Les poids sont des moyennes sur des ordres tirés au sort ; leurs erreurs sont dans --json.",
    ),
    "ach.column": (
        "{letter}  {name}: from {before} to {after}; for it {support}, against it {against}",
        "{letter}  {name} : de {before} à {after} ; pour {support}, contre {against}",
    ),
    "ach.by-hand": (", against it by hand {against}", ", contre à la main {against}"),
    "ach.none": ("none of them", "aucune d'elles"),
    "ach.flat": (
        "And {count} more that tell nothing apart: --json.",
        "Et {count} de plus, qui ne départagent rien : --json.",
    ),
    "ach.nothing": ("No evidence bears on it.", "Aucun indice ne s'y rapporte."),
    "ach.columns": ("tells  own   evidence", "écart  propre indice"),
    "ach.legend": (
        "tells: how far apart it sets the hypotheses; own: the part that no other line says already.",
        "écart : ce dont il sépare les hypothèses ; propre : la part qu'aucune autre ligne ne dit déjà.",
    ),
    "ach.hand": ("by hand, {letter} {sign}: {by}, because {reason}", "à la main, {letter} {sign} : {by}, parce que {reason}"),
    "ach.silence": (": silence where somebody was looking", " : silence là où l'on regardait"),
    "worth.head": (
        "What looks over the next {days} days would be worth to: {name} within {horizon} days, as of {moment} (without them {now}).",
        "Ce que vaudraient {days} jours d'observation pour : {name} d'ici à {horizon} jours, au {moment} (sans elles {now}).",
    ),
    "worthunit.change": (
        "Worth: how far it would move that, on average over all it may show, in chances out of {per} (90% over declared parameters).",
        "Valeur : de combien elle la ferait bouger en moyenne, en chances sur {per} (90 % sur les paramètres déclarés).",
    ),
    "worthunit.entropy": (
        "Worth: uncertainty that it would remove on average, in bits out of {per} (90% over declared parameters).",
        "Valeur : incertitude qu'elle lèverait en moyenne, en bits sur {per} (90 % sur les paramètres déclarés).",
    ),
    "worthunit.brier": (
        "Worth: what it would take off the Brier score on average, out of {per} (90% over declared parameters).",
        "Valeur : ce qu'elle retirerait en moyenne au score de Brier, sur {per} (90 % sur les paramètres déclarés).",
    ),
    "worth.alone": ("One look alone:", "Une seule observation :"),
    "worth.sets": (
        "Sets, the next look added to those above it:",
        "Ensembles, l'observation suivante ajoutée à celles qui précèdent :",
    ),
    "worth.and": ("and {look} (apart, added up: {apart})", "et {look} (séparément, additionnées : {apart})"),
    "worth.more": ("        and {count} more: --json", "        et {count} de plus : --json"),
    "worth.further": ("a further source of reliability {grade}", "une source de plus, de fiabilité {grade}"),
    "lookstatus.watched": (" (watching now)", " (observe déjà)"),
    "lookstatus.not-watched": (" (not watching now)", " (n'observe pas)"),
    "lookstatus.broken": (" (broken now)", " (en panne)"),
    "why.head": (
        "{name} within {days} days, {since}: from {before} to {after}",
        "{name} d'ici à {days} jours, {since} : de {before} à {after}",
    ),
    "why.since": ("since {moment}", "depuis le {moment}"),
    "why.base": ("from the base rate", "à partir du taux de base"),
    "why.unit": ("In chances out of {per}, from {before} to {after}:", "En chances sur {per}, de {before} à {after} :"),
    "why.time": ("time passing: indications fade, and so do silences", "le temps écoulé : les indices s'effacent, les silences aussi"),
    "why.declarations": ("other declared numbers than then", "d'autres nombres déclarés qu'alors"),
    "why.condition": ("{name}: a condition that holds", "{name} : une condition remplie"),
    "why.silence": ("silence where somebody was looking", "silence là où l'on regardait"),
    "why.earlier": ("what older origins say of it, together", "ce qu'en disent ensemble des origines plus anciennes"),
    "why.unnamed": ("unnamed source", "source non nommée"),
    "why.several": ("several indicators", "plusieurs indicateurs"),
    "why.silent": (" (silence)", " (silence)"),
    "why.nothing": ("Nothing moved it.", "Rien ne l'a fait bouger."),
    "why.rest": ("everything else together ({count} smaller moves, rounding)", "tout le reste ({count} mouvements plus petits, arrondis)"),
    "why.by-indicator": ("By indicator: {list}.", "Par indicateur : {list}."),
    "why.by-origin": ("By origin: {list}.", "Par origine : {list}."),
    "why.where": (", characters {start}-{end}", ", caractères {start}-{end}"),
}
