"""Triggers: what is worth a person's attention now, grouped into running events. Pure; the engine keeps what comes of it."""

from tocsin.warn.triggers.evaluate import evaluate
from tocsin.warn.triggers.events import Event, events
from tocsin.warn.triggers.situation import Collector, Margin, Situation, standing

__all__ = ["Collector", "Event", "Margin", "Situation", "evaluate", "events", "standing"]
