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
    "ultimatum": "a condition that is an ultimatum: what will be done unless",
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
    "own_concession": "words of a concession that belong to the claim they open (without, tout en)",
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
    # What a report tells itself, and speech that goes on; in the sentence or content
    "likely_goes_on": "a likelihood that follows what was weighed in the sentence before",
    "weighed": "a likelihood that the report itself tells; a bare `could` is none",
    "unconfirmed": "nobody else bears it out: worth telling whatever it is about",
    "laid_down": "a text's conditions go on in its own words (will be treated as)",
    "tells_nothing": "a sentence that opens with a negation and stands by itself",
    "told_past": "a verb of the past: a happening told",
    "subordinate_before": "right before a verb: it is not that of the main clause",
    "to_come": "a happening announced",
    "after_clause": "opens a clause of what went before, which is the happening told (après que)",
    "will_hold": "in the words of a cue: what its subject will think",
    "written": "what an outlet may take back: article, picture, post",
    "withdraws": "a word of correction that is used of troops as well, at its beginning",
    "sees_in_it": "a cue that gives its object a meaning (y voit)",
    # Days and times
    "past_perfect": "what had happened before what was told",
    "told_them": "told to those named before",
    "signed_before": "right before the day of a text",
    "since": "opens a day to compare with, which is not the statement's own",
    "since_before": "right before such a day",
    "possessed": "right behind a day that only names something (Monday's)",
    "ahead_before": "what is to come stands before a weekday in the same clause: the weekday lies ahead",
    "ahead_behind": "the same right behind a weekday",
    "said_before": "a verb of saying right before a weekday",
    "that_day_before": "right before a weekday of the week told",
    "same_day": "hours later: on the same day as what was told before",
    "then_in_day": "what a sentence tells came after what was told before on that day (hours later, then)",
    "earlier_in_day": "it came before that (hours earlier)",
    "aimed_before": "right before the name of what would be hit (against, strikes on, attaquer)",
    "later": "the `sign` of a count of days that leads forward",
    "counts_on": "ends an expression that counts from what follows it (two days after)",
    "ordinal": "behind the number of a day",
    "of_month": "between the number of a day and its month",
    "year_before": "before a year alone",
    "no_year": "behind a number that is no year",
    "month_before": "before a month alone",
    "this_before": "right before a weekday that is the report's own",
    "relayed_before": "a verb of the news right before a weekday",
    # Estimates
    "modal_of_purpose": "right before a modal that says what something is for, not how likely the statement is",
    "not_meant_before": "right before a word that is only mentioned",
    "not_meant_behind": "right behind one",
    "mentioned_behind": "right behind a word in quotation marks that is talked about",
    "attributive": "words that judge nothing where they stand before a noun (a possible attack)",
    "noun_opens_before": "articles right before such a word",
    "denied_behind": "a negation right behind a modal: another phrase",
    "asked_before": "right before a word of likelihood that is asked for (how likely)",
    "about_chance": "around a number: it is a chance",
    "noun_follows": "right behind such a word where a language has no articles: its noun",
    "word_used": "before a word spoken of as a word: it is used all the same (was described with the word)",
    "chance_word_before": "right before a word of likelihood that is spoken of as a word (the word `probable`)",
    # Chances in numbers, see `read.chances`
    "chance_opens": "may open a range (between, de)",
    "chance_joins": "joins the two numbers of a range (to, à)",
    "chance_percent": "behind a number: per cent",
    "chance_percent_before": "before a number: per cent, where a language may turn it round",
    "chance_in": "between the numbers of so many in so many",
    "chance_against": "between the numbers of odds (three to one)",
    "chance_against_behind": "behind odds: the first number counts against",
    "chance_on": "behind odds: the first number counts for",
    "chance_even": "fifty-fifty",
    "chance_about": "before a number that is about so",
    "chance_less": "before a number that is the most",
    "chance_more": "before a number that is the least",
    "chance_less_behind": "behind a number that is the most",
    "chance_more_behind": "behind a number that is the least",
    # What an estimate is of
    "horizon": "until when a judgement is said to hold (within weeks, d'ici la fin de l'année)",
    "judged_before": "between what is judged and the likelihood, at the end of what stands before it (remains, as)",
    "judged_behind": "right behind the likelihood: what is judged follows (that)",
    # Outlets and credits
    "found_by": "before the name of an outlet that found out",
    "wrote_before": "verbs of the press before its name, which ends where the name may begin (a rapporté jeudi le X, told the X)",
    "wrote_behind": "verbs of the press behind its name",
    "wrote_plainly": "those among them that need no article before a name of one word",
    "handed_by": "before the name of an outlet through whose hands it came: nearer than the one that found out",
    "public_body": "words in the names of bodies that publish without being outlets; in the name",
    "told_body": "who else is told things and has an article; in the name",
    "place_like": "shapes of towns, which stand where outlets do; in the name",
    "plea": "how a plea to share, follow or read on begins; at a line's beginning",
    "credit_to_persons": "opens a credit to persons",
    "translated_by": "opens a credit: the language translated from",
    "writes_for": "between a person and the outlet written for",
    "credit_splits": "between two names of a credit",
    # Attributions whose verb no list holds, see `read.incise`
    "hearsay_mood": "conditionals by which one tells what others told (auraient été), where a language has them",
    "finite_plural": "letters that finite forms end in and seldom anything else, where a language's endings tell a verb",
    "finite_ending": "letters that forms of the third person end in",
    "person_ending": "letters that nouns of who does something end in, in the nominative, where a language has cases",
    "deed_ending": "letters that nouns of what is done end in, and nouns of who does it never, where a language has cases",
    "they_ending": "letters that forms of the third person plural end in, which may stand without a subject, for people unnamed",
    "short_participle": "letters that short participles end in, where they are the verb of a clause",
    "participle_ending": "letters that participles end in",
    "we_ending": "letters that forms of `we` end in, where the pronoun may be left out: the outlet or a bulletin speaks itself",
    "seems": "verbs of seeming",
    "seems_to": "pronouns before them of who holds the view (nous semble)",
}
"""A lexicon's `marks`: name -> list of regular expressions over lower-case text with straight apostrophes; one that a lexicon leaves
out matches nothing."""

NOTHING = re.compile(r"(?!)")
"""matches nowhere"""


RUNNING = (
    *("risk", "promise", "ready", "no_bluff", "menaces", "conditional_mood", "itself", "pledged", "as", "underrated", "false", "unlinked"),
    *(
        "opinion",
        "dismissed",
        "means",
        "held",
        "fact",
        "state",
        "seen",
        "holds",
        "released",
        "met_with",
        "offered",
        "ultimatum",
        "view",
        "expects",
    ),
    *("proves", "sees_none", "too", "internal", "promised_by", "proof", "foreseen", "denies", "verdict", "opens_nothing", "undecided"),
    *("opens_denying", "in_case", "inverted_if", "in_answer_to", "reserves", "use", "odd_use", "never", "unannounced", "unnotified"),
    *("within_exercise", "unknown", "no_higher", "small_risk", "previous", "last_resort", "planned", "mistake", "likely_goes_on"),
    *(
        "weighed",
        "unconfirmed",
        "laid_down",
        "told_past",
        "to_come",
        "past_perfect",
        "told_them",
        "same_day",
        "then_in_day",
        "earlier_in_day",
        "written",
        "found_by",
    ),
    *("wrote_before", "wrote_behind", "handed_by", "signed_before", "after_clause", "tells_nothing"),
)
"""expressions looked for in running text, whose letters the automaton of `seen` knows; the others stand beside something found"""


def compiled(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    """All expressions of a language, by name. Raises ValueError for a name that nobody asks for or an expression that is none."""
    unknown = sorted(set(lexicon.marks) - set(EXPRESSIONS))
    if unknown:
        raise ValueError(f"lexicon {lexicon.language}: unknown mark {unknown[0]}")
    return {name: _joined(lexicon, name) for name in EXPRESSIONS}


def source(lexicon: Lexicon, name: str) -> str:
    """One expression as text, to stand inside a longer one."""
    return "|".join(f"(?:{one})" for one in lexicon.marks.get(name, ())) or NOTHING.pattern


def _joined(lexicon: Lexicon, name: str) -> re.Pattern[str]:
    try:
        return re.compile(source(lexicon, name)) if lexicon.marks.get(name) else NOTHING
    except re.error as error:
        raise ValueError(f"lexicon {lexicon.language}: mark {name}: {error}") from error
