"""An alert as text that a person reads at six in the morning, and as JSON with everything in it."""

import textwrap
from typing import Any

import msgspec

from tocsin.model import Cause, rounded
from tocsin.warn.channels.message import Lang, Message, headline, kind
from tocsin.warn.marking import marking
from tocsin.warn.neutral import line

WIDTH = 96
SHORT = 8
"""letters of an id that tell it from others"""
SEVERITY = {"minor": "mineur", "moderate": "modéré", "severe": "grave", "extreme": "extrême"}
"""in French"""
LABELS = {
    "event": (
        "Event {event}, message {number}, {at} UTC; matters: {count} since {opened} UTC",
        "Événement {event}, message {number}, {at} UTC ; faits : {count} depuis {opened} UTC",
    ),
    "more": ("and {more} more: tocsin alerts {event}", "et {more} de plus : tocsin alerts {event}"),
    "over": ("over", "fini"),
    "todo": ("To do ({who}): {action}", "À faire ({who}) : {action}"),
    "ack": (
        "Then: tocsin alerts ack {event} --by NAME --did WHAT   (or --nothing REASON)",
        "Puis : tocsin alerts ack {event} --by NOM --did QUOI   (ou --nothing RAISON)",
    ),
    "exercise": (
        "Not released by anybody: for exercise only, not to be passed on.",
        "Validé par personne : pour exercice seulement, à ne pas transmettre.",
    ),
    "released": ("Released by {by}.", "Validé par {by}."),
    "silence": ("Nothing was added any more.", "Plus rien ne s'est ajouté."),
    "report": ("report {report}, characters {start} to {end}", "article {report}, caractères {start} à {end}"),
}


def label(key: str, lang: Lang, **given: object) -> str:
    """Words of the text form."""
    return LABELS[key][lang == "fr"].format(**given)


def text(one: Message, lang: Lang = "en") -> str:
    """The message for a person. Words from outside are harmless, and the marking opens and closes it."""
    alert = one.alert
    told = label(
        "event",
        lang,
        event=alert.event[:SHORT],
        number=alert.number,
        at=f"{one.sent:%Y-%m-%d %H:%M}",
        count=alert.count,
        opened=f"{alert.opened or one.sent:%Y-%m-%d %H:%M}",
    )
    rows = [
        marking(alert),
        "",
        *_wrapped(f"{headline(one, lang)} ({SEVERITY[alert.severity] if lang == 'fr' else alert.severity})"),
        *_wrapped(told),
        "",
    ]
    for cause in alert.causes:
        rows += _cause(cause, lang)
    if kind(one) == "cancel" and not alert.causes:
        rows.append(label("silence", lang))
    more = alert.added - sum(cause.on for cause in alert.causes)
    if more > 0:
        rows.append(label("more", lang, more=more, event=alert.event[:SHORT]))
    action = alert.action.get(lang) or alert.action.get("en")
    if action:
        rows += ["", *_wrapped(label("todo", lang, who=alert.who, action=action))]
    if alert.acknowledge:
        rows += _wrapped(label("ack", lang, event=alert.event[:SHORT]))
    rows += ["", label("released", lang, by=alert.released_by) if alert.released_by else label("exercise", lang), marking(alert)]
    return "\n".join(rows) + "\n"


def _cause(cause: Cause, lang: Lang) -> list[str]:
    what = cause.what.get(lang) or cause.what.get("en") or cause.subject
    rows = _wrapped(line(what) if cause.on else f"[{label('over', lang)}] {line(what)}", "- ", "  ")
    for one in cause.references:
        words = line(one.words or "")
        quoted = f"“{words}”" if lang == "en" else f"« {words} »"
        where = (
            label("report", lang, report=(one.report or "")[:SHORT], start=one.span[0], end=one.span[1]) if one.span and one.report else ""
        )
        rows += _wrapped(f"{quoted} ({where})" if where else quoted, "    ", "    ")
    return rows


def _wrapped(words: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def json(one: Message) -> bytes:
    """Everything, as canonical JSON: floats at six significant digits, sorted keys. `marking` says how far it may go."""
    body: dict[str, Any] = {
        "tocsin": "alert",
        "marking": marking(one.alert),
        "name": one.name,
        "sender": one.sender,
        "sent": one.sent.isoformat(),
        "headline": {"en": headline(one, "en"), "fr": headline(one, "fr")},
        "before": [name for name, _ in one.before],
        "alert": rounded(one.alert),
    }
    return msgspec.json.encode(body, order="sorted") + b"\n"
