"""The two short forms of a brief: a flash on what has just happened, and what one watch hands to the next."""

from collections.abc import Mapping
from datetime import datetime

from tocsin.model import Assessment, BriefSentence, Origin, Reference, Statement
from tocsin.model.warning import Section
from tocsin.warn import ahead, changed, judgements, timing
from tocsin.warn.material import Material, OpenAlert
from tocsin.warn.neutral import line, shortened
from tocsin.warn.people import NAME, chain, person, same_name
from tocsin.warn.said import ARROW, EXAMPLES, best_statement
from tocsin.warn.view import Sentences, View, quotable
from tocsin.warn.words import inner_quotes, listed, moment, semicolons

FRESH = 3
"""origins named on a flash"""
HANDED = 6
"""and in a handover"""
QUOTE = 160
DUE_DAYS = 7
"""what the next watch, and the days behind it, must expect"""


def flash(view: View, since: datetime, previous: Assessment | None, material: Material) -> Sentences:
    """One page: what happened, what it moves, what we do not know, what to do next and by whom."""
    fresh = _fresh(view, since)
    return [
        *_happened(view, fresh, since, FRESH),
        *_moves(view, previous),
        *_unknown(view, fresh, material),
        *_next(view, fresh, material),
    ]


def handover(view: View, since: datetime, previous: Assessment | None, material: Material) -> Sentences:
    """What the next watch must know: how it stands, what changed, what is new, open alerts, what is due, what is down."""
    fresh = _fresh(view, since)
    happened = _happened(view, fresh, since, HANDED) if fresh else []  # what changed has just said that nothing is new
    stands = [] if timing.is_over(view.main()) else _stand(view, "key-judgements")
    return [
        *_watched(view, since),
        *timing.happened(view),
        *stands,
        *changed.changed(view, since, previous),
        *happened,
        *alerts(view, material),
        *ahead.due(view, material.due, "due", DUE_DAYS),
        *_unknown(view, (), material),
    ]


def alerts(view: View, material: Material) -> Sentences:
    """Each open alert with who has it."""
    declared = (Reference(declared="tocsin alerts --json"),)
    if not material.alerts:
        key = "alerts.unknown" if material.alerts is None else "alerts.none"
        return [BriefSentence(section="alerts", text=view.say(key), references=declared)]
    found = []
    for alert in material.alerts:
        who = alert.acknowledged_by
        state = view.say("alerts.acknowledged", who=shortened(who, NAME)) if who else view.say("alerts.waiting")
        values = {
            "title": _title(view, alert),
            "severity": view.say(f"severity.{alert.severity}"),
            "moment": moment(alert.opened, view.lang),
            "state": state,
        }
        found.append(BriefSentence(section="alerts", text=view.say("alerts.open", **values), references=declared))
    return found


def _title(view: View, alert: OpenAlert) -> str:
    return shortened(line(_in(view, alert.title) or alert.id), QUOTE)


def _in(view: View, labels: Mapping[str, str]) -> str:
    return labels.get(view.lang) or labels.get("en") or ""


def _fresh(view: View, since: datetime) -> list[Origin]:
    """Origins first seen after `since` that say something on the problem, those that moved the main hypothesis most first."""
    moved: dict[str, float] = {}
    for influence in view.assessment.changes or view.assessment.influences:
        if influence.origin and influence.hypothesis == view.main().id:
            moved[influence.origin] = moved.get(influence.origin, 0.0) + abs(influence.delta)
    new = [origin for origin in view.origins if origin.first_seen > since and best_statement(view, origin, None)]
    return sorted(new, key=lambda origin: (-moved.get(origin.id, 0.0), -origin.first_seen.timestamp(), origin.id))


def _happened(view: View, fresh: list[Origin], since: datetime, most: int) -> Sentences:
    if not fresh:
        text = view.say("happened.nothing", moment=moment(since, view.lang))
        return [BriefSentence(section="happened", text=text, references=(view.judged("changes"),))]
    found: Sentences = []
    for origin in fresh[:most]:
        statement = _carrying(view, origin)
        if statement is None:
            continue
        speaker = person(view, statement.speaker, statement.report)
        publisher = shortened(line(origin.publisher), NAME) if origin.publisher else view.say("unknown-publisher")
        hops = [hop for hop in chain(view, statement) if not same_name(hop, speaker) and not same_name(hop, publisher)]
        text = view.say(
            "happened.said",
            publisher=publisher,
            moment=moment(origin.first_seen, view.lang),
            speaker=speaker,
            act=view.say(f"act.{statement.act}"),
            words=inner_quotes(shortened(_words(view, statement), QUOTE), view.lang),
            chain=view.say("said.chain", chain=ARROW.join(hops)) if hops else "",
        )
        references = (view.rests_on(statement, origin.id),)
        found.append(BriefSentence(section="happened", text=text, references=references))
        if statement.act == "denial" and statement.interested:
            found.append(BriefSentence(section="happened", role="caveat", text=view.say("said.denial"), references=references))
    left = fresh[most:]
    if left:
        text = view.say("happened.more", origins=view.count("origin", len(left)))
        hidden = tuple(reference for origin in left[:EXAMPLES] for reference in view.of_origin(origin))
        found.append(BriefSentence(section="happened", role="caveat", text=text, references=hidden))
    return found


def _carrying(view: View, origin: Origin) -> Statement | None:
    """The statement by which an origin moved the main hypothesis most, else the one that bears on it most."""
    mine = [i for i in view.assessment.changes or view.assessment.influences if i.origin == origin.id and i.hypothesis == view.main().id]
    for influence in sorted(mine, key=lambda i: (-abs(i.delta), i.observation)):
        held = next((view.statement[id] for id in influence.statements if id in view.statement), None)
        if found := held or best_statement(view, origin, influence.indicator):
            return found
    return best_statement(view, origin, None)


def _words(view: View, statement: Statement) -> str:
    held = view.report.get(statement.report)
    start, end = quotable(statement)
    return held.text[start:end] if held and 0 <= start < end <= len(held.text) else statement.text


def _stand(view: View, section: Section) -> Sentences:
    """Likelihood, then confidence, in two sentences."""
    main, at = view.main(), str(view.days())
    numbers = (view.judged(f"hypotheses.{main.id}.probability.{at}"), view.declares(f"hypotheses.{main.id}"))
    level = view.say(f"confidence.{main.confidence.level}")
    confident = view.say("confidence", level=level, why=judgements.why(main, view))
    return [
        BriefSentence(section=section, role="likelihood", text=judgements.likelihood(view, main), references=numbers),
        BriefSentence(section=section, role="confidence", text=confident, references=(view.judged(f"hypotheses.{main.id}.confidence"),)),
    ]


def _moves(view: View, previous: Assessment | None) -> Sentences:
    main = view.main()
    if timing.is_over(main):
        return [_put(sentence, "moves") for sentence in timing.happened(view)]
    first = changed.explain(view, main.id, previous=previous, most=0)[:1]
    return [*(_put(sentence, "moves") for sentence in first), *_stand(view, "moves")]


def _put(sentence: BriefSentence, section: Section) -> BriefSentence:
    return BriefSentence(section=section, role=sentence.role, text=sentence.text, references=sentence.references)


def _unknown(view: View, fresh: list[Origin] | tuple[Origin, ...], material: Material) -> Sentences:
    found: Sentences = []
    if fresh:
        told = fresh[:FRESH]
        references = tuple(reference for origin in told for reference in view.of_origin(origin))
        key = "unknown.single" if len(fresh) == 1 else "unknown.several"
        text = view.say(key, origins=view.count("origin", len(fresh)))
        found.append(BriefSentence(section="unknown", role="caveat", text=text, references=references))
        drifted = sum(bool(link.drift) for origin in fresh for link in origin.reports)
        if drifted:
            text = view.say("unknown.drift", drifts=view.count("drift", drifted))
            found.append(BriefSentence(section="unknown", role="caveat", text=text, references=references))
    unwatched = [row for row in view.evidence() if not row.coverage]
    for key, rows in (("arrived", [row for row in unwatched if row.origins]), ("unseen", [row for row in unwatched if not row.origins])):
        if rows:
            text = view.say(f"unknown.{key}", list=listed([view.indicator(row.id) for row in rows], view.lang))
            found.append(BriefSentence(section="unknown", text=text, references=tuple(view.judged(f"indicators.{row.id}") for row in rows)))
    return [*found, *margin(view, material, "unknown", 1)]


def margin(view: View, material: Material, section: Section = "margin", most: int | None = None) -> Sentences:
    """Warning time as its own stage tells it; where nothing is known of it, that and why."""
    if material.timely is None:
        text = view.say("margin.unknown", why=view.say(f"margin.{material.untimely}"))
        return [BriefSentence(section=section, role="caveat", text=text, references=(view.declares("pathways"),))]
    references = (Reference(declared=material.timely.declared),)
    told = material.timely.sentences[view.lang][:most]
    condition = BriefSentence(section=section, role="caveat", text=view.say("margin.if"), references=references)
    return [condition, *(BriefSentence(section=section, text=sentence, references=references) for sentence in told)]


def _next(view: View, fresh: list[Origin], material: Material) -> Sentences:
    found: Sentences = []
    for alert in material.alerts or ():
        if alert.acknowledged_by is None:
            values = {
                "who": shortened(alert.who or "?", NAME),
                "title": _title(view, alert),
                "action": shortened(line(_in(view, alert.action)) or "-", QUOTE),
            }
            found.append(_do(view.say("next.acknowledge", **values), "tocsin alerts --json"))
    statement = _carrying(view, fresh[0]) if fresh else None
    if statement is not None:
        words = inner_quotes(shortened(_words(view, statement), NAME), view.lang)
        references = (view.rests_on(statement, fresh[0].id),)
        found.append(BriefSentence(section="next", text=view.say("next.check", words=words), references=references))
    if material.worth is not None:
        told, _ = ahead.offered(view, material.worth)
        if told:
            names = semicolons([one.rpartition(":")[0].strip() for one in told], view.lang)
            found.append(_do(view.say("next.look", days=material.worth.days, list=names), "tocsin worth --json: alone"))
    broken = [row for row in view.evidence() if row.status == "broken"]
    if broken:
        names = listed([view.indicator(row.id) for row in broken], view.lang)
        found.append(_do(view.say("next.mend", list=names), "tocsin watch --health"))
    return found or [_do(view.say("next.nothing"), "tocsin watch --health")]


def _do(text: str, declared: str) -> BriefSentence:
    return BriefSentence(section="next", text=text, references=(Reference(declared=declared),))


def _watched(view: View, since: datetime) -> Sentences:
    until = view.assessment.as_of
    first = view.say("watched.since", since=moment(since, view.lang), until=moment(until, view.lang))
    broken = [row for row in view.evidence() if row.status == "broken"]
    names = listed([view.indicator(row.id) for row in broken], view.lang)
    state = view.say("watched.broken", list=names) if broken else view.say("watched.running")
    return [
        BriefSentence(section="watched", text=first, references=(view.judged("as_of"),)),
        BriefSentence(
            section="watched",
            text=state,
            references=tuple(view.judged(f"indicators.{row.id}") for row in broken) or (view.judged("indicators"),),
        ),
    ]
