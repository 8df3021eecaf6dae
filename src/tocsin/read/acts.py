"""What is done with the words: the act of a statement, by an ordered table of rules over its marks."""

from tocsin.model.statements import Act
from tocsin.read.marks import Said, told
from tocsin.read.rules import Rule, compiled, first

RULES: tuple[Rule[Act], ...] = (
    # What a text lays down
    Rule("report", "verb:provide, negated verb", "what a text does not forbid or allow"),
    Rule("report", "kind:text, put right", "what a text said before it was put right"),
    Rule("doctrine", "kind:text, lays down, not on diplomacy, not narrated", "a text that lays down conditions"),
    Rule("doctrine", "kind:text, verb:provide", "it provides for"),
    # The report's own telling
    Rule("threat", "narrated, quoted, first person, harm, ahead", "a quotation that nobody is said to say: harm by us"),
    Rule("assessment", "narrated, estimate | exaggerated | verb:assess", "narration that judges"),
    Rule("report", "narrated, found nothing | not so at once | taken back", "nothing found, nothing changed, taken back"),
    Rule("report", "narrated, state, not held", "what is so, not what happened"),
    Rule("commitment", "narrated, offered", "an offer told"),
    Rule("event", "narrated", "a happening narrated"),
    # Harm announced, harm foreseen
    Rule("threat", "verb:refuse, adversary, undecided", "refuses to rule out an act of its own side"),
    Rule("report", "verb:exclude, layout:infinitive, negated verb", "does not exclude doing it: told, not judged"),
    Rule("commitment", "verb:exclude, layout:infinitive", "excludes doing it: a promise"),
    Rule("assessment", "verb:exclude", "excludes that it is so"),
    Rule("threat", "verb:threaten", "the verb says it"),
    Rule(
        "threat",
        "verb:say, first person | own, harm, ahead, not our side, not opinion, not narrated",
        "harm that the speaker's side will do",
    ),
    Rule(
        "threat",
        "verb:promise, first person | own, first person, harm, ahead, not our side, not opinion",
        "harm promised in one's own words",
    ),
    Rule(
        "threat",
        "verb:say, actor's promise, harm | ultimatum, not our side, not not so, not kind:anonymous, not kind:text, not kind:outlet",
        "harm that the speaker will do, or what it will do unless",
    ),
    Rule(
        "threat",
        "met with, not our side, not expert, not verb:assess, not kind:text, not kind:outlet, not verb:warn",
        "what would follow, told by the one who would do it",
    ),
    Rule("threat", "verb:promise, adversary, harm, not not so, not released, not layout:infinitive", "the adversary promises harm"),
    Rule("threat", "met with, our side, kind:office | kind:institution", "what an alliance would answer with: deterrence"),
    Rule("threat", "verb:warn, if, first person, harm", "harm by oneself, on a condition"),
    Rule("threat", "verb:warn, adversary, if, harm, ahead", "the adversary warns of harm if"),
    Rule("threat", "verb:warn, adversary, itself, not not so", "the adversary warns of what it would do itself"),
    # Denial, and what only looks like it
    Rule("assessment", "verb:say, negated verb, kind:named, not found nothing, not false", "I do not say that: an opinion bounded"),
    Rule("report", "negated verb, verb:say | verb:see | verb:reveal | verb:relay, not moved risk", "what is not said or seen"),
    Rule("assessment", "negated verb, verb:see", "sees no more risk: a judgement"),
    Rule("denial", "verb:assess | verb:say, layout:noun, dismissed", "calls it nonsense"),
    Rule("denial", "false, not narrated", "says of a claim that it is false"),
    Rule("denial", "dismissed, kind:office, verb:say, not estimate, not ahead, not narrated", "an office calls it nothing"),
    Rule("denial", "unlinked, not narrated, not estimate, not expert", "refuses the link that others saw"),
    Rule("assessment", "verb:deny, as", "dismissed as something, which is a judgement"),
    # What the verb itself says
    Rule("criticism", "verb:assess, blame | too, not estimate", "judges to blame"),
    Rule(
        "disclosure",
        "internal, kind:text | kind:institution, not estimate, verb:say | verb:see, not found nothing",
        "papers not meant for the public",
    ),
    Rule("commitment", "verb:ask, not blame, on diplomacy", "asks for talks: an act of its own"),
    Rule("report", "verb:ask, not blame, kind:text", "a text that asks tells what was asked"),
    Rule("commitment", "verb:ask, not blame, kind:office | kind:institution", "an office that asks acts"),
    Rule("criticism", "verb:ask", "asks what is not done"),
    Rule("report", "verb:believe, kind:outlet", "an outlet that understands has been told"),
    Rule("report", "verb:reveal, kind:outlet, not on what is seen", "an outlet tells at second hand"),
    Rule("assessment", "verb:assess | verb:believe | verb:fear", "the verb says it"),
    Rule("warning", "verb:warn", "the verb says it"),
    Rule("commitment", "verb:promise", "the verb says it"),
    Rule("report", "verb:deny, negated verb", "what is not denied is conceded"),
    Rule("denial", "verb:deny", "the verb says it"),
    Rule("criticism", "verb:criticise", "the verb says it"),
    Rule("disclosure", "verb:reveal", "the verb says it"),
    Rule("report", "verb:refuse", "a refusal to speak is told"),
    Rule("doctrine", "verb:provide", "it provides for"),
    # Words of one side of the quarrel
    Rule("report", "unable", "could not find out"),
    Rule("report", "kind:text, layout:passive, not estimate, not lays down", "what is reported, nobody says by whom"),
    Rule("commitment", "adversary | our side, if, released, not blame", "on a condition, no harm"),
    Rule("threat", "adversary, harm, pledged, not not so", "the adversary says that harm will come"),
    Rule("event", "kind:office | kind:institution, on exercises, not estimate, held", "an exercise announced or under way"),
    Rule("threat", "adversary, if, harm", "harm on a condition"),
    Rule("threat", "adversary, we will | ready, not not so, not calm", "we will, we are ready"),
    Rule("threat", "adversary, no bluff", "says that it does not bluff"),
    Rule(
        "denial",
        "kind:named | kind:office | kind:institution, not so, not estimate, not opinion,"
        " own | adversary | first person, first person | menaces | any that lights, adversary | menaces, not no finding | adversary",
        "a negation about one's own side, by one who answers for it",
    ),
    Rule(
        "commitment",
        "adversary, ahead, pledged, not not so, not estimate, kind:office | kind:named",
        "the adversary says what it will do, no harm in it",
    ),
    Rule("criticism", "blame, not estimate", "words of blame"),
    Rule("criticism", "ought, not estimate, not adversary, not kind:text", "what should be done, or should have been"),
    Rule("assessment", "verb:see, estimate", "sees something as likely"),
    Rule("report", "verb:see", "what was seen"),
    Rule("commitment", "we will, not estimate, not kind:anonymous", "we will"),
    Rule(
        "commitment",
        "actor's promise, not estimate, not not so, kind:office | kind:institution | kind:named, not expert",
        "it would, it will",
    ),
    Rule(
        "warning",
        "peril, estimate | conditional mood, kind:anonymous | kind:named | kind:office, not adversary",
        "a warning may come too late",
    ),
    Rule("warning", "arsenal, adversary, kind:named | kind:office, not first person", "a reminder of the arsenal"),
    Rule(
        "denial",
        "kind:office, adversary, verb:say, not so at once, not estimate, not ahead, not no finding",
        "the adversary's offices say that it is not so",
    ),
    # Judgement
    Rule("assessment", "underrated | estimate | exaggerated | moved risk | expert", "words of judgement, or a judge by profession"),
    Rule("assessment", "found nothing, on judgement, not kind:named", "the judgement stands"),
    Rule("assessment", "found nothing, proves", "nothing proves it: a judgement"),
    Rule("assessment", "found nothing, expects | on a view, not kind:office, not verb:see", "what would be seen; a view that stands"),
    Rule("report", "found nothing", "looked and found nothing"),
    # People unnamed
    Rule("disclosure", "kind:anonymous, means, holds, not not so, not ahead", "what they have, told by people who know"),
    Rule("disclosure", "kind:anonymous, seen, not not so, not ahead", "what an eye-witness tells"),
    Rule("assessment", "verdict, kind:anonymous | kind:office | kind:named, off topic | quoted, not fact", "it is this or that"),
    Rule("report", "kind:anonymous, state, not ahead, not first person, not calm", "what is so, told by people unnamed"),
    Rule("assessment", "kind:anonymous, on views, not means, not fact", "unnamed people who give their view"),
    Rule("assessment", "kind:anonymous, ahead", "unnamed people about what is to come"),
    Rule("report", "kind:anonymous, not so", "not so, by people unnamed"),
    Rule("report", "kind:anonymous, on what is reported", "steps in the open, told by people unnamed"),
    Rule("report", "kind:anonymous, off topic, not means", "a fact beside the point, told by people unnamed"),
    Rule("assessment", "kind:anonymous, on judgement, not means", "about a judgement"),
    Rule("disclosure", "kind:anonymous", "insiders reveal"),
    # Outlets, texts, named people, offices
    Rule("disclosure", "kind:outlet | kind:text, on what is seen, seen | not off topic", "what an outlet says is seen"),
    Rule("disclosure", "kind:institution, third, on what is seen, seen, not not so, not ahead", "what those who watch have seen"),
    Rule("report", "kind:outlet | kind:text", "a fact at second hand"),
    Rule("assessment", "kind:named, not adversary, not first person | quoted, off topic | not fact", "a named person who comments"),
    Rule("report", "kind:named, not adversary, not first person | quoted", "a named person who tells a fact"),
    Rule("assessment", "ahead, not first person", "what is to come"),
    Rule("report", "", "a statement of fact"),
)
"""The first rule whose marks all stand decides: what the verb says first, then who speaks, then what the words are about."""

TABLE = compiled(RULES)


def act(said: Said) -> Rule[Act]:
    """The rule that decides the act of a statement."""
    return first(TABLE, said.marks | told(said))
