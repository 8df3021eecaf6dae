"""Messages to put into forms: an invented event of three messages, with words that want to break out."""

from typing import Any

import msgspec

from tests.warn.triggers.made import Watch, broken, judged, later, trigger
from tocsin.model import Alert, Cause, Place, Reference, Release
from tocsin.warn.channels.message import Message, message
from tocsin.warn.triggers import Event, events

NASTY = "]]>&<b>\x00\x1b[31m\u202e \ud7ff 'x' \"y\"\r\nBcc: all@example"
SENDER = "watch@tocsin.example"


def event(**more: Any) -> Event:
    """Opened, graver, over."""
    watch = Watch(trigger("collector", states=["broken"], severity="severe", **more))
    watch.look(judged(collectors=broken("post")))
    watch.look(judged(collectors=broken("post", "wire"), now=later(5)))
    watch.look(judged(collectors=(), now=later(9)))
    return events(watch.alerts)[0]


def alert(number: int = 1, **more: Any) -> Alert:
    """A message with everything in it."""
    one = event().alerts[number - 1]
    nasty = Cause(
        key="k" * 16,
        trigger="collector",
        kind="drift",
        subject="trucks",
        what={"en": f"said {NASTY}", "fr": f"dit {NASTY}"},
        t_known=one.t_known,
        references=(Reference(origin="o" * 64, report="r" * 64, statement="s" * 64, span=(3, 9), words=NASTY),),
        value=0.0123456789,
    )
    places = (Place(id="vaule", name="Vaule", lat=50.5, lon=-3.2), Place(id="sorn", name="Sorn & <co>", lat=-0.04, lon=179.96))
    values = {
        "causes": (*one.causes, nasty),
        "title": {"en": f"Dam {NASTY}", "fr": f"Barrage {NASTY}"},
        "places": places,
        "hypothesis": "breach",
        "horizon": 30,
        "probability": 0.0123456789,
        "threshold": 0.01,
        **more,
    }
    return msgspec.structs.replace(one, **values)


def told(number: int = 1, release: bool = False, **more: Any) -> Message:
    """The message as it leaves."""
    base, one = event(), alert(number, **more)
    free = [_release(item) for item in base.alerts] if release else []
    held = Event(id=base.id, alerts=(*base.alerts[: number - 1], one, *base.alerts[number:]), releases=tuple(free))
    return message(held, one, SENDER, free[number - 1] if release else None)


def _release(one: Alert) -> Release:
    return Release(
        id=f"{one.number}" * 64, alert=one.id, event=one.event, by="N. Name", why="seen", scope="Public", t_known=later(20 + one.number)
    )
