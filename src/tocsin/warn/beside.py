"""What stands beside our judgement: third parties' in their own words, dissent, the assumptions it rests on, and the closing notice."""

from collections.abc import Sequence

from tocsin.model import BriefSentence, Dissent, Reference, ThirdPartyJudgement
from tocsin.warn.judgements import ranges
from tocsin.warn.neutral import line, shortened
from tocsin.warn.people import NAME, person, same_name
from tocsin.warn.resting import key_assumptions
from tocsin.warn.said import ARROW, EXAMPLES
from tocsin.warn.view import Sentences, View
from tocsin.warn.words import Lang, chance, inner_quotes, listed, number, percent, written

OTHERS = 3
"""third parties' judgements shown"""
YARDSTICKS = {"icd203": "ICD 203", "kent-fr": "Kent", "readers": "CAPphrase"}
"""how people call a yardstick, where that is not its id in capitals"""
NOTE = 100
"""characters of a recorded line"""
WORDS = 45
"""characters of a condition"""


def others(view: View, dissents: Sequence[Dissent] = ()) -> Sentences:
    """Third parties' judgements, their words unchanged: those with estimative words first, then the newest; then dissent from ours."""
    held = _held(view)
    if not held:
        found = [BriefSentence(section="others", text=view.say("others.none"), references=(view.judged("judgements"),))]
    else:
        none = view.say("others.not-evidence")
        found = [BriefSentence(section="others", role="caveat", text=none, references=(view.judged("judgements"),))]
    telling = [same for same in held if same[0].low is not None or same[0].change] or held
    for same in telling[:OTHERS]:
        found.append(BriefSentence(section="others", text=_told(view, same), references=_rests(view, same[0])))
    left = [same for same in held if same not in telling[:OTHERS]]
    if left:
        rest = tuple(reference for same in left for reference in _rests(view, same[0]))
        more = view.say("others.more", count=len(left))
        found.append(BriefSentence(section="others", role="caveat", text=more, references=rest[:EXAMPLES]))
    for dissent in dissents:
        text = view.say(
            "dissent",
            by=shortened(dissent.by, NAME),
            name=view.hypothesis(dissent.hypothesis),
            days=dissent.horizon,
            chance=chance(dissent.probability, view.lang),
            why=shortened(dissent.why, NOTE),
        )
        found.append(BriefSentence(section="others", text=text, references=(Reference(declared=f"dissent {dissent.id[:12]}"),)))
    return found


def assumptions(view: View) -> Sentences:
    """How much is assumed, what the range covers, what a denial weighs, and where the recorded assumptions are."""
    declared = ranges(view.problem)
    assumed = sum(r.assumption for r in declared)
    values = {"assumed": assumed, "all": len(declared)}
    found = [
        BriefSentence(
            section="assumptions", text=view.say("assume.ranges", **values), references=(view.declares("ranges"), view.judged("range"))
        ),
        BriefSentence(
            section="assumptions",
            text=view.say("assume.denial", bound=_plain(view.problem.observing.denial_bound, view.lang)),
            references=(view.declares("observing.denial_bound"),),
        ),
    ]
    found += key_assumptions(view)
    recorded = view.assessment.assumptions
    if recorded:
        found.append(
            BriefSentence(
                section="assumptions",
                role="caveat",
                text=view.say("assume.more", count=view.count("assumption", len(recorded))),
                references=(view.judged("assumptions"),),
            )
        )
    return found


def notice(view: View, synthetic: bool) -> Sentences:
    """What a reader must know of any brief: public sources, not calibrated, SYNTHETIC where anything in it is."""
    said = [("notice.public", view.declares("sources")), ("notice.calibrated", view.judged("method"))]
    found = [BriefSentence(section="notice", role="caveat", text=view.say(key), references=(reference,)) for key, reference in said]
    if synthetic:
        found.append(
            BriefSentence(section="notice", role="caveat", text=view.say("notice.synthetic"), references=(view.judged("synthetic"),))
        )
    if view.problem.hindsight:
        note = view.say("notice.hindsight")
        found.append(BriefSentence(section="notice", role="caveat", text=note, references=(view.declares("hindsight"),)))
    return found


def _plain(value: float, lang: Lang) -> str:
    return number(value, lang, 0 if value == int(value) else 1)


def _held(view: View) -> list[list[ThirdPartyJudgement]]:
    """Judgements by the statement they stand in, each once: one statement may bear on several hypotheses."""
    ranked = sorted(
        view.assessment.judgements,
        key=lambda j: (j.low is None, not j.phrase, j.hypothesis == "unstated", -j.t_known.timestamp(), j.statement, j.hypothesis),
    )
    by_statement: dict[str, list[ThirdPartyJudgement]] = {}
    for judged in ranked:
        by_statement.setdefault(judged.statement, []).append(judged)
    once: dict[tuple[object, ...], list[ThirdPartyJudgement]] = {}
    for same in by_statement.values():  # one assessor's same words on the same event, told twice, are one judgement
        who = same[0].statement if _nameless(view, same[0]) else _by(view, same[0]).casefold()
        events = tuple(sorted(each.hypothesis for each in same))
        once.setdefault((who, _phrase(view, same[0]).casefold(), events, same[0].change), same)
    return list(once.values())


def _nameless(view: View, judged: ThirdPartyJudgement) -> bool:
    """Anonymous assessors are never merged."""
    statement = view.statement.get(judged.statement)
    return statement is not None and (statement.holder or statement.speaker).kind == "anonymous"


def _told(view: View, same: list[ThirdPartyJudgement]) -> str:
    judged = same[0]
    if judged.low is not None and judged.high is not None and judged.yardstick:
        reading = view.say(
            "others.reading",
            yardstick=YARDSTICKS.get(judged.yardstick, judged.yardstick.upper()),
            low=percent(judged.low, view.lang),
            high=percent(judged.high, view.lang),
        )
    else:
        reading = ""
    statement = view.statement.get(judged.statement)
    if statement and statement.estimate and statement.estimate.via_translation:
        reading += view.say("others.translated")
    if judged.conditional_on:
        reading += view.say("others.if", condition=shortened(judged.conditional_on, WORDS))
    if judged.change == "none":
        reading += view.say("others.change")
    elif judged.change:
        reading += view.say(f"others.{judged.change}")
    if judged.dissent:
        reading += view.say("others.dissent")
    return view.say(
        "others.judgement",
        by=_by(view, judged),
        phrase=_phrase(view, judged),
        name=listed([_event(view, each.hypothesis) for each in same], view.lang),
        horizon=_horizon(view, judged.horizon),
        date=f", {written(judged.date, view.lang)}" if judged.date else "",
        reading=reading,
        chain=_chain(view, judged),
    )


def _chain(view: View, judged: ThirdPartyJudgement) -> str:
    """Through whom: the outlets, then who told them, where that is somebody else than the one who judges."""
    hops = [shortened(view.publisher(hop), NAME) for hop in judged.via]
    statement = view.statement.get(judged.statement)
    if statement is not None and statement.told_by is not None:
        hops.append(person(view, statement.told_by))
    hops = [hop for hop in hops if not same_name(hop, _by(view, judged))]
    return view.say("said.chain", chain=ARROW.join(hops)) if hops else ""


def _by(view: View, judged: ThirdPartyJudgement) -> str:
    """Who judges; an anonymous one goes through the same door as everywhere, so that no name slips out."""
    statement = view.statement.get(judged.statement)
    if statement is None:
        return shortened(judged.by, NAME)
    return person(view, statement.holder or statement.speaker, statement.report)


def _phrase(view: View, judged: ThirdPartyJudgement) -> str:
    """Their estimative words, unchanged; where they used none, the start of what they said."""
    statement = view.statement.get(judged.statement)
    return line(judged.phrase) if judged.phrase or statement is None else inner_quotes(shortened(statement.text, WORDS), view.lang)


def _event(view: View, hypothesis: str) -> str:
    return view.say("others.unstated-event") if hypothesis == "unstated" else view.hypothesis(hypothesis)


def _horizon(view: View, horizon: str) -> str:
    if horizon == "unstated":
        return view.say("others.unstated")
    return view.say("others.days", days=horizon) if horizon.isdigit() else shortened(horizon, WORDS)


def _rests(view: View, judged: ThirdPartyJudgement) -> tuple[Reference, ...]:
    statement = view.statement.get(judged.statement)
    if statement is None:
        return (view.judged(f"judgements.{judged.statement[:12]}"),)
    where = statement.estimate.span if statement.estimate else statement.content_span
    return (view.refers(statement.report, where, origin=judged.origin, statement=statement.id),)
