"""What is done with the words: the act of a statement, and which way its content points."""

import re
from typing import NamedTuple

from tocsin.model.statements import Act, Polarity, SpeakerKind
from tocsin.read.grammar import Grammar

VERB_ACTS: dict[str, Act] = {
    "assess": "assessment",
    "believe": "assessment",
    "fear": "assessment",
    "warn": "warning",
    "threaten": "threat",
    "promise": "commitment",
    "deny": "denial",
    "criticise": "criticism",
    "reveal": "disclosure",
    "refuse": "report",
    "provide": "doctrine",
    "ask": "criticism",
}
CONCRETE = frozenset(
    [
        "storage_activity",
        "warhead_transport",
        "dual_capable_deployment",
        "alert_level",
        "evacuation",
        "leadership_move",
        "doctrine_change",
        "civil_defence",
    ]
)
"""indicators that something seen lights; rhetoric, opinion and our own posture do not"""
IMPROBABLE = re.compile(
    r"peu probable|improbable|peu vraisemblable|invraisemblable|faible probabilité|peu de chances|presque aucune|unlikely"
    r"|remote|almost no chance|little chance|low probability"
    r"|pratiquement exclu|quasi(?:ment)? exclu|hors de question|doubtful|impensable|unthinkable|no more than|маловероятн"
    r"|малоймовірн|inconcevable"
)
DOUBLE = re.compile(r"(?:not|far from|pas|loin d'être|hardly|guère) (?:un|im|in|peu )")
UNDECIDED = re.compile(r"exclu|écart|rule[ds]? out|ruling out|exclud")


RISK = re.compile(r"risque|risk|danger|menace|threat|probab|likel|seuil|threshold|tension|escalad|вероятн|риск|ризик")
USE = re.compile(
    r"(?:utilis|emplo|recour|recoure)\w*(?: \S+){0,3} (?:armes?|nucléaires?|atomiques?|tactiques?|ogives?|bombes?)|\bus(?:e"
    r"|es|ed|ing)\b(?: \S+){0,3} (?:nuclear|weapons?|warheads?|bombs?|arms)"
)
WILL = re.compile(
    r"\b(?:nous|je|j') ?(?:ne |n'|l'|les? |y )?\w+(?:rons|rai)\b|\b(?:nous allons|je vais)\b|\b(?:we|i)(?: will| shall|'ll"
    r"| are going to| am going to)\b"
)
"""a promise in the first person"""
READY = re.compile(r"\b(?:prêts?|prêtes?|ready|готов\w*)\b.*|\bnous .{0,20}(?:prêts?)\b")
MENACES = re.compile(
    r"menac|threat|attaqu|attack|intention|veut|veulent|want|liée?s?\b|related|prépar|prepar|déploy|deploy|bluff|mad\b|погро|загро"
)
CONDITIONAL = re.compile(r"\b\w{3,}r(?:ions|ait|aient|ais)\b|\b(?:would|could|might)\b")
ODD = re.compile(r"surprenant|étonnant|absurde|folie|insensé|suicid|surprising|absurd|madness|insane")
"""use that is called odd is not expected"""
NEVER = re.compile(r"\bjamais\b|\bnever\b|\bno intention|aucune intention")


REPORTED = frozenset(["diplomatic_channel", "alert_level", "evacuation", "civil_defence", "exercise"])
"""what people unnamed report; the rest they reveal"""
AS = re.compile(
    r"\b(?:as|comme)\b(?! (?:(?:mere |pure |simple )?(?:speculation|fantasy|rumou?r)|false|untrue|fake|nonsense|"
    r"baseless|lies|an invention|a fabrication|fabricat|faux|fausse|mensong))"
)
"""dismissed as something, which is a judgement, not a denial"""
PLEDGED = re.compile(r"\b(?:would|will|shall)\b")
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
UNDERRATED = re.compile(r"not (?:been )?taken seriously|underestimat|understat|sous-estim|pas assez au sérieux")
SMALL_SHARE = 35
"""per cent: a chance of use up to this is told as small"""
NO_HIGHER = re.compile(
    r"\bno (?:greater|higher|bigger|worse|larger|more likely)|\bnot (?:any )?(?:greater|higher|grown|risen|increased)"
    r"|n't (?:grown|risen|increased)|pas (?:plus (?:élevé|grand|probable)|augment|accru|grandi)"
)
FALSE = re.compile(
    r"\b(?:was|were|is|are) (?:simply |completely |entirely |totally )?(?:false|untrue|fake|baseless|unfounded|fabricated)\b"
    r"|no truth (?:in|to)"
    r"|\b(?:est|sont|était|étaient) (?:totalement |entièrement )?(?:faux|fausses?|mensongers?|mensongères?|infondée?s?)\b"
)
"""said of a report, it is a denial"""
OPINION = re.compile(
    r"our (?:assessment|judge?ment|view|estimate)|(?:don't|do not|didn't|did not) (?:see|think|believe|expect)|not seeing"
    r"|\b(?:je|nous) ne (?:crois|croyons|pens\w+|vois|voyons)\b"
)
"""a negative judgement of one's own, no denial"""
DISMISSED = re.compile(
    r"nonsense|fantasy|fantasies|hoax|rumou?rs?\b|speculation|spéculation|fabricat|\blies?\b|\bfalse\b|\buntrue\b|\bfake\b|baseless|invention|mensong|\bfaux\b|\bfausses?\b|fantais"
)
NO_BLUFF = re.compile(r"\bnot (?:a |been )?bluff|n't (?:a )?bluff|pas (?:du|un) bluff|ne bluff\w+ pas|no bluff|не блеф")
NOTHING = re.compile(r"(?:nor|no|nobody|nothing|none|neither|aucune?|rien|personne|nul)\b")
"""content that opens with a negation"""
MEANS = re.compile(r"\b(?:ogives?|armes?|missiles?|systèmes?|satellites?|lanceurs?|warheads?|weapons?|systems?|launchers?)\b")
"""things that insiders know of"""
HELD = re.compile(
    r"\b(?:will|began|begins?|starts?|started|take place|due to|aura lieu|se déroulera|commencera|débutera|a commencé"
    r"|a débuté|mènera|tirera)\b"
)
"""what is said of an exercise that is announced or under way"""

FACT = re.compile(
    r"\b(?:has|have|had|was|were|ont|a|sont|avait|avaient|était|étaient|est) (?:\w+ ){0,2}?\w{2,}(?:ed|en|wn|é|ée|és|ées|li"
    r"|ie|is|it|ite|ut|u|us)\b"
    r"|\b\w{3,}[^r\W](?:ait|aient)\b|\bse (?:sont|est)\b|\bs'est\b|\bexiste(?:nt)?\b|\bexists?\b"
    r"|\b(?:has|have|had) (?:\w+ ){0,2}?(?:left|gone|come|taken|sent|met|held|begun|made|set|put|kept|lost|found|seen"
    r"|brought|built|moved|shut|cut|hit)\b"
)
"""a happening or state told as a fact: a perfect, a past, something that exists"""
LEAD = 110
"""characters from the start in which the main verb is looked for"""


class Said(NamedTuple):
    """What decides the act: the verb, the content and who says it."""

    verb_class: str
    layout: str
    content: str
    """lower case"""
    sentence: str
    kind: SpeakerKind
    party: str | None
    negated: bool
    quoted: bool
    estimate: str | None
    indicators: tuple[str, ...]
    conditional: bool
    expert: bool
    """a person who judges by profession (expert, lawyer, analyst)"""
    doctrinal: bool
    """the speaker is a text that lays down"""
    topical: bool
    """the indicators are those of the words around, for its own bear on none"""
    own: bool
    """the subject of the content is the speaker or the speaker's side"""


def act(said: Said, grammar: Grammar) -> Act:
    """The act, from the class of the verb, then from the content."""
    finders = grammar.finders
    content = said.content
    harm = bool(finders["harm"].search(content))
    first_person = _first_person(content, grammar)
    if said.kind == "text" and ((said.doctrinal and said.indicators[:1] != ("diplomatic_channel",)) or said.verb_class == "provide"):
        return "doctrine"
    if said.verb_class == "refuse" and said.party == "adversary" and UNDECIDED.search(content[:40]):
        return "threat"
    if said.verb_class == "exclude":
        return (
            "report"
            if said.negated and said.layout == "infinitive"
            else "commitment"
            if said.layout == "infinitive" and not said.negated
            else "assessment"
        )
    if said.verb_class == "threaten" or (
        said.verb_class in ("say", "promise")
        and (first_person or said.own)
        and harm
        and said.party != "own"
        and foresees(content, grammar)
        and not OPINION.search(content)
    ):
        return "threat" if said.verb_class != "promise" or first_person else "commitment"
    if said.verb_class == "warn" and said.conditional and first_person and harm:
        return "threat"
    if said.negated and said.verb_class in ("say", "see", "reveal", "relay"):
        return "report"
    if said.verb_class == "warn" and said.party == "adversary" and said.conditional and harm and foresees(content, grammar):
        return "threat"
    if (said.verb_class in ("assess", "say") and said.layout == "noun" and DISMISSED.search(content)) or FALSE.search(content):
        return "denial"
    if said.verb_class == "deny" and AS.search(content):
        return "assessment"
    if said.verb_class == "assess" and not said.estimate and finders["blame"].search(content):
        return "criticism"
    if said.verb_class == "ask" and not finders["blame"].search(content):
        return "commitment" if said.indicators[:1] == ("diplomatic_channel",) else "report" if said.kind == "text" else "criticism"
    if said.verb_class in VERB_ACTS:
        return VERB_ACTS[said.verb_class]
    if finders["unable"].search(content):
        return "report"
    if said.party == "adversary" and harm and PLEDGED.search(content) and not _denies(content, grammar):
        return "threat"
    if (
        said.kind in ("office", "institution")
        and "exercise" in said.indicators[:2]
        and not said.topical
        and not said.estimate
        and HELD.search(content)
    ):
        return "event"
    if said.party == "adversary" and (
        (said.conditional and harm)
        or ((WILL.search(content) or READY.search(content)) and not _denies(content, grammar) and not finders["calm"].search(content))
    ):
        return "threat"
    if said.party == "adversary" and NO_BLUFF.search(content):
        return "threat"
    if (
        said.kind in ("named", "office", "institution")
        and not said.estimate
        and _denies(content, grammar)
        and not OPINION.search(content)
        and (first_person or ((said.own or said.party == "adversary") and MENACES.search(content)))
    ):
        return "denial"
    if finders["blame"].search(content) and not said.estimate:
        return "criticism"
    if said.verb_class == "see":
        return "assessment" if said.estimate else "report"
    if WILL.search(content) and not said.estimate and said.kind != "anonymous":
        return "commitment"
    if (
        finders["peril"].search(content)
        and (said.estimate or CONDITIONAL.search(content))
        and said.kind in ("anonymous", "named", "office")
        and said.party != "adversary"
    ):
        return "warning"
    if said.party == "adversary" and said.kind in ("named", "office") and finders["arsenal"].search(content) and not first_person:
        return "warning"
    if UNDERRATED.search(content):
        return "assessment"
    moved = (finders["up"].search(content) or finders["down"].search(content)) and RISK.search(content)
    if said.estimate or finders["exaggerated"].search(content) or moved or said.expert:
        return "assessment"
    negative = finders["negative_find"].search(content) or finders["unchanged"].search(content) or NOTHING.match(content)
    if negative:
        return "assessment" if "official_assessment" in said.indicators[:1] and said.kind != "named" else "report"
    if said.kind == "anonymous":
        opines = (said.topical or said.indicators[:1] in ((), ("official_assessment",), ("rhetoric",))) and not MEANS.search(content)
        opines = opines and not FACT.search(content[:LEAD])
        return (
            "assessment"
            if opines or foresees(content, grammar)
            else "report"
            if _denies(content, grammar) or (not said.topical and said.indicators[:1] and said.indicators[0] in REPORTED)
            else "disclosure"
        )
    if said.kind in ("outlet", "text"):
        return (
            "disclosure" if any(indicator in CONCRETE or indicator == "collection_posture" for indicator in said.indicators) else "report"
        )
    if said.kind == "named" and said.party != "adversary" and not (first_person and not said.quoted):
        return "assessment" if said.topical or not FACT.search(content[:LEAD]) else "report"
    return "assessment" if foresees(content, grammar) and not first_person else "report"


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
        and not _denies(content, grammar)
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
        and not _denies(content, grammar)
    ):
        return "lowers"
    if decided == "warning":
        return "raises"
    use = USE.search(content)
    if use is not None and decided == "assessment" and (foresees(content, grammar) or _denies(content, grammar) or NEVER.search(content)):
        return "lowers" if _denies(content, grammar) or NEVER.search(content) or ODD.search(content) else "raises"
    if decided == "commitment":
        return (
            "raises"
            if finders["harm"].search(content) and said.party != "own"
            else "lowers"
            if lowers.search(content) or _denies(content, grammar)
            else "neutral"
        )
    denied = _denies(content, grammar)
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


def _first_person(content: str, grammar: Grammar) -> bool:
    words = set(grammar.token.findall(content[:400]))
    return bool(words & {*grammar.lexicon.words.get("we", ()), *grammar.lexicon.words.get("i", ())})


def foresees(content: str, grammar: Grammar) -> bool:
    """The words tell of what is to come."""
    if grammar.finders["future"].search(content):
        return True
    return bool(
        re.search(
            r"\w{3,}(?:erons|irons|rons|eront|iront|ront|era|ira|vra|dra|rra|ettra|aîtra|erait|irait|eraient|iraient)\b"
            r"|\b(?:will|would|shall|going to)\b",
            content,
        )
    )


def _denies(content: str, grammar: Grammar) -> bool:
    if grammar.code == "fr":
        if re.search(r"\bni \S.{0,40}\bni\b", content[:160]):
            return True
        return bool(
            re.search(r"\b(?:ne|n')\s?.{1,30}\b(?:pas|aucun|aucune|jamais|rien|personne|nul|nulle)\b", content[:160])
            or re.match(r"(?:rien|aucun|personne|nul)", content)
        )
    return bool(re.search(r"\b(?:not|never|no|nothing|nobody|none|neither|nor|hardly)\b|n't\b", content[:160]))
