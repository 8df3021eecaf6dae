"""The fixed words of a brief's later sections and of its flash and handover forms, English beside French."""

WRITTEN: dict[str, tuple[str, str]] = {
    "title.flash": ("Flash: {problem}", "Flash : {problem}"),
    "title.handover": ("Handover: {problem}", "Relève : {problem}"),
    "section.margin": ("WOULD WE SEE IT IN TIME", "LE VERRIONS-NOUS À TEMPS"),
    "section.alternative": ("ANOTHER READING", "UNE AUTRE LECTURE"),
    "section.ahead": ("WHAT WOULD CHANGE THIS JUDGEMENT, AND BY WHEN", "CE QUI CHANGERAIT CE JUGEMENT, ET POUR QUAND"),
    "section.sources": ("SOURCES", "SOURCES"),
    "section.happened": ("WHAT HAPPENED", "CE QUI S'EST PASSÉ"),
    "section.moves": ("WHAT IT MOVES", "CE QUE CELA FAIT BOUGER"),
    "section.unknown": ("WHAT WE DO NOT KNOW", "CE QUE NOUS NE SAVONS PAS"),
    "section.next": ("WHAT TO DO NEXT", "QUE FAIRE MAINTENANT"),
    "section.alerts": ("OPEN ALERTS, AND WHO HAS THEM", "ALERTES OUVERTES, ET QUI LES A"),
    "section.due": ("WHAT IS DUE", "CE QUI EST ATTENDU"),
    "section.watched": ("STATE OF THE WATCH", "ÉTAT DE LA VEILLE"),
    # warning time
    "margin.unknown": (
        "Nothing is known of warning time: {why}.",
        "Rien n'est connu du délai d'alerte : {why}.",
    ),
    "margin.if": (
        "Nearly all that follows on warning time rests on assumed step rates, calibrated on nothing.",
        "Presque tout ce qui suit sur le délai d'alerte repose sur des taux par étape supposés, calibrés sur rien.",
    ),
    "margin.no-pathways": (
        "no preparation pathways are declared for this problem",
        "aucune filière de préparation n'est déclarée pour ce problème",
    ),
    "margin.not-asked": (
        "it was not worked out for files without a workspace",
        "il n'a pas été calculé pour des fichiers sans espace de travail",
    ),
    # looks of satellites
    "looks.unknown": ("Nothing is known of the next looks from space.", "Rien n'est connu des prochains passages de satellites."),
    "looks.none": (
        "Within {hours} hours no satellite that we hold could look at a watched place: {why}.",
        "D'ici à {hours} heures, aucun satellite connu ici ne pourrait observer un lieu surveillé : {why}.",
    ),
    "looks.no-elements": ("no element sets are held (`tocsin ingest`)", "aucun jeu d'éléments n'est détenu (`tocsin ingest`)"),
    "looks.none-usable": ("all are refused (`tocsin looks --all`)", "tous sont refusés (`tocsin looks --all`)"),
    "looks.next": (
        "Within {hours} hours, {count} looks at {places} watched places are possible; the next: {list}.",
        "D'ici à {hours} heures, {count} passages au-dessus de {places} lieux surveillés sont possibles ; les prochains : {list}.",
    ),
    "looks.radar": ("{place} by radar ({family}), {moment}{clear}", "{place} au radar ({family}), {moment}{clear}"),
    "looks.optical": ("{place} by light ({family}), {moment}{clear}", "{place} en optique ({family}), {moment}{clear}"),
    "looks.clear": (", sky clear with {chance}", ", ciel clair à {chance}"),
    "looks.gap": (
        "Longest without any: {place}, {hours} hours from {moment}.",
        "Le plus long sans aucun : {place}, {hours} heures à partir du {moment}.",
    ),
    "looks.not-tasking": (
        "Opportunities, not taskings: nothing says that anybody will look.",
        "Des possibilités, non des commandes : rien ne dit que quelqu'un regardera.",
    ),
    # the rival reading
    "rival.states": (
        "The evidence reads first as “{leading}” ({first}); the strongest other reading is “{rival}” ({second}).",
        "Les indices se lisent d'abord comme « {leading} » ({first}) ; la plus forte autre lecture est « {rival} » ({second}).",
    ),
    "rival.explains": (
        "It would better explain (times likelier, each taken alone): {list}.",
        "Elle expliquerait mieux (fois plus probable, chacun pris seul) : {list}.",
    ),
    "rival.against": ("Against it speak: {list}.", "Contre elle : {list}."),
    "rival.nothing": ("No piece of evidence speaks against it.", "Aucun indice ne parle contre elle."),
    "rival.flat": (
        "No piece of evidence tells the two apart.",
        "Aucun indice ne les distingue.",
    ),
    "rival.row": ("{indicator}, {who} (x{factor})", "{indicator}, {who} (x{factor})"),
    "rival.silence": ("silence on {indicator} (x{factor})", "silence sur : {indicator} (x{factor})"),
    "rival.none": (
        "No other reading was worked out: the main hypothesis has no process of several states, or has ended.",
        "Aucune autre lecture n'a été calculée : l'hypothèse principale n'a pas de processus à plusieurs états, ou il a pris fin.",
    ),
    # what lies ahead
    "ahead.worth": (
        "Looks that would move it most over {days} days (expected move, in chances out of {per}): {list}.",
        "Regards qui la feraient le plus bouger en {days} jours (mouvement attendu, en chances sur {per}) : {list}.",
    ),
    "ahead.look": ("{indicator}, {who}: {count}", "{indicator}, {who} : {count}"),
    "ahead.further": ("a further source of grade {grade}", "une source de plus, cotée {grade}"),
    "ahead.no-worth": (
        "What further looks would be worth was not worked out.",
        "La valeur de regards supplémentaires n'a pas été calculée.",
    ),
    "ahead.due": ("{when}: {what}; look for: {shows}.", "{when} : {what} ; à guetter : {shows}."),
    "ahead.due-bare": ("{when}: {what}.", "{when} : {what}."),
    "ahead.foretold": (
        "Said to come by {when}, not seen: “{what}”.",
        "Annoncé pour le {when}, non vu : « {what} ».",
    ),
    "ahead.until": ("Until {day}", "Jusqu'au {day}"),
    "ahead.on": ("On {day}", "Le {day}"),
    "ahead.more": ("And {count} more: `tocsin calendar`.", "Et {count} de plus : `tocsin calendar`."),
    "ahead.none": (
        "Nothing is due within {days} days.",
        "Rien n'est attendu d'ici à {days} jours.",
    ),
    # sources (ICD 206)
    "sources.counted": (
        "{reports}, of {origins}: {kinds}; languages: {languages}.",
        "{reports}, de {origins} : {kinds} ; langues : {languages}.",
    ),
    "sources.copies": (
        "Of them, {copies} only carry what another origin said; they count for nothing.",
        "Parmi eux, {copies} ne font que porter ce qu'une autre origine a dit ; ils ne comptent pour rien.",
    ),
    "sources.grades": (
        "Grades of the origins that bear on the indicators (reliability of the outlet's hop): {list}.",
        "Cotation des origines qui portent sur les indicateurs (fiabilité de l'éditeur) : {list}.",
    ),
    "sources.grade": ("{grade} {count}", "{grade} {count}"),
    "sources.access": (
        "Of {statements}, {anonymous} are by people unnamed, {access} by parties who can look for themselves.",
        "Sur {statements}, {anonymous} viennent de personnes non nommées, {access} de parties qui peuvent regarder elles-mêmes.",
    ),
    "sources.interest": (
        "An interested party speaks in {interested}; the sides heard are: {sides}.",
        "Une partie intéressée parle dans {interested} ; camps entendus : {sides}.",
    ),
    "sources.upstream": (
        "Where they had it from: known for {known}, suspected for {suspected}, unknown for {unknown}, some of which may rest on one leak.",
        "D'où ils le tiennent : connu pour {known}, supposé pour {suspected}, inconnu pour {unknown}, peut-être une même fuite.",
    ),
    "sources.gaps": (
        "Gaps: {unwatched} of {all} evidence indicators had nobody watching; reports that could not be read: {unread}.",
        "Lacunes : {unwatched} indicateurs d'indice sur {all} sans personne pour les observer ; articles qui n'ont pu être lus : {unread}.",
    ),
    "sources.biases": (
        "Read by machine; press and officials say what they wish known; what is not said in public is missing.",
        "Lu par une machine ; presse et officiels disent ce qu'ils veulent faire savoir ; ce qui n'est pas dit en public manque.",
    ),
    "side.adversary": ("the watched side {count}", "le camp surveillé {count}"),
    "side.own": ("our own {count}", "le nôtre {count}"),
    "side.third": ("third parties {count}", "des tiers {count}"),
    "side.unknown": ("unknown {count}", "inconnu {count}"),
    "kind.wire": ("agency wires {count}", "dépêches {count}"),
    "kind.statement": ("statements {count}", "déclarations {count}"),
    "kind.official-text": ("official texts {count}", "textes officiels {count}"),
    "kind.own-reporting": ("own reporting {count}", "enquêtes propres {count}"),
    # flash and handover
    "happened.nothing": (
        "Nothing new that bears on the problem has become known since {moment}.",
        "Rien de nouveau sur le problème n'est apparu depuis le {moment}.",
    ),
    "happened.said": (
        "{publisher}, {moment}: {speaker}, {act}: “{words}”{chain}.",
        "{publisher}, {moment} : {speaker}, {act} : « {words} »{chain}.",
    ),
    "happened.more": ("Not shown: {origins} (`tocsin origins`).", "Non montrées : {origins} (`tocsin origins`)."),
    "unknown.single": (
        "What has just happened rests on {origins}; no second independent source confirms it.",
        "Ce qui vient de se passer repose sur {origins} ; aucune deuxième source indépendante ne le confirme.",
    ),
    "unknown.several": (
        "What has just happened rests on {origins}; whether they share one leak is not known.",
        "Ce qui vient de se passer repose sur {origins} ; on ne sait pas si elles partagent une même fuite.",
    ),
    "unknown.arrived": (
        "Heard of only by what happened to arrive, for nobody was set to watch: {list}.",
        "Connus seulement par ce qui est arrivé de soi-même, personne n'étant chargé de les observer : {list}.",
    ),
    "unknown.unseen": (
        "Nobody watched, so their silence says nothing: {list}.",
        "Personne n'a observé, et leur silence ne dit rien : {list}.",
    ),
    "unknown.drift": (
        "Beware, in what is new: {drifts} (`tocsin origins`).",
        "Attention, dans ce qui est nouveau : {drifts} (`tocsin origins`).",
    ),
    "next.check": (
        "Watch officer, now: find what would settle it (`tocsin claim`), first for: “{words}”.",
        "Officier de veille, maintenant : chercher ce qui trancherait (`tocsin claim`), d'abord pour : « {words} ».",
    ),
    "next.look": (
        "Whoever tasks collection, within {days} days: {list}.",
        "Qui commande la collecte, d'ici à {days} jours : {list}.",
    ),
    "next.mend": ("Whoever keeps the collectors: mend {list}.", "Qui tient les collecteurs : réparer {list}."),
    "next.acknowledge": (
        "{who}: acknowledge or refuse alert “{title}” ({action}).",
        "{who} : accuser réception ou refuser l'alerte « {title} » ({action}).",
    ),
    "next.nothing": ("Do nothing more than the usual watch.", "Rien de plus que la veille habituelle."),
    "alerts.none": ("No alert is open.", "Aucune alerte n'est ouverte."),
    "alerts.unknown": (
        "Alerts were not looked up: there is no workspace.",
        "Les alertes n'ont pas été consultées : il n'y a pas d'espace de travail.",
    ),
    "alerts.open": ("{title}: {severity}, since {moment}, {state}.", "{title} : {severity}, depuis le {moment}, {state}."),
    "severity.minor": ("minor", "mineur"),
    "severity.moderate": ("moderate", "modéré"),
    "severity.severe": ("severe", "grave"),
    "severity.extreme": ("extreme", "extrême"),
    "alerts.acknowledged": ("{who} has it", "pris par {who}"),
    "alerts.waiting": ("nobody has acknowledged it", "personne n'en a accusé réception"),
    "watched.broken": (
        "Collectors last known to be down: {list}.",
        "Collecteurs en panne aux dernières nouvelles : {list}.",
    ),
    "watched.running": ("No collector is known to be down.", "Aucun collecteur n'est connu comme en panne."),
    "watched.since": ("This watch: {since} to {until}.", "Cette veille : {since} au {until}."),
    # how it went
    "trend.whole": (
        "Over the last {days} days, by what was known on each: from {first} on {start} to {last}; highest on {top}, {highest} "
        "(90% range: {low} to {high}).",
        "Sur les {days} derniers jours, d'après ce qu'on savait chaque jour : de {first} le {start} à {last} ; au plus haut le {top}, "
        "{highest} (plage à 90 % : {low} à {high}).",
    ),
    "trend.jumps": ("Largest moves of a day: {list}.", "Plus grands mouvements d'un jour : {list}."),
    "trend.jump": ("{day}, {before} to {after} ({what})", "{day}, {before} à {after} ({what})"),
    "trend.none": ("No day moved it by more than a tenth.", "Aucun jour ne l'a fait bouger de plus d'un dixième."),
    "trend.time": ("time passing", "le temps écoulé"),
    "trend.silence": ("silence on {indicator}", "silence sur : {indicator}"),
    "trend.origin": ("{indicator}, {who}", "{indicator}, {who}"),
    "trend.today": (
        "Worked out today for each of those days: reports are grouped, and numbers declared, as they are today.",
        "Calculé aujourd'hui pour chacun de ces jours : les articles sont groupés, et les nombres déclarés, comme aujourd'hui.",
    ),
    "trend.title": ("How it went, {days} days ahead: {name}", "Évolution, à {days} jours : {name}"),
    "trend.day": ("day", "jour"),
    "trend.mean": ("mean", "moyenne"),
    "trend.range": ("90% range", "plage à 90 %"),
    "trend.moved": ("what moved it", "ce qui l'a fait bouger"),
    # drawings
    "drawing.chances": ("How likely, within {days} days", "Quelle chance, d'ici à {days} jours"),
    "drawing.chances.said": (
        "Dots are our judgements with their 90% ranges, rings the base rates: {list}.",
        "Les points sont nos jugements avec leur plage à 90 %, les anneaux les taux de base : {list}.",
    ),
    "drawing.chances.item": ("{name}, {chance} against {base}", "{name}, {chance} contre {base}"),
    "drawing.chances.unit": ("probability, each step ten times the last", "probabilité, chaque pas dix fois le précédent"),
    "drawing.watch": ("Who was watching, over {days} days", "Qui observait, sur {days} jours"),
    "drawing.watch.said": (
        "Bars are days on which somebody watched an indicator, dots when an origin spoke of it; never watched: {list}.",
        "Barres : jours où l'on observait un indicateur ; points : une origine en a parlé ; jamais observés : {list}.",
    ),
    "drawing.watch.none": ("none", "aucun"),
    "drawing.watched": ("watched", "observé"),
    "drawing.broken": ("collector down", "collecte en panne"),
    "drawing.known": ("an origin spoke of it", "une origine en a parlé"),
    "drawing.places": ("Watched places", "Lieux surveillés"),
    "drawing.places.said": (
        "A map of {count} published places that the problem watches, at 0.1 degree: {list}.",
        "Carte de {count} lieux publiés que le problème surveille, à 0,1 degré : {list}.",
    ),
    "drawing.places.more": ("Off the map: {list}.", "Hors de la carte : {list}."),
    "drawing.base": ("base rate", "taux de base"),
    "drawing.ours": ("our judgement, 90% range", "notre jugement, plage à 90 %"),
    # drawings of single answers
    "plot.rest": ("{count} other moves", "{count} autres mouvements"),
    "plot.moved": ("What moved it since {moment}: {name}", "Ce qui l'a fait bouger depuis le {moment} : {name}"),
    "plot.moved-base": ("What moved it from its base rate: {name}", "Ce qui l'écarte de son taux de base : {name}"),
    "plot.moved.said": (
        "Within {days} days, {name}: from {before} to {now}; bars to the right raise, to the left lower, and they add up.",
        "D'ici à {days} jours, {name} : de {before} à {now} ; les barres à droite élèvent, à gauche abaissent, et leur somme est juste.",
    ),
    "plot.unit": ("chances out of {per}", "chances sur {per}"),
    "plot.past": ("{name}, within {days} days, as it would have been judged", "{name}, d'ici à {days} jours, tel qu'on l'aurait jugé"),
    "plot.past.said": (
        "{name} within {days} days, from {since} to {until}, each step from what could have been known then: first {first}, last {last}.",
        "{name} d'ici à {days} jours, du {since} au {until}, chaque pas d'après ce qu'on pouvait savoir : d'abord {first}, enfin {last}.",
    ),
    "plot.probability": ("probability within {days} days", "probabilité d'ici à {days} jours"),
    "plot.hindsight": (
        "Hindsight: declared by people who knew part of what followed.",
        "Recul : déclaré par des gens qui connaissaient une partie de la suite.",
    ),
    "plot.time": ("time passing", "le temps écoulé"),
    "plot.declarations": ("other declared numbers", "d'autres nombres déclarés"),
    "plot.silence": ("{indicator}: silence", "{indicator} : silence"),
    "plot.origin": ("{indicator}: {who}", "{indicator} : {who}"),
    # the page
    "page.of": ("page {page} of {pages}", "page {page} sur {pages}"),
    "page.skip": ("Skip to the judgements", "Aller aux jugements"),
    "references.unmarked": (
        "No mark: our judgement {id} (`tocsin assess --json`)",
        "Sans renvoi : notre jugement {id} (`tocsin assess --json`)",
    ),
    "references.dissent": ("dissent {id}", "avis divergent {id}"),
}
