"""The reasons and assumptions that an assessment gives, in English inside the record and in French for a French brief."""

import re

TEMPLATES: dict[str, tuple[str, str]] = {
    "no-outcomes": (
        "the number is declared judgement worked through; nothing of this kind has happened that could check it",
        "le chiffre est un jugement déclaré mené à son terme ; rien de tel ne s’est produit qui permette de le vérifier",
    ),
    "no-sources": ("no source with a profile of its own reported evidence", "aucune source au profil connu n’a rapporté d’indice"),
    "few-sources": ("independent sources with evidence: {n}", "sources indépendantes ayant apporté un indice : {n}"),
    "coverage": (
        "somebody was watching on {share}% of the last {days} days, averaged over indicators",
        "quelqu’un observait {share} % des {days} derniers jours, en moyenne sur les indicateurs",
    ),
    "blind": ("indicators that nobody was watching: {n} of {of}", "indicateurs que personne n’observait : {n} sur {of}"),
    "contested": ("contested: {names}", "contesté : {names}"),
    "wide": (
        "the range spans a factor of {factor} over declared parameters alone",
        "l’intervalle couvre un facteur {factor} sur les seuls paramètres déclarés",
    ),
    "flat": ("a declared flat rate for what no process models", "un taux constant déclaré pour ce qu’aucun processus ne décrit"),
    "nobody": ("nobody looked", "personne n’a observé"),
    "stopped": ("nobody has looked since", "personne n’a observé depuis"),
    "broken": ("the collector is broken", "le collecteur est en panne"),
    "arrived": (
        "only what happened to arrive: nothing shows that anybody was looking",
        "seulement ce qui est arrivé de soi-même : rien ne montre que quelqu’un observait",
    ),
    "night": (
        "night: no optical look possible at {names} until {date}",
        "nuit : aucun regard optique possible sur {names} avant le {date}",
    ),
    "night-all-year": ("night: no optical look possible at {names}", "nuit : aucun regard optique possible sur {names}"),
    "no-satellite": (
        "no satellite had a usable optical look at {names} on {date}",
        "aucun satellite n’a pu voir {names} de façon utile le {date}",
    ),
}


def say(key: str, **values: object) -> str:
    """The English sentence of a template."""
    return TEMPLATES[key][0].format(**values)


MONTHS = {
    "January": "janvier", "February": "février", "March": "mars", "April": "avril", "May": "mai", "June": "juin", "July": "juillet",
    "August": "août", "September": "septembre", "October": "octobre", "November": "novembre", "December": "décembre",
}  # fmt: skip


def _date(english: str) -> str:
    """`19 January 2025` in French."""
    day, _, rest = english.partition(" ")
    month, _, year = rest.partition(" ")
    return f"{'1er' if day == '1' else day} {MONTHS[month]} {year}" if month in MONTHS else english


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(template)) + r"\Z")


_PATTERNS = {key: _pattern(english) for key, (english, _) in TEMPLATES.items()}


def translated(sentence: str, lang: str) -> str:
    """A sentence made by `say` in another language; unknown sentences and languages come back as they are."""
    if lang != "fr":
        return sentence
    for key, pattern in _PATTERNS.items():
        if (match := pattern.match(sentence)) is not None:
            values = match.groupdict()
            return TEMPLATES[key][1].format(**{name: _date(value) if name == "date" else value for name, value in values.items()})
    return sentence
