"""Words for the values of records - acts, kinds, links, answers - as pages show them, English beside French."""

from tocsin.model import Speaker
from tocsin.warn.phrases import Both
from tocsin.warn.words import Lang, typography

LABELS: dict[str, dict[str, Both]] = {
    "act": {
        "assessment": Both("assessment", "appréciation"),
        "threat": Both("threat", "menace"),
        "warning": Both("warning", "mise en garde"),
        "commitment": Both("commitment", "engagement"),
        "denial": Both("denial", "démenti"),
        "disclosure": Both("disclosure", "révélation"),
        "report": Both("report", "relation"),
        "criticism": Both("criticism", "critique"),
        "doctrine": Both("doctrine", "doctrine"),
        "event": Both("event", "événement"),
    },
    "polarity": {
        "raises": Both("▲ raises", "▲ fait monter"),
        "lowers": Both("▼ lowers", "▼ fait baisser"),
        "neutral": Both("– neutral", "– neutre"),
    },
    "speaker": {
        "named": Both("named person", "personne nommée"),
        "office": Both("office", "fonction"),
        "institution": Both("institution", "institution"),
        "anonymous": Both("anonymous", "anonyme"),
        "outlet": Both("outlet", "média"),
        "text": Both("the text itself", "le texte lui-même"),
    },
    "language": {
        "en": Both("English", "anglais"),
        "fr": Both("French", "français"),
        "ru": Both("Russian", "russe"),
        "uk": Both("Ukrainian", "ukrainien"),
        "de": Both("German", "allemand"),
        "pl": Both("Polish", "polonais"),
    },
    "ruled": {
        "correct": Both("corrected", "corrigé"),
        "reject": Both("rejected: not counted", "rejeté : non compté"),
        "restore": Both("restored", "rétabli"),
    },
    "origin": {
        "wire": Both("wire report", "dépêche"),
        "statement": Both("public statement", "déclaration publique"),
        "official-text": Both("official text", "texte officiel"),
        "own-reporting": Both("own reporting", "information propre"),
    },
    "link": {
        "original": Both("original", "original"),
        "copy": Both("copy", "copie"),
        "rewrite": Both("rewrite", "réécriture"),
        "translation": Both("translation", "traduction"),
        "citation": Both("citation", "citation"),
    },
    "drift": {
        "target": Both("target", "cible"),
        "estimate": Both("estimate", "degré"),
        "number": Both("number", "nombre"),
        "attribution": Both("attribution", "attribution"),
        "modality": Both("modality", "modalité"),
        "date": Both("date", "date"),
        "place": Both("place", "lieu"),
        "framing": Both("framing", "cadrage"),
    },
    "upstream": {
        "known": Both("known", "connue"),
        "suspected": Both("suspected", "supposée"),
        "unknown": Both("unknown", "inconnue"),
    },
    "answer": {
        "withdrawn": Both("No: who told it took it back.", "Non : qui l'a dit l'a retiré."),
        "contradicted": Both(
            "Contested: others with no interest in it say the contrary.",
            "Contesté : d'autres, sans intérêt à la chose, disent le contraire.",
        ),
        "confirmed": Both("Confirmed by other hands, independently.", "Confirmé par d'autres mains, indépendamment."),
        "unconfirmed": Both("Not confirmed: nobody else tells it independently.", "Non confirmé : nul autre ne le dit indépendamment."),
        "nothing": Both("Nothing in it bears on the problem.", "Rien n'y touche au problème."),
    },
    "contrary": {"denial": Both("denial", "démenti"), "contrary": Both("the contrary", "le contraire")},
    "outcome": {
        "untrue": Both("it was not so", "ce n'était pas vrai"),
        "not-borne-out": Both("nothing followed", "rien n'a suivi"),
        "explained": Both("it was so, and harmless", "c'était vrai, et sans danger"),
        "misread": Both("it was something else", "c'était autre chose"),
    },
    "claim": {
        "open": Both("open", "ouvert"),
        "true": Both("settled: true", "tranché : vrai"),
        "false": Both("settled: false", "tranché : faux"),
        "dropped": Both("dropped", "abandonné"),
        "none": Both("nobody follows it", "personne ne le suit"),
    },
    "version": {
        "new": Both("first seen", "vu d'abord"),
        "edited": Both("edited", "modifié"),
        "withdrawn": Both("taken away", "retiré"),
        "unlisted": Both("no longer listed", "n'est plus listé"),
        "restored": Both("put back", "remis"),
    },
    "status": {
        "watched": Both("looked", "a regardé"),
        "not-watched": Both("did not look", "n'a pas regardé"),
        "broken": Both("collector broken", "collecteur en panne"),
    },
    "seen": {
        "seen": Both("seen", "vu"),
        "nothing": Both("looked and saw nothing", "a regardé et n'a rien vu"),
        "not-looked": Both("did not look", "n'a pas regardé"),
    },
    "observation": {
        "report": Both("reported", "rapporté"),
        "denial": Both("denied", "démenti"),
        "look": Both("seen by a look", "vu en regardant"),
        "nothing": Both("looked, not so", "a regardé : non"),
    },
    "role": {
        "evidence": Both("evidence", "indice"),
        "coverage": Both("coverage", "couverture"),
        "opinion": Both("opinion", "avis"),
        "outcome": Both("outcome", "issue"),
    },
    "side": {"adversary": Both("adversary", "adversaire"), "own": Both("own", "nous"), "third": Both("third", "tiers")},
    "basis": {
        "declared": Both("declared", "déclaré"),
        "statement": Both("read", "lu"),
        "person": Both("entered by a person", "saisi par une personne"),
    },
    "change": {
        "first": Both("first said", "dit d'abord"),
        "repeated": Both("repeated", "répété"),
        "hardened": Both("hardened", "durci"),
        "softened": Both("softened", "adouci"),
    },
}


def label(kind: str, value: str | None, lang: Lang) -> str:
    """The words for a value of a kind; the value itself where there are none (a language that nobody listed)."""
    if value is None:
        return ""
    both = LABELS[kind].get(value)
    return value if both is None else both.en if lang == "en" else typography(both.fr)


def options(kind: str, lang: Lang) -> tuple[tuple[str, str], ...]:
    """(value, words) of all values of a kind, for a choice."""
    return tuple((value, label(kind, value, lang)) for value in LABELS[kind])


def speaker(who: Speaker, lang: Lang) -> str:
    """Who speaks, in the words of the report, with the name that they stand for; anonymous ones keep to their words."""
    text = who.text or label("speaker", "text", lang)
    if who.kind == "anonymous":
        many = f", {who.count}" if who.count and who.count > 1 else ""
        return f"{text} ({label('speaker', 'anonymous', lang)}{many})"
    return f"{text} = {who.name}" if who.name and who.name.casefold() != text.casefold() else text
