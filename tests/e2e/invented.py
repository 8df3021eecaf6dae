"""Invented series, places and origin trees for the three elements; the same for the same size."""

import asyncio
import math
import random
from collections.abc import AsyncIterator

from tocsin.desk import parts
from tocsin.warn.words import Lang

DAY, START = 86_400, 1_664_582_400
"""seconds; 1 October 2022, 00:00 UTC"""
HYPOTHESES = (("Short-range use", -6.8), ("Demonstration", -5.5), ("Reprisal", -3.2), ("Radiological incident", -4.6))
"""names, and the logarithm that each wanders around"""


def series(n: int = 400, gap: int = DAY) -> dict[str, object]:
    """Four series of n points with bands, a base rate, a judgement of somebody else, and a jump at three quarters."""
    draw = random.Random(1)  # noqa: S311 - invented data, the same every time
    times = [START + gap * (k - n) for k in range(n)]
    jump = n * 3 // 4
    found = []
    for k, (name, level) in enumerate(HYPOTHESES):
        x, means = level, []
        for i in range(n):
            x += -0.03 * (x - level) + draw.gauss(0, 0.12) + (1.2 if i == jump and k < 2 else 0)
            means.append(round(min(0.97, math.exp(x)), 7))
        found.append(
            {"id": f"h{k}", "label": name, "mean": means, "low": [0.4 * v for v in means], "high": [min(1, 2.2 * v) for v in means]}
        )
    moved = [
        {"t": times[jump], "series": f"h{k}", "delta": 0.01, "label": "Storage activity, seen by two origins", "href": f"/gallery?why=h{k}"}
        for k in range(2)
    ]
    other = {"t": times[n // 2], "low": 0.0002, "high": 0.01, "label": "An invented service: unlikely", "href": "/gallery?judgement=1"}
    base = {"series": "h0", "label": "base rate", "value": 0.0008, "low": 0.0001, "high": 0.004}
    return {"t": times, "scale": "log", "unit": "probability", "series": found, "base": [base], "marks": [other], "jumps": moved}


def origins(n: int = 24) -> dict[str, object]:
    """An upstream, an origin, and n reports that had it from one another."""
    draw = random.Random(2)  # noqa: S311
    nodes = [
        {"id": "u0", "label": "An invented briefing", "kind": "upstream"},
        {"id": "o0", "label": "Evening Example", "kind": "origin", "href": "/gallery?origin=1", "note": "2022-10-01"},
    ]
    edges: list[dict[str, object]] = [{"from": "u0", "to": "o0", "link": "upstream"}]
    ids = ["o0"]
    for k in range(n):
        link = draw.choice(["copy", "rewrite", "translation", "citation"])
        nodes.append({"id": f"r{k}", "label": f"outlet-{k}.example", "kind": "report", "href": f"/gallery?report={k}", "note": link})
        edges.append({"from": ids[int(draw.random() ** 2 * len(ids))], "to": f"r{k}", "link": link, "drift": int(draw.random() < 0.2)})
        ids.append(f"r{k}")
    return {"nodes": nodes, "edges": edges}


def places(lang: Lang = "en") -> dict[str, object]:
    """Invented places in every state, two looks and an observation."""

    def feature(name: str, at: tuple[float, float], kind: str, **more: object) -> dict[str, object]:
        properties = {"id": name.lower(), "name": name, "kind": kind, **more}
        return {"type": "Feature", "geometry": {"type": "Point", "coordinates": at}, "properties": properties}

    now = START + 9 * 3600
    features = [
        feature("Example Harbour", (33.5, 44.6), "place", state="lit", said="vehicles at two gates", href="/gallery?place=1"),
        feature("Sample Field", (40.2, 52.3), "place", state="unseen", href="/gallery?place=2"),
        feature("Invented Depot", (36.1, 50.6), "place", state="quiet", href="/gallery?place=3"),
        feature("Test Airfield", (30.4, 59.6), "system", state="contested", href="/gallery?place=4"),
        feature("Old Port", (20.5, 54.7), "place", state="broken"),
        feature("Invented Depot, radar", (36.1, 50.6), "look", **{"from": now, "to": now + 7200}),
        feature("Example Harbour, optical", (33.5, 44.6), "look", **{"from": now + 7200, "to": now + 14400}),
        feature("Sample Field", (40.2, 52.3), "observation", **{"from": now - DAY, "to": now}),
    ]
    slider = {"from": now - DAY, "to": now + 2 * DAY, "step": 3600, "now": now}
    notes = parts.boundary_notes(lang, [(33.5, 44.6), (36.1, 50.6)])
    return {"type": "FeatureCollection", "features": features, "slider": slider, "notes": notes}


class News:
    """What a live page is told: `say` a kind, and every open line hears it."""

    def __init__(self) -> None:
        self.shown = 0
        """how often the page was made"""
        self._open: set[asyncio.Queue[str]] = set()

    def say(self, kind: str) -> None:
        for line in self._open:
            line.put_nowait(kind)

    async def lines(self) -> AsyncIterator[str]:
        """Server-sent events, from now on."""
        line: asyncio.Queue[str] = asyncio.Queue()
        self._open.add(line)
        try:
            yield ": here\n\n"
            while True:
                yield f"event: {await line.get()}\ndata: {{}}\n\n"
        finally:
            self._open.discard(line)
