"""Marks of a statement: the named features of the verb, the speaker and the words from which act and polarity are decided."""

import re
from collections.abc import Callable, Collection
from typing import NamedTuple

from tocsin.model.statements import SpeakerKind
from tocsin.read.grammar import Grammar

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
REPORTED = frozenset(["diplomatic_channel", "alert_level", "evacuation", "civil_defence", "exercise"])
"""what people unnamed report; the rest they reveal"""
UNDECIDED = re.compile(r"exclu|écart|rule[ds]? out|ruling out|exclud")
RISK = re.compile(r"risque|risk|danger|menace|threat|probab|likel|seuil|threshold|tension|escalad|вероятн|риск|ризик")
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
ITSELF = re.compile(
    r"^\W*(?:that |que |qu')?(?:it|they|he|she|we|russia|moscow|the kremlin|its \w+|elles?|ils?|nous|la russie|moscou|le kremlin)"
    r" (?:(?:would|will|could|might|can) (?:\w+ ){0,2}(?:use|employ|strike|hit|attack|retaliate|destroy|respond with|target|fire)\b"
    r"|(?:\w+ ){0,2}(?:(?:emploi|utilis|frapp|attaqu|ripost|détrui|tir|cibl)\w*r(?:ait|aient|a|ont|ons)"
    r"|(?:pourr\w+ )(?:employer|utiliser|frapper|attaquer|riposter|détruire|tirer|cibler))\b)"
)
"""who warns is who would do it: harm by oneself"""
PLEDGED = re.compile(r"\b(?:would|will|shall)\b|\b\w{3,}r(?:ait|aient|a|ont)\b")
AS = re.compile(
    r"\b(?:as|comme)\b(?! (?:(?:mere |pure |simple )?(?:speculation|fantasy|rumou?r)|false|untrue|fake|nonsense|baseless"
    r"|lies|an invention|a fabrication|fabricat|faux|fausse|mensong))"
)
"""dismissed as something, which is a judgement, not a denial"""
UNDERRATED = re.compile(r"not (?:been )?taken seriously|underestimat|understat|sous-estim|pas assez au sérieux")
FALSE = re.compile(
    r"\b(?:was|were|is|are) (?:simply |completely |entirely |totally |plain )?(?:false|untrue|fake|wrong|incorrect|baseless"
    r"|unfounded|fabricated)\b"
    r"|no truth (?:in|to)|\b(?:est|sont|était|étaient) (?:totalement |entièrement |tout simplement )?"
    r"(?:faux|fausses?|mensongers?|mensongères?|infondée?s?|erronée?s?|inexacte?s?|inventée?s?)\b"
    r"|\b(?:never said|never wrote|nobody (?:said|wrote)|(?:n'a|n'avons|n'ont|n'ai) jamais (?:dit|écrit|affirmé|prétendu)"
    r"|personne n'a (?:dit|écrit))\b"
    r"|at no (?:point|time|moment) (?:did|have|has|had)|à aucun moment"
)
"""said of a report, it is a denial"""
UNLINKED = re.compile(
    r"(?:not|n't) (?:connected|linked|related|tied|aimed|directed|targeted)\b|nothing to do with"
    r"|(?:n'est|ne sont|n'étaient|n'était|n'a|n'ont) (?:pas |aucunement |nullement |en rien |rien |aucun )(?:liée?s?"
    r"|dirigée?s?|tournée?s?|à voir|de lien|lien)"
    r"|ne vis(?:e|ent|ait|aient) (?:pas|personne|aucun)|not against any"
)
"""the link that others saw is refused"""
OPINION = re.compile(
    r"our (?:assessment|judge?ment|view|estimate)|(?:don't|do not|didn't|did not) (?:see|think|believe|expect)|not seeing"
    r"|\b(?:je|nous) ne (?:le |la |les )?(?:crois|croyons|pens\w+|vois|voyons)\b|have(?:n't| not) seen|n'avons (?:rien "
    r"|pas )(?:vu|observé)"
)
"""a negative judgement or finding of one's own, no denial"""
DISMISSED = re.compile(
    r"nonsense|fantasy|fantasies|hoax|rumou?rs?\b|speculation|spéculation|fabricat|\blies?\b|\bfalse\b|\buntrue\b|\bfake\b"
    r"|baseless|invention|mensong|\bfaux\b|\bfausses?\b|fantais"
)
NO_BLUFF = re.compile(r"\bnot (?:a |been )?bluff|n't (?:a )?bluff|pas (?:du|un) bluff|ne bluff\w+ pas|no bluff|не блеф")
NOTHING = re.compile(r"(?:nor|no|nobody|nothing|none|neither|not a (?:single|one)|pas (?:une?|l'ombre)|aucune?|rien|personne|nul)\b")
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
STATE = re.compile(
    r"\b(?:reste|restent|demeure|demeurent|garde|gardait|peut|peuvent|existe|existent|dispose|figure|figurent|dorment"
    r"|continue|continuent"
    r"|remains?|keeps?|can|carries|exists?|stays?|continues?|dates? from|is being|are being|was meant|were meant|were paying"
    r"|is set|are set)\b"
)
"""what is so, not what happened"""
SEEN = re.compile(
    r"\b(?:bâch\w*|tarpaulins?|camions?|trucks?|lorries|wagons?|railcars|caisses?|crates?|convois?|convoys?|colonnes?|columns?|trains?"
    r"|escortes?|escorts?|crews?|équipages?|véhicules?|vehicles?|rockets?|fusées?|lanceurs?|launchers?|(?:were"
    r"|was) (?:loaded|under|covered)|étaient (?:chargé|couvert|bâch)\w*)\b"
)
"""what an eye-witness tells of"""
HOLDS = re.compile(
    r"\b(?:dispose(?:nt)?|possède(?:nt)?|détien(?:t|nent)|(?:ils|elles) ont des|il a des|have|has|holds?"
    r"|possess(?:es)?|owns?) "
)
RELEASED = re.compile(
    r"nothing will happen|so will ours|will stop|would stop|en restera là|restera(?:ient)? sans suite|rien n'arrivera"
    r"|il ne se passera rien"
    r"|cessera|cesseraient|cesseront|lèvera|will end|would end|will be lifted|not follow"
)
"""on a condition, no harm"""
MET = re.compile(
    r"(?:would|will|shall) (?:be (?:met with|answered|followed by|treated as an act of war)|face|draw|get|meet|receive) "
    r"|reserv\w* the right|se réserv\w+ le droit"
    r"|(?:trouver|recevr|entraîner|susciter|appeler)(?:a|ait|ont|aient) (?:sa|une?|la|des|leur)\b|ser(?:a|ait|ont|aient) suivie?s? d"
)
"""what would follow, told by the one who would do it"""
OFFERED = re.compile(
    r"\b(?:a|ont) (?:proposé|promis|offert) (?:de |d')|s'est engagée? à|\b(?:offered|proposed|promised|pledged|vowed|agreed) to "
)
VERDICT = re.compile(r"(?:and |but |so )?(?:this|that|it)(?:'s| is| was) |(?:et |mais )?(?:c'est|ce n'est|c'était|ce serait|cela|ça) ")
"""it is this or that: a characterisation"""
VIEW = re.compile(
    r"\b(?:estimates?|views?|judge?ments?|assessments?|bottom line|surpris\w*|avis|évaluation|estimations?|jugement"
    r"|appréciation|position|surprenant)\b"
)
"""what may stand unchanged and is no fact of the world"""
EXPECTS = re.compile(
    r"would (?:expect|see|know|notice|have (?:seen|known|noticed))|we'd (?:expect|see|know)|should (?:see|know|have seen)"
    r"|attendr\w*ions|s'attendrait|\b(?:verrions|saurions|verrait|saurait|aurions vu|aurait vu)\b|nous (?:allons"
    r"|devrions) le (?:savoir|voir)"
)
"""what would be seen if it were so"""
PROVES = re.compile(r"\b(?:prouve|prouvent|proves?)\b")
SEE_NONE = re.compile(
    r"\bne (?:le |la |les )?(?:vois|voit|voyons|voient)\b|\bn'(?:ai|a|avons|ont) (?:rien |pas |jamais |encore rien )?(?:vu"
    r"|observé|constaté|relevé|détecté)\b"
    r"|(?:have not|has not|haven't|hasn't|had not|did not|didn't) (?:seen?|observed?|detect(?:ed)?)\b"
)
TOO = re.compile(r"\b(?:trop|too) \w+")
INTERNAL = re.compile(
    r"note interne|document interne|rapport interne|internal (?:note|memo|document|report|paper)|mémo|memo\b|confidentiel"
    r"|leaked|fuité|classified|classifié"
)
"""papers not meant for the public: what they tell is revealed"""
PROMISED_BY = re.compile(
    r"^(?:it|they|he|she|il|elle|ils|elles|the (?:alliance|government|ministry|army|country|institute|agency|service)|(?:l'"
    r"|la |le )\w+) (?:would|will|\w+(?:era|ra|rait|ront|raient))\b"
)
"""the one that speaks is the one that will act"""
PROOF = re.compile(r"preuve|proof|prouve|prove|does not mean|ne veut pas dire|ne signifie pas|ne vaut pas|not worth")
LEAD = 110
"""characters from the start in which the main verb is looked for"""
OPENING = 60
"""characters within which a sentence that denies shows it"""
LEADING_NEGATION = 160
"""characters from the start in which a negation is one of the main clause"""
FORESEEN = re.compile(
    r"\w{3,}(?:erons|irons|rons|eront|iront|era|ira|erait|irait|eraient|iraient)\b|\b(?:will|would|shall"
    r"|going to)\b"
)
DENIES_FR = re.compile(r"\b(?:ne|n')\s?.{1,30}\b(?:pas|aucun|aucune|jamais|rien|personne|nul|nulle)\b")
DENIES = re.compile(r"\b(?:not|never|no|nothing|nobody|none|neither|nor|hardly)\b|n't\b")
OPENS_DENYING = re.compile(r"(?:rien|aucun|personne|nul|pas (?:une?|l'ombre))")


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
    narrated: bool = False
    """the report's own telling: nobody is said to say it"""


def first_person(said: Said, grammar: Grammar) -> bool:
    """I or we stand in the words."""
    words = set(grammar.token.findall(said.content[:400]))
    return bool(words & {*grammar.lexicon.words.get("we", ()), *grammar.lexicon.words.get("i", ())})


def foresees(content: str, grammar: Grammar) -> bool:
    """The words tell of what is to come."""
    return bool(grammar.finders["future"].search(content) or FORESEEN.search(content))


def denies(content: str, grammar: Grammar) -> bool:
    """A negation in the main clause."""
    head = content[:LEADING_NEGATION]
    if grammar.code == "fr":
        return bool(DENIES_FR.search(head) or OPENS_DENYING.match(content))
    return bool(DENIES.search(head))


def _first(said: Said) -> str:
    return said.indicators[0] if said.indicators else ""


def _finder(name: str) -> Callable[[Said, Grammar], bool]:
    return lambda said, grammar: grammar.finders[name].search(said.content) is not None


def _words(pattern: re.Pattern[str]) -> Callable[[Said, Grammar], bool]:
    return lambda said, _: pattern.search(said.content) is not None


MARKS: dict[str, Callable[[Said, Grammar], bool]] = {
    **{
        name: _finder(name)
        for name in ("harm", "blame", "peril", "arsenal", "exaggerated", "unable", "calm", "alarm", "unchanged", "ought")
    },
    "negated verb": lambda said, _: said.negated,
    "quoted": lambda said, _: said.quoted,
    "no indicator": lambda said, _: not said.indicators,
    "on what lights": lambda said, _: _first(said) in CONCRETE,
    "any that lights": lambda said, _: bool(CONCRETE & set(said.indicators)),
    "exercise told": lambda said, _: "exercise" in said.indicators[:2],
    "up": _finder("up"),
    "down": _finder("down"),
    "third": lambda said, _: said.party not in ("adversary", "own"),
    "estimate": lambda said, _: said.estimate is not None,
    "if": lambda said, _: said.conditional,
    "expert": lambda said, _: said.expert,
    "own": lambda said, _: said.own,
    "lays down": lambda said, _: said.doctrinal,
    "narrated": lambda said, _: said.narrated,
    "adversary": lambda said, _: said.party == "adversary",
    "our side": lambda said, _: said.party == "own",
    "first person": first_person,
    "ahead": lambda said, grammar: foresees(said.content, grammar),
    "not so": lambda said, grammar: denies(said.content, grammar),
    "undecided": lambda said, _: UNDECIDED.search(said.content[:40]) is not None,
    "pledged": _words(PLEDGED),
    "itself": _words(ITSELF),
    "we will": _words(WILL),
    "ready": _words(READY),
    "no bluff": _words(NO_BLUFF),
    "menaces": _words(MENACES),
    "conditional mood": _words(CONDITIONAL),
    "false": _words(FALSE),
    "dismissed": _words(DISMISSED),
    "unlinked": _words(UNLINKED),
    "opinion": _words(OPINION),
    "as": _words(AS),
    "too": _words(TOO),
    "held": _words(HELD),
    "released": _words(RELEASED),
    "underrated": _words(UNDERRATED),
    "actor's promise": lambda said, _: PROMISED_BY.match(said.content) is not None,
    "internal": lambda said, _: INTERNAL.search(said.sentence) is not None,
    "proof": _words(PROOF),
    "means": _words(MEANS),
    "seen": _words(SEEN),
    "holds": _words(HOLDS),
    "state": lambda said, _: STATE.search(said.content[:LEAD]) is not None,
    "fact": lambda said, _: FACT.search(said.content[:LEAD]) is not None,
    "moved risk": lambda said, grammar: bool(
        (grammar.finders["up"].search(said.content) or grammar.finders["down"].search(said.content)) and RISK.search(said.content)
    ),
    "risk": _words(RISK),
    "found nothing": lambda said, grammar: bool(
        grammar.finders["negative_find"].search(said.content)
        or grammar.finders["unchanged"].search(said.content)
        or NOTHING.match(said.content)
        or SEE_NONE.search(said.content)
    ),
    "no finding": lambda said, grammar: grammar.finders["negative_find"].search(said.content) is not None,
    "met with": _words(MET),
    "offered": _words(OFFERED),
    "verdict": lambda said, _: VERDICT.match(said.content) is not None,
    "on a view": _words(VIEW),
    "expects": _words(EXPECTS),
    "proves": _words(PROVES),
    "not so at once": lambda said, grammar: denies(said.content[:OPENING], grammar),
    "taken back": _finder("correction"),
    "off topic": lambda said, _: said.topical,
    "on views": lambda said, _: said.topical or _first(said) in ("", "official_assessment", "rhetoric"),
    "on judgement": lambda said, _: _first(said) == "official_assessment",
    "on diplomacy": lambda said, _: _first(said) == "diplomatic_channel",
    "on exercises": lambda said, _: "exercise" in said.indicators[:2] and not said.topical,
    "on what is reported": lambda said, _: not said.topical and _first(said) in REPORTED,
    "on what is seen": lambda said, _: any(indicator in CONCRETE or indicator == "collection_posture" for indicator in said.indicators),
}
"""Every mark and when a statement bears it. The speaker's kind, the verb's class and the layout are read off: `kind:named`, `verb:say`."""


FAMILIES = ("kind", "verb", "layout", "on", "act", "given")
"""Families of marks read off what is known: `kind:named`, `verb:say`, `layout:noun`, `on:exercise` (the first indicator), `act:report`;
`given` ones come from the caller."""


class Marks:
    """The marks of one statement, each looked for when first asked."""

    def __init__(self, said: Said, grammar: Grammar, given: Collection[str] = ()) -> None:
        self._said, self._grammar = said, grammar
        self._found: dict[str, bool] = dict.fromkeys(given, True)
        for mark in (f"kind:{said.kind}", f"verb:{said.verb_class}", f"layout:{said.layout}", f"on:{_first(said)}"):
            self._found.setdefault(mark, True)

    def __contains__(self, mark: str) -> bool:
        found = self._found.get(mark)
        if found is None:
            found = self._found[mark] = self._look(mark)
        return found

    def _look(self, mark: str) -> bool:
        look = MARKS.get(mark)
        return look is not None and look(self._said, self._grammar)
