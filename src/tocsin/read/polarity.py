"""Which way the content of a statement points for nuclear use."""

import re

from tocsin.model.statements import Act, Polarity
from tocsin.read.grammar import Grammar
from tocsin.read.marks import UNDECIDED, Marks, Said
from tocsin.read.rules import Rule, compiled, first

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


SMALL_RISK = re.compile(
    r"(?:risque|risk|danger|menace|threat|chances?|probabilit\w+)\W+(?:\w+\W+){0,6}?"
    r"(?:faibles?|minimes?|infimes?|mince|small|low|remote|slim|minimal|limitée?s?|limited|contained)\b"
    r"|(?:faibles?|minimes?|mince|small|low|slim|minimal) (?:risque|risk|danger|chances?)"
)
PREVIOUS = re.compile(r"antérieur|précédent|ancien|ancienne|\bold\b|older|previous|earlier|former|2020")
LAST_RESORT = re.compile(
    r"(?:mesure|measure|moyen|means|recours|resort)\W+(?:\w+\W+){0,2}?(?:extrême|extreme|forced|contrainte|ultime|dernier|last|dissuasion|deterrence)"
    r"|exclusively defensive|last resort|dernier recours"
)
NO_LAUNCH = re.compile(r"mettre fin|put an end|de-?escalat|désescalade|retir|withdraw|pull back|stand down|apais")
PEOPLE_MOVE = re.compile(r"exercice|drill|test|annuel|annual|rotation|routine|planned|scheduled|prévu|programmé")

RULES: tuple[Rule[Polarity], ...] = (
    # What the act says
    Rule("raises", "act:threat", "harm announced"),
    Rule(
        "lowers",
        "act:denial, third, given:access | kind:anonymous | kind:institution",
        "a denial by one who can know and has no side",
    ),
    Rule("neutral", "act:denial", "a denial by one who has a side"),
    Rule("neutral", "act:criticism", "blame says nothing of use"),
    Rule("neutral", "act:doctrine, given:previous | given:last resort", "an older text, or a last resort"),
    Rule("raises", "act:doctrine", "conditions of use laid down"),
    Rule("neutral", "unable", "could not find out"),
    Rule("neutral", "act:report, verb:refuse", "a refusal to speak"),
    Rule("neutral", "given:unknown", "not known either way"),
    Rule("neutral", "narrated, taken back", "taken back"),
    # Exercises
    Rule("raises", "given:unnotified", "nobody announced it: what moves is no exercise"),
    Rule("neutral", "given:within exercise, not given:unannounced", "within an exercise"),
    Rule("neutral", "on:civil_defence, act:event, not estimate, calm | given:planned", "a test announced"),
    Rule("neutral", "exercise told, act:event | verb:assess, not given:unannounced", "an exercise, told"),
    Rule("neutral", "on:exercise, act:assessment, ahead, not given:unannounced", "an exercise expected"),
    # Estimates
    Rule("neutral", "given:undecided", "cannot be excluded: undecided"),
    Rule("lowers", "given:likely lowers", "improbable use"),
    Rule("raises", "given:likely raises", "probable use"),
    Rule("lowers", "exaggerated", "the fear is exaggerated"),
    Rule("raises", "underrated", "not taken seriously enough"),
    Rule("lowers", "given:small risk, not not so", "a small risk"),
    # Channels, our own posture
    Rule("neutral", "on:diplomatic_channel, act:event, ahead, not off topic", "a meeting to come: process"),
    Rule("lowers", "on:diplomatic_channel, not off topic, act:report | act:disclosure | act:event, not not so", "a channel in use"),
    Rule("lowers", "on:diplomatic_channel, act:commitment", "talks offered"),
    Rule("raises", "on:conventional_reprisal, act:event", "a reprisal carried out"),
    Rule(
        "neutral",
        "on:collection_posture, act:report | act:event | act:disclosure, not unchanged, not found nothing, not off topic",
        "who looks where",
    ),
    # Nothing seen, nothing changed
    Rule("neutral", "proof, act:assessment", "absence of proof is no proof"),
    Rule("lowers", "no finding | negated verb, no finding | verb:see, verb:see | not no indicator", "looked and found nothing"),
    Rule("lowers", "expects, found nothing | if, not estimate", "it would be seen"),
    Rule("lowers", "unchanged, any that lights | risk", "what would light has not changed"),
    Rule("neutral", "unchanged", "a view that has not changed"),
    Rule("lowers", "given:no higher", "the risk is no higher"),
    Rule("lowers", "up, risk, not so at once", "the risk has not grown"),
    Rule("raises", "up, risk", "the risk has grown"),
    Rule("lowers", "down, risk", "the risk has shrunk"),
    Rule(
        "lowers",
        "act:assessment, negated verb, verb:assess | verb:believe | verb:fear, not no indicator, not not so",
        "does not believe it",
    ),
    Rule("raises", "act:warning", "harm foreseen"),
    Rule("lowers", "given:use, act:assessment, not so | given:never | given:odd, ahead | not so | given:never", "no use expected"),
    Rule("raises", "given:use, act:assessment, ahead", "use expected"),
    # What one will do
    Rule("neutral", "act:commitment, released", "on a condition, no harm"),
    Rule("raises", "act:commitment, adversary, not not so, not given:lowers", "the adversary will do it"),
    Rule("raises", "act:commitment, harm, not our side", "harm promised"),
    Rule("lowers", "act:commitment, given:lowers | not so", "restraint promised"),
    Rule("neutral", "act:commitment", "a promise of something else"),
    # Signs
    Rule("neutral", "given:mistake, act:report | act:event", "a mistake owned up to"),
    Rule("lowers", "act:report, found nothing, not off topic, not adversary", "none of it"),
    Rule("lowers", "act:assessment, on:doctrine_change, not alarm, kind:named | kind:anonymous, not given:raises", "a comment on a paper"),
    Rule("neutral", "on:leadership_move, act:event", "a change of persons, told"),
    Rule("raises", "not so, calm, not alarm", "not routine"),
    Rule("lowers", "not so, alarm | on what lights, not off topic | alarm | act:report", "no sign"),
    Rule("lowers", "calm, not alarm", "routine"),
    Rule("raises", "alarm, not calm, not adversary | not off topic", "a sign"),
    Rule("lowers", "given:lowers, not given:raises, not no indicator", "words of calm"),
    Rule("lowers", "given:raises, not given:lowers, not no indicator, not so", "words of alarm, denied"),
    Rule("raises", "given:raises, not given:lowers, not no indicator", "words of alarm"),
    Rule(
        "raises",
        "on what lights, not off topic | act:disclosure | seen, not our side, not not so, act:disclosure | act:report | act:event",
        "what lights was seen",
    ),
    Rule(
        "lowers",
        "not so, act:assessment, third, on:rhetoric | on:doctrine_change | on:official_assessment",
        "it is not so, says one without a side",
    ),
    Rule("neutral", "", "points nowhere"),
)
"""The first rule whose marks all stand decides."""

TABLE = compiled(RULES)
MISTAKE = re.compile(r"erreur|mistake|misread|mal lu|mal interprété|misidentif|trompée?s?\b|confondu|confused|mixed up")
GIVEN = {
    "given:mistake": MISTAKE,
    "given:unknown": UNKNOWN,
    "given:unnotified": UNNOTIFIED,
    "given:within exercise": WITHIN_EXERCISE,
    "given:unannounced": UNANNOUNCED,
    "given:planned": PEOPLE_MOVE,
    "given:small risk": SMALL_RISK,
    "given:no higher": NO_HIGHER,
    "given:use": USE,
    "given:never": NEVER,
    "given:odd": ODD,
    "given:last resort": LAST_RESORT,
}
"""marks of the content that only polarity asks for"""


def polarity(said: Said, decided: Act, grammar: Grammar, raises: re.Pattern[str], lowers: re.Pattern[str], *, access: bool) -> Polarity:
    """Which way the content points for nuclear use. An interested denial, a criticism, our own posture: neutral."""
    content = said.content
    given = [mark for mark, pattern in GIVEN.items() if pattern.search(content)]
    given.append(f"act:{decided}")
    if access:
        given.append("given:access")
    if PREVIOUS.search(said.sentence):
        given.append("given:previous")
    if raises.search(content):
        given.append("given:raises")
    if lowers.search(content):
        given.append("given:lowers")
    if said.estimate:
        likely = _likelihood(said)
        if UNDECIDED.search(said.estimate) and not IMPROBABLE.search(said.estimate):
            given.append("given:undecided")
        elif likely is not None:
            given.append(f"given:likely {likely}")
    return first(TABLE, Marks(said, grammar, given)).value


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
