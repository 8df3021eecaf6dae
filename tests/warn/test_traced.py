"""Origin trees as drawings: every report once, under what it came from, changes said, nothing hostile."""

import msgspec
import pytest

from tests.warn.drawing.boxes import colliding, outside
from tests.warn.made import case
from tocsin.warn import traced
from tocsin.warn.drawing import svg
from tocsin.warn.words import Lang

both = pytest.mark.parametrize("lang", ["en", "fr"])


@both
def test_every_report_hangs_once_under_its_origin(lang: Lang) -> None:
    held = case()
    readings = {reading.report: msgspec.structs.replace(reading, synthetic=True, tlp="amber") for reading in held.readings}
    drawn = svg(traced.picture(held.origins, readings, lang))
    assert drawn.count("<circle") == len(held.origins) + sum(len(origin.reports) for origin in held.origins)
    kinds = {kind for origin in held.origins for link in origin.reports for kind in (drift.kind for drift in link.drift)}
    assert kinds
    assert ("changed: " if lang == "en" else "a changé\u202f: ") in drawn
    assert "TLP:AMBER - Exercise / Restricted - SYNTHETIC" in drawn  # as the highest of what it was made from
    assert outside(drawn) == []
    assert colliding(drawn) == []
    assert drawn == svg(traced.picture(held.origins, readings, lang))


def test_many_are_counted_and_a_circle_of_parents_ends() -> None:
    held = case()
    (first, *_) = held.origins
    around = tuple(
        msgspec.structs.replace(first.reports[0], id=f"r{n}", parent=f"r{(n + 1) % 60}", link="copy", drift=()) for n in range(60)
    )
    picture = traced.picture([msgspec.structs.replace(first, reports=around)], {})
    drawn = svg(picture)
    assert f"and {61 - traced.MOST} more reports" in drawn
    assert outside(drawn) == []


def test_words_of_an_outlet_are_no_markup() -> None:
    held = case()
    hostile = [msgspec.structs.replace(origin, publisher="<script>x</script>", claim="<b>y</b>") for origin in held.origins]
    drawn = svg(traced.picture(hostile, {}))
    assert "<script" not in drawn
    assert "<b>" not in drawn
