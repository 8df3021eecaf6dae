"""The fixed words of warning time and of tasking, English beside French."""

from tocsin.warn.phrases import Both
from tocsin.warn.words import Lang, typography

PHRASES: dict[str, Both] = {
    "title": Both("WOULD WE SEE IT IN TIME?", "LE VERRAIT-ON À TEMPS ?"),
    "head": Both(
        "As of {moment}, {what}, where {needs} hours are needed after a person has acknowledged.",
        "Au {moment}, {what}, s'il faut {needs} heures après qu'une personne a pris acte.",
    ),
    "all": Both("over {count} declared ways to it", "sur {count} voies déclarées"),
    "one": Both('by the way "{name}"', "par la voie « {name} »"),
    "if": Both(
        "If these step rates hold: they are declared, most of them assumed, and calibrated on nothing.",
        "Si ces taux par étape tiennent : ils sont déclarés, la plupart supposés, et calibrés sur rien.",
    ),
    "masses": Both("If these step rates hold: {list}.", "Si ces taux par étape tiennent : {list}."),
    "in_time": Both("in time", "à temps"),
    "too_late": Both("seen, but too late", "vu, mais trop tard"),
    "never_seen": Both("never confirmed", "jamais confirmé"),
    "too_late.short": Both("too late", "trop tard"),
    "never_seen.short": Both("never", "jamais"),
    "range": Both("(90% range {span})", "(plage à 90 % : {span})"),
    "hours": Both(
        "Where it is confirmed at all, a person knows {median} (half the cases {low} to {high} hours; negative: after the event).",
        "S'il y a confirmation, une personne le sait {median} (la moitié des cas de {low} à {high} heures ; négatif : après l'événement).",
    ),
    "before": Both("{hours} hours before the event at the median", "{hours} heures avant l'événement à la médiane"),
    "after": Both("{hours} hours after the event at the median", "{hours} heures après l'événement à la médiane"),
    "never": Both("No case is ever confirmed.", "Aucun cas n'est jamais confirmé."),
    "worst": Both(
        "Worst: {way}, {name}: not in time in {chance} of cases.", "Le pire : {way}, {name} : pas à temps dans {chance} des cas."
    ),
    "first": Both("First to tell: {list}; nobody in {rest}.", "Premier à parler : {list} ; personne dans {rest}."),
    "strategies": Both("what the adversary does", "ce que fait l'adversaire"),
    "share": Both("share", "part"),
    "lasts": Both("lasts", "durée"),
    "median": Both("margin", "marge"),
    "hours.short": Both("{value} h", "{value} h"),
    "needs": Both("By hours needed: {list}.", "Selon les heures nécessaires : {list}."),
    "days": Both("If it began on another day:", "Si cela commençait un autre jour :"),
    "days.best": Both(
        "Warning would come in time most often if it began on {best} ({best_chance}), least often on {worst} ({worst_chance}).",
        "On serait averti à temps le plus souvent si cela commençait le {best} ({best_chance}), le moins le {worst} ({worst_chance}).",
    ),
    "blind": Both("Blind: {names}: {why}.", "Aveugles : {names} : {why}."),
    "elements": Both(
        "Give a workspace orbital elements for its real passes, or --passes assumed for passes by declared rhythms.",
        "Donnez à l'espace de travail des éléments orbitaux pour les vrais passages, ou --passes assumed pour un rythme déclaré.",
    ),
    "assumed": Both(
        "Passes are placed by declared rhythms, not by orbital elements.",
        "Les passages sont placés selon des rythmes déclarés, non selon des éléments orbitaux.",
    ),
    "false": Both(
        "The same rule would be met by false sightings alone about {rate} times a year (90% range {low} to {high}).",
        "La même règle serait remplie par de fausses observations seules environ {rate} fois par an (plage à 90 % : {low} à {high}).",
    ),
    "next": Both(
        "Next looks, and of 10,000 cases how many more each alone would warn in time:",
        "Prochains regards et, sur 10 000 cas, combien de plus chacun seul avertirait à temps :",
    ),
    "without": Both("Left out: {list}.", "Laissés de côté : {list}."),
    "sensitive": Both(
        "Which range matters most (P(not in time) at its low end -> its high end):",
        "Quelle plage compte le plus (P(pas à temps) à son bas -> à son haut) :",
    ),
    "rests": Both(
        "It rests on {count} declared numbers, {assumed} of them assumptions (all in --json, the weightiest with --assumptions).",
        "Cela repose sur {count} nombres déclarés, dont {assumed} hypothèses (tous dans --json, les plus lourds avec --assumptions).",
    ),
    "error": Both(
        "{scenarios} scenarios, {draws} draws of the numbers; sampling error of the first number at most {error} points.",
        "{scenarios} scénarios, {draws} tirages des nombres ; erreur d'échantillonnage du premier nombre d'au plus {error} point.",
    ),
    "plot.dates": Both("chance if it begins on that day, with its 90% range", "chance si cela commence ce jour-là, avec sa plage à 90 %"),
    "plot.task": Both("What each would add: cases warned in time, of {per}", "Ce que chacun ajouterait : cas avertis à temps, sur {per}"),
    "task.title": Both("WHAT TO TAKE NEXT", "QUE PRENDRE ENSUITE"),
    "task.head": Both(
        "As of {moment}, at most {most} looks, feeds or readings{budget}, where {needs} hours are needed.",
        "Au {moment}, au plus {most} regards, flux ou lectures{budget}, s'il faut {needs} heures.",
    ),
    "task.budget": Both(" at a cost of at most {budget}", " pour un coût d'au plus {budget}"),
    "task.nothing": Both(
        "Opportunities, not taskings: nothing is ordered here.",
        "Des occasions, pas des commandes : rien n'est commandé ici.",
    ),
    "task.before": Both(
        "Not warned in time: {before} as things stand, {after} with all of these.",
        "Pas averti à temps : {before} en l'état, {after} avec tout ceci.",
    ),
    "task.each": Both(
        "Of {per} cases, how many more are warned in time; what is left; the cost:",
        "Sur {per} cas, combien de plus sont avertis à temps ; ce qui reste ; le coût :",
    ),
    "task.none": Both("Nothing that is offered helps.", "Rien de ce qui est offert n'aide."),
    "task.bound": Both(
        "Of {per} cases this warns {saved} more in time; with the same options no choice of as many looks could warn more than {bound}.",
        "Sur {per} cas, {saved} de plus avertis à temps ; avec ces options, autant de regards n'en avertiraient pas plus de {bound}.",
    ),
    "task.violations": Both(
        "Two confirmations are needed, so a look can be worth more beside another: {count} looks were. The usual bound of a greedy choice "
        "({bound}) does not hold then; every gain was worked out anew in each round, and pairs were tried together.",
        "Il faut deux confirmations : un regard peut valoir plus à côté d'un autre ; ce fut le cas de {count}. La borne usuelle d'un choix "
        "glouton ({bound}) ne tient alors pas ; chaque gain a été recalculé à chaque tour, et des paires essayées ensemble.",
    ),
    "task.checked": Both(
        "On draws and scenarios it was not chosen on, of {per} cases warned in time: {list}.",
        "Sur des tirages et scénarios autres que ceux du choix, sur {per} cas avertis à temps : {list}.",
    ),
    "task.greedy": Both("this choice", "ce choix"),
    "task.milp": Both("all looks chosen at once", "tous les regards choisis à la fois"),
    "task.random": Both("random looks", "regards au hasard"),
    "task.round-robin": Both("sites in turn", "sites à tour de rôle"),
    "task.solved": Both("Chosen at once on {cases} sampled cases: {state}.", "Choisis à la fois sur {cases} cas tirés : {state}."),
    "task.optimal": Both("best on that sample", "le meilleur sur cet échantillon"),
    "task.gap": Both("within {gap} of the best on that sample when time was up", "à {gap} du meilleur sur cet échantillon, faute de temps"),
    "task.greedy-looks": Both("chosen so among looks alone", "choisi de même parmi les seuls regards"),
    "limit.day": Both("at most {count} looks a satellite and day", "au plus {count} regards par satellite et par jour"),
    "limit.apart": Both(
        "looks of one satellite at least {minutes} minutes apart",
        "regards d'un même satellite espacés d'au moins {minutes} minutes",
    ),
    "limit.channel": Both("at most {count} looks of {name}", "au plus {count} regards par {name}"),
    "task.constraints": Both("Within: {list}.", "Dans les limites : {list}."),
}


def phrase(key: str, lang: Lang, **values: str) -> str:
    """A phrase filled in, with French spaces where it is French."""
    both = PHRASES[key]
    return both.en.format(**values) if lang == "en" else typography(both.fr).format(**values)
