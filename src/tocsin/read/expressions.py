"""The names of the expressions that a lexicon's `marks` give, what each is for and where it is looked for."""

import re

from tocsin.model.lexicon import Lexicon

EXPRESSIONS: dict[str, str] = {
    # What decides the act. Looked for anywhere in the content unless said otherwise.
    "undecided": "nothing is ruled out (exclu, rule out): at the content's beginning, or in words of likelihood",
    "risk": "what may grow or shrink: risk, danger, threat, probability",
    "promise": "a promise in the first person (nous répondrons, we will)",
    "ready": "readiness to act",
    "no_bluff": "it is said that one does not bluff",
    "menaces": "what one is accused of: threat, attack, intention, preparation",
    "conditional_mood": "what would or could be",
    "itself": "content that opens with him who warns as the one who would do it: harm by oneself",
    "pledged": "a future or conditional of what one will do",
    "as": "dismissed as something, which is a judgement; not as something false, which is a denial",
    "underrated": "not taken seriously enough",
    "false": "said of a report, it is a denial (is false, never said)",
    "unlinked": "the link that others saw is refused (nothing to do with)",
    "opinion": "a negative judgement or finding of one's own, no denial (nous ne croyons pas)",
    "dismissed": "nonsense, rumours, lies: what a claim is called",
    "opens_nothing": "content that opens with a negation (nothing, aucun)",
    "means": "things that insiders know of: warheads, weapons, launchers",
    "held": "what is said of an exercise that is announced or under way",
    "fact": "a happening or state told as a fact: a perfect, a past, something that exists; in the content's beginning",
    "state": "what is so, not what happened (reste, keeps); in the content's beginning",
    "seen": "what an eye-witness tells of: convoys, trucks, tarpaulins",
    "holds": "has, owns: what somebody holds",
    "released": "what will not happen on a condition: no harm",
    "met_with": "what would follow, told by the one who would do it",
    "offered": "an offer or promise told (a proposé de, offered to)",
    "verdict": "content that opens with `it is this`: a characterisation",
    "view": "what may stand unchanged and is no fact of the world: views, estimates",
    "expects": "what would be seen if it were so (we would know)",
    "proves": "",
    "sees_none": "I have not seen",
    "too": "too much of something: blame",
    "internal": "papers not meant for the public: what they tell is revealed; in the sentence",
    "promised_by": "content that opens with him who speaks as the one who will act",
    "proof": "what proof is or is not",
    "foreseen": "forms of what is to come",
    "denies": "a negation in the main clause; in the content's beginning",
    "opens_denying": "content that opens with a word that denies though `denies` does not show",
    "expert": "people who judge by profession; in the speaker's words",
    # Conditions, consequences, reasons
    "in_case": "opens a condition that is a noun (en cas de, in the event of)",
    "inverted_if": "a condition by inversion (should it be withdrawn)",
    "no_condition": "words right before an `if` that opens no condition but a question or a degree (savoir si, as if)",
    "in_answer_to": "what a judgement is said to hold in answer to (en réponse à, following)",
    "goes_on": "behind a comma: the condition goes on (or, and, who)",
    "opens_consequence": "opens the consequence and is no part of it (alors, then)",
    "reserves": "the right reserved, with what leads to its content",
    "excludes": "the rest of a negation right behind its verb (n'exclut *pas*)",
    # Words of likelihood
    "improbable": "phrases of what is not likely",
    "double_negation": "a negation before a negative word of likelihood (not unlikely); in the content",
    "likely": "phrases of what is likely",
    "not_likely": "negations that turn a likelihood round; in the content",
    "odds": "phrases of chances in numbers",
    "small_odds": "phrases of chances said to be small",
    "per_cent": "",
    "negates_estimate": "a negation right before an estimate",
    "armed_act": "words of use and strikes: what is likely is use",
    # What polarity asks for, in the content unless said otherwise
    "use": "use of the weapon",
    "odd_use": "use is called odd: it is not expected",
    "never": "",
    "unannounced": "an exercise without notice, extended, a surprise",
    "unnotified": "nobody announced it: what moves is no exercise",
    "within_exercise": "in the course of an exercise",
    "unknown": "not known either way",
    "no_higher": "the risk is no higher",
    "small_risk": "the risk is small",
    "previous": "an older text; in the sentence",
    "last_resort": "",
    "planned": "announced, yearly, a test",
    "mistake": "a mistake owned up to",
}
"""A lexicon's `marks`: name -> list of regular expressions over lower-case text with straight apostrophes; one that a lexicon leaves
out matches nothing."""

NOTHING = re.compile(r"(?!)")
"""matches nowhere"""


def compiled(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    """All expressions of a language, by name. Raises ValueError for a name that nobody asks for or an expression that is none."""
    unknown = sorted(set(lexicon.marks) - set(EXPRESSIONS))
    if unknown:
        raise ValueError(f"lexicon {lexicon.language}: unknown mark {unknown[0]}")
    return {name: _joined(lexicon, name) for name in EXPRESSIONS}


def _joined(lexicon: Lexicon, name: str) -> re.Pattern[str]:
    alternatives = lexicon.marks.get(name, ())
    try:
        return re.compile("|".join(f"(?:{one})" for one in alternatives)) if alternatives else NOTHING
    except re.error as error:
        raise ValueError(f"lexicon {lexicon.language}: mark {name}: {error}") from error
