"""Triggers: what is worth a person's attention now, grouped into running events. Pure; the engine keeps what comes of it."""

from tocsin.warn.triggers.evaluate import evaluate
from tocsin.warn.triggers.events import Event, events
from tocsin.warn.triggers.situation import Collector, PathwayMargin, Situation, standing

__all__ = ["Collector", "Event", "PathwayMargin", "Situation", "evaluate", "events", "standing"]
