"""The board of alerts for people: running events, what raised them, how far each message got, and what went nowhere."""

from collections.abc import Iterator, Sequence

from tocsin.cli import ink
from tocsin.cli.ink import BOLD, DIM, letters
from tocsin.cli.output import safe
from tocsin.engine.alerting.holding import Held
from tocsin.ledger.workspace import Workspace
from tocsin.model import Delivery
from tocsin.model.triggers import SEVERITIES, Person, Trigger
from tocsin.warn.channels import plain
from tocsin.warn.channels.message import Lang, message
from tocsin.warn.marking import SYNTHETIC
from tocsin.warn.triggers.events import Event

SHORT = 8
SHOWN = 4
"""causes of one event on the board; `tocsin alerts ID` has them all"""
LABELS = {
    "none": ("No event is running.", "Aucun événement en cours."),
    "kept": (
        "No channel is declared: alerts are kept here and go nowhere (alerts: in tocsin.yml).",
        "Aucun canal déclaré : les alertes restent ici et ne partent pas (alerts: dans tocsin.yml).",
    ),
    "line": (
        "{id}  {severity}, {state} since {since} UTC; matters: {count}, messages: {messages}; {marks}",
        "{id}  {severity}, {state} depuis {since} UTC ; faits : {count}, messages : {messages} ; {marks}",
    ),
    "todo": ("to do ({who}): {action}", "à faire ({who}) : {action}"),
    "ack": ("acknowledged by {by}, {at} UTC: {what}", "vu par {by}, {at} UTC : {what}"),
    "nothing": ("nothing is done: {what}", "rien n'est fait : {what}"),
    "released": ("message {number} released by {by} ({scope}): {why}", "message {number} publié par {by} ({scope}) : {why}"),
    "more": ("and {more} more: tocsin alerts {id}", "et {more} de plus : tocsin alerts {id}"),
    "undelivered": ("{count} deliveries went nowhere: tocsin alerts dead", "{count} envois n'ont abouti nulle part : tocsin alerts dead"),
    "over": ("over: ", "fini : "),
    "ringing": ("rings now", "sonne en ce moment"),
    "all": ("all", "tous"),
}
WORDS = {
    "minor": "mineur",
    "moderate": "modéré",
    "severe": "grave",
    "extreme": "extrême",
    "open": "ouvert",
    "acknowledged": "vu",
    "over": "fini",
    "queued": "en attente",
    "tried": "interrompu",
    "delivered": "remis",
    "failed": "échoué",
    "dead": "abandonné",
    "withheld": "retenu",
    "closed": "remplacé",
}


def label(key: str, lang: Lang, **given: object) -> str:
    """Words of the board."""
    return LABELS[key][lang == "fr"].format(**given)


def _word(text: str, lang: Lang) -> str:
    return WORDS[text] if lang == "fr" else text


def undelivered(have: Held) -> tuple[Delivery, ...]:
    """What went nowhere, oldest first."""
    return tuple(one for one in have.standing().values() if one.progress in ("dead", "withheld"))


def board(found: Sequence[Event], have: Held, place: Workspace, lang: Lang) -> Iterator[str]:
    """Every event, gravest and newest first."""
    if not found:
        yield label("none", lang)
    for event in sorted(found, key=lambda one: (one.over, -SEVERITIES.index(one.severity), -one.latest.t_known.timestamp(), one.id)):
        yield from _event(event, have, lang)
    if place.alerting is None or not place.alerting.channels:
        yield label("kept", lang)
    gone = undelivered(have)
    if gone:
        yield label("undelivered", lang, count=len(gone))


def _event(event: Event, have: Held, lang: Lang) -> Iterator[str]:
    on, last = ink.paper(), event.latest
    told = label(
        "line",
        lang,
        id=event.id[:SHORT],
        severity=_word(event.severity, lang),
        state=_word(event.state, lang),
        since=f"{event.first.t_known:%Y-%m-%d %H:%M}",
        count=last.count,
        messages=len(event.alerts),
        marks=f"TLP:{last.tlp.upper()}" + (f", {SYNTHETIC}" if last.synthetic else ""),
    )
    yield from ink.lines(letters(told, BOLD), on, [], letters("    "))
    yield from _row(last.title.get(lang) or last.title.get("en") or last.group, 2)
    causes = list({cause.key: cause for alert in event.alerts for cause in alert.causes}.values())[::-1]
    for cause in causes[:SHOWN]:
        words = cause.what.get(lang) or cause.what.get("en") or cause.subject
        yield from _row(f"- {'' if cause.on else label('over', lang)}{words}", 4)
    if last.count > min(SHOWN, len(causes)):
        yield from _row(label("more", lang, more=last.count - min(SHOWN, len(causes)), id=event.id[:SHORT]), 4, DIM)
    action = last.action.get(lang) or last.action.get("en")
    if action and event.state == "open":
        yield from _row(label("todo", lang, who=last.who, action=action), 2)
    yield from _decided(event, lang)
    yield from _deliveries(event, have, lang)
    yield ""


def _decided(event: Event, lang: Lang) -> Iterator[str]:
    for ack in event.acknowledged:
        what = ack.what if ack.decided == "acted" else label("nothing", lang, what=ack.what)
        yield from _row(label("ack", lang, by=ack.by, at=f"{ack.t_known:%Y-%m-%d %H:%M}", what=what), 2)
    numbers = {one.id: one.number for one in event.alerts}
    for one in event.releases:
        yield from _row(label("released", lang, number=numbers.get(one.alert, "?"), by=one.by, scope=one.scope, why=one.why), 2)


def _deliveries(event: Event, have: Held, lang: Lang) -> Iterator[str]:
    numbers = {one.id: one.number for one in event.alerts}
    mine = [one for one in have.standing().values() if one.event == event.id]
    parts = [
        f"{one.channel}{f' ({one.who})' if one.who else ''} {numbers.get(one.alert, '?')}: {_word(one.progress, lang)}{_detail(one)}"
        for one in sorted(mine, key=lambda one: (numbers.get(one.alert, 0), one.step, one.channel))
    ]
    if parts:
        yield from _row("; ".join(parts[-6:]), 2, DIM)


def _detail(one: Delivery) -> str:
    again = f", {one.due:%H:%M}" if one.due is not None and one.progress in ("failed", "queued") else ""
    return (f" ({safe(one.why)[:80]})" if one.why and one.progress != "delivered" else "") + again


def whole(event: Event, have: Held, sender: str, lang: Lang) -> Iterator[str]:
    """One event, message by message, as it left, then what was decided and how far it got."""
    for alert in event.alerts:
        free = next((one for one in event.releases if one.alert == alert.id), None)
        yield from plain.text(message(event, alert, sender, free), lang).splitlines()
        yield ""
    yield from _decided(event, lang)
    yield from _deliveries(event, have, lang)


def in_force(some: Sequence[Trigger], names: Sequence[Person], running: Sequence[Event], lang: Lang) -> Iterator[str]:
    """The triggers in force: what each watches, whom it tells, whether it rings now, and why it is there."""
    on = {name for event in running if not event.over for name in event.latest.triggers}
    people = {one.role: one.name for one in names}
    for one in some:
        ringing = f"; {label('ringing', lang)}" if one.id in on else ""
        yield from _row(f"{one.id}: {one.name.get(lang) or one.name['en']} ({_word(one.severity, lang)}{ringing})", 0, BOLD)
        yield from _row(f"{one.watch}: {', '.join(one.of) or label('all', lang)}{_level(one)}", 4)
        steps = [f"{people.get(step.who, step.who)} (+{step.after_minutes} min)" for step in one.escalate]
        yield from _row(" > ".join([people.get(one.who, one.who), *steps]), 4)
        yield from _row(one.why, 4, DIM)


def _level(one: Trigger) -> str:
    match one.watch:
        case "probability":
            return f"; {one.bound}, {one.horizon} d: {one.up:g} / {one.down:g}"
        case "margin":
            return f"; {one.measure}: {one.below:g} / {one.above:g}"
        case "judgement":
            return f"; {one.whose}" + (f" x {one.factor:g}" if one.factor is not None else "")
        case "calendar":
            return f"; {one.days} d"
    return f"; {', '.join(one.states)}"


def dead(gone: Sequence[Delivery], have: Held) -> Iterator[str]:
    """What went nowhere, with why."""
    titles = {alert.id: alert.title.get("en") or alert.group for alert in have.alerts}
    for one in gone:
        said = (
            f"{one.alert[:SHORT]}  {one.channel}  {one.progress} {one.t_known:%Y-%m-%d %H:%M}: {titles.get(one.alert, '')}: {safe(one.why)}"
        )
        yield from _row(said, 0)
    yield "After a fix: tocsin alerts retry"


def _row(text: str, indent: int, style: str = "") -> Iterator[str]:
    yield from ink.lines(letters(text, style), ink.paper(), letters(" " * indent), letters(" " * (indent + 2)))
