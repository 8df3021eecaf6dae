"""Who said what through whom: the statements that matter under their origins, as reported, with the chain and what drifted on the way."""

from collections.abc import Sequence

from tocsin.model import BriefSentence, Drift, Link, Origin, Statement
from tocsin.warn.neutral import line, shortened
from tocsin.warn.people import NAME, chain, person, same_name
from tocsin.warn.view import Sentences, View, quotable
from tocsin.warn.words import day, inner_quotes, listed

QUOTE = 110
"""characters of a quotation"""
HOP = 34
"""characters of a hop's name within a chain"""
EXAMPLES = 3
"""references of a line that only counts what is not shown"""
PER_ORIGIN = 3
"""statements shown under one origin"""
MOST = 8
"""statements shown in all"""
DRIFTS = 3
"""warnings of drift shown"""
LIKE = 3
"""what a statement's bearing loses for each one already chosen of the same speaker and act: a brief shows more than one voice"""
ARROW = " ← "
ACTS = {"threat": 4, "denial": 3, "disclosure": 3, "doctrine": 2, "warning": 2, "assessment": 1, "commitment": 1, "report": 1, "event": -1}
"""how far an act comes forward, for the order of showing only; criticism has 0"""
Chosen = list[tuple[Origin, list[Statement]]]


def choose(views: Sequence[View], budget: int) -> Chosen:
    """The statements to show, under their origins: those that matter most, of more than one voice, within `budget` words.

    `views` are the same case in several languages, and the longest counts, so that every language shows the same. One at the least.
    """
    view = views[0]
    candidates: list[tuple[int, Origin, Statement]] = []
    seen: set[str] = set()
    weight, lit = _weight(view), _lit(view)
    most = max(weight.values(), default=0.0)
    for origin in ranked(view):
        moved = round(2 * weight.get(origin.id, 0.0) / most) if most else 0
        for statement in statements(view, origin):
            words = shortened(_content(view, statement), QUOTE).casefold()
            if statement.id not in seen and words not in seen:
                seen |= {statement.id, words}
                candidates.append((bearing(statement, lit) + moved, origin, statement))
    taken: list[tuple[Origin, Statement]] = []
    used = 0
    while candidates and len(taken) < MOST:
        best = max(range(len(candidates)), key=lambda n: candidates[n][0] - _alike(candidates[n], taken))
        _, origin, statement = candidates.pop(best)
        if sum(origin is held for held, _ in taken) >= PER_ORIGIN:
            continue
        shown = [_statement(each, statement, origin) for each in views]
        if all(origin is not held for held, _ in taken):
            shown = [[_heading(each, origin), *lines] for each, lines in zip(views, shown, strict=True)]
        used += max(sum(len(sentence.text.split(" ")) for sentence in lines) for lines in shown)
        if taken and used > budget:
            break
        taken.append((origin, statement))
    origins = [origin for origin in ranked(view) if any(origin is held for held, _ in taken)]
    return [(origin, [statement for held, statement in taken if held is origin]) for origin in origins]


def said(view: View, chosen: Chosen) -> Sentences:
    """The chosen statements, the drift warnings, then a count of what was left out."""
    speaking = [(origin, own) for origin in ranked(view) if (own := statements(view, origin))]
    if not speaking:
        return [BriefSentence(section="said", text=view.say("said.none"), references=(view.judged("as_of"),)), *_drifts(view, chosen)]
    found: Sentences = []
    for origin, own in chosen:
        found.append(_heading(view, origin))
        for statement in own:
            found += _statement(view, statement, origin)
    found += _drifts(view, chosen)
    shown = {statement.id for _, own in chosen for statement in own}
    left = {s.id for _, own in speaking for s in own} - shown
    if left:
        hidden = tuple(reference for origin, own in speaking if any(s.id in left for s in own) for reference in view.of_origin(origin))
        text = view.say("said.more", statements=view.count("statement", len(left)))
        found.append(BriefSentence(section="said", role="caveat", text=text, references=hidden[:EXAMPLES]))
    silent = [origin for origin in ranked(view) if not statements(view, origin)]
    if silent:
        text = view.say("said.irrelevant", origins=view.count("origin", len(silent)))
        every = tuple(reference for origin in silent for reference in view.of_origin(origin))
        found.append(BriefSentence(section="said", role="caveat", text=text, references=every[:EXAMPLES]))
    return found


def ranked(view: View) -> list[Origin]:
    """Origins, those that moved the main hypothesis most first, then the newest."""
    weight = _weight(view)
    return sorted(view.origins, key=lambda o: (-weight.get(o.id, 0.0), -o.first_seen.timestamp(), o.id))


def statements(view: View, origin: Origin) -> list[Statement]:
    """An origin's statements, those that bear most on the problem first; the same words in copies once."""
    mine = [view.statement[id] for id in origin.statements if id in view.statement]
    links = {found.id: found for found in origin.reports}
    first = sorted(mine, key=lambda s: (not _original(links.get(s.report)), s.t_known, s.report, s.span))
    once: dict[str, Statement] = {}
    for statement in first:
        once.setdefault(shortened(_content(view, statement), QUOTE).casefold(), statement)
    lit = _lit(view)
    return sorted(once.values(), key=lambda s: -bearing(s, lit))


def bearing(statement: Statement, lit: frozenset[str] = frozenset()) -> int:
    """How much a statement bears on the problem, for the order of showing only: never a weight of evidence."""
    return (
        ACTS.get(statement.act, 0)
        + bool(statement.hypotheses)
        + 3 * (statement.estimate is not None and statement.estimate.low is not None)
        + (statement.polarity != "neutral")
        + bool(statement.indicators)
        + 2 * bool(lit.intersection(statement.indicators))
        + bool(statement.red_line)
        + (statement.act == "denial" and statement.interested)
    )


def best_statement(view: View, origin: Origin, indicator: str | None) -> Statement | None:
    """The statement of an origin that bears most on an indicator, if any."""
    own = statements(view, origin)
    return next((s for s in own if indicator in s.indicators), own[0] if own else None)


def told(view: View, origin: Origin, statement: Statement | None) -> str:
    """`Politico ← un responsable américain (anonymous), disclosure`: publisher, speaker, act."""
    publisher = _publisher(view, origin)
    if statement is None:
        return publisher
    speaker = person(view, statement.speaker, statement.report)
    act = view.say(f"act.{statement.act}")
    return f"{publisher}, {act}" if same_name(publisher, speaker) else f"{publisher}{ARROW}{speaker}, {act}"


def _weight(view: View) -> dict[str, float]:
    """How much each origin moved the main hypothesis, by id."""
    weight: dict[str, float] = {}
    for influence in view.assessment.influences:
        if influence.origin and influence.hypothesis == view.main().id:
            weight[influence.origin] = weight.get(influence.origin, 0.0) + abs(influence.delta)
    return weight


def _lit(view: View) -> frozenset[str]:
    return frozenset(row.id for row in view.evidence() if row.status in ("lit", "contested"))


def _alike(candidate: tuple[int, Origin, Statement], taken: list[tuple[Origin, Statement]]) -> int:
    """What taken statements of the same voice and act cost it, under another origin less. Anonymous voices are alike in one report only."""
    _, origin, statement = candidate
    return sum(LIKE if held_origin is origin else 1 for held_origin, held in taken if _voice(statement) == _voice(held))


def _voice(statement: Statement) -> tuple[str, ...]:
    speaker = statement.speaker
    if speaker.kind == "anonymous":
        return (statement.act, statement.report, (speaker.text or "").casefold())
    return (statement.act, (speaker.entity or speaker.name or speaker.text or "").casefold())


def _heading(view: View, origin: Origin) -> BriefSentence:
    reports = view.count("report", len({found.id for found in origin.reports}))
    text = view.say("said.origin", publisher=_publisher(view, origin), reports=reports, day=day(origin.first_seen, view.lang))
    return BriefSentence(section="said", role="heading", text=text, references=view.of_origin(origin))


def _statement(view: View, statement: Statement, origin: Origin) -> Sentences:
    """One statement in its words, with the chain where it tells more than heading and speaker; an interested denial is said to be one."""
    hops = chain(view, statement)
    speaker = person(view, statement.speaker, statement.report)
    tells = any(not same_name(hop, name) for hop in hops for name in [_publisher(view, origin)] if not same_name(hop, speaker))
    text = view.say(
        "said.statement",
        speaker=speaker,
        act=view.say(f"act.{statement.act}"),
        words=inner_quotes(shortened(_content(view, statement), QUOTE), view.lang),
        chain=view.say("said.chain", chain=ARROW.join([shortened(hop, HOP) for hop in hops])) if tells else "",
    )
    references = (view.rests_on(statement, origin.id),)
    found = [BriefSentence(section="said", text=text, references=references)]
    if statement.act == "denial" and statement.interested:
        found.append(BriefSentence(section="said", role="caveat", text=view.say("said.denial"), references=references))
    return found


def _drifts(view: View, chosen: Chosen) -> Sentences:
    """What changed on the way, outlets with the same change together; under origins that are shown first."""
    first = [origin for origin, _ in chosen]
    rest = [origin for origin in ranked(view) if origin not in first]
    groups: dict[tuple[str, str, str, bool], list[tuple[Link, Drift, Origin]]] = {}
    for origin in [*first, *rest]:
        for link in origin.reports:
            held = view.report.get(link.id)
            for drift in link.drift:
                key = (drift.kind, drift.words.casefold(), drift.was.casefold(), held is not None and drift.was in held.text)
                groups.setdefault(key, []).append((link, drift, origin))
    found = [_drift(view, group, inside) for (_, _, _, inside), group in list(groups.items())[:DRIFTS]]
    left = list(groups.values())[DRIFTS:]
    if left:
        text = view.say("said.drifts", drifts=view.count("drift", len(left)))
        references = tuple(view.drifted(link, drift, origin.id) for link, drift, origin in (group[0] for group in left))
        found.append(BriefSentence(section="said", role="caveat", text=text, references=references[:EXAMPLES]))
    return found


def _drift(view: View, group: list[tuple[Link, Drift, Origin]], inside: bool) -> BriefSentence:
    _, drift, _ = group[0]
    outlets = list(dict.fromkeys(view.outlet(link.id) for link, _, _ in group))
    text = view.say(
        "said.drift-inside" if inside else "said.drift",
        kind=view.say(f"drift.{drift.kind}"),
        outlet=listed([shortened(outlet, NAME) for outlet in outlets], view.lang),
        words=shortened(drift.words, NAME),
        was=shortened(drift.was, NAME),
    )
    references = tuple(dict.fromkeys(view.drifted(link, each, origin.id) for link, each, origin in group))
    return BriefSentence(section="said", role="caveat", text=text, references=references[:EXAMPLES])


def _content(view: View, statement: Statement) -> str:
    held = view.report.get(statement.report)
    start, end = quotable(statement)
    return held.text[start:end] if held and 0 <= start < end <= len(held.text) else statement.text


def _publisher(view: View, origin: Origin) -> str:
    return shortened(line(origin.publisher), NAME) if origin.publisher else view.say("unknown-publisher")


def _original(link: Link | None) -> bool:
    return link is not None and link.link == "original"
