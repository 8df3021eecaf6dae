"""Which way the content of a statement points for nuclear use."""

import re

from tocsin.model.statements import Act, Polarity
from tocsin.read.grammar import Grammar
from tocsin.read.marks import CONCRETE, UNDECIDED, UNDERRATED, Said, denies, foresees

IMPROBABLE = re.compile(
    r"peu probable|improbable|peu vraisemblable|invraisemblable|faible probabilité|peu de chances|presque aucune|unlikely"
    r"|remote|almost no chance|little chance|low probability"
    r"|pratiquement exclu|quasi(?:ment)? exclu|hors de question|doubtful|impensable|unthinkable|no more than|маловероятн"
    r"|малоймовірн|inconcevable"
)
DOUBLE = re.compile(r"(?:not|far from|pas|loin d'être|hardly|guère) (?:un|im|in|peu )")
USE = re.compile(
    r"(?:utilis|emplo|recour|recoure)\w*(?: \S+){0,3} (?:armes?|nucléaires?|atomiques?|tactiques?|ogives?|bombes?)|\bus(?:e"
    r"|es|ed|ing)\b(?: \S+){0,3} (?:nuclear|weapons?|warheads?|bombs?|arms)"
)
ODD = re.compile(r"surprenant|étonnant|absurde|folie|insensé|suicid|surprising|absurd|madness|insane")
"""use that is called odd is not expected"""
NEVER = re.compile(r"\bjamais\b|\bnever\b|\bno intention|aucune intention")
UNANNOUNCED = re.compile(
    r"unannounced|unscheduled|extended|without notice|snap\b|surprise|non annonc|imprévu|prolong|inopiné|sans préavis"
    r"|sans annonce|sans (?:qu'aucun|aucun)"
)
UNNOTIFIED = re.compile(
    r"(?:aucun avis|aucun notam|aucune notification|aucun exercice)(?: \S+){0,5} (?:n'|ne )|no (?:notice|notices|notam"
    r"|notams|notification|exercise|drill)s?(?: \S+){0,4} (?:was|were|has|have|had) "
)
"""nobody announced it: what moves is no exercise"""
WITHIN_EXERCISE = re.compile(
    r"(?:cadre|occasion|cours) (?:d'un|de l'|d'|de son|des?) ?(?:exercice|entraînement|manoeuvre|manœuvre)"
    r"|(?:as )?part of (?:an? |the |its )?(?:\w+ )?(?:exercise|drill|training)|during (?:an? |the )?(?:exercise|drill)"
)
UNKNOWN = re.compile(
    r"ne (?:permet|permettent) (?:pas )?(?:de|d')|impossible (?:de|à) (?:dire|savoir|déterminer)|n'est pas possible de"
    r"|ne peu(?:t|vent) (?:pas )?être (?:écart|exclu)|no way (?:of|to) (?:tell|know)|(?:cannot|can't|could not|couldn't"
    r"|impossible to|hard to|difficult to) (?:tell|say|know|determine)|cannot be (?:ruled out|excluded|dismissed)"
)
"""not known either way"""
SMALL_SHARE = 35
"""per cent: a chance of use up to this is told as small"""
NO_HIGHER = re.compile(
    r"\bno (?:greater|higher|bigger|worse|larger|more likely)|\bnot (?:any )?(?:greater|higher|grown|risen|increased)"
    r"|n't (?:grown|risen|increased)|pas (?:plus (?:élevé|grand|probable)|augment|accru|grandi)"
)


def polarity(said: Said, decided: Act, grammar: Grammar, raises: re.Pattern[str], lowers: re.Pattern[str], *, access: bool) -> Polarity:
    """Which way the content points for nuclear use. An interested denial, a criticism, our own posture: neutral."""
    finders, content = grammar.finders, said.content
    if decided == "threat":
        return "raises"
    if decided == "denial":
        return "lowers" if said.party not in ("adversary", "own") and (access or said.kind == "anonymous") else "neutral"
    if decided in ("criticism",) or finders["unable"].search(content) or (decided == "report" and said.verb_class == "refuse"):
        return "neutral"
    if UNKNOWN.search(content):
        return "neutral"
    if UNNOTIFIED.search(content):
        return "raises"
    if WITHIN_EXERCISE.search(content) and not UNANNOUNCED.search(content):
        return "neutral"
    if said.indicators[:1] == ("civil_defence",) and decided == "event" and not said.estimate and finders["calm"].search(content):
        return "neutral"
    if "exercise" in said.indicators[:2] and (decided == "event" or said.verb_class == "assess") and not UNANNOUNCED.search(content):
        return "neutral"
    if said.indicators[:1] == ("exercise",) and decided == "assessment" and foresees(content, grammar) and not UNANNOUNCED.search(content):
        return "neutral"
    if said.estimate and UNDECIDED.search(said.estimate) and not IMPROBABLE.search(said.estimate):
        return "neutral"
    if said.estimate:
        likely = _likelihood(said)
        if likely is not None:
            return likely
    if finders["exaggerated"].search(content):
        return "lowers"
    if UNDERRATED.search(content):
        return "raises"
    if (
        said.indicators[:1] == ("diplomatic_channel",)
        and not said.topical
        and decided in ("report", "disclosure", "event")
        and not denies(content, grammar)
    ):
        return "lowers"
    if said.indicators[:1] == ("conventional_reprisal",) and decided == "event":
        return "raises"
    negative = bool(finders["negative_find"].search(content)) or (said.verb_class in ("see", "say") and said.negated)
    if negative and (said.indicators or said.verb_class == "see"):
        return "lowers"
    if finders["unchanged"].search(content):
        return "lowers" if CONCRETE & set(said.indicators) or re.search(r"risque|risk|danger|menace|threat", content) else "neutral"
    if NO_HIGHER.search(content):
        return "lowers"
    if finders["up"].search(content) and re.search(r"risque|risk|danger|menace|threat|probab|likel|seuil", content):
        return "raises"
    if finders["down"].search(content) and re.search(r"risque|risk|danger|menace|threat|probab|likel", content):
        return "lowers"
    if (
        decided == "assessment"
        and said.negated
        and said.verb_class in ("assess", "believe", "fear")
        and said.indicators
        and not denies(content, grammar)
    ):
        return "lowers"
    if decided == "warning":
        return "raises"
    use = USE.search(content)
    if use is not None and decided == "assessment" and (foresees(content, grammar) or denies(content, grammar) or NEVER.search(content)):
        return "lowers" if denies(content, grammar) or NEVER.search(content) or ODD.search(content) else "raises"
    if decided == "commitment":
        return (
            "raises"
            if finders["harm"].search(content) and said.party != "own"
            else "lowers"
            if lowers.search(content) or denies(content, grammar)
            else "neutral"
        )
    denied = denies(content, grammar)
    alarm, calm = bool(finders["alarm"].search(content)), bool(finders["calm"].search(content))
    if denied and (alarm or calm or CONCRETE & set(said.indicators[:1])):
        return "raises" if calm and not alarm else "lowers"
    if alarm != calm:
        return "lowers" if calm else "raises"
    down, up = bool(lowers.search(content)), bool(raises.search(content))
    if down != up and said.indicators:
        return "lowers" if down or denied else "raises"
    if CONCRETE & set(said.indicators[:1]) and said.party != "own" and decided in ("disclosure", "report", "event") and not denied:
        return "raises"
    return "neutral"


def _likelihood(said: Said) -> Polarity | None:
    """Which way an estimate points: improbable use lowers, probable use raises; a bare modal says nothing by itself."""
    phrase, content = said.estimate or "", said.content
    if DOUBLE.search(content) and IMPROBABLE.search(phrase):
        return "raises"
    if IMPROBABLE.search(phrase):
        return "lowers"
    if re.search(r"\d|chance|one in|per ?cent", phrase):
        small = re.search(r"moins|less|under|below|faible|small|low|remote|slim|one in|\b1 in|une chance sur|sur \w+$", phrase)
        numbers = [float(value) for value in re.findall(r"\d+(?:\.\d+)?", phrase)]
        share = re.search(r"%|per ?cent", phrase) is not None
        if small or (share and (not numbers or max(numbers) <= SMALL_SHARE)):
            return "lowers"
        return "raises" if share and min(numbers) >= 100 - SMALL_SHARE else None
    negated = re.search(
        r"n'ait|aucune|\bno\b|\bno one\b|\bnobody\b|\bnot\b|n't\b|\bhardly\b|\bnever\b|ne .{1,20} pas|jamais|personne", content
    )
    if re.search(r"probable|vraisemblable|likely|almost certain|quasi certain", phrase):
        return "lowers" if negated else "raises" if re.search(r"nucl|atom|ogive|warhead|frapp|strike|emploi|use\b", content) else None
    return None
