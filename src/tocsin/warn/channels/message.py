"""What every form of an alert is made from: the message as it leaves, the messages of its event before it, and who sends it."""

from typing import Literal, NamedTuple

from tocsin.model import Alert, Release, Time
from tocsin.model.triggers import Form
from tocsin.warn.marking import SYNTHETIC, released
from tocsin.warn.neutral import line
from tocsin.warn.triggers.events import Event

Lang = Literal["en", "fr"]
KINDS = {"en": {"alert": "ALERT", "update": "UPDATE", "cancel": "OVER"}, "fr": {"alert": "ALERTE", "update": "SUITE", "cancel": "FIN"}}


class Message(NamedTuple):
    """One message, ready to be put into a form."""

    alert: Alert
    """with the status and scope under which it leaves"""
    sender: str
    sent: Time
    name: str
    """unique for what is said: a release is a message of its own"""
    before: tuple[tuple[str, Time], ...] = ()
    """name and time of each earlier message of the event that went out in the same way"""


class Payload(NamedTuple):
    """A form of a message."""

    body: bytes
    media_type: str
    name: str
    """of a file, with its ending"""


def message(event: Event, alert: Alert, sender: str, release: Release | None = None) -> Message:
    """A message of an event. Released ones follow released ones, all others each other: they went to different people."""
    free = {one.alert: one for one in event.releases}
    earlier = [one for one in event.alerts if one.number < alert.number and (release is None or one.id in free)]
    before = tuple(
        (_name(one, free[one.id] if release is not None else None), _sent(one, free.get(one.id) if release else None)) for one in earlier
    )
    return Message(released(alert, release), sender, _sent(alert, release), _name(alert, release), before)


def _name(alert: Alert, release: Release | None) -> str:
    return f"tocsin-{alert.id[:24]}" + (f"-{release.id[:8]}" if release is not None else "")


def _sent(alert: Alert, release: Release | None) -> Time:
    return release.t_known if release is not None else alert.t_known


def kind(one: Message) -> Literal["alert", "update", "cancel"]:
    """What it is to who receives it: an update of what never went to them is news."""
    return one.alert.message if one.before or one.alert.message == "cancel" else "alert"


def headline(one: Message, lang: Lang) -> str:
    """One line: what is no real alert says so first."""
    alert = one.alert
    marks = [
        *([SYNTHETIC] if alert.synthetic else []),
        *(["EXERCISE" if lang == "en" else "EXERCICE"] if alert.status == "Exercise" else []),
    ]
    title = alert.title.get(lang) or alert.title.get("en") or alert.group
    return f"{' '.join([*marks, KINDS[lang][kind(one)]])}{' :' if lang == 'fr' else ':'} {line(title)}"


def payload(one: Message, form: Form, lang: Lang = "en") -> Payload:
    """The message in a form. CannotFinish where STIX is asked for and its library is not installed."""
    from tocsin.warn.channels import atom, cap, geojson, plain, stix

    match form:
        case "cap":
            return Payload(cap.alert(one), "application/cap+xml", f"{one.name}.cap.xml")
        case "stix":
            return Payload(stix.bundle([one]), "application/stix+json;version=2.1", f"{one.name}.stix.json")
        case "geojson":
            return Payload(geojson.collection([one]), "application/geo+json", f"{one.name}.geojson")
        case "atom":
            return Payload(atom.feed([one]), "application/atom+xml", f"{one.name}.atom.xml")
        case "text":
            return Payload(plain.text(one, lang).encode(), "text/plain; charset=utf-8", f"{one.name}.txt")
        case "json":
            return Payload(plain.json(one), "application/json", f"{one.name}.json")
