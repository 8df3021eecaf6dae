"""The two articles that the project starts from: their chains lead to Reuters and Politico, and the second one's lead drifts."""

from pathlib import Path

from tests.corroborate.gold import CLOCK

from tocsin.collect.files import Collected, collect
from tocsin.corroborate import corroborate
from tocsin.library import problems, sources, yardsticks
from tocsin.read import Reader


def test_the_seeds(shared: Path) -> None:
    items = list(collect([str(shared / "seeds" / "*.txt")], clock=CLOCK))
    reports = [item.report for item in items if isinstance(item, Collected)]
    known = sources.load()
    reader = Reader(problems.load("nuclear-escalation"), yardsticks.load(), known, problems.weights("nuclear-escalation"))
    found = corroborate(reports, [reader.read(report) for report in reports], known, clock=CLOCK)
    publishers = {link.path: origin.publisher for origin in found for link in origin.reports}
    assert sorted(str(publisher) for publisher in publishers.values()) == ["Politico", "Reuters"]
    assert len(found) == 2
    for origin in found:
        (link,) = origin.reports
        assert (link.link, link.parent) == ("citation", None)
        drifts = [(drift.kind, drift.words, drift.was) for drift in link.drift]
        assert drifts == ([("target", "contre les États-Unis", "en Ukraine")] if origin.publisher == "Politico" else [])
